// When a node booted, by lines that have both the time since then and a time of day. A log may hold several boots.
import { NS_PER_SECOND, civilMilliseconds, stampOfInstant, type Instant, type Stamp } from './time';

/** A line with the time since boot, and what it has of a time of day: a moment, or a stamp to be completed. */
export interface BootMark {
  readonly line: number;
  readonly uptime: Instant;
  readonly when: Instant | Stamp;
}

/**
 * Marks in a row that tell the same boot, to the second. A machine that was suspended counts no time meanwhile, a clock may
 * be set, and what is logged while the machine starts is stamped when the daemon that stamps it has started: then the marks
 * behind tell another moment.
 */
interface Plateau {
  /** The first and last line. */
  readonly first: number;
  last: number;
  /** The one that tells it best. */
  best: BootMark;
  low: number;
  high: number;
}

/** One boot of a log: the lines from `from` on, up to the next boot's. */
interface Segment {
  readonly from: number;
  last: bigint;
  /** By marks with parts of a second, and by those with whole seconds, in the order of lines. */
  readonly exact: Plateau[];
  readonly rough: Plateau[];
}

/** Lines of several processors or of several sources are out of order by less; no boot follows another one sooner. */
const BOOT_GAP = 10n * NS_PER_SECOND;
/** What a stamp of whole seconds leaves out (milliseconds). */
const SECOND = 1000;
/** Stamps without a year are compared with each other only. */
const ANY_YEAR = 2000;

/** Takes the times since boot of one log in the order of its lines. */
export class BootEvidence {
  readonly segments: Segment[] = [];

  /** `when` is null where the line has no time of day. */
  push(line: number, uptime: Instant, when: Instant | Stamp | null): void {
    let segment = this.segments.at(-1);
    if (!segment || uptime.ns + BOOT_GAP < segment.last) {
      segment = { from: line, last: uptime.ns, exact: [], rough: [] };
      this.segments.push(segment);
    }
    segment.last = uptime.ns;
    if (when) addMark(segment, { line, uptime, when });
  }

  /** The number of the boot that a line is of; -1 where the log has none. */
  segmentAt(line: number): number {
    return Math.max(
      this.segments.findLastIndex(({ from }) => from <= line),
      this.segments.length > 0 ? 0 : -1,
    );
  }

  /**
   * The mark that tells best when the boot of a line was; null where none does. `copies` are marks of other logs with the
   * line of this one that is the same entry.
   */
  bestAt(line: number, copies: readonly BootMark[]): BootMark | null {
    const index = this.segmentAt(line);
    const segment = this.segments[index];
    if (!segment) return null;
    if (segment.exact.length + segment.rough.length > 0) return bestOf(segment, line);
    const other: Segment = { ...segment, exact: [], rough: [] };
    for (const copy of copies) if (this.segmentAt(copy.line) === index) addMark(other, copy);
    return bestOf(other, line);
  }
}

/** Whether a mark knows parts of a second. */
export function isExact({ when }: BootMark): boolean {
  return 'ns' in when ? when.digits > 0 : when.fraction !== '';
}

function addMark(segment: Segment, mark: BootMark): void {
  const exact = isExact(mark);
  const plateaus = exact ? segment.exact : segment.rough;
  const boot = bootOf(mark);
  const last = plateaus.at(-1);
  if (!last || boot < last.high - SECOND || boot > last.low + SECOND) {
    plateaus.push({ first: mark.line, last: mark.line, best: mark, low: boot, high: boot });
    return;
  }
  last.last = Math.max(last.last, mark.line);
  // A message comes later than what it tells of; a stamp of whole seconds is up to one second early.
  if (exact ? boot < last.low : boot > last.high) last.best = mark;
  last.low = Math.min(last.low, boot);
  last.high = Math.max(last.high, boot);
}

/** Milliseconds of the boot that a mark tells; to be compared with those of like marks only. */
function bootOf({ uptime, when }: BootMark): number {
  const stamp = 'ns' in when ? stampOfInstant(when) : when;
  const fraction = Number(`0.${stamp.fraction || '0'}`) * 1000;
  return civilMilliseconds(stamp, stamp.year ?? ANY_YEAR) + fraction - Number(uptime.ns) / 1e6;
}

/** The earliest boot that marks from the line on tell, since delays only make it later; else the last before the line. */
function bestOf({ exact, rough }: Segment, line: number): BootMark | null {
  const plateaus = exact.length > 0 ? exact : rough;
  const behind = plateaus.filter(({ last }) => last >= line);
  const earliest = behind.reduce<Plateau | null>((best, next) => (best && best.low <= next.low ? best : next), null);
  return (earliest ?? plateaus.at(-1))?.best ?? null;
}
