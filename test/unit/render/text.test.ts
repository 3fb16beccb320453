// Messages become words, in the language of a bundle, and what they are filled with stays what it is.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, it, test } from 'node:test';
import fc from 'fast-check';
import { message } from '../../../server/src/message';
import { messages } from '../../../server/src/render/messages';
import { setBundle, text } from '../../../server/src/render/text';
import { hostile } from './hostile';

describe('text', () => {
  afterEach(() => {
    setBundle({});
  });

  const loop = message('container.exec-started-command', { exec: 'ab', command: 'ip a' });

  it('fills a template with its arguments', () => {
    assert.equal(text(loop), 'exec ab starts: ip a');
    assert.equal(text(message('golang.wait', { minutes: 5 })), '5 minutes');
  });

  it('says one line, and several', () => {
    for (const [lines, said] of [
      [1, '1 line'],
      ['1', '1 line'],
      [0, '0 lines'],
      ['1,001', '1,001 lines'],
    ] as const)
      assert.equal(text(message('slice.lines', { lines })), said);
    setBundle({ '{lines} {lines|line|lines}': '{lines|Zeile|Zeilen}: {lines}' });
    assert.equal(text(message('slice.lines', { lines: 1 })), 'Zeile: 1');
  });

  it('puts a message into a message', () => {
    const certainty = message('container.certainty.likely');
    assert.equal(text(message('container.sure', { statement: loop, certainty })), 'exec ab starts: ip a (likely)');
  });

  it('takes the words of a bundle, in its order of the arguments', () => {
    setBundle({ 'exec {exec} starts: {command}': '{command}: Exec {exec} beginnt', likely: 'wahrscheinlich' });
    assert.equal(text(loop), 'ip a: Exec ab beginnt');
    const certainty = message('container.certainty.likely');
    assert.equal(
      text(message('container.sure', { statement: loop, certainty })),
      'ip a: Exec ab beginnt (wahrscheinlich)',
    );
  });

  it('stays English where the bundle lacks a text', () => {
    setBundle({ likely: 'wahrscheinlich' });
    assert.equal(text(loop), 'exec ab starts: ip a');
  });

  it('keeps a name in braces that no argument fills, and fills none in log text', () => {
    setBundle({ 'exec {exec} starts: {command}': '{exec} {nobody} {command}' });
    const given = message('container.exec-started-command', { exec: '{command}', command: '{exec} $& $1' });
    assert.equal(text(given), '{command} {nobody} {exec} $& $1');
  });

  it('gives log text back as it is', () => {
    fc.assert(
      fc.property(hostile, given => {
        assert.equal(text(message('container.log', { text: given })), given);
      }),
    );
  });
});

test('no id of a message stands in two areas, where the later would win unseen', async () => {
  const folder = join(import.meta.dirname, '../../../server/src/render/messages');
  const files = (await readdir(folder)).filter(name => name !== 'index.ts');
  const ids = await Promise.all(
    files.map(async name =>
      [...(await readFile(join(folder, name), 'utf8')).matchAll(/^ {2}'([\w.-]+)':/gm)].map(([, id]) => id),
    ),
  );
  assert.ok(files.length > 8);
  assert.equal(ids.flat().length, Object.keys(messages).length);
});
