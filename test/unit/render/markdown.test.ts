// Hostile text on its way into markdown: nothing in it may mean anything.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { code, escapeMarkdown, fence, link } from '../../../server/src/render/markdown';
import { hostile } from './hostile';

/** What a reader sees of escaped text. */
function shown(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, number: string) => String.fromCharCode(Number(number)));
}

describe('escapeMarkdown', () => {
  for (const [text, escaped] of [
    ['', ''],
    ['plain words 137', 'plain words 137'],
    ['a_b*c', 'a&#95;b&#42;c'],
    ['two\nlines\r\nand\u2028more', 'two lines and more'],
    ['tab\tstays', 'tab\tstays'],
    ['    indented', '&#32;   indented'],
    ['\tindented', '&#9;indented'],
    ['\u001b]0;x\u0007', '␛&#93;0;x␇'],
    ['&#60;', '&#38;&#35;60;'],
    ['\u202egpj.exe', '\ufffdgpj&#46;exe'],
    ['中文 ü 😀', '中文 ü 😀'],
  ] as const) {
    it(`makes ${JSON.stringify(escaped)} of ${JSON.stringify(text)}`, () => {
      assert.equal(escapeMarkdown(text), escaped);
    });
  }

  it('leaves nothing with a meaning in markdown or HTML, and no line break', () => {
    fc.assert(
      fc.property(hostile, text => {
        const rest = escapeMarkdown(text).replace(/&#\d{1,3};/g, '');
        assert.doesNotMatch(rest, /[\\`*_{}[\]()#+\-.!|<>~&$:@/=^"'\r\n\u2028\u2029]/);
        assert.doesNotMatch(escapeMarkdown(text), /^[ \t]/);
        assert.doesNotMatch(rest, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 500 },
    );
  });

  it('shows the text as it was, but for breaks and control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        assert.equal(shown(escapeMarkdown(text)), text);
      }),
    );
  });
});

describe('fence', () => {
  it('holds its text as it is between two lines of ticks', () => {
    assert.equal(fence('{\n  "a": 1\n}', 'json'), '```json\n{\n  "a": 1\n}\n```');
    assert.equal(fence('a ``` b'), '````\na ``` b\n````');
  });

  it('cannot be closed by what it holds', () => {
    fc.assert(
      fc.property(hostile, text => {
        const lines = fence(text, 'go').split(/\r\n|\r|\n/);
        const ticks = /^(`{3,})go$/.exec(lines[0] ?? '')?.[1] ?? '';
        assert.notEqual(ticks, '');
        assert.equal(lines.at(-1), ticks);
        // CommonMark 4.5: a fence is closed by a line of at least as many ticks, indented by up to three blanks.
        for (const line of lines.slice(1, -1)) {
          assert.ok(!/^ {0,3}`{3,}[ \t]*$/.test(line) || line.trim().length < ticks.length, JSON.stringify(line));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('code', () => {
  for (const [text, span] of [
    ['a1', '`a1`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    [' a', '`  a `'],
    ['a\nb', '`a b`'],
    ['<b>', '`<b>`'],
  ] as const) {
    it(`makes ${span} of ${JSON.stringify(text)}`, () => {
      assert.equal(code(text), span);
    });
  }

  it('is one line and cannot be closed by what it holds', () => {
    fc.assert(
      fc.property(hostile, text => {
        const span = code(text);
        assert.doesNotMatch(span, /[\r\n\u2028\u2029]/);
        const ticks = /^`+/.exec(span)?.[0] ?? '';
        const inner = span.slice(ticks.length, -ticks.length);
        assert.equal(span, `${ticks}${inner}${ticks}`);
        // CommonMark 6.1: a span is closed by a run of exactly as many ticks.
        assert.ok((inner.match(/`+/g) ?? []).every(run => run.length !== ticks.length));
        assert.ok(inner !== '' && !inner.startsWith('`') && !inner.endsWith('`'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('link', () => {
  it('encodes what would end it, and keeps the address', () => {
    assert.equal(
      link('exec.go:76', 'https://github.com/a/b/blob/v1/x(1)/y.go#L76'),
      '[exec&#46;go&#58;76](https://github.com/a/b/blob/v1/x%281%29/y.go#L76)',
    );
  });

  for (const url of ['command:workbench.action.quit', 'http://example.org/x', 'javascript:x', 'https://a b/', '']) {
    it(`is the label alone for ${JSON.stringify(url)}`, () => {
      assert.equal(link('label', url), 'label');
    });
  }

  it('is one link, whatever stands in label and address', () => {
    fc.assert(
      fc.property(hostile, hostile, (label, path) => {
        const made = link(label, `https://github.com/${path}`);
        assert.match(made, /^\[[^[\]()<>]*\]\(https:\/\/github\.com\/[^\s()<>[\]]*\)$/);
      }),
    );
  });
});
