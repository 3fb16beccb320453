// Which files of a folder belong to a case, in which order, and what is said of those left out.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { discover, discoverAll } from '../../../server/src/casefile/discover';
import { DEVICE, MemoryHost, type MemoryEntry } from '../memoryHost';

async function discovered(entries: Readonly<Record<string, MemoryEntry>>, root = '/case') {
  const { files, notRead } = await discover(new MemoryHost(entries), root);
  return {
    files: files.map(({ name, group }) => (group === '' ? name : `${name} of ${group}`)),
    notRead: notRead.map(({ name, reason }) => `${name}: ${reason.id}`),
  };
}

interface Sample {
  readonly entries: Readonly<Record<string, MemoryEntry>>;
  readonly files: readonly string[];
  readonly notRead?: readonly string[];
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  'files in natural order': {
    entries: { '/case/audit.log.10': '', '/case/messages': '', '/case/audit.log.2': '', '/case/audit.log': '' },
    files: ['audit.log', 'audit.log.2', 'audit.log.10', 'messages'],
  },
  'sub-folders, whose first is the group': {
    entries: { '/case/a/audit.log': '', '/case/a/var/log/messages': '', '/case/b/audit.log': '', '/case/notes': '' },
    files: ['a/audit.log of a', 'a/var/log/messages of a', 'b/audit.log of b', 'notes'],
  },
  'folders that every node has, which are no nodes': {
    entries: {
      '/case/messages': '',
      '/case/audit/audit.log': '',
      '/case/pods/ns_p/c/0.log': '',
      '/case/n1/audit/a.log': '',
    },
    files: ['audit/audit.log', 'messages', 'n1/audit/a.log of n1', 'pods/ns_p/c/0.log'],
  },
  'folders that hold no logs': {
    entries: {
      '/case/.git/config': '',
      '/case/a/node_modules/x.log': '',
      '/case/.vscode/y.log': '',
      '/case/z.log': '',
    },
    files: ['z.log'],
  },
  'a link to a file inside': {
    entries: { '/case/a/audit.log': '', '/case/current.log': { link: '/case/a/audit.log' } },
    files: ['a/audit.log of a', 'current.log'],
  },
  'a link to a file outside': {
    entries: { '/case/audit.log': '', '/case/shadow': { link: '/etc/shadow' }, '/etc/shadow': '' },
    files: ['audit.log'],
    notRead: ['shadow: case.link-out'],
  },
  'a link to a folder whose name only begins like the case': {
    entries: { '/case/audit.log': '', '/case/other': { link: '/case-2' }, '/case-2/audit.log': '' },
    files: ['audit.log'],
    notRead: ['other: case.link-out'],
  },
  'a link to the case itself': {
    entries: { '/case/a/audit.log': '', '/case/a/up': { link: '/case' } },
    files: ['a/audit.log of a'],
    notRead: ['a/up: case.link-loop'],
  },
  'links in a circle': {
    entries: { '/case/audit.log': '', '/case/x': { link: '/case/y' }, '/case/y': { link: '/case/x' } },
    files: ['audit.log'],
    notRead: ['x: case.unreadable', 'y: case.unreadable'],
  },
  'a link to nowhere': {
    entries: { '/case/audit.log': '', '/case/gone': { link: '/case/old' } },
    files: ['audit.log'],
    notRead: ['gone: case.unreadable'],
  },
  'a device': {
    entries: { '/case/audit.log': '', '/case/sock': DEVICE, '/case/tty': { link: '/case/sock' } },
    files: ['audit.log'],
    notRead: ['sock: case.no-file', 'tty: case.no-file'],
  },
  'folders without end': {
    entries: { '/case/audit.log': '', [`/case${'/a'.repeat(16)}/in.log`]: '', [`/case${'/b'.repeat(17)}/out.log`]: '' },
    files: [`${'a/'.repeat(16)}in.log of a`, 'audit.log'],
    notRead: [`${'b/'.repeat(17).slice(0, -1)}: case.too-deep`],
  },
};

