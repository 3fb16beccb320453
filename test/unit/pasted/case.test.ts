// Pasted outputs beside logs: whose they are, which run they tell of, and what is said where they and the logs differ.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import { index } from '../../../server/src/commandLine/indexFiles';
import type { Container } from '../../../server/src/containers/model';
import { isoUtc } from '../../../server/src/log/time';
import { explain } from '../../../server/src/verdict/explain';
import { MemoryHost } from '../memoryHost';
import { C, inspect, SAMPLES, SANDBOX } from './samples';

const OTHER = `${C.slice(0, 12)}${SANDBOX.slice(12)}`;

async function opened(files: Readonly<Record<string, string>>): Promise<LocalCase> {
  const entries = Object.entries(files).map(([name, text]) => [`/case/${name}`, text] as const);
  const local = new LocalCase(new MemoryHost(Object.fromEntries(entries)), ['/case'], {
    maxFiles: 100,
    maxBytes: 1e9,
    zone: null,
  });
  await local.read();
  return local;
}

async function containersOf(files: Readonly<Record<string, string>>): Promise<readonly Container[]> {
  return (await (await opened(files)).containers(0, 100)).items;
}

/** The runs of a container: start, cause, code. */
function runs(container: Container | undefined): string[] {
  return (container?.runs ?? []).map(({ started, cause, exitCode }) =>
    [started ? isoUtc(started).slice(11, 19) : '-', cause, String(exitCode)].join(' '),
  );
}

/** What is said of codes, with the places. */
function codes(container: Container | undefined): string[] {
  if (!container) return [];
  return explain(container, [])
    .claims.filter(({ text }) => text.id.startsWith('exit.'))
    .map(({ text, evidence }) => {
      const places = evidence.map(({ file, line, column = 0 }) => `${file.slice(6)}:${String(line)}:${String(column)}`);
      return [text.id, ...places].join(' ');
    });
}

const line = (second: string, msg: string): string =>
  `time="2026-11-23T07:${second}00000Z" level=info msg="${msg.replaceAll('"', '\\"')}"\n`;
const shim = (second: string, pid: number): string =>
  `time="2026-11-23T07:${second}00000Z" level=info msg="starting signal loop" namespace=moby path=/run/containerd/io.containerd.runtime.v2.task/moby/${C} pid=${String(pid)}\n`;
const gone = (second: string): string =>
  `time="2026-11-23T07:${second}00000Z" level=info msg="shim disconnected" id=${C}\n`;

const FIRST = shim('43:51.9300', 100) + gone('44:22.6300');
const SECOND = shim('44:28.1300', 200) + gone('44:30.0000');

const ended = (started: string, finished: string, code: number, more = ''): string =>
  inspect(
    `"Status": "exited", "Running": false, "Restarting": false, "OOMKilled": false, "Pid": 0, "ExitCode": ${String(code)}, "Error": "",${more}
     "StartedAt": "2026-11-23T07:${started}Z", "FinishedAt": "2026-11-23T07:${finished}Z"`,
  );

