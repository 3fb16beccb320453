// What a sentence has read of its event: what it depends on, and what it only repeats.
import type { Repeatable } from '../../audit/record';
import type { ShapedEvent } from './shapedEvent';

/** Begins what stands for a repeated text: half of a character, which no text of a log holds. */
const MARK = '\ud800';
const MARKED = /\ud800(.)/;
const FIRST = 0x41;
/** More are read like other values. */
const MOST = 32;

/** A slot of a record, both by their numbers. */
export interface Place {
  readonly record: number;
  readonly slot: number;
}

interface Repeated extends Place {
  readonly what: Repeatable;
}

export class Trace {
  readonly reads: Place[] = [];
  readonly repeats: Repeated[] = [];
  /** Whether something was read besides the slots, such as when the event was. */
  readsMore = false;

  read(record: number, slot: number): void {
    if (!this.reads.some(place => isAt(place, record, slot))) this.reads.push({ record, slot });
  }

  readRest(): void {
    this.readsMore = true;
  }

  /** What stands for a text; undefined where it has to be read. */
  repeat(record: number, slot: number, what: Repeatable): string | undefined {
    const known = this.repeats.findIndex(place => isAt(place, record, slot) && place.what === what);
    if (known === -1 && this.repeats.length === MOST) return undefined;
    const number = known === -1 ? this.repeats.push({ record, slot, what }) - 1 : known;
    return MARK + String.fromCharCode(FIRST + number);
  }

  /** Whether another trace has read and repeated the same, in the same order. */
  isLike({ reads, repeats }: Pick<Trace, 'reads' | 'repeats'>): boolean {
    return (
      reads.length === this.reads.length &&
      repeats.length === this.repeats.length &&
      this.reads.every(({ record, slot }, index) => isAt(reads[index], record, slot)) &&
      this.repeats.every(
        ({ record, slot, what }, index) => isAt(repeats[index], record, slot) && repeats[index]?.what === what,
      )
    );
  }

  /** Whether an event holds texts that can be repeated in all places where this one did. */
  fits(event: ShapedEvent): boolean {
    for (const { record, slot, what } of this.repeats) if (!event.holds(what, record, slot)) return false;
    return true;
  }
}

function isAt(place: Place | undefined, record: number, slot: number): boolean {
  return place?.record === record && place.slot === slot;
}

/** A sentence as the texts around what it repeats, each with the number of what stands behind it (in `repeats`). */
export function partsOf(sentence: string): { readonly text: string; readonly repeated: number | null }[] {
  const pieces = sentence.split(MARKED);
  return Array.from({ length: (pieces.length + 1) / 2 }, (_, index) => {
    const mark = pieces[2 * index + 1];
    return { text: pieces[2 * index] ?? '', repeated: mark === undefined ? null : mark.charCodeAt(0) - FIRST };
  });
}
