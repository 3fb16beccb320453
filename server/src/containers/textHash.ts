// A short number for long texts that are only compared.

/** FNV-1a over UTF-16 units, twice with different seeds: 64 bits keep no slice of the file's text alive. */
export class TextHash {
  private a = 0x811c9dc5;
  private b = 0x01000193;

  add(text: string): this {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      this.a = Math.imul(this.a ^ c, 0x01000193);
      this.b = Math.imul(this.b ^ c, 0x85ebca6b);
    }
    return this;
  }

  /** The hash of all that was added. */
  get value(): string {
    return `${(this.a >>> 0).toString(16)}.${(this.b >>> 0).toString(16)}`;
  }
}
