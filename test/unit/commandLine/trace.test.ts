// nodelog trace on the 137 case: six frames, and their source in a made repository.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import type { Host } from '../../../server/src/host';
import { makeContainerdRepository, type ContainerdRepository } from '../../host/containerdRepository';
import { CASE, PANICKED } from '../incident';
import { host, temporaryFolder } from '../source/host';
import { call, objects } from './call';
import { boolean, integer, lineNumber, list, nullable, object, oneOf, place, string, time } from './shape';

const frame = object(
  {
    function: nullable(string),
    file: string,
    line: lineNumber,
    args: string,
    inlined: boolean,
    createdBy: boolean,
    at: place,
  },
  {
    source: object(
      {
        repository: string,
        path: string,
        revision: nullable(string),
        status: oneOf('verified', 'drift', 'unverified', 'unavailable'),
        function: nullable(string),
        text: nullable(string),
      },
      {
        reason: string,
        changes: nullable(
          list(object({ commit: string, subject: string, date: time, firstRelease: nullable(string) })),
        ),
      },
    ),
  },
);
const traceback = object(
  {
    file: string,
    line: lineNumber,
    endLine: lineNumber,
    time: nullable(time),
    node: nullable(string),
    container: nullable(string),
    kind: oneOf('panic', 'fatal', 'signal', 'dump', 'race', 'http-panic'),
    message: string,
    program: nullable(string),
    goroutines: list(
      object({
        id: nullable(integer),
        state: nullable(string),
        waitMinutes: nullable(integer),
        locked: boolean,
        group: integer,
        frames: list(frame),
      }),
    ),
  },
  {
    also: list(place),
    signal: object({ name: string, code: nullable(string), addr: nullable(string), pc: nullable(string) }),
    releases: list(string),
  },
);

interface Frame {
  readonly function: string | null;
  readonly file: string;
  readonly line: number;
  readonly args: string;
  readonly inlined: boolean;
  readonly createdBy: boolean;
  readonly at: { readonly file: string; readonly line: number };
  readonly source?: {
    readonly repository: string;
    readonly path: string;
    readonly revision: string | null;
    readonly status: string;
    readonly function: string | null;
    readonly text: string | null;
    readonly reason?: string;
    readonly changes?: readonly {
      readonly commit: string;
      readonly subject: string;
      readonly firstRelease: string | null;
    }[];
  };
}
interface Traceback {
  readonly releases?: readonly string[];
  readonly line: number;
  readonly endLine: number;
  readonly time: string | null;
  readonly node: string | null;
  readonly container: string | null;
  readonly kind: string;
  readonly message: string;
  readonly signal: object;
  readonly program: string | null;
  readonly goroutines: readonly { readonly id: number; readonly group: number; readonly frames: readonly Frame[] }[];
}

const MESSAGES = `${CASE}/messages-20200225`;

async function theTrace(...argv: string[]): Promise<Traceback> {
  const [found, ...more] = await objects<Traceback>(['trace', ...argv]);
  assert.ok(found && more.length === 0, `${String(more.length)} more tracebacks`);
  return found;
}

function frames(found: Traceback): readonly Frame[] {
  return found.goroutines.flatMap(goroutine => goroutine.frames);
}

