// Which lines of a block of a log can matter: in bytes, without reading them. What it is not sure of goes to the parser.
import { endsAsFrame } from '../golang/lineBytes';
import { HEAD_BEGINNINGS } from '../golang/marks';
import { MAX_LINE } from '../reading/lines';
import { stands } from './auditHead';
import { auditKey } from './auditKeys';
import type { BlockSizes, ByteBlock } from './blocks';
import type { MarkKind, Marks } from './marks';
import { MarkSearch } from './markSearch';
import { AUDIT, PlainLine, SYSLOG, UNKNOWN } from './plainLine';
import { Edges, Zones } from './sieveTimes';

/** What the sieve has found in a block: its own lines by stretches, those that are to be read and those between. */
export interface SievedBlock {
  readonly block: ByteBlock;
  /** Of each stretch that is to be read, in bytes of the block: its start, its end, and how many own lines stand before it behind the last one. */
  readonly stretches: Int32Array;
  /** How many own lines stand behind the last stretch. */
  readonly rest: number;
  /** The hosts that lines outside of the stretches name, and how often. */
  readonly hosts: readonly (readonly [host: string, lines: number])[];
}

/** Which entries are to be read for the sample of a log (reading/entrySample.ts has one). */
export interface SampleView {
  /** Whether the message in bytes[start, end) is to be read. */
  needsMessage(bytes: Uint8Array, start: number, end: number): boolean;
  /** Whether an audit record is, by its time (milliseconds since the epoch) and serial. */
  needsRecord(time: number, serial: number): boolean;
}

/**
 * Records of an event that stand farther from each other than `around` are not found by each other. The kernel writes those
 * of an event one behind the other; others stand between them only where calls end on several processors at the same time.
 */
export const SIEVED_SIZES: BlockSizes = { own: 2 << 20, around: 64 << 10 };

const LF = 0x0a;
const LINE = 1;
const WITH_ID = 2;
const AROUND = 4;
const WRAPPED = 8;
/** Of the marks of lines that are no bare records. */
const KINDS: Record<Exclude<MarkKind, 'record'>, number> = {
  line: LINE,
  'with-id': WITH_ID,
  around: AROUND,
  wrapped: WRAPPED,
};
/** Where a line stands in a block. */
const BEFORE = 0;
const OWN = 1;
const BEHIND = 2;
/** How many hex digits an id has. */
const ID = 64;
/** Lines of tracebacks that no mark tells stand so near those that one tells. */
const NEIGHBOURS = 32;
const MOST_HOSTS = 64;
/** Lines that there is room for at first. */
const FEW = 1 << 14;

const BEGINNINGS = HEAD_BEGINNINGS.map(beginning => [...beginning].map(letter => letter.charCodeAt(0)));
const ARCHITECTURE = [...' arch='].map(letter => letter.charCodeAt(0));
const HEX = Uint8Array.from({ length: 256 }, (_, code) => Number(/[0-9a-f]/.test(String.fromCharCode(code))));

/** Sieves blocks, each by itself; one after the other, since it keeps its arrays. */
export class Sieve {
  /** Two searches: the marks of records are many and mostly hex, and steps are short where a line looks like its marks. */
  private readonly inRecords: MarkSearch;
  private readonly inLines: MarkSearch;
  private readonly line = new PlainLine();
  private readonly hosts = new Hosts();
  private readonly zones = new Zones();
  private readonly architectures = new Architectures();
  private count = 0;
  /** Of each line where it begins, and behind the last one the end of all. */
  private starts = new Int32Array(FEW);
  /** Whether it is to be read (1). */
  private read = new Uint8Array(FEW);
  /** The number of the host that it names. */
  private hostOf = new Uint8Array(FEW);
  /** The key of the audit record that it is (auditKey); NaN for other lines. */
  private keys = new Float64Array(FEW);
  /** Lines that are read with their neighbours. */
  private readonly centres: number[] = [];
  /** Events all of whose records are read. */
  private readonly wanted = new Set<number>();

  /** @param marks a line that can matter has one of these in it */
  constructor(marks: Marks) {
    this.inRecords = new MarkSearch(marks.record.map(mark => ({ mark, kind: LINE })));
    this.inLines = new MarkSearch(
      Object.entries(KINDS).flatMap(([name, kind]) => marks[name as keyof typeof KINDS].map(mark => ({ mark, kind }))),
    );
  }

  /** @param sample null where whoever reads the lines takes none */
  sieve(block: ByteBlock, sample: SampleView | null): SievedBlock {
    // Where lines end otherwise all of them are read.
    if (block.hasReturns) return unsieved(block);
    this.count = 0;
    this.centres.length = 0;
    this.wanted.clear();
    this.hosts.clear();
    this.architectures.clear();
    this.zones.forget();
    this.readLines(block, sample);
    this.addNeighbours();
    return this.gather(block);
  }

