// Which revision is chosen for a module, how sure that is, and why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Instant } from '../../../server/src/log/time';
import { text } from '../../../server/src/render/text';
import type { TraceMoment, VersionFact } from '../../../server/src/source/model';
import { chooseRevision, tagNames } from '../../../server/src/source/revision';
import { readVersionFacts } from './versionFacts';

const MODULE = 'github.com/containerd/containerd';
const COMMIT = '9754871865f7fe2f4e74d43e2fc7ccd237edcbce';
const NODE = { module: MODULE, version: null };

function fact(given: Partial<VersionFact>): VersionFact {
  const at = { file: 'logs/versions.txt', line: 4 };
  const plain = { program: 'containerd', module: MODULE, version: null, revision: null, go: null, patched: false, at };
  return { ...plain, said: 'pasted', time: null, ...given };
}

function chosen(facts: readonly VersionFact[]): readonly unknown[] {
  const choice = chooseRevision(NODE, facts, null);
  return choice ? [choice.revision, choice.version, choice.certainty, text(choice.reason)] : [];
}

describe('the revision of a module', () => {
  it('is that of the daemon in the 137 case, with its line', () => {
    const lines = readFileSync('client/media/cases/exec-panic-137/versions.txt', 'utf8').split('\n');
    const facts = readVersionFacts('/case/versions.txt', lines);
    const choice = chooseRevision(NODE, facts, null);
    assert.equal(choice?.revision, COMMIT);
    assert.equal(choice?.version, '1.2.2');
    assert.equal(choice?.certainty, 'certain');
    assert.deepEqual(choice?.at, { file: '/case/versions.txt', line: 26 });
    assert.equal(text(choice?.reason), 'revision 9754871 from versions.txt, line 27');
  });
  it('is that of the setting, whatever the files say', () => {
    const facts = [fact({ revision: COMMIT })];
    assert.deepEqual(chooseRevision(NODE, facts, 'v1.2.1'), {
      module: MODULE,
      revision: null,
      version: 'v1.2.1',
      certainty: 'certain',
      reason: { id: 'source.bySetting', args: { revision: 'v1.2.1' } },
      at: null,
    });
    assert.equal(chooseRevision(NODE, [], COMMIT)?.revision, COMMIT);
    assert.equal(chooseRevision(NODE, facts, ' ')?.revision, COMMIT);
  });
  it('is that in the path of the frame', () => {
    const versioned = chooseRevision({ module: MODULE, version: 'v1.6.8' }, [fact({ revision: COMMIT })], null);
    assert.equal(versioned?.version, 'v1.6.8');
    const pseudo = { module: 'github.com/docker/docker', version: 'v0.0.0-20180104201541-cdd59290a15f' };
    assert.equal(chooseRevision(pseudo, [], null)?.revision, 'cdd59290a15f');
  });
  it('is likely where only a version is known', () => {
    assert.deepEqual(chosen([fact({ version: '1.2.2' })]), [
      null,
      '1.2.2',
      'likely',
      'version 1.2.2 from versions.txt, line 5',
    ]);
  });
  it('is only possible where a distribution has built its own', () => {
    assert.deepEqual(chosen([fact({ version: '1.6.20~ds1', patched: true })]).slice(1), [
      '1.6.20~ds1',
      'possible',
      'the nearest release to 1.6.20~ds1 from versions.txt, line 5: a distribution’s build, which may be patched',
    ]);
  });
  it('is only possible where another line says another, and names that line', () => {
    const other = fact({ revision: 'abcdef0', at: { file: 'b/containerd.log', line: 0 } });
    assert.deepEqual(chosen([fact({ revision: COMMIT }), other]).slice(2), [
      'possible',
      'revision 9754871 from logs/versions.txt, line 5; but b/containerd.log, line 1 says abcdef0',
    ]);
  });
  it('is not contradicted by a shorter form of the same commit, nor by another program', () => {
    const facts = [
      fact({ revision: COMMIT }),
      fact({ revision: '9754871' }),
      fact({ program: 'ctr', revision: 'abcdef0' }),
    ];
    assert.equal(chooseRevision(NODE, facts, null)?.certainty, 'certain');
  });
  it('of a daemon goes before that of its client, a commit before a version', () => {
    const client = fact({ program: 'ctr', revision: 'abcdef0' });
    assert.equal(chooseRevision(NODE, [client, fact({ revision: COMMIT })], null)?.revision, COMMIT);
    assert.equal(chooseRevision(NODE, [client, fact({ version: '1.2.2' })], null)?.revision, 'abcdef0');
  });
  it('is unknown where no line speaks of the module', () => {
    assert.equal(chooseRevision(NODE, [fact({ module: 'github.com/docker/docker' })], null), null);
  });
});

