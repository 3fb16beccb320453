// Instants, zones and what is inferred of them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { message } from '../../../server/src/message';
import { readIsoStamp, readLocaleStamp, readSyslogStamp } from '../../../server/src/log/stamp';
import {
  inferZone,
  instantOf,
  isoUtc,
  isoZone,
  parseZone,
  resolveStamp,
  zoneName,
  type Stamp,
  type TimeModel,
  type Year,
} from '../../../server/src/log/time';

/** A model with a zone (minutes east) and a year. */
function model(offset: number, year: Pick<Year, 'year' | 'month'> | null): TimeModel {
  const known = { reason: message('time.fromSetting'), certainty: 'certain', at: null } as const;
  const told = year && { year: year.year, month: year.month, ...known };
  return { zone: { offset, ...known }, year: told, boot: null, shift: null };
}

function iso(text: string): Stamp {
  const read = readIsoStamp(text, 0);
  assert.ok(read, text);
  return read.stamp;
}

function syslog(text: string): Stamp {
  const read = readSyslogStamp(text, 0);
  assert.ok(read, text);
  return read.stamp;
}

describe("a locale's date", () => {
  const clock = { hour: 14, minute: 33, second: 20, fraction: '665' };
  // d_fmt of glibc's locales C, en_US, en_GB, de_DE, cs_CZ, nl_NL, sv_SE, ja_JP, ko_KR, hu_HU, fi_FI.
  for (const [date, expected] of [
    ['11/24/26', '2026-11-24'],
    ['11/24/2026', '2026-11-24'],
    ['01/28/07', '2007-01-28'],
    ['05/06/26', '2026-05-06'],
    ['24/11/26', '2026-11-24'],
    ['24/11/2026', '2026-11-24'],
    ['24.11.2026', '2026-11-24'],
    ['06.05.2026', '2026-05-06'],
    ['24. 11. 2026', '2026-11-24'],
    ['06-05-26', '2026-05-06'],
    ['2026-11-24', '2026-11-24'],
    ['2026/11/24', '2026-11-24'],
    ['2026年11月24日', '2026-11-24'],
    ['2026년 11월 24일', '2026-11-24'],
    ['2026. 11. 24.', '2026-11-24'],
    ['24.11.26', '2026-11-24'],
    ['29/02/24', '2024-02-29'],
    ['02/30/26', null],
    ['30/30/26', null],
    ['11.24.2026', null],
    ['24 Nov 2026', null],
    ['11/24', null],
    ['', null],
  ] as const) {
    it(`${date} is ${expected ?? 'not read'}`, () => {
      const stamp = readLocaleStamp(date, clock);
      const two = (n: number): string => String(n).padStart(2, '0');
      assert.equal(stamp && `${String(stamp.year)}-${two(stamp.month)}-${two(stamp.day)}`, expected);
      if (stamp) {
        assert.equal(stamp.offset, null);
      }
    });
  }
});

describe('a stamp', () => {
  for (const [day, possible] of [
    ['2020-02-29', true],
    ['2020-02-30', false],
    ['2021-02-28', true],
    ['2021-02-29', false],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2021-04-30', true],
    ['2021-04-31', false],
    ['2021-12-31', true],
    ['2021-12-32', false],
    ['2021-01-00', false],
  ] as const) {
    it(`${possible ? 'may be' : 'is never'} of ${day}`, () => {
      assert.equal(readIsoStamp(`${day}T12:00:00Z`, 0) !== null, possible);
    });
  }

  for (const [day, possible] of [
    ['Feb 29', true],
    ['Feb 30', false],
    ['Nov 31', false],
  ] as const) {
    it(`${possible ? 'may be' : 'is never'} of ${day}`, () => {
      assert.equal(readSyslogStamp(`${day} 12:00:00`, 0) !== null, possible);
    });
  }
});

describe('isoUtc', () => {
  for (const [written, utc] of [
    ['2020-02-25T22:07:13.374422177+08:00', '2020-02-25T14:07:13.374422177Z'],
    ['2026-11-23T15:43:51.259823+0800', '2026-11-23T07:43:51.259823Z'],
    ['2026-11-23T15:43:58,046691+08:00', '2026-11-23T07:43:58.046691Z'],
    ['2015-03-22T09:03:20Z', '2015-03-22T09:03:20Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.5Z'],
  ] as const) {
    it(`gives ${written} with the digits it has`, () => {
      const instant = resolveStamp(iso(written), null);
      assert.ok(instant);
      assert.equal(isoUtc(instant), utc);
    });
  }

  it('gives the milliseconds of an audit record', () => {
    assert.equal(isoUtc(instantOf(1582099207, '232')), '2020-02-19T08:00:07.232Z');
  });
});

