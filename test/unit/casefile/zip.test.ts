// zip archives as folders of a case: their members, hostile ones too, and what of them is not read.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ArchiveBounds } from '../../../server/src/casefile/archive/bounds';
import type { ArchiveFiles } from '../../../server/src/casefile/archive/files';
import { ZipReader, type ZipSource } from '../../../server/src/casefile/archive/zip';
import { readZipDirectory } from '../../../server/src/casefile/archive/zipDirectory';
import { LocalCase } from '../../../server/src/casefile/case';
import { Refused } from '../../../server/src/casefile/packed';
import { caseText, FILES } from '../incident';
import { fixture } from '../inflate/packed';
import { MemoryHost } from '../memoryHost';
import { filesOf, listed, text } from './archives';
import { tar } from './tarBytes';
import { zip, type ZipMember, type ZipShape } from './zipBytes';

const audit = caseText('audit.log');
const CASE = { maxFiles: 99, maxBytes: 1e9, zone: null };

function zipFiles(archive: Uint8Array): ArchiveFiles {
  return filesOf({ '/case/a.zip': archive });
}

function listedZip(archive: Uint8Array, bounds?: Partial<ArchiveBounds>) {
  return listed('a.zip', archive, bounds);
}

const LISTED: Readonly<
  Record<string, readonly [members: readonly ZipMember[], files: string[], notRead?: string[], shape?: ZipShape]>
> = {
  'files in folders': [
    [{ name: 'x/' }, { name: 'x/audit.log', content: audit }, { name: './y.log' }],
    ['a.zip/x/audit.log', 'a.zip/y.log'],
  ],
  'a comment behind its end': [[{ name: 'a.log' }], ['a.zip/a.log'], [], { comment: 'PK\x05\x06 made by hand' }],
  'numbers of zip64': [
    [
      { name: 'a.log', content: audit, isLarge: true },
      { name: 'b.log', content: audit, isLarge: true, method: 0 },
    ],
    ['a.zip/a.log', 'a.zip/b.log'],
    [],
    { isLarge: true },
  ],
  'names as DOS parts them': [[{ name: 'var\\log\\messages', madeBy: 0 }], ['a.zip/var/log/messages']],
  'a name that leads out': [[{ name: '../../etc/passwd' }], [], ['a.zip/../../etc/passwd: case.member-name']],
  'a name that leads out as DOS has it': [
    [{ name: 'x\\..\\..\\y.log', madeBy: 0 }],
    [],
    ['a.zip/x/../../y.log: case.member-name'],
  ],
  'an absolute name, from the top': [[{ name: '/var/log/messages' }], ['a.zip/var/log/messages']],
  'a name with NUL': [[{ name: 'a\0b' }], [], ['a.zip/a\0b: case.member-name']],
  'links, to a member and out': [
    [
      { name: 'x/a.log' },
      { name: 'x/b', mode: 0xa1ff, content: 'a.log' },
      { name: 'x/out', mode: 0xa1ff, content: '../../shadow', method: 0 },
    ],
    ['a.zip/x/a.log'],
    ['a.zip/x/out: case.member-link'],
  ],
  'a device': [[{ name: 'dev/sda', mode: 0x61b0 }], [], ['a.zip/dev/sda: case.no-file']],
  'what was piped in': [[{ name: '-', mode: 0x1180 }], ['a.zip/-']],
  'encrypted members': [
    [
      { name: 'a.log', flags: 1 },
      { name: 'b.log', method: 99 },
    ],
    [],
    ['a.zip/a.log: case.member-encrypted', 'a.zip/b.log: case.member-encrypted'],
  ],
  'members packed in other ways': [[{ name: 'a.log', method: 9 }], [], ['a.zip/a.log: case.member-method']],
  nothing: [[], []],
  'only its last part': [[{ name: 'a.log' }], [], ['a.zip: case.zip-parts'], { disk: 3 }],
  'members that share their bytes': [
    [
      { name: 'a.log', content: audit },
      { name: 'b.log', content: audit, at: 0 },
    ],
    ['a.zip/a.log'],
    ['a.zip: case.archive-damaged'],
  ],
  'a link whose target has another checksum, which hides nothing behind it': [
    [{ name: 'a.log' }, { name: 'l', mode: 0xa1ff, content: 'a.log', checksum: 1 }, { name: 'z.log' }],
    ['a.zip/a.log', 'a.zip/z.log'],
    ['a.zip/l: case.archive-damaged'],
  ],
  'a link whose target is not packed as it says': [
    [{ name: 'a.log' }, { name: 'l', mode: 0xa1ff, content: 'a.log', method: 12 }, { name: 'z.log' }],
    ['a.zip/a.log', 'a.zip/z.log'],
    ['a.zip/l: case.inflate'],
  ],
  'a link whose target is too long': [
    [{ name: 'l', mode: 0xa1ff, content: 'x/'.repeat(3000) }, { name: 'z.log' }],
    ['a.zip/z.log'],
    ['a.zip/l: case.archive-damaged'],
  ],
  'a member beyond its end': [
    [{ name: 'a.log' }, { name: 'b.log', at: 1e6 }],
    ['a.zip/a.log', 'a.zip/b.log'],
  ],
};

