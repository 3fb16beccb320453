// A few entries of a log, chosen by what they say: of two logs with the same entries the same ones. Pure, in little memory.
import type { LineTimes } from '../log/timeEvidence';
import type { Instant } from '../log/time';
import type { Entry } from './line';

/** An entry by a hash of what it says, with its line (from 0) and what that has of a time. */
export interface SampledEntry {
  readonly key: number;
  /** What decides whether it stays when there are too many. */
  readonly lot: number;
  readonly line: number;
  readonly times: LineTimes;
  /** How often the log says it; 2 stands for more, too: a log that is read in part has no other number. */
  count: number;
}

/** Of what kind another entry changes nothing. */
interface PoolHint {
  readonly mask: number;
  readonly settled: Float64Array;
}

/** Which entries a sample needs no more: what another thread has to know of it. */
export interface SampleHint {
  readonly messages: PoolHint;
  readonly records: PoolHint;
}

/** At most so many entries of a kind are kept. */
const MOST = 1024;
/** A shorter message is said again and again. */
const LEAST = 16;
const BLANK = 0x20;
const DECODER = new TextDecoder();

/** Entries of one kind: when there are too many, every second lot goes, in all logs the same. */
export class Pool {
  private readonly byKey = new Map<number, SampledEntry>();
  /** Keys that are known to be settled without their entries. */
  private readonly settled: ReadonlySet<number>;

  constructor(
    private mask = 0,
    settled: Iterable<number> = [],
  ) {
    this.settled = new Set(settled);
  }

  /** Whether an entry of that lot is kept; only then its key is worth finding. */
  takes(lot: number): boolean {
    return (lot & this.mask) === 0;
  }

  add(key: number, lot: number, line: number, times: LineTimes): void {
    const known = this.byKey.get(key);
    if (known) {
      known.count = 2;
      return;
    }
    this.byKey.set(key, { key, lot, line, times, count: 1 });
    while (this.byKey.size > MOST && this.mask < 2 ** 30 - 1) {
      this.mask = this.mask * 2 + 1;
      for (const entry of [...this.byKey.values()]) if (!this.takes(entry.lot)) this.byKey.delete(entry.key);
    }
  }

  /** Whether an entry, by its key, changes nothing. */
  isSettled(key: number): boolean {
    return this.settled.has(key) || this.byKey.get(key)?.count === 2;
  }

  get hint(): PoolHint {
    return {
      mask: this.mask,
      settled: Float64Array.from([...this.byKey.values()].filter(({ count }) => count === 2).map(({ key }) => key)),
    };
  }

  get(key: number): SampledEntry | undefined {
    return this.byKey.get(key);
  }

  get entries(): IterableIterator<SampledEntry> {
    return this.byKey.values();
  }
}

/** Takes the entries of one log in their order. */
export class EntrySample {
  /** By the time since boot and the message: of one boot alone. */
  readonly kernel = new Pool();
  /** By the message, of entries whose time the envelope alone tells. */
  readonly messages: Pool;
  /** By serial, part of a second and type of a record. */
  readonly records: Pool;

  /** @param hint of a sample in another thread, whose needs are asked for here */
  constructor(hint?: SampleHint) {
    this.messages = new Pool(hint?.messages.mask, hint?.messages.settled);
    this.records = new Pool(hint?.records.mask, hint?.records.settled);
  }

  get hint(): SampleHint {
    return { messages: this.messages.hint, records: this.records.hint };
  }

  push(text: string, { envelope, payload }: Entry, times: LineTimes, line: number): void {
    if (payload.kind === 'audit') {
      const { serial, time, stamp, type } = payload.record;
      const part = time ? Number((time.ns / 1_000_000n) % 1000n) : Number((stamp?.fraction ?? '').slice(0, 3) || '0');
      if (serial === null) return;
      const lot = mixed(serial, part);
      if (this.records.takes(lot)) this.records.add(hashOf(type, 0, type.length, lot), lot, line, times);
      return;
    }
    const { message } = envelope;
    // What has its moment inside has the same one in every log.
    if (times.inner || (!times.own && !times.instant && !times.uptime)) return;
    const said = message ? message.text : text;
    const start = message ? 0 : envelope.payload;
    const end = endOf(said, message ? said.length : (envelope.end ?? said.length));
    if (end - start < LEAST) return;
    const lot = lotOf(end - start, place => said.charCodeAt(start + place));
    if (this.messages.takes(lot)) this.messages.add(hashOf(said, start, end, lot), lot, line, times);
    if (!times.uptime) return;
    const own = mixed(lot, partOf(times.uptime));
    if (this.kernel.takes(own)) this.kernel.add(hashOf(said, start, end, own), own, line, times);
  }

  /** Whether the message bytes[start, to), of a line that nothing but its envelope dates, has to be pushed: others change nothing. */
  needsMessage(bytes: Uint8Array, start: number, to: number): boolean {
    let end = to;
    while (end > start && bytes[end - 1] === BLANK) end--;
    if (end - start < LEAST) return false;
    if (!isAscii(bytes, start, end)) return true;
    const lot = lotOf(end - start, place => bytes[start + place] ?? 0);
    if (!this.messages.takes(lot)) return false;
    return !this.messages.isSettled(hashOf(DECODER.decode(bytes.subarray(start, end)), 0, end - start, lot));
  }

  /** The same for an audit record of a time (milliseconds since the epoch) and a serial. */
  needsRecord(time: number, serial: number): boolean {
    return this.records.takes(mixed(serial, time % 1000));
  }
}

/** Whether all of bytes[start, end) are ASCII. */
function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  let all = 0;
  for (let at = start; at < end; at++) all |= bytes[at] ?? 0;
  return all < 0x80;
}

/** The microseconds of a time since boot, which journald and the kernel both write. */
function partOf({ ns }: Instant): number {
  return Number((ns / 1000n) % 0x7fffffffn);
}

/** A quick number of a message, by its length and some of its characters. */
function lotOf(length: number, codeAt: (place: number) => number): number {
  let lot = length;
  for (let n = 1; n <= 4; n++) lot = mixed(lot, codeAt(Math.floor((length * n) / 5)));
  return mixed(lot, codeAt(length - 1));
}

function mixed(a: number, b: number): number {
  let mix = Math.imul(a ^ b, 0x9e3779b1);
  mix ^= mix >>> 15;
  return Math.imul(mix, 0x85ebca6b) >>> 1;
}

/** FNV-1a over UTF-16 units, with another number mixed in: 53 bits. */
function hashOf(text: string, start: number, end: number, seed: number): number {
  let a = 0x811c9dc5;
  let b = seed;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return (a >>> 0) * 0x200000 + (b >>> 11);
}

function endOf(text: string, from: number): number {
  let end = from;
  while (end > 0 && text.charCodeAt(end - 1) === BLANK) end--;
  return end;
}
