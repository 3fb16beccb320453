// The rows of the tables of payloads, of the kernel's reports and of foreign prefixes against their own samples.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KERNEL_ROWS, readKernelReport } from '../../../server/src/kernel/rows';
import { BARE, messageText } from '../../../server/src/log/envelope';
import { foreignPrefixes } from '../../../server/src/log/foreignPrefix';
import { instantOfEntry } from '../../../server/src/reading/log';
import { readLine, stampOf } from '../../../server/src/reading/line';
import { payloads, readPayload } from '../../../server/src/reading/payload';
import { timeOrLack } from '../log/when';

describe('a payload', () => {
  for (const row of payloads) {
    for (const { message, time, level } of row.samples) {
      it(`of ${row.kind} is read: ${message.slice(0, 90)}`, () => {
        const entry = readLine(message);
        assert.equal(entry.payload.kind, row.kind);
        assert.equal(entry.level, level ?? null);
        const instant = instantOfEntry(entry, null);
        const stamp = entry.payload.kind === 'audit' ? entry.payload.record.stamp : stampOf(entry);
        assert.equal(timeOrLack({ stamp, instant, uptime: null }), time);
      });
    }
    for (const message of row.counterSamples) {
      it(`of ${row.kind} is not taken for it: ${message}`, () => {
        const read = row.parse(message, 0, BARE);
        assert.ok(read === null, JSON.stringify(read));
      });
    }
  }

  it('that no row knows is text', () => {
    for (const text of ['', ' ', 'panic: x', 'goroutine 1 [running]:', '{', '[', 'time', '---', '\u0000']) {
      assert.equal(readPayload(text, 0, BARE).kind, 'text', text);
    }
  });
});

describe('a report of the kernel', () => {
  for (const row of KERNEL_ROWS) {
    for (const { message, report } of row.samples) {
      it(`${row.kind} is read: ${message.slice(0, 90)}`, () => {
        const read = readKernelReport(message);
        assert.ok(read);
        const { span, ...rest } = read;
        assert.deepEqual(rest, report);
        assert.ok(span.start >= 0 && span.start < span.end && span.end <= message.length);
      });

      it(`${row.kind} is read in syslog: ${message.slice(0, 90)}`, () => {
        const { envelope, payload } = readLine(`May 12 17:21:19 localhost kernel: [162898.336101] ${message}`);
        assert.equal(envelope.program, 'kernel');
        assert.equal(payload.kind, 'kernel');
      });
    }
    for (const message of row.counterSamples) {
      it(`${row.kind} is not taken for it: ${message}`, () => {
        assert.equal(readKernelReport(message), null);
      });
    }
  }

  it('is believed of no program but the kernel', () => {
    assert.equal(readLine('May 12 17:21:19 h app: a[1]: segfault at 0 ip 00 sp 00 error 4').payload.kind, 'text');
  });
});

describe('a foreign prefix', () => {
  const LINE = 'Feb 19 16:00:07 gpu-ser-xyz dockerd: level=info msg="shim reaped"';
  for (const row of foreignPrefixes) {
    for (const prefix of row.samples) {
      it(`of ${row.form} is taken off: ${JSON.stringify(prefix)}`, () => {
        const line = prefix + LINE;
        const { envelope, payload } = readLine(line);
        assert.deepEqual([envelope.id, envelope.start, payload.kind], ['rfc3164', prefix.length, 'logrus']);
        assert.equal(messageText(line, envelope), 'level=info msg="shim reaped"');
      });
    }
    for (const text of row.counterSamples) {
      it(`of ${row.form} is not ${JSON.stringify(text)}`, () => {
        row.pattern.lastIndex = 0;
        assert.ok(!row.pattern.test(text) || row.pattern.lastIndex < text.length);
      });
    }
  }

  it('may stand before another one, and before a payload that nobody wrapped', () => {
    assert.equal(readLine(`> - var/log/messages:12:${LINE}`).envelope.program, 'dockerd');
    assert.equal(readLine('- dockerd.log:12:level=info msg="x"').payload.kind, 'logrus');
    assert.equal(
      readLine('> {"log":"level=info msg=\\"x\\"\\n","stream":"stderr","time":"2026-11-23T06:45:30Z"}').payload.kind,
      'logrus',
    );
  });

  it('before a text that nobody knows leaves all of it text', () => {
    for (const text of ['> a quote', '* an item', 'file:12:text', '1. one', '   text', 'note: this']) {
      const { envelope, payload } = readLine(text);
      assert.deepEqual([envelope.id, envelope.payload, payload.kind], ['bare', 0, 'text'], text);
    }
  });
});
