// The rows of the table of envelopes against their own samples, and what holds for any line.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { messageText } from '../../../server/src/log/envelope';
import { envelopes, readEnvelope } from '../../../server/src/log/envelopes';
import { timeOrLack } from './when';

describe('readEnvelope', () => {
  for (const row of envelopes) {
    for (const sample of row.samples) {
      it(`reads ${row.id}: ${sample.line}`, () => {
        const envelope = readEnvelope(sample.line);
        const { id, host, program, pid, unit, level } = envelope;
        assert.deepEqual(
          { id, host, program, pid, unit, level, time: timeOrLack(envelope) },
          {
            id: row.id,
            host: sample.host ?? null,
            program: sample.program ?? null,
            pid: sample.pid ?? null,
            unit: sample.unit ?? null,
            level: sample.level ?? null,
            time: sample.time,
          },
        );
        assert.equal(messageText(sample.line, envelope), sample.message);
      });

      it(`reads ${row.id} from a column on: ${sample.line}`, () => {
        const prefix = 'messages:12:';
        const envelope = readEnvelope(prefix + sample.line, prefix.length);
        assert.equal(envelope.id, row.id);
        assert.equal(envelope.start, prefix.length);
        assert.equal(messageText(prefix + sample.line, envelope), sample.message);
      });
    }
    for (const line of row.counterSamples) {
      it(`does not take for ${row.id}: ${line}`, () => {
        assert.notEqual(readEnvelope(line).id, row.id);
      });
    }
  }

  it("takes off the seconds since boot that stand in the kernel's lines of syslog", () => {
    const envelope = readEnvelope('May 12 17:21:19 localhost kernel: [162898.336101] docker0: x');
    assert.deepEqual(envelope.uptime, { ns: 162_898_336_101_000n, digits: 6 });
  });

  it('never throws and keeps its columns inside the line', () => {
    const samples = envelopes.flatMap(row => row.samples.map(sample => sample.line));
    const cut = fc
      .tuple(fc.constantFrom(...samples), fc.nat(120), fc.string({ unit: 'binary', maxLength: 8 }))
      .map(([line, at, noise]) => line.slice(0, at) + noise + line.slice(at + 2));
    fc.assert(
      fc.property(fc.oneof(cut, fc.string({ unit: 'binary' })), line => {
        const { start, payload, end, message } = readEnvelope(line);
        const stop = end ?? line.length;
        assert.ok(start >= 0 && start <= payload && payload <= stop && stop <= line.length, line);
        for (let at = 0; message && at <= message.text.length; at++) {
          const column = message.column(at);
          assert.ok(column >= payload && column <= stop, line);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
