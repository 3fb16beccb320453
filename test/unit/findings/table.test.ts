// The rows of what is marked: each finds its examples and none of its counter-examples.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findInEvent, findInLine, LINE_MARKS, withoutRepeats } from '../../../server/src/findings/find';
import { EVENT_ROWS, LINE_ROWS } from '../../../server/src/findings/table';
import { readLine } from '../../../server/src/reading/line';
import { text } from '../../../server/src/render/text';
import { event } from '../audit/samples';

const all = () => true;
const codesOf = (lines: string): string[] => findInEvent(event(...lines.split('\n')), all).map(({ code }) => code);

describe('rows over events', () => {
  for (const { code, group, examples, counterExamples } of EVENT_ROWS) {
    for (const lines of examples) {
      it(`${code} finds ${lines}`, () => {
        assert.ok(codesOf(lines).includes(code));
        assert.deepEqual(
          findInEvent(event(...lines.split('\n')), wanted => wanted !== group).filter(found => found.code === code),
          [],
        );
      });
    }
    for (const lines of counterExamples) {
      it(`${code} does not find ${lines}`, () => {
        assert.ok(!codesOf(lines).includes(code));
      });
    }
    it(`${code} has examples of both kinds`, () => {
      assert.ok(examples.length > 0 && counterExamples.length > 0);
    });
  }
});

const lineFinding = (line: string) => findInLine(line, readLine(line), 0);

describe('rows over lines', () => {
  for (const row of LINE_ROWS) {
    for (const line of row.examples) {
      it(`${row.code} finds ${line}`, () => {
        const found = lineFinding(line);
        assert.equal(found?.row, row);
        assert.equal(line.slice(found.span.end), '');
        assert.match(line.slice(found.span.start), /^\w/);
        assert.ok(!/[{}]/.test(text(found.text)));
      });
      it(`a mark of ${row.code} stands in ${line}`, () => {
        assert.ok(row.marks.some(mark => line.includes(mark)));
      });
    }
    for (const line of row.counterExamples) {
      it(`${row.code} does not find ${line}`, () => {
        assert.equal(lineFinding(line), null);
      });
    }
  }

  it('never throw, and find nothing in a line without a mark', () => {
    const part = fc.constantFrom(...LINE_MARKS, 'audit', ': ', 'kernel: ', '[ 1.2] ', '17', ' limit exceeded');
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string())), parts => {
        const line = parts.join('');
        if (lineFinding(line))
          assert.ok(
            LINE_MARKS.some(mark => line.includes(mark)),
            line,
          );
      }),
    );
  });
});

describe('withoutRepeats', () => {
  const backlog = 'audit: audit_backlog=65 > audit_backlog_limit=64';
  const lost = 'audit: audit_lost=17 audit_rate_limit=0 audit_backlog_limit=64';
  const exceeded = 'audit: backlog limit exceeded';
  const found = (lines: Readonly<Record<number, string>>): string[] =>
    withoutRepeats(
      Object.entries(lines).flatMap(([line, said]) => findInLine(said, readLine(said), Number(line)) ?? []),
    ).map(({ line, text: said }) => `${String(line)} ${said.id}`);

  it('keeps of the lines of one loss the one that counts', () => {
    assert.deepEqual(found({ 3: backlog, 4: lost, 5: exceeded }), ['4 finding.audit-lost']);
  });
  it('keeps losses that stand apart', () => {
    assert.deepEqual(found({ 3: exceeded, 5: exceeded }), ['3 finding.audit-backlog', '5 finding.audit-backlog']);
  });
});
