// Whose issue a sighting is, and whether the version that ran has it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Placed } from '../../../../server/src/containers/identity';
import type { ContainerEvent } from '../../../../server/src/containers/model';
import type { KnownIssueRow, Sighting, VersionRange } from '../../../../server/src/verdict/knownIssues/model';
import { knownIssues } from '../../../../server/src/verdict/knownIssues/rows';
import { knownIssuesIn, knownIssuesOf } from '../../../../server/src/verdict/knownIssues/tie';
import { isAffected } from '../../../../server/src/verdict/knownIssues/versions';
import { container, shimEvent } from '../../render/made';
import { readVersionFacts } from '../../source/versionFacts';
import { LocalCase } from '../../../../server/src/casefile/case';
import { host } from '../../source/host';
import { PANICKED, KILLED } from '../../incident';

const issue = knownIssues.find(({ id }) => id === 'shim-execpidv-race') ?? assert.fail();

function seen(line: number, more: Partial<Sighting> = {}): Placed<Sighting> {
  const value: Sighting = {
    issue,
    certainty: 'certain',
    line,
    endLine: line,
    time: null,
    host: null,
    digits: [],
    module: null,
    key: null,
    ...more,
  };
  return { at: { file: '/case/messages', line }, also: [], value };
}

const event = (line: number, certainty: ContainerEvent['certainty']): ContainerEvent => ({
  ...shimEvent,
  certainty,
  at: { file: '/case/messages', line },
});

describe('knownIssuesOf', () => {
  const { id } = container();
  for (const [what, events, sighting, certainty] of [
    ['of a line that names its id', [], seen(3, { digits: [id] }), 'certain'],
    ['of a line that names the beginning of its id', [], seen(3, { digits: [id.slice(0, 12)] }), 'likely'],
    ['of a line that is a likely event of it', [event(3, 'likely')], seen(3), 'likely'],
    ['of a certain line that is surely an event of it', [event(3, 'certain')], seen(3), 'certain'],
    ['that is only likely in a certain event', [event(3, 'certain')], seen(3, { certainty: 'likely' }), 'likely'],
    ['of a line of somebody else', [event(4, 'certain')], seen(3, { digits: ['f'.repeat(64)] }), undefined],
  ] as const) {
    it(`tells an issue ${what} as ${certainty ?? 'none'}`, () => {
      const [found] = knownIssuesOf(container({ events }), [sighting], []);
      assert.equal(found?.certainty, certainty);
    });
  }

  it('tells an issue once with all its lines, surest first, whatever the order', () => {
    const sightings = [seen(9, { certainty: 'likely', digits: [id] }), seen(3, { digits: [id] })];
    const [found, ...others] = knownIssuesOf(container(), sightings, []);
    assert.deepEqual(others, []);
    assert.deepEqual([found?.certainty, found?.at.map(({ line }) => line)], ['certain', [3, 9]]);
    assert.deepEqual(knownIssuesOf(container(), [...sightings].reverse(), []), [found]);
  });

  it('is at most possible where the version that ran does not have it', () => {
    const versions = readVersionFacts('/case/versions.txt', [
      'containerd github.com/containerd/containerd 1.2.4 ' + 'a'.repeat(40),
    ]);
    const [found] = knownIssuesIn([seen(3)], versions);
    assert.deepEqual([found?.certainty, found?.affected], ['possible', false]);
  });

  it('tells of the 137 case what its issue is, and whose', async () => {
    const local = new LocalCase(host, ['client/media/cases/exec-panic-137'], {
      maxFiles: 99,
      maxBytes: 1e9,
      zone: null,
    });
    await local.read();
    const sightings = await local.sightings();
    const { items } = await local.containers(0, 99);
    const told = async (of: string): Promise<string[]> => {
      const meant = items.find(one => one.id === of) ?? assert.fail(of);
      const versions = await local.versions(null);
      return knownIssuesOf(meant, sightings, versions).map(
        ({ issue: { id: name }, certainty, affected }) => `${name} ${certainty} ${String(affected)}`,
      );
    };
    // No line of the trace names the shim that panicked.
    assert.deepEqual(await told(PANICKED), ['shim-execpidv-race likely true']);
    assert.deepEqual(await told(KILLED), []);
  });
});

describe('isAffected', () => {
  const row = (...affected: VersionRange[]): Pick<KnownIssueRow, 'affected'> => ({ affected });
  const range: VersionRange = { program: 'containerd', from: '1.2.1', before: '1.2.3' };
  const revision = 'b'.repeat(40);
  for (const [lines, affected] of [
    [[`containerd github.com/containerd/containerd 1.2.2 ${revision}`], true],
    [[`containerd github.com/containerd/containerd v1.2.3 ${revision}`], false],
    [[`containerd github.com/containerd/containerd v1.2.3-rc.0 ${revision}`], true],
    [[`containerd github.com/containerd/containerd 1.2.0 ${revision}`], false],
    // A distribution's build may be mended; that of a newer version surely is.
    [['containerd github.com/containerd/containerd 1.2.2~ds1 1.2.2~ds1-1+deb12u3'], null],
    [['containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3'], false],
    [['Docker version 18.09.2, build 6247962'], null],
    [[`containerd version: ${revision}`], null],
    [[], null],
  ] as const) {
    it(`is ${String(affected)} of containerd 1.2.1 to 1.2.2 where a node says ${JSON.stringify(lines)}`, () => {
      assert.equal(isAffected(row(range), readVersionFacts('versions.txt', [...lines]), null), affected);
    });
  }

  it('is null where no version decides', () => {
    const facts = readVersionFacts('versions.txt', [`containerd github.com/containerd/containerd 1.2.2 ${revision}`]);
    assert.equal(isAffected(row(), facts, null), null);
    assert.equal(isAffected(row({ program: 'acmed', before: '2' }), facts, null), null);
  });

  it('takes the version that the path of the frame names before what else is said', () => {
    const facts = readVersionFacts('versions.txt', [`containerd github.com/containerd/containerd 1.2.2 ${revision}`]);
    const file = { module: 'github.com/containerd/containerd', path: 'x.go', version: 'v1.2.3' };
    assert.equal(isAffected(row(range), facts, null, file), false);
  });
});
