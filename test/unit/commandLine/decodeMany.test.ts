// nodelog decode over large logs, several logs and copies: each event once, whole, in threads as without.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import esbuild from 'esbuild';
import { generateAuditLog } from '../../bench/auditLog';
import { temporaryFolder } from '../source/host';
import { call, linesOf } from './call';

const SEED = 137;
/** Several times what is decoded before threads are started. */
const BYTES = 10_000_000;

interface Decoded {
  readonly serial: number;
  readonly file: string;
  readonly line: number;
  readonly also?: readonly { readonly file: string; readonly line: number }[];
  readonly records: readonly { readonly type: string; readonly file: string }[];
}

const record = (type: string, serial: number, fields: string): string =>
  `type=${type} msg=audit(158209920${String(serial)}.232:${String(serial)}): ${fields}\n`;

const decoded = (out: string): Decoded[] => linesOf(out).map(line => JSON.parse(line) as Decoded);

describe('nodelog decode of a log of several blocks', () => {
  const folder = temporaryFolder();
  let log = '';
  let cli = '';
  before(async () => {
    log = path.join(folder.path, 'large/audit.log');
    cli = path.join(folder.path, 'cli.js');
    await mkdir(path.dirname(log));
    await generateAuditLog(log, BYTES, SEED);
    const entryPoints = [path.join(import.meta.dirname, '../../../server/src/engine.ts')];
    await esbuild.build({
      entryPoints,
      outfile: path.join(folder.path, 'engine.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    await writeFile(cli, "require('./engine.js').commandLine();");
  });

  const shell = (...argv: readonly string[]): string =>
    execFileSync(process.execPath, [cli, ...argv], { encoding: 'utf8', maxBuffer: 2 ** 30 });

  it('prints the same in threads and without', async () => {
    for (const style of [[], ['--json']]) {
      const { out } = await call(['decode', ...style, log]);
      assert.ok(shell('decode', ...style, log) === out, `differs: ${style.join()}`);
    }
  });

  it('prints every event once, with all of its records', async () => {
    const lines = (await readFile(log, 'utf8')).split('\n').filter(line => line !== '');
    const wanted = new Map<string, number>();
    for (const line of lines) {
      const serial = /:(\d+)\)/.exec(line)?.[1] ?? '';
      wanted.set(serial, (wanted.get(serial) ?? 0) + 1);
    }
    const { out } = await call(['decode', '--json', log]);
    assert.deepEqual(new Map(decoded(out).map(({ serial, records }) => [String(serial), records.length])), wanted);
  });

  it('gives an event once where the log was copied', async () => {
    const copies = path.join(folder.path, 'copies');
    await mkdir(copies);
    await copyFile(log, path.join(copies, 'audit.log'));
    await copyFile(log, path.join(copies, 'audit.copy.log'));
    const [once, twice] = [await call(['decode', '--json', log]), await call(['decode', '--json', copies])];
    assert.equal(twice.status, 0);
    const events = decoded(twice.out);
    assert.equal(events.length, linesOf(once.out).length);
    assert.ok(events.every(({ also }) => also?.length === 1));
  });

  it('gives an event once where the log stands twice in one file', async () => {
    const doubled = path.join(folder.path, 'doubled.log');
    const text = await readFile(log, 'utf8');
    await writeFile(doubled, text + text);
    const [once, twice] = [await call(['decode', '--json', log]), await call(['decode', '--json', doubled])];
    const shape = ({ serial, records }: Decoded): unknown => [serial, records.map(({ type }) => type)];
    assert.deepEqual(decoded(twice.out).map(shape), decoded(once.out).map(shape));
  });
});

describe('nodelog decode of rotated logs', () => {
  const folder = temporaryFolder();
  before(async () => {
    const [first, second, third] = [1, 2, 3].map(serial => record('SYSCALL', serial, 'arch=c000003e syscall=62'));
    const [, cwd, title] = [1, 2, 3].map(serial => record('CWD', serial, 'cwd="/"'));
    assert.ok(first && second && third && cwd && title);
    await writeFile(path.join(folder.path, 'audit.log.1'), first + second);
    await writeFile(path.join(folder.path, 'audit.log'), cwd + third + title);
  });

  it('unites an event that the rotation split', async () => {
    const events = decoded((await call(['decode', '--json', folder.path])).out);
    assert.deepEqual(
      events.map(({ serial, records }) => [serial, records.map(({ type, file }) => `${type} ${path.basename(file)}`)]),
      [
        [1, ['SYSCALL audit.log.1']],
        [2, ['SYSCALL audit.log.1', 'CWD audit.log']],
        [3, ['SYSCALL audit.log', 'CWD audit.log']],
      ],
    );
  });
});

describe('nodelog decode of odd logs', () => {
  const folder = temporaryFolder();
  const filler = (from: number, bytes: number): string => {
    let text = '';
    for (let serial = from; text.length < bytes; serial++) text += record('CWD', serial, `cwd="/${'x'.repeat(500)}"`);
    return text;
  };

  it('gives an event that is longer than what a block brings, whole and once', async () => {
    const pieces = Array.from({ length: 50 }, (_, index) =>
      record('EXECVE', 5, `a0[${String(index)}]=${'61'.repeat(3500)}`),
    );
    const long =
      record('SYSCALL', 5, 'arch=c000003e syscall=59') + pieces.join('') + record('PROCTITLE', 5, 'proctitle="a"');
    const file = path.join(folder.path, 'long.log');
    await writeFile(file, filler(10, (1 << 20) - 20_000) + long + filler(9000, 300_000));
    const events = decoded((await call(['decode', '--json', file])).out).filter(({ serial }) => serial === 5);
    assert.deepEqual(
      events.map(({ records }) => records.length),
      [52],
    );
  });

  it('takes an argument that looks like an id of another form for what it is', async () => {
    const file = path.join(folder.path, 'argument.log');
    const words = record('EXECVE', 7, 'argc=2 a0="echo" a1="audit(x:1) audit[5]: SYSCALL arch=c000003e"');
    await writeFile(file, words + filler(10, 2000));
    const { status, out } = await call(['decode', '--json', file]);
    assert.equal(status, 0);
    assert.equal(decoded(out)[0]?.serial, 7);
  });

  it('names a long line, and reads what it would read alone, beside records without an id', async () => {
    const files = { 'journal.txt': '', 'audit.log': `${record('CWD', 7, `cwd="${'y'.repeat(1_200_000)}"`)}` };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder.path, name), text);
    await copyFile(
      path.join(import.meta.dirname, '../audit/recorded/journal.iso.txt'),
      path.join(folder.path, 'journal.txt'),
    );
    const { status, err } = await call([
      'decode',
      '--json',
      ...Object.keys(files).map(name => path.join(folder.path, name)),
    ]);
    assert.equal(status, 3);
    assert.match(err, /audit\.log: line 1 is longer than/);
  });
});

