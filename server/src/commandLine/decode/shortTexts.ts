// Stretches of bytes as texts: those that come again are the same text, which costs less than another one.

/** A longer one hardly comes again. */
const LONGEST = 48;
const TABLE = 1 << 12;

export class ShortTexts {
  private readonly known: string[] = Array.from({ length: TABLE }, () => '');

  /** The text of bytes that are ASCII. */
  of(bytes: Buffer, start: number, end: number): string {
    if (end - start > LONGEST) return bytes.toString('latin1', start, end);
    let hash = 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash, 31) + (bytes[at] ?? 0);
    const place = (hash ^ (hash >>> 12)) & (TABLE - 1);
    const known = this.known[place] ?? '';
    if (isText(known, bytes, start, end)) return known;
    const text = bytes.toString('latin1', start, end);
    this.known[place] = text;
    return text;
  }
}

function isText(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) !== bytes[start + index]) return false;
  return true;
}
