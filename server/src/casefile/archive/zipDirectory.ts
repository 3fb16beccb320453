// The list of its members that stands at the end of a zip archive (PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 to 4.5).
import type { InflateMethod } from '../../host';
import { message, type Message } from '../../message';
import { concat, Refused, startsWith } from '../packed';
import { ByteReader } from './byteReader';
import { damaged, type ArchiveEntry } from './entry';

export interface ZipEntry extends ArchiveEntry {
  /** Where its header begins. */
  readonly at: number;
  readonly packedBytes: number;
  /** As much as comes out of it, also of a link, whose `bytes` are none of a file. */
  readonly unpackedBytes: number;
  /** How it is packed; null where it is stored as it is. */
  readonly method: InflateMethod | null;
  readonly checksum: number;
}

export interface ZipDirectory {
  /** In the order in which they lie in the archive. */
  readonly entries: readonly ZipEntry[];
  /** Why there are no more of them, where there may be some. */
  readonly failure: Refused | null;
}

/** The bytes of an archive from any of them on. */
export interface ZipBytes {
  readonly bytes: number;
  read(start: number): AsyncIterable<Uint8Array>;
}

/** What begins the header of a member, and the end of an archive that has none. */
const BEGINNINGS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];
/** The fixed part of a member's own header. */
export const LOCAL_HEADER = 30;
export const LOCAL = 0x04034b50;

const LISTED = 0x02014b50;
const LISTED_HEADER = 46;
const END = 0x06054b50;
const END_HEADER = 22;
const LOCATOR = 0x07064b50;
const LOCATOR_HEADER = 20;
const END_64 = 0x06064b50;
const END_64_HEADER = 56;
/** As long as the comment behind the end can be. */
const MAX_COMMENT = 0xffff;
/** These stand where a number has no room: then it is elsewhere (zip64). */
const [NO_ROOM_16, NO_ROOM_32] = [0xffff, 0xffffffff];

/** Whether bytes begin a zip archive. */
export function isZip(head: Uint8Array): boolean {
  return BEGINNINGS.some(magic => startsWith(head, magic));
}

/** What is in an archive, at most so many entries. Rejects only where it cannot be read. */
export async function readZipDirectory(zip: ZipBytes, most: number): Promise<ZipDirectory> {
  const entries: ZipEntry[] = [];
  let failure: Refused | null = null;
  try {
    const { start, bytes, count } = await findDirectory(zip);
    for await (const entry of listed(zip, start, bytes)) {
      if (entries.push(entry) >= most) break;
    }
    // An end that was changed must not make an archive look empty.
    if (entries.length < most && entries.length !== count) failure = damaged();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    failure = error;
  }
  entries.sort((a, b) => a.at - b.at);
  // Members that share bytes are none that a tool has packed: so a few kilobytes hold any number of them.
  const overlap = entries.findIndex((entry, at) => entry.at < endOf(entries[at - 1]));
  if (overlap < 0) return { entries, failure };
  return { entries: entries.slice(0, overlap), failure: damaged() };
}

function endOf(entry: ZipEntry | undefined): number {
  return entry ? entry.at + LOCAL_HEADER + entry.packedBytes : 0;
}

