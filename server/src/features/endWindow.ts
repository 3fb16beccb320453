// Which containers ended in a stretch of time: as the user writes it, or the last minutes that the logs tell of.
import type { Container } from '../containers/model';
import { endedWithin, type EndWindow } from '../containers/selection';
import { readTime } from '../filter/terms';
import { NS_PER_SECOND } from '../log/time';

/** Those of `all` that ended in a window; times that mean nothing leave it open. */
export function endedIn(all: readonly Container[], window: EndWindow): Container[] {
  if ('since' in window) {
    return endedWithin(all, instant(window.since), instant(window.until));
  }
  const newest = all.reduce<bigint | null>((latest, { last }) => {
    return last && (latest === null || last.ns > latest) ? last.ns : latest;
  }, null);
  return newest === null ? [] : endedWithin(all, newest - BigInt(window.lastMinutes) * 60n * NS_PER_SECOND, null);
}

function instant(value: string | null): bigint | null {
  return value === null ? null : (readTime(value)?.ns ?? null);
}
