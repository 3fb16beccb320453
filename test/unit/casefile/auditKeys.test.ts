// The ids of events in the bytes of a log: found however the bytes come, and as the parser reads them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AuditHead } from '../../../server/src/casefile/auditHead';
import { AuditKeys, hasRecordWithoutId } from '../../../server/src/casefile/auditKeys';
import { parseAuditRecord } from '../../../server/src/audit/record';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const word = fc.constantFrom('type=', 'node=', 'host=', 'vm ', 'CWD ', 'msg=audit(', '1582099207.232', '1.5', ':', '7', ')', ' ', '(', '007', '):', ' a=b', 'audit(3.1:4)'); // prettier-ignore
const line = fc.oneof(
  fc.constant('type=CWD msg=audit(1582099207.232:7): cwd="/"'),
  fc.constant('node=vm type=AVC msg=audit(1.5:70): avc:  denied'),
  fc.constant('Feb 19 16:00:07 vm kernel: audit: type=1300 audit(2.5:8): arch=c000003e'),
  fc.constant('no record'),
  fc.array(word, { maxLength: 12 }).map(words => words.join('')),
);

describe('AuditHead', () => {
  it('reads of a head what the parser reads', () => {
    fc.assert(
      fc.property(line, text => {
        const bytes = encode(text);
        const head = new AuditHead();
        if (!head.read(bytes, 0, bytes.length)) return;
        const record = parseAuditRecord(text, 0);
        assert.equal(record?.form, 'log');
        assert.equal(head.end, record.head.end);
        assert.equal(head.serial, record.serial);
        assert.equal(head.time, Number((record.time?.ns ?? 0n) / 1_000_000n));
        assert.equal(text.slice(head.typeStart, head.typeEnd), record.writtenType);
        assert.equal(head.nodeEnd === 0 ? null : text.slice(head.nodeStart, head.nodeEnd), record.node);
      }),
    );
  });
});

describe('AuditKeys', () => {
  it('finds the same in any pieces', () => {
    const breaks = fc.constantFrom('\n', '\n', '\r\n', '\r');
    const log = fc.array(fc.tuple(line, breaks), { maxLength: 20 }).map(lines => lines.flat().join(''));
    fc.assert(
      fc.property(log, fc.integer({ min: 1, max: 80 }), (text, size) => {
        const bytes = encode(text);
        const [whole, inPieces] = [bytes.length, size].map(length => {
          const others: number[] = [];
          const keys = new AuditKeys(lines => others.push(...lines));
          for (let at = 0; at < bytes.length; at += length) keys.push(bytes.subarray(at, at + length));
          keys.end();
          return { first: keys.first, any: keys.any, others: new TextDecoder().decode(Uint8Array.from(others)).trim() };
        });
        assert.deepEqual(inPieces?.first, whole?.first);
        assert.deepEqual(inPieces?.any, whole?.any);
        assert.equal(hasRecordWithoutId(inPieces?.others ?? ''), hasRecordWithoutId(whole?.others ?? ''));
      }),
    );
  });

  it('hands on the lines that begin otherwise, and no others', () => {
    const others: string[] = [];
    const keys = new AuditKeys(lines => others.push(new TextDecoder().decode(lines).trim()));
    keys.push(encode('type=CWD msg=audit(1.5:7): a\nx audit[1]: CWD cwd="/"\ntype=CWD msg=audit(1.5:8): b\n'));
    keys.end();
    assert.deepEqual(others, ['x audit[1]: CWD cwd="/"']);
  });
});
