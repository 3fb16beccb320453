// What hostile text looks like: nothing that drives a terminal, hides, or turns the direction of writing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { visible, visibleLine } from '../../../server/src/render/visible';
import { hostile } from './hostile';

describe('visible', () => {
  for (const [text, shown, line] of [
    ['', '', ''],
    ['plain words 137', 'plain words 137', 'plain words 137'],
    ['中文 ü 😀', '中文 ü 😀', '中文 ü 😀'],
    ['a\tb\r\nc', 'a\tb\r\nc', 'a b␍␊c'],
    ['\u001b[31m\u0007', '␛[31m␇', '␛[31m␇'],
    ['\u202egpj.exe\u061c', '\ufffdgpj.exe\ufffd', '\ufffdgpj.exe\ufffd'],
    ['a\u2028b', 'a\u2028b', 'a\ufffdb'],
  ] as const) {
    it(`shows ${JSON.stringify(text)} as ${JSON.stringify(shown)}, in one line as ${JSON.stringify(line)}`, () => {
      assert.equal(visible(text), shown);
      assert.equal(visibleLine(text), line);
    });
  }

  it('leaves no control character and no change of direction in a line', () => {
    fc.assert(
      fc.property(hostile, text => {
        assert.doesNotMatch(visibleLine(text), /[\p{Cc}\u2028\u2029\p{Bidi_Control}]/u);
      }),
    );
  });
});
