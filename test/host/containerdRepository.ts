// Makes a small git repository that stands for containerd's: made Go stubs, with the functions of the 137 case on its lines.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface ContainerdRepositoryOptions {
  /** A bare repository; default: one with a work tree. */
  readonly bare?: boolean;
  /** The tag whose files the work tree holds; default v1.3.0, as a reader's clone is newer than the node. */
  readonly checkout?: Tag;
}

type Tag = 'v1.2.2' | 'v1.2.3' | 'v1.3.0';

export interface ContainerdRepository {
  readonly folder: string;
  /** The full commit of each tag; the same wherever it is made. */
  readonly commits: Readonly<Record<Tag, string>>;
}

/** A declaration whose first line stands on `line` (from 1) of its file. */
type Stub = readonly [line: number, ...text: string[]];

/** The files at v1.2.2: each frame of the 137 case lies in the function it names, and its structs are laid out as there. */
const FILES_1_2_2: Readonly<Record<string, readonly Stub[]>> = {
  'cmd/containerd/main.go': [
    [1, 'package main'],
    [5, 'func main() {', '}'],
  ],
  'runtime/v1/linux/proc/exec.go': [
    [1, 'package proc'],
    [3, 'import (', '\t"io"', '\t"sync"', '\t"time"', ')'],
    [30, 'type execProcess struct {', '\twg        sync.WaitGroup', '\texecState execState', '\tmu        sync.Mutex'],
    [34, '\tid        string', '\tconsole   io.ReadWriteCloser', '\tio        io.Closer', '\tstatus    int'],
    [38, '\texited    time.Time', '\tpid       int', '}'],
    [67, 'func (e *execProcess) ID() string {', '\treturn "made"', '}'],
    [71, 'func (e *execProcess) Pid() int {', '\treturn e.execState.Pid()', '}'],
    [75, 'func (e *execProcess) pidv() int {', '\treturn e.pid', '}'],
  ],
  'runtime/v1/linux/proc/exec_state.go': [
    [1, 'package proc'],
    [20, 'type execState interface {', '\tPid() int', '}'],
    [136, 'type execStoppedState struct {', '\tp *execProcess', '}'],
    [170, 'func (s *execStoppedState) SetExited(status int) {', '}'],
    [174, 'func (s *execStoppedState) Pid() int {', '\treturn s.p.pidv()', '}'],
  ],
  'runtime/v1/shim/service.go': [
    [1, 'package shim'],
    [3, 'import runc "github.com/containerd/go-runc"'],
    [40, 'type process interface {', '\tPid() int', '\tSetExited(status int)', '}'],
    [52, 'type Service struct {', '\tprocesses []process', '\texits     chan runc.Exit', '}'],
    [74, 'func NewService() *Service {', '\ts := &Service{', '\t\texits: make(chan runc.Exit, 32),', '\t}'],
    [91, '\tgo s.processExits()', '\treturn s', '}'],
    [490, 'func (s *Service) processExits() {', '\tfor e := range s.exits {', '\t\ts.checkProcesses(e)', '\t}', '}'],
    [496, 'func (s *Service) allProcesses() []process {', '\treturn s.processes', '}'],
    [507, 'func (s *Service) checkProcesses(e runc.Exit) {', '\tfor _, p := range s.allProcesses() {'],
    [514, '\t\tif p.Pid() == e.Pid {', '\t\t\tp.SetExited(e.Status)', '\t\t}', '\t}', '}'],
  ],
  'vendor/github.com/containerd/go-runc/monitor.go': [
    [1, 'package runc'],
    [3, 'import "time"'],
    [5, 'type Exit struct {', '\tTimestamp time.Time', '\tPid       int', '\tStatus    int', '}'],
  ],
};

