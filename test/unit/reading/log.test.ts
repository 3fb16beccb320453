// A whole log: its audit events, its tracebacks, and what it tells of year and zone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoUtc, type Zone } from '../../../server/src/log/time';
import { NO_TIME_GIVEN } from '../../../server/src/log/timeline';
import { message } from '../../../server/src/message';
import { readLine } from '../../../server/src/reading/line';
import { splitLines } from '../../../server/src/reading/lines';
import { instantOfEntry, LogReader, type LogContents } from '../../../server/src/reading/log';
import { caseText } from '../incident';

function contents(text: string, zone: Zone | null = null): LogContents {
  const reader = new LogReader('/case/messages');
  for (const line of splitLines(text)) reader.push(line);
  return reader.end({ ...NO_TIME_GIVEN, zone });
}

const syslog = (stamp: string, text: string): string => `${stamp} gpu-ser-xyz dockerd: ${text}`;
const inner = (time: string): string => `time="${time}" level=info msg="x"`;

const times = (count: number, line: string): string[] => Array.from({ length: count }, () => line);
const LATE = syslog('Feb 25 22:22:13', inner('2020-02-25T22:07:13.1+08:00'));
const IN_TIME = syslog('Feb 25 22:22:14', inner('2020-02-25T22:22:14.1+08:00'));
const SUMMER = syslog('Oct 20 10:00:00', inner('2020-10-20T10:00:00.1+02:00'));
const WINTER = syslog('Oct 28 10:00:00', inner('2020-10-28T10:00:00.1+01:00'));

/** The lines of a log -> offset in minutes, year, and the line that tells, from 0. */
const MODELS: readonly (readonly [
  what: string,
  lines: readonly string[],
  model: readonly [number, number, number] | null,
])[] = [
  ['a zone east', [syslog('Feb 25 22:07:13', inner('2020-02-25T22:07:13.37+08:00'))], [480, 2020, 0]],
  ['a zone west', [syslog('Feb 25 09:07:13', inner('2020-02-25T09:07:13.37-05:00'))], [-300, 2020, 0]],
  ['a zone of half an hour', [syslog('Feb 25 19:37:13', inner('2020-02-25T19:37:13+05:30'))], [330, 2020, 0]],
  ['UTC, by three lines', times(3, syslog('Feb 25 14:07:13', inner('2020-02-25T14:07:13Z'))), [0, 2020, 0]],
  ['no UTC of two lines', times(2, syslog('Feb 25 14:07:13', inner('2020-02-25T14:07:13Z'))), null],
  [
    'a daemon that logs in UTC on a node that does not, by three lines',
    times(3, syslog('Feb 25 22:07:13', inner('2020-02-25T14:07:13Z'))),
    [480, 2020, 0],
  ],
  [
    'a daemon that logs in the zone of its container, by three lines',
    times(3, syslog('Feb 25 22:07:13', inner('2020-02-25T15:07:13+01:00'))),
    [480, 2020, 0],
  ],
  [
    'a year that ends between the two stamps',
    times(3, syslog('Jan  1 06:00:00', inner('2019-12-31T22:00:00Z'))),
    [480, 2020, 0],
  ],
  [
    'three lines in a row, whatever stands between them',
    ['22:07:13', '22:07:14', '22:07:15'].flatMap(at => [
      'x',
      syslog(`Feb 25 ${at}`, 'panic: x'),
      syslog(`Feb 25 ${at}`, inner(`2020-02-25T${at.replace('22', '14')}Z`)),
    ]),
    [480, 2020, 2],
  ],
  [
    'no three lines that another has parted',
    [
      ...times(2, syslog('Feb 25 22:07:13', inner('2020-02-25T14:07:13Z'))),
      syslog('Feb 25 23:07:13', inner('2020-02-25T14:07:13Z')),
      syslog('Feb 25 22:07:13', inner('2020-02-25T14:07:13Z')),
    ],
    null,
  ],
  ['no zone of a line that came a quarter of an hour late', [LATE], null],
  ['no zone of many such lines', times(9, LATE), null],
  ['no zone of a line that came an hour late', [syslog('Feb 25 23:07:13', inner('2020-02-25T22:07:13+08:00'))], null],
  ['the zone of the line behind a late one', [LATE, IN_TIME], [480, 2020, 1]],
  ['the zone of the line before a late one', [IN_TIME, LATE], [480, 2020, 0]],
  ['the last of two zones', [SUMMER, WINTER], [60, 2020, 1]],
  [
    'the first line that tells',
    ['x', syslog('Feb 25 22:07:13', 'x'), syslog('Feb 25 22:07:13', inner('2020-02-25T22:07:13+08:00'))],
    [480, 2020, 2],
  ],
  ['inner stamps alone', [inner('2020-02-25T22:07:13+08:00')], [480, 2020, 0]],
  ['inner stamps in UTC alone, which tell no zone', [inner('2020-02-25T14:07:13Z')], null],
  ['stamps that cannot be one moment', [syslog('Jun 11 22:07:13', inner('2020-02-25T22:07:13+08:00'))], null],
  ['syslog stamps alone', [syslog('Feb 25 22:07:13', 'panic: x')], null],
  ['audit records', [caseText('audit.log')], null],
  ['nothing', [], null],
];

