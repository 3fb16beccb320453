// The arguments of all frames of a log, one behind the other: numbers that hardly repeat.

/** Texts stand in so many bytes each; none is longer. */
const CHUNK = 1 << 16;
/** What arguments are made of, as far as they were not cut by a terminal's width: it is one byte each, and nothing escapes it. */
const PLAIN = /^[0-9a-fx{}., _?]*$/;

/** Takes arguments: as bytes that no notation escapes, or as text where they are something else. */
export interface ArgumentSink {
  readonly plain: (bytes: Uint8Array, from: number, to: number) => void;
  readonly other: (text: string) => void;
}

export class ArgumentText {
  /** All are full but the last. */
  private readonly chunks: Uint8Array[] = [];
  /** The same as text, for those that were asked for. */
  private readonly texts: string[] = [];
  /** The last chunk. */
  private view = new DataView(new ArrayBuffer(0));
  private used = CHUNK;
  /** Texts that are not plain. */
  private readonly odd = new Map<number, string>();

  /** Keeps a text, which is shorter than a chunk; returns where it stands. */
  add(text: string): number {
    if (text === '') return 0;
    const to = this.room(text.length);
    const plain = PLAIN.test(text);
    for (let index = 0; index < text.length; index++) {
      to.setUint8(this.used + index, plain ? text.charCodeAt(index) : 0x3f /* ? */);
    }
    const place = this.take(text.length);
    if (!plain) this.odd.set(place, text);
    return place;
  }

  /** Keeps so many plain bytes, fewer than a chunk has; returns where they stand. */
  addBytes(from: DataView, start: number, length: number): number {
    const to = this.room(length);
    const end = this.used;
    // Four at a time: to copy so few by a call costs more.
    for (let index = 0; index < length; index += 4) to.setInt32(end + index, from.getInt32(start + index));
    return this.take(length);
  }

  private room(length: number): DataView {
    if (this.used + length > CHUNK) {
      this.view = new DataView(new ArrayBuffer(CHUNK + 4));
      this.chunks.push(new Uint8Array(this.view.buffer));
      this.used = 0;
    }
    return this.view;
  }

  private take(length: number): number {
    const at = (this.chunks.length - 1) * CHUNK + this.used;
    this.used += length;
    return at;
  }

  /** A text by its place and its length. */
  text(at: number, length: number): string {
    if (length === 0) return '';
    const index = Math.floor(at / CHUNK);
    const from = at % CHUNK;
    const isLast = index === this.chunks.length - 1;
    let text = this.texts[index] ?? '';
    // The last chunk may have become fuller.
    if (text.length < from + length) {
      text = new TextDecoder().decode(this.chunks[index]?.subarray(0, isLast ? this.used : CHUNK));
      this.texts[index] = text;
    }
    return this.oddAt(at) ?? text.slice(from, from + length);
  }

  /** Hands over the same to a sink. */
  pass(at: number, length: number, sink: ArgumentSink): void {
    const bytes = this.chunks[Math.floor(at / CHUNK)];
    const odd = length === 0 ? '' : this.oddAt(at);
    if (odd !== undefined) sink.other(odd);
    else if (bytes) sink.plain(bytes, at % CHUNK, (at % CHUNK) + length);
  }

  /** Whether a text is `...`, as that of an inlined call is. */
  isElided(at: number, length: number): boolean {
    return length === 3 && this.chunks[Math.floor(at / CHUNK)]?.[at % CHUNK] === 0x2e; /* . */
  }

  private oddAt(at: number): string | undefined {
    return this.odd.size > 0 ? this.odd.get(at) : undefined;
  }
}