describe('nodelog decode of records without an id of their own', () => {
  const RECORDED = path.join(import.meta.dirname, '../audit/recorded');

  for (const file of ['journal.txt', 'journal.iso.txt', 'ausearch-i.txt']) {
    it(`prints the same for ${file} by name and from standard input`, async () => {
      const named = await call(['decode', '--json', path.join(RECORDED, file)]);
      const piped = await call(['decode', '--json', '-'], { stdin: await readFile(path.join(RECORDED, file)) });
      assert.deepEqual([named.status, piped.status], [0, 0]);
      assert.ok(linesOf(named.out).length > 1);
      assert.equal(
        piped.out.replaceAll('"file":"-"', `"file":${JSON.stringify(path.join(RECORDED, file))}`),
        named.out,
      );
    });
  }

  it('knows the events of the journal again in audit.log', async () => {
    const [log, both] = [
      await call(['decode', '--json', path.join(RECORDED, 'audit.log')]),
      await call(['decode', '--json', path.join(RECORDED, 'audit.log'), path.join(RECORDED, 'journal.iso.txt')]),
    ];
    const withCopies = decoded(both.out).filter(({ also }) => also !== undefined);
    assert.ok(withCopies.length > 0);
    assert.ok(linesOf(both.out).length < 2 * linesOf(log.out).length);
  });
});
