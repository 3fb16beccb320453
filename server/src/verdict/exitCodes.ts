// What an exit code means: a table. Of 128 and more one of a signal: who sent it is another question.
import type { Cause } from '../containers/model';
import { message, type Message } from '../message';

/** The meaning of codes, and where that is written. */
interface ExitCodeRow {
  readonly from: number;
  readonly to: number;
  /** Whether it was a start that failed, by whose daemon the code is, not by a program. */
  readonly ofStart: boolean;
  readonly means: (code: number) => Message;
  readonly source: string;
}

const BY_SIGNAL = 128;
const SIGKILL = BY_SIGNAL + 9;
/** Real-time signals end at 64 (signal(7)). */
const LAST_SIGNAL = BY_SIGNAL + 64;
const SIGNAL_SOURCE = 'containerd/go-runc and runc report 128 + the signal of a process that one ended, as sh(1) does';

function row(
  from: number,
  means: (code: number) => Message,
  source: string,
  { to = from, ofStart = false }: Partial<Pick<ExitCodeRow, 'to' | 'ofStart'>> = {},
): ExitCodeRow {
  return { from, to, ofStart, means, source };
}

const START = 'moby daemon/start.go and errors.go, translateContainerdStartErr; docker run returns the same';
const START_128 = 'moby daemon/start.go; containerd internal/cri/server, errorStartExitCode';

/** The first row that fits counts. */
export const EXIT_CODES: readonly ExitCodeRow[] = [
  row(126, () => message('exit.start-126'), START, { ofStart: true }),
  row(127, () => message('exit.start-127'), START, { ofStart: true }),
  row(128, () => message('exit.start-128'), START_128, { ofStart: true }),
  row(0, () => message('exit.0'), 'exit(3), EXIT_SUCCESS'),
  row(1, () => message('exit.1'), 'exit(3), EXIT_FAILURE'),
  row(125, () => message('exit.125'), 'docker run(1), Exit Status: the daemon fails before there is a container'),
  row(126, () => message('exit.126'), 'POSIX Shell Command Language 2.8.2: found, but not executable'),
  row(127, () => message('exit.127'), 'POSIX Shell Command Language 2.8.2: not found'),
  row(2, code => message('exit.own', { code }), 'exit(3)', { to: BY_SIGNAL }),
  row(132, () => message('exit.132'), SIGNAL_SOURCE),
  row(134, () => message('exit.134'), SIGNAL_SOURCE),
  row(135, () => message('exit.135'), SIGNAL_SOURCE),
  row(136, () => message('exit.136'), SIGNAL_SOURCE),
  row(SIGKILL, () => message('exit.137'), SIGNAL_SOURCE),
  row(139, () => message('exit.139'), SIGNAL_SOURCE),
  row(143, () => message('exit.143'), SIGNAL_SOURCE),
  row(129, code => message('exit.signal', { signal: code - BY_SIGNAL }), SIGNAL_SOURCE, { to: LAST_SIGNAL }),
  row(255, () => message('exit.255'), 'exit(-1); containerd internal/cri, unknownExitCode; moby daemon/daemon.go'),
  row(LAST_SIGNAL + 1, code => message('exit.own', { code }), 'exit(3)', { to: 255 }),
];

/** Who sent SIGKILL, by the cause that was found. */
const KILLERS: Partial<Record<Cause, Message>> = {
  stopped: message('exit.killer.stopped'),
  killed: message('exit.killer.killed'),
  'oom-killed': message('exit.killer.oom-killed'),
  'killed-from-host': message('exit.killer.killed-from-host'),
  exited: message('exit.killer.exited'),
  unknown: message('exit.killer.unknown'),
};

/** What a code means for a run that ended so; null for what no process can end with. */
export function meaningOf(code: number, cause: Cause, isStart: boolean): Message | null {
  const found = EXIT_CODES.find(({ from, to, ofStart }) => code >= from && code <= to && (!ofStart || isStart));
  const means = found?.means(code) ?? null;
  const killer = code === SIGKILL ? KILLERS[cause] : undefined;
  return means && killer ? message('exit.by', { means, killer }) : means;
}
