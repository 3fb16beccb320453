// Writes an audit log of a wanted size with the events that rules on a container node give; all of it is made.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { killBy, proctitle, runtime, runtimeCommand } from './auditEvents';
import type { Records } from './auditEvents';
import { Random } from './random';

/** What happens, and how often beside the others: as on a node whose rules watch executions, files, sockets and signals. */
const EVENTS: readonly { readonly weight: number; readonly make: (made: Made) => Records }[] = [
  { weight: 40, make: execution },
  { weight: 25, make: opening },
  { weight: 12, make: connection },
  { weight: 8, make: kill },
  { weight: 6, make: renaming },
  { weight: 5, make: session },
  { weight: 2, make: mapping },
  { weight: 1, make: denied },
  { weight: 1, make: service },
];

/** An event that tells nothing of containers. */
export function noiseEvent(random: Random): Records {
  const [comm, exe] = random.pick(PROGRAMS);
  const made: Made = { random, containers: ['0'], comm, exe, pid: 1000 + random.below(60_000) };
  const row = random.pick([opening, opening, opening, connection, renaming, session, mapping, denied, service]);
  return row(made);
}

/** 2020-02-25T14:07:13.848Z, in milliseconds. */
const START = 1_582_639_633_848;
/** How many characters are handed to the file at a time; the lines are ASCII. */
const CHUNK = 1 << 20;
/** One event of so many has its records between those of the next. */
const INTERLEAVED = 20;

const PROGRAMS: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['runc', '/usr/sbin/runc'],
  ['sh', '/bin/dash'],
  ['containerd-shim', '/usr/bin/containerd-shim-runc-v2'],
  ['dockerd', '/usr/bin/dockerd'],
  ['ip', '/usr/sbin/ip'],
  ['python3', '/usr/bin/python3.11'],
];
const FILES = ['/etc/passwd', '/etc/ld.so.cache', '/var/lib/docker/containers', '/proc/self/exe', '/run/a b'] as const;
const UNSET = '4294967295';

/** How many containers run, one of which each execution is about. */
const CONTAINERS = 200;

/** Who acts, and the random choices. */
interface Made {
  readonly random: Random;
  readonly containers: readonly [string, ...string[]];
  readonly comm: string;
  readonly exe: string;
  readonly pid: number;
}

/**
 * @param bytes how large the log becomes, up to the event that reaches it
 * @param seed the same seed gives the same log, a smaller one being the beginning of a larger one
 */
export async function generateAuditLog(file: string, bytes: number, seed: number): Promise<void> {
  const stream = createWriteStream(file);
  let pending = '';
  let written = 0;
  for (const lines of events(new Random(seed))) {
    pending += lines;
    written += lines.length;
    if (pending.length >= CHUNK || written >= bytes) {
      if (!stream.write(pending)) await once(stream, 'drain');
      pending = '';
    }
    if (written >= bytes) break;
  }
  stream.end();
  await once(stream, 'close');
}

/** The lines of one event after the other, without end. */
function* events(random: Random): Generator<string, never, void> {
  const weights = EVENTS.reduce((sum, { weight }) => sum + weight, 0);
  let time = START;
  let serial = 3_369_619;
  let held: readonly string[] = [];
  const ids = Array.from({ length: CONTAINERS }, () => random.hex(64));
  const containers: Made['containers'] = [random.hex(64), ...ids];
  for (;;) {
    time += random.below(40);
    const id = `msg=audit(${String(Math.floor(time / 1000))}.${String(time % 1000).padStart(3, '0')}:${String(serial++)})`;
    const [comm, exe] = random.pick(PROGRAMS);
    let chance = random.below(weights);
    const row = EVENTS.find(({ weight }) => (chance -= weight) < 0);
    if (!row) throw new RangeError('the weights do not add up');
    const made = row.make({ random, containers, comm, exe, pid: 1000 + random.below(60_000) });
    const lines = made.map(([type, fields]) => `type=${type} ${id}: ${fields}\n`);
    if (held.length === 0 && random.below(INTERLEAVED) === 0) {
      held = lines;
      continue;
    }
    yield interleave(held, lines);
    held = [];
  }
}

function interleave(a: readonly string[], b: readonly string[]): string {
  let text = '';
  for (let index = 0; index < Math.max(a.length, b.length); index++) text += (a[index] ?? '') + (b[index] ?? '');
  return text;
}

function call({ random, comm, exe, pid }: Made, what: string, key: string): readonly [string, string] {
  const who = `ppid=${String(1 + random.below(30_000))} pid=${String(pid)} auid=${UNSET}`;
  const ids = 'uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none)';
  return ['SYSCALL', `arch=c000003e ${what} ${who} ${ids} ses=${UNSET} comm="${comm}" exe="${exe}" key=${key}`];
}

function args(random: Random, ...given: readonly (string | undefined)[]): string {
  return [0, 1, 2, 3].map(index => `a${String(index)}=${given[index] ?? `7ff${random.hex(9)}`}`).join(' ');
}

function path(item: number, name: string, nametype: string, mode = '0100644'): [string, string] {
  // A file keeps its number.
  const inode = String([...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 20_000_000, 7));
  const caps = 'cap_fp=0 cap_fi=0 cap_fe=0 cap_fver=0 cap_frootid=0';
  const file = `item=${String(item)} name="${name}" inode=${inode} dev=fe:00 mode=${mode}`;
  return ['PATH', `${file} ouid=0 ogid=0 rdev=00:00 nametype=${nametype} ${caps}`];
}

