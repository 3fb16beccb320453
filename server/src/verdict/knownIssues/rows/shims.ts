// Known issues of containerd's shims.
import { message } from '../../../message';
import type { ProvenRow } from '../model';
import { daemonSays, panics, thread } from './row';

const NIL_PANIC = 'panic: runtime error: invalid memory address or nil pointer dereference';

export const shimIssues: readonly ProvenRow[] = [
  {
    id: 'shim-execpidv-race',
    title: message('known.shim-execpidv-race.title'),
    explanation: message('known.shim-execpidv-race.meaning'),
    advice: [
      message('known.shim-execpidv-race.version'),
      message('known.shim-execpidv-race.upgrade'),
      message('known.shim-execpidv-race.until'),
    ],
    signatures: [
      panics([/\/runtime\/v1\/linux\/proc\.\(\*execProcess\)\.pidv$/]),
      {
        // The address and the instruction of the public builds, where the stack is not in the log.
        on: 'entry',
        kinds: ['text'],
        marks: ['addr=0x78 pc=0x5ff488'],
        says: /^\[signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488\]$/,
        certainty: 'likely',
      },
    ],
    affected: [{ program: 'containerd', from: '1.2.1', before: '1.2.3' }],
    fixedIn: ['v1.2.3', 'v1.3.0'],
    links: [
      thread('containerd/containerd#2969'),
      thread('containerd/containerd#2970'),
      thread('containerd/containerd#2972'),
      thread('moby/moby#40733'),
    ],
    examples: [
      {
        log: `Feb 25 22:07:13 node dockerd: ${NIL_PANIC}
Feb 25 22:07:13 node dockerd: [signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488]
Feb 25 22:07:13 node dockerd: goroutine 71 [running]:
Feb 25 22:07:13 node dockerd: github.com/containerd/containerd/runtime/v1/linux/proc.(*execProcess).pidv(0xc42000e0c0, 0x0)
Feb 25 22:07:13 node dockerd: /go/src/github.com/containerd/containerd/runtime/v1/linux/proc/exec.go:76 +0x38`,
        source: 'the 137 case, shortened',
      },
      {
        log: 'Jan 31 10:00:00 node containerd[1]: [signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488]',
        source: 'made after containerd#2969',
      },
    ],
    counterExamples: [
      `${NIL_PANIC}
[signal SIGSEGV: segmentation violation code=0x1 addr=0x100 pc=0x1782c1f]

goroutine 770 [running]:
github.com/containerd/containerd/runtime/v1/linux/proc.(*Init).Pid(0xc42000e0c0)
\t/go/src/github.com/containerd/containerd/runtime/v1/linux/proc/init.go:90 +0x38`,
      'time="2019-01-31T10:00:00Z" level=info msg="see the issue [signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488]"',
      `goroutine 7 [runnable]:
github.com/containerd/containerd/runtime/v1/linux/proc.(*execProcess).pidv(0xc42000e0c0, 0x0)
\t/go/src/github.com/containerd/containerd/runtime/v1/linux/proc/exec.go:76 +0x38`,
    ],
  },
  {
    id: 'shim-start-sigsegv-1.2',
    title: message('known.shim-start-sigsegv-1.2.title'),
    explanation: message('known.shim-start-sigsegv-1.2.meaning'),
    advice: [message('known.shim-start-sigsegv-1.2.log'), message('known.shim-start-sigsegv-1.2.upgrade')],
    // The public report has no stack; the mend (#3559) keeps others than the init from this function.
    signatures: [panics([/\/runtime\/(?:v1\/shim|v2\/runc)\.shouldKillAllOnExit$/], { certainty: 'likely' })],
    affected: [{ program: 'containerd', from: '1.2.0', before: '1.2.12' }],
    fixedIn: ['v1.2.12'],
    links: [
      thread('containerd/containerd#3958'),
      thread('containerd/containerd#3960'),
      thread('containerd/containerd#3984'),
    ],
    examples: [
      {
        log: `containerd[1751]: ${NIL_PANIC}
containerd[1751]: [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x459367]
containerd[1751]: goroutine 15 [running]:
containerd[1751]: github.com/containerd/containerd/runtime/v1/shim.shouldKillAllOnExit(0xc0000a4000, 0x6b)
containerd[1751]: \t/go/src/github.com/containerd/containerd/runtime/v1/shim/service.go:550 +0x11c`,
        source: 'made: the head of containerd#3958, a stack after the source of v1.2.10',
      },
    ],
    counterExamples: [
      `${NIL_PANIC}
[signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488]
goroutine 71 [running]:
github.com/containerd/containerd/runtime/v1/linux/proc.(*execProcess).pidv(0xc42000e0c0, 0x0)
\t/go/src/github.com/containerd/containerd/runtime/v1/linux/proc/exec.go:76 +0x38
github.com/containerd/containerd/runtime/v1/shim.(*Service).checkProcesses(0xc4200d0000, 0xbf8, 0x1)
\t/go/src/github.com/containerd/containerd/runtime/v1/shim/service.go:514 +0x130`,
      'time="2020-01-11T18:17:27.634188430Z" level=info msg="shim containerd-shim started" address="/containerd-shim/moby/56c0/shim.sock" debug=true pid=18533',
    ],
  },
  {
    id: 'ttrpc-closed',
    title: message('known.ttrpc-closed.title'),
    explanation: message('known.ttrpc-closed.meaning'),
    advice: [message('known.ttrpc-closed.cause'), message('known.ttrpc-closed.build')],
    signatures: [daemonSays(/\bttrpc: closed(?:: unknown)?\b/, ['ttrpc: closed'])],
    affected: [],
    fixedIn: ['v1.4.0'],
    links: [
      thread('containerd/containerd#4274'),
      thread('containerd/containerd#4198'),
      thread('containerd/containerd#4483'),
    ],
    examples: [
      {
        log: 'time="2020-05-22T10:00:00.5Z" level=error msg="Handler for POST /v1.40/containers/5760/start returned error: ttrpc: closed: unknown"',
        source: 'made after containerd#3958',
      },
      {
        log: 'time="2020-05-22T10:00:00.5Z" level=error msg="failed to delete task" error="ttrpc: closed: unknown" id=5760',
        source: 'made after containerd#4274',
      },
    ],
    counterExamples: [
      'May 22 10:00:00 node app[3]: our client saw ttrpc: closed: unknown yesterday',
      'time="2020-05-22T10:00:00.5Z" level=error msg="ttrpc: received message on inactive stream" stream=3',
    ],
  },
  {
    id: 'exit137-synthetic',
    title: message('known.exit137-synthetic.title'),
    explanation: message('known.exit137-synthetic.meaning'),
    advice: [
      message('known.exit137-synthetic.oom'),
      message('known.exit137-synthetic.flag'),
      message('known.exit137-synthetic.shim'),
    ],
    signatures: [
      daemonSays(
        /^(?:TaskExit event|received (?:container |sandbox container )?exit event) .*\b(?:ExitStatus|exit_status):137\b/,
        ['ExitStatus:137', 'exit_status:137'],
        { kinds: ['logrus'] },
      ),
    ],
    affected: [],
    fixedIn: [],
    links: [
      thread('containerd/containerd#8381'),
      thread('containerd/containerd#2202'),
      thread('kubernetes/kubernetes#104454'),
    ],
    examples: [
      {
        log: 'time="2023-12-01T00:17:35.652328473Z" level=info msg="TaskExit event container_id:\\"4e51c7a502eecc857c488641f42c1c2c54f3f6053d640dd2ec4e6952c0644ac7\\" id:\\"4e51c7a502eecc857c488641f42c1c2c54f3f6053d640dd2ec4e6952c0644ac7\\" pid:75081 exit_status:137 exited_at:{seconds:1701389844 nanos:504395334}"',
        source: 'containerd#9446',
      },
    ],
    counterExamples: [
      'INFO[2018-12-03T21:09:13.541933086Z] TaskExit event &TaskExit{ContainerID:99a97d5c709457dfd4b281869e7c40b15dcc6d86617628210b90c5054c9b6c33,ID:99a97d5c709457dfd4b281869e7c40b15dcc6d86617628210b90c5054c9b6c33,Pid:3602,ExitStatus:143,ExitedAt:2018-12-03 21:09:13.487617708 +0000 UTC,}',
      'Dec  1 00:17:35 node app[1]: exit status 137',
    ],
  },
  {
    id: 'shim-leak-io',
    title: message('known.shim-leak-io.title'),
    explanation: message('known.shim-leak-io.meaning'),
    advice: [message('known.shim-leak-io.find'), message('known.shim-leak-io.upgrade')],
    signatures: [
      daemonSays(
        /(?:failed to (?:delete task|handle (?:sandbox|container) TaskExit event)|Failed to handle (?:backOff )?event &?TaskExit).*context deadline exceeded/i,
        ['context deadline exceeded'],
        { kinds: ['logrus'], programs: ['containerd', 'dockerd', 'k3s', 'rke2'], certainty: 'likely' },
      ),
    ],
    affected: [
      { program: 'containerd', before: '1.6.24' },
      { program: 'containerd', from: '1.7.0', before: '1.7.4' },
      { program: 'containerd', from: '2.0.0', before: '2.0.7' },
      { program: 'containerd', from: '2.1.0', before: '2.1.5' },
    ],
    fixedIn: ['v1.6.24', 'v1.7.4', 'v2.0.7', 'v2.1.5', 'v2.2.0'],
    links: [
      thread('containerd/containerd#7496'),
      thread('containerd/containerd#8931'),
      thread('containerd/containerd#9309'),
      thread('containerd/containerd#12344'),
    ],
    examples: [
      {
        log: 'time="2023-12-01T00:17:34.505790303Z" level=error msg="failed to handle container TaskExit event container_id:\\"4e51c7a502eecc857c488641f42c1c2c54f3f6053d640dd2ec4e6952c0644ac7\\" id:\\"4e51c7a502eecc857c488641f42c1c2c54f3f6053d640dd2ec4e6952c0644ac7\\" pid:75081 exit_status:137 exited_at:{seconds:1701389844 nanos:504395334}" error="failed to stop container: failed to delete task: context deadline exceeded: unknown"',
        source: 'containerd#9446',
      },
      {
        log: 'May 16 15:05:02 node containerd[29581]: time="2019-05-16T15:05:02.894458282-07:00" level=error msg="Failed to handle event &TaskExit{ContainerID:5e1cdf132517df24402e476e0f3b25db9ca5514928d6b0028cd51fd40ea50fce,ID:5e1cdf132517df24402e476e0f3b25db9ca5514928d6b0028cd51fd40ea50fce,Pid:21976,ExitStatus:255,ExitedAt:2019-05-16 22:04:19.073921379 +0000 UTC,} for 5e1cdf132517df24402e476e0f3b25db9ca5514928d6b0028cd51fd40ea50fce" error="failed to handle container TaskExit event: failed to stop container: context deadline exceeded: unknown"',
        source: 'containerd#3334',
      },
    ],
    counterExamples: [
      'time="2017-11-27T23:43:11Z" level=error msg="converting task to protobuf" error="context deadline exceeded: unknown" id=c22c6341329ea5c2595774f2a46999f71980303d1d70d81582c3a3994f0ff75a module="containerd/tasks"',
    ],
  },
  {
    id: 'cgroup2-nil-shim',
    title: message('known.cgroup2-nil-shim.title'),
    explanation: message('known.cgroup2-nil-shim.meaning'),
    advice: [message('known.cgroup2-nil-shim.before'), message('known.cgroup2-nil-shim.upgrade')],
    signatures: [
      panics([/\/cgroups\/(?:v3\/cgroup2|v2)\.\(\*Manager\)\.\w+$/, /\.\(\*service\)\.Start$|\/runc\.NewContainer$/]),
    ],
    affected: [
      { program: 'containerd', from: '1.5.0', before: '1.6.37' },
      { program: 'containerd', from: '1.7.0', before: '1.7.25' },
      { program: 'containerd', from: '2.0.0', before: '2.0.1' },
    ],
    fixedIn: ['v1.6.37', 'v1.7.25', 'v2.0.1', 'v2.1.0'],
    links: [
      thread('containerd/containerd#11001'),
      thread('containerd/containerd#11069'),
      thread('containerd/containerd#11099'),
      thread('containerd/containerd#11100'),
    ],
    examples: [
      {
        log: `time="2023-12-19T08:59:12.870893583Z" level=error msg="loading cgroup2 for 334" error="cgroups: invalid group path" runtime=io.containerd.runc.v2
${NIL_PANIC}
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x2ce8b0]

goroutine 65 [running]:
github.com/containerd/cgroups/v3/cgroup2.(*Manager).RootControllers(0x40000750e0?)
        /go/src/containerd/vendor/github.com/containerd/cgroups/v3/cgroup2/manager.go:270 +0x20
github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2/task.(*service).Start(0x400028e080, {0x727da0, 0x4000380090}, 0x400007e140)
        /go/src/containerd/cmd/containerd-shim-runc-v2/task/service.go:286 +0x1ac`,
        source: 'containerd#9558, shortened',
      },
    ],
    counterExamples: [
      `${NIL_PANIC}
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x6e33b4]

goroutine 1 [running]:
github.com/containerd/cgroups/v2.(*Resources).EnabledControllers(...)
\t/root/go/src/github.com/containerd/cgroups/v2/manager.go:105
github.com/containerd/cgroups/v2.NewManager(0x7fffa262777d, 0x16, 0x7fffa2627798, 0x6, 0x0, 0x2, 0x2, 0x3a)
\t/root/go/src/github.com/containerd/cgroups/v2/manager.go:180 +0x174
main.main()
\t/root/go/src/github.com/containerd/cgroups/cmd/cgctl/main.go:63 +0x419`,
    ],
  },
  {
    id: 'shim-stats-nil',
    title: message('known.shim-stats-nil.title'),
    explanation: message('known.shim-stats-nil.meaning'),
    advice: [message('known.shim-stats-nil.upgrade')],
    signatures: [
      panics([/\/runc\.\(\*Container\)\.Cgroup$/, /\.\(\*service\)\.Stats$/]),
      panics([/\/runc\/(?:v1|v2|task)\.\(\*service\)\.Stats$/], { certainty: 'likely' }),
    ],
    affected: [{ program: 'containerd', from: '1.4.0', before: '1.6.9' }],
    fixedIn: ['v1.6.9'],
    links: [thread('containerd/containerd#7468'), thread('containerd/containerd#7557')],
    examples: [
      {
        log: `Oct 03 22:42:24 node containerd[31501]: ${NIL_PANIC}
Oct 03 22:42:24 node containerd[31501]: [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x846859]
Oct 03 22:42:24 node containerd[31501]: goroutine 40 [running]:
Oct 03 22:42:24 node containerd[31501]: github.com/containerd/containerd/runtime/v2/runc.(*Container).Cgroup(0x50)
Oct 03 22:42:24 node containerd[31501]:         /go/src/github.com/containerd/containerd/runtime/v2/runc/container.go:285 +0x39
Oct 03 22:42:24 node containerd[31501]: github.com/containerd/containerd/runtime/v2/runc/v1.(*service).Stats(0x90dc40, {0xc0001bb680, 0x10}, 0xc0000)
Oct 03 22:42:24 node containerd[31501]:         /go/src/github.com/containerd/containerd/runtime/v2/runc/v1/service.go:600 +0x25`,
        source: 'containerd#7468, its names and cut ends mended',
      },
    ],
    counterExamples: [
      `goroutine 4254 [chan receive, 81 minutes]:
github.com/containerd/containerd/runtime/v2/runc/v1.(*service).Stats(0x90dc40)
\t/go/src/github.com/containerd/containerd/runtime/v2/runc/v1/service.go:600 +0x25`,
    ],
  },
];
