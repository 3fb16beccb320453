// Audit events in the form of the 137 case's: a kill that the rules of its audit.rules caught.

interface Sender {
  readonly comm: string;
  readonly exe: string;
  readonly ppid: number;
  readonly pid: number;
}

export type Records = readonly (readonly [type: string, fields: string])[];

/** The kernel cuts a proctitle at this many bytes (MAX_PROCTITLE_AUDIT_LEN). */
const MAX_PROCTITLE = 128;
/** TASK_COMM_LEN without its NUL. */
const MAX_COMM = 15;
/** The login's id of what no login started: -1 as the kernel prints it. */
const UNSET = '4294967295';

/** The nvidia-container-runtime of the 137 case as a sender. */
export function runtime(pid: number): Sender {
  const comm = 'nvidia-container-runtime'.slice(0, MAX_COMM);
  return { comm, exe: '/usr/bin/nvidia-container-runtime', ppid: 14_134, pid };
}

/** The words of the runtime's command line, as containerd calls it for Docker. */
export function runtimeCommand(subcommand: 'kill' | 'delete --force', id: string): readonly string[] {
  const root = ['--root', '/var/run/docker/runtime-nvidia/moby', '--log-format', 'json'];
  return ['nvidia-container-runtime', ...root, ...subcommand.split(' '), id];
}

/** The records of one kill(2) that succeeded. */
export function killBy(
  { comm, exe, ppid, pid }: Sender,
  words: readonly string[],
  target: { readonly pid: number; readonly comm: string },
  signal: 9 | 15,
): Records {
  const who = `ppid=${String(ppid)} pid=${String(pid)} auid=${UNSET}`;
  const ids = 'uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none)';
  const call = `syscall=62 success=yes exit=0 a0=${target.pid.toString(16)} a1=${signal.toString(16)} a2=0 a3=0 items=0`;
  const what = `comm="${comm}" exe="${exe}" key="trace_kill_${String(signal)}"`;
  return [
    ['PROCTITLE', `proctitle=${proctitle(words)}`],
    ['OBJ_PID', `opid=${String(target.pid)} oauid=-1 ouid=0 oses=-1 ocomm="${target.comm}"`],
    ['SYSCALL', `arch=c000003e ${call} ${who} ${ids} ses=${UNSET} ${what}`],
  ];
}

/** As the kernel writes it: in quotes, or in hex where it holds a NUL between words; cut either way. */
export function proctitle(words: readonly string[]): string {
  const bytes = Buffer.from(words.join('\0')).subarray(0, MAX_PROCTITLE);
  return words.length === 1 ? `"${bytes.toString()}"` : bytes.toString('hex').toUpperCase();
}
