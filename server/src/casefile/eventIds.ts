// The ids of audit events in lines of any form, found in their bytes: of records by their form, of events as JSON by the parser.
import { MAX_LINE } from '../reading/lines';
import { readLine } from '../reading/line';
import { milliseconds, stands } from './auditHead';
import { isDigit } from './bytes';

const LF = 0x0a;
const QUOTE = 0x22;
const OPENING = 0x28;
const CLOSING = 0x29;
const DOT = 0x2e;
const COLON = 0x3a;
const BRACE = 0x7b;
/** "audit" before the parenthesis. */
const WORD = [0x61, 0x75, 0x64, 0x69, 0x74];
/** One of these stands in each event that is JSON (audit/jsonEvents.ts). */
const JSON_MARKS = ['"ID', '"sequence'].map(mark => new TextEncoder().encode(mark));
const DECODER = new TextDecoder();

/** An id that stands at `at` or, of JSON, in the line there; the time is in milliseconds since the epoch. */
interface EventId {
  readonly at: number;
  readonly time: number;
  readonly serial: number;
}

/**
 * The ids in some lines: `audit(SECONDS.MILLISECONDS:SERIAL)` (audit.log(5)), then those of events that are JSON.
 * @param lines nothing but them: what is looked for and does not stand in them is looked for to their end
 */
export function* idsIn(lines: Uint8Array): Generator<EventId> {
  for (let at = lines.indexOf(OPENING); at !== -1; at = lines.indexOf(OPENING, at + 1)) {
    const id = idAt(lines, at);
    if (id !== null) yield id;
  }
  yield* jsonIds(lines);
}

function* jsonIds(lines: Uint8Array): Generator<EventId> {
  for (let at = lines.indexOf(BRACE); at !== -1;) {
    const feed = lines.indexOf(LF, at);
    const end = feed === -1 ? lines.length : feed;
    if (hasJsonMark(lines.subarray(at, end))) {
      const start = lines.lastIndexOf(LF, at) + 1;
      const { payload } = readLine(DECODER.decode(lines.subarray(start, end)).slice(0, MAX_LINE));
      if (payload.kind === 'audit-json') {
        const { time, serial } = payload.event;
        yield { at, time: Number(time.ns / 1_000_000n), serial };
      }
    }
    at = lines.indexOf(BRACE, end);
  }
}

function hasJsonMark(line: Uint8Array): boolean {
  for (let at = line.indexOf(QUOTE); at !== -1; at = line.indexOf(QUOTE, at + 1)) {
    if (JSON_MARKS.some(mark => stands(mark, line, at))) return true;
  }
  return false;
}

/** The id of an event at its opening parenthesis; null where it is none. */
function idAt(bytes: Uint8Array, opening: number): EventId | null {
  if (!stands(WORD, bytes, opening - WORD.length)) return null;
  const seconds = digits(bytes, opening + 1);
  if (bytes[seconds.end] !== DOT) return null;
  const fraction = digits(bytes, seconds.end + 1);
  if (bytes[fraction.end] !== COLON) return null;
  const serial = digits(bytes, fraction.end + 1);
  if (bytes[serial.end] !== CLOSING) return null;
  const places = fraction.end - seconds.end - 1;
  return { at: opening, time: milliseconds(seconds.value, fraction.value, places), serial: serial.value };
}

function digits(bytes: Uint8Array, from: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let end = from;
  for (; isDigit(bytes[end]); end++) value = value * 10 + (bytes[end] ?? 0) - 0x30;
  return { value, end };
}
