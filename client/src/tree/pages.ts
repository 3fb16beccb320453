// Reads the first rows of a long list from the server, page by page, out of one state of the case.
import type { Page } from '../../../server/src/protocol';

/** Rows that a page holds, and that 'Show more' adds. */
export const PAGE_ROWS = 200;

/** How often a list is read again because the case moved on in between; then the last reading stands. */
const READINGS = 4;

/** Asks the server for one page of a list. */
type AskPage<T> = (offset: number, limit: number) => Promise<Page<T>>;

/**
 * Reads the first `wanted` rows (or all there are). A reply of a generation older than `known` is stale and is asked
 * for again; pages of two generations are not put together while the case comes to rest.
 */
export async function readRows<T>(ask: AskPage<T>, wanted: number, known: number): Promise<Page<T>> {
  for (let reading = 1; ; reading++) {
    const pages = await readPages(ask, wanted);
    const last = pages[pages.length - 1];
    const oneState = pages.every(page => page.generation === last?.generation);
    if (!last || reading === READINGS || (oneState && last.generation >= known)) {
      return {
        items: pages.flatMap(page => page.items),
        total: last?.total ?? 0,
        generation: last?.generation ?? known,
      };
    }
  }
}

async function readPages<T>(ask: AskPage<T>, wanted: number): Promise<readonly Page<T>[]> {
  const pages: Page<T>[] = [];
  let rows = 0;
  while (rows < wanted) {
    const page = await ask(rows, Math.min(PAGE_ROWS, wanted - rows));
    pages.push(page);
    rows += page.items.length;
    if (page.items.length === 0 || rows >= page.total) break;
  }
  return pages;
}
