// The same entry in several files is one thing with several places.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAuditRecord } from '../../../server/src/audit/record';
import {
  mergeAuditEvents,
  mergePlaces,
  syscallRecord,
  type AuditFile,
  type Keyed,
} from '../../../server/src/containers/identity';
import type { Zone } from '../../../server/src/log/time';
import { NO_TIME_GIVEN } from '../../../server/src/log/timeline';
import { message } from '../../../server/src/message';
import { LogReader } from '../../../server/src/reading/log';
import { RECORDED } from '../audit/samples';

/** A file as the keys of its entries, a dot for an entry without one; the line tells which is which. */
function fileOf(file: string, keys: string): Keyed<string>[] {
  return [...keys].map((key, line) => ({
    key: key === '.' ? null : key,
    at: { file, line },
    value: `${file}${String(line)}`,
  }));
}

function merged(files: readonly string[]): string[] {
  const names = 'ABCDEFGH';
  return mergePlaces(files.map((keys, index) => fileOf(names.charAt(index), keys))).map(({ at, also, value }) => {
    assert.equal(value, `${at.file}${String(at.line)}`);
    return [at, ...also].map(place => `${place.file}${String(place.line)}`).join('=');
  });
}

const SAMPLES: readonly (readonly [what: string, files: readonly string[], merged: readonly string[]])[] = [
  ['nothing', [], []],
  ['other entries', ['a', 'b'], ['A0', 'B0']],
  ['the same entry in two files', ['ab', 'b'], ['A0', 'A1=B0']],
  ['the same entry in three files', ['a', 'a', 'a'], ['A0=B0=C0']],
  ['equal entries of one file', ['aa'], ['A0', 'A1']],
  ['the n-th of equal entries as the n-th of the other file', ['aa', 'xaya'], ['A0=B1', 'A1=B3', 'B0', 'B2']],
  ['one entry more in the second file', ['a', 'aa'], ['A0=B0', 'B1']],
  ['entries without a key', ['.', '.'], ['A0', 'B0']],
];

describe('mergePlaces', () => {
  for (const [what, files, expected] of SAMPLES) {
    it(`merges ${what}: ${files.join(' and ')}`, () => {
      assert.deepEqual(merged(files), expected);
    });
  }

  const file = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), maxLength: 8 });

  it('keeps every place once', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 4 }), files => {
        const places = merged(files).flatMap(entry => entry.split('='));
        const all = files.flatMap((keys, index) =>
          [...keys].map((_, line) => `${'ABCD'.charAt(index)}${String(line)}`),
        );
        assert.deepEqual([...places].sort(), all.sort());
      }),
    );
  });

  it('counts an entry as often as the file that has it most often', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 4 }), files => {
        const most = (key: string): number => Math.max(0, ...files.map(keys => keys.split(key).length - 1));
        const without = files.join('').split('.').length - 1;
        assert.equal(
          merged(files).length,
          ['a', 'b', 'c'].reduce((sum, key) => sum + most(key), without),
        );
      }),
    );
  });

  it('changes nothing but places when a file is given twice', () => {
    fc.assert(
      fc.property(file, keys => {
        const withKeys = keys.replaceAll('.', '');
        assert.equal(merged([withKeys, withKeys]).length, withKeys.length);
      }),
    );
  });
});

