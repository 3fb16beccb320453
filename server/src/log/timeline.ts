// The times of one log: what its lines tell, completed by what is known from elsewhere. Decided on reading, never stored.
import { firstIndex } from '../lists';
import { message } from '../message';
import { fileName, type Place } from '../place';
import { isExact, type BootMark } from './boots';
import {
  civilMilliseconds,
  isoUtc,
  nearestYear,
  resolveStamp,
  stampOfInstant,
  stampText,
  type Boot,
  type Instant,
  type Shift,
  type Stamp,
  type TimeModel,
  type Year,
  type Zone,
} from './time';
import type { TimeEvidence, ToldYear, ToldZone } from './timeEvidence';

/** What is known of a log's times from outside of its lines. */
export interface GivenTime {
  /** What the user has set: it holds before all that lines tell. */
  readonly zone: Zone | null;
  readonly year: number | null;
  readonly shift: Shift | null;
  /** When the file was changed last, in milliseconds since the epoch; null where that is not known. */
  readonly modified: number | null;
  /** What the other logs of the node tell. */
  readonly node: NodeTime | null;
  /** Where the file before or behind it begins or ends that the same log was cut into. */
  readonly rotated: LogEdge | null;
  /** Lines of this log that stand in another one with a time of day too. */
  readonly copies: readonly PlacedMark[];
}

export interface NodeTime {
  readonly zone: Zone | null;
  /** Moments at which the node wrote something. */
  readonly moments: readonly { readonly time: Instant; readonly at: Place }[];
}

/** The end of a log that faces this one, in milliseconds as its own stamps count, whatever their zone is. */
interface LogEdge {
  readonly moment: number;
  readonly at: Place;
  /** Whether that log is the newer one. */
  readonly isNewer: boolean;
}

/** A mark whose time of day another log tells. */
export interface PlacedMark extends BootMark {
  readonly when: Instant;
  readonly at: Place;
}

export const NO_TIME_GIVEN: GivenTime = {
  zone: null,
  year: null,
  shift: null,
  modified: null,
  node: null,
  rotated: null,
  copies: [],
};

const MS_PER_DAY = 86_400_000;
/** The last line of a log is written when its file is changed last; a copy has a time of its own, which tells nothing. */
const NEAR_CHANGE = 2 * MS_PER_DAY;
/** A set is rotated when a day, a week or a month is full; its name has the day of that, or the first one. */
const NEAR_NAME = 32 * MS_PER_DAY;
/** A log that is cut is written to again at once, or when its program runs again. */
const NEAR_ROTATED = 183 * MS_PER_DAY;
/** The logs of a node are fetched together. */
const NEAR_OTHERS = 60 * MS_PER_DAY;
/** The date in a rotated file's name: messages-20200223.gz, app.2020-02-23.log. */
const DATE_IN_NAME = /(?:^|[^\d])(20\d{2})(-?)([01]\d)\2([0-3]\d)(?!\d)/;

/** The time model of each line of a log. */
export class Timeline {
  private readonly anchor: Year | null;
  private cached: {
    readonly zone: number;
    readonly year: number;
    readonly month: number;
    readonly boot: BootMark | null;
    readonly model: TimeModel;
  } | null = null;

  constructor(
    readonly file: string,
    readonly evidence: TimeEvidence,
    readonly given: GivenTime = NO_TIME_GIVEN,
  ) {
    this.anchor = this.yearOfNewest();
  }

  /** The model at a line (from 0): what the nearest line up to it tells, else the first behind it. */
  at(line: number): TimeModel {
    const { zones, years, months, boots } = this.evidence;
    const [zone, year, month] = [near(zones, line), near(years, line), near(months, line)];
    const boot = boots.segments.length > 0 ? boots.bestAt(line, this.given.copies) : null;
    const { cached } = this;
    if (cached?.zone === zone && cached.year === year && cached.month === month && cached.boot === boot) {
      return cached.model;
    }
    const model: TimeModel = {
      zone: this.zoneOf(zones[zone]),
      year: this.yearAt(years[year], month),
      boot: boot && this.bootOf(boot),
      shift: this.given.shift,
    };
    this.cached = { zone, year, month, boot, model };
    return model;
  }

  /** The zone and the year of the last line. */
  get last(): TimeModel {
    return this.at(Number.MAX_SAFE_INTEGER);
  }

  /** Whether the log itself tells its zone. */
  get tellsZone(): boolean {
    return this.evidence.zones.length > 0;
  }

  private zoneOf(told: ToldZone | undefined): Zone | null {
    const { zone, node } = this.given;
    if (zone || !told) return zone ?? node?.zone ?? null;
    const { line, offset, outer, inner } = told;
    const at = { file: this.file, line };
    const said = { file: fileName(this.file), line: line + 1 };
    const alone = outer && inner ? null : (outer ?? inner);
    const reason =
      outer && inner
        ? message('time.zone-pair', { ...said, outer: stampText(outer), inner: stampText(inner) })
        : message('time.zone-alone', { ...said, stamp: alone ? stampText(alone) : '' });
    return { offset, reason, certainty: 'certain', at };
  }

  /** The year around the month of the line, `month` being the last change of months up to it. */
  private yearAt(told: ToldYear | undefined, month: number): Year | null {
    const { months, newest } = this.evidence;
    const here = months[month];
    if (told && this.given.year === null) {
      const start = months[near(months, told.line)];
      const known = { year: told.year, month: told.month };
      const at = { file: this.file, line: told.line };
      const reason = message('time.year-inner', {
        file: fileName(this.file),
        line: told.line + 1,
        stamp: stampText(told.stamp),
      });
      const turned = here && start ? here.years - start.years + nearestYear(start.month, known) : told.year;
      return { year: turned, month: here?.month ?? told.month, reason, certainty: 'certain', at };
    }
    const end = newest && months[near(months, newest.line)];
    return this.anchor && here && end
      ? { ...this.anchor, year: this.anchor.year + here.years - end.years, month: here.month }
      : null;
  }

