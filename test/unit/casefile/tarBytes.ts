// Makes tar archives, also such as no tar would make.

export interface TarMember {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** The type flag; '0' (a file) where it is not given. */
  readonly type?: string;
  readonly target?: string;
  /** What the header says, where that is another size than the content's. */
  readonly size?: number;
  readonly prefix?: string;
  /** `ustar\0` + `00` where it is not given. */
  readonly magic?: string;
}

const BLOCK = 512;

/** An archive of members, with the two empty blocks that end it. */
export function tar(members: readonly TarMember[]): Uint8Array {
  return new Uint8Array(Buffer.concat([...members.map(member), Buffer.alloc(2 * BLOCK)]));
}

/** A member with header, content and padding. */
export function member({
  name,
  content = '',
  type = '0',
  target = '',
  size,
  prefix = '',
  magic = 'ustar\x0000',
}: TarMember): Buffer {
  const data = Buffer.from(content);
  const header = Buffer.alloc(BLOCK);
  header.write(name.slice(0, 100), 0, 'utf8');
  header.write('0000644\0', 100);
  writeNumber(header, size ?? data.length);
  header.write(type, 156);
  header.write(target, 157);
  header.write(magic, 257);
  header.write(prefix, 345);
  header.write('        ', 148);
  const sum = header.reduce((before, byte) => before + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, data, Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK)]);
}

/** Octal digits where they suffice, else base 256 (GNU). */
function writeNumber(header: Buffer, value: number): void {
  if (value < 8 ** 11) header.write(`${value.toString(8).padStart(11, '0')}\0`, 124);
  else {
    header.writeUInt8(0x80, 124);
    header.writeBigUInt64BE(BigInt(value), 128);
  }
}

/** A pax header with records for the member behind it. */
export function pax(records: Readonly<Record<string, string>>): TarMember {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    const length = rest + String(rest + String(rest).length).length;
    return `${String(length)} ${key}=${value}\n`;
  });
  return { name: 'PaxHeaders/x', type: 'x', content: lines.join('') };
}
