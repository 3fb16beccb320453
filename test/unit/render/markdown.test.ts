// Hostile text on its way into markdown: nothing in it may mean anything.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { code, escapeMarkdown, fence, link } from '../../../server/src/render/markdown';
import { visible } from '../../../server/src/render/visible';
import { hostile } from './hostile';
import { readMarkdown } from './readMarkdown';

/** Where escaped text is put, each for `@`. */
const SURROUNDINGS = {
  'a paragraph': '@',
  'a later line of a paragraph': 'words\n@',
  'the line below what could head a table': 'a\n@\nb',
  'a heading': '## @',
  'a point': '- @',
  'a point below another': '- a\n  @',
  'bold text': 'a **@** b',
  'the label of a link': '[@](place:1)',
  'text before a link': '@ [b](place:1)',
  'a cell': '| a | b |\n|---|---|\n| @ | b |',
  'a head': '| @ | b |\n|---|---|\n| a | b |',
};

describe('escapeMarkdown', () => {
  for (const [text, escaped] of [
    ['', ''],
    ['plain words 137', 'plain words 137'],
    ['a_b*c', 'a_b\\*c'],
    ['_a_', '\\_a\\_'],
    ['exec.go:76 (#2969), 100%', 'exec.go:76 (#2969), 100%'],
    ['docker cp a:/ ./a', 'docker cp a:/ ./a'],
    ['1. one', '1\\. one'],
    ['# one', '\\# one'],
    ['- one - two', '\\- one - two'],
    ['--force 1.2.2', '--force 1.2.2'],
    ['1.2.2 > 1.2', '1.2.2 > 1.2'],
    ['> a', '\\> a'],
    ['---', '\\---'],
    ['a #', 'a \\#'],
    ['a | b', 'a \\| b'],
    ['at https://example.invalid/ now', 'at `https://example.invalid/` now'],
    ['a//b|c@d', '`a//b`\\|`c@d`'],
    ['two\nlines\r\nand\u2028more', 'two lines and more'],
    ['tab\tstays', 'tab\tstays'],
    ['    indented', 'indented'],
    ['\tends in blanks  ', 'ends in blanks'],
    ['\u001b]0;x\u0007', '␛\\]0;x␇'],
    ['&#60; &amp; a & b', '\\&#60; \\&amp; a & b'],
    ['\u202egpj.exe', '\ufffdgpj.exe'],
    ['look!', 'look\\!'],
    ['中文 ü 😀', '中文 ü 😀'],
  ] as const) {
    it(`makes ${JSON.stringify(escaped)} of ${JSON.stringify(text)}`, () => {
      assert.equal(escapeMarkdown(text), escaped);
    });
  }

  for (const [where, around] of Object.entries(SURROUNDINGS)) {
    const put = (markdown: string): ReturnType<typeof readMarkdown> =>
      readMarkdown(around.replace('@', () => markdown));
    it(`makes nothing but text in ${where}, and all of it`, () => {
      const { types, text: words } = put('X');
      fc.assert(
        fc.property(hostile, text => {
          fc.pre(text.trim() !== '');
          const made = put(escapeMarkdown(text));
          assert.deepEqual(made.types, types);
          assert.equal(squeezed(made.text), squeezed(words.replace('X', () => visible(text))));
        }),
        { numRuns: 500 },
      );
    });
  }
});

/** Blanks and breaks are Markdown's own matter. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

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
      '[exec.go:76](https://github.com/a/b/blob/v1/x%281%29/y.go#L76)',
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
        const { types, text } = readMarkdown(link(label, `https://github.com/${path}`));
        const shown = ['paragraph_open', 'inline', 'link_open', 'link_close', 'paragraph_close'];
        assert.deepEqual(types, shown);
        assert.equal(squeezed(text), squeezed(visible(label)));
      }),
    );
  });
});
