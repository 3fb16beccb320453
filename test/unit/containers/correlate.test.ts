// From facts to containers: on the 137 case, on its files in any order, and on made lines.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { correlate } from '../../../server/src/containers/correlate';
import type { FileFacts } from '../../../server/src/containers/facts';
import type { Container, ContainerEvent } from '../../../server/src/containers/model';
import { caseText, CUT, EXEC, factsOf, FILES, KILLED, PANICKED } from '../incident';

/** Another container whose id begins like that of the killed one. */
const TWIN = `${KILLED.slice(0, 40)}${'0'.repeat(24)}`;

async function correlated(files: Readonly<Record<string, string>>): Promise<Container[]> {
  return correlate(await factsOf(files));
}

function ids(containers: readonly Container[]): string[] {
  return containers.map(({ id }) => id);
}

function events(containers: readonly Container[], id: string): readonly ContainerEvent[] {
  const found = containers.find(container => container.id === id);
  assert.ok(found, `${id} is not among ${ids(containers).join(', ')}`);
  return found.events;
}

function summary(found: readonly ContainerEvent[]): string[] {
  return found.map(({ kind, match, certainty, at, also }) =>
    [kind, match, certainty, ...[at, ...also].map(({ file, line }) => `${file.slice(6)}:${String(line + 1)}`)].join(
      ' ',
    ),
  );
}

const audit = caseText('audit.log');
const died = caseText('messages-20200219');
const panicked = caseText('messages-20200225');

