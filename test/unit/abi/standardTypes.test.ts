// The table of the standard library's types against Go's own source, where versions of it are installed.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Types, type Layout } from '../../../server/src/abi/layout';
import { SourceTree } from '../../../server/src/abi/sourceTree';
import { EPOCHS, ROWS, standardSource } from '../../../server/src/abi/standardTypes';
import { goParser, treeOf } from './trees';

/** GOROOTs: Debian's, and those that NODELOG_GOROOTS names. */
const ROOTS = [
  ...(existsSync('/usr/share') ? readdirSync('/usr/share').filter(name => /^go-1\.\d+$/.test(name)) : []).map(
    name => `/usr/share/${name}`,
  ),
  ...(process.env['NODELOG_GOROOTS'] ?? '').split(':').filter(root => root !== ''),
];
const NAMES = [
  ...new Set(
    ROWS.flatMap(row => [...row.source.matchAll(/^\s*type (\w+)/gm)].map(([, name]) => `${row.package}.${name ?? ''}`)),
  ),
].filter(name => !['unsafe.Pointer', 'time.Location', 'sync/atomic.align64'].includes(name));

describe('the table of standard types', () => {
  it('has one declaration of a type in each version', async () => {
    const parser = await goParser();
    for (const minor of [...EPOCHS, null]) {
      for (const importPath of new Set(ROWS.map(row => row.package))) {
        const source = standardSource(importPath, minor);
        if (source === null) continue;
        const names = [...source.matchAll(/^\s*type (\w+)/gm)].map(match => match[1]);
        assert.equal(new Set(names).size, names.length, `${importPath} ${String(minor)}`);
        assert.equal(
          parser.read(source, root => root.hasError),
          false,
          source,
        );
      }
    }
  });

  it('has no row that no version reads, and none that an epoch misses', () => {
    for (const { from = 7, before } of ROWS) {
      assert.ok(EPOCHS.includes(from), String(from));
      assert.ok(before === undefined || EPOCHS.includes(before), String(before));
    }
  });

  for (const root of ROOTS) {
    const minor = Number(/go-1\.(\d+)$/.exec(root)?.[1]);
    it(`agrees with ${root}`, async () => {
      const own = new SourceTree({
        parser: await goParser(),
        roots: ['std'],
        files: {
          readFile: path =>
            Promise.resolve(existsSync(`${root}/${path}`) ? readFileSync(`${root}/${path}`, 'utf8') : null),
          listFolder: folder =>
            Promise.resolve(existsSync(`${root}/${folder}`) ? readdirSync(`${root}/${folder}`) : []),
        },
      });
      const table = await treeOf({});
      let compared = 0;
      for (const name of NAMES) {
        for (const wordSize of [8, 4] as const) {
          const types = new Types(wordSize, minor);
          const [ours, theirs] = await Promise.all([table, own].map(tree => layoutOf(tree, name, types)));
          // Of some Go has a file for each of several builds: which one was taken is not known.
          if (!ours || !theirs) continue;
          compared++;
          assert.deepEqual(sizeOf(ours), sizeOf(theirs), `${name} on ${String(wordSize)}`);
        }
      }
      assert.ok(compared > 60, String(compared));
    });
  }

  it('is compared with versions of Go', { skip: ROOTS.length === 0 && 'no source of Go is installed' }, () => {
    assert.ok(NAMES.length > 30);
  });
});

async function layoutOf(tree: SourceTree, name: string, types: Types): Promise<Layout | null> {
  const dot = name.lastIndexOf('.');
  const [importPath, type] = [name.slice(0, dot), name.slice(dot + 1)];
  const owner = await tree.package(importPath);
  if (!owner) return null;
  const standard = owner.folder === null ? tree.standard(importPath, types.minor) : null;
  const scope = standard ? { file: standard, package: owner } : await tree.declaring(owner, type);
  return scope && types.layout({ kind: 'name', package: null, name: type, text: type }, scope);
}

function sizeOf(layout: Layout): readonly (string | number)[] {
  const shape = layout.kind === 'struct' ? 'struct' : layout.kind;
  return [shape, layout.size, layout.align];
}
