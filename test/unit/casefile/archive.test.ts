// Archives as folders of a case: their members, hostile ones too, and where the reading of one ends.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { ArchiveBounds } from '../../../server/src/casefile/archive/bounds';
import { LocalCase } from '../../../server/src/casefile/case';
import { caseText, FILES } from '../incident';
import { fixture } from '../inflate/packed';
import { MemoryHost } from '../memoryHost';
import { filesOf, listed, text } from './archives';
import { member, pax, tar, type TarMember } from './tarBytes';

const audit = caseText('audit.log');

function listedTar(archive: Uint8Array, bounds?: Partial<ArchiveBounds>) {
  return listed('a.tar', archive, bounds);
}

const LONG = `${'folder/'.repeat(30)}audit.log`;

const LISTED: Readonly<Record<string, readonly [members: readonly TarMember[], files: string[], notRead?: string[]]>> =
  {
    'files in folders': [
      [{ name: 'x/', type: '5' }, { name: 'x/audit.log', content: audit }, { name: './y.log' }],
      ['a.tar/x/audit.log', 'a.tar/y.log'],
    ],
    'an absolute name, from the top': [[{ name: '/var/log/messages' }], ['a.tar/var/log/messages']],
    'the beginning of a long name (ustar)': [[{ name: 'messages', prefix: 'var/log' }], ['a.tar/var/log/messages']],
    'a long name (GNU)': [
      [{ name: '././@LongLink', type: 'L', content: `${LONG}\0` }, { name: 'cut' }],
      [`a.tar/${LONG}`],
    ],
    'a long name (pax)': [[pax({ path: LONG }), { name: 'cut' }], [`a.tar/${LONG}`]],
    'a header of no known magic (v7)': [[{ name: 'audit.log', magic: '' }], ['a.tar/audit.log']],
    'attributes of the whole archive': [[{ ...pax({ comment: 'x' }), type: 'g' }, { name: 'a.log' }], ['a.tar/a.log']],
    'folders that hold no logs': [[{ name: 'x/.git/config' }, { name: 'a.log' }], ['a.tar/a.log']],
    'a name that leads out': [[{ name: '../../etc/passwd' }], [], ['a.tar/../../etc/passwd: case.member-name']],
    'a name that leads out in its middle': [[{ name: 'x/../../y.log' }], [], ['a.tar/x/../../y.log: case.member-name']],
    'a name with NUL': [[pax({ path: 'a\0b' }), { name: 'cut' }], [], ['a.tar/a\0b: case.member-name']],
    'a link to a member and a folder': [
      [
        { name: 'x/a.log' },
        { name: 'x/b', type: '2', target: 'a.log' },
        { name: 'c', type: '2', target: 'x' },
        { name: 'd', type: '1', target: 'x/a.log' },
      ],
      ['a.tar/x/a.log'],
    ],
    'links to what is not there': [
      [
        { name: 'x/out', type: '2', target: '../../shadow' },
        { name: 'x/gone', type: '2', target: 'y' },
      ],
      [],
      ['a.tar/x/gone: case.member-link', 'a.tar/x/out: case.member-link'],
    ],
    'devices and pipes': [
      [
        { name: 'dev/sda', type: '4' },
        { name: 'dev/tty', type: '3' },
        { name: 'run/pipe', type: '6' },
      ],
      [],
      ['a.tar/dev/sda: case.no-file', 'a.tar/dev/tty: case.no-file', 'a.tar/run/pipe: case.no-file'],
    ],
    'files with holes': [
      [pax({ 'GNU.sparse.major': '1' }), { name: 'lastlog' }],
      [],
      ['a.tar/lastlog: case.member-sparse'],
    ],
  };

