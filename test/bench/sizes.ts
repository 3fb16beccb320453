// The sizes of what ships.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Figure } from './figures';

/** The sizes of the package and of the bundles in it; `dist` is the staged one. */
export function measureSizes(dist: string): Figure[] {
  const files = readdirSync(dist).filter(name => /\.(?:vsix|js|wasm)$/.test(name));
  const rank = (name: string): number => ['.vsix', '.js', '.wasm'].indexOf(path.extname(name));
  return files
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .map(name => ({ what: name, unit: 'kB', samples: [statSync(path.join(dist, name)).size / 1000] }));
}
