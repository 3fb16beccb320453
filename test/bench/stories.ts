// What happens on the made node, one row per story; the lines have the form of the 137 case's, their contents are made.
import { killBy, runtime, runtimeCommand } from './auditEvents';
import type { MadeContainer, MadeNode, Story } from './node';

interface StoryRow {
  /** How often it happens beside the others. The two logs grow about equally fast with these. */
  readonly weight: number;
  readonly tell: (node: MadeNode) => Story;
}

export const stories: readonly [StoryRow, ...StoryRow[]] = [
  { weight: 12, tell: node => exec(node, node.random.pick(node.containers)) },
  { weight: 6, tell: listContainers },
  { weight: 10, tell: otherPrograms },
  { weight: 40, tell: endOfWorker },
  { weight: 30, tell: endOfSession },
  { weight: 0.6, tell: stop },
  { weight: 0.2, tell: deathInSilence },
  { weight: 0.1, tell: panic },
];

const COMMANDS: readonly [readonly string[], ...(readonly string[])[]] = [
  ['ip', 'a'],
  ['sh', '-c', 'ps aux | wc -l'],
  ['cat', '/proc/loadavg'],
  ['nvidia-smi', '--query-gpu=utilization.gpu', '--format=csv'],
];

/** A health check as kubelet and people run it, with all that dockerd says of it at debug level. */
function* exec(node: MadeNode, { id }: MadeContainer): Story {
  const { random } = node;
  const execId = random.hex(64);
  const form = {
    AttachStderr: true,
    AttachStdin: true,
    AttachStdout: true,
    Cmd: random.pick(COMMANDS),
    Detach: false,
    DetachKeys: '',
    Env: null,
    Privileged: false,
    Tty: false,
    User: '',
    WorkingDir: '',
  };
  node.dockerd('debug', `Calling POST /v1.39/containers/${id}/exec`);
  yield 186;
  node.dockerd('debug', `form data: ${JSON.stringify(form)}`);
  yield 1_529;
  node.dockerd('debug', `Calling POST /v1.39/exec/${execId}/start`);
  yield 99;
  node.dockerd('debug', 'form data: {"Detach":false,"Tty":false}');
  yield 172;
  node.dockerd('debug', `starting exec command ${execId} in container ${id}`);
  for (const stream of ['stdin', 'stdout', 'stderr']) {
    yield 57 + random.below(1_400);
    node.dockerd('debug', `attach: ${stream}: begin`);
  }
  yield 440;
  node.dockerd('debug', 'Closing buffered stdin pipe');
  yield 75;
  node.dockerd('debug', 'attach: stdin: end');
  yield 142_943;
  yield* taskEvent(node, 'exec-started', 'TaskExecStarted');
  yield 50_000 + random.below(400_000);
  yield* taskEvent(node, 'exit', 'TaskExit');
  for (const words of ['attach: stderr: end', 'attach: stdout: end', 'attach done']) {
    yield 60;
    node.dockerd('debug', words);
  }
  yield 4_015;
  node.dockerd('debug', `Calling GET /v1.39/exec/${execId}/json`);
}

/** An event of containerd, as the daemon publishes it and as its client receives it. */
function* taskEvent(node: MadeNode, topic: string, type: string): Story {
  node.dockerd('debug', 'event published', `ns=moby topic="/tasks/${topic}" type=containerd.events.${type}`);
  yield 1_213;
  node.dockerd('debug', 'event', `module=libcontainerd namespace=moby topic=/tasks/${topic}`);
}

/** Kubelet lists sandboxes and containers, and looks at one. */
function* listContainers(node: MadeNode): Story {
  for (const type of ['podsandbox', 'container']) {
    const filters = encodeURIComponent(JSON.stringify({ label: { [`io.kubernetes.docker.type=${type}`]: true } }));
    node.dockerd('debug', `Calling GET /v1.38/containers/json?all=1&filters=${filters}&limit=0`);
    yield 10_105;
  }
  node.dockerd('debug', `Calling GET /v1.38/containers/${node.random.pick(node.containers).id}/json`);
}

/** Other programs of the node. */
function* otherPrograms(node: MadeNode): Story {
  const { random } = node;
  for (let lines = 1 + random.below(3); lines > 0; lines--) {
    const [program, text] = random.pick([
      ['systemd', 'Removed slice User Slice of root.'],
      ['systemd', `Started Session ${String(random.below(90_000))} of user root.`],
      ['systemd-logind', `New session ${String(random.below(90_000))} of user root.`],
      [`CROND[${String(node.pid())}]`, '(root) CMD (/usr/lib64/sa/sa1 1 1)'],
      [`sshd[${String(node.pid())}]`, `Accepted publickey for root from 192.0.2.7 port ${String(node.pid())} ssh2`],
      ['kernel', `docker0: port ${String(random.below(200))}(veth${random.hex(7)}) entered forwarding state`],
    ]);
    node.syslog(program, text);
    yield 1_000 + random.below(20_000);
  }
}

