// Which files one log was rotated into, the oldest first.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rotatedSets } from '../../../server/src/casefile/sets';

/** Each set as its name and its files, the oldest first. */
const SETS: readonly (readonly [name: string, files: readonly string[]])[] = [
  ['audit.log', ['audit.log.10', 'audit.log.4', 'audit.log.1', 'audit.log']],
  ['messages', ['messages-20191230.gz', 'messages-20200223.gz', 'messages']],
  ['syslog', ['syslog.3.xz', 'syslog.2.gz', 'syslog.1', 'syslog']],
  ['var/log/messages', ['var/log/messages-20200216', 'var/log/messages-20200216.gz', 'var/log/messages-20200223']],
  ['kern.log', ['kern.log.2.zst', 'kern.log.1', 'kern.log.1.gz', 'kern.log']],
  ['app.log', ['app.log.2024-01-05', 'app.log.2024-01-06']],
  ['0.log', ['0.log.20240105-000013.gz', '0.log.20240105-120000', '0.log']],
  ['boot.log', ['boot.log.old', 'boot.log']],
  ['x.tar.gz/audit.log', ['x.tar.gz/audit.log.1', 'x.tar.gz/audit.log']],
];

const ALONE = [
  'versions.txt',
  'messages-99999999',
  'messages-20201399',
  'a/syslog',
  'b/syslog.1',
  'core.4711',
  'dmesg',
];

function found(names: readonly string[]) {
  return rotatedSets(names.map(name => ({ name }))).map(({ name, files }) => [name, files.map(file => file.name)]);
}

describe('rotatedSets', () => {
  for (const [name, files] of SETS) {
    it(`puts ${files.join(', ')} in this order, whatever order they come in`, () => {
      fc.assert(
        fc.property(fc.shuffledSubarray([...files], { minLength: files.length }), shuffled => {
          assert.deepEqual(found(shuffled), [[name, files]]);
        }),
        { numRuns: 20 },
      );
    });
  }

  it('takes no file for one of a set that is alone', () => {
    assert.deepEqual(found(ALONE), []);
  });
});
