// The rows below a container: an exec is one, what repeats is one, and both open.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cases } from '../../../server/src/features/cases';
import { listEvents, type EventItem, type Page } from '../../../server/src/protocol';
import { caseText, PANICKED } from '../incident';
import { CASE_URI, serve } from './services';

async function rows(within?: string): Promise<Page<EventItem>> {
  const ask = await serve([cases], { 'messages-20200225': caseText('messages-20200225') });
  const query = { case: CASE_URI, container: PANICKED, offset: 0, limit: 99 };
  return ask(listEvents, { ...query, ...(within !== undefined && { within }) });
}

describe('listEvents', () => {
  it('gives the rows of a timeline', async () => {
    const { items, total } = await rows();
    assert.equal(total, items.length);
    assert.deepEqual(
      items.map(({ kind, events, others }) => [kind, events, others.length]),
      [
        ['exec-started', 4, 3],
        ['panic', 1, 0],
        ['shim-reaped', 1, 0],
        ['shim-cleaned-up', 1, 0],
      ],
    );
    assert.match(items[0]?.description ?? '', /^exec by API: ip a \(0f80962a9b90\) → no end told/);
  });

  it('opens a row of several events', async () => {
    const [exec] = (await rows()).items;
    const { items } = await rows(exec?.key);
    assert.deepEqual(
      items.map(({ kind, events, at }) => [kind, events, at.range.start.line + 1]),
      [
        ['exec-created', 1, 1],
        ['exec-start-asked', 1, 3],
        ['exec-started', 1, 5],
        ['exec-inspected', 1, 18],
      ],
    );
  });

  it('knows nothing below a row that is not there', async () => {
    assert.deepEqual((await rows('messages:1:no')).items, []);
  });
});