  /** The year of the newest stamp without one, where no line tells any. */
  private yearOfNewest(): Year | null {
    const { newest, years } = this.evidence;
    const { year, modified, node } = this.given;
    if (!newest || (years.length > 0 && year === null)) return null;
    const { stamp } = newest;
    const { month } = stamp;
    if (year !== null) return { year, month, reason: message('time.year-set'), certainty: 'certain', at: null };
    const name = fileName(this.file);
    const [date, y, , m, d] = DATE_IN_NAME.exec(name) ?? [];
    const byName =
      date === undefined ? null : nearestTo(stamp, Date.UTC(Number(y), Number(m) - 1, Number(d)), NEAR_NAME);
    if (byName !== null) {
      return { year: byName, month, reason: message('time.year-name', { name }), certainty: 'likely', at: null };
    }
    const rotated = this.yearOfRotated();
    if (rotated) return rotated;
    for (const { time, at } of node?.moments ?? []) {
      const byOthers = nearestTo(stamp, Number(time.ns / 1_000_000n), NEAR_OTHERS);
      if (byOthers !== null) {
        const reason = message('time.year-others', { file: fileName(at.file), line: at.line + 1 });
        return { year: byOthers, month, reason, certainty: 'likely', at };
      }
    }
    const byChange = modified === null ? null : nearestTo(stamp, modified, NEAR_CHANGE);
    const reason = message('time.year-modified');
    return byChange === null ? null : { year: byChange, month, reason, certainty: 'likely', at: null };
  }

  /** The year of the newest stamp by the end of the log that is nearest to the file before or behind this one. */
  private yearOfRotated(): Year | null {
    const { newest, oldest, months } = this.evidence;
    const { rotated } = this.given;
    const facing = rotated?.isNewer ? newest : oldest;
    const year = rotated && facing ? nearestTo(facing.stamp, rotated.moment, NEAR_ROTATED) : null;
    if (!rotated || !facing || !newest || year === null) return null;
    const turns = (months[near(months, newest.line)]?.years ?? 0) - (months[near(months, facing.line)]?.years ?? 0);
    const { at } = rotated;
    const reason = message('time.year-rotated', { file: fileName(at.file), line: at.line + 1 });
    return { year: year + turns, month: newest.stamp.month, reason, certainty: 'likely', at };
  }

  /** The oldest or the newest stamp without a year, in milliseconds by the year that is known; null where none is. */
  edge(which: 'oldest' | 'newest'): { readonly moment: number; readonly at: Place } | null {
    const edge = this.evidence[which];
    const { year } = edge ? this.at(edge.line) : { year: null };
    if (!edge || !year) return null;
    const moment = civilMilliseconds(edge.stamp, nearestYear(edge.stamp.month, year));
    return { moment, at: { file: this.file, line: edge.line } };
  }

  private bootOf(mark: BootMark | PlacedMark): Boot | null {
    const time = 'ns' in mark.when ? mark.when : this.instantAt(mark.when, mark.line);
    if (!time) return null;
    const at = 'at' in mark ? mark.at : { file: this.file, line: mark.line };
    const ns = time.ns - mark.uptime.ns;
    const reason = message('time.boot', {
      boot: isoUtc({ ns, digits: 0 }),
      file: fileName(at.file),
      line: at.line + 1,
      uptime: uptimeText(mark.uptime),
      stamp: 'ns' in mark.when ? isoUtc(mark.when) : stampText(mark.when),
    });
    return { ns, digits: isExact(mark) ? Math.min(3, time.digits) : 0, reason, certainty: 'likely', at };
  }

  /** A stamp of a line, by the zone and the year there. */
  private instantAt(stamp: Stamp, line: number): Instant | null {
    const { zones, years, months } = this.evidence;
    const zone = this.zoneOf(zones[near(zones, line)]);
    const year = this.yearAt(years[near(years, line)], near(months, line));
    return resolveStamp(stamp, { zone, year, boot: null, shift: null });
  }
}

/** `[ 4542.128236]`, as the kernel writes it. */
function uptimeText({ ns, digits }: Instant): string {
  const seconds = ns / 1_000_000_000n;
  const fraction = String(ns % 1_000_000_000n)
    .padStart(9, '0')
    .slice(0, digits);
  return `[${String(seconds).padStart(5)}${digits > 0 ? '.' : ''}${fraction}]`;
}

/** The year in which a stamp lies nearest to a moment (milliseconds); null where it is further away than `most`. */
function nearestTo(stamp: Stamp, moment: number, most: number): number | null {
  const { year } = stampOfInstant({ ns: BigInt(Math.round(moment)) * 1_000_000n, digits: 0 });
  if (year === null) return null;
  const away = (candidate: number): number => Math.abs(civilMilliseconds(stamp, candidate) - moment);
  const best = [year - 1, year, year + 1].reduce((a, b) => (away(b) < away(a) ? b : a));
  return away(best) <= most ? best : null;
}

/** The index of the last one up to a line, else of the first; -1 where there is none. */
function near(told: readonly { readonly line: number }[], line: number): number {
  const behind = firstIndex(told.length, at => (told[at]?.line ?? Infinity) > line);
  return told.length === 0 ? -1 : Math.max(0, behind - 1);
}
