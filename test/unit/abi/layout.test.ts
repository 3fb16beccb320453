// Sizes, alignments and offsets, on 64-bit and 32-bit machines.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Types, type Layout } from '../../../server/src/abi/layout';
import { treeOf } from './trees';

async function layoutOf(declarations: string, wordSize: 4 | 8, minor: number | null = null): Promise<Layout | null> {
  const tree = await treeOf({
    'made.go': `package made\n${declarations}\n`,
    'other/other.go': 'package other\ntype Far struct { a byte; b int64 }',
  });
  const scope = await tree.scope('made.go');
  assert.ok(scope);
  return new Types(wordSize, minor).layout({ kind: 'name', package: null, name: 'T', text: 'T' }, scope);
}

/** size/align, and the offsets of a struct's fields. */
function shape(layout: Layout | null): string | null {
  if (!layout) return null;
  const offsets = layout.kind === 'struct' ? ` ${layout.fields.map(({ offset }) => String(offset)).join(' ')}` : '';
  return `${String(layout.size)}/${String(layout.align)}${offsets}`;
}

describe('a layout', () => {
  // What the compilers of Go 1.19 for amd64 and 386 say of the same types (unsafe.Sizeof, Alignof, Offsetof).
  const cases: readonly [declaration: string, wide: string | null, narrow: string | null][] = [
    ['type T int', '8/8', '4/4'],
    ['type T uint8', '1/1', '1/1'],
    ['type T int64', '8/8', '8/4'],
    ['type T float64', '8/8', '8/4'],
    ['type T complex128', '16/8', '16/4'],
    ['type T complex64', '8/4', '8/4'],
    ['type T string', '16/8', '8/4'],
    ['type T []string', '24/8', '12/4'],
    ['type T error', '16/8', '8/4'],
    ['type T map[string]int', '8/8', '4/4'],
    ['type T chan int', '8/8', '4/4'],
    ['type T func()', '8/8', '4/4'],
    ['type T *T', '8/8', '4/4'],
    ['type T interface{ M() }', '16/8', '8/4'],
    ['type T [3]uint16', '6/2', '6/2'],
    ['const N = 5\ntype T [N]byte', '5/1', '5/1'],
    ['type T [0x10]rune', '64/4', '64/4'],
    ['type T struct{}', '0/1 ', '0/1 '],
    ['type T struct { a bool; b int64; c bool }', '24/8 0 8 16', '16/4 0 4 12'],
    ['type T struct { a, b, c uint8; d uint16 }', '6/2 0 1 2 4', '6/2 0 1 2 4'],
    ['type T struct { a int; b struct{} }', '16/8 0 8', '8/4 0 4'],
    ['type T struct { struct_; x int8 }\ntype struct_ struct { a int32; b int8 }', '12/4 0 8', '12/4 0 8'],
    ['type T = U\ntype U struct { a int }', '8/8 0', '4/4 0'],
    ['import "time"\ntype T struct { a bool; t time.Time; d time.Duration }', '40/8 0 8 32', '32/4 0 4 24'],
    ['import "sync"\ntype T struct { mu sync.Mutex; rw sync.RWMutex; x bool }', '36/4 0 8 32', '36/4 0 8 32'],
    ['import clock "time"\ntype T struct { t clock.Time }', '24/8 0', '20/4 0'],
    ['import "example.org/made/other"\ntype T struct { f other.Far; g int8 }', '24/8 0 16', '16/4 0 12'],
    // Not known, or different with the version of Go.
    ['type T Nowhere', null, null],
    ['import "example.org/far"\ntype T struct { f far.Type }', null, null],
    ['type T struct { a int; b G[int] }\ntype G[K any] struct { k K }', null, null],
    ['import "sync"\ntype T struct { wg sync.WaitGroup }', null, null],
    ['type T [len(x)]int', null, null],
    // No program.
    ['type T struct { t T }', null, null],
    ['type T T', null, null],
    ['type T [1<<40]int', null, null],
    ['type T [99999999999]int', null, null],
    ['type T struct { a [99999999]U }\ntype U [99999999]int', null, null],
    ['type T struct {', null, null],
  ];
  for (const [declaration, wide, narrow] of cases) {
    it(`of ${declaration.replaceAll('\n', '; ')}`, async () => {
      assert.deepEqual([shape(await layoutOf(declaration, 8)), shape(await layoutOf(declaration, 4))], [wide, narrow]);
    });
  }

  for (const [minor, wide, narrow] of [
    [10, '24/8 0 16', '20/4 0 16'],
    [12, '24/8 0 16', '16/4 0 12'],
    [19, '24/8 0 16', '16/4 0 12'],
    [22, '24/8 0 16', '24/8 0 16'],
  ] as const) {
    it(`of a sync.WaitGroup in Go 1.${String(minor)}`, async () => {
      const declaration = 'import "sync"\ntype T struct { wg sync.WaitGroup; next *T }';
      assert.equal(shape(await layoutOf(declaration, 8, minor)), wide);
      assert.equal(shape(await layoutOf(declaration, 4, minor)), narrow);
    });
  }

  it('of types that nest without end takes no end of time', async () => {
    const nest = Array.from({ length: 60 }, (_, n) => `type T${String(n)} struct { a, b, c, d T${String(n + 1)} }`);
    assert.equal(await layoutOf(`type T T0\n${nest.join('\n')}\ntype T60 int`, 8), null);
    assert.equal(await layoutOf(`type T ${'struct { a '.repeat(500)}int${' }'.repeat(500)}`, 8), null);
  });

  it('is not claimed where two files of a package declare the type', async () => {
    const tree = await treeOf({
      'use.go': 'package made\ntype U struct { t T }',
      'one.go': 'package made\ntype T int8',
      'two.go': '//go:build mips\n\npackage made\ntype T int64',
    });
    const scope = await tree.scope('use.go');
    assert.ok(scope);
    assert.equal(await new Types(8, null).layout({ kind: 'name', package: null, name: 'U', text: 'U' }, scope), null);
  });

  it('is that of the file for Linux', async () => {
    const tree = await treeOf({
      'use.go': 'package made\ntype U struct { t T }',
      'one_linux.go': 'package made\ntype T int8',
      'two_windows.go': 'package made\ntype T int64',
      'three.go': '// +build !linux\n\npackage made\ntype T int32',
      'four_test.go': 'package made\ntype T int16',
    });
    const scope = await tree.scope('use.go');
    assert.ok(scope);
    const layout = await new Types(8, null).layout({ kind: 'name', package: null, name: 'U', text: 'U' }, scope);
    assert.equal(layout?.size, 1);
  });

  it('is asked for no longer than it is wanted', async () => {
    const tree = await treeOf({ 'made.go': 'package made\ntype T U\ntype U int' });
    const scope = await tree.scope('made.go');
    assert.ok(scope);
    const types = new Types(8, null, AbortSignal.abort());
    await assert.rejects(types.layout({ kind: 'name', package: null, name: 'T', text: 'T' }, scope), {
      name: 'AbortError',
    });
  });
});
