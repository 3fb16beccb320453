// What is said of the files of a case that were not read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import { text } from '../../../server/src/render/text';
import { gapsOf } from '../../../server/src/services/caseGaps';
import { caseText } from '../incident';
import { MemoryHost, type MemoryEntry } from '../memoryHost';

async function said(files: Readonly<Record<string, MemoryEntry>>) {
  const opened = new LocalCase(new MemoryHost(files), ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
  await opened.read();
  return (await gapsOf(opened)).map(text);
}

test('files that were not read are named with their reasons, those that are no logs are not', async () => {
  assert.deepEqual(
    await said({
      '/case/audit.log': caseText('audit.log'),
      '/case/README.md': 'some words\n',
      '/case/b.log': { problem: 'EACCES: permission denied' },
      '/case/c.log': `${caseText('audit.log')}${'x'.repeat(1 << 20)}\n`,
    }),
    [
      'Not read in this case: b.log: cannot be read: EACCES: permission denied',
      'Read in part in this case: c.log: line 13 is longer than 1048576 characters: only its beginning is read',
    ],
  );
});

test('of many a few are named, and the others counted', async () => {
  const problem = { problem: 'EIO' };
  const gaps = await said(
    Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map(name => [`/case/${name}.log`, problem])),
  );
  assert.equal(gaps.length, 6);
  assert.equal(gaps[5], '1 more file was not read in this case, or not whole: the view Containers names it.');
});

test('a log of no case lacks nothing', async () => {
  assert.deepEqual(await gapsOf(null), []);
});