describe('a pasted inspect', () => {
  it('gives its code to the run that it tells of, and to no other', async () => {
    const at = (text: string): Promise<string[]> =>
      containersOf({ 'containerd.log': FIRST + SECOND, 'inspect.json': text }).then(([only]) => runs(only));
    assert.deepEqual(await at(ended('43:51.936224996', '44:22.621960951', 137)), [
      '07:43:51 unknown 137',
      '07:44:28 unknown null',
    ]);
    assert.deepEqual(await at(ended('44:28.134', '44:29.999', 3)), ['07:43:51 unknown null', '07:44:28 unknown 3']);
    assert.deepEqual(await at(ended('44:40', '44:41', 1)), [
      '07:43:51 unknown null',
      '07:44:28 unknown null',
      '07:44:40 unknown 1',
    ]);
    assert.deepEqual(await at(ended('43:01', '43:02', 1)), [
      '07:43:01 unknown 1',
      '07:43:51 unknown null',
      '07:44:28 unknown null',
    ]);
  });

  it('is evidence by the place of its code, in a minified one too', async () => {
    const text = ended('43:51.936224996', '44:22.621960951', 137);
    const [pretty] = await containersOf({ 'containerd.log': FIRST, 'inspect.json': text });
    assert.deepEqual(codes(pretty), ['exit.code inspect.json:7:113']);
    const minified = JSON.stringify(JSON.parse(text));
    const [one] = await containersOf({ 'containerd.log': FIRST, 'saved.txt': minified });
    assert.deepEqual(codes(one), [`exit.code saved.txt:0:${String(minified.indexOf('137'))}`]);
  });

  it('that says otherwise than the shim did is a conflict, and the code is not known', async () => {
    const exit = line(
      '44:22.6200',
      `TaskExit event in podsandbox handler container_id:"${C}" id:"${C}" pid:100 exit_status:143 exited_at:{seconds:1795419862}`,
    );
    const [only] = await containersOf({
      'containerd.log': shim('43:51.9300', 100) + exit,
      'inspect.json': ended('43:51.936224996', '44:22.621960951', 137),
    });
    assert.deepEqual(
      runs(only).map(run => run.split(' ').at(-1)),
      ['null'],
    );
    assert.deepEqual(codes(only), ['exit.conflict containerd.log:1:0 inspect.json:7:113']);
  });

  it('whose 137 comes behind a lost shim tells the code of the clean-up', async () => {
    const [only] = await containersOf({
      'containerd.log': FIRST,
      'inspect.json': ended('43:51.936224996', '44:23.1', 137),
    });
    assert.deepEqual(codes(only), ['exit.made-up inspect.json:7:113']);
    assert.deepEqual(
      runs(only).map(run => run.split(' ').at(-1)),
      ['null'],
    );
  });

  it('tells no code of a container that dockerd found gone as it started', async () => {
    const start =
      'time="2026-11-23T07:50:00.0Z" level=info msg="Loading containers: start."\ntime="2026-11-23T07:50:00.1Z" level=info msg="Starting up"\n';
    const [only] = await containersOf({
      'dockerd.log': shim('43:51.9300', 100) + start,
      'inspect.json': ended('43:51.936224996', '50:01.5', 0),
    });
    assert.deepEqual(codes(only), ['exit.made-up inspect.json:7:113']);
    assert.equal(only?.runs.at(-1)?.exitCode, null);
  });

  it('tells a container of which no log does: names, image, why its start failed', async () => {
    const failed = SAMPLES['docker-inspect']?.samples[4]?.text ?? '';
    const [only] = await containersOf({ 'inspect.json': failed });
    assert.deepEqual([only?.id, only?.names, only?.image], [C, ['billing'], 'busybox:1.35']);
    assert.deepEqual(runs(only), ['- start-failed 127']);
    assert.deepEqual(codes(only), ['exit.code inspect.json:7:73']);
  });

  it('in a sub-folder of its own is of the node whose logs name the container', async () => {
    const files = {
      'logs/containerd.log': FIRST,
      'inspect/billing.json': ended('43:51.936224996', '44:22.621960951', 137),
    };
    assert.deepEqual((await containersOf(files)).map(runs), [['07:43:51 unknown 137']]);
  });
});

const ps = (status: string, created = '2 minutes ago', id = C.slice(0, 12)): string => {
  const cells = [id, 'busybox:1.35', created, status, 'billing'];
  const header = ['CONTAINER ID', 'IMAGE', 'CREATED', 'STATUS', 'NAMES'];
  const row = (texts: readonly string[]): string => `${texts.map(text => text.padEnd(32)).join('')}\n`;
  return row(header) + row(cells);
};
const created = `time="2026-11-23T07:43:50.0Z" level=debug msg="container mounted via layerStore: /x" container=${C}\n`;

describe('a pasted docker ps', () => {
  it('gives its code to the only run, by the first digits of the id', async () => {
    const [only] = await containersOf({ 'containerd.log': FIRST, 'ps.txt': ps('Exited (137) 2 hours ago') });
    assert.deepEqual(runs(only), ['07:43:51 unknown 137']);
    assert.deepEqual(only?.names, ['billing']);
  });

  it('gives it to the run that ended so long ago, and to none where that is not known', async () => {
    const files = { 'containerd.log': FIRST + SECOND, 'dockerd.log': created };
    const inspected = inspect('"Status": "created"');
    const asked = (text: string): Promise<string[]> =>
      containersOf({ ...files, 'inspect.json': inspected, 'ps.txt': text }).then(([only]) => runs(only));
    // Created at 07:43:51: 40 seconds later it is 07:44:31, and 1 second before that run 2 ended.
    assert.deepEqual(await asked(ps('Exited (3) 1 second ago', '40 seconds ago')), [
      '07:43:51 unknown null',
      '07:44:28 unknown 3',
    ]);
    assert.deepEqual(await asked(ps('Exited (137) 2 seconds ago', '33 seconds ago')), [
      '07:43:51 unknown 137',
      '07:44:28 unknown null',
    ]);
    assert.deepEqual(await asked(ps('Exited (3) 2 hours ago', '3 hours ago')), [
      '07:43:51 unknown null',
      '07:44:28 unknown null',
    ]);
  });

  it('gives no code by digits that begin two ids', async () => {
    const files = { 'containerd.log': FIRST + FIRST.replaceAll(C, OTHER), 'ps.txt': ps('Exited (137) 2 hours ago') };
    const found = await containersOf(files);
    assert.deepEqual(
      found.map(container => [container.names, runs(container)]),
      [
        [[], ['07:43:51 unknown null']],
        [[], ['07:43:51 unknown null']],
      ],
    );
  });
});