describe('a zip archive', () => {
  for (const [what, [members, files, notRead = [], shape]] of Object.entries(LISTED)) {
    it(`has ${what}`, async () => {
      assert.deepEqual(await listedZip(zip(members, shape)), { files, notRead });
    });
  }

  it('as Info-ZIP makes it is read: deflate, bzip2, stored; what is not is named', async () => {
    const archive = fixture('report.zip');
    assert.deepEqual(await listedZip(archive), {
      files: ['audit/audit.log', 'messages', 'messages-20200219'].map(name => `a.zip/sos/var/log/${name}`),
      notRead: [
        'a.zip/sos/lzma.log: case.member-method',
        'a.zip/sos/out: case.member-link',
        'a.zip/sos/secret.log: case.member-encrypted',
      ],
    });
    const files = zipFiles(archive);
    assert.equal(await text(files, '/case/a.zip/sos/var/log/messages'), caseText('messages-20200225'));
    assert.equal(await text(files, '/case/a.zip/sos/var/log/audit/audit.log'), audit);
    assert.equal(await text(files, '/case/a.zip/sos/var/log/messages-20200219'), caseText('messages-20200219'));
  });

  it('that was piped out of zip is read, though its sizes stand behind its member', async () => {
    assert.equal(await text(zipFiles(fixture('streamed.zip')), '/case/a.zip/-'), audit);
  });

  it('gives the content of each member, in whatever order they are asked for', async () => {
    const member = fc.record({ content: fc.string(), method: fc.constantFrom(0, 8), isLarge: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(member, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 8 }),
        async (members, isNested, order) => {
          const inner = zip(members.map((one, at) => ({ ...one, name: `${String(at)}.log` })));
          const files = isNested
            ? filesOf({ '/case/a.tar': tar([{ name: 'in/b.zip', content: inner }]) })
            : zipFiles(inner);
          for (const asked of order) {
            const at = asked % members.length;
            const path = `/case/${isNested ? 'a.tar/in/b.zip' : 'a.zip'}/${String(at)}.log`;
            assert.equal(await text(files, path), members[at]?.content);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is read up to the bounds of members, bytes and depth', async () => {
    const two = zip([{ name: 'a.log' }, { name: 'b.log', content: audit }]);
    assert.deepEqual(await listedZip(two, { members: 1 }), {
      files: ['a.zip/a.log'],
      notRead: ['a.zip: case.archive-members'],
    });
    assert.deepEqual(await listedZip(two, { bytes: 1 }), {
      files: ['a.zip/a.log'],
      notRead: ['a.zip: case.archive-bytes'],
    });
    assert.deepEqual(await listedZip(zip([{ name: 'b.zip', content: two }]), { depth: 0 }), {
      files: [],
      notRead: ['a.zip/b.zip: case.archive-depth'],
    });
  });

  for (const [what, member, reason] of [
    // Zeros are packed 1,029 to 1; so much may come out of anything is 64 MB.
    ['unpacks to more than the ratio allows', { content: new Uint8Array(70e6) }, 'case.archive-ratio'],
    ['unpacks to more than is listed', { content: audit, bytes: 10 }, 'case.archive-damaged'],
    ['unpacks to less than is listed', { content: 'short\n', bytes: 500 }, 'case.archive-damaged'],
    ['is stored with less than is listed', { content: 'short\n', bytes: 500, method: 0 }, 'case.archive-damaged'],
    ['has another checksum', { content: audit, checksum: 1 }, 'case.archive-damaged'],
    ['lies elsewhere', { content: audit, at: 7 }, 'case.archive-damaged'],
  ] as const) {
    it(`whose member ${what} is not read as if nothing were`, async () => {
      const files = zipFiles(zip([{ name: 'a.log', ...member }]));
      await assert.rejects(
        text(files, '/case/a.zip/a.log'),
        (error: unknown) => error instanceof Refused && error.said.id === reason,
      );
    });
  }

  it('has the target of a link whose bytes come one by one', async () => {
    const archive = zip([{ name: 'l', mode: 0xa1ff, content: 'größe/日志.log', method: 0 }]);
    const source: ZipSource = {
      bytes: archive.length,
      near: 0,
      read: start => Readable.from(Array.from(archive.subarray(start), byte => Uint8Array.of(byte))),
      inflate: (_, pieces) => pieces,
    };
    const reader = new ZipReader(await readZipDirectory(source, 9), source);
    assert.equal((await reader.next())?.target, 'größe/日志.log');
    await reader.close();
  });

  it('that is cut says that its list is missing, and is not taken for empty', async () => {
    const archive = zip([{ name: 'a.log', content: audit }]);
    for (let end = 4; end < archive.length; end += 50)
      assert.deepEqual(await listedZip(archive.subarray(0, end)), { files: [], notRead: ['a.zip: case.zip-cut'] });
  });

  it('never makes the reading fail, whatever its bytes are', async () => {
    const good = zip(
      [
        { name: 'x/y.log', content: audit, isLarge: true },
        { name: 'b.log', content: audit, method: 0 },
        { name: 'l', mode: 0xa1ff, content: 'b.log' },
      ],
      { isLarge: true, comment: 'x' },
    );
    const byte = fc.oneof(fc.nat(good.length - 1), fc.integer({ min: good.length - 500, max: good.length - 1 }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(byte, fc.nat(255)), { maxLength: 5 }), async changes => {
        const bytes = Uint8Array.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        const opened = new LocalCase(new MemoryHost({ '/case/a.zip': bytes }), ['/case'], CASE);
        await opened.read();
        assert.ok((await opened.files()).length + (await opened.notRead(0, 99)).total > 0);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same containers as the folder that it was made of', async () => {
    const members = FILES.map(name => ({ name: `case/${name}`, content: caseText(name) }));
    const folder = new MemoryHost(Object.fromEntries(FILES.map(name => [`/case/${name}`, caseText(name)])));
    const packed = new MemoryHost({ '/case/137.zip': zip(members) });
    const [plain, archived] = await Promise.all(
      [folder, packed].map(async host => {
        const opened = new LocalCase(host, ['/case'], CASE);
        await opened.read();
        return JSON.stringify((await opened.containers(0, 99)).items, (_, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        );
      }),
    );
    assert.equal(archived?.replaceAll('/case/137.zip/case/', '/case/'), plain);
  });
});
