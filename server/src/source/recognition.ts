// Whether a clone is one of a module: by a remote's address, by HEAD's go.mod, or by files that it must have.
import { decode } from './git';
import { SourceProblem } from './problem';
import type { Repository } from './repository';

/** How many refs are searched for a landmark of a module. */
const SEARCHED_REFS = 400;

/** Whether this looks like a clone of the module. */
export async function isCloneOf(repository: Repository, module: string): Promise<boolean> {
  return (
    (await hasRemote(repository, module)) ||
    (await hasGoMod(repository, module)) ||
    (await hasLandmark(repository, module))
  );
}

async function hasRemote({ git, table }: Repository, module: string): Promise<boolean> {
  const row = table.row(module);
  const { stdout } = await git.run(['config', '--local', '--get-regexp', '^remote\\..*\\.url$']);
  const urls = decode(stdout)
    .split('\n')
    .map(line => canonicalUrl(line.slice(line.indexOf(' ') + 1)));
  const wanted = row
    ? [row.cloneUrl, ...[row.module, ...row.aliases].map(path => `https://${path}`)]
    : [`https://${module}`];
  return wanted.some(url => urls.includes(canonicalUrl(url)));
}

async function hasGoMod(repository: Repository, module: string): Promise<boolean> {
  const head = await repository.commitOf('HEAD');
  const row = repository.table.row(module);
  const text = head && (await repository.readFile(head, `${row?.folder ?? ''}go.mod`).catch(notAtHand));
  const declared = /^module\s+"?([^\s"]+)/m.exec(text ?? '')?.[1]?.replace(/\/v\d+$/, '');
  return declared === module || (declared !== undefined && (row?.aliases.includes(declared) ?? false));
}

/** A file that cannot be read tells nothing of the clone; a clone without it may still have the landmarks. */
function notAtHand(error: unknown): null {
  if (error instanceof SourceProblem) return null;
  throw error;
}

async function hasLandmark({ git, table }: Repository, module: string): Promise<boolean> {
  const landmarks = table.row(module)?.landmarks ?? [];
  if (landmarks.length === 0) return false;
  const count = `--count=${String(SEARCHED_REFS)}`;
  const places = ['refs/heads', 'refs/tags', 'refs/remotes'];
  const { stdout } = await git.run(['for-each-ref', count, '--format=%(objectname)', ...places]);
  const refs = decode(stdout)
    .split('\n')
    .filter(ref => ref !== '');
  const stdin = refs.flatMap(ref => landmarks.map(path => `${ref}:${path}\n`)).join('');
  const answers = await git.run(['cat-file', '--batch-check'], { stdin });
  return decode(answers.stdout)
    .split('\n')
    .some(line => / blob \d+$/.test(line));
}

/** An address without what differs between ways to the same repository: scheme, user, `.git`, case. */
function canonicalUrl(url: string): string {
  return url
    .trim()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?!\d)/, '$1/')
    .replace(/(?:\.git)?\/?$/, '')
    .toLowerCase();
}
