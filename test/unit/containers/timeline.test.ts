// Timelines: what is folded, what is not, and which rates are told.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { correlate } from '../../../server/src/containers/correlate';
import { timelineOf } from '../../../server/src/containers/timeline';
import type { ContainerEvent, EventKind } from '../../../server/src/containers/model';
import { message } from '../../../server/src/message';
import { timelineText } from '../../../server/src/render/timeline';
import { caseText, factsOf, PANICKED } from '../incident';

const START = 1_582_639_633_000_000_000n;

/** Events made of words: `KIND`, or `KIND=TEXT`; `+S` lets S seconds pass, `WORDS*N` comes N times. */
function made(words: string, digits = 9): ContainerEvent[] {
  let ns = START;
  let line = 0;
  const events: ContainerEvent[] = [];
  const repeated = words.split(' | ').flatMap(part => {
    const [, inner = '', times = '1'] = /^(.*?)(?: x(\d+))?$/.exec(part) ?? [];
    return Array.from({ length: Number(times) }, () => inner.split(' ')).flat();
  });
  for (const word of repeated) {
    if (word.startsWith('+')) {
      ns += BigInt(Math.round(Number(word) * 1e9));
      continue;
    }
    const [kind = '', said = kind] = word.split('=');
    events.push({
      time: { ns, digits },
      node: null,
      kind: kind as EventKind,
      text: message('container.log', { text: said }),
      match: 'id',
      certainty: 'certain',
      at: { file: 'made', line: line++ },
      also: [],
    });
  }
  return events;
}

const seconds = ({ ns }: { readonly ns: bigint }): string => `+${String(Number(ns - START) / 1e9)}`;

describe('timelineOf', () => {
  for (const [what, words, rows] of [
    ['nothing where nothing repeats', 'created | started | task-exit', ['created', 'started', 'task-exit']],
    [
      'questions between two events that tell something',
      'created | +1 inspected log=a x3 | +1 started | inspected x2',
      [
        'created',
        'inspected: 3 times in 2.0 s, last +3',
        'a: 3 times in 2.0 s, last +3',
        'started',
        'inspected: 2 times in <1 ms, last +4',
      ],
    ],
    [
      'a rate where it is regular',
      'created | inspected +1 x3412',
      ['created', 'inspected: every 1.0 s, 3,412 times, last +3411'],
    ],
    [
      'no rate where one in five comes late',
      'inspected +1 x4 | +3 | inspected +1 x4 | +3 | inspected +1 x4',
      ['inspected: 12 times in 17.0 s, last +17'],
    ],
    [
      'no rate where it paused for as long as it ran',
      'inspected +1 x20 | +20 | inspected +1 x20',
      ['inspected: 40 times in 59.0 s, last +59'],
    ],
    ['no rate of four', 'inspected +1 x4', ['inspected: 4 times in 3.0 s, last +3']],
    [
      'what tells something only where nothing stands between',
      'back-off=w +10 x2 | started | back-off=w',
      ['w: 2 times in 10.0 s, last +10', 'started', 'w'],
    ],
    ['each of several texts by itself', 'log=a | log=b | log=a', ['a: 2 times in <1 ms, last +0', 'b']],
  ] as const) {
    it(`folds ${what}`, () => {
      assert.deepEqual(
        timelineOf(made(words)).map(row => timelineText(row, seconds)),
        rows,
      );
    });
  }

  it('tells no rate below five seconds where stamps have whole seconds', () => {
    assert.equal(timelineOf(made('inspected +1 x9', 0))[0]?.every, null);
    assert.equal(timelineOf(made('inspected +5 x9', 0))[0]?.every, 5_000_000_000n);
  });

  it('loses no event, makes none up, and keeps the order of first events', () => {
    const word = fc.constantFrom('created', 'inspected', 'log=a', 'log=b', '+1', '+0.3', 'started', 'exec-created');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), words => {
        const events = made(words.join(' | '));
        const rows = timelineOf(events);
        const told = rows.flatMap(row => row.events);
        assert.deepEqual(new Set(told), new Set(events));
        assert.equal(told.length, events.length);
        const firsts = rows.map(row => row.events[0].at.line);
        assert.deepEqual(
          firsts,
          [...firsts].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('makes one row of the exec of the 137 case', async () => {
    const facts = await factsOf({ 'messages-20200225': caseText('messages-20200225') });
    const container = correlate(facts).find(({ id }) => id === PANICKED);
    const rows = timelineOf(container?.events ?? []).map(row => timelineText(row, seconds));
    assert.deepEqual(rows.slice(0, 2), [
      'exec by API: ip a (0f80962a9b90) → no end told, its result was asked for after 375 ms',
      'containerd-shim panics at exec.go:76: runtime error: invalid memory address or nil pointer dereference (likely)',
    ]);
    assert.equal(rows.length, 4);
  });
});
