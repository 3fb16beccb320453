// Known issues of what surrounds the runtimes: the kernel, dockerd, the kubelet, systemd, GPUs.
import { message } from '../../../message';
import type { ProvenRow } from '../model';
import { daemonSays, DUMP, kernelSays, thread } from './row';

export const nodeIssues: readonly ProvenRow[] = [
  {
    id: 'memcg-oom',
    title: message('known.memcg-oom.title'),
    explanation: message('known.memcg-oom.meaning'),
    advice: [message('known.memcg-oom.join'), message('known.memcg-oom.limit')],
    signatures: [
      {
        ...kernelSays(
          /^(?:oom-kill:constraint=CONSTRAINT_MEMCG,|Memory cgroup out of memory: Kill(?:ed)? process \d)/,
          ['oom-kill:constraint=CONSTRAINT_MEMCG', 'Memory cgroup out of memory: Kill'],
        ),
        kinds: ['kernel'],
      },
    ],
    affected: [],
    fixedIn: [],
    links: [thread('docker/for-linux#1001'), thread('dyrnq/install-docker#14'), thread('apache/doris#3525')],
    examples: [
      {
        log: `2026-11-23T15:43:58,921000+08:00 oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=5a0b,mems_allowed=0,oom_memcg=/docker/5a0b6c420d6fc53f46d887ef7f33bbf68edfa89f55d3742302ade3e686d20470,task_memcg=/docker/5a0b6c420d6fc53f46d887ef7f33bbf68edfa89f55d3742302ade3e686d20470,task=tail,pid=24630,uid=0
2026-11-23T15:43:58,921100+08:00 Memory cgroup out of memory: Killed process 24630 (tail) total-vm:18168kB, anon-rss:16000kB, file-rss:4kB, shmem-rss:0kB, UID:0 pgtables:72kB oom_score_adj:0`,
        source: 'made after a real capture',
      },
    ],
    counterExamples: [
      'Nov 23 15:43:58 node kernel: oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/user.slice,task=stress,pid=24630,uid=0',
      'Nov 23 15:43:58 node app[1]: Memory cgroup out of memory: Killed process 24630 (tail)',
    ],
  },
  {
    id: 'signal-permission-denied',
    title: message('known.signal-permission-denied.title'),
    explanation: message('known.signal-permission-denied.meaning'),
    advice: [message('known.signal-permission-denied.peer'), message('known.signal-permission-denied.upgrade')],
    signatures: [
      {
        on: 'entry',
        kinds: ['audit'],
        marks: ['apparmor="DENIED"'],
        fields: {
          apparmor: /^DENIED$/,
          operation: /^signal$/,
          profile: /^(?:docker-default|cri-containerd\.apparmor\.d)$/,
        },
        certainty: 'certain',
      },
      daemonSays(/(?:unable to signal init|signaling init process caused)[: "\\]*permission denied/, [
        'permission denied',
      ]),
    ],
    affected: [
      { program: 'dockerd', before: '18.09.1' },
      { program: 'dockerd', from: '23.0.0', before: '23.0.12' },
      { program: 'dockerd', from: '25.0.0', before: '25.0.6' },
      { program: 'dockerd', from: '26.0.0', before: '26.1.3' },
    ],
    fixedIn: ['v18.09.1', 'v23.0.12', 'v25.0.6', 'v26.1.3'],
    links: [
      thread('moby/moby#36809'),
      thread('moby/moby#37831'),
      thread('moby/moby#41337'),
      thread('moby/moby#47831'),
      thread('canonical/docker-snap#272'),
    ],
    examples: [
      {
        log: 'type=AVC msg=audit(1624302097.850:235338): apparmor="DENIED" operation="signal" profile="docker-default" pid=62086 comm="kubelet" requested_mask="receive" denied_mask="receive" signal=kill peer="/usr/bin/kubelet"',
        source: 'moby#42544',
      },
      {
        log: 'Apr 23 20:45:26 cloudimg kernel: audit: type=1400 audit(1713905126.444:253): apparmor="DENIED" operation="signal" class="signal" profile="docker-default" pid=9289 comm="runc" requested_mask="receive" denied_mask="receive" signal=kill peer="runc"',
        source: 'moby#47749, in one line',
      },
      { log: 'ERRO[0000] unable to signal init: permission denied     ', source: 'containers/common#2321' },
    ],
    counterExamples: [
      'type=AVC msg=audit(1624302097.850:235338): apparmor="DENIED" operation="open" profile="docker-default" pid=62086 comm="cat" requested_mask="r" denied_mask="r"',
      'type=AVC msg=audit(1624302097.850:235338): apparmor="DENIED" operation="signal" profile="snap.firefox" pid=62086 comm="x" signal=kill peer="y"',
    ],
  },
  {
    id: 'pleg',
    title: message('known.pleg.title'),
    explanation: message('known.pleg.meaning'),
    advice: [message('known.pleg.hanging'), message('known.pleg.stacks')],
    signatures: [
      daemonSays(
        /PLEG is not healthy: pleg was last seen active [\dhms.]+ ago; threshold is \w/,
        ['PLEG is not healthy'],
        {
          kinds: ['klog'],
        },
      ),
    ],
    affected: [],
    fixedIn: [],
    links: [
      thread('kubernetes/kubernetes#94829'),
      thread('kubernetes/kubernetes#61117'),
      thread('kubernetes/kubernetes#45419'),
      thread('containerd/containerd#5325'),
      thread('moby/moby#44300'),
    ],
    examples: [
      {
        log: 'Apr 13 10:53:52 ip-10-42-10-121 kubelet: E0413 10:53:52.844381    3263 kubelet.go:2055] "Skipping pod synchronization" err="PLEG is not healthy: pleg was last seen active 2h33m12.704970756s ago; threshold is 3m0s"',
        source: 'aws-samples/eks-workshop-v2#447',
      },
      {
        log: 'Oct  8 16:29:51 worker9 k3s[1636]: E1008 16:23:14.139967    1636 kubelet.go:1846] skipping pod synchronization - PLEG is not healthy: pleg was last seen active 4m51.763621609s ago; threshold is 3m0s',
        source: 'k3s#2370',
      },
    ],
    counterExamples: [
      'Jan 18 10:19:44 kubeworker-01 kubelet[197889]: E0118 10:19:44.767958  197889 kubelet.go:1877] "Skipping pod synchronization" err="[container runtime status check may not have completed yet, PLEG is not healthy: pleg has yet to be successful]"',
    ],
  },
  {
    id: 'kmem-leak',
    title: message('known.kmem-leak.title'),
    explanation: message('known.kmem-leak.meaning'),
    advice: [message('known.kmem-leak.count'), message('known.kmem-leak.boot')],
    signatures: [
      {
        ...kernelSays(/^SLUB: Unable to allocate memory on node -1\b/, ['SLUB: Unable to allocate']),
        certainty: 'likely',
      },
      daemonSays(
        /mkdir \/sys\/fs\/cgroup\/memory\/\S+: (?:cannot allocate memory|no space left on device)/,
        ['/sys/fs/cgroup/memory/'],
        { certainty: 'likely' },
      ),
    ],
    affected: [],
    fixedIn: ['runc v1.0.0-rc94'],
    links: [
      thread('opencontainers/runc#1725'),
      thread('opencontainers/runc#1350'),
      thread('opencontainers/runc#2840'),
      thread('docker/for-linux#841'),
      thread('kubernetes/kubernetes#61937'),
    ],
    examples: [
      {
        log: 'Oct 19 13:44:52 sa-docker0-ct1 kernel: SLUB: Unable to allocate memory on node -1 (gfp=0x20)',
        source: 'moby#27576',
      },
      {
        log: 'Dec 12 12:00:47 node dockerd[1869]: time="2019-12-12T12:00:47.542233359+01:00" level=error msg="Handler for POST /containers/adb62738eb9315a239aac02d981ca0d5afbb7d66d99a977b6d9db134036df94d/start returned error: OCI runtime create failed: container_linux.go:346: starting container process caused \\"process_linux.go:297: applying cgroup configuration for process caused \\\\\\"mkdir /sys/fs/cgroup/memory/docker/adb62738eb9315a239aac02d981ca0d5afbb7d66d99a977b6d9db134036df94d: cannot allocate memory\\\\\\"\\": unknown"',
        source: 'docker/for-linux#841',
      },
    ],
    counterExamples: [
      'Oct 19 13:44:52 node app[3]: SLUB: Unable to allocate memory on node -1 (gfp=0x20)',
      'time="2019-12-12T12:00:47Z" level=error msg="mkdir /var/lib/docker/x: no space left on device"',
    ],
  },
  {
    id: 'unregister-netdevice',
    title: message('known.unregister-netdevice.title'),
    explanation: message('known.unregister-netdevice.meaning'),
    advice: [message('known.unregister-netdevice.kernel'), message('known.unregister-netdevice.hanging')],
    signatures: [
      kernelSays(/^unregister_netdevice: waiting for \S+ to become free\. Usage count = -?\d+$/, [
        'unregister_netdevice: waiting for ',
      ]),
    ],
    affected: [],
    fixedIn: [],
    links: [thread('moby/moby#5618'), thread('docker/for-linux#842')],
    examples: [
      {
        log: 'Jul 05 19:33:34 gke-myproject-preprod-europe-w-pool-0-d6953aa3-0rcc kernel: unregister_netdevice: waiting for eth0 to become free. Usage count = 1',
        source: 'kubernetes#64743',
      },
    ],
    counterExamples: [
      'Jul 05 19:33:34 node node-problem-detector[1573]: unregister_netdevice: waiting for eth0 to become free. Usage count = 1',
    ],
  },
  {
    id: 'fluentd-block',
    title: message('known.fluentd-block.title'),
    explanation: message('known.fluentd-block.meaning'),
    advice: [message('known.fluentd-block.address')],
    signatures: [{ ...DUMP, frames: [/\/fluent-logger-golang\/fluent\.\(\*Fluent\)\.connectWithRetry$/] }],
    affected: [],
    fixedIn: ['v20.10.13', 'v23.0.0'],
    links: [thread('moby/moby#40063'), thread('moby/moby#44511'), thread('moby/moby#42979')],
    examples: [
      {
        log: `goroutine 689 [select]:
github.com/docker/docker/vendor/github.com/fluent/fluent-logger-golang/fluent.(*Fluent).connectWithRetry(0xc0009737a0, {0x557e471484d8, 0xc00012e000})
\t/go/src/github.com/docker/docker/vendor/github.com/fluent/fluent-logger-golang/fluent/fluent.go:470 +0x17a
github.com/docker/docker/vendor/github.com/fluent/fluent-logger-golang/fluent.(*Fluent).write.func2(0xc0009737a0, {0x557e471484d8, 0xc00012e000})
\t/go/src/github.com/docker/docker/vendor/github.com/fluent/fluent-logger-golang/fluent/fluent.go:563 +0x9d`,
        source: 'moby#44511, shortened',
      },
    ],
    counterExamples: [
      `goroutine 397 [select]:
github.com/docker/docker/vendor/github.com/docker/libnetwork/osl.removeUnusedPaths()
\t/go/src/github.com/docker/docker/vendor/github.com/docker/libnetwork/osl/namespace_linux.go:94 +0x105`,
    ],
  },
  {
    id: 'live-restore-lost',
    title: message('known.live-restore-lost.title'),
    explanation: message('known.live-restore-lost.meaning'),
    advice: [message('known.live-restore-lost.mode'), message('known.live-restore-lost.flag')],
    signatures: [
      {
        on: 'entry',
        kinds: ['text'],
        programs: ['systemd'],
        marks: ['Killing process '],
        // src/core/unit.c, unit_kill_context: with SIGKILL only what has outlived the stop of the unit.
        says: /^(?:docker|containerd)\.service: Killing process \d+ \((?:docker-)?containerd-sh\S{0,10}\) with signal SIG(?:KILL|TERM)\.$/,
        certainty: 'certain',
      },
    ],
    affected: [],
    fixedIn: [],
    links: [
      thread('docker/for-linux#556'),
      thread('moby/moby#27057'),
      thread('rootless-containers/rootlesskit#355'),
      thread('moby/moby#26374'),
    ],
    examples: [
      {
        log: 'Jan 14 10:00:00 node systemd[1]: docker.service: Killing process 5764 (containerd-shim) with signal SIGKILL.',
        source: "made: the words of systemd's src/core/unit.c",
      },
    ],
    counterExamples: [
      'May 29 12:44:40 node systemd[1]: containerd.service: Found left-over process 4427 (containerd-shim) in control group while starting unit. Ignoring.',
      'Jan 14 10:00:00 node systemd[1]: ssh.service: Killing process 5764 (sshd) with signal SIGKILL.',
    ],
  },
  {
    id: 'nvml-unknown',
    title: message('known.nvml-unknown.title'),
    explanation: message('known.nvml-unknown.meaning'),
    advice: [message('known.nvml-unknown.recreate')],
    signatures: [
      {
        on: 'entry',
        kinds: ['text'],
        marks: ['Failed to initialize NVML: Unknown Error'],
        says: /^Failed to initialize NVML: Unknown Error$/,
        certainty: 'certain',
      },
      daemonSays(/Failed to initialize NVML: Unknown Error/, ['Failed to initialize NVML: Unknown Error']),
    ],
    affected: [],
    fixedIn: [],
    links: [thread('NVIDIA/nvidia-container-toolkit#48'), thread('NVIDIA/nvidia-docker#1730')],
    examples: [{ log: 'Failed to initialize NVML: Unknown Error', source: 'nvidia-container-toolkit#48' }],
    counterExamples: ['Failed to initialize NVML: Driver/library version mismatch'],
  },
  {
    id: 'health-exec-gone',
    title: message('known.health-exec-gone.title'),
    explanation: message('known.health-exec-gone.meaning'),
    advice: [message('known.health-exec-gone.compare')],
    signatures: [
      daemonSays(
        /^Health check for container [0-9a-f]{64} error: (?:No such exec instance|containerd: container not found)/,
        ['Health check for container '],
        { kinds: ['logrus'] },
      ),
    ],
    affected: [],
    fixedIn: [],
    links: [thread('moby/moby#30107'), thread('moby/moby#35091'), thread('kubernetes/kubernetes#30926')],
    examples: [
      {
        log: `Jan 11 10:25:46 server0 dockerd[903]: time="2017-01-11T10:25:46.412211080-05:00" level=warning msg="Health check for container 075bf45cf93dd571bcad58bdabf0ff110a3858a7adc7e723f086b52d3bad5265 error: No such exec instance 'db55507a76e5a807224bc3ee3a13a51560d1c06842b42974cb88096327e0c536' found in daemon"`,
        source: 'moby#30107',
      },
    ],
    counterExamples: [
      'Jun  2 23:01:50 localhost dockerd[29000]: time="2020-06-02T23:01:50.897109067-07:00" level=warning msg="Health check for container e209b5be6fde4c9851df9ee85f4dfe5a1b1524cf939c6212c86be751d3b2abc8 error: OCI runtime exec failed: exec failed: unable to start container process: unknown"',
    ],
  },
];
