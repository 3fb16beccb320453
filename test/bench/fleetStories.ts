// The lives of made containers and what else a node says; the lines have the form of the 137 case's, their contents are made.
import type { Truth } from './fleet';
import type { Random } from './random';
import { TRACEBACK } from './stories';

/** What is written at one moment (milliseconds since the epoch). */
export interface Moment {
  readonly at: number;
  readonly daemon: readonly string[];
  readonly kills: readonly {
    readonly id: string;
    readonly pid: number;
    readonly victim: number;
    readonly subcommand: 'kill' | 'delete --force';
    readonly signal: 9 | 15;
  }[];
}

interface Life {
  readonly truth: Truth;
  readonly moments: readonly Moment[];
}

const HOST = 'node-made';
/** The node's zone: +08:00, in milliseconds. */
const ZONE = 8 * 3_600_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const EXECS = 3;

/** The life of a container that starts at a moment: execs, then an end. */
export function lifeOf(random: Random, start: number): Life {
  const id = random.hex(64);
  const [pid, victim] = [1000 + random.below(60_000), 1000 + random.below(60_000)];
  const moments: Moment[] = [];
  let at = start;
  const say = (daemon: readonly string[], kills: Moment['kills'] = []): void => {
    moments.push({ at, daemon, kills });
  };
  const debug = (msg: string, fields = ''): string => dockerd(random, at, 'debug', msg, fields);
  say([debug(`Calling POST /v1.39/containers/${id}/start`)]);
  for (let count = 0; count < EXECS; count++) {
    at += 500 + random.below(4000);
    const exec = random.hex(64);
    const form = JSON.stringify({ AttachStdin: true, Cmd: ['ip', 'a'], Detach: false, Tty: false });
    say([
      debug(`Calling POST /v1.39/containers/${id}/exec`),
      debug(`form data: ${form}`),
      debug(`Calling POST /v1.39/exec/${exec}/start`),
      debug(`starting exec command ${exec} in container ${id}`),
      debug('attach: stdout: begin'),
    ]);
    at += 100 + random.below(400);
    say([
      debug('event', 'module=libcontainerd namespace=moby topic=/tasks/exit'),
      debug(`Calling GET /v1.39/exec/${exec}/json`),
    ]);
  }
  at += 5000 + random.below(20_000);
  const chance = random.below(10);
  if (chance < 6) {
    say([debug(`Calling POST /v1.39/containers/${id}/stop?t=10`), debug(`Sending kill signal 15 to container ${id}`)]);
    at += 300;
    say(
      [dockerd(random, at, 'info', 'shim reaped', `id=${id}`)],
      [{ id, pid, victim, subcommand: 'kill', signal: 15 }],
    );
    return { truth: { id, end: 'other', finished: null }, moments };
  }
  if (chance === 9) {
    say(TRACEBACK.map(line => syslog(at, 'dockerd', line)));
    at += 60;
  }
  say([
    dockerd(random, at, 'info', 'shim reaped', `id=${id}`),
    dockerd(random, at, 'warning', 'cleaning up after killed shim', `id=${id} namespace=moby`),
  ]);
  at += 27;
  say([], [{ id, pid, victim, subcommand: 'delete --force', signal: 9 }]);
  const finished = new Date(at).toISOString();
  return { truth: { id, end: chance === 9 ? 'shim-panicked' : 'shim-died', finished }, moments };
}

/** What the daemon and others say besides. */
export function noiseOfDaemon(random: Random, at: number): string {
  const kind = random.below(100);
  if (kind < 30)
    return dockerd(
      random,
      at,
      'debug',
      'event published',
      'ns=moby topic="/tasks/exec-started" type=containerd.events.TaskExecStarted',
    );
  if (kind < 55) return dockerd(random, at, 'debug', 'event', 'module=libcontainerd namespace=moby topic=/tasks/exit');
  if (kind < 75)
    return dockerd(
      random,
      at,
      'debug',
      'Calling GET /v1.38/containers/json?all=1&filters=%7B%22label%22%3A%7B%22io.kubernetes.docker.type%3Dcontainer%22%3Atrue%7D%7D&limit=0',
    );
  if (kind < 85) return dockerd(random, at, 'debug', `attach: ${random.pick(['stdin', 'stdout', 'stderr'])}: begin`);
  if (kind < 90)
    return syslog(at, `CROND[${String(300 + random.below(32_000))}]`, '(root) CMD (/usr/lib64/sa/sa1 1 1)');
  if (kind < 96) return syslog(at, 'systemd', `Started Session ${String(random.below(90_000))} of user root.`);
  return syslog(
    at,
    'kernel',
    `docker0: port ${String(random.below(200))}(veth${random.hex(7)}) entered forwarding state`,
  );
}

function syslog(at: number, program: string, text: string): string {
  const local = new Date(at + ZONE).toISOString();
  const day = String(Number(local.slice(8, 10))).padStart(2);
  return `${MONTHS[Number(local.slice(5, 7)) - 1] ?? ''} ${day} ${local.slice(11, 19)} ${HOST} ${program}: ${text}`;
}

function dockerd(random: Random, at: number, level: string, msg: string, fields = ''): string {
  const local = new Date(at + ZONE).toISOString().slice(0, 23);
  const quoted = /^\w+$/.test(msg) ? msg : JSON.stringify(msg);
  const time = `${local}${String(random.below(1_000_000)).padStart(6, '0')}+08:00`;
  return syslog(at, 'dockerd', `time="${time}" level=${level} msg=${quoted}${fields === '' ? '' : ` ${fields}`}`);
}