describe('what kubectl and crictl say', () => {
  it('of the container before, whose id is not told, is a run of the one that took its place', async () => {
    const [setup, web] = await containersOf({ 'describe.txt': SAMPLES['kubectl-describe']?.samples[1]?.text ?? '' });
    assert.deepEqual([setup?.names, runs(setup)], [['prod/web-0/setup'], ['07:43:41 unknown 0']]);
    assert.deepEqual(runs(web), ['07:43:51 oom-killed 137', '07:44:25 unknown null']);
  });

  it('of the container before is that container, where it is known by its time', async () => {
    const [before, after] = await containersOf({
      'pod.json': SAMPLES['kubectl-pod']?.samples[0]?.text ?? '',
      'describe.txt': SAMPLES['kubectl-describe']?.samples[1]?.text ?? '',
    }).then(found => found.filter(({ names }) => names.includes('prod/web-0/web')));
    assert.deepEqual([before?.id, runs(before)], [SANDBOX, ['07:43:51 oom-killed 137']]);
    assert.deepEqual([after?.id, runs(after)], [C, ['07:44:25 unknown null']]);
  });

  it('of a code that the kubelet made up is said to be made up', async () => {
    const found = await containersOf({ 'pod.json': SAMPLES['kubectl-pod']?.samples[3]?.text ?? '' });
    const lost = found.find(({ id }) => id === SANDBOX);
    assert.deepEqual([runs(lost), codes(lost)], [['07:43:51 unknown null'], ['exit.made-up pod.json:12:36']]);
  });
});

describe('files of pasted outputs', () => {
  const versions = '[root@vm ~]# runc -v\nrunc version 1.1.5\ncommit: v1.1.5-0-gf19387a6\n';
  const files = {
    'inspect.json': inspect('"Status": "created"'),
    'events.txt': SAMPLES['docker-events']?.samples[0]?.text ?? '',
    'versions.txt': `${versions}[root@vm ~]# docker ps -a\n${ps('Exited (137) 2 hours ago')}`,
    'other.json': '{"name": "x"}\n',
  };

  it('are read by what is in them, with what else is', async () => {
    const local = await opened(files);
    const unread = (await local.notRead(0, 10)).items.map(({ name }) => name);
    assert.deepEqual(unread, ['other.json']);
    assert.deepEqual(
      (await local.versions(null)).map(({ program, version }) => `${program} ${String(version)}`),
      ['runc 1.1.5'],
    );
  });

  it('are told by index with their forms', async () => {
    const written: string[] = [];
    const entries = Object.entries(files).map(([name, text]) => [`/case/${name}`, text] as const);
    const terminal = {
      host: new MemoryHost(Object.fromEntries(entries)),
      write: (text: string) => written.push(text),
    } as unknown as Parameters<typeof index.run>[1];
    const input = { json: true, roots: ['/case'], unread: () => undefined } as unknown as Parameters<
      typeof index.run
    >[0];
    await index.run(input, terminal);
    const told = written.map(
      one =>
        JSON.parse(one) as {
          file: string;
          kind: string;
          forms: { form: string; lines: number }[];
          lines: number;
          unread: { lines: number }[];
        },
    );
    assert.deepEqual(
      told.map(({ file, kind, forms }) => [
        file.slice(6),
        kind,
        ...forms.map(({ form, lines }) => `${form} ${String(lines)}`),
      ]),
      [
        ['events.txt', 'inspection', 'docker-events 4'],
        ['inspect.json', 'inspection', 'docker-inspect 16'],
        ['other.json', 'other'],
        ['versions.txt', 'inspection', 'docker-ps 2'],
      ],
    );
    for (const { lines, forms, unread } of told) {
      assert.equal(
        [...forms, ...unread].reduce((sum, one) => sum + one.lines, 0),
        lines,
      );
    }
  });
});
