// What a case shows before all its files have been read: in which order they are read, and when what is known is shown.
import { inReadingOrder, type FoundFile } from './discover';
import { hasLogName, type FileReading } from './file';

/**
 * What is known is shown after so long, and again when twice as much time has passed: to correlate costs in proportion to
 * what there is.
 */
const FIRST_MS = 100;

/** Files whose name says that they are logs first: where limits cut, they cut the others. The members of an archive as they lie in it. */
export function inOrder(files: readonly FoundFile[]): FoundFile[] {
  return inReadingOrder(files).sort((a, b) => Number(hasLogName(b)) - Number(hasLogName(a)));
}

/** The same with small files before large ones, since they tell something soon; what is read of an archive stays together. */
export function smallFirst(files: readonly FoundFile[]): FoundFile[] {
  const groups = files.map(file => `${String(hasLogName(file))} ${file.archive?.path ?? file.path}`);
  const bytes = new Map<string, number>();
  files.forEach((file, at) => bytes.set(groups[at] ?? '', (bytes.get(groups[at] ?? '') ?? 0) + file.bytes));
  const sized = files.map((file, at) => ({ file, bytes: bytes.get(groups[at] ?? '') ?? 0 }));
  const log = ({ file }: { readonly file: FoundFile }): number => Number(hasLogName(file));
  return sized.sort((a, b) => log(b) - log(a) || a.bytes - b.bytes).map(({ file }) => file);
}

/** What was read of a file so far, so that it is not taken for the reading of all of it. */
export function asPart(reading: FileReading): FileReading {
  return { ...reading, found: { ...reading.found, bytes: NOT_ALL } };
}

export function isPart({ found }: Pick<FileReading, 'found'>): boolean {
  return found.bytes === NOT_ALL;
}

/** No file has so many bytes. */
const NOT_ALL = -1;

export class EarlyResults {
  private readonly began = Date.now();
  private next: number;

  /**
   * @param read what has been read so far: it grows
   * @param before what the case held before: it stays until it is read again
   * @param costMs what it has cost last to show all that was known: where that is much, a short read shows its end only
   */
  constructor(
    private readonly read: readonly FileReading[],
    private readonly before: readonly FileReading[],
    costMs: number,
    private readonly take: (readings: readonly FileReading[]) => void,
  ) {
    this.next = this.began + Math.max(FIRST_MS, 2 * costMs);
  }

  get isDue(): boolean {
    return Date.now() >= this.next;
  }

  showIfDue(): void {
    if (this.isDue) this.show([]);
  }

  /** Shows what is known now; `parts` are readings of files of which more will come. */
  show(parts: readonly FileReading[]): void {
    const now = new Set(this.read.map(({ found }) => found.path));
    this.take([...this.read, ...parts, ...this.before.filter(({ found }) => !now.has(found.path))]);
    this.next = 2 * Date.now() - this.began;
  }
}