/** udevd ends a worker of its own: what most kill records of a node are. */
function* endOfWorker(node: MadeNode): Story {
  const udevd = { comm: 'systemd-udevd', exe: '/usr/lib/systemd/systemd-udevd', ppid: 1, pid: 16_425 };
  for (let workers = 1 + node.random.below(4); workers > 0; workers--) {
    node.audit(killBy(udevd, [udevd.exe], { pid: node.pid(), comm: udevd.comm }, 15));
    yield 400 + node.random.below(3_000);
  }
}

/** The init of some container ends a session: no line ties it to a container. */
function* endOfSession(node: MadeNode): Story {
  const init = { comm: 'systemd', exe: '/usr/lib/systemd/systemd', ppid: node.pid(), pid: node.pid() };
  node.audit(killBy(init, ['/usr/sbin/init'], { pid: node.pid(), comm: 'sshd' }, 15));
  yield 900;
}

/** docker stop: TERM through the runtime, the shim ends, another container starts. */
function* stop(node: MadeNode): Story {
  const container = node.random.pick(node.containers);
  node.dockerd('debug', `Calling POST /v1.39/containers/${container.id}/stop?t=10`);
  yield 211;
  node.dockerd('debug', `Sending kill signal 15 to container ${container.id}`);
  yield 20_300;
  node.audit(killBy(runtime(node.pid()), runtimeCommand('kill', container.id), initOf(container), 15));
  yield 300_000;
  yield* taskEvent(node, 'exit', 'TaskExit');
  yield 18_000;
  node.dockerd('info', 'shim reaped', `id=${container.id}`);
  yield 400_000;
  start(node, container);
}

/** Without debug level a shim that dies says nothing: the clean-up is all there is, as on 19 February of the 137 case. */
function* deathInSilence(node: MadeNode): Story {
  yield* cleanUp(node, node.random.pick(node.containers));
}

/** The race of the 137 case: an exec ends, the shim panics, its container is torn down. */
function* panic(node: MadeNode): Story {
  const container = node.random.pick(node.containers);
  yield* exec(node, container);
  yield 44_000;
  for (const line of TRACEBACK) node.syslog('dockerd', line);
  yield 60_000;
  yield* cleanUp(node, container);
}

const PACKAGE = 'github.com/containerd/containerd/runtime/v1';
/** A shim's panic, as the 137 case has it. */
export const TRACEBACK = [
  'panic: runtime error: invalid memory address or nil pointer dereference',
  '[signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488]',
  'goroutine 5 [running]:',
  `${PACKAGE}/linux/proc.(*execProcess).pidv(...)`,
  `/go/src/${PACKAGE}/linux/proc/exec.go:76`,
  `${PACKAGE}/linux/proc.(*execStoppedState).Pid(0x8d8cf0, 0xffffffffffffffff)`,
  `/go/src/${PACKAGE}/linux/proc/exec_state.go:175 +0x8`,
  `${PACKAGE}/linux/proc.(*execProcess).Pid(0xc4201e0000, 0x55ec)`,
  `/go/src/${PACKAGE}/linux/proc/exec.go:72 +0x34`,
  `${PACKAGE}/shim.(*Service).checkProcesses(0xc42000e0c0, 0xbf8d68647291f929, 0xbec8633ef91e, 0x8bc720, 0x4308, 0x0)`,
  `/go/src/${PACKAGE}/shim/service.go:514 +0xde`,
  `${PACKAGE}/shim.(*Service).processExits(0xc42000e0c0)`,
  `/go/src/${PACKAGE}/shim/service.go:492 +0xd0`,
  `created by ${PACKAGE}/shim.NewService`,
  `/go/src/${PACKAGE}/shim/service.go:91 +0x3e9`,
];

/** containerd finds the shim dead and has the runtime delete what is left, which kills the container's init. */
function* cleanUp(node: MadeNode, container: MadeContainer): Story {
  node.dockerd('info', 'shim reaped', `id=${container.id}`);
  yield 141;
  node.dockerd('warning', 'cleaning up after killed shim', `id=${container.id} namespace=moby`);
  yield 27_000;
  node.audit(killBy(runtime(node.pid()), runtimeCommand('delete --force', container.id), initOf(container), 9));
  yield 1_100_000;
  const fields = 'module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"';
  node.dockerd('info', 'ignoring event', fields);
  yield 400_000;
  start(node, container);
}

function start(node: MadeNode, ended: MadeContainer): void {
  node.dockerd('debug', `Calling POST /v1.38/containers/${node.replace(ended).id}/start`);
}

function initOf({ initPid }: MadeContainer): { readonly pid: number; readonly comm: string } {
  return { pid: initPid, comm: 'systemd' };
}