  private readLines({ bytes, ownStart, ownEnd }: ByteBlock, sample: SampleView | null): void {
    const { line } = this;
    const events = new Events(this.wanted);
    const edges = new Edges();
    /** The last line of syslog. */
    let named = -1;
    /** Whether the line before is of another form: a mark between two boots is dated by the line behind it (containers/boots.ts). */
    let isMarked = false;
    for (let start = 0; start < bytes.length;) {
      const found = bytes.indexOf(LF, start);
      const end = found < 0 ? bytes.length : found;
      if (this.count + 1 >= this.starts.length) this.grow();
      const index = this.count++;
      const own = start >= ownStart && start < ownEnd;
      const form = end - start >= MAX_LINE ? UNKNOWN : line.read(bytes, start, end);
      this.starts[index] = start;
      this.keys[index] = NaN;
      this.hostOf[index] = 0;
      if (form === UNKNOWN) {
        this.read[index] = 1;
        this.zones.forget();
        isMarked = true;
        // Whose the line is, and what it belongs to, the lines before it tell.
        this.read[Math.max(0, index - 1)] = 1;
        this.read[Math.max(0, named)] = 1;
      } else {
        const matters =
          this.matters(bytes, start, end, form, own) ||
          isMarked ||
          (own && sample !== null && this.isSampled(sample, bytes, form, end));
        isMarked = false;
        this.read[index] = Number(matters);
        if (own && form !== AUDIT) edges.add(line, form === SYSLOG, index);
        if (form === SYSLOG) named = index;
        if (form === AUDIT) {
          const key = (this.keys[index] = auditKey(line.head.time, line.head.serial));
          events.add(key, line.head.time, start < ownStart ? BEFORE : own ? OWN : BEHIND, matters);
        }
      }
      start = end + 1;
    }
    this.starts[this.count] = bytes.length;
    events.end();
    for (const index of edges.lines()) this.read[index] = 1;
  }

  /** Whether a line of a known form matters by itself. */
  private matters(bytes: Uint8Array, start: number, end: number, form: number, own: boolean): boolean {
    const { line } = this;
    // The head of a record has marks too: its type.
    const from = form === AUDIT ? start : line.message;
    // A record with nothing before its type holds no line of a traceback (golang/pieces.ts, mayWrap).
    const isBare = form === AUDIT && line.host === null;
    let kinds = isBare ? 0 : this.inLines.kindsIn(bytes, from, end, LINE | AROUND);
    if (form === AUDIT) kinds = (kinds & ~WRAPPED) | this.inRecords.kindsIn(bytes, from, end, LINE);
    const frame = !isBare && endsAsFrame(bytes, line.message, end);
    if (frame || (kinds & AROUND) !== 0) this.centres.push(this.count - 1);
    let matters = frame || (kinds & ~WITH_ID) !== 0 || (kinds !== 0 && hasId(bytes, from, end));
    if (form === SYSLOG) matters ||= BEGINNINGS.some(beginning => stands(beginning, bytes, line.message));
    if (!own) return matters;
    // Each tells of a boot (log/boots.ts).
    matters ||= line.hasUptime;
    if (form === AUDIT) matters ||= this.architectures.isNew(bytes, line.message);
    if (line.host !== null) {
      const { isNew, number } = this.hosts.see(line.host);
      this.hostOf[this.count - 1] = number;
      matters ||= isNew;
    }
    if (line.entryStamp > 0) return this.zones.tellsAnew(bytes, line, form === SYSLOG ? start : -1) || matters;
    if (matters) this.zones.forget();
    return matters;
  }

  /** Whether a line is to be read for the sample of the log. */
  private isSampled(sample: SampleView, bytes: Uint8Array, form: number, end: number): boolean {
    const { line } = this;
    if (form === AUDIT) return sample.needsRecord(line.head.time, line.head.serial);
    return line.entryStamp === 0 && sample.needsMessage(bytes, line.message, end);
  }

  private addNeighbours(): void {
    const { read, count } = this;
    for (const centre of this.centres)
      read.fill(1, Math.max(0, centre - NEIGHBOURS), Math.min(count, centre + NEIGHBOURS + 1));
  }

  private gather(block: ByteBlock): SievedBlock {
    const { starts, read, keys, wanted, count } = this;
    const stretches: number[] = [];
    let before = 0;
    let open = false;
    for (let index = 0; index < count; index++) {
      const start = starts[index] ?? 0;
      if (start < block.ownStart) continue;
      if (start >= block.ownEnd) break;
      const end = starts[index + 1] ?? 0;
      const key = keys[index] ?? NaN;
      if (read[index] === 1 || (!Number.isNaN(key) && wanted.has(key))) {
        if (open) stretches[stretches.length - 2] = end;
        else stretches.push(start, end, before);
        open = true;
        before = 0;
      } else {
        open = false;
        before++;
        this.hosts.count(this.hostOf[index] ?? 0);
      }
    }
    return { block, stretches: Int32Array.from(stretches), rest: before, hosts: this.hosts.counted() };
  }

  private grow(): void {
    const length = 2 * this.starts.length;
    this.starts = grown(this.starts, new Int32Array(length));
    this.read = grown(this.read, new Uint8Array(length));
    this.hostOf = grown(this.hostOf, new Uint8Array(length));
    this.keys = grown(this.keys, new Float64Array(length));
  }
}

