// Lines of a text, whatever ends them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
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
  ['a\rb\n', ['a', 'b']],
  ['a\r', ['a']],
  ['\r', ['']],
  ['\n\r', ['', '']],
  ['a\r\rb', ['a', '', 'b']],
  ['a\r\r\n', ['a', '']],
  ['a\rb\r\nc\nd', ['a', 'b', 'c', 'd']],
  ['a\u2028b\u0085c', ['a\u2028b\u0085c']],
];

describe('splitLines', () => {
  for (const [text, lines] of SAMPLES) {
    it(`splits ${JSON.stringify(text)}`, () => {
      assert.deepEqual([...splitLines(text)], lines);
    });
  }

  const line = fc.string({ unit: fc.constantFrom('a', ' ', '€', '\u2028') });

  for (const [name, end] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
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
        assert.equal([...splitLines(given)].join(''), given.replace(/[\r\n]/g, ''));
      }),
    );
  });

  it('splits where the editor does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\u2028') });
    fc.assert(
      fc.property(text, given => {
        const document = TextDocument.create('file:///messages', 'log', 0, given);
        const lines = Array.from({ length: document.lineCount }, (_, line) =>
          document
            .getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } })
            .replace(/[\r\n]+$/, ''),
        );
        // The editor counts the empty rest behind the last break as a line.
        assert.deepEqual([...splitLines(given)], lines.at(-1) === '' ? lines.slice(0, -1) : lines);
      }),
    );
  });

  for (const [many, last] of [
    ['\n', '\r'],
    ['\r', '\n'],
  ] as const) {
    it(`looks for a far ${JSON.stringify(last)} once, not at every ${JSON.stringify(many)}`, () => {
      let count = 0;
      for (const text of splitLines(many.repeat(1_000_000) + `x${last}`)) count += text === '' ? 1 : 0;
      assert.equal(count, 1_000_000);
    });
  }

  it('reads a line up to its limit only, and the next line whole', () => {
    const lines = [...splitLines(`${'x'.repeat(MAX_LINE + 5)}\nnext`)];
    assert.deepEqual(
      lines.map(text => text.length),
      [MAX_LINE, 4],
    );
  });
});
