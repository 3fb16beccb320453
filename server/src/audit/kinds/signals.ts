// Signals (signal(7)).
import { signalMeaning, signalName } from '../data/signals';
import type { Decoding, Kind } from '../decoding';
import { decimal } from '../encoded';

/** A signal's decoding; `unknown` is what stands where the number names none. */
export function decodeSignal(number: number | null, unknown: string): Decoding {
  const name = number === null ? null : signalName(number);
  if (number === null || name === null) return { value: unknown };
  return { value: name, meaning: signalMeaning(number), hint: name };
}

export const signal: Kind = {
  value: ({ raw }) => {
    const number = decimal(raw);
    return number === null ? raw : (signalName(number) ?? `unknown-signal(${raw})`);
  },
  explain: ({ raw }) => {
    const { meaning, hint } = decodeSignal(decimal(raw), raw);
    return { meaning: meaning ?? null, hint: hint ?? null };
  },
};
