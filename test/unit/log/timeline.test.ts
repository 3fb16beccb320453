// The times of one log: zone, year and boot by its lines and by what is known from elsewhere, each with its reason.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoUtc, type Zone } from '../../../server/src/log/time';
import { NO_TIME_GIVEN, type GivenTime } from '../../../server/src/log/timeline';
import { message } from '../../../server/src/message';
import { readLine } from '../../../server/src/reading/line';
import { instantOfEntry, LogReader } from '../../../server/src/reading/log';
import { stampReasons } from '../../../server/src/render/clock';
import { text } from '../../../server/src/render/text';

const ZONE: Zone = { offset: 480, reason: message('time.fromSetting'), certainty: 'certain', at: null };
const at = (stamp: string): string => `${stamp} vm systemd[1]: x`;
const told = (stamp: string, inner: string): string => `${stamp} vm dockerd[7]: time="${inner}" level=info msg="x"`;

/** The times of the lines of a file. */
function timesOf(lines: readonly string[], given: Partial<GivenTime> = {}, file = '/case/messages'): (string | null)[] {
  const reader = new LogReader(file);
  for (const line of lines) reader.push(line);
  const { timeline } = reader.end({ ...NO_TIME_GIVEN, zone: ZONE, ...given });
  return lines.map((line, index) => {
    const time = instantOfEntry(readLine(line), timeline.at(index));
    return time && isoUtc(time);
  });
}

const change = (date: string): Partial<GivenTime> => ({ modified: Date.parse(date) });
const others = (date: string): Partial<GivenTime> => {
  const time = { ns: BigInt(Date.parse(date)) * 1_000_000n, digits: 0 };
  return { node: { zone: null, moments: [{ time, at: { file: '/case/audit.log', line: 0 } }] } };
};
const TURN = [at('Dec 31 12:00:00'), at('Jan  1 12:00:00')];

const YEARS: readonly (readonly [
  what: string,
  lines: readonly string[],
  file: string,
  given: Partial<GivenTime>,
  times: readonly (string | null)[],
])[] = [
  ['is not known where nothing tells it', [at('Feb 25 12:00:00')], 'messages', {}, [null]],
  ['is in the name', [at('Feb 22 12:00:00')], 'messages-20200223.gz', {}, ['2020-02-22T04:00:00Z']],
  ['turns before the date in the name', TURN, 'm-2020-01-05', {}, ['2019-12-31T04:00:00Z', '2020-01-01T04:00:00Z']],
  ['turns behind the date in the name', TURN, 'm-20191231', {}, ['2019-12-31T04:00:00Z', '2020-01-01T04:00:00Z']],
  ['is not that of a name months away', [at('Sep  1 12:00:00')], 'messages-20200223', {}, [null]],
  [
    'is that of the last change',
    [at('Feb 25 12:00:00')],
    'messages',
    change('2020-02-25T05:00:00Z'),
    ['2020-02-25T04:00:00Z'],
  ],
  ['is not that of a copy', [at('Feb 25 12:00:00')], 'messages', change('2020-04-01T00:00:00Z'), [null]],
  [
    'is that of the other files',
    [at('Feb 25 12:00:00')],
    'messages',
    others('2020-03-01T00:00:00Z'),
    ['2020-02-25T04:00:00Z'],
  ],
  ['is set before all others', [at('Feb 25 12:00:00')], 'messages-20200223', { year: 2019 }, ['2019-02-25T04:00:00Z']],
  [
    'turns behind the line that tells it, as often as lines do',
    [
      told('Nov  1 12:00:00', '2018-11-01T12:00:00+08:00'),
      at('Dec  1 12:00:00'),
      ...['Mar', 'Jul', 'Dec', 'Feb'].map(month => at(`${month}  1 12:00:00`)),
    ],
    'messages',
    {},
    ['2018-11', '2018-12', '2019-03', '2019-07', '2019-12', '2020-02'].map(month => `${month}-01T04:00:00Z`),
  ],
  [
    'turns back where lines are late',
    [at('Jan  1 12:00:00'), at('Dec 31 12:00:00'), at('Jan  1 12:00:01')],
    'messages-20200105',
    {},
    ['2020-01-01T04:00:00Z', '2019-12-31T04:00:00Z', '2020-01-01T04:00:01Z'],
  ],
  [
    'turns back in a log that is newest first',
    [at('Jan  2 12:00:00'), at('Jan  1 12:00:00'), at('Dec 31 12:00:00')],
    'messages-20200105',
    {},
    ['2020-01-02T04:00:00Z', '2020-01-01T04:00:00Z', '2019-12-31T04:00:00Z'],
  ],
  ['has 29 February', [at('Feb 29 12:00:00')], 'messages-20200301', {}, ['2020-02-29T04:00:00Z']],
  ['lacks 29 February', [at('Feb 29 12:00:00')], 'messages-20210301', {}, [null]],
];

