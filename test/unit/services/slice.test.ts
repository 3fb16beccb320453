// A slice as it is read, grows and is followed; the documents' positions and uris.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FileLines } from '../../../server/src/casefile/fileLines';
import { mergeByTime } from '../../../server/src/casefile/merge';
import { compileFilter } from '../../../server/src/filter/compile';
import { parseFilter } from '../../../server/src/filter/text';
import { filePath } from '../../../server/src/services/fileUri';
import { pageLocation, Places } from '../../../server/src/services/places';
import { Slice, SLICE_LIMITS } from '../../../server/src/services/slice';
import {
  PAGE_LINES,
  pageOf,
  parseSliceUri,
  sliceUri,
  type SliceReference,
} from '../../../server/src/services/sliceUri';
import { MemoryHost, type MemoryEntry } from '../memoryHost';

const entry = (minute: number, said: string): string =>
  `time="2020-02-25T14:${String(minute).padStart(2, '0')}:00Z" level=info msg="${said}"\n`;

function sliceOf(files: Readonly<Record<string, MemoryEntry>>, reference: Partial<SliceReference> = {}) {
  const host = new MemoryHost(files);
  const names = Object.keys(files) as [string, ...string[]];
  const whole: SliceReference = { files: names, filter: '', from: 0, count: null, ...reference };
  const filter = parseFilter(whole.filter);
  assert.ok(!('problem' in filter));
  const lines = new Map(names.map(name => [name, new FileLines(host, name)]));
  const slice = new Slice(whole, compileFilter(filter), {
    host,
    linesOf: file => lines.get(file) ?? new FileLines(host, file),
    factsOf: () => Promise.resolve({ known: new Map(), modelAt: () => null, node: '' }),
    bytesOf: () => Promise.resolve(1),
    onProgress: () => undefined,
    onChange: () => undefined,
  });
  return { slice, host };
}

describe('a slice', () => {
  it('shows what fits its filter, and knows where it stands', async () => {
    const { slice } = sliceOf({ '/log': entry(1, 'a') + entry(2, 'b') + entry(3, 'a') }, { filter: 'msg="a"' });
    await slice.settled();
    const text = await slice.text();
    assert.equal(text, entry(1, 'a') + entry(3, 'a'));
    assert.deepEqual(slice.place(1, text), { file: '/log', line: 2 });
    assert.equal(slice.place(2, text), null);
    assert.equal(await slice.lineOf({ file: '/log', line: 1 }), 1);
    assert.equal(slice.state, 'live');
  });

  it('takes a line for the same one in the text that the editor still has', async () => {
    const { slice, host } = sliceOf({ '/log': entry(1, 'a') + entry(2, 'b') }, { filter: 'msg="b"' });
    await slice.settled();
    const before = await slice.text();
    host.write('/log', entry(1, 'b') + entry(2, 'b'));
    await slice.grow();
    const after = await slice.text();
    assert.deepEqual(slice.place(0, before), { file: '/log', line: 1 });
    assert.deepEqual(slice.place(0, after), { file: '/log', line: 0 });
  });

  it('shows what is written behind, unless it is paused', async () => {
    const { slice, host } = sliceOf({ '/log': entry(1, 'a') }, { filter: 'msg="a"' });
    await slice.settled();
    host.write('/log', entry(1, 'a') + entry(2, 'b') + entry(3, 'a'));
    await slice.grow();
    assert.equal(await slice.text(), entry(1, 'a') + entry(3, 'a'));
    await slice.follow(false);
    host.write('/log', entry(1, 'a') + entry(2, 'b') + entry(3, 'a') + entry(4, 'a'));
    await slice.grow();
    assert.equal(slice.count, 2);
    await slice.follow(true);
    assert.equal(slice.count, 3);
  });

  it('completes a line whose end was not written yet, and an event whose records come later', async () => {
    const record = (type: string): string => `type=${type} msg=audit(1582099207.232:7): a="x"`;
    const { slice, host } = sliceOf(
      { '/log': `${record('SYSCALL')}\n${record('CWD').slice(0, 20)}` },
      { filter: 'PROCTITLE' },
    );
    await slice.settled();
    assert.equal(slice.count, 0);
    host.write('/log', `${record('SYSCALL')}\n${record('CWD')}\n${record('PROCTITLE')}\n`);
    await slice.grow();
    assert.equal(await slice.text(), `${record('SYSCALL')}\n${record('CWD')}\n${record('PROCTITLE')}\n`);
  });

  it('is another one where its log is cut and written anew', async () => {
    const { slice, host } = sliceOf({ '/log': entry(1, 'a') + entry(2, 'a') }, { filter: 'msg="a"' });
    await slice.settled();
    host.write('/log', entry(9, 'a'));
    await slice.grow();
    assert.equal(await slice.text(), entry(9, 'a'));
  });

  it('merges logs in order of time', async () => {
    const { slice } = sliceOf({
      '/a': entry(1, 'a') + entry(3, 'a'),
      '/b': entry(2, 'b') + 'no time\n' + entry(4, 'b'),
    });
    await slice.settled();
    const text = await slice.text();
    assert.equal(text, entry(1, 'a') + entry(2, 'b') + 'no time\n' + entry(3, 'a') + entry(4, 'b'));
    assert.deepEqual(slice.place(2, text), { file: '/b', line: 1 });
  });

  it('says what it cannot read, and shows the rest', async () => {
    const { slice } = sliceOf({ '/a': entry(1, 'a'), '/b': { problem: 'EACCES' } });
    await slice.settled();
    assert.equal(await slice.text(), entry(1, 'a'));
    assert.deepEqual(
      slice.logs.map(({ problem }) => problem?.id ?? null),
      [null, 'case.unreadable'],
    );
  });

  it('ends where there is more than a document may hold', async () => {
    const { slice } = sliceOf({ '/log': 'x\n'.repeat(SLICE_LIMITS.lines + 5000) });
    await slice.settled();
    assert.equal(slice.isCut, true);
    assert.equal(slice.state, 'ended');
    assert.equal(slice.count, SLICE_LIMITS.lines);
  });

  it('that is full drops its oldest lines as its log grows', async () => {
    const { slice, host } = sliceOf({ '/log': 'x\n'.repeat(SLICE_LIMITS.lines - 1) });
    await slice.settled();
    assert.equal(slice.state, 'live');
    host.write('/log', `${'x\n'.repeat(SLICE_LIMITS.lines - 1)}y\nz\n`);
    await slice.grow();
    const text = await slice.text();
    assert.ok(text.endsWith('y\nz\n') && slice.dropped > 0);
    assert.deepEqual(slice.place(slice.count - 1, text), { file: '/log', line: SLICE_LIMITS.lines });
  });

  it('is a page of so many lines', async () => {
    const { slice } = sliceOf(
      { '/log': Array.from({ length: 50 }, (_, at) => `line ${String(at)}\n`).join('') },
      { from: 20, count: 10 },
    );
    const text = await slice.text();
    assert.equal(text.split('\n')[0], 'line 20');
    assert.equal(slice.count, 10);
    assert.deepEqual(slice.place(9, text), { file: '/log', line: 29 });
    assert.equal(slice.state, 'ended');
  });

  it('is a page whose longest lines end early where they would not fit', async () => {
    const { slice } = sliceOf({ '/log': `${'x'.repeat(1_000_000)}\n`.repeat(20) + 'short\n' }, { count: PAGE_LINES });
    const text = await slice.text();
    assert.ok(text.length <= SLICE_LIMITS.characters && text.endsWith('\nshort\n'));
    assert.equal(slice.shortened, 20);
  });

  it('can be ended while it is read', async () => {
    const { slice } = sliceOf({ '/log': entry(1, 'a') });
    slice.cancel();
    await slice.settled();
    assert.equal(slice.isCancelled, true);
    assert.equal(slice.state, 'ended');
  });
});

