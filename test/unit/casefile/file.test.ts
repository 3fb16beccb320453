// What becomes of the bytes of one file: lines that are read, or a reason why not.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { discover } from '../../../server/src/casefile/discover';
import { readFile, type FileReading } from '../../../server/src/casefile/file';
import { HEAD_BYTES } from '../../../server/src/casefile/open';
import type { Message } from '../../../server/src/message';
import { isoUtc } from '../../../server/src/log/time';
import { MAX_LINE } from '../../../server/src/reading/lines';
import { message } from '../../../server/src/message';
import { caseText, FILES } from '../incident';
import { PACKED } from '../inflate/packed';
import { MemoryHost, type MemoryEntry } from '../memoryHost';
import { tar } from './tarBytes';

async function read(name: string, entry: MemoryEntry, maxBytes = 1e9): ReturnType<typeof readFile> {
  const host = new MemoryHost({ [`/case/${name}`]: entry });
  const [found] = (await discover(host, '/case')).files;
  assert.ok(found);
  return readFile(host, found, { maxBytes });
}

async function reading(name: string, entry: MemoryEntry): Promise<FileReading> {
  const result = await read(name, entry);
  assert.ok('facts' in result, `${name} was not read`);
  return result;
}

const audit = caseText('audit.log');
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const JOURNAL = '{"__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"1582639633374422","MESSAGE":"shim reaped"}\n';
/** As systemd-journal-remote takes it. */
const JOURNAL_EXPORT = `__CURSOR=s=1;i=2\n_HOSTNAME=vm\nMESSAGE\n\u0004${'\0'.repeat(7)}a\n\nb\n\n`;

const KUBELET = `I0608 15:36:12.678326    1517 kuberuntime_container.go:581] Killing container "docker://x" with 10 second grace period\n`;

const REFUSED: readonly (readonly [what: string, name: string, entry: MemoryEntry, kind: string, reason: string])[] = [
  ['an empty file', 'audit.log', '', 'foreign', 'case.empty'],
  ['a gzip file of nothing', 'audit.log.gz', gzipSync(''), 'foreign', 'case.empty'],
  ['a binary file', 'audit.log', bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0), 'unread', 'case.binary'],
  ['a file of two holes', 'audit.log', `${audit}${'\0'.repeat(99)}x${'\0'.repeat(99)}`, 'unread', 'case.binary'],
  ['a megabyte of NULs', 'audit.log', '\0'.repeat(1 << 20), 'unread', 'case.binary'],
  ['a binary file behind a hole', 'audit.log', `${'\0'.repeat(1 << 15)}\u0001CD001\u0001\0`, 'unread', 'case.binary'],
  ['a database', 'audit.log', `SQLite format 3\0\u0010\0${'\0'.repeat(9000)}`, 'unread', 'case.binary'],
  ['UTF-16', 'audit.log', new Uint8Array(Buffer.from(audit, 'utf16le')), 'unread', 'case.binary'],
  ['a binary file in gzip', 'audit.log.gz', gzipSync(bytes(0, 1, 2, 3)), 'unread', 'case.binary'],
  ['a gzip file that is cut in its head', 'audit.log.gz', gzipSync(audit).subarray(0, 15), 'unread', 'case.inflate'],
  ['a gzip file that is broken', 'audit.log.gz', bytes(0x1f, 0x8b, 8, 0, 9, 9, 9), 'unread', 'case.inflate'],
  ['xz that is broken', 'audit.log.xz', bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 9), 'unread', 'case.inflate'],
  ['zstd that is cut', 'audit.log.zst', bytes(0x28, 0xb5, 0x2f, 0xfd, 4, 0), 'unread', 'case.inflate'],
  ['bzip2 that is cut', 'audit.log.bz2', 'BZh91AY&SY', 'unread', 'case.inflate'],
  ['gzip in gzip', 'audit.log.gz', gzipSync(gzipSync(audit)), 'unread', 'case.compressed'],
  ['a zip archive', 'logs', bytes(0x50, 0x4b, 3, 4, 20, 0), 'unread', 'case.archive'],
  ['a tar archive', 'logs', tar([{ name: 'a.log' }]), 'unread', 'case.archive'],
  ['a tar archive in gzip', 'logs.gz', gzipSync(tar([{ name: 'a.log' }])), 'unread', 'case.archive'],
  ['a file that cannot be read', 'audit.log', { problem: 'EACCES: permission denied' }, 'unread', 'case.unreadable'],
  ["the case's README.md", 'README.md', caseText('README.md'), 'foreign', 'case.no-log'],
  ['rules of udev', '70-net.rules', 'SUBSYSTEM=="net", NAME="eth0"\n', 'foreign', 'case.no-log'],
  ["another program's log", 'app.log', '2020-02-25 22:07:13,374 INFO main - started\n', 'foreign', 'case.no-log'],
  ['CSV', 'table.csv', 'time,pid\n1582099207,18848\n', 'foreign', 'case.no-log'],
];

