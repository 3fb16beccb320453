// How containerd words what the kubelet asks of it through CRI, and what its shims tell it. The texts are those of
// pkg/server/instrumented_service.go, container_stop.go and events.go of containerd/cri (containerd 1.2 to 1.3), pkg/cri
// (1.4 to 1.7) and internal/cri (2.x).
import { message } from '../../message';
import { isId } from '../ids';
import type { PodPlace } from '../model';
import { ofContainer, ofExec, short, type Statement, type WordingRow } from './row';
import { C, POD, SANDBOX } from './samples';

/** A value of a message that Go or protobuf printed: `Name:etcd,`, `name:"etcd"`, `exit_status:137`. */
function printed(text: string, ...names: readonly string[]): string | null {
  for (const name of names) {
    const found = new RegExp(`(?:^|[{ ,])${name}:(?:"([^"]*)"|([^\\s,"{}]+))`).exec(text);
    if (found) return found[1] ?? found[2] ?? null;
  }
  return null;
}

/** What the metadata of a sandbox or a container says of its place. */
function placeOf(metadata: string, sandbox: string | null, isSandbox: boolean): PodPlace {
  const name = printed(metadata, 'Name', 'name');
  const namespace = printed(metadata, 'Namespace', 'namespace');
  return isSandbox ? { namespace, pod: name, name: null, sandbox } : { namespace: null, pod: null, name, sandbox };
}

/** The end of a process: of the container's own, or of an exec in it. */
function ended(event: string): Statement | null {
  const container = printed(event, 'ContainerID', 'container_id');
  const id = printed(event, 'ID', 'id');
  // Go's protobuf leaves out what is 0; gogo's form prints it.
  const status = Number(printed(event, 'ExitStatus', 'exit_status') ?? 0);
  if (container === null || id === null || !isId(container)) return null;
  return id === container
    ? ofContainer('task-exit', message('pod.task-exit', { status }), container, { exitStatus: status })
    : {
        ...ofExec('exec-ended', message('pod.exec-ended', { exec: short(id), status }), id, container),
        exitStatus: status,
      };
}

const SIGNALS: Readonly<Record<string, number>> = {
  hangup: 1,
  interrupt: 2,
  quit: 3,
  killed: 9,
  'user defined signal 1': 10,
  'user defined signal 2': 12,
  terminated: 15,
};
const SIGKILL = 9;

