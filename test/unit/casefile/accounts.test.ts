// Which passwd and group files name the users of which logs of a case: never those of another node.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import type { GivenAccounts } from '../../../server/src/casefile/accounts';
import { MemoryHost, type MemoryEntry } from '../memoryHost';

const AUDIT = 'type=SYSCALL msg=audit(1582099207.232:7): arch=c000003e syscall=62 uid=5 gid=5\n';
const SYSLOG =
  'Feb 19 16:00:07 n dockerd[1]: time="2020-02-19T16:00:07.123456789+08:00" level=info msg="API listen on /var/run/docker.sock"\n';
const passwd = (name: string) => `${name}:x:5:5::/:/bin/sh\n`;
const group = (name: string) => `${name}:x:5:\n`;

type Entries = Readonly<Record<string, MemoryEntry>>;

async function opened(entries: Entries, accounts?: GivenAccounts, roots = ['/case']): Promise<LocalCase> {
  const options = { maxFiles: Infinity, maxBytes: Infinity, zone: null, ...(accounts && { accounts }) };
  const local = new LocalCase(new MemoryHost(entries), roots, options);
  await local.read();
  return local;
}

async function named(entries: Entries, file: string, accounts?: GivenAccounts): Promise<(string | null)[]> {
  const names = await (await opened(entries, accounts)).accountNames(file);
  return [names.users.get(5)?.name ?? null, names.groups.get(5)?.name ?? null];
}

const SAMPLES: Readonly<Record<string, readonly [entries: Entries, file: string, names: readonly (string | null)[]]>> =
  {
    'files beside the logs name them': [
      { '/case/audit.log': AUDIT, '/case/passwd': passwd('u'), '/case/group': group('g') },
      '/case/audit.log',
      ['u', 'g'],
    ],
    'files in etc beside the logs name them': [
      { '/case/a/audit.log': AUDIT, '/case/a/etc/passwd': passwd('u'), '/case/b/audit.log': AUDIT },
      '/case/a/audit.log',
      ['u', null],
    ],
    'files of one node never name users of another': [
      { '/case/a/audit.log': AUDIT, '/case/a/passwd': passwd('u'), '/case/b/audit.log': AUDIT },
      '/case/b/audit.log',
      [null, null],
    ],
    'files of each node name its own': [
      {
        '/case/a/audit.log': AUDIT,
        '/case/a/passwd': passwd('x'),
        '/case/b/audit.log': AUDIT,
        '/case/b/passwd': passwd('y'),
      },
      '/case/b/audit.log',
      ['y', null],
    ],
    'files at the top do not name users of several nodes': [
      { '/case/a/audit.log': AUDIT, '/case/passwd': passwd('u'), '/case/b/audit.log': AUDIT },
      '/case/b/audit.log',
      [null, null],
    ],
    'files at the top name the users of the only sub-folder with logs': [
      { '/case/logs/audit.log': AUDIT, '/case/passwd': passwd('u'), '/case/messages': SYSLOG },
      '/case/logs/audit.log',
      ['u', null],
    ],
    'files at the top name nobody of one sub-folder of two': [
      { '/case/a/audit.log': AUDIT, '/case/passwd': passwd('u'), '/case/b/messages': SYSLOG },
      '/case/a/audit.log',
      [null, null],
    ],
    'files of the only node with accounts name nobody at the top': [
      { '/case/a/messages': SYSLOG, '/case/a/passwd': passwd('u'), '/case/audit.log': AUDIT },
      '/case/audit.log',
      [null, null],
    ],
    'a root folder of one node has logs in var and accounts in etc': [
      { '/case/var/log/audit/audit.log': AUDIT, '/case/etc/passwd': passwd('u'), '/case/etc/group': group('g') },
      '/case/var/log/audit/audit.log',
      ['u', 'g'],
    ],
    'etc names nobody of another folder than var': [
      { '/case/logs/audit.log': AUDIT, '/case/etc/passwd': passwd('u') },
      '/case/logs/audit.log',
      [null, null],
    ],
    "a container's own files name nobody of the node": [
      { '/case/a/audit.log': AUDIT, '/case/a/rootfs/etc/passwd': passwd('u'), '/case/a/rootfs/passwd': passwd('u') },
      '/case/a/audit.log',
      [null, null],
    ],
    'a link that leads out of the case names nobody': [
      { '/case/audit.log': AUDIT, '/case/passwd': { link: '/etc/passwd' }, '/etc/passwd': passwd('u') },
      '/case/audit.log',
      [null, null],
    ],
    'a file that the case has not read is of no node': [
      { '/case/audit.log': AUDIT, '/case/passwd': passwd('u') },
      '/elsewhere/audit.log',
      [null, null],
    ],
  };
