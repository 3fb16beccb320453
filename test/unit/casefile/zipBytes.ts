// Makes zip archives, also such as no tool would make.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** 8 is deflate, 0 is stored; deflate where it is not given. */
  readonly method?: number;
  readonly flags?: number;
  /** The mode that Unix has for it, with what it is. */
  readonly mode?: number;
  /** Who made it: 3 is Unix, 0 is DOS. */
  readonly madeBy?: number;
  /** What the list says instead: of its size, its checksum, its place. */
  readonly bytes?: number;
  readonly checksum?: number;
  readonly at?: number;
  /** Whether its numbers stand in the fields of zip64. */
  readonly isLarge?: boolean;
}

export interface ZipShape {
  readonly comment?: string;
  /** Which of several disks the end is on. */
  readonly disk?: number;
  /** Whether the end is told as zip64 does. */
  readonly isLarge?: boolean;
}

const NO_ROOM = 0xffffffff;

/** An archive of members, with the list of them and its end. */
export function zip(
  members: readonly ZipMember[],
  { comment = '', disk = 0, isLarge = false }: ZipShape = {},
): Uint8Array {
  const parts: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const content = Buffer.from(member.content ?? '');
    const packed = (member.method ?? 8) === 8 ? deflateRawSync(content) : content;
    const local = Buffer.concat([localHeader(member, content, packed), Buffer.from(member.name), packed]);
    parts.push(local);
    listed.push(listedHeader(member, content, packed, at));
    at += local.length;
  }
  const list = Buffer.concat(listed);
  const end = isLarge ? [end64(list.length, at, members.length), locator(at + list.length)] : [];
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(disk, 4);
  last.writeUInt16LE(members.length, 8);
  last.writeUInt16LE(members.length, 10);
  last.writeUInt32LE(isLarge ? NO_ROOM : list.length, 12);
  last.writeUInt32LE(isLarge ? NO_ROOM : at, 16);
  last.writeUInt16LE(Buffer.byteLength(comment), 20);
  return new Uint8Array(Buffer.concat([...parts, list, ...end, last, Buffer.from(comment)]));
}

function localHeader({ name, method = 8, flags = 0 }: ZipMember, content: Buffer, packed: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return header;
}

function listedHeader(member: ZipMember, content: Buffer, packed: Buffer, place: number): Buffer {
  const { name, method = 8, flags = 0, mode = 0, madeBy = 3, isLarge = false } = member;
  const [bytes, at] = [member.bytes ?? content.length, member.at ?? place];
  const extra = isLarge ? extra64([bytes, packed.length, at]) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt8(madeBy, 5);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(member.checksum ?? crc32(content), 16);
  header.writeUInt32LE(isLarge ? NO_ROOM : packed.length, 20);
  header.writeUInt32LE(isLarge ? NO_ROOM : bytes, 24);
  header.writeUInt16LE(Buffer.byteLength(name), 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt16LE(mode, 40);
  header.writeUInt32LE(isLarge ? NO_ROOM : at, 42);
  return Buffer.concat([header, Buffer.from(name), extra]);
}

/** Another field, then that of zip64. */
function extra64(numbers: readonly number[]): Buffer {
  const extra = Buffer.alloc(8 + 4 + 8 * numbers.length);
  extra.writeUInt16LE(0x5455, 0);
  extra.writeUInt16LE(4, 2);
  extra.writeUInt16LE(1, 8);
  extra.writeUInt16LE(8 * numbers.length, 10);
  numbers.forEach((number, index) => extra.writeBigUInt64LE(BigInt(number), 12 + 8 * index));
  return extra;
}

function end64(bytes: number, at: number, count: number): Buffer {
  const end = Buffer.alloc(56);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(at), 48);
  return end;
}

function locator(at: number): Buffer {
  const found = Buffer.alloc(20);
  found.writeUInt32LE(0x07064b50, 0);
  found.writeBigUInt64LE(BigInt(at), 8);
  found.writeUInt32LE(1, 16);
  return found;
}
