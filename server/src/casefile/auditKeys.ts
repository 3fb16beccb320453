// The ids of a log's audit events, found in its bytes without reading its records.
import { BLOCK_SIZES } from './blocks';
import { readLine } from '../reading/line';
import { concat } from './open';

const OPENING = 0x28;
const DOT = 0x2e;
const COLON = 0x3a;
const CLOSING = 0x29;
/** Records of an event are near each other with so many other events and bytes between them at most: a block brings as much. */
const NEAR_EVENTS = 64;
const NEAR_BYTES = BLOCK_SIZES.around / 2;
/** "audit" before the parenthesis. */
const WORD = [0x61, 0x75, 0x64, 0x69, 0x74];
/** More digits than readEventId takes. */
const LONGEST_ID = 64;
const TIMES = 2 ** 33;
const SERIALS = 2 ** 20;

/**
 * A number that two different events hardly share: the time to 99 days and the serial to a million, so that it is exact
 * as a double. Whoever compares keys must compare the events of equal ones.
 * @param time milliseconds since the epoch
 */
export function auditKey(time: number, serial: number): number {
  return (time % TIMES) * SERIALS + (serial % SERIALS);
}

/**
 * What may be a record without an id of that form: journald's (`audit[123]: SYSCALL ...`), and what `ausearch -i` prints,
 * whose times are local dates. Such a log has to be read as a whole: neighbours and stamps tell what belongs together.
 */
const WITHOUT_ID =
  /audit(?:\[\d{1,10}\])?: (?:<audit-|[A-Z][A-Z0-9_]+[ [])|audit\((?!\d{1,12}\.\d{1,9}:\d{1,15}\))[^)\n]{0,90}:\d{1,15}\)/g;

/** Whether a text holds such a record. The words alone may stand in an argument too: the line is read. */
export function hasRecordWithoutId(text: string): boolean {
  for (const { index } of text.matchAll(WITHOUT_ID)) {
    const end = text.indexOf('\n', index);
    const { payload } = readLine(text.slice(text.lastIndexOf('\n', index) + 1, end === -1 ? undefined : end));
    if (payload.kind === 'audit' && (payload.record.form === 'journal' || payload.record.form === 'interpreted')) {
      return true;
    }
  }
  return false;
}

/** Gathers the keys of one log's events: `audit(SECONDS.MILLISECONDS:SERIAL)` (audit.log(5)), wherever it stands in a line. */
export class AuditKeys {
  /** When the first event happened, in milliseconds since the epoch. */
  first = Infinity;
  private keys = new Float64Array(1024);
  private length = 0;
  /** Where the first record stands of each of the last events, by their number. */
  private readonly firstAt = new Float64Array(NEAR_EVENTS);
  private lastKey = NaN;
  private lastAt = 0;
  /** The last bytes that have come, how many of them have been looked at, and how many bytes of the log are before them. */
  private rest = new Uint8Array(0);
  private known = 0;
  private bytes = 0;

  get any(): boolean {
    return this.length > 0;
  }

  /** Takes the next bytes of the log. */
  push(piece: Uint8Array): void {
    this.scan(concat([this.rest, piece], this.rest.length + piece.length), false);
  }

  /** Takes what may have been the beginning of an id; nothing must be pushed afterwards. */
  end(): this {
    const { length } = this.rest;
    this.scan(this.rest, true);
    if (this.length > 0 && this.bytes + length - this.lastAt > NEAR_BYTES / 2) this.append(this.lastKey, this.lastAt);
    return this;
  }

  /** An id that begins in the last bytes may go on in the next piece: they are looked at together with that. */
  private scan(bytes: Uint8Array, atEnd: boolean): void {
    const end = atEnd ? bytes.length : Math.max(0, bytes.length - LONGEST_ID);
    for (let at = bytes.indexOf(OPENING, this.known); at !== -1 && at < end; at = bytes.indexOf(OPENING, at + 1)) {
      const id = idAt(bytes, at);
      if (id !== null) this.add(id.time, id.serial, this.bytes + at);
    }
    const keep = Math.max(0, end - WORD.length);
    this.known = end - keep;
    this.bytes += keep;
    this.rest = bytes.slice(keep);
  }