/** What mended the 137 case on the branch of 1.2, commit by commit: (*execProcess).Pid and what it called. */
const MENDED: readonly (readonly [subject: string, ...stubs: Stub[]])[] = [
  [
    'Made: revert the state machine of Pid',
    [71, 'func (e *execProcess) Pid() int {', '\treturn e.pid', '}'],
    [75, '// pidv was here', '//', '//'],
  ],
  [
    'Made: a lock for pid',
    [71, 'func (e *execProcess) Pid() int {', '\treturn e.pid.get()', '}'],
    [75, '// pidv was here', '//', '//'],
  ],
];

/** By how many lines the files have moved at v1.3.0, so that exec.go:76 lies in (*execProcess).Pid there. */
const DRIFT = 4;

/** Makes the repository in `folder`, which must not exist. Its root commit is v1.2.2; v1.3.0 follows, and on release/1.2 v1.2.3. */
export async function makeContainerdRepository(
  folder: string,
  options: ContainerdRepositoryOptions = {},
): Promise<ContainerdRepository> {
  if (!options.bare) return make(folder, options.checkout ?? 'v1.3.0');
  const work = await mkdtemp(path.join(tmpdir(), 'nodelog-containerd-'));
  try {
    const made = await make(work, 'v1.3.0');
    await git(path.dirname(folder), 'clone', '--quiet', '--bare', '--template=', work, folder);
    await git(folder, 'remote', 'remove', 'origin');
    return { ...made, folder };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function make(folder: string, checkout: Tag): Promise<ContainerdRepository> {
  await mkdir(folder, { recursive: true });
  await git(folder, 'init', '--quiet', '--template=', '--initial-branch=main');
  const root = await commit(folder, 'v1.2.2', 0);
  const commits = { 'v1.2.2': root, 'v1.2.3': await mend(folder), 'v1.3.0': await commit(folder, 'v1.3.0', DRIFT) };
  if (checkout !== 'v1.3.0') await git(folder, 'checkout', '--quiet', checkout);
  return { folder, commits };
}

async function commit(folder: string, tag: Tag, drift: number): Promise<string> {
  for (const [name, stubs] of Object.entries(FILES_1_2_2)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, goFile(stubs, drift));
  }
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message', `Made stubs of ${tag}`);
  await git(folder, 'tag', tag);
  return (await git(folder, 'rev-parse', 'HEAD')).trim();
}

/** Mends the case on the branch release/1.2 and goes back to main; the commit of v1.2.3. */
async function mend(folder: string): Promise<string> {
  const name = 'runtime/v1/linux/proc/exec.go';
  await git(folder, 'checkout', '--quiet', '-b', 'release/1.2');
  for (const [subject, ...stubs] of MENDED) {
    const kept = (FILES_1_2_2[name] ?? []).filter(([line]) => !stubs.some(stub => stub[0] === line));
    const file = [...kept, ...stubs].sort((a, b) => a[0] - b[0]);
    await writeFile(path.join(folder, name), goFile(file, 0));
    await git(folder, 'commit', '--quiet', '--all', '--message', subject);
  }
  await git(folder, 'tag', 'v1.2.3');
  const mended = (await git(folder, 'rev-parse', 'HEAD')).trim();
  await git(folder, 'checkout', '--quiet', 'main');
  return mended;
}

/** Puts each stub on its line, all but the first moved down by `drift`, with comments between them. */
function goFile(stubs: readonly Stub[], drift: number): string {
  const lines: string[] = [];
  for (const [line, ...text] of stubs) {
    const at = line === 1 ? 1 : line + drift;
    while (lines.length < at - 1) lines.push(`// made for tests, line ${String(lines.length + 1)}`);
    lines.push(...text);
  }
  return `${lines.join('\n')}\n`;
}

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  const who = { NAME: 'Nodelog tests', EMAIL: 'tests@nodelog.invalid', DATE: '2019-01-15T12:00:00Z' };
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(
      Object.entries(who).flatMap(([k, v]) => [
        [`GIT_AUTHOR_${k}`, v],
        [`GIT_COMMITTER_${k}`, v],
      ]),
    ),
  };
  return (await run('git', args, { cwd, env })).stdout;
}
