// The ids of events in the bytes of a log: found however the bytes come, and as the parser reads them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AuditHead } from '../../../server/src/casefile/auditHead';
import { ByteSearch } from '../../../server/src/casefile/bytes';
import { AuditKeys, hasRecordWithoutId, keyInLine } from '../../../server/src/casefile/auditKeys';
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

describe('ByteSearch', () => {
  it('finds what indexOf finds, from columns in any order and in other bytes', () => {
    const bytes = fc.uint8Array({ max: 2, maxLength: 12 });
    fc.assert(
      fc.property(fc.tuple(bytes, bytes), fc.array(fc.tuple(fc.nat(1), fc.nat(13))), (arrays, asked) => {
        const search = new ByteSearch(1);
        for (const [which, start] of asked) {
          const array = arrays[which as 0 | 1];
          const found = array.indexOf(1, start);
          assert.equal(search.from(array, start), found === -1 ? Infinity : found);
        }
      }),
    );
  });
});

describe('keyInLine', () => {
  const [json, record] = ['{"ID":{"Time":1,"Serial":1}}', 'x audit(2.5:8): a'];
  const other = 'x ( {';
  for (const [what, text, ids] of [
    ['none, though the lines around have one', [record, other, record, json], [true, false, true, false]],
    [
      'none of a line that the next one would complete',
      ['x audit', '(2.5:8): a', 'x audit(2.5:', '8)'],
      [false, false, false, false],
    ],
  ] as const) {
    it(`finds ${what}`, () => {
      const bytes = encode(text.join('\n'));
      let start = 0;
      const found = text.map(one => {
        const key = keyInLine(bytes, start, start + one.length);
        start += one.length + 1;
        return key !== null;
      });
      assert.deepEqual(found, ids);
    });
  }
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
