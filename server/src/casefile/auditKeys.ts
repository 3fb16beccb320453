// The ids of a log's audit events, found in its bytes without reading its records.
import { AuditHead } from './auditHead';
import { BLOCK_SIZES, LineCursor } from './blocks';
import { readLine } from '../reading/line';
import { MAX_LINE } from '../reading/lines';
import { idsIn } from './eventIds';
import { concat } from './packed';

const LF = 0x0a;
/** Records of an event are near each other with so many other events and bytes between them at most: a block brings as much. */
const NEAR_EVENTS = 64;
const NEAR_BYTES = BLOCK_SIZES.around / 2;
/** Behind so many bytes nothing of a line is read, so that the rest of it may be taken for a line of its own. */
const LONGEST_LINE = 4 * MAX_LINE;
const TIMES = 2 ** 33;
const SERIALS = 2 ** 20;

/**
 * A number that two different events hardly share: the time to 99 days and the serial to a million, so that it is exact
 * as a double. Whoever compares keys must compare the events of equal ones.
 * @param time milliseconds since the epoch
 */
export function auditKey(time: number, serial: number): number {
  // Numbers with more digits than any id has may be infinite: they share a key too.
  return rest(time, TIMES) * SERIALS + rest(serial, SERIALS) || 0;
}

/** What `%` gives, for powers of two at a fraction of its time. */
function rest(value: number, power: number): number {
  return value - Math.floor(value / power) * power;
}

/**
 * What may be a record without an id of that form: journald's (`audit[123]: SYSCALL ...`), and what `ausearch -i` prints,
 * whose times are local dates. Such a log has to be read as a whole: neighbours and stamps tell what belongs together.
 */
const WITHOUT_ID =
  /audit(?:\[\d{1,10}\])?: (?:<audit-|[A-Z][A-Z0-9_]+[ [])|audit\((?!\d{1,12}\.\d{1,9}:\d{1,15}\))[^)\n]{0,90}:\d{1,15}\)/g;

/** journalctl's forms with a line or a member for each field: an entry of several lines is not read here. */
const OF_AUDIT = /"_TRANSPORT" ?: ?"audit"|^ *_TRANSPORT=audit\r?$/m;

/** Whether a text holds such a record. The words alone may stand in an argument too: the line is read. */
export function hasRecordWithoutId(text: string): boolean {
  if (OF_AUDIT.test(text)) return true;
  for (const { index } of text.matchAll(WITHOUT_ID)) {
    const end = text.indexOf('\n', index);
    const { payload } = readLine(text.slice(text.lastIndexOf('\n', index) + 1, end === -1 ? undefined : end));
    if (payload.kind === 'audit' && (payload.record.form === 'journal' || payload.record.form === 'interpreted')) {
      return true;
    }
  }
  return false;
}

/**
 * Gathers the keys of one log's events: `audit(SECONDS.MILLISECONDS:SERIAL)` (audit.log(5)), that of the head where a line
 * begins with one as auditd writes it, else wherever it stands in a line.
 */
export class AuditKeys {
  /** When the first event happened, in milliseconds since the epoch. */
  first = Infinity;
  private keys = new Float64Array(1024);
  private length = 0;
  /** Where the first record stands of each of the last events, by their number. */
  private readonly firstAt = new Float64Array(NEAR_EVENTS);
  private lastKey = NaN;
  private lastAt = 0;
  /** The beginning of a line whose end has not come, and how many bytes of the log are before it. */
  private rest: Uint8Array = new Uint8Array(0);
  private bytes = 0;
  private readonly head = new AuditHead();

  /** @param other takes the lines that do not begin with a head as auditd writes it, several at once */
  constructor(private readonly other: (lines: Uint8Array) => void = () => undefined) {}

  get any(): boolean {
    return this.length > 0;
  }

  /** Takes the next bytes of the log. */
  push(piece: Uint8Array): void {
    let from = 0;
    if (this.rest.length > 0) {
      from = piece.indexOf(LF) + 1;
      const begun = from === 0 ? piece : piece.subarray(0, from);
      this.rest = concat([this.rest, begun], this.rest.length + begun.length);
      if (from === 0 && this.rest.length < LONGEST_LINE) return;
      this.scan(this.rest);
      this.rest = new Uint8Array(0);
      if (from === 0) return;
    }
    const end = piece.lastIndexOf(LF) + 1;
    this.scan(piece.subarray(from, end));
    // A copy, which does not keep the piece.
    this.rest = piece.slice(end);
  }

  /** Takes the last line where nothing ends it; nothing must be pushed afterwards. */
  end(): this {
    this.scan(this.rest);
    if (this.length > 0 && this.bytes - this.lastAt > NEAR_BYTES / 2) this.append(this.lastKey, this.lastAt);
    return this;
  }

  private scan(lines: Uint8Array): void {
    const { head } = this;
    const cursor = new LineCursor(lines, 0, lines.length);
    let others = 0;
    while (cursor.next()) {
      const { start } = cursor;
      if (!head.read(lines, start, cursor.end)) continue;
      this.scanOthers(lines, others, start);
      this.add(head.time, head.serial, this.bytes + head.idStart - 1);
      others = cursor.end;
    }
    this.scanOthers(lines, others, lines.length);
    this.bytes += lines.length;
  }

  private scanOthers(bytes: Uint8Array, from: number, to: number): void {
    // Between two lines with heads there is but the end of the first one.
    if (to - from <= 2) return;
    const lines = bytes.subarray(from, to);
    for (const { at, time, serial } of idsIn(lines)) this.add(time, serial, this.bytes + from + at);
    this.other(lines);
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
  for (const { time, serial } of idsIn(bytes.subarray(start, end))) return auditKey(time, serial);
  return null;
}
