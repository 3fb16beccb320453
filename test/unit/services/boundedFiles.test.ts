// Archives are read as far as the settings say, also by whoever keeps what reads them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../../server/src/services/settings';
import { BoundedFiles } from '../../../server/src/services/boundedFiles';
import { tar } from '../casefile/tarBytes';
import { MemoryHost } from '../memoryHost';

test('a member is read as far as the settings of its folder say, as they are then', async () => {
  const host = new MemoryHost({ '/case/a.tar': tar([{ name: 'a.log' }, { name: 'b.log', content: 'b' }]) });
  let maxMembers = 9;
  const asked: string[] = [];
  const bounded = new BoundedFiles(host, {
    get: uri => {
      asked.push(uri ?? '');
      return Promise.resolve({ ...DEFAULT_SETTINGS, archives: { ...DEFAULT_SETTINGS.archives, maxMembers } });
    },
  });
  const files = bounded.for('/case/a.tar/b.log');
  const read = async (): Promise<string> => {
    let text = '';
    for await (const piece of files.readPieces('/case/a.tar/b.log')) text += new TextDecoder().decode(piece);
    return text;
  };
  assert.equal(await read(), 'b');
  maxMembers = 1;
  await assert.rejects(read);
  maxMembers = 2;
  assert.equal(await read(), 'b');
  assert.deepEqual([...new Set(asked)], ['file:///case/a.tar/b.log']);
  await bounded.release();
});
