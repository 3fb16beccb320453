// Which revision the server takes for the 137 case, in a made repository that has v1.2.2 and v1.3.0, and why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { framesOf } from '../../../server/src/golang/traceback';
import type { Host } from '../../../server/src/host';
import { text } from '../../../server/src/render/text';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/services/settings';
import { describeInference } from '../../../server/src/source/inferred';
import type { VersionFact } from '../../../server/src/source/model';
import { makeContainerdRepository, type ContainerdRepository } from '../../host/containerdRepository';
import { host, temporaryFolder } from '../source/host';
import { madeSources, type MadeSources, type MadeSourcesOptions } from './madeSources';

const MODULE = 'github.com/containerd/containerd';
const MESSAGES = readFileSync('client/media/cases/exec-panic-137/messages-20200225', 'utf8');
const LOG = 'file:///log';

describe('the revision of a trace in the editor', () => {
  const folder = temporaryFolder();
  let made: ContainerdRepository;
  before(async () => {
    made = await makeContainerdRepository(path.join(folder.path, 'containerd'), { bare: true });
  });

  function sourcesOf(options: MadeSourcesOptions = {}): MadeSources {
    const source = { ...DEFAULT_SETTINGS.source, repositories: { [MODULE]: made.folder } };
    return madeSources({ log: MESSAGES, settings: { ...DEFAULT_SETTINGS, source }, ...options });
  }

  async function revision({ sources, tracebacks }: MadeSources): Promise<unknown> {
    const [placed] = tracebacks;
    assert.ok(placed);
    const found = await sources.revisionOf(placed.traceback, LOG);
    const said = found?.inference && text(describeInference(found.inference));
    return [
      found?.module,
      found?.chosen?.version,
      found?.chosen?.certainty,
      found?.chosen && text(found.chosen.reason),
      said,
    ];
  }

  it('is inferred where nothing else tells, and its frames are verified there', async () => {
    const all = sourcesOf();
    assert.deepEqual(await revision(all), [
      MODULE,
      'v1.2.2',
      'likely',
      'consistent release: v1.2.2 (by the trace itself)',
      'consistent release: v1.2.2',
    ]);
    const frames = all.tracebacks.flatMap(({ traceback }) => [...framesOf(traceback)]);
    for (const frame of frames) {
      const { location } = await all.sources.locate(frame, LOG);
      assert.deepEqual([location?.status, location?.commit], ['verified', made.commits['v1.2.2']]);
    }
    const [first] = frames;
    assert.ok(first);
    assert.match((await all.sources.textOf(first, LOG)) ?? '', /^package proc\n/);
    assert.equal((await all.histories.blameOf(first, LOG))?.subject, 'Made stubs of v1.2.2');
    const changes = await all.histories.changesOf(first, LOG);
    assert.deepEqual(
      changes?.map(({ subject, firstRelease }) => [subject, firstRelease]),
      [['Made: revert the state machine of Pid', 'v1.2.3']],
    );
  });

  it('is what a line tells, beside what the trace says', async () => {
    const at = { file: 'versions.txt', line: 16 };
    const commit = made.commits['v1.3.0'];
    const stated = {
      program: 'containerd',
      module: MODULE,
      version: '1.3.0',
      revision: commit,
      go: null,
      patched: false,
    };
    const facts: VersionFact[] = [{ ...stated, at, said: 'pasted', time: null }];
    assert.deepEqual(await revision(sourcesOf({ facts })), [
      MODULE,
      '1.3.0',
      'certain',
      `revision ${commit.slice(0, 7)} from versions.txt, line 17`,
      'consistent release: v1.2.2',
    ]);
  });

  it('is unknown where no repository is at hand, and where the user has ended the search', async () => {
    const unknown = [MODULE, undefined, undefined, undefined, null].map(value => value ?? null);
    const found = async (options: MadeSourcesOptions): Promise<unknown> =>
      ((await revision(sourcesOf(options))) as unknown[]).map(value => value ?? null);
    assert.deepEqual(await found({ settings: DEFAULT_SETTINGS }), unknown);
    const controller = new AbortController();
    controller.abort();
    assert.deepEqual(await found({ signal: controller.signal }), unknown);
    const ended = sourcesOf({ signal: controller.signal });
    const [placed] = ended.tracebacks;
    assert.ok(placed);
    const why = async (): Promise<string | undefined> =>
      (await ended.sources.revisionOf(placed.traceback, LOG))?.problem?.id;
    assert.equal(await why(), 'source.inferenceCancelled');
    assert.equal(await why(), 'source.inferenceCancelled');
  });

  it('is kept on disk for the same trace and the same refs, and read again where that is not whole', async () => {
    const kept = path.join(folder.path, 'kept');
    let started = 0;
    const counting: Host = {
      ...host,
      startGit: (args, options) => {
        started++;
        return host.startGit(args, options);
      },
    };
    const first = await revision(sourcesOf({ kept, host: counting }));
    assert.equal(started, 1);
    assert.deepEqual(await revision(sourcesOf({ kept, host: counting })), first);
    assert.equal(started, 1);
    const [file = '', ...more] = await readdir(kept);
    assert.deepEqual(more, []);
    const whole = await readFile(path.join(kept, file), 'utf8');
    // Cut, of another trace that has the same file, and of a form that is none.
    for (const [index, text] of ['{"key"', whole.replace('"key":"', '"key":"0'), '{}'].entries()) {
      await writeFile(path.join(kept, file), text);
      assert.deepEqual(await revision(sourcesOf({ kept, host: counting })), first);
      assert.equal(started, 2 + index);
      assert.equal(await readFile(path.join(kept, file), 'utf8'), whole);
    }
  });

  it('is asked of the trace that the frame belongs to', async () => {
    // The second panic has v1.3.0's lines.
    const moved = MESSAGES.replace(/(exec|exec_state|service)\.go:(\d+)/g, (_, name: string, line: string) => {
      return `${name}.go:${String(Number(line) + 4)}`;
    }).replaceAll('22:07:', '23:07:');
    const { sources, tracebacks } = sourcesOf({ log: `${MESSAGES}${moved}` });
    const versions: (string | null | undefined)[] = [];
    for (const { traceback } of tracebacks) {
      const [frame] = framesOf(traceback);
      assert.ok(frame);
      versions.push((await sources.locate(frame, LOG)).location?.chosen?.version);
    }
    assert.deepEqual(versions, ['v1.2.2', 'v1.3.0']);
  });

  it('is asked of the trace that the frame belongs to, where traces of two processes run into each other', async () => {
    // The second process has v1.3.0's lines.
    const moved = MESSAGES.replace(/(exec|exec_state|service)\.go:(\d+)/g, (_, name: string, line: string) => {
      return `${name}.go:${String(Number(line) + 4)}`;
    }).replace(/dockerd(?:\[\d+\])?:/g, 'containerd[7]:');
    const others = moved.split('\n');
    const mixed = MESSAGES.split('\n').flatMap((line, index) => [line, others[index] ?? '']);
    const { sources, tracebacks } = sourcesOf({ log: mixed.join('\n') });
    const [first, second] = tracebacks.map(({ traceback }) => traceback);
    assert.ok(first && second && second.line < first.endLine);
    for (const [traceback, version] of [
      [first, 'v1.2.2'],
      [second, 'v1.3.0'],
    ] as const) {
      for (const frame of framesOf(traceback)) {
        assert.equal((await sources.locate(frame, LOG)).location?.chosen?.version, version);
      }
    }
  });

  it('of a document that only explains is that of its frame, when it is asked again', async () => {
    const nothing: Settings = DEFAULT_SETTINGS;
    const repositories: Record<string, string> = {};
    const settings = { ...nothing, source: { ...nothing.source, repositories } };
    const { sources, tracebacks } = sourcesOf({ settings });
    const [frame] = tracebacks.flatMap(({ traceback }) => [...framesOf(traceback)]);
    assert.ok(frame);
    const jump = await sources.locate(frame, LOG);
    assert.ok(jump.uri !== null && jump.location?.status === 'unavailable');
    repositories[MODULE] = made.folder;
    sources.forget();
    const again = await sources.locateAgain(jump.uri);
    assert.equal(again?.line, 76);
    assert.match((await sources.read(again.uri)).text, /return e\.pid/);
  });
});