describe('the uri of a slice', () => {
  const reference: SliceReference = {
    files: ['/case/a b.log', '/case/c.log'],
    filter: '/x\\/y/ "ü"',
    from: 0,
    count: null,
  };

  it('tells what is shown', () => {
    assert.deepEqual(parseSliceUri(sliceUri(reference, 'any / label')), reference);
  });

  it('is that of the first file, for all who ask what a document shows', () => {
    assert.equal(filePath(sliceUri(reference, '')), '/case/a b.log');
  });

  for (const uri of [
    'file:///a',
    'nodelog-slice:/a',
    'nodelog-slice:/a?{"files":[],"filter":"","from":0}',
    'nodelog-slice:/a?[',
  ]) {
    it(`is not ${uri}`, () => {
      assert.equal(parseSliceUri(uri), null);
    });
  }

  it('of a page is the same for all its lines', () => {
    assert.deepEqual(pageOf('/log', PAGE_LINES + 7), pageOf('/log', 2 * PAGE_LINES - 1));
    const { uri, range } = pageLocation('/log', PAGE_LINES + 7);
    assert.equal(parseSliceUri(uri)?.from, PAGE_LINES);
    assert.equal(range.start.line, 7);
  });
});

describe('places', () => {
  const places = new Places(file => file === '/large');
  const span = { start: 3, end: 9 };

  it('are in the log, or in the page around the line where the log is too large', () => {
    assert.equal(places.line({ file: '/small', line: 20_001 }).uri, 'file:///small');
    const at = places.span({ at: { file: '/large', line: 20_001 }, span });
    assert.equal(parseSliceUri(at.uri)?.from, 20_000);
    assert.deepEqual(at.range, { start: { line: 1, character: 3 }, end: { line: 1, character: 9 } });
  });

  it('that are known by a uri are moved too, but not within a slice', () => {
    const range = { start: { line: 20_001, character: 0 }, end: { line: 20_002, character: 4 } };
    assert.equal(places.inLog('file:///large', range).range.end.line, 2);
    const slice = sliceUri(pageOf('/large', 0), '');
    assert.deepEqual(places.inLog(slice, range), { uri: slice, range });
  });
});

describe('mergeByTime', () => {
  it('holds back what another log may still come before', () => {
    const line = (ns: bigint | null, text: string) => ({ text, line: 0, time: ns === null ? null : { ns, digits: 9 } });
    const logs = [
      [line(1n, 'a'), line(5n, 'b')],
      [line(2n, 'c'), line(null, 'd'), line(9n, 'e')],
    ];
    const texts = (horizon: bigint | null): string[] => mergeByTime(logs, horizon).map(({ text }) => text);
    assert.deepEqual(texts(null), ['a', 'c', 'd', 'b', 'e']);
    assert.deepEqual(texts(2n), ['a', 'c', 'd']);
    assert.deepEqual(texts(0n), []);
  });
});