describe('the year of stamps without one', () => {
  for (const [what, lines, file, given, times] of YEARS) {
    it(what, () => {
      assert.deepEqual(timesOf(lines, given, `/case/${file}`), times);
    });
  }
});

describe('the reason of a zone and a year', () => {
  const reasons = (lines: readonly string[], file: string, given: Partial<GivenTime>): string[] => {
    const reader = new LogReader(file);
    for (const line of lines) reader.push(line);
    return stampReasons(reader.end({ ...NO_TIME_GIVEN, ...given }).timeline.last, message('time.year-unknown')).map(
      text,
    );
  };
  for (const [what, lines, file, given, expected] of [
    [
      'both stamps of a line',
      ['x', told('Feb 25 22:07:13', '2020-02-25T22:07:13+08:00')],
      'messages',
      {},
      ['zone +08:00, year 2020: messages, line 2 says Feb 25 22:07:13 outside and 2020-02-25T22:07:13+08:00 inside'],
    ],
    [
      'the name',
      [at('Feb 22 12:00:00')],
      'messages-20200223',
      { zone: ZONE },
      [
        'zone +08:00: from the setting nodelog.time.zone',
        'year 2020: likely, by the name of the rotated file: messages-20200223',
      ],
    ],
    [
      'the last change',
      [at('Feb 25 12:00:00')],
      'messages',
      change('2020-02-25T05:00:00Z'),
      [
        'the zone of the node is not told by these files',
        'year 2020: likely, by the time at which the file was changed last',
      ],
    ],
    [
      'another file',
      [at('Feb 25 12:00:00')],
      'messages',
      others('2020-03-01T00:00:00Z'),
      [
        'the zone of the node is not told by these files',
        'year 2020: likely, by the other files of the node: audit.log, line 1',
      ],
    ],
    [
      'nothing',
      [at('Feb 25 12:00:00')],
      'messages',
      {},
      ['the zone of the node is not told by these files', 'the year is not told by these files'],
    ],
  ] as const) {
    it(`is ${what}`, () => {
      assert.deepEqual(reasons(lines, file, given), expected);
    });
  }
});

describe('a correction by hand', () => {
  it('is added to all times of the file, those inside and those of UTC too', () => {
    const shift = { ns: -200n * 1_000_000_000n, reason: message('time.fromSetting') };
    const lines = [
      told('Feb 25 22:07:13', '2020-02-25T22:07:13.5+08:00'),
      at('Feb 25 22:07:13'),
      'type=CWD msg=audit(1582639633.000:7): cwd="/"',
    ];
    assert.deepEqual(timesOf(lines, { shift }), [
      '2020-02-25T14:03:53.5Z',
      '2020-02-25T14:03:53Z',
      '2020-02-25T14:03:53.000Z',
    ]);
  });
});

const kern = (stamp: string, uptime: string): string => `${stamp} vm kernel: [${uptime}] x`;

describe('a line with the time since boot alone', () => {
  for (const [what, lines, line, time] of [
    ['has no time where nothing tells the boot', ['[  100.500000] x'], 0, null],
    [
      'is placed by a record of the audit system, to the millisecond',
      ['[  100.500000] x', '[  200.000000] audit: type=1300 audit(1582639633.848:123): arch=c000003e'],
      0,
      '2020-02-25T14:05:34.348Z',
    ],
    [
      'is placed by a line of syslog, to the second',
      [
        '[  100.500000] x',
        kern('Feb 25 22:07:13', '  200.000000'),
        told('Feb 25 22:07:13', '2020-02-25T22:07:13+08:00'),
      ],
      0,
      '2020-02-25T14:05:33Z',
    ],
    [
      'is placed by what was not stamped late, as the daemon that stamps had not started',
      [
        '[    1.000000] x',
        kern('Feb 25 22:00:30', '    2.000000'),
        kern('Feb 25 22:00:30', '    5.000000'),
        kern('Feb 25 22:01:40', '  100.000000'),
        told('Feb 25 22:07:13', '2020-02-25T22:07:13+08:00'),
      ],
      0,
      '2020-02-25T14:00:01Z',
    ],
    [
      'is placed by what follows a suspension',
      [
        kern('Feb 25 22:01:40', '  100.000000'),
        kern('Feb 25 23:01:50', '  110.000000'),
        '[  120.000000] x',
        told('Feb 25 23:07:13', '2020-02-25T23:07:13+08:00'),
      ],
      2,
      '2020-02-25T15:02:00Z',
    ],
    [
      'is placed by its own boot of several',
      [
        kern('Feb 25 22:01:40', '  100.000000'),
        kern('Feb 25 23:00:00', '    0.000000'),
        '[   60.000000] x',
        told('Feb 25 23:07:13', '2020-02-25T23:07:13+08:00'),
      ],
      2,
      '2020-02-25T15:01:00Z',
    ],
  ] as const) {
    it(what, () => {
      assert.equal(timesOf(lines)[line], time);
    });
  }
});
