// The table of terms: the samples of each row, and that what stands in every line that fits is found there.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileFilter } from '../../../server/src/filter/compile';
import type { Filter, TermKind } from '../../../server/src/filter/model';
import { parseFilter } from '../../../server/src/filter/text';
import { readTime, TERMS } from '../../../server/src/filter/terms';
import { text } from '../../../server/src/render/text';
import { filterLine } from './line';

const ID = '18b2fe723696';
const AUDIT = 'type=SYSCALL msg=audit(1582099207.232:3369619): arch=c000003e syscall=62 key="k"';
const LOGRUS =
  'Feb 25 22:07:13 gpu-1 dockerd[7]: time="2020-02-25T22:07:13.374+08:00" level=error msg="stream copy: EOF"';

function filterOf(written: string): Filter {
  const filter = parseFilter(written);
  assert.ok(!('problem' in filter), 'problem' in filter ? text(filter.problem) : '');
  return filter;
}

function matches(written: string, line: string): boolean {
  return compileFilter(filterOf(written)).matches(filterLine(line));
}

describe('a term of a filter', () => {
  for (const { kind, samples, test, problem, needle } of TERMS) {
    for (const { value, fits, not } of samples) {
      it(`${kind} ${value} fits what its row says`, () => {
        assert.equal(problem(value), null);
        assert.equal(test(value)(filterLine(fits)), true, fits);
        assert.equal(test(value)(filterLine(not)), false, not);
      });
      it(`${kind} ${value} is found in what fits`, () => {
        const expression = needle(value);
        if (expression !== null) assert.match(fits, new RegExp(expression, 'i'));
      });
    }
  }

  const BAD: readonly (readonly [TermKind, string])[] = [
    ['container', 'web 1'],
    ['container', '18b2fe72'],
    ['level', 'loud'],
    ['kind', 'cron'],
    ['since', 'yesterday'],
    ['since', '2020-02-30'],
    ['regex', '/(/'],
    ['lines', 'all'],
    ['node', ''],
  ];
  for (const [kind, value] of BAD) {
    it(`${kind} refuses ${value === '' ? 'nothing' : value} and says why`, () => {
      const problem = TERMS.find(row => row.kind === kind)?.problem(value);
      assert.ok(problem && text(problem) !== problem.id);
    });
  }

  for (const [value, iso] of [
    ['2020-02-25', '2020-02-25T00:00:00.000Z'],
    ['2020-02-25T22:07', '2020-02-25T22:07:00.000Z'],
    ['2020-02-25T22:07:13.5+08:00', '2020-02-25T14:07:13.500Z'],
    ['2020-02-25T22:07-03:30', '2020-02-26T01:37:00.000Z'],
  ] as const) {
    it(`reads the time ${value}`, () => {
      assert.equal(new Date(Number((readTime(value)?.ns ?? 0n) / 1_000_000n)).toISOString(), iso);
    });
  }
});

describe('a filter', () => {
  for (const [written, line, expected] of [
    ['', AUDIT, true],
    ['kind:audit kind:daemon', AUDIT, true],
    ['kind:audit kind:daemon', LOGRUS, true],
    ['kind:audit kind:daemon', 'plain', false],
    ['kind:audit node:gpu-1', AUDIT, false],
    ['level:error "stream copy" EOF', LOGRUS, true],
    ['stream elsewhere', LOGRUS, false],
    ['-EOF', LOGRUS, false],
    ['-kind:kernel', LOGRUS, true],
    ['/EOF"$/', LOGRUS, true],
    ['-/eof"$/i', LOGRUS, false],
    ['since:2020-02-25T14:07 until:2020-02-25T14:08', LOGRUS, true],
    ['since:2020-02-25T14:08', LOGRUS, false],
    ['until:2020-02-25', 'no time at all', false],
  ] as const) {
    it(`${written || '(empty)'} ${expected ? 'shows' : 'leaves out'} ${line.slice(0, 40)}`, () => {
      assert.equal(matches(written, line), expected);
    });
  }

  it('takes for granted what the case knows of a line', () => {
    const line = filterLine('goroutine 1 [running]:', { tellsOf: container => container === ID });
    assert.equal(compileFilter(filterOf(`container:${ID}`)).matches(line), true);
  });

  it('knows the node of a line that names none', () => {
    assert.equal(compileFilter(filterOf('node:gpu-2')).matches(filterLine(AUDIT, { node: 'gpu-2' })), true);
  });

  for (const [written, needle] of [
    ['stream "shim disconnected"', /shim disconnected/gi],
    [`container:${ID}`, /18b2fe723696|313862326665373233363936/gi],
    [`container:${ID} container:28b2fe723696aa`, null],
    ['-stream', null],
    ['unit:kernel', null],
    ['/a/', null],
  ] as const) {
    it(`${written} is sought by ${needle === null && !written.includes('aa') ? 'reading all lines' : 'a needle'}`, () => {
      const found = compileFilter(filterOf(written)).needle;
      if (written.includes('aa')) assert.match('x 28b2fe723696', found ?? /^$/);
      else assert.deepEqual(found, needle);
    });
  }

  it('that hides shows no event for the sake of a hidden line', () => {
    assert.equal(compileFilter(filterOf('-stream')).whole, false);
    assert.equal(compileFilter(filterOf('stream')).whole, true);
    assert.equal(compileFilter(filterOf('stream lines:alone')).whole, false);
  });
});
