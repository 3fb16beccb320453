// What the lines of one log tell of its times, as written: zones, years, turns of the year, boots. Nothing is decided here.
import { BootEvidence } from './boots';
import { inferZone, isWhole, nearestYear, type Instant, type Stamp, type YearAndZone } from './time';

/** So many lines in a row have to agree where the daemon has not written the node's zone itself. */
const AGREEING = 3;

/** A zone and the line (from 0) that tells it, by its outer stamp and the one inside; one of them where that tells alone. */
export interface ToldZone {
  readonly line: number;
  readonly offset: number;
  readonly outer: Stamp | null;
  readonly inner: Stamp | null;
}

/** A year around a month, and the line that tells it. */
export interface ToldYear {
  readonly line: number;
  readonly year: number;
  readonly month: number;
  readonly stamp: Stamp;
}

/** From a line on stamps without a year are of a month; `years` counts how often the year has turned before. */
interface Month {
  readonly line: number;
  readonly month: number;
  readonly years: number;
}

/** What a line has of a time. */
export interface LineTimes {
  /** Of the envelope. */
  readonly outer: Stamp | null;
  /** Of the payload, whole. */
  readonly inner: Stamp | null;
  /** The one that counts. */
  readonly own: Stamp | null;
  readonly instant: Instant | null;
  readonly uptime: Instant | null;
}

/** Takes the times of one log's lines in their order. */
export class TimeEvidence {
  /** Each in the order of lines; a new one only where what is told changes. */
  readonly zones: ToldZone[] = [];
  readonly years: ToldYear[] = [];
  readonly months: Month[] = [];
  readonly boots = new BootEvidence();
  /** Whether some line has a time that is no moment by itself. */
  isLacking = false;
  /** The first of the last lines in a row that tell the same zone, none of them beyond doubt, and their number. */
  private run: { readonly first: ToldZone; length: number } | null = null;
  /** The first and the last stamp without a year. */
  private first: { readonly line: number; readonly stamp: Stamp } | null = null;
  private last: { readonly line: number; readonly stamp: Stamp } | null = null;
  /** The first and the last moment that a line has without a stamp. */
  readonly moments: { readonly line: number; readonly time: Instant }[] = [];

  push(line: number, { outer, inner, own, instant, uptime }: LineTimes): void {
    if (own ? !isWhole(own) : !instant && uptime) this.isLacking = true;
    if (inner) this.pushPair(outer, inner, line);
    else if (outer?.offset) this.pushDoubtful({ line, offset: outer.offset, outer, inner: null });
    const whole = inner ?? (own?.year ? own : null);
    if (whole) this.pushYear(outer, whole, line);
    const short = outer && outer.year === null ? outer : own && own.year === null ? own : null;
    if (short) this.pushShort(short, line);
    if (instant) this.moments[Math.min(1, this.moments.length)] = { line, time: instant };
    if (uptime) this.boots.push(line, uptime, instant ?? own);
  }

  /**
   * Of a line's stamps the difference is the node's zone beyond doubt where the daemon has written the same zone. Else it
   * writes UTC (which says nothing of the node), or the zone of the container it runs in, or the line was delivered late
   * and the difference holds its delay.
   */
  private pushPair(outer: Stamp | null, inner: Stamp, line: number): void {
    const zone = outer ? inferZone(outer, inner) : ownZone(inner);
    const told = zone && { line, offset: zone.offset, outer, inner };
    if (told && told.offset !== 0 && told.offset === inner.offset) {
      this.run = null;
      this.addZone(told);
    } else if (outer) {
      this.pushDoubtful(told);
    }
  }

  private pushDoubtful(told: ToldZone | null): void {
    if (!told || this.run?.first.offset !== told.offset) {
      this.run = told && { first: told, length: 1 };
    } else if (++this.run.length === AGREEING) {
      this.addZone(this.run.first);
    }
  }

  private addZone(told: ToldZone): void {
    if (this.zones.at(-1)?.offset !== told.offset) this.zones.push(told);
  }

  /** The year of the outer stamp is that of the whole one, or the one beside it in December and January. */
  private pushYear(outer: Stamp | null, whole: Stamp, line: number): void {
    const month = outer?.month ?? whole.month;
    const apart = Math.abs(month - whole.month) % 11;
    if (whole.year === null || apart > 1) return;
    const year = outer?.year ?? nearestYear(month, { year: whole.year, month: whole.month });
    const last = this.years.at(-1);
    if (last?.year !== year || last.month !== month) this.years.push({ line, year, month, stamp: whole });
  }

  private pushShort(stamp: Stamp, line: number): void {
    const { month } = stamp;
    const before = this.months.at(-1);
    if (before?.month !== month) {
      const years = before ? before.years + nearestYear(month, { year: 0, month: before.month }) : 0;
      this.months.push({ line, month, years });
    }
    this.first ??= { line, stamp };
    this.last = { line, stamp };
  }

  /**
   * The newest line whose stamp has no year: the first of a log that is newest first. Its ends tell which it is, so that
   * not every line has to be read for it.
   */
  get newest(): { readonly line: number; readonly stamp: Stamp } | null {
    return this.isNewestFirst ? this.first : this.last;
  }

  /** The oldest one, likewise. */
  get oldest(): { readonly line: number; readonly stamp: Stamp } | null {
    return this.isNewestFirst ? this.last : this.first;
  }

  private get isNewestFirst(): boolean {
    const { first, last } = this;
    if (!first || !last) return false;
    const turns = this.months.at(-1)?.years ?? 0;
    return turns < 0 || (turns === 0 && inYear(last.stamp) < inYear(first.stamp));
  }
}

/** Seconds since the year began, as if all months had 31 days. */
function inYear({ month, day, hour, minute, second }: Stamp): number {
  return (((month * 31 + day) * 24 + hour) * 60 + minute) * 60 + second;
}

function ownZone({ year, month, offset }: Stamp): YearAndZone | null {
  return year === null || offset === null ? null : { year, month, offset };
}
