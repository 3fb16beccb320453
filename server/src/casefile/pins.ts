// The pins of a folder: read from its file, and found again in its logs, which have grown, were rotated, or are gone since.
import { compileFilter } from '../filter/compile';
import type { Host } from '../host';
import { message, type Message } from '../message';
import { PINS_FILE, readPins } from '../pins/file';
import { isPinned, type FoundPin, type Pin } from '../pins/model';
import { naturalOrder, type Place } from '../place';
import { FileLines } from './fileLines';
import { unreadable } from './notRead';
import { scan } from './scan';
import { isOfOneLog } from './sets';

interface FolderPins {
  readonly pins: readonly Pin[];
  readonly problems: readonly Message[];
}

const MAX_KILOBYTES = 4096;
/** So much of a line is looked for before the line is compared (UTF-16 units). */
const NEEDLE = 200;

/** The path of the file that keeps the pins of a folder. */
export function pinsPath(folder: string): string {
  return `${folder.replace(/[\\/]+$/, '')}/${PINS_FILE}`;
}

/** Reads the pins of a folder; none where it has no such file. Never rejects: what cannot be read is told. */
export async function readFolderPins(host: Pick<Host, 'stat' | 'readFile'>, folder: string): Promise<FolderPins> {
  const path = pinsPath(folder);
  const stat = await host.stat(path).catch(() => null); // hardly any folder has one
  if (stat?.kind !== 'file') return { pins: [], problems: [] };
  if (stat.bytes > MAX_KILOBYTES * 1024) {
    return { pins: [], problems: [message('known.file-large', { limit: MAX_KILOBYTES })] };
  }
  try {
    return readPins(new TextDecoder().decode(await host.readFile(path)));
  } catch (error) {
    return { pins: [], problems: [unreadable(error)] };
  }
}

type PinHost = Pick<Host, 'stat' | 'readPieces' | 'inflate'>;
/** No expression of a user is asked. */
const UNBOUNDED: Pick<Host, 'bounded'> = { bounded: work => work() };

/**
 * Finds a pin of a folder: on its line, else by its text in its own file, else in the other files of its log among the
 * paths `files`.
 * Rejects only on cancellation.
 */
export async function findPin(
  host: PinHost,
  folder: string,
  pin: Pin,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<FoundPin> {
  const inside = `${folder.replace(/[\\/]+$/, '')}/`;
  const own = inside + pin.file;
  const lines = new FileLines(host, own);
  const there = await lines.read(pin.line - 1, 1, signal).catch(() => []);
  signal?.throwIfAborted();
  if (there[0] !== undefined && isPinned(pin, there[0])) {
    return { pin, state: 'here', at: { file: own, line: pin.line - 1 } };
  }
  const rotated = files
    .filter(path => path !== own && path.startsWith(inside) && isOfOneLog(path.slice(inside.length), pin.file))
    .sort(naturalOrder);
  for (const path of [own, ...rotated]) {
    const at = await findText(host, path, pin, signal);
    if (at) return { pin, state: 'moved', at };
  }
  return { pin, state: 'gone', at: null };
}

/** Where a pinned line stands in a file: of several that are alike the nearest. Null where none does, or it cannot be read. */
async function findText(host: PinHost, file: string, pin: Pin, signal?: AbortSignal): Promise<Place | null> {
  if (pin.text.trim() === '') return null; // such lines are all alike
  const filter = compileFilter({
    terms: [
      { kind: 'text', value: pin.text.slice(0, NEEDLE), not: false },
      { kind: 'lines', value: 'alone', not: false },
    ],
  });
  const input = { file, node: '', start: { line: 0, byte: 0 }, filter, known: new Map(), wantsTimes: false };
  const pieces = new FileLines(host, file).pieces(0);
  let nearest: number | null = null;
  try {
    for await (const part of scan(UNBOUNDED, { ...input, pieces, modelAt: () => null })) {
      signal?.throwIfAborted();
      for (const { text, line } of part.lines) {
        if (isPinned(pin, text) && (nearest === null || distance(line, pin) < distance(nearest, pin))) nearest = line;
      }
    }
  } catch {
    signal?.throwIfAborted(); // a file that is gone or damaged has what was found in it so far
  }
  return nearest === null ? null : { file, line: nearest };
}

function distance(line: number, pin: Pin): number {
  return Math.abs(line - (pin.line - 1));
}
