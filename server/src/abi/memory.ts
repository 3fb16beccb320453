// The bytes of a frame's arguments as far as they were printed, each with the word that told it.
import type { Layout, Placed } from './layout';
import { roundUp } from './layout';
import type { Item, Word } from './words';

/** A number read from memory, and the words that it came from. */
export interface Reading {
  readonly value: bigint;
  readonly words: readonly Word[];
}

export class Memory {
  private readonly bytes = new Map<number, { readonly byte: bigint; readonly word: Word }>();

  /** Keeps a word; of `_` nothing is known. Little-endian, as amd64, arm64, 386, arm, riscv64 and ppc64le are. */
  write(offset: number, size: number, word: Word): void {
    if (word.value === null) return;
    for (let at = 0; at < size; at++) {
      this.bytes.set(offset + at, { byte: (word.value >> BigInt(8 * at)) & 0xffn, word });
    }
  }

  /** The number of `size` bytes at an offset; null where not all of it was printed. */
  read(offset: number, size: number): Reading | null {
    let value = 0n;
    const words: Word[] = [];
    for (let at = 0; at < size; at++) {
      const cell = this.bytes.get(offset + at);
      if (!cell) return null;
      value |= cell.byte << BigInt(8 * at);
      if (words.at(-1) !== cell.word) words.push(cell.word);
    }
    return { value, words };
  }
}

/** The most words that the runtime prints of a frame. */
const MOST = 10;
/** The levels of braces whose inside is printed. */
const DEEPEST = 4;

/**
 * The stack's words from the first parameter on; null where they cannot be those of parameters and results that end
 * at these offsets (null: their types are not all known).
 */
export function flatMemory(items: readonly Item[], wordSize: number, end: number | null): Memory | null {
  const elided = items.at(-1)?.kind === 'elision';
  const words = items.filter(item => item.kind === 'word');
  if (words.length !== items.length - (elided ? 1 : 0) || words.some(({ stale, value }) => stale || value === null))
    return null;
  if (elided ? words.length !== MOST : words.length > MOST) return null;
  if (end !== null) {
    const wanted = roundUp(end, wordSize) / wordSize;
    if (elided ? wanted <= MOST : wanted !== words.length) return null;
  }
  const memory = new Memory();
  words.forEach((word, index) => {
    memory.write(index * wordSize, wordSize, word);
  });
  return memory;
}

/**
 * The values as Go 1.17 and later print them, one item a parameter, laid out as the parameters are; null where an item
 * cannot be its parameter's. Of a parameter whose layout is unknown (null) nothing is known.
 */
export function groupedMemory(
  items: readonly Item[],
  parameters: readonly (Placed | null)[],
  wordSize: number,
): Memory | null {
  const elided = items.at(-1)?.kind === 'elision';
  const shown = elided ? items.slice(0, -1) : items;
  if (elided ? shown.length > parameters.length : shown.length !== parameters.length) return null;
  const memory = new Memory();
  const fits = shown.every((item, index) => {
    const parameter = parameters[index];
    return !parameter || write(memory, item, parameter.layout, parameter.offset, wordSize, 0);
  });
  return fits ? memory : null;
}

function write(memory: Memory, item: Item, layout: Layout, offset: number, wordSize: number, depth: number): boolean {
  const parts = partsOf(layout, offset, wordSize);
  if (parts === null) {
    if (item.kind !== 'word') return false;
    // What is printed is no longer than the value.
    if (item.value !== null && item.value >> BigInt(8 * layout.size) !== 0n) return false;
    memory.write(offset, layout.size, item);
    return true;
  }
  if (item.kind !== 'group') return false;
  const elided = item.items.at(-1)?.kind === 'elision';
  const shown = elided ? item.items.slice(0, -1) : item.items;
  if (elided && shown.length === 0) return depth === DEEPEST || parts.length > 0;
  if (elided ? shown.length >= parts.length : shown.length !== parts.length) return false;
  return shown.every((inner, index) => {
    const part = parts[index];
    return part !== undefined && write(memory, inner, part.layout, part.offset, wordSize, depth + 1);
  });
}

/** What is printed between the braces of a value of this layout; null for a value that is printed as one word. */
function partsOf(layout: Layout, offset: number, wordSize: number): Pick<Placed, 'layout' | 'offset'>[] | null {
  if (layout.kind === 'struct') {
    return layout.fields.map(field => ({ layout: field.layout, offset: offset + field.offset }));
  }
  // No more elements are printed than words.
  if (layout.kind === 'array') return repeat(layout.of, offset, Math.min(layout.length, MOST + 1));
  const { type } = layout;
  if (layout.kind === 'complex') {
    const size = layout.size / 2;
    return repeat({ kind: 'float', type, size, align: layout.align }, offset, 2);
  }
  if (layout.kind === 'string' || layout.kind === 'interface' || layout.kind === 'slice') {
    return repeat({ kind: 'uintptr', type, size: wordSize, align: wordSize }, offset, layout.size / wordSize);
  }
  return null;
}

function repeat(layout: Layout, offset: number, count: number): Pick<Placed, 'layout' | 'offset'>[] {
  return Array.from({ length: count }, (_, at) => ({ layout, offset: offset + at * layout.size }));
}
