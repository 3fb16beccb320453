// Signals: their names by number, real-time ones included, and what they do.
import { message, type Message } from '../../message';
import { SIGNAL_NAMES } from './signalTable';
import { readRuns } from './tables';

/** The first real-time signal of glibc, which keeps 32 and 33 for itself (signal(7), "Real-time signals"). */
const SIGRTMIN = 34;
const SIGRTMAX = 64;

const names = readRuns(SIGNAL_NAMES);
const numbers: ReadonlyMap<string, number> = new Map(
  Array.from({ length: SIGRTMAX + 1 }, (_, number) => [signalName(number) ?? String(number), number] as const),
);

/**
 * The name of a signal on x86, arm, ppc, s390 and riscv (mips, sparc and alpha number them otherwise); SIG0 for the 0 of
 * kill(2), real-time signals as kill(1) and systemd write them. Null for 32, 33 and what is no signal.
 */
export function signalName(number: number): string | null {
  if (number === 0) return 'SIG0';
  if (number === SIGRTMIN) return 'SIGRTMIN';
  if (number === SIGRTMAX) return 'SIGRTMAX';
  if (number > SIGRTMIN && number < SIGRTMAX) return `SIGRTMIN+${String(number - SIGRTMIN)}`;
  return names.get(number) ?? null;
}

/** The number of a name that signalName gives; null for others. */
export function signalNumber(name: string): number | null {
  return name.startsWith('SIG') ? (numbers.get(name) ?? null) : null;
}

/** "SIGKILL: ends the process at once, it cannot be caught"; null where nothing is known beyond the name. */
export function signalMeaning(number: number): Message | null {
  const name = signalName(number);
  if (name === null) return null;
  if (number >= SIGRTMIN) return message('audit.signal.named', { name, meaning: message('audit.signal.realtime') });
  const meaning = MEANINGS.get(number);
  return meaning === undefined ? null : message('audit.signal.named', { name, meaning });
}

/** After signal(7), "Standard signals". */
const MEANINGS: ReadonlyMap<number, Message> = new Map([
  [0, message('audit.signal.0')],
  [1, message('audit.signal.hup')],
  [2, message('audit.signal.int')],
  [3, message('audit.signal.quit')],
  [4, message('audit.signal.ill')],
  [5, message('audit.signal.trap')],
  [6, message('audit.signal.abrt')],
  [7, message('audit.signal.bus')],
  [8, message('audit.signal.fpe')],
  [9, message('audit.signal.kill')],
  [10, message('audit.signal.usr')],
  [11, message('audit.signal.segv')],
  [12, message('audit.signal.usr')],
  [13, message('audit.signal.pipe')],
  [14, message('audit.signal.alrm')],
  [15, message('audit.signal.term')],
  [16, message('audit.signal.stkflt')],
  [17, message('audit.signal.chld')],
  [18, message('audit.signal.cont')],
  [19, message('audit.signal.stop')],
  [20, message('audit.signal.tstp')],
  [21, message('audit.signal.ttin')],
  [22, message('audit.signal.ttou')],
  [23, message('audit.signal.urg')],
  [24, message('audit.signal.xcpu')],
  [25, message('audit.signal.xfsz')],
  [26, message('audit.signal.vtalrm')],
  [27, message('audit.signal.prof')],
  [28, message('audit.signal.winch')],
  [29, message('audit.signal.io')],
  [30, message('audit.signal.pwr')],
  [31, message('audit.signal.sys')],
]);
