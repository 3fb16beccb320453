// Two timelines on one page: the order of their rows, their times, and what hostile text becomes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Container, ContainerEvent } from '../../../server/src/containers/model';
import { message } from '../../../server/src/message';
import { PlaceLinks } from '../../../server/src/render/pages/page';
import { UTC } from '../../../server/src/render/clock';
import { timelinesPage } from '../../../server/src/render/pages/timelines';
import { readMarkdown } from './readMarkdown';
import { container, shimEvent } from './made';

const SECOND = 1_000_000_000n;

function event(text: string, time: bigint | null, line: number): ContainerEvent {
  return {
    ...shimEvent,
    time: time === null ? null : { ns: time, digits: 9 },
    text: message('container.log', { text }),
    at: { file: '/case/messages', line },
  };
}

function timeline(digit: string, events: readonly ContainerEvent[]): Container {
  return container({ id: digit.repeat(64), events });
}

function rowsOf(page: string): string[] {
  return page
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2);
}

describe('timelinesPage', () => {
  it('merges by time and keeps the order of each container', () => {
    const left = timeline('a', [
      event('first', 2n * SECOND, 0),
      event('whole second', SECOND, 1),
      event('no time', null, 2),
    ]);
    const right = timeline('b', [event('early', SECOND, 3), event('late', 3n * SECOND + 123_456_789n, 4)]);
    const links = new PlaceLinks();
    assert.deepEqual(rowsOf(timelinesPage([left, right], UTC, links)), [
      '| 1970-01-01 00:00:01.000 |  | [early](#place-0) |',
      '| 00:00:02.000 | [first](#place-1) |  |',
      '| 00:00:01.000 | [whole second](#place-2) |  |',
      '| no time is told | [no time](#place-3) |  |',
      '| 00:00:03.123 |  | [late](#place-4) |',
    ]);
    assert.deepEqual(
      links.places.map(({ line }) => line),
      [3, 0, 1, 2, 4],
    );
  });

  it('leaves a table a table whatever the log says', () => {
    const hostile = timeline('a', [event('a | b ](command:x) \n <b>', SECOND, 0)]);
    const [row, ...others] = rowsOf(timelinesPage([hostile, timeline('b', [])], UTC, new PlaceLinks()));
    assert.deepEqual(others, []);
    const { types, links } = readMarkdown(`| a | b | c |\n|---|---|---|\n${row ?? ''}`);
    assert.equal(types.filter(type => type === 'td_open').length, 3);
    assert.deepEqual(links, ['#place-0']);
    assert.ok(!types.includes('html_inline'));
  });

  it('shows the last thousand rows and counts the others', () => {
    const many = timeline(
      'a',
      Array.from({ length: 1200 }, (_, line) => event(String(line), BigInt(line) * SECOND, line)),
    );
    const page = timelinesPage([many, timeline('b', [])], UTC, new PlaceLinks());
    assert.equal(rowsOf(page).length, 1000);
    assert.match(page, /200 earlier events are not shown/);
  });
});
