// nodelog trace on dumps: what is printed once for many frames is printed right for each.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { readFile } from '../../../server/src/casefile/file';
import { generateGoTraces } from '../../bench/goTraces';
import { host, temporaryFolder } from '../source/host';
import { call, objects } from './call';

interface Printed {
  readonly goroutines: readonly { readonly frames: readonly { readonly at: { readonly file: string } }[] }[];
}

/** What `trace --json` prints of the goroutines of a file has to be what is read of it. */
async function assertPrinted(file: string): Promise<void> {
  const found = { path: file, name: path.basename(file), group: '', bytes: 0, modified: 0, named: true };
  const read = await readFile(host, found);
  assert.ok('contents' in read);
  const wanted = read.contents.tracebacks.map(({ traceback }) =>
    traceback.goroutines.map(({ id, state, waitMinutes, locked, group, frames }) => ({
      ...{ id, state, waitMinutes, locked, group },
      frames: frames.map(({ function: name, args, file: source, line, inlined, createdBy, functionAt, fileAt }) => ({
        ...{ function: name, args, file: source, line, inlined, createdBy },
        at: { file, line: (functionAt ?? fileAt).line + 1 },
      })),
    })),
  );
  assert.deepEqual(
    (await objects<Printed>(['trace', file])).map(({ goroutines }) => goroutines),
    wanted,
  );
}

const folder = temporaryFolder();

describe('nodelog trace --json', () => {
  for (const name of readdirSync('test/fixtures/golang').filter(file => file.endsWith('.txt'))) {
    it(`prints what is read of ${name}`, async () => {
      await assertPrinted(path.resolve('test/fixtures/golang', name));
    });
  }

  it('prints what is read of a made dump', async () => {
    const dump = path.join(folder.path, 'dump.log');
    await generateGoTraces(dump, 300_000, 137);
    await assertPrinted(dump);
  });

  it('tells an inlined call from one with as many characters of arguments', async () => {
    const lines = ['main.f(0x1)', '\t/f.go:1 +0x1', 'main.f(...)', '\t/f.go:1', 'main.f(0x1)', '\t/f.go:1 +0x1'];
    const dump = path.join(folder.path, 'inlined.log');
    writeFileSync(dump, ['goroutine 1 [running]:', ...lines, ''].join('\n'));
    await assertPrinted(dump);
  });

  it('escapes what a cut line has brought into the arguments', async () => {
    const dump = path.join(folder.path, 'cut.log');
    writeFileSync(dump, ['goroutine 1 [running]:', 'main.f(0x1, "ä>', '\t/f.go:1 +0x1', ''].join('\n'));
    await assertPrinted(dump);
  });
});

describe('nodelog trace', () => {
  it('prints two lines for each frame of a dump', async () => {
    const dump = path.join(folder.path, 'text.log');
    const frames = await generateGoTraces(dump, 50_000, 137);
    const { out } = await call(['trace', dump]);
    assert.equal(out.split('\n').filter(line => line.startsWith('  ')).length, 2 * frames);
  });
});