describe('discover', () => {
  for (const [what, { entries, files, notRead = [] }] of Object.entries(SAMPLES)) {
    it(`knows ${what}`, async () => {
      assert.deepEqual(await discovered(entries), { files, notRead });
    });
  }

  it('tells several folders and archives apart, and leaves loose files at the top', async () => {
    const host = new MemoryHost(
      Object.fromEntries(
        [
          'n1/messages',
          'n1/audit/audit.log',
          'n1/deep/x.log',
          'n2/messages',
          'old/n2/messages',
          'loose.log',
          'n2.tar',
        ].map(name => [`/x/${name}`, '']),
      ),
    );
    const groups = async (...roots: string[]): Promise<string[]> =>
      (await discoverAll(host, roots)).files.map(({ name, group }) => `${name} of ${group}`);
    assert.deepEqual(await groups('/x/n1', '/x/n2/', '/x/loose.log'), [
      'n1/audit/audit.log of n1',
      'n1/deep/x.log of n1/deep',
      'n1/messages of n1',
      'n2/messages of n2',
      'loose.log of ',
    ]);
    assert.deepEqual(await groups('/x/n2', '/x/old/n2'), [
      '/x/n2/messages of /x/n2',
      '/x/old/n2/messages of /x/old/n2',
    ]);
    assert.deepEqual(await groups('/x/n2', '/x/loose.log'), ['messages of ', 'loose.log of ']);
    assert.deepEqual(await groups('/x/n1/audit', '/x/n2'), ['audit/audit.log of ', 'n2/messages of n2']);
  });

  it('takes the path of a single file', async () => {
    const entries = { '/case/audit.log': '', '/case/messages': '' };
    assert.deepEqual(await discovered(entries, '/case/audit.log'), { files: ['audit.log'], notRead: [] });
  });

  it('takes a case that is itself a link', async () => {
    const entries = { '/real/audit.log': '', '/case': { link: '/real' }, '/real/l': { link: '/real/audit.log' } };
    assert.deepEqual(await discovered(entries), { files: ['audit.log', 'l'], notRead: [] });
  });

  it('passes over a trailing slash', async () => {
    assert.deepEqual(await discovered({ '/case/audit.log': '' }, '/case/'), { files: ['audit.log'], notRead: [] });
  });

  it('says which folder cannot be listed, with the reason, and reads the others', async () => {
    class Locked extends MemoryHost {
      override listFolder(path: string): ReturnType<MemoryHost['listFolder']> {
        return path === '/case/b' ? Promise.reject(new Error('EACCES: permission denied')) : super.listFolder(path);
      }
    }
    const host = new Locked({ '/case/a/audit.log': '', '/case/b/audit.log': '' });
    const { files, notRead } = await discover(host, '/case');
    assert.deepEqual(
      files.map(file => file.name),
      ['a/audit.log'],
    );
    assert.deepEqual(notRead, [
      {
        path: '/case/b',
        name: 'b',
        kind: 'unread',
        reason: { id: 'case.unreadable', args: { reason: 'EACCES: permission denied' } },
      },
    ]);
  });

  it('rejects where the path itself is not there', async () => {
    await assert.rejects(discover(new MemoryHost({}), '/case'), /ENOENT.*\/case/);
  });

  it('ends when it is cancelled', async () => {
    const host = new MemoryHost({ '/case/audit.log': '' });
    await assert.rejects(discover(host, '/case', AbortSignal.abort()), { name: 'AbortError' });
  });

  it('finds the same in the same order, however the folder is listed', async () => {
    const names = ['a/x.log', 'a/b/y.log', 'audit.log', 'audit.log.1', 'audit.log.2.gz', 'A.log', 'a.log'];
    const expected = await discovered(Object.fromEntries(names.map(name => [`/case/${name}`, ''])));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), async shuffled => {
        assert.deepEqual(await discovered(Object.fromEntries(shuffled.map(name => [`/case/${name}`, '']))), expected);
      }),
      { numRuns: 30 },
    );
  });
});
