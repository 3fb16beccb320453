// The bundle that translators start from holds every text that a user can see.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { BUNDLE, translatedTexts } from './texts';

const REMEDY = 'run: node --import tsx test/unit/client/updateBundle.ts';

test('the l10n bundle holds every text of client and server, and no other', async () => {
  const bundle = JSON.parse(await readFile(BUNDLE, 'utf8')) as Record<string, string>;
  assert.deepEqual(Object.keys(bundle), translatedTexts(), REMEDY);
});

test('a text of the bundle is its own English', async () => {
  const bundle = JSON.parse(await readFile(BUNDLE, 'utf8')) as Record<string, string>;
  for (const [text, english] of Object.entries(bundle)) assert.equal(english, text);
});

test('every text that is translated says something', () => {
  for (const text of translatedTexts()) assert.notEqual(text.trim(), '');
});
