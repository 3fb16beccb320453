// The arguments of all frames of a log, one behind the other: numbers that hardly repeat.

/** Texts are cut off from the bytes of so many; none is longer. */
const CHUNK = 1 << 16;
const ASCII = /^[\x00-\x7f]*$/;

export class ArgumentText {
  private readonly sealed: string[] = [];
  private chunk: DataView | null = null;
  private used = 0;
  /** Texts that are not ASCII, which only the end of a line that is cut can bring in. */
  private readonly odd = new Map<number, string>();

  /** Keeps a text, which is shorter than a chunk; returns where it stands. */
  add(text: string): number {
    if (text === '') return 0;
    const to = this.room(text.length);
    if (ASCII.test(text)) {
      for (let index = 0; index < text.length; index++) to.setUint8(this.used + index, text.charCodeAt(index));
      return this.take(text.length);
    }
    const place = this.take(text.length);
    this.odd.set(place, text);
    return place;
  }

  /** Keeps so many bytes of ASCII, fewer than a chunk has; returns where they stand. */
  addBytes(from: DataView, start: number, length: number): number {
    const to = this.room(length);
    const end = this.used;
    // Four at a time: to copy so few by a call costs more.
    for (let index = 0; index < length; index += 4) to.setInt32(end + index, from.getInt32(start + index));
    return this.take(length);
  }

  private room(length: number): DataView {
    if (this.used + length > CHUNK) this.seal();
    return (this.chunk ??= new DataView(new ArrayBuffer(CHUNK + 4)));
  }

  private take(length: number): number {
    const at = this.sealed.length * CHUNK + this.used;
    this.used += length;
    return at;
  }

  /** A text by its place and its length. */
  text(at: number, length: number): string {
    if (length === 0) return '';
    const odd = this.odd.size > 0 ? this.odd.get(at) : undefined;
    if (odd !== undefined) return odd;
    const index = Math.floor(at / CHUNK);
    if (index === this.sealed.length) this.seal();
    const from = at % CHUNK;
    return this.sealed[index]?.slice(from, from + length) ?? '';
  }

  private seal(): void {
    this.sealed.push(new TextDecoder().decode(this.chunk?.buffer.slice(0, this.used)));
    this.used = 0;
  }
}
