// Patterns of users against JavaScript's own: the same answer for what both know, a refusal for the rest, no blow-up.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { text } from '../../../../server/src/render/text';
import { compilePattern } from '../../../../server/src/verdict/knownIssues/linearPattern';
import type { Pattern } from '../../../../server/src/verdict/knownIssues/model';

function compiled(source: string): Pattern {
  const pattern = compilePattern(source);
  assert.ok('test' in pattern, source);
  return pattern;
}

describe('compilePattern', () => {
  for (const [source, matches, others] of [
    ['abc', ['abc', 'xabcx'], ['ab', '']],
    ['^a|b$', ['ax', 'xb'], ['xa x', 'bx']],
    ['a.c', ['abc'], ['a\nc']],
    ['[^0-9a-c_\\]]', ['d', ']d'], ['0', 'b', '_', ']']],
    ['[a-]', ['-', 'a'], ['b']],
    ['\\bkill(?:ed)?\\b', ['was killed.', 'kill'], ['skill', 'killer']],
    ['a{2,3}b', ['aab', 'aaab'], ['ab']],
    ['^a{2}$', ['aa'], ['a', 'aaa']],
    ['(?<name>x+?)y', ['xxy'], ['y']],
    ['pid=\\d+ \\S*\\s\\w\\W\\D', ['pid=12 x a-b'], ['pid= x a-b']],
    ['', ['', 'x'], []],
    ['()*a', ['a'], ['b']],
    ['\\.\\(\\*T\\)', ['x.(*T)'], ['x.T']],
  ] as const) {
    it(`understands ${source}`, () => {
      for (const said of matches) assert.ok(compiled(source).test(said), said);
      for (const said of others) assert.ok(!compiled(source).test(said), said);
    });
  }

  for (const [source, problem] of [
    ['(?=a)', 'unsupported'],
    ['(?<!a)b', 'unsupported'],
    ['(a)\\1', 'unsupported'],
    ['\\p{L}', 'unsupported'],
    ['(a', 'unclosed'],
    ['[a', 'unclosed'],
    ['a)', 'unsupported'],
    ['*a', 'nothing-to-repeat'],
    ['a**', 'nothing-to-repeat'],
    ['[z-a]', 'unsupported'],
    ['a{3,2}', 'unsupported'],
    ['a{999}', 'unsupported'],
    ['((a{100}){100}){100}', 'too-large'],
    ['x'.repeat(501), 'too-long'],
    ['a\\', 'unsupported'],
  ] as const) {
    it(`refuses ${source.slice(0, 30)} and says why`, () => {
      const refused = compilePattern(source);
      assert.ok('problem' in refused, source);
      assert.equal(refused.problem.id, `known.pattern.${problem}`);
      assert.ok(!/[{}]{2}/.test(text(refused.problem)));
    });
  }

  it('does not blow up where backtracking does', () => {
    // With JavaScript's own expressions this would not end.
    assert.ok(!compiled('^(a+)+$').test(`${'a'.repeat(16_000)}b`));
    assert.ok(!compiled('(x*)*(y|y)*(.*.*.*)z$').test('xy'.repeat(2000)));
  });

  it('answers as JavaScript does', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '\\d',
      '\\w',
      '\\b',
      '[ab]',
      '[^a]',
      '(?:ab)',
      '(a|b)',
      '^',
      '$',
      '1',
      ' ',
    );
    const repeat = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,1}', '+?');
    const source = fc
      .array(fc.tuple(piece, repeat), { maxLength: 6 })
      .map(parts => parts.map(([p, r]) => (['^', '$', '\\b'].includes(p) ? p : p + r)).join(''));
    const whole = fc.array(source, { minLength: 1, maxLength: 2 }).map(parts => parts.join('|'));
    const said = fc
      .array(fc.constantFrom('a', 'b', '1', ' ', '\n', '.'), { maxLength: 12 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(whole, said, (pattern, line) => {
        assert.equal(compiled(pattern).test(line), new RegExp(pattern).test(line), pattern);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (source, line) => {
        const pattern = compilePattern(source);
        if ('test' in pattern) pattern.test(line);
      }),
    );
  });
});
