// Reading the first rows of a long list that may change while it is read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE_ROWS, readRows } from '../../../client/src/tree/pages';

/** A list of the numbers from 0; `generations` are those of its replies, one after the other, the last for all further. */
function listOf(total: number, generations: readonly number[]) {
  const asked: string[] = [];
  return {
    asked,
    ask: (offset: number, limit: number) => {
      const generation = generations[Math.min(asked.length, generations.length - 1)] ?? 0;
      asked.push(`${String(offset)}+${String(limit)}`);
      const items = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => offset + index);
      return Promise.resolve({ items, total, generation });
    },
  };
}

test('a list shorter than a page is read at once', async () => {
  const list = listOf(3, [7]);
  assert.deepEqual(await readRows(list.ask, PAGE_ROWS, 7), { items: [0, 1, 2], total: 3, generation: 7 });
  assert.deepEqual(list.asked, ['0+200']);
});

test('an empty list is read', async () => {
  assert.deepEqual(await readRows(listOf(0, [1]).ask, PAGE_ROWS, 0), { items: [], total: 0, generation: 1 });
});

test('no more rows are read than are wanted', async () => {
  const list = listOf(1000, [1]);
  const rows = await readRows(list.ask, 450, 0);
  assert.equal(rows.items.length, 450);
  assert.equal(rows.total, 1000);
  assert.deepEqual(list.asked, ['0+200', '200+200', '400+50']);
});

test('a reply older than what is known is asked for again', async () => {
  const list = listOf(2, [3, 4]);
  assert.equal((await readRows(list.ask, PAGE_ROWS, 4)).generation, 4);
  assert.equal(list.asked.length, 2);
});

test('pages of two generations are not put together', async () => {
  const list = listOf(300, [1, 2]);
  const rows = await readRows(list.ask, 400, 0);
  assert.equal(rows.generation, 2);
  assert.deepEqual(list.asked, ['0+200', '200+200', '0+200', '200+200']);
});

test('a list that never comes to rest is shown as it was read last', async () => {
  const list = listOf(1, [0]);
  assert.deepEqual(await readRows(list.ask, PAGE_ROWS, 9), { items: [0], total: 1, generation: 0 });
  assert.equal(list.asked.length, 4);
});