describe('mergeAuditEvents', () => {
  /** Made events: a word each, `serial:RECORD,RECORD` with `node/` before it where the record names one. */
  const fileFrom = (file: string, group: string, text: string): AuditFile => ({
    group,
    events: text.split(' ').map((word, index) => {
      const [, node = null, serial = '', types = ''] = /^(?:(\w+)\/)?(\d+):(.*)$/.exec(word) ?? [];
      const records = types.split(',').map((type, at) => {
        const record = parseAuditRecord(
          `type=${type.replace(/\d+$/, '')} msg=audit(1.000:${serial}): pid=${type.replace(/\D+/, '')}`,
          0,
        );
        assert.ok(record);
        return { record, file, line: 10 * index + at };
      });
      return { node, time: { ns: 1_000_000_000n, digits: 3 }, serial: Number(serial), records };
    }),
  });
  const SAMPLES = [
    [
      'copies in two files',
      [
        ['A', '', '1:SYSCALL1'],
        ['B', '', '1:SYSCALL1'],
      ],
      ['A0=B0:SYSCALL'],
    ],
    ['other serials', [['A', '', '1:SYSCALL1 2:SYSCALL1']], ['A0:SYSCALL', 'A10:SYSCALL']],
    [
      'an event that a rotation split',
      [
        ['A', '', '1:SYSCALL1'],
        ['B', '', '1:OBJ_PID2,PROCTITLE3'],
      ],
      ['A0:SYSCALL,OBJ_PID,PROCTITLE'],
    ],
    [
      'a named and an unnamed node',
      [
        ['A', '', 'n/1:SYSCALL1'],
        ['B', '', '1:SYSCALL1'],
      ],
      ['A0=B0:SYSCALL'],
    ],
    [
      'two named nodes',
      [
        ['A', '', 'n/1:SYSCALL1'],
        ['B', '', 'm/1:SYSCALL1'],
      ],
      ['A0:SYSCALL', 'B0:SYSCALL'],
    ],
    [
      'copies in two sub-folders',
      [
        ['A', 'a', '1:SYSCALL1'],
        ['B', 'b', '1:SYSCALL1'],
      ],
      ['A0=B0:SYSCALL'],
    ],
    [
      'other records of two sub-folders',
      [
        ['A', 'a', '1:SYSCALL1'],
        ['B', 'b', '1:SYSCALL2'],
      ],
      ['A0:SYSCALL', 'B0:SYSCALL'],
    ],
  ] as const;
  for (const [what, files, expected] of SAMPLES) {
    it(`tells ${what}`, () => {
      const placed = mergeAuditEvents(files.map(([file, group, text]) => fileFrom(file, group, text)));
      const told = placed.map(({ at, also, value }) => {
        const places = [at, ...also].map(({ file, line }) => `${file}${String(line)}`).join('=');
        return `${places}:${value.records.map(({ record }) => record.type).join()}`;
      });
      assert.deepEqual(told, expected);
    });
  }

  const CHINA: Zone = { offset: 480, reason: message('time.fromSetting'), certainty: 'certain', at: null };
  /** The recorded logs of one session as files of a case; the zone is set as a user would. */
  const recorded = (name: string, group = ''): AuditFile => {
    const reader = new LogReader(name);
    for (const line of readFileSync(join(RECORDED, name), 'utf8').split('\n')) {
      reader.push(line);
    }
    return { group, events: reader.end({ ...NO_TIME_GIVEN, zone: CHINA }).auditEvents };
  };
  const told = (files: readonly AuditFile[]): (readonly [number | null, string, number])[] =>
    mergeAuditEvents(files, syscallRecord).map(
      ({ at, also, value }) =>
        [value.serial, [at, ...also].map(place => place.file).join('='), value.records.length] as const,
    );

  it('takes an event of the journal and of audit.log for one, word for word at one time', () => {
    const both = 'audit.log=journal.iso.txt';
    const expected = [
      [6419, both, 1],
      [6420, both, 1],
      [6421, both, 3],
      [6422, both, 2],
      [6423, both, 7],
      [6424, both, 4],
      [6425, both, 3],
    ];
    const only = [null, 'journal.iso.txt', 1];
    assert.deepEqual(told([recorded('audit.log'), recorded('journal.iso.txt')]), [...expected, only]);
    assert.deepEqual(told([recorded('journal.iso.txt'), recorded('audit.log')]), [
      only,
      ...expected.map(([serial, , size]) => [serial, both, size]),
    ]);
  });

  it('leaves journal events apart that have no time, or come from another group that names another node', () => {
    assert.equal(told([recorded('audit.log'), recorded('journal.txt')]).length, 7 + 8);
    const elsewhere = recorded('journal.iso.txt', 'b');
    const renamed = { group: 'b', events: elsewhere.events.map(event => ({ ...event, node: 'other' })) };
    assert.equal(told([recorded('audit.log', 'a'), elsewhere]).length, 8);
    assert.equal(told([recorded('audit.log', 'a'), renamed]).length, 7 + 8);
  });

  it('counts equal events of the journal as often as a file has them', () => {
    const journal = recorded('journal.iso.txt');
    const twice = { group: '', events: journal.events.flatMap(event => [event, event]) };
    assert.equal(told([journal, { ...journal }]).length, 8);
    assert.equal(told([twice]).length, 16);
    assert.equal(told([twice, journal]).length, 16);
    assert.equal(told([recorded('audit.log'), twice]).length, 7 + 1 + 8);
  });

  it('takes what ausearch -i printed for the event it was printed of, and keeps the undecoded records', () => {
    for (const files of [
      ['audit.log', 'ausearch-i.txt'],
      ['ausearch-i.txt', 'audit.log'],
    ]) {
      const merged = mergeAuditEvents(
        files.map(file => recorded(file)),
        syscallRecord,
      );
      assert.equal(merged.length, 7);
      for (const { value, at, also } of merged) {
        assert.ok(value.records.every(({ record }) => record.form === 'log'));
        assert.deepEqual([at.file, ...also.map(place => place.file)], ['audit.log', 'ausearch-i.txt']);
      }
    }
  });
});
