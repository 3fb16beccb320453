// Modes of files (inode(7)) and the permissions that a watch asks for.
import { constants } from '../data/constants';
import type { Kind } from '../decoding';
import { decimal } from '../encoded';
import { remembered } from '../remembered';

const FILE_TYPES: ReadonlyMap<number, string> = new Map([
  [0o01, 'fifo'],
  [0o02, 'character'],
  [0o04, 'dir'],
  [0o06, 'block'],
  [0o10, 'file'],
  [0o12, 'link'],
  [0o14, 'socket'],
]);

function specialBits(mode: number): string {
  return `${mode & 0o4000 ? 'suid,' : ''}${mode & 0o2000 ? 'sgid,' : ''}${mode & 0o1000 ? 'sticky,' : ''}`;
}

const octal = (value: number) => value.toString(8).padStart(3, '0');

/** mode_t in octal digits; null for anything else. */
function modeOf(raw: string): number | null {
  return /^[0-7]{1,10}$/.test(raw) ? parseInt(raw, 8) : null;
}

const typed = remembered(raw => {
  const bits = modeOf(raw);
  if (bits === null) return raw;
  const type = bits >> 12;
  return `${FILE_TYPES.get(type) ?? octal(type)},${specialBits(bits)}${octal(bits & 0o777)}`;
});

/** A file's mode with its type, in octal digits. */
export const mode: Kind = { value: ({ raw }) => typed(raw) };

/** A mode that was asked for, without a type. */
export const shortMode: Kind = {
  value: ({ raw }) => {
    const bits = modeOf(raw);
    return bits === null ? raw : `${specialBits(bits)}0${octal(bits & 0o777)}`;
  },
};

/** linux/audit.h, AUDIT_PERM_*: read, write, exec and attr, in the order in which ausearch prints them. */
const PERMISSIONS = [4, 2, 1, 8];
const ALL_PERMISSIONS = 15;

/** What a watch asks for (auditctl(8), -p) as bits; 0 stands for all. */
export const permissions: Kind = {
  value: ({ raw }) => {
    const bits = decimal(raw);
    if (bits === null || bits < 0 || bits > ALL_PERMISSIONS) return raw;
    const names = constants('permission');
    return PERMISSIONS.flatMap(bit => ((bits || ALL_PERMISSIONS) & bit ? (names.get(bit) ?? []) : [])).join(',');
  },
};