describe('readFile', () => {
  for (const [where, text] of [
    ['at its beginning, as copytruncate leaves it', `${'\0'.repeat(5000)}${audit}`],
    ['of 7,995 bytes, which ends with what is sniffed', `${'\0'.repeat(7995)}${audit}`],
    ['of 8,000 bytes', `${'\0'.repeat(8000)}${audit}`],
    ['of a megabyte at its beginning', `${'\0'.repeat(1 << 20)}${audit}`],
    ['of three megabytes in its middle', audit.replace('\n', `\n${'\0'.repeat(3 << 20)}`)],
    ['in its middle, as a crash leaves it', audit.replace('\n', `\n${'\0'.repeat(500)}`)],
  ] as const) {
    it(`reads a log with a hole ${where}`, async () => {
      const result = await read('audit.log', text);
      assert.ok('facts' in result, 'it was not read');
      assert.equal(result.contents.known, 12);
    });
  }

  for (const [what, name, entry, kind, reason] of REFUSED) {
    it(`does not read ${what}, and says why: ${reason}`, async () => {
      const result = await read(name, entry);
      assert.ok('reason' in result, 'it was read');
      assert.deepEqual([result.kind, result.reason.id, result.name], [kind, reason, name]);
    });
  }

  for (const [what, name, text] of [
    ["the kubelet's log", 'klog', KUBELET],
    ['a journal as JSON', 'docker.json', JOURNAL.repeat(3)],
    ['a journal in the export form, binary lengths in it', 'docker.export', JOURNAL_EXPORT],
  ] as const) {
    it(`reads ${what}`, async () => {
      const { contents, notes } = await reading(name, text);
      assert.deepEqual([contents.known, notes], [contents.lines, []]);
    });
  }

  for (const name of FILES.filter(file => file !== 'audit.rules')) {
    it(`reads ${name} of the 137 case`, async () => {
      assert.deepEqual((await reading(name, caseText(name))).notes, []);
    });
  }

  it('inflates no more than the limit', async () => {
    const result = await read('audit.log.gz', gzipSync('x'.repeat(100_000)), 50_000);
    assert.deepEqual('reason' in result && result.reason, message('case.inflated-rest', { megabytes: 0 }));
  });

  it('has a limit for inflating where the case has none', async () => {
    const large = { length: 2 ** 31, lastIndexOf: () => -1, subarray: () => large } as unknown as Uint8Array;
    const host = Object.assign(new MemoryHost({ '/case/audit.log.gz': gzipSync('x') }), {
      inflate: () => Readable.from([Buffer.from('type=SYSCALL\n'.repeat(30_000)), large]),
    });
    const [found] = (await discover(host, '/case')).files;
    assert.ok(found);
    const result = await readFile(host, found, { maxBytes: Infinity });
    assert.deepEqual('reason' in result && result.reason, message('case.inflated-limit', { megabytes: 2147 }));
  });

  it('lets go of a file that is refused', async () => {
    let open = 0;
    const host = Object.assign(new MemoryHost({ '/case/core': 'x' }), {
      readPieces: async function* () {
        open++;
        try {
          for (;;) yield await Promise.resolve(new Uint8Array(HEAD_BYTES));
        } finally {
          open--;
        }
      },
    });
    const [found] = (await discover(host, '/case')).files;
    assert.ok(found);
    assert.ok('reason' in (await readFile(host, found, { maxBytes: 1e9 })));
    assert.equal(open, 0);
  });

  for (const method of ['gzip', 'xz', 'zstd', 'bzip2'] as const) {
    it(`reads what ${method} has packed, whatever it is called`, async () => {
      const [plain, packed] = [await reading('audit.log', audit), await reading('audit.log', PACKED[method])];
      assert.deepEqual(packed.contents, plain.contents);
      assert.deepEqual([packed.bytes, packed.notes], [plain.bytes, []]);
    });
  }

  it('reads what is there of a packed log that is cut, up to its last whole line, and says where it ends', async () => {
    const packed = gzipSync(audit, { level: 0 }); // stored: what is cut off is cut off the text
    const { contents, notes } = await reading('audit.log.gz', packed.subarray(0, packed.length / 2));
    const line = audit.slice(0, packed.length / 2).split('\n').length - 1;
    assert.ok(Math.abs(contents.lines - line) <= 1);
    const reason = message('case.inflate', { reason: 'unexpected end of file' });
    assert.deepEqual(notes, [message('case.cut-short', { line: contents.lines, reason })]);
    const before = `${audit.split('\n').slice(0, contents.lines).join('\n')}\n`;
    assert.deepEqual(contents, (await reading('audit.log.gz', before)).contents);
  });

  it('reads what is there of a log whose disk fails in the middle', async () => {
    class Failing extends MemoryHost {
      override async *readPieces(path: string): AsyncGenerator<Uint8Array> {
        yield* super.readPieces(path);
        throw new Error('EIO: i/o error');
      }
    }
    const host = new Failing({ '/case/audit.log': audit });
    const [found] = (await discover(host, '/case')).files;
    assert.ok(found);
    const result = await readFile(host, found);
    assert.ok('facts' in result);
    assert.deepEqual(
      result.notes.map(({ id }) => id),
      ['case.cut-short'],
    );
    assert.equal(result.facts.audit.length, 4);
  });

  it('reads gzip of several members as one text', async () => {
    const middle = audit.indexOf('\n', audit.length / 2) + 1;
    const members = Buffer.concat([gzipSync(audit.slice(0, middle)), gzipSync(audit.slice(middle))]);
    assert.deepEqual((await reading('audit.log', members)).contents, (await reading('audit.log', audit)).contents);
  });

  for (const [what, change] of [
    ['gzip', (text: string): MemoryEntry => gzipSync(text)],
    ['CRLF', (text: string): MemoryEntry => text.replaceAll('\n', '\r\n')],
    ['no line break at the end', (text: string): MemoryEntry => text.replace(/\n$/, '')],
    ['a byte order mark', (text: string): MemoryEntry => `\ufeff${text}`],
  ] as const) {
    it(`reads the same with ${what}`, async () => {
      for (const name of ['audit.log', 'messages-20200225'] as const) {
        const [plain, changed] = [await reading(name, caseText(name)), await reading(name, change(caseText(name)))];
        assert.deepEqual(changed.contents, plain.contents);
        assert.deepEqual(changed.facts, plain.facts);
      }
    });
  }

  it('keeps what stands before the cut of a file that ends in the middle of a record', async () => {
    for (const end of [
      audit.lastIndexOf('pid='),
      audit.lastIndexOf('msg=audit(') + 14,
      audit.lastIndexOf('type=') + 3,
    ]) {
      const { facts } = await reading('audit.log', audit.slice(0, end));
      assert.equal(facts.audit.length, 4);
      assert.equal(facts.audit[0]?.records.length, 3);
    }
  });

  it('keeps bytes that are no UTF-8 from disturbing the lines around them', async () => {
    const broken = Buffer.concat([Buffer.from(audit), Buffer.from([0xff, 0xfe, 0xc3, 0x0a]), Buffer.from(audit)]);
    assert.equal((await reading('audit.log', broken)).contents.lines, 25);
  });

  it('says which line is too long to be read whole, and reads those behind it', async () => {
    const { notes, facts } = await reading('audit.log', `${'x'.repeat(10_000_000)}\n${audit}`);
    assert.deepEqual(notes, [{ id: 'case.long-line', args: { line: 1, limit: MAX_LINE } } satisfies Message]);
    assert.equal(facts.audit.length, 4);
  });

  it('asks half of the lines of a file whose name tells nothing, and one line of a log', async () => {
    const record = audit.slice(0, audit.indexOf('\n') + 1);
    const noise = 'something else\n'.repeat(5);
    assert.equal('facts' in (await read('notes.txt', record + noise)), false);
    assert.equal('facts' in (await read('notes.txt', record.repeat(5) + noise)), true);
    assert.equal('facts' in (await read('audit.log', record + noise)), true);
  });

  it('reads when a banner was written, and nothing of when a command was run', async () => {
    const banner = 'starting containerd" revision=9754871865f7fe2f4e74d43e2fc7ccd237edcbce version=1.2.2';
    const { versions } = await reading(
      'containerd.log',
      `time="2020-02-25T10:00:00+08:00" level=info msg="${banner}\n`,
    );
    assert.deepEqual(
      versions.map(({ said, time }) => [said, time && isoUtc(time)]),
      [['banner', '2020-02-25T02:00:00Z']],
    );
    const pasted = await reading('versions.txt', caseText('versions.txt'));
    assert.deepEqual([...new Set(pasted.versions.map(({ said, time }) => `${said} ${String(time)}`))], ['pasted null']);
  });
  it('reads pasted versions, whatever the rest of the file is', async () => {
    const { versions } = await reading('versions.txt', caseText('versions.txt'));
    assert.ok(versions.some(({ version }) => version === '1.2.2'));
  });

  it('ends when it is cancelled', async () => {
    const host = new MemoryHost({ '/case/audit.log': audit.repeat(3000) });
    const [found] = (await discover(host, '/case')).files;
    assert.ok(found);
    const signal = AbortSignal.abort();
    await assert.rejects(readFile(host, found, { maxBytes: 1e9, signal }), { name: 'AbortError' });
  });
});