function execution(made: Made): Records {
  const { random, comm, exe } = made;
  const id = random.pick(made.containers);
  const words = [
    comm,
    '--root',
    '/var/run/docker/runtime-runc/moby',
    '--log-format',
    'json',
    random.pick(['start', 'exec', 'delete']),
    id,
  ];
  const listed = words.map((word, index) => `a${String(index)}="${word}"`).join(' ');
  return [
    call(made, `syscall=59 success=yes exit=0 ${args(random)} items=2`, '"exec"'),
    [
      'BPRM_FCAPS',
      'fver=0 fp=0 fi=0 fe=0 old_pp=000001fffeffffff old_pi=0 old_pe=000001fffeffffff old_pa=0 pp=000001fffeffffff pi=0 pe=000001fffeffffff pa=0 frootid=0',
    ],
    ['EXECVE', `argc=${String(words.length)} ${listed}`],
    ['CWD', `cwd="/run/containerd/io.containerd.runtime.v2.task/moby/${id}"`],
    path(0, exe, 'NORMAL', '0100755'),
    path(1, '/lib64/ld-linux-x86-64.so.2', 'NORMAL', '0100755'),
    ['PROCTITLE', `proctitle=${proctitle(words)}`],
  ];
}

function opening(made: Made): Records {
  const { random, comm } = made;
  const failed = random.below(4) === 0;
  const result = failed ? 'success=no exit=-13' : `success=yes exit=${String(3 + random.below(40))}`;
  const flags = random.pick(['80000', '80241', '0', '90800', '2']);
  return [
    call(made, `syscall=257 ${result} ${args(random, 'ffffff9c', undefined, flags, '1b6')} items=1`, '"files"'),
    ['CWD', 'cwd="/"'],
    path(0, random.pick(FILES), random.pick(['NORMAL', 'CREATE'])),
    ['PROCTITLE', `proctitle=${proctitle([comm, '-c', 'cat /etc/passwd'])}`],
  ];
}

function connection(made: Made): Records {
  const { random, comm } = made;
  const address =
    random.below(2) === 0
      ? `0200${random.hex(4)}0A0${random.hex(5)}0000000000000000`
      : '01002F72756E2F646F636B65722E736F636B00';
  return [
    call(made, `syscall=42 success=no exit=-115 ${args(random, random.hex(1), undefined, '10', '0')} items=0`, '"net"'),
    ['SOCKADDR', `saddr=${address.toUpperCase()}`],
    ['PROCTITLE', `proctitle="${comm}"`],
  ];
}

function kill({ random, pid }: Made): Records {
  const target = { pid: 1000 + random.below(60_000), comm: random.pick(['systemd', 'sh', 'python3']) };
  return killBy(runtime(pid), runtimeCommand('delete --force', random.hex(64)), target, random.pick([9, 15]));
}

function renaming(made: Made): Records {
  const { random, comm } = made;
  const name = random.hex(12);
  return [
    call(made, `syscall=264 success=yes exit=0 ${args(random, 'ffffff9c', undefined, 'ffffff9c')} items=4`, '"files"'),
    ['CWD', 'cwd="/var/lib/docker"'],
    path(0, '/var/lib/docker/', 'PARENT', '040710'),
    path(1, '/var/lib/docker/', 'PARENT', '040710'),
    path(2, `/var/lib/docker/.tmp-${name}`, 'DELETE'),
    path(3, `/var/lib/docker/${name}`, 'CREATE'),
    ['PROCTITLE', `proctitle=${proctitle([comm, name])}`],
  ];
}

function session({ random, pid }: Made): Records {
  const user = random.pick(['root', 'alice', 'bob']);
  const op = `op=PAM:session_open grantors=pam_permit acct="${user}" exe="/usr/sbin/sshd" hostname=10.0.0.9 addr=10.0.0.9 terminal=ssh res=success`;
  return [
    ['USER_START', `pid=${String(pid)} uid=0 auid=1000 ses=${String(random.below(9000))} subj=unconfined msg='${op}'`],
  ];
}

function mapping(made: Made): Records {
  return [
    call(made, `syscall=9 success=yes exit=140000000 ${args(made.random, '0', '1000', '5', '2')} items=0`, '(null)'),
    ['MMAP', 'fd=3 flags=0x2'],
    ['PROCTITLE', `proctitle="${made.comm}"`],
  ];
}

function denied(made: Made): Records {
  const { random, comm, pid } = made;
  const avc = `avc:  denied  { read write } for  pid=${String(pid)} comm="${comm}" name="secret" dev="dm-0" ino=${String(random.below(1e7))}`;
  const labels =
    'scontext=system_u:system_r:container_t:s0:c1,c2 tcontext=system_u:object_r:etc_t:s0 tclass=file permissive=0';
  return [
    ['AVC', `${avc} ${labels}`],
    call(made, `syscall=2 success=no exit=-13 ${args(random, undefined, '2', '0')} items=0`, '(null)'),
    ['PROCTITLE', `proctitle="${comm}"`],
  ];
}

function service({ random }: Made): Records {
  const unit = random.pick(['docker', 'containerd', 'kubelet', 'session-3.scope']);
  const type = random.pick(['SERVICE_START', 'SERVICE_STOP']);
  const what = `unit=${unit} comm="systemd" exe="/usr/lib/systemd/systemd" hostname=? addr=? terminal=? res=success`;
  return [[type, `pid=1 uid=0 auid=${UNSET} ses=${UNSET} subj=unconfined msg='${what}'`]];
}