describe('an archive', () => {
  for (const [what, [members, files, notRead = []]] of Object.entries(LISTED)) {
    it(`has ${what}`, async () => {
      assert.deepEqual(await listedTar(tar(members)), { files, notRead });
    });
  }

  it('gives the content of each member, in whatever order they are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string(), { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (contents, order) => {
          const files = filesOf({
            '/case/a.tar.gz': gzipSync(tar(contents.map((content, at) => ({ name: `${String(at)}.log`, content })))),
          });
          for (let asked = 0; asked < 5; asked++) {
            const at = (order.next().value ?? 0) % contents.length;
            assert.equal(await text(files, `/case/a.tar.gz/${String(at)}.log`), contents[at]);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has the last of several members of one name, as it is unpacked', async () => {
    const archive = tar([
      { name: 'a.log', content: 'old' },
      { name: './a.log', content: 'new' },
    ]);
    assert.deepEqual(await listedTar(archive), { files: ['a.tar/a.log'], notRead: ['a.tar/a.log: case.member-again'] });
    assert.equal(await text(filesOf({ '/case/a.tar': archive }), '/case/a.tar/a.log'), 'new');
  });

  it('is read from the size that a pax header or base 256 gives', async () => {
    const content = 'x'.repeat(600);
    const archive = tar([pax({ size: '600' }), { name: 'a.log', content, size: 0 }, { name: 'b.log', content: 'b' }]);
    const files = filesOf({ '/case/a.tar': archive });
    assert.equal(await text(files, '/case/a.tar/b.log'), 'b');
    const huge = await listedTar(new Uint8Array(member({ name: 'a.log', content: 'x', size: 2 ** 33 })));
    assert.deepEqual(huge, { files: ['a.tar/a.log'], notRead: ['a.tar: case.archive-cut'] });
  });

  it('goes on behind the end of another, as tar --ignore-zeros does', async () => {
    const both = Buffer.concat([tar([{ name: 'a.log' }]), tar([{ name: 'b.log' }])]);
    assert.deepEqual((await listedTar(new Uint8Array(both))).files, ['a.tar/a.log', 'a.tar/b.log']);
  });

  it('that is cut has the members before the cut, and says that it is cut', async () => {
    const archive = tar([
      { name: 'a.log', content: audit },
      { name: 'b.log', content: audit },
    ]);
    const cut = archive.subarray(0, archive.length - 2048);
    assert.deepEqual(await listedTar(cut), {
      files: ['a.tar/a.log', 'a.tar/b.log'],
      notRead: ['a.tar: case.archive-cut'],
    });
    const opened = new LocalCase(new MemoryHost({ '/case/a.tar': cut }), ['/case'], {
      maxFiles: 99,
      maxBytes: 1e9,
      zone: null,
    });
    await opened.read();
    const { items } = await opened.notRead(0, 99);
    assert.deepEqual(
      items.map(({ name, kind, reason }) => [name, kind, reason.id]),
      [
        ['a.tar', 'partial', 'case.archive-cut'],
        ['a.tar/b.log', 'partial', 'case.cut-short'],
      ],
    );
  });

  it('that is damaged has the members before the damage', async () => {
    const archive = tar([
      { name: 'a.log', content: audit },
      { name: 'b.log', content: audit },
    ]);
    const header = 512 + 512 * Math.ceil(audit.length / 512);
    archive.fill(7, header, header + 512);
    assert.deepEqual(await listedTar(archive), { files: ['a.tar/a.log'], notRead: ['a.tar: case.archive-damaged'] });
  });

  it('never makes the reading fail, whatever its bytes are', async () => {
    const good = tar([pax({ path: 'x/y.log' }), { name: 'cut', content: audit }, { name: 'b.log', content: audit }]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 5 }), async changes => {
        const bytes = Uint8Array.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        const opened = new LocalCase(new MemoryHost({ '/case/a.tar': bytes }), ['/case'], {
          maxFiles: 99,
          maxBytes: 1e9,
          zone: null,
        });
        await opened.read();
        const told = (await opened.files()).length + (await opened.notRead(0, 99)).total;
        assert.ok(told > 0);
      }),
      { numRuns: 200 },
    );
  });

  it('that is not called one is named, not passed over', async () => {
    const opened = new LocalCase(new MemoryHost({ '/case/report': tar([{ name: 'a.log' }]) }), ['/case'], {
      maxFiles: 9,
      maxBytes: 1e9,
      zone: null,
    });
    await opened.read();
    assert.deepEqual(
      (await opened.notRead(0, 9)).items.map(({ name, reason }) => [name, reason.id]),
      [['report', 'case.archive']],
    );
  });

  it('that is none, though it is called one, is a file', async () => {
    assert.deepEqual(await listedTar(new TextEncoder().encode(audit)), { files: ['a.tar'], notRead: [] });
  });

  for (const [what, archive, bounds, reason] of [
    ['members', tar([{ name: 'a.log' }, { name: 'b.log' }]), { members: 1 }, 'a.tar: case.archive-members'],
    ['bytes', tar([{ name: 'a.log' }, { name: 'b.log', content: 'xx' }]), { bytes: 1 }, 'a.tar: case.archive-bytes'],
  ] as const) {
    it(`is read up to the bound of ${what}`, async () => {
      assert.deepEqual(await listedTar(archive, bounds), { files: ['a.tar/a.log'], notRead: [reason] });
    });
  }

  it('in an archive is read as far as the bound of depth allows', async () => {
    const inner = tar([{ name: 'a.log', content: audit }]);
    const outer = tar([
      { name: 'in/b.tar.gz', content: gzipSync(inner) },
      { name: 'c.log', content: audit },
    ]);
    assert.deepEqual(await listedTar(outer), { files: ['a.tar/c.log', 'a.tar/in/b.tar.gz/a.log'], notRead: [] });
    assert.deepEqual(await listedTar(outer, { depth: 0 }), {
      files: ['a.tar/c.log'],
      notRead: ['a.tar/in/b.tar.gz: case.archive-depth'],
    });
    const files = filesOf({ '/case/a.tar.gz': gzipSync(outer) });
    assert.equal(await text(files, '/case/a.tar.gz/in/b.tar.gz/a.log'), audit);
    assert.equal(await text(files, '/case/a.tar.gz/c.log'), audit);
  });

  it('or a file that would unpack to more than the ratio allows is read no further', async () => {
    for (const name of ['zeros.xz', 'zeros.zst', 'zeros.bz2']) {
      // Each has 50 MB: so much may come out of anything.
      const files = filesOf({ [`/case/${name}`]: Buffer.concat([fixture(name), fixture(name)]) });
      const opened = files.inflate(
        name.endsWith('xz') ? 'xz' : name.endsWith('bz2') ? 'bzip2' : 'zstd',
        files.readPieces(`/case/${name}`),
      );
      await assert.rejects(async () => {
        for await (const piece of opened) assert.ok(piece.length >= 0);
      }, /case\.archive-ratio/);
    }
  });

  it('is gone through once to list it and once to read it, in its own order', async () => {
    const members = ['z.log', 'b.log', 'a.log', 'm.log'].map(name => ({ name, content: audit }));
    const host = new MemoryHost({ '/case/x.tar.gz': gzipSync(tar(members)) });
    const opened = new LocalCase(host, ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
    await opened.read();
    assert.equal((await opened.files()).length, 4);
    assert.equal(host.reads.length, 2);
  });

  it('gives the same containers as the folder that it was made of', async () => {
    const members = FILES.map(name => ({ name: `case/${name}`, content: caseText(name) }));
    const folder = new MemoryHost(Object.fromEntries(FILES.map(name => [`/case/${name}`, caseText(name)])));
    const packed = new MemoryHost({ '/case/137.tar.gz': gzipSync(tar(members)) });
    const [plain, archived] = await Promise.all(
      [folder, packed].map(async host => {
        const opened = new LocalCase(host, ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
        await opened.read();
        return JSON.stringify((await opened.containers(0, 99)).items, (_, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        );
      }),
    );
    assert.equal(archived?.replaceAll('/case/137.tar.gz/case/', '/case/'), plain);
  });
});
