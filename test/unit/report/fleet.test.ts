// What happened on several nodes alike: counted over nodes, whatever the order of the files.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import { fleetMarkdown, groupText } from '../../../server/src/render/fleet';
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
    const files = (await local.files()).map(({ facts }) => facts);
    const input = {
      containers: (await local.containers(0, 99)).items,
      tracebacks: (await local.traces(0, 99)).items,
      sightings: await local.sightings(),
      versions: [],
    };
    assert.deepEqual(fleetOf({ ...input, files: [...files].reverse() }), fleetOf({ ...input, files }));
  });

  it('is Markdown only where there are several nodes, and lets no name be more than a name', async () => {
    assert.equal(fleetMarkdown(await fleet({ '/case/messages': PANIC })), '');
    const shown = fleetMarkdown(await fleet({ ...FILES, '/case/[x](y)|/messages': PANIC }));
    assert.match(shown, /^\| &#91;x&#93;&#40;y&#41;&#124; \|/m);
    assert.ok(!shown.includes('[x](y)|'));
  });
});
