// What happened on several nodes alike: counted over nodes, whatever the order of the files.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import { fleetPage, groupText } from '../../../server/src/render/pages/fleet';
import { PlaceLinks } from '../../../server/src/render/pages/page';
import { fleetOf, type Fleet } from '../../../server/src/report/fleet';
import { caseText } from '../incident';
import { MemoryHost } from '../memoryHost';

/** The panic of the 137 case on two of three nodes, which have other versions. */
const PANIC = caseText('messages-20200225');
const FILES = {
  '/case/a/messages': PANIC,
  '/case/a/versions.txt': `containerd github.com/containerd/containerd 1.2.2 ${'a'.repeat(40)}\n`,
  '/case/b/messages': PANIC.replaceAll('22:07', '23:07').replaceAll('gpu-ser-xyz', 'b'),
  '/case/c/messages':
    'Feb 25 22:00:13 c kernel: [    0.000000] Linux version 5.10.0-23-amd64 (a@example.org) (gcc-10) #1 SMP\n' +
    'Feb 25 22:07:13 c kernel: unregister_netdevice: waiting for lo to become free. Usage count = 1\n',
};

async function fleet(files: Readonly<Record<string, string>>): Promise<Fleet> {
  const local = new LocalCase(new MemoryHost(files), ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
  await local.read();
  return local.fleet();
}

describe('fleetOf', () => {
  it('counts a panic and its known issue over the nodes that have it', async () => {
    const { nodes, groups, rows } = await fleet(FILES);
    assert.deepEqual(nodes, ['a', 'b', 'c']);
    const issue = groups.find(({ name }) => name === 'shim-execpidv-race') ?? assert.fail();
    assert.deepEqual([issue.count, issue.nodes], [2, ['a', 'b']]);
    assert.match(groupText(issue, 3), /^known issue shim-execpidv-race: on 2 of 3 nodes, 2 times, first on a at /);
    const panics = groups.filter(({ kind }) => kind === 'panic');
    assert.deepEqual(
      panics.map(({ count, nodes: on }) => [count, on]),
      [[2, ['a', 'b']]],
    );
    assert.deepEqual(
      groups.filter(({ name }) => name === 'unregister-netdevice').map(({ nodes: on }) => on),
      [['c']],
    );
    assert.deepEqual(
      [...new Set(rows.filter(({ node }) => node === 'a').map(({ versions }) => versions.containerd))],
      ['1.2.2'],
    );
  });

  it('does not depend on the order of the files', async () => {
    const local = new LocalCase(new MemoryHost(FILES), ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
    await local.read();
    const nodes = (await local.files()).map(({ facts: { file, group } }) => [file, group] as const);
    const input = {
      containers: (await local.containers(0, 99)).items,
      tracebacks: (await local.traces(0, 99)).items,
      sightings: await local.sightings(),
      versions: [],
    };
    const backwards = { ...input, nodes: new Map([...nodes].reverse()) };
    assert.deepEqual(fleetOf(backwards), fleetOf({ ...input, nodes: new Map(nodes) }));
  });

  it('has a row for a node on which nothing has ended, to compare its versions with', async () => {
    const { rows } = await fleet({ ...FILES, '/case/d/syslog': 'Feb 25 22:07:13 d systemd[1]: Started Session 1.\n' });
    assert.deepEqual(
      rows.filter(({ node }) => node === 'd').map(({ cause, count }) => [cause, count]),
      [[null, 0]],
    );
  });

  it('tells hosts of one sub-folder apart', async () => {
    const line = (host: string): string => `Feb 25 22:07:13 ${host} systemd[1]: Started Session 1.\n`;
    const { nodes } = await fleet({ '/case/x/a.log': line('a'), '/case/x/b.log': line('b') });
    assert.deepEqual(nodes, ['x/a', 'x/b']);
  });
});

describe('the page of a fleet', () => {
  it('counts over nodes, leads to the first of each, and lays nodes beside their versions and causes', async () => {
    const links = new PlaceLinks();
    const page = fleetPage(await fleet(FILES), [], links);
    assert.match(page, /^# Fleet of 3 nodes$/m);
    const [, index] = /^- \[known issue shim-execpidv-race.*\]\(#place-(\d+)\)$/m.exec(page) ?? [];
    assert.equal(links.places[Number(index)]?.file, '/case/a/messages');
    assert.match(page, /^\| node \| kernel \| dockerd \| containerd \| runc \| kubelet \| cause \| count \|$/m);
    assert.match(page, /^\| a \| \? \| \? \| 1\.2\.2 \| \? \| \? \| .+ \| \d+ \|$/m);
    assert.match(page, /^\| c \| 5\.10\.0-23-amd64 \| \? \| \? \| \? \| \? \| – \| 0 \|$/m);
  });

  it('says of a single node that there is nothing to compare, and how there would be', async () => {
    const page = fleetPage(await fleet({ '/case/messages': PANIC }), [], new PlaceLinks());
    assert.match(page, /one node, gpu-ser-xyz: there is nothing to compare/);
    assert.match(page, /sub-folder/);
    const unnamed = fleetPage(
      await fleet({ '/case/docker.log': 'time="2020-02-25T22:07:13Z" level=info msg="x"\n' }),
      ['b/messages.gz', 'c', 'd', 'e', 'f'],
      new PlaceLinks(),
    );
    assert.match(unnamed, /No file of this case tells which node it comes from/);
    assert.match(unnamed, /^Not read, or not whole: b\/messages\.gz, c, d and 2 more\./m);
  });

  it('lets no name be more than a name', async () => {
    const page = fleetPage(await fleet({ ...FILES, '/case/[x](y)|/messages': PANIC }), [], new PlaceLinks());
    assert.ok(!page.includes('| [x](y)| |'), page);
    assert.match(page, /^\| \\\[x\\\]\(y\)\\\| \|/m);
  });
});
