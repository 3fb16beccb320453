// Rotated sets: the files that one log was cut into, by their names, the oldest first (logrotate(8), auditd.conf(5)).
import { addTo } from '../lists';
import { naturalOrder } from '../place';
import { packedEnding } from './archive/names';

export interface RotatedSet<T> {
  /** The path within the case that the newest file of the set has. */
  readonly name: string;
  /** The oldest first; a packed copy stands behind the plain file of the same rotation. */
  readonly files: readonly T[];
}

/** What the end of a name tells of its place in a set. Dates: the later, the newer. Numbers: the greater, the older. */
const DATED = /[-.](\d{4})-?(\d{2})-?(\d{2})(?:[-.T]?(\d{2,10}))?$/;
const NUMBERED = /\.(\d{1,4})$/;
const OLD = /\.old$/;

interface Rotation {
  readonly base: string;
  /** Orders a set: by date where there is one, then by age; the file that is written to comes last. */
  readonly date: string;
  readonly age: number;
}

function rotationOf(name: string): Rotation {
  const plain = name.slice(0, name.length - packedEnding(name).length);
  const dated = DATED.exec(plain);
  if (dated && isDate(dated)) {
    return { base: plain.slice(0, dated.index), date: dated.slice(1).join(''), age: 0 };
  }
  const numbered = NUMBERED.exec(plain);
  if (numbered) return { base: plain.slice(0, numbered.index), date: NEWER, age: Number(numbered[1]) };
  const old = OLD.exec(plain);
  if (old) return { base: plain.slice(0, old.index), date: NEWER, age: 1 };
  return { base: plain, date: NEWER, age: 0 };
}

/** Whether two names are those of files that one log was cut into. */
export function isOfOneLog(a: string, b: string): boolean {
  return rotationOf(a).base === rotationOf(b).base;
}

/** Behind every date. */
const NEWER = '~';

function isDate([, year, month, day]: RegExpExecArray): boolean {
  const within = (value: string | undefined, from: number, to: number): boolean =>
    Number(value) >= from && Number(value) <= to;
  return within(year, 1990, 2100) && within(month, 1, 12) && within(day, 1, 31);
}

/** The sets of several files each that some files belong to; a file alone is none. Names are paths within one case. */
export function rotatedSets<T extends { readonly name: string }>(files: readonly T[]): RotatedSet<T>[] {
  const byBase = new Map<string, { readonly file: T; readonly rotation: Rotation }[]>();
  for (const file of files) {
    const rotation = rotationOf(file.name);
    addTo(byBase, rotation.base, { file, rotation });
  }
  return [...byBase]
    .filter(([, members]) => members.length > 1)
    .map(([name, members]) => ({
      name,
      files: members
        .sort(
          ({ file: a, rotation: x }, { file: b, rotation: y }) =>
            compare(x.date, y.date) || y.age - x.age || naturalOrder(a.name, b.name),
        )
        .map(({ file }) => file),
    }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
