// The command table against package.json.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { commandTable, type Parts } from '../../../client/src/commands';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
  };
}

/** The handlers look at their parts only when they run, so that none are needed to compare the keys. */
const NO_PARTS = {} as Parts;

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as Manifest;
}

test('every command of package.json has a handler, and every handler a command', async () => {
  const { contributes } = await manifest();
  const declared = contributes.commands.map(({ command }) => command);
  assert.deepEqual(Object.keys(commandTable(NO_PARTS)).sort(), declared.sort());
});

test('every command has the category of the product', async () => {
  const { contributes } = await manifest();
  for (const { command, category } of contributes.commands) assert.equal(category, 'Nodelog', command);
});

test('a command that needs a row of the view is hidden from the palette', async () => {
  const { contributes } = await manifest();
  const hidden = contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
  assert.deepEqual(hidden.sort(), [
    'nodelog.case.close',
    'nodelog.containers.copyId',
    'nodelog.containers.findReferences',
    'nodelog.containers.showMore',
    'nodelog.event.reveal',
    'nodelog.filter.apply',
    'nodelog.filter.remove',
    'nodelog.filter.rename',
    'nodelog.review.open',
    'nodelog.traces.copyMarkdown',
    'nodelog.traces.reveal',
    'nodelog.traces.review',
    'nodelog.traces.showMore',
    'nodelog.traces.showSame',
  ]);
});
