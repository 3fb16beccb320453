// Every row that reads facts out of lines says what stands in those lines: the sieve lets nothing else through.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupAuditEvents } from '../../../server/src/audit/event';
import { parseAuditRecord } from '../../../server/src/audit/record';
import { marksOfFacts, SHORTEST_MARK } from '../../../server/src/casefile/marks';
import { auditFacts } from '../../../server/src/containers/auditFacts';
import { wordings } from '../../../server/src/containers/wordings';
import { headers } from '../../../server/src/golang/headers';
import { heads } from '../../../server/src/golang/headRows';
import { HEAD_BEGINNINGS } from '../../../server/src/golang/marks';
import { bearsMark, partsOf } from '../../../server/src/log/mark';
import { KERNEL_ROWS } from '../../../server/src/kernel/rows';
import { knownIssues } from '../../../server/src/verdict/knownIssues/rows';

const marks = marksOfFacts(knownIssues);
assert.ok(marks, 'an issue has no marks');
const { record, line, 'with-id': withId, around } = marks;

describe('marksOfFacts', () => {
  it('has ASCII marks only, none too short to be searched for', () => {
    for (const [mark = ''] of [...record, ...line, ...withId, ...around].map(partsOf))
      assert.match(mark, new RegExp(`^[ -~]{${String(SHORTEST_MARK)},}$`));
  });

  for (const row of wordings) {
    it(`has a mark, and an id but where Kubernetes' names are read, in each sample of the wording ${row.id}`, () => {
      for (const sample of row.samples) {
        assert.ok(
          row.marks.some(mark => bearsMark(sample.line, mark)),
          sample.line,
        );
        const alone = line.some(mark => bearsMark(sample.line, mark));
        assert.ok(alone || /[0-9a-f]{64}/.test(sample.line), sample.line);
      }
    });
  }

  for (const { kind, marks, samples } of KERNEL_ROWS) {
    it(`has a mark in each sample of the kernel's ${kind}`, () => {
      for (const { message } of samples)
        assert.ok(
          marks.some(mark => message.includes(mark)),
          message,
        );
    });
  }

  for (const { id, samples } of [...heads, ...headers]) {
    it(`has a mark in each sample of the traceback's ${id}`, () => {
      for (const [payload] of samples) {
        const marked = around.some(mark => bearsMark(payload, mark));
        assert.ok(marked || HEAD_BEGINNINGS.some(beginning => payload.startsWith(beginning)), payload);
      }
    });
  }

  for (const { id, marks, tells, samples, counterSamples } of auditFacts) {
    const event = (lines: readonly string[]) => {
      const records = lines.map((text, index) => ({
        record: parseAuditRecord(text, 0),
        file: 'audit.log',
        line: index,
      }));
      const [first] = groupAuditEvents(records.flatMap(({ record, ...at }) => (record ? [{ record, ...at }] : [])));
      assert.ok(first);
      return first;
    };
    it(`knows events of the row ${id} by a mark`, () => {
      for (const lines of samples) {
        assert.ok(tells(event(lines)), lines[0]);
        assert.ok(
          lines.some(text => marks.some(mark => bearsMark(text, mark))),
          lines[0],
        );
      }
      for (const lines of counterSamples) assert.ok(!tells(event(lines)), lines[0]);
    });
  }
});