describe('nodelog trace on the 137 case', () => {
  it('gives every field of the contract with its type', async () => {
    traceback(await theTrace(CASE), 'trace');
  });

  it('reads the panic with its signal, time, node and container', async () => {
    const { line, endLine, time, node, container, kind, message, signal, program } = await theTrace(CASE);
    assert.deepEqual(
      { line, endLine, time, node, container, kind, message, signal, program },
      {
        line: 22,
        endLine: 36,
        time: '2020-02-25T14:07:13Z',
        node: 'gpu-ser-xyz',
        container: PANICKED,
        kind: 'panic',
        message: 'runtime error: invalid memory address or nil pointer dereference',
        signal: { name: 'SIGSEGV', code: '0x1', addr: '0x78', pc: '0x5ff488' },
        program: 'dockerd',
      },
    );
  });

  it('gives six frames of goroutine 5, each with its place, the inlined and the creating one marked', async () => {
    const found = await theTrace(CASE);
    assert.deepEqual(
      found.goroutines.map(({ id, group }) => ({ id, group })),
      [{ id: 5, group: 1 }],
    );
    assert.deepEqual(
      frames(found).map(({ function: name, file, line, args, inlined, createdBy, at }) => [
        `${name?.replace(/^.*\//, '') ?? '?'}(${args})`,
        `${file.replace(/^.*\//, '')}:${String(line)}`,
        inlined,
        createdBy,
        at.line,
      ]),
      [
        ['proc.(*execProcess).pidv(...)', 'exec.go:76', true, false, 25],
        ['proc.(*execStoppedState).Pid(0x8d8cf0, 0xffffffffffffffff)', 'exec_state.go:175', false, false, 27],
        ['proc.(*execProcess).Pid(0xc4201e0000, 0x55ec)', 'exec.go:72', false, false, 29],
        [
          'shim.(*Service).checkProcesses(0xc42000e0c0, 0xbf8d68647291f929, 0xbec8633ef91e, 0x8bc720, 0x4308, 0x0)',
          'service.go:514',
          false,
          false,
          31,
        ],
        ['shim.(*Service).processExits(0xc42000e0c0)', 'service.go:492', false, false, 33],
        ['shim.NewService()', 'service.go:91', false, true, 35],
      ],
    );
  });

  it('prints goroutines with the same stack once for people, and each of them as JSON', async () => {
    const waiting = (
      id: number,
      minutes: number,
    ): string => `goroutine ${String(id)} [select, ${String(minutes)} minutes]:
main.work(0x${String(id)})
\t/src/work.go:10 +0x20
created by main.main
\t/src/main.go:5 +0x1

`;
    const dump = `panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:9 +0x1\n\n${waiting(7, 655)}${waiting(8, 2)}`;
    const { out } = await call(['trace', '-'], { stdin: dump });
    assert.match(out, /^goroutine 1 \[running\]$/m);
    assert.match(out, /^2 goroutines \[select, 2 to 655 minutes\]: 7, 8\n {2}main\.work\n {6}\/src\/work\.go:10\n/m);
    assert.equal(out.split('main.work').length - 1, 1);
    const json = JSON.parse((await call(['trace', '--json', '-'], { stdin: dump })).out) as Traceback;
    assert.deepEqual(
      json.goroutines.map(({ id, group }) => [id, group]),
      [
        [1, 1],
        [7, 2],
        [8, 2],
      ],
    );
  });

  it('names no source where no repository is given', async () => {
    assert.deepEqual(
      frames(await theTrace(CASE)).filter(({ source }) => source !== undefined),
      [],
    );
  });
});