function grown<T extends Int32Array | Uint8Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** A block all of whose own lines are read. */
export function unsieved(block: ByteBlock): SievedBlock {
  return { block, stretches: Int32Array.of(block.ownStart, block.ownEnd, 0), rest: 0, hosts: [] };
}

/** Whether so many hex digits as an id has follow on one another in bytes[from, to). */
function hasId(bytes: Uint8Array, from: number, to: number): boolean {
  for (let probe = from + ID - 1; probe < to; probe += ID) {
    if (HEX[bytes[probe] ?? 0] === 0) continue;
    let start = probe;
    while (start > from && HEX[bytes[start - 1] ?? 0] === 1) start--;
    let end = probe + 1;
    while (end < to && HEX[bytes[end] ?? 0] === 1) end++;
    if (end - start >= ID) return true;
  }
  return false;
}

/**
 * The events of a block whose records are all read: those of which one matters, those that stand in two blocks (each sees
 * that), and the first and the last, which may go on in another file.
 */
class Events {
  /** Those that begin before the block's own lines, in them, behind them. */
  private readonly seen: readonly Set<number>[] = [new Set(), new Set(), new Set()];
  private last = NaN;
  private lastPart = -1;
  /** The events that have begun last before the block's own lines, and in them. */
  private readonly newest = [NaN, NaN, NaN];
  private isFirst = true;
  /** Of the first and the last of the own lines. */
  private readonly ends: [number, number] = [NaN, NaN];
  private earliest = { key: NaN, time: Infinity };
  private latest = { key: NaN, time: -Infinity };

  constructor(private readonly wanted: Set<number>) {}

  /**
   * @param time in milliseconds since the epoch
   * @param part BEFORE, OWN, BEHIND
   */
  add(key: number, time: number, part: number, matters: boolean): void {
    if (matters) this.wanted.add(key);
    if (key === this.last && part === this.lastPart) return;
    this.last = key;
    this.lastPart = part;
    if (this.isFirst) this.wanted.add(key);
    this.isFirst = false;
    if (part === OWN) this.addOwn(key, time);
    for (let before = 0; before < part; before++) {
      if (this.seen[before]?.has(key) !== true) continue;
      this.wanted.add(key);
      return;
    }
    if (this.seen[part]?.has(key) === true) return;
    this.seen[part]?.add(key);
    this.newest[part] = key;
  }

  private addOwn(key: number, time: number): void {
    if (time < this.earliest.time) this.earliest = { key, time };
    if (time > this.latest.time) this.latest = { key, time };
    if (Number.isNaN(this.ends[0])) this.ends[0] = key;
    this.ends[1] = key;
  }

  end(): void {
    for (const key of [...this.newest.slice(0, BEHIND), ...this.ends, this.earliest.key, this.latest.key])
      this.wanted.add(key);
  }
}

/** The hosts of a block. */
class Hosts {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];
  private counts: number[] = [];
  private last = '';
  private lastNumber = 0;

  clear(): void {
    this.numbers.clear();
    this.names.length = 0;
    this.counts = [];
    this.last = '';
  }

  /** The number of a host (from 1), and whether its lines are read since it is new, or one of too many. */
  see(name: string): { readonly isNew: boolean; readonly number: number } {
    if (name === this.last) return KNOWN_HOSTS[this.lastNumber] ?? TOO_MANY;
    const known = this.numbers.get(name);
    if (known === undefined && this.names.length >= MOST_HOSTS) return TOO_MANY;
    this.last = name;
    this.lastNumber = known ?? this.names.push(name);
    if (known !== undefined) return KNOWN_HOSTS[known] ?? TOO_MANY;
    this.numbers.set(name, this.lastNumber);
    return { isNew: true, number: this.lastNumber };
  }

  /** Counts a line that is not read. */
  count(number: number): void {
    if (number > 0) this.counts[number] = (this.counts[number] ?? 0) + 1;
  }

  counted(): (readonly [string, number])[] {
    return this.names.flatMap((name, index) => {
      const lines = this.counts[index + 1];
      return lines === undefined ? [] : [[name, lines] as const];
    });
  }
}

/** The architectures that the calls of a block name. */
class Architectures {
  private readonly seen = new Set<number>();

  clear(): void {
    this.seen.clear();
  }

  /** Whether what stands behind the head of a record names one that was not met before. */
  isNew(bytes: Uint8Array, from: number): boolean {
    if (!stands(ARCHITECTURE, bytes, from)) return false;
    let token = 0;
    for (let at = from + ARCHITECTURE.length; HEX[bytes[at] ?? 0] === 1; at++)
      token = token * 16 + ((bytes[at] ?? 0) % 0x27);
    return !this.seen.has(token) && this.seen.add(token).has(token);
  }
}

const TOO_MANY = { isNew: true, number: 0 };
const KNOWN_HOSTS = Array.from({ length: MOST_HOSTS + 1 }, (_, number) => ({ isNew: false, number }));
