// The README's tables against the manifest: no setting and no command is missing, none is made up, defaults are right.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import nls from '../../../package.nls.json';
import { manifest } from './manifest';

const words: Readonly<Record<string, string>> = nls;
const readme = readFileSync('README.md', 'utf8');

function firstCells(heading: string): string[][] {
  const section = readme.split(/^## /m).find(part => part.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter(line => line.startsWith('|'));
  return rows.slice(2).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
}

describe('README', () => {
  it('lists each setting with its default', () => {
    const settings = Object.entries(manifest.contributes.configuration.properties);
    assert.deepEqual(
      firstCells('Settings').map(([name, value]) => [
        name,
        JSON.parse(/^`(.*)`$/.exec(value ?? '')?.[1] ?? '') as unknown,
      ]),
      settings.map(([name, { default: value }]) => [`\`${name}\``, value]),
    );
  });

  it('lists each command of the palette', () => {
    const hidden = new Set(
      (manifest.contributes.menus['commandPalette'] ?? [])
        .filter(item => item.when === 'false')
        .map(item => item.command),
    );
    const shown = manifest.contributes.commands.filter(item => !hidden.has(item.command));
    assert.deepEqual(
      firstCells('Commands')
        .map(([name]) => name)
        .sort(),
      shown.map(item => `Nodelog: ${words[item.title?.replace(/%/g, '') ?? ''] ?? ''}`).sort(),
    );
  });
});
