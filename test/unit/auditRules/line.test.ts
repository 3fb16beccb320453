// Lines of audit rules: words, options and rules, and that no text whatsoever throws or leads out of the line.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { completeAt } from '../../../server/src/auditRules/complete';
import { readRules } from '../../../server/src/auditRules/document';
import { explainRule } from '../../../server/src/auditRules/explain';
import { readRulesLine } from '../../../server/src/auditRules/line';
import { readNumber } from '../../../server/src/auditRules/numbers';
import { problemsOf } from '../../../server/src/auditRules/problems';
import { readRule } from '../../../server/src/auditRules/rule';
import { ruleTargetAt } from '../../../server/src/auditRules/target';
import { splitWords } from '../../../server/src/auditRules/words';
import { ruleHover } from '../../../server/src/render/auditRules';

describe('splitWords', () => {
  for (const [line, words] of [
    ['  -w /a  -p wa', ['-w', '/a', '-p', 'wa']],
    ['-k a\\ b', ['-k', 'a b']],
    ['-k a\\\\ b', ['-k', 'a\\', 'b']],
    ['-k "a b"', ['-k', '"a', 'b"']],
    ['-k a\tb', ['-k', 'a\tb']],
    ['-k a\\', ['-k', 'a\\']],
  ] as const) {
    it(`reads ${JSON.stringify(line)} as ${words.join(' | ')}`, () => {
      assert.deepEqual(
        splitWords(line).map(word => word.text),
        words,
      );
    });
  }
});

describe('readRulesLine', () => {
  for (const [line, kind, options, strays] of [
    ['', 'blank', [], []],
    ['  # a comment', 'comment', [], []],
    ['-D', 'options', [['-D', null]], []],
    ['-b 8192', 'options', [['-b', '8192']], []],
    ['-Skill -kx', 'options', [['-S', 'kill'], ['-k', 'x']], []], // prettier-ignore
    ['-Dk x', 'options', [['-D', null], ['-k', 'x']], []], // prettier-ignore
    ['--backlog_wait_time=5', 'options', [['--backlog_wait_time', '5']], []],
    ['--backlog_wait_time 5', 'options', [['--backlog_wait_time', '5']], []],
    ['--reset-lost', 'options', [['--reset-lost', null]], []],
    ['-w /a stray -p w', 'options', [['-w', '/a'], ['-p', 'w']], ['stray']], // prettier-ignore
    ['-k', 'options', [['-k', null]], []],
    ['-D -- -k x', 'options', [['-D', null]], ['-k', 'x']],
  ] as const) {
    it(`reads ${JSON.stringify(line)}`, () => {
      const read = readRulesLine(line);
      assert.equal(read.kind, kind);
      assert.deepEqual(
        read.options.map(({ name, argument }) => [name, argument?.text ?? null]),
        options,
      );
      assert.deepEqual(
        read.strays.map(word => word.text),
        strays,
      );
    });
  }
});

describe('readRule', () => {
  it('reads list and action in either order', () => {
    for (const text of ['-a always,exit', '-A exit,always']) {
      const rule = readRule(readRulesLine(text));
      assert.deepEqual([rule?.list, rule?.action], ['exit', 'always']);
    }
  });

  it('takes an operator as auditctl does: != before =, wherever they stand', () => {
    const tests = readRule(readRulesLine('-a always,exit -F a1!=0x9 -F a1&=4 -F exit>=-3 -F path=/a!=b'))?.tests ?? [];
    assert.deepEqual(
      tests.map(({ field, operator, value }) => [field.text, operator, value.text]),
      [
        ['a1', '!=', '0x9'],
        ['a1', '&=', '4'],
        ['exit', '>=', '-3'],
        ['path=/a', '!=', 'b'],
      ],
    );
  });

  it('gathers calls of several -S and keys of both forms', () => {
    const rule = readRule(readRulesLine('-a always,exit -S kill,tkill -S 234 -k one -F key=two'));
    assert.deepEqual(rule?.syscalls.map(word => word.text), ['kill', 'tkill', '234']); // prettier-ignore
    assert.deepEqual(rule.keys.map(word => word.text), ['one', 'two']); // prettier-ignore
  });
});

describe('readNumber', () => {
  for (const [text, value, whole] of [
    ['9', 9, true],
    ['0x9', 9, true],
    ['0XF', 15, true],
    ['011', 9, true],
    ['09', 0, false],
    ['0x9z', 9, false],
    ['-1', -1, true],
    ['0x', 0, false],
  ] as const) {
    it(`reads ${text} as ${String(value)}${whole ? '' : ', dropping the rest'}`, () => {
      assert.deepEqual(readNumber(text), { value, whole });
    });
  }

  it('reads no number where none begins', () => {
    assert.deepEqual(['', '-', 'x9', 'SIGKILL'].map(readNumber), [null, null, null, null]);
  });
});

const PIECES = ['-a', '-A', '-S', '-F', '-C', '-k', '-w', '-p', '-D', '-e', '--', '--back', ' ', ' ', '\t', '\\', '"', '#', ',', '=', '!=', '>=', '&', 'always', 'exit', 'never', 'task', 'arch', 'b64', 'b32', 'kill', 'tgkill', 'a1', '0x9', '09', 'auid', 'unset', 'key', 'x', 'ü', '😀', '\ud800', '2', '\n']; // prettier-ignore
const anyRules = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map(parts => parts.join('')),
);

describe('any text as audit rules', () => {
  it('is read without an error, and all that is said of it lies within its line', () => {
    fc.assert(
      fc.property(anyRules, text => {
        const rules = readRules('audit.rules', text);
        for (const { number, line, rule } of rules.entries) {
          const parts = [
            ...line.options.flatMap(({ span, argument }) => [span, ...(argument ? [argument.span] : [])]),
            ...line.strays.map(({ span }) => span),
            ...(rule ? [...rule.syscalls, ...rule.keys, ...rule.tests].map(({ span }) => span) : []),
          ];
          for (const { start, end } of parts) assert.ok(0 <= start && start <= end && end <= line.text.length);
          if (rule) explainRule(rule);
          assert.equal(rules.entry(number)?.line, line);
        }
        for (const { number, span } of problemsOf(rules)) {
          assert.ok(span.start <= span.end && span.end <= (rules.entry(number)?.line.text.length ?? -1));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has a hover and completions at every column without an error', () => {
    fc.assert(
      fc.property(anyRules, fc.nat(200), (text, column) => {
        const rules = readRules('audit.rules', text);
        const [entry] = rules.entries;
        if (entry === undefined) return;
        const at = Math.min(column, entry.line.text.length);
        const target = ruleTargetAt(entry, at);
        if (target) ruleHover(target, entry, 0);
        for (const { span } of completeAt(rules, 0, at)) {
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= entry.line.text.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes a line of a megabyte', () => {
    assert.ok(problemsOf(readRules('audit.rules', `-a always,exit ${'-F a1=9 '.repeat(1 << 17)}`)).length > 0);
  });
});
