// The text form of filters: what is written is what is meant, and what is printed is read again.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Filter, Term } from '../../../server/src/filter/model';
import { parseFilter, printFilter, withTerm } from '../../../server/src/filter/text';

/** Records of fast-check have no prototype unless asked for one. */
const PLAIN = { noNullPrototype: true } as const;
const TEXT = (value: string, not = false): Term => ({ kind: 'text', value, not });

describe('the text of a filter', () => {
  for (const [written, terms] of [
    ['', []],
    ['  panic  ', [TEXT('panic')]],
    ['"shim disconnected" -healthcheck', [TEXT('shim disconnected'), TEXT('healthcheck', true)]],
    ['"a \\"b\\" \\\\"', [TEXT('a "b" \\')]],
    ['level:warning', [{ kind: 'level', value: 'warning', not: false }]],
    ['-unit:"docker service"', [{ kind: 'unit', value: 'docker service', not: true }]],
    ['/exit \\d+/i', [{ kind: 'regex', value: '/exit \\d+/i', not: false }]],
    ['-/a b/', [{ kind: 'regex', value: '/a b/', not: true }]],
    ['/var/log/messages', [TEXT('/var/log/messages')]],
    ['msg=audit(1:2)', [TEXT('msg=audit(1:2)')]],
    ['exit:137', [TEXT('exit:137')]],
    ['topic:"a b"', [TEXT('topic:"a b"')]],
    ['text:"level:x"', [TEXT('level:x')]],
  ] as const) {
    it(`${written || '(nothing)'} is read`, () => {
      assert.deepEqual(parseFilter(written), { terms });
    });
  }

  for (const written of ['"open', 'level:loud', '/(/', 'since:now', 'level:']) {
    it(`${written} is refused`, () => {
      assert.ok('problem' in parseFilter(written));
    });
  }

  const value = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('level:error', '-x', '/a/', 'a"b', 'a\\b', ' '));
  const term = fc.oneof(
    fc.record({ kind: fc.constantFrom('text', 'unit', 'node', 'like', 'type'), value, not: fc.boolean() }, PLAIN),
    fc.record({ kind: fc.constant('level'), value: fc.constantFrom('error', 'debug'), not: fc.boolean() }, PLAIN),
  ) as fc.Arbitrary<Term>;

  it('is read again as the filter that was printed', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 5 }), terms => {
        const filter: Filter = { terms: terms.filter(({ value: given }) => !/[\n\r\u2028\u2029]/.test(given)) };
        assert.deepEqual(parseFilter(printFilter(filter)), filter);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), written => void parseFilter(written)));
  });

  it('takes a term once', () => {
    const once = withTerm({ terms: [] }, TEXT('a'));
    assert.deepEqual(withTerm(once, TEXT('a')), once);
    assert.equal(printFilter(withTerm(once, TEXT('a', true))), 'a -a');
  });
});
