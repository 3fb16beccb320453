// How containerd and its shims word what happens to a container, whoever asked for it.
import { message } from '../../message';
import { A, B } from './samples';
import { ofContainer, ofNode, type WordingRow } from './row';

export const CONTAINERD_ROWS: readonly WordingRow[] = [
  {
    id: 'shim-started',
    seen: 'containerd 1.2 to 1.7, runtime v2, info (runtime/v2/shim/shim_unix.go); 2.x, debug (pkg/shim/shim_unix.go)',
    pattern: /^starting signal loop$/,
    marks: ['starting signal loop'],
    read: (_, said) => {
      const pid = Number(said.value('pid'));
      const id = /\/([0-9a-f]{64})$/.exec(said.value('path') ?? '')?.[1];
      return ofContainer('shim-started', message('container.shim-started', { pid }), id, { shimPid: pid });
    },
    samples: [
      {
        line: `time="2026-11-23T15:43:51.936224996+08:00" level=info msg="starting signal loop" namespace=moby path=/run/containerd/io.containerd.runtime.v2.task/moby/${A} pid=17933 runtime=io.containerd.runc.v2`,
        kind: 'shim-started',
        container: A,
      },
    ],
    counterSamples: [
      'time="2026-11-23T15:44:22+08:00" level=info msg="starting signal loop" namespace=moby pid=990386 runtime=io.containerd.runc.v2',
    ],
  },
  {
    id: 'shim-reaped',
    seen: 'containerd 1.0 to 1.7, runtime v1 (runtime/v1/linux/runtime.go)',
    pattern: /^shim reaped$/,
    marks: ['shim reaped'],
    read: (_, said) => ofContainer('shim-reaped', message('container.shim-reaped'), said.value('id')),
    samples: [
      {
        line: `time="2020-02-19T16:00:07.204930762+08:00" level=info msg="shim reaped" id=${B}`,
        kind: 'shim-reaped',
        container: B,
      },
    ],
    counterSamples: ['time="2020-02-19T16:00:07.204930762+08:00" level=info msg="shim reaped"'],
  },
  {
    id: 'shim-cleaned-up',
    seen: 'runtime v1 (runtime/v1/linux/runtime.go, cleanupAfterDeadShim): "killed shim" up to containerd 1.2, "shim dead" from 1.3 to 1.7',
    pattern: /^cleaning up after (?:killed shim|shim dead)$/,
    marks: ['cleaning up after killed shim', 'cleaning up after shim dead'],
    read: (_, said) => ofContainer('shim-cleaned-up', message('container.shim-cleaned-up'), said.value('id')),
    samples: [
      {
        line: `time="2020-02-19T16:00:07.205071630+08:00" level=warning msg="cleaning up after killed shim" id=${B} namespace=moby`,
        kind: 'shim-cleaned-up',
        container: B,
      },
      // Made of the line above.
      {
        line: `time="2021-02-19T16:00:07.205071630+08:00" level=warning msg="cleaning up after shim dead" id=${B} namespace=moby`,
        kind: 'shim-cleaned-up',
        container: B,
      },
    ],
    counterSamples: [
      `time="2021-02-19T16:00:07.205071630+08:00" level=warning msg="cleaning up dead shim" id=${B} namespace=moby`,
    ],
  },
  {
    id: 'shim-disconnected',
    seen: 'containerd 1.3 to 2.x, runtime v2: after every end, whatever its cause',
    pattern: /^(?:shim disconnected|(cleaning up after shim disconnected))$/,
    marks: ['shim disconnected'],
    read: (match, said) =>
      ofContainer(
        'shim-disconnected',
        match[1] === undefined ? message('container.shim-disconnected') : message('container.shim-clean-up'),
        said.value('id'),
      ),
    samples: [
      {
        line: `time="2026-11-23T15:44:22.621960951+08:00" level=info msg="shim disconnected" id=${A}`,
        kind: 'shim-disconnected',
        container: A,
      },
      {
        line: `time="2026-11-23T15:44:22.622060951+08:00" level=warning msg="cleaning up after shim disconnected" id=${A} namespace=moby`,
        kind: 'shim-disconnected',
        container: A,
      },
    ],
    counterSamples: ['time="2026-11-23T15:44:22.622160951+08:00" level=info msg="cleaning up dead shim"'],
  },
  {
    id: 'start-failed',
    seen: 'containerd 1.4 to 1.7: the clean-up after a shim whose container was never started (runtime/v2/binary.go)',
    pattern: /^cleanup warnings .*failed to read init pid file.*\/([0-9a-f]{64})\/init\.pid: no such file/s,
    marks: ['failed to read init pid file'],
    read: match => ofContainer('start-failed', message('container.no-init'), match[1]),
    samples: [
      {
        line: `time="2026-11-23T15:44:00.422581849+08:00" level=warning msg="cleanup warnings time=\\"2026-11-23T15:44:00+08:00\\" level=info msg=\\"starting signal loop\\" namespace=moby pid=18730 runtime=io.containerd.runc.v2\\ntime=\\"2026-11-23T15:44:00+08:00\\" level=warning msg=\\"failed to read init pid file\\" error=\\"open /run/containerd/io.containerd.runtime.v2.task/moby/${A}/init.pid: no such file or directory\\" runtime=io.containerd.runc.v2\\n"`,
        kind: 'start-failed',
        container: A,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'clean-up-ended',
    seen: 'containerd 1.4 to 1.7 (runtime/v2/binary.go): what `containerd-shim delete` said; the container is not named',
    pattern: /^cleanup warnings /,
    marks: ['cleanup warnings '],
    read: () => ofNode('clean-up-ended', message('container.node.clean-up-ended')),
    samples: [
      {
        line: 'time="2026-11-23T15:45:16.760351972+08:00" level=warning msg="cleanup warnings time=\\"2026-11-23T15:45:16+08:00\\" level=info msg=\\"starting signal loop\\" namespace=moby pid=23857 runtime=io.containerd.runc.v2\\n"',
        kind: 'clean-up-ended',
      },
    ],
    counterSamples: [],
  },
  {
    id: 'containerd-started',
    seen: 'containerd 1.0 to 2.x (cmd/containerd/command/main.go)',
    pattern: /^starting containerd$/,
    marks: ['starting containerd'],
    read: () => ofNode('containerd-started', message('container.node.containerd-started')),
    samples: [
      {
        line: 'time="2026-11-23T15:45:00.198138107+08:00" level=info msg="starting containerd" revision="1.6.20~ds1-1+deb12u3" version="1.6.20~ds1"',
        kind: 'containerd-started',
      },
    ],
    counterSamples: [],
  },
];
