// tar archives (POSIX pax and ustar, GNU, v7), read from their start to their end (pax(1), tar(5)).
import { message } from '../../message';
import { ByteReader } from './byteReader';
import { damaged, type ArchiveEntry, type ArchiveReader } from './entry';

/** As much as the header of a member has (bytes). */
export const TAR_BLOCK = 512;
/** Longer names and attributes are none of a log. */
const MAX_EXTENSION = 1 << 20;
const HARD_LINK = '1';
const KINDS: Readonly<Record<string, ArchiveEntry['kind']>> = {
  '1': 'link',
  '2': 'link',
  '3': 'other',
  '4': 'other',
  '5': 'folder',
  '6': 'other',
  S: 'other',
  /** The rest of a file whose beginning is in another volume. */
  M: 'other',
  /** A label, and a list of what a folder held. */
  V: 'folder',
  D: 'folder',
};

/** Whether bytes begin with the header of a member. */
export function isTar(head: Uint8Array): boolean {
  return head.length >= TAR_BLOCK && !isZero(head.subarray(0, TAR_BLOCK)) && hasChecksum(head.subarray(0, TAR_BLOCK));
}

/** Reads the members of an archive one after the other, each at most once. */
export class TarReader implements ArchiveReader {
  private readonly reader: ByteReader;
  /** How much of the current member is left, and what fills its last block. */
  private left = 0;
  private padding = 0;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.reader = new ByteReader(pieces);
  }

  async next(): Promise<ArchiveEntry | null> {
    let extension: Extension = {};
    for (;;) {
      await this.reader.skip(this.left + this.padding);
      this.left = this.padding = 0;
      const header = await this.reader.take(TAR_BLOCK);
      if (header === null) return null;
      // Two such blocks end an archive; what is put behind it is read too (tar --ignore-zeros).
      if (isZero(header)) continue;
      if (!hasChecksum(header)) throw damaged();
      const type = String.fromCharCode(header[156] ?? 0);
      this.expect(size(number(header, 124, 12)));
      if ('xLK'.includes(type)) {
        extension = { ...extension, ...(await this.extension(type)) };
      } else if (type !== 'g') {
        if (type === 'S') await this.skipSparseMap(header);
        return this.entry(header, type, extension);
      }
    }
  }

  async *content(): AsyncGenerator<Uint8Array> {
    for await (const piece of this.reader.stream(this.left)) {
      this.left -= piece.length;
      yield piece;
    }
  }

  close(): Promise<void> {
    return this.reader.close();
  }

  private expect(bytes: number): void {
    this.left = bytes;
    this.padding = (TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK;
  }

  /** Blocks that continue an old GNU header, which its size does not count; each says whether another follows. */
  private async skipSparseMap(header: Uint8Array): Promise<void> {
    let more = header[482];
    while (more) more = (await this.reader.take(TAR_BLOCK))?.[504];
  }

  private async extension(type: string): Promise<Extension> {
    if (this.left > MAX_EXTENSION) throw damaged();
    const bytes = (await this.reader.take(this.left)) ?? new Uint8Array(0);
    this.left = 0;
    return type === 'x' ? paxRecords(bytes) : type === 'L' ? { path: text(bytes) } : { linkpath: text(bytes) };
  }

  private entry(header: Uint8Array, type: string, extension: Extension): ArchiveEntry {
    const isSparse = type === 'S' || extension.sparse === true;
    const kind = isSparse ? 'other' : (KINDS[type] ?? 'file');
    const bytes = size(Number(extension.size ?? this.left));
    // Only files have content; in the header of a link its size may be that of its target.
    this.expect('12346'.includes(type) ? 0 : bytes);
    const target = extension.linkpath ?? text(header.subarray(157, 257));
    return {
      name: extension.path ?? nameOf(header),
      kind,
      reason: kind === 'other' ? message(isSparse ? 'case.member-sparse' : 'case.no-file') : null,
      bytes: kind === 'link' ? 0 : bytes,
      target: kind === 'link' ? (type === HARD_LINK ? `/${target}` : target) : '',
    };
  }
}

/** What stands before a header because it has no room for it. */
interface Extension {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: string;
  readonly sparse?: boolean;
}

/** Records `LENGTH KEY=VALUE\n`, their length counted in bytes. */
function paxRecords(bytes: Uint8Array): Extension {
  const decoder = new TextDecoder();
  const found: { path?: string; linkpath?: string; size?: string; sparse?: boolean } = {};
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(decoder.decode(bytes.subarray(at, space)));
    if (space < 0 || !(length > space - at)) throw damaged();
    const record = decoder.decode(bytes.subarray(space + 1, at + length - 1));
    const [key, value] = [record.slice(0, record.indexOf('=')), record.slice(record.indexOf('=') + 1)];
    if (key === 'path' || key === 'linkpath' || key === 'size') found[key] = value;
    else if (key.startsWith('GNU.sparse.')) found.sparse = true;
    at += length;
  }
  return found;
}

function nameOf(header: Uint8Array): string {
  const name = text(header.subarray(0, 100));
  // GNU's own form (`ustar  `) has other things where POSIX has the beginning of a long name.
  const prefix = text(header.subarray(257, 265)) === 'ustar' ? text(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Up to the first NUL. */
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** A number in octal digits, or where they do not suffice in base 256, marked by its highest bit (GNU). */
function number(header: Uint8Array, at: number, length: number): number {
  const field = header.subarray(at, at + length);
  const [first = 0] = field;
  if (first >= 0x80) return field.subarray(1).reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
  const digits = text(field).trim();
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : NaN;
}

function size(bytes: number): number {
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw damaged();
  return bytes;
}

function isZero(block: Uint8Array): boolean {
  return block.every(byte => byte === 0);
}

/** The sum of all bytes, its own field taken as spaces. */
function hasChecksum(header: Uint8Array): boolean {
  const sum = header.reduce((before, byte, at) => before + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return number(header, 148, 8) === sum;
}
