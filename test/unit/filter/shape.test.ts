// Shapes: lines of one origin have one, others have others.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shapeOf } from '../../../server/src/filter/shape';
import { readLine } from '../../../server/src/reading/line';

const shape = (text: string): string => shapeOf(text, readLine(text));

describe('the shape of a line', () => {
  for (const [what, a, b] of [
    [
      'stamps and ids of dockerd',
      'Feb 25 22:07:13 n dockerd[7]: time="2020-02-25T22:07:13.374422177+08:00" level=debug msg="Calling GET /containers/18b2fe723696/json"',
      'Mar  1 01:00:00 m dockerd[81]: time="2020-03-01T01:00:00+08:00" level=debug msg="Calling GET /containers/aab2fe723696/json"',
    ],
    [
      'audit records of one call',
      'type=PROCTITLE msg=audit(1582099207.232:3369619): proctitle=72756E63006B696C6C',
      'type=PROCTITLE msg=audit(1582099208.001:3369620): proctitle=646F636B657264',
    ],
    ['numbers', 'retry 1 of 30 in 0.5s', 'retry 12 of 30 in 10.25s'],
  ] as const) {
    it(`is one for lines that differ in ${what}`, () => {
      assert.equal(shape(a).replace(/#\.#s/, '#.#s'), shape(b));
    });
  }

  for (const [what, a, b] of [
    ['words', 'shim reaped id=1', 'shim started id=1'],
    ['the program', 'Feb 25 22:07:13 n dockerd[7]: failed', 'Feb 25 22:07:13 n kubelet[7]: failed'],
    ['words that look like hex', 'decade', 'facade'],
  ] as const) {
    it(`is another where ${what} differ`, () => {
      assert.notEqual(shape(a), shape(b));
    });
  }
});
