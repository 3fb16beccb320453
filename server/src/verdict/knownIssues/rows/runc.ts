// Known issues that runc tells of: programs that could not be started.
import { message } from '../../../message';
import type { ProvenRow } from '../model';
import { daemonSays, thread } from './row';

export const runcIssues: readonly ProvenRow[] = [
  {
    id: 'runc-init-oom',
    title: message('known.runc-init-oom.title'),
    explanation: message('known.runc-init-oom.meaning'),
    advice: [message('known.runc-init-oom.raise'), message('known.runc-init-oom.kernel')],
    signatures: [
      daemonSays(/container init was OOM-killed \(memory limit too low\?\)|\(possibly OOM-killed\)/, ['OOM-killed']),
    ],
    affected: [],
    fixedIn: [],
    links: [thread('opencontainers/runc#2812'), thread('moby/moby#41167'), thread('aws/amazon-ecs-agent#3021')],
    examples: [
      {
        log: 'time="2021-09-07T10:00:00Z" level=error msg="Handler for POST /v1.21/containers/5760/start returned error: OCI runtime create failed: container_linux.go:380: starting container process caused: container init was OOM-killed (memory limit too low?): unknown"',
        source: 'made: the words of amazon-ecs-agent#3021 in a line of dockerd',
      },
    ],
    counterExamples: ['time="2021-09-07T10:00:00Z" level=warning msg="the last run was OOM-killed"'],
  },
  {
    id: 'read-init-p-reset',
    title: message('known.read-init-p-reset.title'),
    explanation: message('known.read-init-p-reset.meaning'),
    advice: [message('known.read-init-p-reset.pids'), message('known.read-init-p-reset.kernel')],
    signatures: [daemonSays(/read (?:init-p|parent): connection reset by peer/, [': connection reset by peer'])],
    affected: [],
    fixedIn: [],
    links: [
      thread('opencontainers/runc#1914'),
      thread('opencontainers/runc#2812'),
      thread('moby/moby#40399'),
      thread('moby/moby#42953'),
    ],
    examples: [
      {
        log: 'time="2020-01-20T10:00:00Z" level=error msg="5760 cleanup: failed" error="OCI runtime create failed: container_linux.go:346: starting container process caused \\"process_linux.go:319: getting the final child\'s pid from pipe caused \\\\\\"read init-p: connection reset by peer\\\\\\"\\": unknown"',
        source: 'made after moby#40399',
      },
    ],
    counterExamples: ['time="2020-01-20T10:00:00Z" level=error msg="read tcp 10.0.0.1:443: connection reset by peer"'],
  },
  {
    id: 'runc-pthread',
    title: message('known.runc-pthread.title'),
    explanation: message('known.runc-pthread.meaning'),
    advice: [message('known.runc-pthread.tasks'), message('known.runc-pthread.pids')],
    signatures: [
      daemonSays(/runtime\/cgo: pthread_create failed: Resource temporarily unavailable/, ['pthread_create failed']),
      {
        on: 'entry',
        kinds: ['text'],
        marks: ['pthread_create failed'],
        says: /^runtime\/cgo: pthread_create failed: Resource temporarily unavailable$/,
        certainty: 'certain',
      },
    ],
    affected: [],
    fixedIn: [],
    links: [
      thread('opencontainers/runc#1914'),
      thread('containerd/containerd#3019'),
      thread('opencontainers/runc#4083'),
    ],
    examples: [
      {
        log: `Sep 13 11:30:19 node02 dockerd[4979]: runtime/cgo: pthread_create failed: Resource temporarily unavailable
Sep 13 11:30:19 node02 dockerd[4979]: SIGABRT: abort
Sep 13 11:30:19 node02 dockerd[4979]: PC=0x76c81104 m=15 sigcode=4294967290`,
        source: 'docker/for-linux#783',
      },
      {
        log: 'Jul 25 06:32:29 cri-master containerd[18842]: time="2018-07-25T06:32:29Z" level=error msg="CreateContainer within sandbox" error="failed to get sandbox container task: OCI runtime state failed: runc did not terminate sucessfully: runtime/cgo: pthread_create failed: Resource temporarily unavailable"',
        source: 'containerd/cri#862, shortened',
      },
    ],
    counterExamples: [
      'Sep 13 11:30:19 node02 java[9]: pthread_create failed (EAGAIN) for attributes: stacksize: 1024k',
    ],
  },
  {
    id: 'runc-starting-container-process',
    title: message('known.runc-starting-container-process.title'),
    explanation: message('known.runc-starting-container-process.meaning'),
    advice: [message('known.runc-starting-container-process.read')],
    signatures: [daemonSays(/container_linux\.go:\d+: starting container process caused/, ['container_linux.go:'])],
    affected: [],
    fixedIn: [],
    links: [
      thread('opencontainers/runc#1343'),
      thread('moby/moby#40399'),
      thread('moby/moby#42953'),
      thread('opencontainers/runc#2662'),
    ],
    examples: [
      {
        log: 'Jun  2 23:01:50 localhost dockerd[29000]: time="2020-06-02T23:01:50.897109067-07:00" level=warning msg="Health check for container e209b5be6fde4c9851df9ee85f4dfe5a1b1524cf939c6212c86be751d3b2abc8 error: OCI runtime exec failed: exec failed: container_linux.go:349: starting container process caused \\"process_linux.go:101: executing setns process caused \\\\\\"exit status 1\\\\\\"\\": unknown"',
        source: 'NVIDIA/nvidia-docker#1269',
      },
    ],
    counterExamples: [
      'time="2022-09-12T14:23:10.1Z" level=error msg="start failed" error="OCI runtime create failed: runc create failed: unable to start container process: exec: \\"sh\\": executable file not found in $PATH: unknown"',
    ],
  },
  {
    id: 'exec-format-error',
    title: message('known.exec-format-error.title'),
    explanation: message('known.exec-format-error.meaning'),
    advice: [message('known.exec-format-error.arch'), message('known.exec-format-error.head')],
    signatures: [
      daemonSays(/\bexec(?: user process caused)?\b.*exec format error/, ['exec format error']),
      {
        on: 'entry',
        kinds: ['text'],
        marks: ['exec format error'],
        says: /^(?:standard_init_linux\.go:\d+: )?exec (?:user process caused:? |\/\S+: )"?exec format error"?$/,
        certainty: 'certain',
      },
    ],
    affected: [],
    fixedIn: [],
    links: [thread('opencontainers/runc#1773'), thread('podman-container-tools/buildah#475')],
    examples: [
      {
        log: 'standard_init_linux.go:190: exec user process caused "exec format error"',
        source: 'opencontainers/runc#1773',
      },
      { log: 'exec /usr/local/bin/entry.sh: exec format error', source: 'made: the words of runc 1.1' },
    ],
    counterExamples: ['Jan  1 10:00:00 node app[1]: could not run plugin: exec format error'],
  },
];
