// What the lines of a block tell of times (log/timeEvidence.ts, containers/sources.ts), as far as it takes to know which tell nothing anew.
import type { PlainLine } from './plainLine';

/** After so many lines that say the same of zone and year, another one changes nothing (log/timeEvidence.ts). */
const SETTLED = 3;
/** Minutes. */
const QUARTER = 15;
const DAY = 1440;
/** In place of quarters of an hour, which are 96 at most. */
const NO_STAMP = 200;
const NO_ZONE = 201;

/** What the stamps of entries tell of zone and year. */
export class Zones {
  private last = NaN;
  private same = 0;

  forget(): void {
    this.last = NaN;
  }

  /**
   * Whether an entry has to be read for its stamp: what is made of it follows from year, month and zone of its own stamp
   * and its distance from syslog's, in quarters of an hour; a line that says the same as those before it changes nothing.
   * @param start where syslog's stamp stands; -1 where there is none
   */
  tellsAnew(bytes: Uint8Array, line: PlainLine, start: number): boolean {
    const yearAndMonth = line.yearAndMonth(bytes);
    let quarters = NO_STAMP;
    if (start >= 0) {
      const distance = line.minutesOfStamp(bytes, start) - line.minutesOfEntry(bytes);
      quarters = Math.round(distance / QUARTER);
      const rest = Math.abs(distance - quarters * QUARTER);
      // With their seconds such lines can be taken for one zone or for none.
      if (line.month !== yearAndMonth % 16 || Math.abs(distance) > DAY - QUARTER || rest === 2) {
        this.forget();
        return true;
      }
      if (rest > 2) quarters = NO_ZONE;
    }
    const key = (yearAndMonth * 4096 + line.offset + 2048) * 512 + quarters + 256;
    this.same = key === this.last ? this.same + 1 : 1;
    this.last = key;
    return this.same <= SETTLED;
  }
}

/**
 * The own lines of a block, audit records aside, that tell from when to when it holds lines of which source, and when the
 * stamps without a year begin, end and come to another month.
 */
export class Edges {
  private first = -1;
  private last = -1;
  private firstDebug = -1;
  private lastDebug = -1;
  private kernel = -1;
  /** The first line that syslog alone dates. */
  private lacking = -1;
  private lastNamed = -1;
  private month = 0;
  private readonly months: number[] = [];

  /** Takes a line with a stamp; `isNamed` where that is syslog's. */
  add(line: PlainLine, isNamed: boolean, index: number): void {
    if (this.first < 0) this.first = index;
    this.last = index;
    if (isNamed) this.addNamed(line, index);
    if (!line.isDebug || line.program === 'containerd') return;
    if (this.firstDebug < 0) this.firstDebug = index;
    this.lastDebug = index;
  }

  private addNamed(line: PlainLine, index: number): void {
    this.lastNamed = index;
    if (line.month !== this.month) this.months.push(index);
    this.month = line.month;
    if (line.program === 'kernel' && this.kernel < 0) this.kernel = index;
    if (line.entryStamp === 0 && this.lacking < 0) this.lacking = index;
  }

  lines(): readonly number[] {
    const { first, last, firstDebug, lastDebug, kernel, lacking, lastNamed, months } = this;
    return [first, last, firstDebug, lastDebug, kernel, lacking, lastNamed, ...months].filter(index => index >= 0);
  }
}
