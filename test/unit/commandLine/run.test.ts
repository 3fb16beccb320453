// How the command line reads its arguments and its input, and the statuses it ends with.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CASE, caseText, KILLED, PANICKED } from '../incident';
import { tar } from '../casefile/tarBytes';
import { MemoryHost } from '../memoryHost';
import { temporaryFolder } from '../source/host';
import { call, linesOf } from './call';

const AUDIT = `${CASE}/audit.log`;

describe('run', () => {
  for (const [what, argv] of [
    ['no command', []],
    ['an unknown command', ['explode', AUDIT]],
    ['a missing PATH', ['decode']],
    ['an unknown option', ['decode', '--colour', AUDIT]],
    ["another command's option", ['decode', '--source', 'containerd=/tmp', AUDIT]],
    ['an option without its value', ['trace', AUDIT, '--source']],
    ['a value for an option that takes none', ['decode', '--json=yes', AUDIT]],
  ] as const) {
    it(`ends with 2 and the usage on stderr for ${what}: ${argv.join(' ')}`, async () => {
      const { status, out, err } = await call(argv);
      assert.deepEqual({ status, out }, { status: 2, out: '' });
      assert.match(err, /^nodelog: .+\n\nUsage: nodelog COMMAND/);
    });
  }

  for (const argv of [['--help'], ['-h'], ['decode', '--help'], ['trace', AUDIT, '-h']]) {
    it(`prints the usage to stdout for ${argv.join(' ')}`, async () => {
      const { status, out, err } = await call(argv);
      assert.deepEqual({ status, err }, { status: 0, err: '' });
      for (const command of ['decode', 'trace', 'containers']) assert.match(out, new RegExp(`nodelog ${command} `));
    });
  }

  for (const argv of [
    ['decode', '--json', AUDIT],
    ['--json', 'decode', AUDIT],
    ['decode', AUDIT, '--json'],
    ['--json', '--', 'decode', AUDIT],
    ['decode', '--json', '--', AUDIT],
  ]) {
    it(`takes options anywhere: ${argv.map(word => word.replace(CASE, 'CASE')).join(' ')}`, async () => {
      const { status, out } = await call(argv);
      assert.equal(status, 0);
      assert.equal(linesOf(out).length, 4);
    });
  }

  it('takes what follows -- for a path', async () => {
    const { status, out, err } = await call(['decode', '--', '--json', AUDIT]);
    assert.equal(status, 3);
    assert.match(err, /--json: ENOENT/);
    assert.match(out, /sent SIGKILL/);
    assert.equal(out.includes('"summary"'), false);
  });

  it('names a missing file on stderr, prints the rest and ends with 3', async () => {
    const { status, out, err } = await call(['decode', '--json', '/not/there.log', AUDIT]);
    assert.equal(status, 3);
    assert.match(err, /^nodelog: \/not\/there\.log: ENOENT.*\n$/);
    assert.equal(linesOf(out).length, 4);
  });

  it('ends with 1 where nothing is found', async () => {
    const found = await call(['trace', AUDIT]);
    assert.deepEqual(found, { status: 1, out: '', err: '' });
  });

  it('reads standard input as -', async () => {
    const { status, out } = await call(['decode', '--json', '-'], { stdin: caseText('ausearch.txt') });
    assert.equal(status, 0);
    const files = linesOf(out).map(line => (JSON.parse(line) as { file: string }).file);
    assert.deepEqual(files, ['-', '-', '-', '-']);
  });

  it('finds nothing in empty standard input', async () => {
    assert.deepEqual(await call(['containers', '-', '--json']), { status: 1, out: '', err: '' });
  });

  it('merges standard input with files', async () => {
    const { out } = await call(['containers', '--json', '-', `${CASE}/messages-20200219`], {
      stdin: caseText('audit.log'),
    });
    assert.deepEqual(
      linesOf(out).map(line => (JSON.parse(line) as { id: string; initPid: number }).id.length),
      [64, 27],
    );
    assert.match(out, new RegExp(KILLED));
  });

  it('gives an entry once where a folder and a file in it are both named', async () => {
    const once = await call(['decode', '--json', CASE]);
    const twice = await call(['decode', '--json', CASE, AUDIT]);
    assert.ok(twice.out === once.out, 'the file is counted twice');
  });

  it('takes a path that is given twice as one', async () => {
    assert.deepEqual(await call(['decode', AUDIT, AUDIT]), await call(['decode', AUDIT]));
  });

  it('takes two spellings of a path as one', async () => {
    const spelt = AUDIT.replace(/\/audit\.log$/, '/./audit.log');
    assert.deepEqual(await call(['decode', '--json', AUDIT, spelt]), await call(['decode', '--json', AUDIT]));
  });

  for (const command of ['decode', 'trace', 'containers']) {
    it(`prints nothing but JSON for ${command} --json`, async () => {
      const { out, err, status } = await call([command, CASE, '--json'], { colour: true });
      assert.deepEqual({ status, err }, { status: 0, err: '' });
      for (const line of linesOf(out)) assert.equal(JSON.stringify(JSON.parse(line)), line);
    });
  }
});

