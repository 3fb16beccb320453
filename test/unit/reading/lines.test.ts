// Lines of a text, whatever ends them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_LINE, splitLines } from '../../../server/src/reading/lines';

const SAMPLES: readonly (readonly [text: string, lines: readonly string[]])[] = [
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\nb', ['a', 'b']],
  ['a\r\nb\r\n', ['a', 'b']],
  ['\n', ['']],
  ['\r\n', ['']],
  ['a\n\nb', ['a', '', 'b']],
  ['a\rb\n', ['a\rb']],
  ['a\r\r\n', ['a\r']],
  ['a\u2028b\u0085c', ['a\u2028b\u0085c']],
];

describe('splitLines', () => {
  for (const [text, lines] of SAMPLES) {
    it(`splits ${JSON.stringify(text)}`, () => {
      assert.deepEqual([...splitLines(text)], lines);
    });
  }

  const line = fc.string({ unit: fc.constantFrom('a', ' ', '€', '\r', '\u2028') }).filter(text => !text.endsWith('\r'));

  for (const [name, end] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const) {
    it(`gives back what ${name} has joined`, () => {
      fc.assert(
        fc.property(fc.array(line), lines => {
          assert.deepEqual([...splitLines(lines.map(text => text + end).join(''))], lines);
        }),
      );
    });
  }

  it('loses nothing but breaks', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r') });
    fc.assert(
      fc.property(text, given => {
        assert.equal([...splitLines(given)].join('').replaceAll('\r', ''), given.replace(/[\r\n]/g, ''));
      }),
    );
  });

  it('reads a line up to its limit only, and the next line whole', () => {
    const lines = [...splitLines(`${'x'.repeat(MAX_LINE + 5)}\nnext`)];
    assert.deepEqual(
      lines.map(text => text.length),
      [MAX_LINE, 4],
    );
  });
});
