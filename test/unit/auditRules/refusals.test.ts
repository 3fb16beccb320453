// The table of what auditctl refuses: every row's examples, and the counter-examples, which nothing is said of.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRulesLine } from '../../../server/src/auditRules/line';
import { REFUSALS, refusalOf } from '../../../server/src/auditRules/refusals';
import { readRule } from '../../../server/src/auditRules/rule';
import { text } from '../../../server/src/render/text';

function refusal(line: string): ReturnType<typeof refusalOf> {
  const read = readRulesLine(line);
  return refusalOf(read, readRule(read));
}

/** A line for a title. */
function short(line: string): string {
  return line.length > 100 ? `${line.slice(0, 100)}... (${String(line.length)} characters)` : line;
}

describe('the table of refusals', () => {
  for (const { code, examples, counterExamples } of REFUSALS) {
    for (const line of examples) {
      it(`says ${code} of ${short(line)}`, () => {
        const found = refusal(line);
        assert.equal(found?.code, code);
        assert.ok(found.span.start < found.span.end && found.span.end <= line.length, JSON.stringify(found.span));
        assert.doesNotMatch(text(found.text), /[{}]/);
      });
    }
    for (const line of counterExamples) {
      it(`lets pass ${short(line)}`, () => {
        assert.equal(refusal(line), null);
      });
    }
  }

  it('has a code of its own for each row', () => {
    const codes = REFUSALS.map(({ code }) => code);
    assert.deepEqual(codes, [...new Set(codes)]);
  });
});

/** What is marked of a line. */
const MARKED: readonly (readonly [line: string, marked: string])[] = [
  ['-a always,exit -F arch=b64 -S kill,nosuch,tkill', 'nosuch'],
  ['-a always,exit -F arch=b64 -S kill -F nosuch=1', 'nosuch'],
  ['-a always,exit -F arch=b64 -S kill -F auid&0', '&'],
  ['-a always,exit -F arch=b64 -S kill -F a1=SIGKILL', 'SIGKILL'],
  ['-a always,exit -S kill -F arch=b64', 'arch=b64'],
  ['-a exit,foo -S kill', 'exit,foo'],
  ['-w /etc/passwd -p wz', 'wz'],
  ['-a always,exit -F arch=b64 -S kill -k a # why', '# why'],
  ['-a always,exit -F dir=/etc -F path=/etc/passwd', 'path'],
];

describe('a refusal', () => {
  for (const [line, marked] of MARKED) {
    it(`marks ${marked} in ${line}`, () => {
      const span = refusal(line)?.span;
      assert.equal(span && line.slice(span.start, span.end), marked);
    });
  }
});