describe('the time model of a log', () => {
  for (const [what, lines, expected] of MODELS) {
    it(`reads ${what}`, () => {
      const { zone, year } = contents(lines.join('\n')).timeline.last;
      assert.deepEqual(zone && [zone.offset, year?.year, zone.at?.line], expected);
      if (zone) assert.equal(zone.at?.file, '/case/messages');
    });
  }

  const PANIC = ['panic: boom', 'goroutine 1 [running]:', 'main.work(0x1)', '/src/work.go:10 +0x20'];
  const panic = (stamp: string): string[] => PANIC.map(text => syslog(stamp, text));
  /** The lines of a log -> the line of its panic, from 0, and its time. */
  const PANICS: readonly (readonly [what: string, lines: readonly string[], line: number, time: string | null])[] = [
    ['in winter, behind a line of summer', [SUMMER, WINTER, ...panic('Oct 28 10:00:01')], 2, '2020-10-28T09:00:01Z'],
    ['in summer, before a line of winter', [SUMMER, ...panic('Oct 20 10:00:01'), WINTER], 1, '2020-10-20T08:00:01Z'],
    ['before all lines that tell', [...panic('Oct 20 10:00:01'), SUMMER, WINTER], 0, '2020-10-20T08:00:01Z'],
    ['behind a late line', [LATE, ...panic('Feb 25 22:22:13'), IN_TIME], 1, '2020-02-25T14:22:13Z'],
    ['behind a late line alone', [LATE, ...panic('Feb 25 22:22:13')], 1, null],
    [
      'years later',
      [
        syslog('Feb 25 22:07:13', inner('2018-02-25T22:07:13+08:00')),
        syslog('Feb 25 22:07:13', inner('2020-02-25T22:07:13+08:00')),
        ...panic('Feb 25 22:07:14'),
      ],
      2,
      '2020-02-25T14:07:14Z',
    ],
  ];
  for (const [what, lines, line, time] of PANICS) {
    it(`dates a panic ${what}`, () => {
      const { tracebacks, timeline } = contents(lines.join('\n'));
      const [found] = tracebacks;
      assert.equal(found?.traceback.line, line);
      assert.equal(found.time && isoUtc(found.time), time);
      const instant = instantOfEntry(readLine(lines[line] ?? ''), timeline.at(line));
      assert.equal(instant && isoUtc(instant), time);
    });
  }

  it('goes on with the month of doubtful lines, in their order', () => {
    const utc = (month: string, number: string): string[] =>
      times(3, syslog(`${month} 15 22:00:00`, inner(`2020-${number}-15T14:00:00Z`)));
    const { timeline } = contents([...utc('Mar', '03'), ...utc('Sep', '09'), ...utc('Dec', '12')].join('\n'));
    assert.deepEqual(
      [0, 2, 3, 5, 6, 8].map(line => timeline.at(line).year?.month),
      [3, 3, 9, 9, 12, 12],
    );
  });

  it('takes the zone of the settings, and the year of the log', () => {
    const set: Zone = { offset: 60, reason: message('time.fromSetting'), certainty: 'certain', at: null };
    const { zone, year } = contents(caseText('messages-20200225'), set).timeline.last;
    assert.deepEqual([zone?.offset, year?.year, zone?.reason.id], [60, 2020, 'time.fromSetting']);
  });

  it('dates a line that lacks year and zone by the others of its log', () => {
    const { timeline } = contents(caseText('messages-20200225'));
    const instant = instantOfEntry(readLine(syslog('Feb 25 22:07:13', 'panic: x')), timeline.last);
    assert.equal(instant && isoUtc(instant), '2020-02-25T14:07:13Z');
  });

  it('leaves a line without year and zone undated where nothing tells them', () => {
    assert.equal(instantOfEntry(readLine(syslog('Feb 25 22:07:13', 'panic: x')), null), null);
  });

  it('dates an audit record by itself', () => {
    const instant = instantOfEntry(readLine(caseText('audit.log').split('\n')[0] ?? ''), null);
    assert.equal(instant && isoUtc(instant), '2020-02-19T08:00:07.232Z');
  });
});

describe('the contents of a log', () => {
  for (const [name, text, events, tracebacks, lines, known] of [
    ['audit.log', caseText('audit.log'), 4, 0, 12, 12],
    ['ausearch.txt', caseText('ausearch.txt'), 4, 0, 20, 20],
    ['messages-20200219', caseText('messages-20200219'), 0, 0, 3, 3],
    ['messages-20200225', caseText('messages-20200225'), 0, 1, 38, 38],
    ['versions.txt', caseText('versions.txt'), 0, 0, 37, 0],
  ] as const) {
    it(`counts what ${name} holds`, () => {
      const found = contents(text);
      assert.deepEqual(
        [found.auditEvents.length, found.tracebacks.length, found.lines, found.known],
        [events, tracebacks, lines, known],
      );
    });
  }

  it('gives the panic the time of its first line, and its lines from 0', () => {
    const [panic] = contents(caseText('messages-20200225')).tracebacks;
    assert.equal(panic?.time && isoUtc(panic.time), '2020-02-25T14:07:13Z');
    assert.deepEqual([panic?.traceback.line, panic?.traceback.endLine], [21, 35]);
  });

  it('gives the records of an event their file and lines', () => {
    const [event] = contents(caseText('ausearch.txt')).auditEvents;
    assert.deepEqual(
      event?.records.map(({ file, line }) => `${file}:${String(line)}`),
      ['/case/messages:2', '/case/messages:3', '/case/messages:4'],
    );
  });
});