/** Where the list is, and how long. */
async function findDirectory(zip: ZipBytes): Promise<Record<'start' | 'bytes' | 'count', number>> {
  const from = Math.max(0, zip.bytes - END_HEADER - MAX_COMMENT - LOCATOR_HEADER);
  const tail = await take(zip, from, zip.bytes - from);
  const at = endIn(tail);
  if (at < 0) throw new Refused(message('case.zip-cut'));
  const disks = [tail.getUint16(at + 4, true), tail.getUint16(at + 6, true)];
  const [bytes, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
  const before = at - LOCATOR_HEADER;
  if (before >= 0 && tail.getUint32(before, true) === LOCATOR) {
    const end = await take(zip, safe(tail.getBigUint64(before + 8, true)), END_64_HEADER);
    if (end.getUint32(0, true) !== END_64) throw damaged();
    if (end.getUint32(16, true) !== 0 || end.getUint32(20, true) !== 0) throw new Refused(message('case.zip-parts'));
    const [count = 0, bytes = 0, start = 0] = [32, 40, 48].map(place => safe(end.getBigUint64(place, true)));
    return { bytes, start, count };
  }
  if (disks.some(disk => disk !== 0)) throw new Refused(message('case.zip-parts'));
  return { bytes, start, count: tail.getUint16(at + 10, true) };
}

/** Where the end begins: its comment, which may hold anything, ends with the file. */
function endIn(tail: DataView): number {
  for (let at = tail.byteLength - END_HEADER; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    if (at + END_HEADER + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  return -1;
}

async function* listed(zip: ZipBytes, start: number, bytes: number): AsyncGenerator<ZipEntry> {
  if (start + bytes > zip.bytes) throw damaged();
  const reader = new ByteReader(zip.read(start));
  try {
    while (reader.taken + LISTED_HEADER <= bytes) {
      const header = view(await reader.take(LISTED_HEADER));
      if (header.getUint32(0, true) !== LISTED) throw damaged();
      const lengths = [28, 30, 32].map(at => header.getUint16(at, true));
      const [name, extra] = [await reader.take(lengths[0] ?? 0), await reader.take(lengths[1] ?? 0)];
      await reader.skip(lengths[2] ?? 0);
      yield entryOf(header, name ?? new Uint8Array(0), view(extra));
    }
  } finally {
    await reader.close();
  }
}

/** The systems that write down a file's mode as Unix has it, and the one that parts names by `\`. */
const [DOS, UNIX, DARWIN] = [0, 3, 19];

function entryOf(header: DataView, nameBytes: Uint8Array, extra: DataView): ZipEntry {
  const madeBy = header.getUint8(5);
  const text = new TextDecoder().decode(nameBytes);
  const name = madeBy === DOS ? text.replaceAll('\\', '/') : text;
  const [bytes, packedBytes, at] = numbers(header, extra);
  const packing = header.getUint16(10, true);
  const isEncrypted = (header.getUint16(8, true) & 1) !== 0 || packing === AES;
  const mode = madeBy === UNIX || madeBy === DARWIN ? header.getUint16(40, true) & 0xf000 : 0;
  const kind = name.endsWith('/') ? 'folder' : (KINDS[mode] ?? 'other');
  const reason = kind === 'folder' ? null : refusal(kind, isEncrypted, packing);
  return {
    name,
    kind: reason ? 'other' : kind,
    reason,
    bytes: kind === 'link' ? 0 : bytes,
    target: '',
    at,
    packedBytes,
    unpackedBytes: bytes,
    method: METHODS[packing] ?? null,
    checksum: header.getUint32(16, true),
  };
}

/** The bits of a mode that tell what a file is (inode(7)); 0 where they are not told. */
const KINDS: Readonly<Record<number, ArchiveEntry['kind']>> = {
  0: 'file',
  0x8000: 'file',
  /** What was piped into a tool has the mode of the pipe. */
  0x1000: 'file',
  0x4000: 'folder',
  0xa000: 'link',
};

/** How members are packed (APPNOTE, 4.4.5), as far as it is read. */
const METHODS: Readonly<Record<number, InflateMethod | null>> = {
  0: null,
  8: 'deflate',
  12: 'bzip2',
  93: 'zstd',
  95: 'xz',
};
/** Others that are met, by their names. */
const UNREAD_METHODS: Readonly<Record<number, string>> = { 6: 'implode', 9: 'deflate64', 14: 'lzma', 98: 'ppmd' };
/** Encrypted as WinZip does it. */
const AES = 99;

function refusal(kind: ArchiveEntry['kind'], isEncrypted: boolean, packing: number): Message | null {
  if (isEncrypted) return message('case.member-encrypted');
  if (!(packing in METHODS)) return message('case.member-method', { method: UNREAD_METHODS[packing] ?? packing });
  return kind === 'other' ? message('case.no-file') : null;
}

/** Its size, its packed size and its place; each of them in an extra field where it has no room. */
function numbers(header: DataView, extra: DataView): [number, number, number] {
  if (header.getUint16(34, true) !== 0 && header.getUint16(34, true) !== NO_ROOM_16)
    throw new Refused(message('case.zip-parts'));
  let at = extra64(extra);
  const next = (short: number): number => {
    if (short !== NO_ROOM_32) return short;
    if (at + 8 > extra.byteLength) throw damaged();
    at += 8;
    return safe(extra.getBigUint64(at - 8, true));
  };
  const [packed, bytes, place] = [20, 24, 42].map(at => header.getUint32(at, true));
  const size = next(bytes ?? 0);
  return [size, next(packed ?? 0), next(place ?? 0)];
}

/** Where the numbers of zip64 begin in extra fields; their end where there are none. */
function extra64(extra: DataView): number {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) === 1) return at + 4;
  }
  return extra.byteLength;
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(value);
}

async function take(zip: ZipBytes, start: number, count: number): Promise<DataView> {
  const reader = new ByteReader(zip.read(start));
  try {
    return view(await reader.take(count));
  } finally {
    await reader.close();
  }
}

function view(bytes: Uint8Array | null): DataView {
  const { buffer, byteOffset, byteLength } = bytes ?? concat([], 0);
  return new DataView(buffer, byteOffset, byteLength);
}
