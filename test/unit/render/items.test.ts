// Rows of the tree: how many digits tell containers apart, and how times are written.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Cause } from '../../../server/src/containers/model';
import { message } from '../../../server/src/message';
import type { Certainty } from '../../../server/src/place';
import { clockText, isoText, timeText, UTC, type Clock } from '../../../server/src/render/clock';
import { containerRow, distinctDigits, end, eventRow } from '../../../server/src/render/items';
import { CUT, KILLED, PANICKED } from '../incident';
import { container, shimEvent } from './made';

const zone = (offset: number): Clock => ({
  zone: { offset, reason: message('time.fromSetting'), certainty: 'certain', at: null },
  display: 'node',
});
const CHINA = zone(480);

describe('distinctDigits', () => {
  for (const [what, ids, digits] of [
    ['none', [], 12],
    ['one id', [KILLED], 12],
    ['ids that differ early', [KILLED, PANICKED, CUT], 12],
    ['ids that share their first twelve digits', [KILLED, KILLED.slice(0, 12) + PANICKED.slice(12)], 13],
    ['ids that share twenty digits', [KILLED, KILLED.slice(0, 20) + 'f'.repeat(44), CUT], 21],
    ['an id and its own beginning', [KILLED, KILLED.slice(0, 27)], 28],
  ] as const) {
    it(`is ${String(digits)} for ${what}`, () => {
      assert.equal(distinctDigits(ids), digits);
    });
  }

  it('tells all ids apart, by no digit too many', () => {
    const id = fc
      .array(fc.constantFrom('a', 'b'), { minLength: 16, maxLength: 16 })
      .map(digits => `${'0'.repeat(8)}${digits.join('')}${'0'.repeat(40)}`);
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 12 }), ids => {
        const digits = distinctDigits(ids);
        const labels = (count: number): number => new Set(ids.map(known => known.slice(0, count))).size;
        assert.equal(labels(digits), ids.length);
        assert.ok(digits === 12 || labels(digits - 1) < ids.length);
      }),
    );
  });
});

describe('clockText', () => {
  const time = { ns: 1582099207_232000000n, digits: 3 };
  const at = (seconds: bigint) => ({ ns: time.ns + seconds * 1_000_000_000n, digits: 3 });
  for (const [title, model, above, expected] of [
    ['the first of a log', UTC, null, '2020-02-19 08:00:07.232 UTC'],
    ['one on the day of the time above', UTC, at(-3600n), '08:00:07.232 UTC'],
    ['one on another day than the time above', UTC, at(-86400n), '2020-02-19 08:00:07.232 UTC'],
    ['one on another day of its zone', zone(-480), at(-10n), '2020-02-19 00:00:07.232 -08'],
    ['one in a zone of whole hours', CHINA, at(-1n), '16:00:07.232 +08'],
    ['one in a zone of half hours', zone(330), at(-1n), '13:30:07.232 +05:30'],
    ['one of another zone where UTC is shown', { ...CHINA, display: 'utc' }, at(-1n), '08:00:07.232 UTC'],
    ['one of whole seconds', CHINA, null, '2020-02-19 16:00:07 +08'],
  ] as const) {
    it(`writes ${title} as ${expected}`, () => {
      const instant = expected.includes('.') ? time : { ...time, digits: 0 };
      assert.equal(clockText(instant, model, above), expected);
    });
  }
});

describe('isoText', () => {
  it('gives the time by the clock that is shown', () => {
    const time = { ns: 1582639633_000_000_000n, digits: 0 };
    assert.equal(isoText(time, CHINA), '2020-02-25T22:07:13+08:00');
    assert.equal(isoText(time, { ...CHINA, display: 'utc' }), '2020-02-25T14:07:13Z');
    assert.equal(isoText(time, UTC), '2020-02-25T14:07:13Z');
  });
});

describe('timeText', () => {
  it('gives UTC with the digits of the log, and the zone of the node where it is known', () => {
    const time = { ns: 1582639633_874_199_295n, digits: 9 };
    const shown = (text: string): string => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    assert.equal(shown(timeText(time, UTC)), '2020-02-25 14:07:13.874199295 UTC');
    assert.equal(
      shown(timeText(time, CHINA)),
      '2020-02-25 14:07:13.874199295 UTC (2020-02-25 22:07:13.874199295+08:00)',
    );
    assert.equal(shown(timeText(time, zone(0))), '2020-02-25 14:07:13.874199295 UTC');
    assert.equal(shown(timeText(time, { ...CHINA, display: 'utc' })), '2020-02-25 14:07:13.874199295 UTC');
    assert.equal(shown(timeText({ ...time, digits: 0 }, UTC)), '2020-02-25 14:07:13 UTC');
  });
});

describe('eventRow', () => {
  for (const [digits, clock, label] of [
    [9, UTC, '14:07:13.874'],
    [9, CHINA, '22:07:13.874'],
    [1, CHINA, '22:07:13.8'],
    [0, CHINA, '22:07:13'],
    [0, UTC, '14:07:13'],
  ] as const) {
    it(`begins with ${label} for ${String(digits)} digits${clock.zone ? ' in the zone of the node' : ''}`, () => {
      const row = eventRow({ ...shimEvent, time: { ns: 1582639633_874_199_295n, digits } }, clock);
      assert.match(row.label, new RegExp(`^${label.replaceAll('.', '\\.')} \\S`));
    });
  }

  it('begins with its title where no time is told', () => {
    assert.match(eventRow({ ...shimEvent, time: null }, CHINA).label, /^[a-z]/);
  });

  for (const [certainty, words] of [
    ['certain', /^(?!.*\((?:certain|likely|possible)\)$)/],
    ['likely', / \(likely\)$/],
    ['possible', / \(possible\)$/],
  ] as const) {
    it(`says how sure it is where that is not certain: ${certainty}`, () => {
      assert.match(eventRow({ ...shimEvent, certainty }, UTC).description, words);
    });
  }

  it('names all places in its tooltip, by file and line from 1', () => {
    const { tooltip } = eventRow({ ...shimEvent, also: [{ file: '/case/docker', line: 0 }] }, UTC);
    assert.match(tooltip, /messages, line 37/);
    assert.match(tooltip, /docker, line 1/);
  });
});

describe('containerRow', () => {
  it('shows as many digits as tell it from the others, and all in the tooltip', () => {
    const row = containerRow(container(), 13, UTC);
    assert.equal(row.label, KILLED.slice(0, 13));
    assert.ok(row.tooltip.includes(KILLED));
  });

  it('says that an id is incomplete', () => {
    const row = containerRow(container({ id: CUT, complete: false }), 12, UTC);
    assert.match(row.tooltip, /27 of 64 digits/);
  });
});

describe('end', () => {
  const ends = (cause: Cause, certainty: Certainty | null): string =>
    end(container({ runs: [{ ...container().runs[0], cause, certainty }] }));

  for (const [cause, certainty, words] of [
    ['shim-died', 'certain', 'shim died'],
    ['shim-panicked', 'likely', 'shim panicked (likely)'],
    ['killed', 'possible', 'killed (possible)'],
    ['oom-killed', 'certain', 'OOM-killed'],
    ['unknown', null, 'exited, cause unknown'],
  ] as const) {
    it(`is "${words}" for ${cause}`, () => {
      assert.equal(ends(cause, certainty), words);
    });
  }

  it('is that of the last run', () => {
    const [first] = container().runs;
    const runs = [first, { ...first, cause: 'stopped' as const }] as const;
    assert.equal(end(container({ runs })), 'stopped');
  });
});
