// What the lines of one log tell of its year and zone, and which of it holds at a line: zones change with the seasons.
import { message } from '../message';
import { fileName } from '../place';
import { inferZone, type Stamp, type TimeModel, type YearAndZone } from './time';

/** So many lines in a row have to agree where the daemon has not written the node's zone itself. */
const AGREEING = 3;

/** What a line (from 0) tells. */
interface Told extends YearAndZone {
  readonly line: number;
}

/** Takes the stamps of the lines of one log in their order. */
export class TimeModels {
  /** In the order of lines; a new one only where zone, year or month changes. */
  private readonly told: Told[] = [];
  /** The first of the last lines in a row that tell the same zone, none of them beyond doubt, and their number. */
  private run: { readonly first: Told; length: number } | null = null;

  /** `zone` is what the user has set for the node: it holds everywhere, the log tells the year alone. */
  constructor(
    private readonly file: string,
    private readonly zone: TimeModel | null,
  ) {}

  /**
   * Takes a line's stamps: `outer` of its envelope, `inner` of its payload. Their difference is the node's zone beyond
   * doubt where the daemon has written the same zone. Else it writes UTC (which says nothing of the node), or the zone
   * of the container it runs in, or the line was delivered late and the difference holds its delay.
   */
  push(outer: Stamp | null, inner: Stamp | null, line: number): void {
    if (!inner) {
      return;
    }
    const zone = outer ? inferZone(outer, inner) : ownZone(inner);
    const told = zone && { ...zone, line };
    if (told && told.offset !== 0 && told.offset === inner.offset) {
      this.run = null;
      this.add(told);
    } else if (outer) {
      this.pushDoubtful(told);
    }
  }

  /** The model at a line (from 0): what the nearest line up to it tells, else the first behind it; null where none does. */
  at(line: number): TimeModel | null {
    let low = 0;
    let high = this.told.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.told[middle]?.line ?? Infinity) <= line) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.model(this.told[Math.max(0, low - 1)]);
  }

  /** The model of the last line that tells one. */
  get last(): TimeModel | null {
    return this.model(this.told.at(-1));
  }

  private pushDoubtful(told: Told | null): void {
    if (!told || this.run?.first.offset !== told.offset) {
      this.run = told && { first: told, length: 1 };
      return;
    }
    if (++this.run.length === AGREEING) {
      this.add(this.run.first);
    }
    if (this.run.length >= AGREEING) {
      this.add(told);
    }
  }

  private add(told: Told): void {
    const last = this.told.at(-1);
    if (last?.offset !== told.offset || last.year !== told.year || last.month !== told.month) {
      this.told.push(told);
    }
  }

  private model(told: Told | undefined): TimeModel | null {
    if (this.zone) {
      return { ...this.zone, year: told?.year ?? null, month: told?.month ?? null };
    }
    if (!told) {
      return null;
    }
    const { year, month, offset, line } = told;
    const reason = message('time.fromInnerStamp', { file: fileName(this.file), line: line + 1 });
    return { year, month, offset, reason, at: { file: this.file, line } };
  }
}

function ownZone({ year, month, offset }: Stamp): YearAndZone | null {
  return year === null || offset === null ? null : { year, month, offset };
}