/** Colours, rings, overrides the direction of writing. */
const ESCAPES = '\x1b[31m\x07\u202e';
const HOSTILE = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const FORGED = KILLED;
/** A made goroutine, its state hostile. */
const DUMP = `goroutine 1 [run${ESCAPES}ning]:
main.main()
\t/go/src/main.go:10 +0x20
`;

/** A folder whose logs and file names hold ESCAPES wherever they can. */
async function makeHostile(folder: string, audit: string): Promise<void> {
  await mkdir(folder);
  await Promise.all([
    writeFile(`${folder}/${ESCAPES}binary.log`, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1])),
    writeFile(`${folder}/${ESCAPES}audit.log`, audit.replaceAll('ocomm="systemd"', `ocomm="${ESCAPES}systemd"`)),
    writeFile(
      `${folder}/audit.log.1`,
      `node=${ESCAPES} type=${ESCAPES} msg=audit(1582099207.232:1): ${ESCAPES}=${ESCAPES}\n`,
    ),
    writeFile(`${folder}/messages`, DUMP),
  ]);
}

describe('run on bad input', () => {
  const folder = temporaryFolder();
  const inFolder = (name: string): string => `${folder.path}/${name}`;
  before(async () => {
    const audit = caseText('audit.log');
    await Promise.all([
      writeFile(inFolder('empty.log'), ''),
      writeFile(inFolder('binary.log'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1])),
      writeFile(inFolder('audit.log'), audit),
      writeFile(inFolder('audit.log.1.gz'), gzipSync(audit)),
      writeFile(inFolder('crlf.log'), audit.replaceAll('\n', '\r\n')),
      writeFile(inFolder('cut.log'), audit.slice(0, audit.lastIndexOf('pid='))),
      makeHostile(inFolder('hostile'), audit),
      writeFile(
        inFolder('forged.log'),
        `Feb 25 22:07:14 g dockerd: time="2020-02-25T22:07:14.1+08:00" level=info msg="x\\n\\n${FORGED}  OOM-killed" container=${PANICKED}\n`,
      ),
      writeFile(inFolder('notes.md'), `What we saw:\nsee below\n\n${audit.split('\n')[0] ?? ''}\n`),
      writeFile(inFolder('long.log'), `${audit}${'x'.repeat(10_000_000)}\n${audit.split('\n')[0] ?? ''}\n`),
    ]);
  });

  async function decoded(name: string): Promise<string> {
    const { status, out, err } = await call(['decode', '--json', inFolder(name)]);
    assert.deepEqual({ status, err }, { status: 0, err: '' });
    return out.replaceAll(name, 'audit.log');
  }

  it('finds nothing in an empty file', async () => {
    assert.deepEqual(await call(['decode', inFolder('empty.log')]), { status: 1, out: '', err: '' });
  });

  it('ends with 3 for a binary file, by name and reason', async () => {
    const { status, out, err } = await call(['decode', inFolder('binary.log'), '--json']);
    assert.deepEqual({ status, out }, { status: 3, out: '' });
    assert.equal(err, `nodelog: ${inFolder('binary.log')}: binary data, no text\n`);
  });

  for (const [what, archive] of [
    ['tar', (bytes: Uint8Array) => bytes],
    ['tar.gz', gzipSync],
  ] as const) {
    it(`reads a ${what} that is piped in, or named whatever it is called`, async () => {
      const bundle = archive(tar([{ name: 'var/log/audit/audit.log', content: caseText('audit.log') }]));
      const piped = await call(['index', '--json', '-'], { stdin: bundle });
      assert.equal(piped.status, 0);
      const { file, node, kind } = JSON.parse(piped.out) as Record<string, unknown>;
      assert.deepEqual({ file, node, kind }, { file: '-/var/log/audit/audit.log', node: null, kind: 'audit' });
      for (const command of ['decode', 'containers', 'trace', 'merge']) {
        const { out, err } = await call([command, '--json', '-'], { stdin: bundle });
        const alone = await call([command, '--json', '-'], { stdin: caseText('audit.log') });
        assert.deepEqual([out.replaceAll('"-/var/log/audit/audit.log"', '"-"'), err], [alone.out, alone.err]);
        const named = await call([command, '--json', '/x/bundle'], { host: new MemoryHost({ '/x/bundle': bundle }) });
        assert.equal(named.out.replaceAll('/x/bundle/', '-/').replaceAll('"node":"bundle"', '"node":null'), out);
      }
    });
  }

  it('keeps all of an archive that is piped in, however much that is', async () => {
    const members = [
      { name: 'core', content: new Uint8Array(65 << 20) },
      { name: 'audit.log', content: caseText('audit.log') },
    ];
    const { out, err } = await call(['decode', '--json', '-'], { stdin: tar(members) });
    assert.deepEqual(linesOf(out).length, linesOf(await decoded('audit.log')).length);
    assert.equal(err, 'nodelog: -/core: binary data, no text\n');
  });

  it('inflates what is piped in', async () => {
    const { status, out } = await call(['decode', '--json', '-'], { stdin: gzipSync(caseText('audit.log')) });
    assert.equal(status, 0);
    assert.equal(
      out.replaceAll('"file":"-"', '"file":"audit.log"'),
      (await decoded('audit.log')).replaceAll(`${folder.path}/`, ''),
    );
  });

  it('reads a file that is named, though most of it is prose', async () => {
    const { status, out } = await call(['decode', '--json', inFolder('notes.md')]);
    assert.deepEqual([status, linesOf(out).length], [0, 1]);
  });

  it('reads a gzip file as the file that is in it', async () => {
    assert.equal(await decoded('audit.log.1.gz'), await decoded('audit.log'));
  });

  it('reads CRLF as LF', async () => {
    assert.equal(await decoded('crlf.log'), await decoded('audit.log'));
  });

  it('reads a file that ends in the middle of a record', async () => {
    const out = linesOf(await decoded('cut.log'));
    assert.equal(out.length, 4);
    assert.equal(out[0], linesOf(await decoded('audit.log'))[0]);
  });

  it('names a line of 10 MB that is read in part, and reads all others', async () => {
    const { status, out, err } = await call(['decode', '--json', inFolder('long.log')]);
    assert.equal(linesOf(out).length, 4);
    assert.equal(status, 3);
    assert.match(err, /long\.log: line 13 is longer than \d+ characters/);
  });

  for (const command of ['decode', 'trace', 'containers']) {
    it(`lets no control character of a log or a path reach the terminal: ${command}`, async () => {
      const { out, err } = await call([command, inFolder('hostile')]);
      assert.match(out, /systemd|main|[0-9a-f]{27}/);
      assert.match(err, /\u241b\[31m\u2407\ufffdbinary\.log: binary data/);
      assert.doesNotMatch(out + err, HOSTILE);
      const coloured = await call([command, inFolder('hostile')], { colour: true });
      assert.doesNotMatch(coloured.out.replace(/\x1b\[\d+m/g, ''), HOSTILE);
      assert.doesNotMatch((await call([command, `/not/there${ESCAPES}`])).err, HOSTILE);
      assert.doesNotMatch((await call([ESCAPES, inFolder('hostile')])).err, HOSTILE);
    });
  }

  it('lets no log text begin a row of its own', async () => {
    const { out } = await call(['containers', inFolder('forged.log')]);
    assert.match(out, /\u240a/, 'the line break is not shown');
    assert.doesNotMatch(out, new RegExp(`^${FORGED}`, 'm'));
  });
});
