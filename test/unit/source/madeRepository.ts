// Makes small git repositories from a list of commits.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One commit: the files it writes (null removes one), on the branch that is checked out unless it names one to start from. */
export interface Step {
  readonly files: Readonly<Record<string, string | null>>;
  readonly message: string;
  readonly tag?: string;
  /** A revision that the commit builds on instead of the one before it; the work goes on there, on a branch of its own. */
  readonly on?: string;
  /** What makes it a picked commit: the date of its author. Default: a day after the commit before. */
  readonly date?: string;
}

const FIRST_DAY = Date.UTC(2019, 0, 15, 12);

export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: environment(new Date(FIRST_DAY)) }).trim();
}

/** Makes a repository in `folder`, which must not exist; the commits by their message. */
export function makeRepository(folder: string, steps: readonly Step[]): ReadonlyMap<string, string> {
  const commits = new Map<string, string>();
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--template=', '--initial-branch=main');
  steps.forEach(({ files, message, tag, on, date }, index) => {
    if (on !== undefined) git(folder, 'checkout', '--quiet', '-b', `branch-${String(index)}`, on);
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
    }
    git(folder, 'add', '--all');
    const committed = new Date(FIRST_DAY + index * 86_400_000);
    const env = environment(committed, date === undefined ? committed : new Date(date));
    execFileSync('git', ['commit', '--quiet', '--allow-empty', '--message', message], { cwd: folder, env });
    if (tag !== undefined) git(folder, 'tag', tag);
    commits.set(message, git(folder, 'rev-parse', 'HEAD'));
  });
  return commits;
}

function environment(committed: Date, authored = committed): NodeJS.ProcessEnv {
  const [name, email] = ['Nodelog tests', 'tests@nodelog.invalid'];
  return {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: authored.toISOString(),
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: committed.toISOString(),
  };
}
