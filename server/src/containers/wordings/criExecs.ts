// How containerd's CRI plugin words what is run in a container: instrumented_service.go and container_execsync.go of
// containerd/cri (containerd 1.2 to 1.3), pkg/cri (1.4 to 1.7) and internal/cri (2.x).
import { message } from '../../message';
import { ofContainer, ofExec, short, type WordingRow } from './row';
import { C, EXEC } from './samples';

export const CRI_EXEC_ROWS: readonly WordingRow[] = [
  {
    id: 'exec-asked',
    seen: 'containerd 1.2 to 1.4 info, from 1.5 on debug: ExecSync is what the kubelet asks for probes and hooks, Exec is kubectl exec',
    pattern:
      /^(ExecSync|Exec) for "([0-9a-f]{64})" with command \[(.*)\](?: and timeout \d{1,10} \(s\)|, tty \w+ and stdin \w+)$/s,
    marks: ['ExecSync for ', 'Exec for '],
    read: ([, call, container, command = '']) => {
      const asker = call === 'Exec' ? 'api' : 'kubelet';
      const text = message(`pod.exec-asked.${asker}`, { command });
      return ofContainer('exec-asked', text, container, { execCommand: command, asker });
    },
    // kubernetes#110128; the words of Exec from instrumented_service.go
    samples: [
      {
        line: `May 19 10:49:41 czphadevk8sw02 containerd[980]: time="2022-05-19T10:49:41.227965786Z" level=info msg="ExecSync for \\"${C}\\" with command [cat /app/ready.txt] and timeout 1 (s)"`,
        kind: 'exec-asked',
        container: C,
      },
      {
        line: `time="2020-05-19T10:49:41.227965786Z" level=info msg="Exec for \\"${C}\\" with command [sh -c ls], tty true and stdin true"`,
        kind: 'exec-asked',
        container: C,
      },
    ],
    counterSamples: [`time="2022-05-19T10:49:41.3Z" level=info msg="ExecSync for \\"${C}\\" returns with exit code 0"`],
  },
  {
    id: 'exec-made',
    seen: 'containerd 1.2 to 2.x, debug (container_execsync.go): which exec it is',
    pattern: /^Generated exec id "([0-9a-f]{64})" for container "([0-9a-f]{64})"$/,
    marks: ['Generated exec id '],
    read: ([, exec = '', container]) =>
      ofExec('exec-started', message('container.exec-started', { exec: short(exec) }), exec, container),
    // containerd#1813, as logrus writes it
    samples: [
      {
        line: `time="2018-11-27T23:40:47.343420000Z" level=debug msg="Generated exec id \\"${EXEC}\\" for container \\"${C}\\""`,
        kind: 'exec-started',
        container: C,
        exec: EXEC,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'exec-ended',
    seen: 'containerd 1.2 to 1.4 info, from 1.5 on debug (container_execsync.go): the container is not named',
    pattern:
      /^(?:Exec process "([0-9a-f]{64})" exits with exit|Timeout received while waiting for exec process kill "([0-9a-f]{64})") code (\d{1,10}) and error /,
    marks: ['Exec process ', 'Timeout received while waiting for exec process kill '],
    read: ([, ended, late, code]) => {
      const exec = ended ?? late ?? '';
      const status = Number(code);
      const words = { exec: short(exec), status };
      const text = late === undefined ? message('pod.exec-ended', words) : message('pod.exec-late', words);
      return { ...ofExec('exec-ended', text, exec), exitStatus: status };
    },
    // containerd#4515; the second made by container_execsync.go
    samples: [
      {
        line: `8月 31 17:16:55 konvymaster-01 containerd[7959]: time="2020-08-31T17:16:55.706473114+08:00" level=info msg="Exec process \\"${EXEC}\\" exits with exit code 0 and error <nil>"`,
        kind: 'exec-ended',
        exec: EXEC,
      },
      {
        line: `time="2020-08-31T17:16:55.706473114+08:00" level=info msg="Timeout received while waiting for exec process kill \\"${EXEC}\\" code 137 and error <nil>"`,
        kind: 'exec-ended',
        exec: EXEC,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'exec-answered',
    seen: 'containerd 1.2 to 1.4 info, from 1.5 on debug; "failed" as an error (instrumented_service.go)',
    pattern: /^ExecSync for "([0-9a-f]{64})" (?:returns with exit code (\d{1,10})|failed)$/,
    marks: ['ExecSync for '],
    read: ([, container, code], said) =>
      code === undefined
        ? ofContainer('exec-failed', message('pod.exec-failed', { error: said.value('error') ?? '?' }), container)
        : ofContainer('exec-answered', message('pod.exec-answered', { status: Number(code) }), container, {
            exitStatus: Number(code),
          }),
    // containerd#4515; the second made by instrumented_service.go
    samples: [
      {
        line: `8月 31 17:16:55 konvymaster-01 containerd[7959]: time="2020-08-31T17:16:55.708401543+08:00" level=info msg="ExecSync for \\"${C}\\" returns with exit code 0"`,
        kind: 'exec-answered',
        container: C,
      },
      {
        line: `time="2023-12-21T10:16:55.708401543+08:00" level=error msg="ExecSync for \\"${C}\\" failed" error="failed to exec in container: timeout 8s exceeded: context deadline exceeded"`,
        kind: 'exec-failed',
        container: C,
      },
    ],
    counterSamples: [],
  },
];