describe('the revision of a trace', () => {
  const OTHER = 'abcdef0123456789abcdef0123456789abcdef01';
  const trace: TraceMoment = { at: { file: 'messages', line: 50 }, time: second(100) };
  const banner = (revision: string, file: string, line: number, seconds: number | null): VersionFact =>
    fact({ revision, said: 'banner', at: { file, line }, time: seconds === null ? null : second(seconds) });
  const pasted = fact({ revision: 'fedcba9876543210', at: { file: 'versions.txt', line: 3 } });

  for (const [what, facts, revision, certainty, reason] of [
    [
      'the last banner before it, by the clock',
      [banner(OTHER, 'containerd.log', 1, 10), banner(COMMIT, 'old/containerd.log', 7, 90), banner(OTHER, 'x', 1, 20)],
      COMMIT,
      'certain',
      'revision 9754871 from containerd.log, line 8',
    ],
    [
      'the last banner before it in its own file, where nothing is dated',
      [banner(OTHER, 'messages', 10, null), banner(COMMIT, 'messages', 40, null), banner(OTHER, 'messages', 60, null)],
      COMMIT,
      'certain',
      'revision 9754871 from messages, line 41',
    ],
    [
      'a banner before it rather than what was pasted, and says that they differ',
      [pasted, banner(COMMIT, 'messages', 40, 90)],
      COMMIT,
      'possible',
      'revision 9754871 from messages, line 41; but versions.txt, line 4 says fedcba9',
    ],
    [
      'what was pasted rather than a banner after it',
      [banner(OTHER, 'messages', 60, 110), pasted],
      'fedcba9876543210',
      'possible',
      'revision fedcba9 from versions.txt, line 4; but messages, line 61 says abcdef0',
    ],
    [
      'a banner after it where there is no other, and says so',
      [banner(COMMIT, 'messages', 60, 110)],
      COMMIT,
      'possible',
      'revision 9754871 from messages, line 61, said after the trace',
    ],
  ] as const) {
    it(`is ${what}`, () => {
      const choice = chooseRevision(NODE, facts, null, trace);
      assert.deepEqual(
        [choice?.revision, choice?.certainty, choice && text(choice.reason)],
        [revision, certainty, reason],
      );
    });
  }

  for (const [what, build, facts, chosen] of [
    [
      'the build folder where nothing else tells',
      '1.7.6',
      [],
      [null, '1.7.6', 'likely', 'revision 1.7.6 from the build folder in the frame'],
    ],
    [
      'a commit that the build folder names',
      COMMIT,
      [],
      [COMMIT, null, 'likely', 'revision 9754871 from the build folder in the frame'],
    ],
    [
      'the commit behind the version that the build folder names',
      'v1.14.1-beta.0.44+b7394102d6ef77',
      [],
      [
        'b7394102d6ef77',
        'v1.14.1-beta.0.44',
        'likely',
        'revision v1.14.1-beta.0.44+b7394102d6ef77 from the build folder in the frame',
      ],
    ],
    [
      'the fact that agrees with the build folder',
      '1.2.2',
      [fact({ version: '1.2.2', revision: COMMIT })],
      [COMMIT, '1.2.2', 'certain', 'revision 9754871 from versions.txt, line 5'],
    ],
    [
      'the build folder where a fact contradicts it: a shim may be older than its daemon',
      '1.2.1',
      [fact({ version: '1.2.2', revision: COMMIT })],
      [
        null,
        '1.2.1',
        'possible',
        'revision 1.2.1 from the build folder in the frame; but logs/versions.txt, line 5 says 9754871',
      ],
    ],
    [
      'only possible where the build folder is a distribution’s',
      '1.6.20~ds1',
      [],
      [null, '1.6.20~ds1', 'possible', 'revision 1.6.20~ds1 from the build folder in the frame'],
    ],
  ] as const) {
    it(`is ${what}`, () => {
      const choice = chooseRevision({ ...NODE, build }, facts, null);
      assert.deepEqual(choice && [choice.revision, choice.version, choice.certainty, text(choice.reason)], chosen);
    });
  }
});

function second(seconds: number): Instant {
  return { ns: BigInt(seconds) * 1_000_000_000n, digits: 0 };
}

describe('the tags of a version', () => {
  const cases: readonly [module: string, version: string, tags: readonly string[]][] = [
    [MODULE, '1.2.2', ['1.2.2', 'v1.2.2']],
    [MODULE, 'v1.2.2', ['v1.2.2']],
    [MODULE, '1.6.20~ds1', ['v1.6.20']],
    ['github.com/opencontainers/runc', '1.0.0-rc6+dev', ['1.0.0-rc6+dev', 'v1.0.0-rc6+dev', 'v1.0.0-rc6']],
    ['github.com/docker/docker', '29.0.1', ['29.0.1', 'v29.0.1', 'docker-v29.0.1']],
    ['std', '1.13', ['1.13', 'go1.13']],
    [MODULE, '--upload-pack=x', []],
    [MODULE, 'v1..v2', []],
    [MODULE, 'HEAD@{1}', []],
  ];
  for (const [module, version, tags] of cases) {
    it(`of ${module} ${version} are ${tags.join(', ') || 'none'}`, () => {
      assert.deepEqual(tagNames(module, version), tags);
    });
  }
});