describe('correlate', () => {
  let facts: FileFacts[];
  before(async () => {
    facts = await factsOf(Object.fromEntries(FILES.map(name => [name, caseText(name)])));
  });

  it('gives each event of the 137 case once, with all its places', () => {
    assert.deepEqual(summary(events(correlate(facts), KILLED)), [
      'shim-reaped id certain messages-20200219:1',
      'shim-cleaned-up id certain messages-20200219:2',
      'forced-delete prefix certain audit.log:3 ausearch.txt:5',
    ]);
  });

  /** Made of the case's first event, the records in the kernel's order: as journald and as the kernel log would have them. */
  const numbers = { SYSCALL: 1300, OBJ_PID: 1318, PROCTITLE: 1327 };
  const killRecords = audit.split('\n').slice(0, 3).reverse();
  const head = /^type=(\w+) msg=audit\(([^)]*)\): /;
  const wrapped: Readonly<Record<string, (line: string) => string>> = {
    journald: line =>
      line.replace(head, (_, type: string) => {
        const program = type === 'SYSCALL' ? 'audit[23413]' : 'audit';
        return `2020-02-19T16:00:07.232000+0800 gpu-ser-xyz ${program}: ${type} `;
      }),
    kernel: line =>
      line.replace(head, (_, type: keyof typeof numbers, id: string) => {
        return `Feb 19 16:00:07 gpu-ser-xyz kernel: [ 4573.830363] audit: type=${String(numbers[type])} audit(${id}): `;
      }),
  };
  for (const [form, wrap] of Object.entries(wrapped)) {
    const lines = killRecords.map(wrap).join('\n');

    it(`finds the killer in records of the form of ${form}, without an audit.log`, async () => {
      const files = await correlated({ 'messages-20200219': died, 'journal.txt': lines });
      assert.deepEqual(summary(events(files, KILLED)), [
        'shim-reaped id certain messages-20200219:1',
        'shim-cleaned-up id certain messages-20200219:2',
        'forced-delete prefix certain journal.txt:1',
      ]);
    });

    it(`takes the killer in audit.log and in the form of ${form} for one`, async () => {
      const files = await correlated({ 'messages-20200219': died, 'audit.log': audit, 'journal.txt': lines });
      assert.deepEqual(summary(events(files, KILLED)).slice(2), [
        'forced-delete prefix certain audit.log:3 journal.txt:1',
      ]);
    });
  }

  it('gives the same whatever the order of the files', () => {
    const expected = correlate(facts);
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), shuffled => {
        assert.deepEqual(correlate(shuffled), expected);
      }),
      { numRuns: 50 },
    );
  });

  it('gives containers that are all among those of more files', () => {
    const all = ids(correlate(facts));
    fc.assert(
      fc.property(fc.subarray(facts), some => {
        for (const id of ids(correlate(some))) {
          assert.ok(
            all.some(known => known.startsWith(id)),
            id,
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('merges a copy of a file into further places, and changes nothing else', async () => {
    const once = await correlated({ 'a.log': panicked });
    const twice = await correlated({ 'a.log': panicked, 'b.log': panicked });
    const bare = (containers: readonly Container[]): unknown =>
      containers.map(container => ({
        ...container,
        events: container.events.map(event => ({ ...event, also: [] })),
        runs: container.runs.map(run => ({
          ...run,
          verdict: {
            ...run.verdict,
            claims: run.verdict.claims.map(claim => ({
              ...claim,
              evidence: claim.evidence.filter(({ file }) => file !== '/case/b.log'),
            })),
          },
        })),
      }));
    assert.deepEqual(bare(twice), bare(once));
    for (const { at, also } of events(twice, PANICKED)) {
      assert.deepEqual(
        also.map(({ file, line }) => [file, line]),
        [['/case/b.log', at.line]],
      );
    }
  });

  it('merges an entry with and without the syslog head', async () => {
    const bare = died.replace(/^.*? dockerd: /gm, '');
    assert.deepEqual(summary(events(await correlated({ 'dockerd.log': bare, messages: died }), KILLED)), [
      'shim-reaped id certain dockerd.log:1 messages:1',
      'shim-cleaned-up id certain dockerd.log:2 messages:2',
    ]);
  });
});

describe('correlate with a cut id', () => {
  it('keeps it a container of its own where no whole id begins so', async () => {
    const containers = await correlated({ 'audit.log': audit });
    assert.deepEqual(
      containers.map(({ id, complete }) => [id, complete]),
      [
        [KILLED.slice(0, 27), false],
        [CUT, false],
      ],
    );
  });

  it('takes a shorter beginning of the same id for the same container, whichever is read first', async () => {
    const words = [
      'nvidia-container-runtime',
      '--root',
      '/var/run/docker/runtime-nvidia/moby',
      '--debug',
      'delete',
      KILLED,
    ];
    const title = Buffer.from(words.join('\0')).subarray(0, 128).toString('hex').toUpperCase();
    const longer = audit.replaceAll(':3369619)', ':3369618)').replace(/proctitle=\S+/, `proctitle=${title}`);
    for (const [first, second] of [
      [audit, longer],
      [longer, audit],
    ]) {
      const containers = await correlated({ 'audit.log.1': first ?? '', 'audit.log': second ?? '' });
      assert.deepEqual(ids(containers), [KILLED.slice(0, 45), CUT]);
      assert.equal(events(containers, KILLED.slice(0, 45)).length, 2);
    }
  });

  it('takes the init pid from the kill where one container is meant', async () => {
    const [container] = await correlated({ 'audit.log': audit, messages: died });
    assert.deepEqual([container?.id, container?.runs[0].initPid], [KILLED, 18848]);
  });

  it('calls the kill possible for two whose ids begin so, and knows the init pid of neither', async () => {
    const containers = await correlated({ 'audit.log': audit, messages: died + died.replaceAll(KILLED, TWIN) });
    for (const id of [KILLED, TWIN]) {
      const kill = events(containers, id).find(({ match }) => match === 'prefix');
      assert.deepEqual([kill?.kind, kill?.certainty], ['forced-delete', 'possible']);
      const container = containers.find(candidate => candidate.id === id);
      assert.equal(container?.runs[0].initPid, null);
    }
  });

  it('knows no init pid where kills of the runtime reached several processes', async () => {
    const again = audit.replaceAll(':3369619)', ':3369620)').replaceAll('opid=18848', 'opid=18850');
    const [container] = await correlated({ 'audit.log': audit + again, messages: died });
    assert.deepEqual([container?.id, container?.runs[0].initPid], [KILLED, null]);
  });

  it('takes no pid from a kill that failed', async () => {
    const failed = audit.replaceAll('success=yes exit=0', 'success=no exit=-3');
    const [container] = await correlated({ 'audit.log': failed, messages: died });
    assert.equal(container?.runs[0].initPid, null);
    assert.equal(events([...(container ? [container] : [])], KILLED).at(-1)?.kind, 'kill');
  });
});

describe('correlate with a panic of a shim', () => {
  const reaped = (id: string, time: string): string =>
    `Feb 25 ${time.slice(11, 19)} gpu-ser-xyz dockerd: time="${time}" level=info msg="shim reaped" id=${id}\n`;
  const cleanedUp = (id: string, time: string): string =>
    reaped(id, time).replace('level=info msg="shim reaped"', 'level=warning msg="cleaning up after killed shim"');
  /** The 137 case's panic at 22:07:13 without what follows it, but with the line that tells the zone. */
  const panic = panicked.split('\n').slice(0, 36).join('\n') + '\n';

  const SAMPLES: readonly (readonly [what: string, log: string, expected: Readonly<Record<string, string>>])[] = [
    [
      'likely for the only shim that is cleaned up after in the same second',
      panic + cleanedUp(KILLED, '2020-02-25T22:07:13.9+08:00'),
      { [KILLED]: 'likely' },
    ],
    [
      'likely for the only shim that is cleaned up after two seconds later',
      panic + cleanedUp(KILLED, '2020-02-25T22:07:15+08:00'),
      { [KILLED]: 'likely' },
    ],
    [
      'likely for a shim that is cleaned up after, possible for one that merely ended too',
      panic + cleanedUp(KILLED, '2020-02-25T22:07:13.9+08:00') + reaped(TWIN, '2020-02-25T22:07:14+08:00'),
      { [KILLED]: 'likely', [TWIN]: 'possible' },
    ],
    [
      'possible for a shim that is merely reaped, as after every end',
      panic + reaped(KILLED, '2020-02-25T22:07:13.9+08:00'),
      { [KILLED]: 'possible' },
    ],
    [
      'possible where two panics precede one clean-up: a shim panics once',
      panic + panic.replaceAll('0xc42000e0c0', '0xc42000e0d0') + cleanedUp(KILLED, '2020-02-25T22:07:13.9+08:00'),
      { [KILLED]: 'possible' },
    ],
    [
      'tied to no shim where containerd itself panicked in its client of the shim',
      (panic + cleanedUp(KILLED, '2020-02-25T22:07:13.9+08:00'))
        .replaceAll('linux/proc.(*', 'shim/client.(*')
        .replaceAll('v1/shim.(*Service)', 'v1/shim/client.(*Client)'),
      {},
    ],
    [
      'tied to no shim where the panic was recovered',
      (panic + cleanedUp(KILLED, '2020-02-25T22:07:13.9+08:00')).replace(
        'panic: runtime',
        'http: panic serving @: runtime',
      ),
      {},
    ],
    [
      'tied to no shim of another host in the same file',
      panic + cleanedUp(KILLED, '2020-02-25T22:07:13.9+08:00').replace('gpu-ser-xyz', 'gpu-ser-abc'),
      {},
    ],
    ['tied to no shim that is reaped later', panic + reaped(KILLED, '2020-02-25T22:07:15.000000001+08:00'), {}],
    ['tied to no shim that was reaped before', reaped(KILLED, '2020-02-25T22:07:12.999999999+08:00') + panic, {}],
    [
      'possible for each of two shims that are reaped with it',
      panic + reaped(KILLED, '2020-02-25T22:07:13.9+08:00') + reaped(TWIN, '2020-02-25T22:07:14+08:00'),
      { [KILLED]: 'possible', [TWIN]: 'possible' },
    ],
  ];

  for (const [what, log, expected] of SAMPLES) {
    it(`calls it ${what}`, async () => {
      const containers = await correlated({ messages: log });
      const tied = containers.flatMap(({ id, events: found }) =>
        found.filter(({ kind }) => kind === 'panic').map(({ certainty }) => [id, certainty] as const),
      );
      assert.deepEqual(Object.fromEntries(tied), expected);
    });
  }

  it('ties it to no container of another node', async () => {
    const containers = await correlated({
      'a/messages': panic,
      'b/messages': reaped(KILLED, '2020-02-25T22:07:13.9+08:00'),
    });
    assert.deepEqual(summary(events(containers, KILLED)), ['shim-reaped id certain b/messages:1']);
  });

  it('takes the same trace at another time for another panic', async () => {
    const later = panicked.replaceAll('22:07:13', '22:09:13').replaceAll(PANICKED, KILLED);
    const containers = await correlated({ 'messages-1': panicked, 'messages-2': later });
    for (const id of [PANICKED, KILLED]) {
      assert.equal(events(containers, id).filter(({ kind }) => kind === 'panic').length, 1, id);
    }
  });

  it('ties no panic of another program to a shim', async () => {
    const other = panicked.replaceAll('github.com/containerd/containerd/runtime/v1/', 'example.com/app/');
    const containers = await correlated({ messages: other });
    assert.ok(events(containers, PANICKED).every(({ kind }) => kind !== 'panic'));
  });

  it('does not order events by whole seconds: the panic stands behind the lines before it', async () => {
    const kinds = events(await correlated({ messages: panicked }), PANICKED).map(({ kind }) => kind);
    assert.deepEqual(kinds.slice(-4), ['exec-inspected', 'panic', 'shim-reaped', 'shim-cleaned-up']);
  });
});

describe('the order of events', () => {
  it('has every pair of fine stamps in order of time, and every pair of one file in order of lines', async () => {
    const lines = panicked.split('\n').filter(line => line !== '');
    await fc.assert(
      fc.asyncProperty(fc.subarray(lines, { minLength: 5 }), async some => {
        for (const container of await correlated({ messages: some.join('\n') })) {
          const fine = container.events.filter(({ time }) => time !== null && time.digits > 0);
          fine.forEach(({ time }, index) => {
            const before = fine[index - 1]?.time ?? null;
            assert.ok(before === null || (time !== null && before.ns <= time.ns));
          });
          const inFile = container.events.map(({ at }) => at.line);
          assert.deepEqual(
            inFile,
            [...inFile].sort((a, b) => a - b),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives the first and the last moment of a container, whatever the precision of its stamps', async () => {
    const line = (time: string): string =>
      `time="2020-02-25T22:07:${time}+08:00" level=info msg="shim disconnected" id=${KILLED} namespace=moby\n`;
    const [container] = await correlated({ 'a.log': line('13.400') + line('13.900') + line('13') });
    assert.deepEqual(
      [container?.first, container?.last],
      [
        { ns: 1582639633_400_000_000n, digits: 3 },
        { ns: 1582639633_900_000_000n, digits: 3 },
      ],
    );
  });

  it('puts what has no time last', async () => {
    const timeless = `level=info msg="shim reaped" id=${KILLED}`;
    const kinds = events(await correlated({ 'a.log': timeless, messages: died }), KILLED).map(({ at }) => at.file);
    assert.equal(kinds.at(-1), '/case/a.log');
  });
});

describe('execs', () => {
  it('belong to the container that a line names with them, in whatever file', async () => {
    const lines = panicked.split('\n');
    const containers = await correlated({
      'a.log': lines.filter(line => line.includes('/start"')).join('\n'),
      'b.log': lines.filter(line => line.includes('starting exec')).join('\n'),
    });
    assert.deepEqual(summary(events(containers, PANICKED)), [
      'exec-start-asked exec certain a.log:1',
      'exec-started id certain b.log:1',
    ]);
    assert.deepEqual(
      containers[0]?.execs.map(({ id, command }) => [id, command]),
      [[EXEC, null]],
    );
  });

  it('belong to nobody where no line names their container', async () => {
    const asked = panicked.split('\n').filter(line => line.includes('/start"'));
    assert.deepEqual(await correlated({ 'a.log': asked.join('\n') }), []);
  });
});

describe('correlate with audit events', () => {
  it('unites an event whose records a rotation left in two files', async () => {
    const [proctitle = '', objPid = '', syscall = ''] = audit.split('\n');
    const containers = await correlated({
      'audit.log.1': `${audit.split('\n').slice(3).join('\n')}${syscall}\n`,
      'audit.log': `${objPid}\n${proctitle}\n`,
      messages: died,
    });
    const [kill, ...others] = events(containers, KILLED).filter(({ kind }) => kind === 'forced-delete');
    assert.deepEqual([kill?.at.file, others.length], ['/case/audit.log.1', 0]);
    assert.equal(containers.find(({ id }) => id === KILLED)?.runs[0].initPid, 18848);
  });

  it('takes an event with and without node= for one', async () => {
    const named = audit.replace(/^type=/gm, 'node=gpu-ser-xyz type=');
    const containers = await correlated({ 'audit.log': named, 'ausearch.txt': audit, messages: died });
    const kills = events(containers, KILLED).filter(({ kind }) => kind === 'forced-delete');
    assert.deepEqual(
      kills.map(({ also }) => also.length),
      [1],
    );
  });

  it('takes no probe with signal 0 for an end', async () => {
    const probe = audit.replaceAll('a1=9 ', 'a1=0 ');
    const [container] = await correlated({ 'audit.log': probe.split('\n').slice(0, 3).join('\n') });
    assert.deepEqual(
      [container?.state, container?.runs[0].initPid, container?.events[0]?.kind],
      ['unknown', null, 'kill'],
    );
  });

  it('names the node that the container’s own lines name', async () => {
    const noise = 'Feb 19 16:00:01 other systemd: x\n'.repeat(9);
    const [container] = await correlated({ messages: noise + died });
    assert.equal(container?.node, 'gpu-ser-xyz');
  });
});
