// The words of a frame's arguments, as the runtime prints them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseWords, wordsOf, type Item } from '../../../server/src/abi/words';

/** As printed, to compare; values and marks only. */
function print(items: readonly Item[]): string {
  return items
    .map(item => {
      if (item.kind === 'group') return `{${print(item.items)}}`;
      if (item.kind === 'elision') return '...';
      return item.value === null ? '_' : `0x${item.value.toString(16)}${item.stale ? '?' : ''}`;
    })
    .join(', ');
}

describe('arguments', () => {
  for (const args of [
    '',
    '0x0',
    '0xffffffffffffffff',
    '0xc42000e0c0, 0xbf8d68647291f929, 0xbec8633ef91e, 0x8bc720, 0x4308, 0x0',
    '0x1, ...',
    '{0x1?, 0x2}, 0x3?',
    '{{0x0, 0x0}, {0x0, 0x0, 0x0}, ...}',
    '{}, {{{...}}}, _',
  ]) {
    it(`are read: (${args})`, () => {
      const items = parseWords(args);
      assert.ok(items);
      assert.equal(print(items), args);
    });
  }

  for (const args of [
    '0x',
    '0x1 0x2',
    '{0x1',
    '0x1}',
    '}{',
    '0xg',
    '0x11111111111111111',
    '1, 2',
    '0x1;0x2',
    '....',
    'a',
  ]) {
    it(`are none: (${args})`, () => {
      assert.equal(parseWords(args), null);
    });
  }

  it('know where each word stands', () => {
    const args = '0x1, {0x2?, _}, 0xabc';
    const words = wordsOf(parseWords(args) ?? []);
    assert.deepEqual(
      words.map(({ start, end }) => args.slice(start, end)),
      ['0x1', '0x2?', '_', '0xabc'],
    );
  });

  it('are read in lines that lost the blank behind a comma', () => {
    assert.equal(print(parseWords('0x1,0x2') ?? []), '0x1, 0x2');
  });

  it('never throw, however deep they nest', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '0x1', ', ', '...', '_', '?', 'z'), maxLength: 300 }),
        args => {
          const items = parseWords(args);
          return items === null || wordsOf(items).length <= args.length;
        },
      ),
    );
    assert.equal(parseWords('{'.repeat(100_000)), null);
    const deep = parseWords('{'.repeat(50_000) + '}'.repeat(50_000));
    assert.deepEqual(wordsOf(deep ?? []), []);
  });
});