describe('nodelog trace --source', () => {
  const folder = temporaryFolder();
  let repository: ContainerdRepository;
  before(async () => {
    repository = await makeContainerdRepository(`${folder.path}/containerd`, { bare: true });
  });

  const source = (revision = ''): string[] => ['--source', `containerd=${repository.folder}${revision}`];

  it('verifies all six frames at the revision that ran', async () => {
    const found = await theTrace(...source('@v1.2.2'), CASE);
    traceback(found, 'trace');
    assert.deepEqual(
      frames(found).map(frame => [frame.source?.status, frame.source?.function, frame.source?.text]),
      [
        ['verified', '(*execProcess).pidv', 'return e.pid'],
        ['verified', '(*execStoppedState).Pid', 'return s.p.pidv()'],
        ['verified', '(*execProcess).Pid', 'return e.execState.Pid()'],
        ['verified', '(*Service).checkProcesses', 'if p.Pid() == e.Pid {'],
        ['verified', '(*Service).processExits', 's.checkProcesses(e)'],
        ['verified', 'NewService', 'go s.processExits()'],
      ],
    );
    assert.deepEqual(
      [...new Set(frames(found).map(frame => `${frame.source?.repository ?? ''} ${frame.source?.revision ?? ''}`))],
      [`github.com/containerd/containerd ${repository.commits['v1.2.2']}`],
    );
  });

  it('takes the version from the files of the case where no revision is given', async () => {
    const statuses = frames(await theTrace(...source(), CASE)).map(frame => frame.source?.status);
    assert.deepEqual([...new Set(statuses)], ['verified']);
  });

  it('says drift at another revision, and which function stands there', async () => {
    const [first] = frames(await theTrace(...source('@v1.3.0'), MESSAGES));
    assert.deepEqual([first?.source?.status, first?.source?.function], ['drift', '(*execProcess).Pid']);
  });

  it('says unavailable where the clone lacks the revision', async () => {
    const statuses = frames(await theTrace(...source('@v9.9.9'), MESSAGES)).map(frame => frame.source?.status);
    assert.deepEqual([...new Set(statuses)], ['unavailable']);
  });

  it('takes the release that the trace itself tells where no line does, and says so', async () => {
    const found = await theTrace(...source(), MESSAGES);
    traceback(found, 'trace');
    assert.deepEqual(found.releases, ['v1.2.2']);
    const said = new Set(frames(found).map(({ source: at }) => `${at?.status ?? ''}: ${at?.reason ?? ''}`));
    assert.deepEqual([...said], ['verified: What ran: consistent release: v1.2.2 (by the trace itself).']);
    const { out } = await call(['trace', ...source(), MESSAGES]);
    assert.match(
      out,
      /\nWhat ran: consistent release: v1\.2\.2 \(by the trace itself\)\.\nconsistent release: v1\.2\.2\n/,
    );
  });

  it('says which line told the revision, and what the trace itself says beside it', async () => {
    const versions = `${folder.path}/told.txt`;
    await writeFile(versions, `containerd github.com/containerd/containerd 1.3.0 ${repository.commits['v1.3.0']}\n`);
    const found = await theTrace(...source(), MESSAGES, versions);
    assert.deepEqual(found.releases, ['v1.2.2']);
    const short = repository.commits['v1.3.0'].slice(0, 7);
    assert.match(
      frames(found)[0]?.source?.reason ?? '',
      new RegExp(`^What ran: revision ${short} from told\\.txt, line 1\\. `),
    );
    const { out } = await call(['trace', ...source(), MESSAGES, versions]);
    assert.match(
      out,
      new RegExp(`\nWhat ran: revision ${short} from told\\.txt, line 1\\.\nconsistent release: v1\\.2\\.2\n`),
    );
  });

  it('adds what has changed a verified function since, newest first, when asked', async () => {
    const found = await theTrace(...source('@v1.2.2'), '--changes', MESSAGES);
    traceback(found, 'trace');
    const changes = frames(found).map(({ source: at }) => [
      at?.function,
      at?.changes?.map(({ subject, firstRelease }) => `${subject}: ${firstRelease ?? '-'}`),
    ]);
    const reverted = 'Made: revert the state machine of Pid: v1.2.3';
    assert.deepEqual(changes, [
      ['(*execProcess).pidv', [reverted]],
      ['(*execStoppedState).Pid', []],
      ['(*execProcess).Pid', ['Made: a lock for pid: v1.2.3', reverted]],
      // The comments in these bear the number of their line, which is another in v1.3.0.
      ['(*Service).checkProcesses', ['Made stubs of v1.3.0: v1.3.0']],
      ['(*Service).processExits', []],
      ['NewService', ['Made stubs of v1.3.0: v1.3.0']],
    ]);
    assert.equal(frames(found)[2]?.source?.changes?.[0]?.commit, repository.commits['v1.2.3']);
    const { out } = await call(['trace', ...source('@v1.2.2'), '--changes', MESSAGES]);
    const short = repository.commits['v1.2.3'].slice(0, 9);
    assert.match(
      out,
      new RegExp(
        `return e\\.execState\\.Pid\\(\\)\n +${short} Made: a lock for pid \\(2019-01-15, first in v1\\.2\\.3\\)\n`,
      ),
    );
  });

  it('does not know what has changed a function that is not verified', async () => {
    const [first] = frames(await theTrace(...source('@v1.3.0'), '--changes', MESSAGES));
    assert.deepEqual([first?.source?.status, first?.source?.changes], ['drift', null]);
  });

  it('prints the guilty line for people', async () => {
    const { out } = await call(['trace', ...source('@v1.2.2'), CASE]);
    assert.match(
      out,
      /proc\.\(\*execProcess\)\.pidv\n +runtime\/v1\/linux\/proc\/exec\.go:76 {2}verified\n +return e\.pid\n/,
    );
  });

  it('prints the arguments by their names, and what was nil', async () => {
    const { out } = await call(['trace', ...source('@v1.2.2'), CASE]);
    const said = out.split('\n').filter(line => / = |nil/.test(line) && !/ == |panic:/.test(line));
    assert.deepEqual(
      said.map(line => line.trim()),
      [
        'addr=0x78 is the offset of execProcess.pid: e was nil.',
        's = 0x8d8cf0',
        'e = 0xc4201e0000',
        's = 0xc42000e0c0, e = {Timestamp: 2020-02-25T14:07:13.848Z, Pid: 17160, Status: 0}',
        's = 0xc42000e0c0',
      ],
    );
  });

  for (const [what, value, status] of [
    ['no folder', 'containerd', 2],
    ['an unknown module', 'nothing-known=/tmp', 2],
  ] as const) {
    it(`ends with ${String(status)} for ${what}: ${value}`, async () => {
      const called = await call(['trace', '--source', value, MESSAGES, '--json']);
      assert.deepEqual({ status: called.status, out: called.out }, { status, out: '' });
      assert.match(called.err, /^nodelog: ./);
    });
  }

  for (const [what, folder, said] of [
    ['a folder that is no repository', '/', /^nodelog: \/ is no git repository: .+\n$/],
    ['a folder that is not there', '/not/there', /^nodelog: \/not\/there is no folder: .+\n$/],
  ] as const) {
    it(`warns of ${what}, prints the trace and ends with 3`, async () => {
      const { status, out, err } = await call(['trace', '--source', `containerd=${folder}`, MESSAGES, '--json']);
      assert.equal(status, 3);
      assert.match(err, said);
      const found = JSON.parse(out) as Traceback;
      traceback(found, 'trace');
      for (const { source } of frames(found)) {
        assert.equal(source?.status, 'unavailable');
        assert.equal(`nodelog: ${source.reason ?? ''}\n`, err);
      }
    });
  }

  it('warns once where git fails on frames, and ends with 3', async () => {
    const said = 'fatal: packed object 12 is corrupt\n';
    const failing: Host = {
      ...host,
      startGit: (_args, { onEnd }) => {
        setImmediate(onEnd, said);
        return { write: () => undefined, hold: () => undefined, stop: () => undefined };
      },
    };
    const { status, out, err } = await call(['trace', ...source('@v1.2.2'), MESSAGES, '--json'], { host: failing });
    assert.deepEqual({ status, err }, { status: 3, err: 'nodelog: git failed: packed object 12 is corrupt\n' });
    const statuses = frames(JSON.parse(out) as Traceback).map(frame => frame.source?.status);
    assert.deepEqual([...new Set(statuses)], ['unavailable']);
  });

  it('says that a tag stands in for the commit that ran', async () => {
    const versions = `${folder.path}/versions.txt`;
    await writeFile(versions, `containerd github.com/containerd/containerd v1.2.2 ${'0123456789'.repeat(4)}\n`);
    const instead = 'This clone lacks commit 0123456: its tag v1.2.2 is shown instead.';
    const [first] = frames(await theTrace(...source(), MESSAGES, versions));
    assert.deepEqual(
      [first?.source?.status, first?.source?.reason, first?.source?.revision],
      ['verified', `What ran: revision 0123456 from versions.txt, line 1. ${instead}`, repository.commits['v1.2.2']],
    );
    const { out } = await call(['trace', ...source(), MESSAGES, versions]);
    assert.equal(out.split(instead).length - 1, 6);
  });

  it('says why a frame is not verified, and nothing more of one that is', async () => {
    const [first] = frames(await theTrace(...source('@v1.3.0'), MESSAGES));
    assert.match(first?.source?.reason ?? '', /the revision that ran differs/);
    assert.match(
      (await call(['trace', ...source('@v1.3.0'), MESSAGES])).out,
      /drift\n.*\n +.*the revision that ran differs/,
    );
    const [verified] = frames(await theTrace(...source('@v1.2.2'), MESSAGES));
    assert.equal(verified?.source && 'reason' in verified.source, false);
  });
});
