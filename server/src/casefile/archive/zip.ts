// zip archives: their members one after the other, as their list has them.
import type { Files, InflateMethod } from '../../host';
import { message } from '../../message';
import { concat, inflated, InflateError, Refused } from '../packed';
import { ByteReader } from './byteReader';
import { crc32 } from './crc32';
import { damaged, type ArchiveEntry, type ArchiveReader } from './entry';
import { LOCAL, LOCAL_HEADER, type ZipBytes, type ZipDirectory, type ZipEntry } from './zipDirectory';

/** Where the bytes of an archive come from. */
export interface ZipSource extends ZipBytes, Pick<Files, 'inflate'> {
  /** So many bytes are passed over rather than that the file is opened anew behind them. */
  readonly near: number;
}

/** The targets of longer links are none. */
const MAX_TARGET = 4096;

export class ZipReader implements ArchiveReader {
  private index = 0;
  private current: ZipEntry | null = null;
  /** What is being read, and where it began. */
  private open: { readonly reader: ByteReader; readonly start: number } | null = null;

  constructor(
    private readonly directory: ZipDirectory,
    private readonly source: ZipSource,
  ) {}

  async next(): Promise<ArchiveEntry | null> {
    const entry = this.directory.entries[this.index++] ?? null;
    this.current = entry;
    if (entry?.kind === 'link') return this.link(entry);
    if (!entry && this.directory.failure) throw this.directory.failure;
    return entry;
  }

  async *content(): AsyncGenerator<Uint8Array> {
    const entry = this.current;
    if (!entry) return;
    const reader = await this.seek(entry.at);
    const header = await reader.take(LOCAL_HEADER);
    if (!header) throw damaged();
    const numbers = new DataView(header.buffer, header.byteOffset, header.byteLength);
    if (numbers.getUint32(0, true) !== LOCAL) throw damaged();
    await reader.skip(numbers.getUint16(26, true) + numbers.getUint16(28, true));
    const packed = reader.stream(entry.packedBytes);
    yield* checked(entry, entry.method ? this.inflated(entry.method, packed) : packed);
  }

  async close(): Promise<void> {
    await this.open?.reader.close();
    this.open = null;
  }

  /** What reads from a place on. */
  private async seek(at: number): Promise<ByteReader> {
    if (this.open) {
      const { reader, start } = this.open;
      const left = at - start - reader.taken;
      if (left >= 0 && left <= this.source.near) {
        await reader.skip(left);
        return reader;
      }
      await this.close();
    }
    const reader = new ByteReader(this.source.read(at));
    this.open = { reader, start: at };
    return reader;
  }

  private inflated(method: InflateMethod, packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    return inflated(this.source, method, packed);
  }

  /** A link with its target. One whose target cannot be read hides none of the entries behind it. */
  private async link(entry: ZipEntry): Promise<ArchiveEntry> {
    try {
      return { ...entry, target: await this.target(entry) };
    } catch (error) {
      if (!(error instanceof Refused || error instanceof InflateError)) throw error;
      // What inflated it may still be reading.
      await this.close();
      const reason = error instanceof Refused ? error.said : message('case.inflate', { reason: error.message });
      return { ...entry, kind: 'other', reason };
    }
  }

  private async target({ unpackedBytes }: ZipEntry): Promise<string> {
    if (unpackedBytes > MAX_TARGET) throw damaged();
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of this.content()) {
      pieces.push(piece);
      length += piece.length;
    }
    return new TextDecoder().decode(concat(pieces, length));
  }
}

/** The bytes of a member; rejects behind them where they are not what the list says. */
async function* checked(entry: ZipEntry, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [left, checksum] = [entry.unpackedBytes, 0];
  for await (const piece of pieces) {
    left -= piece.length;
    if (left < 0) throw damaged();
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (left !== 0 || checksum !== entry.checksum) throw damaged();
}