  /** Takes the id of a record that stands at byte `at` of the log. */
  private add(time: number, serial: number, at: number): void {
    if (this.length === 0) this.first = time;
    // The line before may be as long as that: the end of its event may lie outside of what a block brings.
    if (this.length > 0 && at - this.lastAt > NEAR_BYTES / 2) this.append(this.lastKey, at);
    this.lastAt = at;
    this.lastKey = auditKey(time, serial);
    if (!this.isNear(this.lastKey, at)) this.append(this.lastKey, at);
  }

  private append(key: number, at: number): void {
    if (this.length === this.keys.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.keys);
      this.keys = larger;
    }
    this.firstAt[this.length % NEAR_EVENTS] = at;
    this.keys[this.length++] = key;
  }

  /** Whether a record is one of an event whose first one stands near. */
  private isNear(key: number, at: number): boolean {
    for (let index = this.length - 1; index >= Math.max(0, this.length - NEAR_EVENTS); index--) {
      if (this.keys[index] === key) return at - (this.firstAt[index % NEAR_EVENTS] ?? 0) <= NEAR_BYTES;
    }
    return false;
  }

  hasSome(keys: ReadonlySet<number>): boolean {
    for (let index = 0; index < this.length; index++) if (keys.has(this.keys[index] ?? NaN)) return true;
    return false;
  }

  /** The keys that two or more logs have, or one in places that are far from each other. */
  static shared(logs: readonly AuditKeys[]): ReadonlySet<number> {
    const sorted = new Float64Array(logs.reduce((sum, { length }) => sum + length, 0));
    let end = 0;
    for (const { keys, length } of logs) {
      sorted.set(keys.subarray(0, length), end);
      end += length;
    }
    sorted.sort();
    const shared = new Set<number>();
    for (let index = 1; index < end; index++) {
      const key = sorted[index];
      if (key !== undefined && key === sorted[index - 1]) shared.add(key);
    }
    return shared;
  }
}

/** The keys of the records in some bytes. */
export function keysIn(bytes: Uint8Array): AuditKeys {
  const keys = new AuditKeys();
  keys.push(bytes);
  return keys.end();
}

/** The key of the record that a line holds; null for a line without the id of one. */
export function keyInLine(bytes: Uint8Array, start: number, end: number): number | null {
  for (let at = bytes.indexOf(OPENING, start); at !== -1 && at < end; at = bytes.indexOf(OPENING, at + 1)) {
    const id = idAt(bytes, at);
    if (id !== null) return auditKey(id.time, id.serial);
  }
  return null;
}

/** The id of an event at its opening parenthesis; null where it is none. The time is in milliseconds. */
function idAt(bytes: Uint8Array, opening: number): { readonly time: number; readonly serial: number } | null {
  for (let index = 0; index < WORD.length; index++) {
    if (bytes[opening - WORD.length + index] !== WORD[index]) return null;
  }
  const seconds = digits(bytes, opening + 1);
  if (bytes[seconds.end] !== DOT) return null;
  const fraction = digits(bytes, seconds.end + 1);
  if (bytes[fraction.end] !== COLON) return null;
  const serial = digits(bytes, fraction.end + 1);
  if (bytes[serial.end] !== CLOSING) return null;
  const places = fraction.end - seconds.end - 1;
  return { time: seconds.value * 1000 + Math.floor(fraction.value / 10 ** (places - 3)), serial: serial.value };
}

function digits(bytes: Uint8Array, from: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let end = from;
  for (let byte = bytes[end] ?? 0; byte >= 0x30 && byte <= 0x39; byte = bytes[++end] ?? 0) {
    value = value * 10 + byte - 0x30;
  }
  return { value, end };
}
