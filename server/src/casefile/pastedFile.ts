// Files into which somebody put outputs of docker, crictl and kubectl: they are read whole, and what is left of them as a log.
import { isPastedIn, readPasted } from '../pasted/read';
import type { Pasted } from '../pasted/model';
import type { FoundFile } from './discover';

/** Of larger files only the lines of logs are read: outputs of these tools are that large nowhere. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Whether outputs stand in a file, by its first bytes. */
export function holdsPasted({ bytes }: Pick<FoundFile, 'bytes'>, head: Uint8Array): boolean {
  return bytes <= MOST_BYTES && isPastedIn(new TextDecoder().decode(head));
}

/** What was pasted into a text, and the text with empty lines in its place: the others keep their numbers. */
export function splitPasted(text: string): { readonly pasted: Pasted; readonly rest: string } {
  const pasted = readPasted(text);
  const lines = text.split('\n');
  for (const [from, to] of pasted.taken) lines.fill('', from, to);
  return { pasted, rest: lines.join('\n') };
}
