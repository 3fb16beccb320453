// Values of bytes: times of all versions of Go, numbers, strings, and what is no value of its type.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { argumentsOf } from '../../../server/src/abi/arguments';
import type { Machine } from '../../../server/src/abi/machine';
import { EPOCHS } from '../../../server/src/abi/standardTypes';
import { argumentsText } from '../../../server/src/render/arguments';
import { treeOf } from './trees';

const FLAT: Machine = { wordSize: 8, sized: true, style: 'flat', minor: null, epochs: EPOCHS, marks: false };
const GROUPED: Machine = { ...FLAT, style: 'grouped', marks: true };

/** What a call of `func F(signature)` says. */
async function said(signature: string, args: string, machine: Machine): Promise<string | null> {
  const source = `package made\nimport "time"\nfunc F(${signature}) {}\nvar Now time.Time\n`;
  const tree = await treeOf({ 'made.go': source });
  const place = { path: 'made.go', line: 3, declared: 'F', certainty: 'certain' as const };
  const named = await argumentsOf({ function: 'made.F', args, inlined: false, createdBy: false }, place, tree, machine);
  return named && argumentsText(named);
}

describe('a value', () => {
  const flat: readonly [what: string, signature: string, args: string, said: string | null][] = [
    // time/time.go: hasMonotonic, wallToInternal.
    [
      'a time with a monotonic clock',
      't time.Time',
      '0xbf8d68647291f929, 0xbec8633ef91e, 0x8bc720',
      't = 2020-02-25T14:07:13.848Z',
    ],
    ['a time without', 't time.Time', '0x3291f929, 0xed5e72111, 0x0', 't = 2020-02-25T14:07:13.848Z'],
    ['a time of Go 1.8 and older', 't time.Time', '0xed5e72111, 0x3291f929, 0x0', 't = 2020-02-25T14:07:13.848Z'],
    [
      'a time of Go 1.8 with other bytes beside its nanoseconds',
      't time.Time',
      '0xed5e72111, 0xc43291f929, 0x0',
      't = 2020-02-25T14:07:13.848Z',
    ],
    ['the zero time', 't time.Time', '0x0, 0x0, 0x0', 't = 0001-01-01T00:00:00.000Z'],
    ['bytes that are no time', 't time.Time', '0xc000012080, 0x1, 0x0', 't = {wall: 824633794688, ext: 1, loc: nil}'],
    [
      'nanoseconds of more than a second',
      't time.Time',
      '0xbf8d68647fffffff, 0x1, 0x0',
      't = {wall: 13802803213813940223, ext: 1, loc: nil}',
    ],
    ['a negative number', 'n int', '0xffffffffffffffff', 'n = -1'],
    [
      'a bool that is none beside small numbers',
      'a int8, b uint16, c bool',
      '0xc4ff01010080',
      'a = -128, b = 257, c = 0xc4ff01010080',
    ],
    ['small numbers in one word', 'a int8, b uint16, c bool', '0xc401ffffff80', 'a = -128, b = 65535, c = true'],
    ['a bool that is none', 'b bool', '0x80', 'b = 0x80'],
    ['the empty string', 's string', '0x0, 0x0', 's = ""'],
    ['a string', 's string', '0x8bc720, 0x1f', 's = 31 bytes at 0x8bc720'],
    ['a string at nil', 's string', '0x0, 0x1f', 's = 0x0, 0x1f'],
    ['a nil slice', 's []int', '0x0, 0x0, 0x0', 's = nil'],
    ['an empty slice', 's []int', '0xc42000, 0x0, 0x0', 's = len 0, cap 0'],
    ['a slice longer than its room', 's []int', '0xc42000, 0x5, 0x4', 's = 0xc42000, 0x5, 0x4'],
    ['a nil interface', 'e error', '0x0, 0x0', 'e = nil'],
    ['an interface without a type', 'e error', '0x0, 0x1', 'e = 0x0, 0x1'],
    ['nil in an interface', 'e error', '0x8bc720, 0x0', 'e = an interface that holds nil'],
    ['variadic parameters', 'a int, more ...string', '0x1, 0xc42000, 0x2, 0x2', 'a = 1, more = len 2, cap 2'],
    ['parameters without names', 'int, string', '0x1, 0x8bc720, 0x2', '_ = 1, _ = 2 bytes at 0x8bc720'],
    ['more words than parameters', 'a int', '0x1, 0x2', null],
    ['fewer words than parameters', 'a, b, c int', '0x1, 0x2', null],
    ['braces that this Go does not print', 's string', '{0x1, 0x2}', null],
    ['an unknown type', 'a int, f far.T, b int', '0x1, 0x2, 0x3', 'a = 1, f = …, b = …'],
  ];
  for (const [what, signature, args, wanted] of flat) {
    it(`on the stack: ${what}`, async () => {
      assert.equal(await said(signature, args, FLAT), wanted);
    });
  }

  const grouped: readonly [what: string, signature: string, args: string, said: string | null][] = [
    ['a string', 's string', '{0x8bc720, 0x1f}', 's = 31 bytes at 0x8bc720'],
    ['a stale string', 's string', '{0x8bc720?, 0x1f}', 's = 31 bytes at 0x8bc720?'],
    ['fields, one of them stale', 'p struct { a int8; b bool }', '{0xff, 0x1?}', 'p = {a: -1, b: true?}'],
    ['an unknown type between others', 'a int, f far.T, b int', '0x1, {0x2, {0x3}}, 0x4', 'a = 1, f = 0x2, 0x3, b = 4'],
    ['a word longer than its type', 'a int8', '0x100', null],
    ['a word where braces belong', 's string', '0x1', null],
    ['braces where a word belongs', 'n int', '{0x1}', null],
    ['too few words in braces', 's []int', '{0x1, 0x2}', null],
    ['too many words in braces', 's string', '{0x1, 0x2, 0x3}', null],
    ['what lies too far to be printed', 'a [1]int, b int', '{_}, 0x2', 'a = […], b = 2'],
    ['nothing in braces', 'e struct{}, n int', '{}, 0x5', 'e = {}, n = 5'],
    [
      'what is not printed',
      'a string, b [4]int, c int',
      '{0x1, 0x2}, {0x1, 0x2, ...}, ...',
      'a = 2 bytes at 0x1, b = [1, 2, …], c = …',
    ],
    [
      'a complex number',
      'c complex128',
      '{0x3ff0000000000000, 0x4000000000000000}',
      'c = 0x3ff0000000000000, 0x4000000000000000',
    ],
  ];
  for (const [what, signature, args, wanted] of grouped) {
    it(`by Go 1.17 and later: ${what}`, async () => {
      assert.equal(await said(signature, args, GROUPED), wanted);
    });
  }

  it('is told by neither reading where nothing tells which is right', async () => {
    const either: Machine = { ...FLAT, style: null };
    assert.equal(await said('a, b *int', '0xc000012080, 0x0', either), 'a = 0xc000012080, b = nil');
    assert.equal(await said('a, b int32', '0x1, 0x2', either), 'a = 1, b = 2');
    assert.equal(await said('a, b int32', '0x200000001', either), 'a = 1, b = 2');
    const source = 'package made\nfunc F(a, b int32) int {}\n';
    const tree = await treeOf({ 'made.go': source });
    const place = { path: 'made.go', line: 2, declared: 'F', certainty: 'certain' as const };
    const frame = { function: 'made.F', args: '0x1, 0x2', inlined: false, createdBy: false };
    assert.equal(await argumentsOf(frame, place, tree, either), null);
  });
});
