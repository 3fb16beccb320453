// The rows of the table of envelopes against their own samples, and what holds for any line.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { envelopes, readEnvelope, spanText } from '../../../server/src/log/envelope';

describe('readEnvelope', () => {
  for (const row of envelopes) {
    for (const sample of row.samples) {
      it(`reads ${row.id}: ${sample.line}`, () => {
        const envelope = readEnvelope(sample.line);
        assert.equal(envelope.id, row.id);
        assert.equal(spanText(sample.line, envelope.host), sample.host ?? null);
        assert.equal(spanText(sample.line, envelope.program), sample.program ?? null);
        assert.equal(envelope.pid, sample.pid ?? null);
        assert.equal(sample.line.slice(envelope.payload), sample.payload);
      });
    }
    for (const line of row.counterSamples) {
      it(`does not take for ${row.id}: ${line}`, () => {
        assert.notEqual(readEnvelope(line).id, row.id);
      });
    }
  }

  it('never throws and keeps its columns inside the line', () => {
    const start = fc.constantFrom('', 'Feb 25 22:07:13 ', '2026-11-23T15:43:51.2+08:00 vm ', '[ 12.5', '<6>[');
    fc.assert(
      fc.property(start, fc.string({ unit: 'binary' }), (prefix, rest) => {
        const line = prefix + rest;
        const { payload, host, program } = readEnvelope(line);
        const columns = [payload, ...[host, program].flatMap(span => (span ? [span.start, span.end] : []))];
        assert.ok(columns.every(column => column >= 0 && column <= line.length));
      }),
    );
  });
});