describe('accounts of a case', () => {
  for (const [title, [entries, file, names]] of Object.entries(SAMPLES))
    it(title, async () => {
      assert.deepEqual(await named(entries, file), names);
    });

  it('are no logs, and nobody is told that they were not read', async () => {
    const local = await opened({ '/case/audit.log': AUDIT, '/case/passwd': passwd('u'), '/case/group': group('g') });
    assert.deepEqual(
      (await local.files()).map(({ found }) => found.name),
      ['audit.log'],
    );
    assert.deepEqual((await local.notRead(0, 10)).items, []);
    assert.equal((await local.containers(0, 10)).total, 0);
  });

  it('that the user gives come before those that are found, and name all nodes', async () => {
    const entries = {
      '/case/a/audit.log': AUDIT,
      '/case/a/passwd': passwd('x'),
      '/given': passwd('y'),
      '/g': group('g'),
    };
    assert.deepEqual(await named(entries, '/case/a/audit.log', { passwd: ['/given'], group: [] }), ['y', null]);
    assert.deepEqual(await named(entries, '/case/a/audit.log', { passwd: [], group: ['/g'] }), ['x', 'g']);
  });

  it('that the user gives and that cannot be read are told by name and reason', async () => {
    const local = await opened({ '/case/audit.log': AUDIT }, { passwd: ['/gone'], group: [] });
    const { items } = await local.notRead(0, 10);
    assert.deepEqual(
      items.map(({ path, kind, reason }) => [path, kind, reason.id]),
      [['/gone', 'unread', 'case.unreadable']],
    );
  });

  it('of a file that is too large are those of the whole lines of its beginning, and that is told', async () => {
    const cut = 'cut:x:1'; // of group 15 the beginning reads as group 1
    const first = group('g');
    const filler = `${'#'.repeat(16_000_000 - first.length - 1 - cut.length)}\n`;
    const local = await opened({ '/case/audit.log': AUDIT, '/case/group': `${first}${filler}${cut}5:\n` });
    const { groups } = await local.accountNames('/case/audit.log');
    assert.deepEqual(
      [...groups].map(([number, { name }]) => [number, name]),
      [[5, 'g']],
    );
    assert.deepEqual(
      (await local.notRead(0, 10)).items.map(({ path, kind, reason }) => [path, kind, reason.id]),
      [['/case/group', 'partial', 'case.accounts-rest']],
    );
  });

  it('of one of several folders name nobody of the others', async () => {
    const local = await opened({ '/a/audit.log': AUDIT, '/a/passwd': passwd('u'), '/b/audit.log': AUDIT }, undefined, [
      '/a',
      '/b',
    ]);
    const names = await Promise.all(['/a/audit.log', '/b/audit.log'].map(file => local.accountNames(file)));
    assert.deepEqual(
      names.map(each => each.users.get(5)?.name ?? null),
      ['u', null],
    );
  });

  it('are read anew with the case', async () => {
    const host = new MemoryHost({ '/case/audit.log': AUDIT });
    const local = new LocalCase(host, ['/case'], { maxFiles: Infinity, maxBytes: Infinity, zone: null });
    await local.read();
    assert.equal((await local.accountNames('/case/audit.log')).users.get(5), undefined);
    host.write('/case/passwd', passwd('u'));
    await local.read();
    assert.equal((await local.accountNames('/case/audit.log')).users.get(5)?.name, 'u');
  });
});
