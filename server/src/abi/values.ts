// From bytes to values: what a parameter of a known layout was, as far as its bytes were printed.
import type { Certainty } from '../place';
import type { Layout } from './layout';
import type { Memory } from './memory';
import type { Word } from './words';

/** A value in its own terms; addresses are numbers, 0 is nil. */
export type Value =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'uintptr'; readonly value: bigint }
  | { readonly kind: 'address'; readonly value: bigint }
  | { readonly kind: 'string'; readonly address: bigint; readonly length: bigint }
  | { readonly kind: 'slice'; readonly address: bigint; readonly length: bigint; readonly capacity: bigint }
  /** `type` is the address of the method table, or of the type for an interface without methods. */
  | { readonly kind: 'interface'; readonly type: bigint; readonly data: bigint }
  /** Milliseconds since 1970 in UTC. */
  | { readonly kind: 'time'; readonly milliseconds: number }
  | { readonly kind: 'fields'; readonly fields: readonly Argument[] }
  | { readonly kind: 'elements'; readonly elements: readonly Argument[]; readonly length: number }
  /** Not printed, or what was printed is no value of the type. */
  | { readonly kind: 'unknown' };

/** A parameter, a field or an element, with the words that tell it. */
export interface Argument {
  /** '_' where the source gives no name, the index of an element. */
  readonly name: string;
  /** As the source writes it; empty where it is unknown. */
  readonly type: string;
  readonly value: Value;
  readonly words: readonly Word[];
  /** possible: marked as stale. likely: this Go does not mark what is stale, or the function assigns to it. */
  readonly certainty: Certainty;
}

const UNKNOWN: Value = { kind: 'unknown' };
/** Elements of an array that are shown. */
const MOST_ELEMENTS = 10;

/** Reads a value at an offset; `certainty` is that of words without a mark. */
export function readValue(
  name: string,
  layout: Layout,
  offset: number,
  memory: Memory,
  certainty: Certainty,
): Argument {
  const { type } = layout;
  const make = (value: Value, words: readonly Word[]): Argument => {
    return { name, type, value, words, certainty: words.some(word => word.stale) ? 'possible' : certainty };
  };
  if (layout.kind === 'struct') {
    const fields = layout.fields.map(field =>
      readValue(field.name, field.layout, offset + field.offset, memory, certainty),
    );
    const words = unique(fields.flatMap(field => field.words));
    if (layout.known !== 'time.Time') return make({ kind: 'fields', fields }, words);
    return make(readTime(offset, memory) ?? { kind: 'fields', fields }, words);
  }
  if (layout.kind === 'array') {
    const { of, length } = layout;
    const elements = Array.from({ length: Math.min(length, MOST_ELEMENTS) }, (_, index) =>
      readValue(String(index), of, offset + index * of.size, memory, certainty),
    );
    return make({ kind: 'elements', elements, length }, unique(elements.flatMap(element => element.words)));
  }
  const step = partSize(layout);
  const readings = Array.from({ length: step === 0 ? 0 : layout.size / step }, (_, at) =>
    memory.read(offset + at * step, step),
  );
  const words = unique(readings.flatMap(reading => reading?.words ?? []));
  const numbers = readings.flatMap(reading => (reading ? [reading.value] : []));
  return make(numbers.length === readings.length ? valueOf(layout, numbers) : UNKNOWN, words);
}

/** The size of the numbers that a value is made of. */
function partSize({ kind, size }: Layout): number {
  if (kind === 'string' || kind === 'interface' || kind === 'complex') return size / 2;
  return kind === 'slice' ? size / 3 : size;
}

function valueOf({ kind, size }: Layout, [first = 0n, second = 0n, third = 0n]: readonly bigint[]): Value {
  const bits = partBits(kind, size);
  switch (kind) {
    case 'signed':
      return { kind: 'integer', value: BigInt.asIntN(bits, first) };
    case 'unsigned':
      return { kind: 'integer', value: first };
    case 'boolean':
      return first > 1n ? UNKNOWN : { kind: 'boolean', value: first === 1n };
    case 'float':
      return { kind: 'float', value: floatOf(first, size) };
    case 'uintptr':
      return { kind: 'uintptr', value: first };
    case 'pointer':
      return { kind: 'address', value: first };
    case 'string': {
      const length = BigInt.asIntN(bits, second);
      return length < 0n || (first === 0n && length > 0n) ? UNKNOWN : { kind: 'string', address: first, length };
    }
    case 'slice': {
      const [length, capacity] = [BigInt.asIntN(bits, second), BigInt.asIntN(bits, third)];
      const sound = length >= 0n && length <= capacity && (first !== 0n || capacity === 0n);
      return sound ? { kind: 'slice', address: first, length, capacity } : UNKNOWN;
    }
    case 'interface':
      // Without a type there is no value in it.
      return first === 0n && second !== 0n ? UNKNOWN : { kind: 'interface', type: first, data: second };
    case 'complex':
    case 'array':
    case 'struct':
      return UNKNOWN;
  }
}

function partBits(kind: Layout['kind'], size: number): number {
  return 8 * (kind === 'string' ? size / 2 : kind === 'slice' ? size / 3 : size);
}

function floatOf(value: bigint, size: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, value);
  return size === 4 ? view.getFloat32(4) : view.getFloat64(0);
}

function unique(words: readonly Word[]): Word[] {
  return [...new Set(words)];
}

/** Seconds from the year 1 and from 1885 to 1970 (time/time.go: unixToInternal, wallToInternal). */
const FROM_YEAR_1 = 62_135_596_800n;
const FROM_1885 = FROM_YEAR_1 - 59_453_308_800n;
const SECOND = 1_000_000_000n;
/** Times outside are taken for something else: a program that logs has run after 2009, when Go began. */
const EARLIEST = 1_230_000_000n;
const LATEST = 7_000_000_000n;

/**
 * time.Time (time/time.go). Since Go 1.9 `wall` has hasMonotonic in its highest bit, with it 33 bits of seconds since
 * 1885, without it none (`ext` has the seconds since the year 1), and nanoseconds in the lowest 30 bits. Before, the
 * first word is the seconds since the year 1, the second holds the nanoseconds. Null for what is none of these.
 */
function readTime(offset: number, memory: Memory): Value | null {
  const wall = memory.read(offset, 8)?.value;
  if (wall === undefined) return null;
  const nanoseconds = wall & ((1n << 30n) - 1n);
  if (wall >> 63n === 1n) return timeOf(((wall << 1n) & ((1n << 64n) - 1n)) >> 31n, FROM_1885, nanoseconds);
  const ext = memory.read(offset + 8, 8)?.value;
  if (ext === undefined) return null;
  if (wall === 0n && ext === 0n) return { kind: 'time', milliseconds: -Number(FROM_YEAR_1) * 1000 };
  if (wall >> 30n === 0n) return timeOf(ext, FROM_YEAR_1, nanoseconds);
  return timeOf(wall, FROM_YEAR_1, ext & ((1n << 32n) - 1n));
}

function timeOf(seconds: bigint, epoch: bigint, nanoseconds: bigint): Value | null {
  const unix = seconds - epoch;
  if (nanoseconds >= SECOND || unix < EARLIEST || unix > LATEST) return null;
  return { kind: 'time', milliseconds: Number(unix * 1000n + nanoseconds / 1_000_000n) };
}
