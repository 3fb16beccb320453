// logrus lines: fields, escapes and their columns.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { logrusValue, parseLogrus, unescapeGo } from '../../../server/src/daemon/logrus';

describe('parseLogrus', () => {
  it('reads stamp, level, message and fields behind a syslog prefix', () => {
    const prefix = 'Feb 19 16:00:07 gpu-ser-xyz dockerd: ';
    const line = `${prefix}time="2020-02-19T16:00:08.305641212+08:00" level=info msg="ignoring event" module=libcontainerd type="*events.TaskDelete"`;
    const entry = parseLogrus(line, prefix.length);
    assert.ok(entry);
    assert.equal(entry.stamp?.fraction, '305641212');
    assert.equal(entry.level, 'info');
    assert.equal(entry.msg?.value, 'ignoring event');
    assert.equal(line.slice(entry.msg.span.start, entry.msg.span.end), 'ignoring event');
    assert.equal(logrusValue(entry, 'module'), 'libcontainerd');
    assert.equal(logrusValue(entry, 'type'), '*events.TaskDelete');
    assert.equal(logrusValue(entry, 'topic'), null);
  });

  it('keeps a bare message and an empty one', () => {
    assert.equal(parseLogrus('level=debug msg=event topic=/tasks/exit', 0)?.msg?.value, 'event');
    assert.equal(parseLogrus('level=debug msg=""', 0)?.msg?.value, '');
  });

  it('reads as far as a line goes that was cut inside its message', () => {
    assert.equal(parseLogrus('time="2020-02-19T16:00:08Z" level=info msg="ignoring ev', 0)?.msg?.value, 'ignoring ev');
  });

  for (const line of ['', 'panic: runtime error', 'timeout=3 level=info', 'type=SYSCALL msg=audit(1:2): level=info']) {
    it(`is not taken in by "${line}"`, () => {
      assert.equal(parseLogrus(line, 0), null);
    });
  }

  it('never throws and keeps its columns inside the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), rest => {
        const line = `time="${rest}`;
        const entry = parseLogrus(line, 0);
        assert.ok(
          entry?.fields.every(({ span }) => span.start >= 0 && span.start <= span.end && span.end <= line.length),
        );
      }),
    );
  });
});

describe('unescapeGo', () => {
  for (const [written, text] of [
    [String.raw`form data: {\"Cmd\":[\"ip\",\"a\"]}`, 'form data: {"Cmd":["ip","a"]}'],
    [String.raw`a\nb\tc\\d`, 'a\nb\tc\\d'],
    [String.raw`\x1b[36m\u00e9\U0001f600`, '\x1b[36mé😀'],
    [String.raw`\q`, 'q'],
  ] as const) {
    it(`resolves ${written}`, () => {
      assert.equal(unescapeGo(written), text);
    });
  }
});
