// The arguments of all frames of a log, one behind the other: numbers that hardly repeat.

/** Texts are cut off from the bytes of so many; none is longer. */
const CHUNK = 1 << 16;
const ASCII = /^[\x00-\x7f]*$/;

export class ArgumentText {
  private readonly sealed: string[] = [];
  private chunk: Uint8Array | null = null;
  private used = 0;
  /** Texts that are not ASCII, which only the end of a line that is cut can bring in. */
  private readonly odd = new Map<number, string>();

  /** Keeps a text, which is shorter than a chunk; returns where it stands. */
  add(text: string): number {
    if (text === '') return 0;
    const bytes = this.room(text.length);
    if (ASCII.test(text)) {
      for (let index = 0; index < text.length; index++) bytes[this.used + index] = text.charCodeAt(index);
      return this.take(text.length);
    }
    const place = this.take(text.length);
    this.odd.set(place, text);
    return place;
  }

  /** Makes room for so many bytes more, which the caller may write from `end` on, ASCII only. */
  room(length: number): Uint8Array {
    if (this.used + length > CHUNK) this.seal();
    return (this.chunk ??= new Uint8Array(CHUNK));
  }

  /** Where in these bytes the next text begins. */
  get end(): number {
    return this.used;
  }

  /** Keeps so many bytes that were written from `end` on; returns where they stand. */
  take(length: number): number {
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
    this.sealed.push(new TextDecoder().decode(this.chunk?.subarray(0, this.used)));
    this.used = 0;
  }
}