export const CRI_ROWS: readonly WordingRow[] = [
  {
    id: 'sandbox-started',
    seen: 'containerd 1.2 to 2.x, info',
    pattern: /^RunPodSandbox for (\S.*) returns sandbox id "([0-9a-f]{64})"$/,
    marks: ['returns sandbox id '],
    read: match => {
      const pod = placeOf(match[1] ?? '', match[2] ?? null, true);
      const words = { pod: pod.pod ?? '?', namespace: pod.namespace ?? '?' };
      return ofContainer('sandbox-started', message('pod.sandbox-started', words), match[2], { pod });
    },
    // containerd#6704
    samples: [
      {
        line: `INFO[2022-03-21T12:38:02.420932643+08:00] RunPodSandbox for &PodSandboxMetadata{Name:${POD},Uid:3aaf7f0674570fa1fd7cb4e72be2aa72,Namespace:kube-system,Attempt:0,} returns sandbox id "${SANDBOX}"`,
        kind: 'sandbox-started',
        container: SANDBOX,
      },
    ],
    counterSamples: [
      `INFO[2022-03-21T12:38:02.402842410+08:00] RunPodSandbox for &PodSandboxMetadata{Name:${POD},Uid:3aaf7f0674570fa1fd7cb4e72be2aa72,Namespace:kube-system,Attempt:0,}`,
    ],
  },
  {
    id: 'created',
    seen: 'containerd 1.2 to 2.x, info',
    pattern: /^CreateContainer within sandbox "([0-9a-f]{64})" for (\S.*) returns container id "([0-9a-f]{64})"$/,
    marks: ['returns container id '],
    read: match => {
      const pod = placeOf(match[2] ?? '', match[1] ?? null, false);
      const words = { name: pod.name ?? '?', sandbox: short(match[1]) };
      return ofContainer('created', message('pod.created', words), match[3], { pod });
    },
    // containerd#10390
    samples: [
      {
        line: `Jun 24 11:04:35 icf-test1-minion-0-0 containerd[235439]: time="2024-06-24T11:04:35.965088489+08:00" level=info msg="CreateContainer within sandbox \\"${SANDBOX}\\" for &ContainerMetadata{Name:init-process-ctrl-processd,Attempt:0,} returns container id \\"${C}\\""`,
        kind: 'created',
        container: C,
      },
    ],
    counterSamples: [
      `INFO[2022-03-21T12:38:02.402842410+08:00] CreateContainer within sandbox "${SANDBOX}" for container &ContainerMetadata{Name:kube-apiserver,Attempt:4,}`,
    ],
  },
  {
    id: 'started',
    seen: 'containerd 1.2 to 2.x, info',
    pattern: /^StartContainer for "([0-9a-f]{64})" returns successfully$/,
    marks: ['StartContainer for '],
    read: match => ofContainer('started', message('pod.started'), match[1]),
    // containerd#3177
    samples: [
      {
        line: `time="2019-04-04T18:42:12.471176359Z" level=info msg="StartContainer for \\"${C}\\" returns successfully"`,
        kind: 'started',
        container: C,
      },
    ],
    counterSamples: [`time="2019-04-04T18:42:12.471176359Z" level=info msg="StartContainer for \\"${C}\\""`],
  },
  {
    id: 'start-failed',
    seen: 'containerd 1.2 to 2.x, error',
    pattern: /^StartContainer for "([0-9a-f]{64})" failed$/,
    marks: ['StartContainer for '],
    read: (match, said) =>
      ofContainer('start-failed', message('pod.start-failed', { error: said.value('error') ?? '?' }), match[1]),
    // The words of instrumented_service.go, the error of containerd#9160.
    samples: [
      {
        line: `time="2023-09-28T04:02:24.700000000Z" level=error msg="StartContainer for \\"${C}\\" failed" error="failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to create new parent process: namespace path: lstat /proc/0/ns/ipc: no such file or directory: unknown"`,
        kind: 'start-failed',
        container: C,
      },
    ],
    counterSamples: [`time="2019-04-04T18:42:12.4Z" level=error msg="StopContainer for \\"${C}\\" failed" error=x`],
  },
  {
    id: 'stop-asked',
    seen: 'containerd 1.2 to 2.x, info',
    pattern: /^StopContainer for "([0-9a-f]{64})" with timeout (\d{1,10}) \(s\)$/,
    marks: ['StopContainer for '],
    read: match => ofContainer('stop-asked', message('pod.stop-asked', { seconds: match[2] ?? '' }), match[1]),
    // containerd#2744
    samples: [
      {
        line: `INFO[2018-12-03T21:09:13.471760732Z] StopContainer for "${C}" with timeout 10 (s)`,
        kind: 'stop-asked',
        container: C,
      },
    ],
    counterSamples: [`INFO[2018-12-03T21:09:13.471760732Z] StopContainer for "${C}" returns successfully`],
  },
  {
    id: 'stop-signal',
    seen: 'containerd 1.2 to 2.x, info',
    pattern: /^Stop container "([0-9a-f]{64})" with signal ([a-z][a-z0-9 ]*)$/,
    marks: ['Stop container '],
    read: match => {
      const signal = SIGNALS[match[2] ?? ''] ?? null;
      return ofContainer('signal-asked', message('pod.signal-asked', { signal: match[2] ?? '' }), match[1], {
        signal,
      });
    },
    // containerd#2744
    samples: [
      {
        line: `INFO[2018-12-03T21:09:13.480194210Z] Stop container "${C}" with signal terminated`,
        kind: 'signal-asked',
        container: C,
      },
    ],
    counterSamples: [
      `time="2024-07-16T14:46:32.798376481+08:00" level=info msg="Skipping the sending of signal terminated to container \\"${C}\\" because a prior stop with timeout>0 request already sent the signal"`,
    ],
  },
  {
    id: 'kill',
    seen: 'containerd 1.2 to 2.x, info: the timeout of a stop is over, or was 0',
    pattern: /^Kill container "([0-9a-f]{64})"$/,
    marks: ['Kill container '],
    read: match =>
      ofContainer('signal-asked', message('pod.signal-asked', { signal: String(SIGKILL) }), match[1], {
        signal: SIGKILL,
      }),
    // containerd#6080
    samples: [
      {
        line: `time="2024-07-16T14:47:32.798846344+08:00" level=info msg="Kill container \\"${C}\\""`,
        kind: 'signal-asked',
        container: C,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'stop-escalated',
    seen: 'containerd 1.2, error (container_stop.go); later versions kill without saying so',
    pattern: /^An error occurs during waiting for container "([0-9a-f]{64})" to be stopped$/,
    marks: ['An error occurs during waiting for container '],
    read: match => ofContainer('stop-escalated', message('pod.stop-escalated'), match[1]),
    // containerd#3177
    samples: [
      {
        line: `time="2019-04-04T19:01:08.860084368Z" level=error msg="An error occurs during waiting for container \\"${C}\\" to be stopped" error="wait container \\"${C}\\" stop timeout"`,
        kind: 'stop-escalated',
        container: C,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'stop-failed',
    seen: 'containerd 1.2 to 2.x, error: SIGKILL did not end it within its time either, or its end was not told (container_stop.go)',
    pattern:
      /^(?:StopContainer for "([0-9a-f]{64})" failed|An error occurs during waiting for container "([0-9a-f]{64})" to be killed)$/,
    marks: ['StopContainer for ', 'An error occurs during waiting for container '],
    read: (match, said) =>
      ofContainer(
        'stop-failed',
        message('pod.stop-failed', { error: said.value('error') ?? '?' }),
        match[1] ?? match[2],
      ),
    // containerd#3177, #2744
    samples: [
      {
        line: `time="2019-04-04T19:02:08.871193611Z" level=error msg="StopContainer for \\"${C}\\" failed" error="an error occurs during waiting for container \\"${C}\\" to be killed: wait container \\"${C}\\" stop timeout"`,
        kind: 'stop-failed',
        container: C,
      },
      {
        line: `time="2018-11-13T18:24:26.038948567Z" level=error msg="An error occurs during waiting for container \\"${C}\\" to be killed" error="wait container \\"${C}\\" is cancelled"`,
        kind: 'stop-failed',
        container: C,
      },
    ],
    counterSamples: [
      `time="2019-04-04T18:42:12.4Z" level=info msg="StopContainer for \\"${C}\\" returns successfully"`,
    ],
  },
  {
    id: 'exit-not-handled',
    seen: 'containerd 1.4 to 2.x, error (events.go): it knows of the end and cannot clean up, so the container hangs',
    pattern: /^[Ff]ailed to handle (?:(?:container |sandbox )?TaskExit |backOff )?event (\S.*)$/,
    marks: ['ailed to handle '],
    read: (match, said) => {
      const exit = ended(match[1] ?? '');
      const text = message('pod.exit-not-handled', { error: said.value('error') ?? '?' });
      return exit && ofContainer('stop-failed', text, exit.container);
    },
    // A public log of containerd 1.7, its id changed.
    samples: [
      {
        line: `time="2023-09-06T14:44:52.439833260+07:00" level=error msg="failed to handle container TaskExit event &TaskExit{ContainerID:${C},ID:${C},Pid:211974,ExitStatus:0,ExitedAt:2023-09-06 07:44:42.439304235 +0000 UTC,XXX_unrecognized:[],}" error="failed to stop container: context deadline exceeded: unknown"`,
        kind: 'stop-failed',
        container: C,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'task-exit',
    seen: 'containerd 1.2 to 1.5 (gogo), 1.6 to 2.x (protobuf), info; "received exit event" from 1.7.24 and 2.0.0 on, "received container exit event" from 2.0.7 and 2.1.5 on',
    pattern:
      /^(?:TaskExit event(?: in podsandbox handler)?|received (?:container |sandbox container )?exit event) (\S.*)$/,
    marks: ['TaskExit event', ' exit event container_id', ' exit event &'],
    read: match => ended(match[1] ?? ''),
    // containerd#2744, #9446, #10603
    samples: [
      {
        line: `INFO[2018-12-03T21:09:13.541933086Z] TaskExit event &TaskExit{ContainerID:${C},ID:${C},Pid:3602,ExitStatus:143,ExitedAt:2018-12-03 21:09:13.487617708 +0000 UTC,}`,
        kind: 'task-exit',
        container: C,
      },
      {
        line: `time="2023-12-01T00:17:35.652328473Z" level=info msg="TaskExit event container_id:\\"${C}\\" id:\\"${C}\\" pid:75081 exit_status:137 exited_at:{seconds:1701389844 nanos:504395334}"`,
        kind: 'task-exit',
        container: C,
      },
      {
        line: `INFO[2024-08-23T18:05:29.890685708+08:00] received exit event container_id:"${C}"  id:"${C}"  pid:627351  exit_status:137  exited_at:{seconds:1724407529  nanos:889854119} `,
        kind: 'task-exit',
        container: C,
      },
      {
        line: `INFO[2024-08-23T18:05:29.890575716+08:00] TaskExit event in podsandbox handler container_id:"${C}"  id:"4afc311996784af79ba0f55db6b873beb9ef99e5ecdf4a5dc86bd9be5a01e204"  pid:631628  exit_status:137  exited_at:{seconds:1724407529  nanos:889932660} `,
        kind: 'exec-ended',
        container: C,
        exec: '4afc311996784af79ba0f55db6b873beb9ef99e5ecdf4a5dc86bd9be5a01e204',
      },
    ],
    counterSamples: [
      `May 16 15:05:02 node containerd[29581]: time="2019-05-16T15:05:02.894458282-07:00" level=error msg="Failed to handle event &TaskExit{ContainerID:${C},ID:${C},Pid:21976,ExitStatus:255,ExitedAt:2019-05-16 22:04:19.073921379 +0000 UTC,} for ${C}" error="failed to stop container"`,
    ],
  },
  {
    id: 'task-oom',
    seen: 'containerd 1.2 to 2.x, info; it can name the sandbox instead (containerd#8893)',
    pattern: /^TaskOOM event (\S.*)$/,
    marks: ['TaskOOM event'],
    read: match =>
      ofContainer('task-oom', message('pod.task-oom'), printed(match[1] ?? '', 'ContainerID', 'container_id')),
    // containerd#8893
    samples: [
      {
        line: `Sep 01 19:12:33 tmp-node-e2e-b9a730eb-ubuntu-gke-2204-1-24-v20220623 containerd[1472]: time="2023-09-01T19:12:33.012922721Z" level=info msg="TaskOOM event container_id:\\"${C}\\""`,
        kind: 'task-oom',
        container: C,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'removed',
    seen: 'containerd 1.2 to 2.x, info',
    pattern: /^(?:RemoveContainer for|RemovePodSandbox) "([0-9a-f]{64})" returns successfully$/,
    marks: ['RemoveContainer for ', 'RemovePodSandbox '],
    read: match => ofContainer('removed', message('pod.removed'), match[1]),
    // The words of instrumented_service.go.
    samples: [
      {
        line: `time="2022-08-10T15:04:55.916400225+08:00" level=info msg="RemoveContainer for \\"${C}\\" returns successfully"`,
        kind: 'removed',
        container: C,
      },
      {
        line: `time="2022-08-10T15:04:55.916400225+08:00" level=info msg="RemovePodSandbox \\"${SANDBOX}\\" returns successfully"`,
        kind: 'removed',
        container: SANDBOX,
      },
    ],
    counterSamples: [`time="2022-08-10T15:04:55.916400225+08:00" level=info msg="RemoveContainer for \\"${C}\\""`],
  },
  {
    id: 'crio',
    seen: 'CRI-O 1.13 to 1.30, info (server/container_*.go); its ends are in no line, so none of its lines is taken for a start',
    pattern: /^(?:Created|Starting|Started|Stopping|Stopped|Removing|Removed) container:? ([0-9a-f]{64})\b/,
    marks: [' container ', ' container: '],
    read: match => ofContainer('log', message('container.log', { text: match.input.slice(0, 200) }), match[1]),
    // nestybox/sysbox#576
    samples: [
      {
        line: `Apr 19 01:18:01 ip-10-8-2-206.us-east-2.compute.internal crio[4284]: time="2023-04-19 01:18:01.433670186Z" level=info msg="Starting container: ${C}" id=ed880b8f-ac6b-4df4-8265-86f8362ad00e name=/runtime.v1.RuntimeService/StartContainer`,
        kind: 'log',
        container: C,
      },
    ],
    counterSamples: [],
  },
];