describe('inferZone', () => {
  const cases = [
    {
      name: 'the zone of a node east of Greenwich',
      outer: 'Feb 25 22:07:13',
      inner: '2020-02-25T14:07:13.374Z',
      zone: '+08:00',
      year: 2020,
    },
    {
      name: 'a zone of half hours',
      outer: 'Jun 01 17:30:00',
      inner: '2024-06-01T12:00:00Z',
      zone: '+05:30',
      year: 2024,
    },
    {
      name: 'the year before where the node is still in it',
      outer: 'Dec 31 20:00:00',
      inner: '2024-01-01T01:00:00Z',
      zone: '-05:00',
      year: 2023,
    },
  ];
  for (const { name, outer, inner, zone, year } of cases) {
    it(`finds ${name}`, () => {
      const instant = resolveStamp(iso(inner), null);
      assert.ok(instant);
      const told = inferZone(syslog(outer), iso(inner));
      assert.ok(told);
      assert.deepEqual([zoneName(told.offset), told.year], [zone, year]);
      assert.equal(
        resolveStamp(syslog(outer), model(told.offset, told))?.ns,
        (instant.ns / 1_000_000_000n) * 1_000_000_000n,
      );
    });
  }

  for (const [outer, zone] of [
    ['Jun  1 17:45:00', '+05:45'],
    ['Jun  1 20:45:00', '+08:45'],
    ['Jun  2 00:45:00', '+12:45'],
    ['Jun  2 02:00:00', '+14:00'],
    ['Jun  1 08:30:00', '-03:30'],
    ['Jun  1 20:15:00', null],
    ['Jun  1 12:15:00', null],
    ['Jun  1 11:45:00', null],
    ['Jun  2 02:30:00', null],
  ] as const) {
    it(`finds ${zone ?? 'no zone on earth'} for ${outer} at noon in UTC`, () => {
      const told = inferZone(syslog(outer), iso('2024-06-01T12:00:00Z'));
      assert.equal(told && zoneName(told.offset), zone);
    });
  }

  it('finds nothing where the stamps are days apart', () => {
    assert.equal(inferZone(syslog('Feb 25 22:07:13'), iso('2020-02-22T14:07:13Z')), null);
  });

  it('finds nothing where the inner stamp lacks a zone', () => {
    assert.equal(inferZone(syslog('Feb 25 22:07:13'), iso('2020-02-25T14:07:13')), null);
  });
});

describe('resolveStamp', () => {
  it('leaves a stamp without year and zone open where no line tells them', () => {
    assert.equal(resolveStamp(syslog('Feb 25 22:07:13'), null), null);
    assert.equal(resolveStamp(syslog('Feb 25 22:07:13'), model(480, null)), null);
  });

  it('takes December beside January for the year before', () => {
    const instant = resolveStamp(syslog('Dec 31 23:59:59'), model(0, { year: 2024, month: 1 }));
    assert.ok(instant);
    assert.equal(isoUtc(instant), '2023-12-31T23:59:59Z');
  });
});

describe('a stamp of 29 February', () => {
  for (const [year, expected] of [
    [2020, '2020-02-29T12:00:00Z'],
    [2021, null],
  ] as const) {
    it(`is ${expected ?? 'no moment'} in ${String(year)}`, () => {
      const instant = resolveStamp(syslog('Feb 29 12:00:00'), model(0, { year, month: 3 }));
      assert.equal(instant && isoUtc(instant), expected);
    });
  }
});

describe('parseZone', () => {
  for (const [text, minutes] of [
    ['Z', 0],
    ['UTC', 0],
    ['+08:00', 480],
    ['-0330', -210],
    ['Asia/Shanghai', null],
    ['', null],
  ] as const) {
    it(`reads "${text}"`, () => {
      assert.equal(parseZone(text), minutes);
    });
  }
});

describe('isoZone', () => {
  it('gives the time of the node with its zone', () => {
    assert.equal(isoZone(instantOf(1582099207, '232'), 480), '2020-02-19T16:00:07.232+08:00');
  });
});
