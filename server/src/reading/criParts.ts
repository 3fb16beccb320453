// Long messages in the kubelet's log of a container: the runtime cuts them into parts, P, the last of which has F (CRI, log format).
import { cri } from '../log/envelopes/containers';
import type { Field } from './journalFields';

const PART = /^\S{20,40} (stdout|stderr) ([FP])(?: |$)/;

/** Whether a message begins at a line that goes on in the next one of its stream. */
export function beginsInParts(text: string): boolean {
  return PART.exec(text)?.[2] === 'P' && cri.parse(text, 0) !== null;
}

/** Whether a line is the last part of the message that `first` begins, another part of it (null), or none. */
export function endsParts(text: string, first: string): 'own' | 'other' | null {
  const [, stream, mark] = PART.exec(text) ?? [];
  if (stream === undefined || stream !== PART.exec(first)?.[1]) return 'other';
  return mark === 'F' ? 'own' : null;
}

/** All parts as one message; null but for the first line. */
export function readParts(lines: readonly string[], index: number): Field | null {
  if (index > 0) return null;
  const parts = lines.map((text, line) => ({ line, start: cri.parse(text, 0)?.payload ?? text.length, end: null }));
  const value = parts.map(({ line, start }) => (lines[line] ?? '').slice(start)).join('');
  return { name: 'MESSAGE', value, lines: lines.length, parts, escaped: null };
}
