// The host of the tests of this room: the real one, its wasm read from the packages that the bundle copies it from.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import type { Host } from '../../../server/src/host';
import { createNodeHost } from '../../../server/src/nodeHost';

const require = createRequire(__filename);
const WASM = {
  'web-tree-sitter': require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  'tree-sitter-go': path.join(path.dirname(require.resolve('tree-sitter-go/package.json')), 'tree-sitter-go.wasm'),
};

export const host: Host = { ...createNodeHost(''), wasm: name => readFile(WASM[name]) };

/** A folder for the tests of a suite, removed after them; call it within describe. */
export function temporaryFolder(): { path: string } {
  const folder = { path: '' };
  before(async () => {
    folder.path = await mkdtemp(path.join(tmpdir(), 'nodelog-source-'));
  });
  after(() => rm(folder.path, { recursive: true, force: true }));
  return folder;
}
