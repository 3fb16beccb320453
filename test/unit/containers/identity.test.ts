// The same entry in several files is one thing with several places.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { auditKey, mergePlaces, type Keyed } from '../../../server/src/containers/identity';
import type { AuditEvent } from '../../../server/src/audit/event';

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

describe('auditKey', () => {
  const event = (more: Partial<AuditEvent> = {}): AuditEvent => ({
    node: null,
    time: { ns: 1582099207_232_000_000n, digits: 3 },
    serial: 7,
    records: [],
    ...more,
  });

  it('is the same for a node that is written and the group that bears its name', () => {
    assert.equal(auditKey(event({ node: 'a' }), ''), auditKey(event(), 'a'));
  });

  for (const [what, other, group] of [
    ['serial', event({ serial: 8 }), ''],
    ['time', event({ time: { ns: 1n, digits: 3 } }), ''],
    ['node', event({ node: 'b' }), ''],
    ['group', event(), 'b'],
  ] as const) {
    it(`is another for another ${what}`, () => {
      assert.notEqual(auditKey(other, group), auditKey(event(), ''));
    });
  }
});
