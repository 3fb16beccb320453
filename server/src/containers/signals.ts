// Signals as Docker's callers and runtimes write them: 9, KILL, SIGKILL.
import { signalNumber } from '../audit/data/signals';

/** The signals with which a runtime ends a container (signal(7)). */
export const SIGTERM = 15;
export const SIGKILL = 9;

/** The number of a signal by its number or name, with SIG or without; null for what is none. */
export function signalOf(word: string): number | null {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const name = word.toUpperCase();
  return signalNumber(name.startsWith('SIG') ? name : `SIG${name}`);
}
