// What happened to a function after the revision that ran: the commits that changed it, found by its name in the versions of its file.
import { message } from '../message';
import { remember } from '../remember';
import type { GoOutline } from './goOutline';
import type { Change, SourceLocation } from './model';
import { isTame } from './moduleFile';
import { SourceProblem } from './problem';
import { firstReleases, listReleases } from './releases';
import type { Repository } from './repository';
import { blobsOf, readAdded, readTouches, type Touch } from './touches';

interface FunctionInFile {
  readonly module: string;
  readonly path: string;
  /** As the outline names it: '(*execProcess).Pid'. */
  readonly name: string;
}

const ALL = ['--branches', '--tags', '--remotes'];
/** A file is followed through no more moves. */
const MOST_MOVES = 5;

const histories = new WeakMap<Repository, Map<string, History>>();

/**
 * The commits that changed the function at a location after the revision that is shown, as History.changesOf gives them;
 * null where no function is known there, or another than the frame names. Rejects as that does.
 */
export async function changesAt(
  {
    module,
    path,
    commit,
    status,
    function: name,
  }: Pick<SourceLocation, 'module' | 'path' | 'commit' | 'status' | 'function'>,
  repository: Repository,
  outline: GoOutline,
  signal?: AbortSignal,
): Promise<readonly Change[] | null> {
  if (commit === null || name === null || status === 'drift') return null;
  const known = histories.get(repository) ?? new Map<string, History>();
  histories.set(repository, known);
  const history = known.get(commit) ?? new History(repository, outline, commit);
  known.set(commit, history);
  return history.changesOf({ module, path, name }, signal);
}

interface FunctionInFile {
  readonly module: string;
  readonly path: string;
  /** As the outline names it: '(*execProcess).Pid'. */
  readonly name: string;
}

/** The history of a repository after one commit, the revision that ran. What git was asked once is kept. */
class History {
  private readonly touched = new Map<string, Promise<Touch[]>>();
  private readonly firsts = new Map<string, Promise<ReadonlyMap<string, string>>>();
  private readonly added = new Map<string, ReturnType<typeof readAdded>>();

  constructor(
    private readonly repository: Repository,
    private readonly outline: GoOutline,
    private readonly commit: string,
  ) {}

  /**
   * The commits that changed a function, newest first. Those that build on the revision that ran count: other lines of
   * development only where none of these did, without what the revision had been given of them already. Rejects with a
   * SourceProblem where git fails, with the signal's reason where that is aborted.
   */
  async changesOf({ module, path, name }: FunctionInFile, signal?: AbortSignal): Promise<Change[]> {
    if (!isTame(path) || path.startsWith('/')) return [];
    const since = [...ALL, `^${this.commit}`];
    const functions = new FunctionTexts(this.repository, this.outline, name);
    const onward = await this.touches([...since, '--ancestry-path'], path, signal);
    let found = await functions.changedBy(await this.followed(onward, functions, signal), signal);
    if (found.length === 0) {
      const had = new Set((await this.touches([this.commit], path, signal)).map(picked));
      const elsewhere = (await this.touches(since, path, signal)).filter(touch => !had.has(picked(touch)));
      found = await functions.changedBy(await this.followed(elsewhere, functions, signal), signal);
    }
    if (found.length === 0) return [];
    const first = await shared(signal, this.firsts, module, () => this.firstReleases(module, signal));
    return found.map(({ commit, subject, date, files: [file] }) => ({
      commit,
      subject,
      date,
      firstRelease: first.get(commit) ?? null,
      before: file && file.before !== null ? (file.from ?? file.path) : null,
      after: file && file.after !== null ? file.path : null,
    }));
  }

  /** Touches of a file, newest first, with those of the files that it was moved to. */
  private async followed(
    touches: readonly Touch[],
    functions: FunctionTexts,
    signal: AbortSignal | undefined,
    moves = MOST_MOVES,
  ): Promise<Touch[]> {
    const newer: Touch[] = [];
    const own: Touch[] = [];
    for (const touch of touches) {
      const move = moves > 0 ? await this.moveOf(touch, functions, signal) : null;
      own.push(move ?? touch);
      const [file] = move?.files ?? [];
      if (!file) continue;
      const onward = [...ALL, `^${touch.commit}`, '--ancestry-path'];
      newer.push(...(await this.followed(await this.touches(onward, file.path, signal), functions, signal, moves - 1)));
    }
    // Several lines of development may have moved the file, and met again.
    return [...new Map([...newer, ...own].map(touch => [touch.commit, touch])).values()];
  }

  /**
   * The same touch where it moved the file: the commit added one file of the same name that has the function. (How alike
   * two files are git could tell only with the contents of all that came and went.)
   */
  private async moveOf(touch: Touch, functions: FunctionTexts, signal: AbortSignal | undefined): Promise<Touch | null> {
    const [file] = touch.files;
    if (!file || file.before === null || file.after !== null) return null;
    const name = baseName(file.path);
    const added = await shared(signal, this.added, touch.commit, () =>
      readAdded(this.repository, touch.commit, signal),
    );
    const alike = added.filter(({ path }) => baseName(path) === name);
    if (alike.length === 0) return null;
    await this.repository.ensure([file.before, ...alike.map(({ after }) => after)]);
    const having: (typeof alike)[number][] = [];
    if ((await functions.in(file.before)) !== null) {
      for (const candidate of alike) if ((await functions.in(candidate.after)) !== null) having.push(candidate);
    }
    const [only, more] = having;
    return only && !more ? { ...touch, files: [{ ...file, ...only, from: file.path }] } : null;
  }

  private async firstReleases(module: string, signal: AbortSignal | undefined): Promise<ReadonlyMap<string, string>> {
    const releases = await listReleases(this.repository, this.repository.table.row(module));
    return firstReleases(this.repository, releases, this.commit, signal);
  }

  private touches(range: readonly string[], path: string, signal: AbortSignal | undefined): Promise<Touch[]> {
    const key = JSON.stringify([range, path]);
    return shared(signal, this.touched, key, () => readTouches(this.repository, range, [path], signal));
  }
}

/** remember() for work that ends with the patience of whoever asked first: who still waits asks anew. */
async function shared<V>(
  signal: AbortSignal | undefined,
  kept: Map<string, Promise<V>>,
  key: string,
  ask: () => Promise<V>,
): Promise<V> {
  try {
    return await remember(kept, key, ask);
  } catch (error) {
    const others = !signal?.aborted && error instanceof Error && error.name === 'AbortError';
    if (others) return shared(signal, kept, key, ask);
    throw error;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What a commit keeps when it is picked onto another branch. */
function picked({ date, subject }: Touch): string {
  return `${date} ${subject}`;
}

/** The text of one function in the versions of a file, each read once. */
class FunctionTexts {
  private readonly known = new Map<string, string | null>();

  constructor(
    private readonly repository: Repository,
    private readonly outline: GoOutline,
    private readonly name: string,
  ) {}

  /** The touches that changed the function: it came, went, or reads otherwise. */
  async changedBy(all: readonly Touch[], signal: AbortSignal | undefined): Promise<Touch[]> {
    const found: Touch[] = [];
    await this.repository.ensure(blobsOf(all));
    for (const touch of all) {
      signal?.throwIfAborted();
      const [file] = touch.files;
      if (file && (await this.in(file.before)) !== (await this.in(file.after))) found.push(touch);
    }
    return found;
  }

  /** The text of the function in a version of the file; null where it is not there. */
  async in(blob: string | null): Promise<string | null> {
    if (blob === null) return null;
    const known = this.known.get(blob);
    if (known !== undefined) return known;
    const source = await this.repository.readText(blob);
    if (source === null) throw new SourceProblem(message('source.objectMissing'));
    const text = this.textIn(source);
    this.known.set(blob, text);
    return text;
  }

  private textIn(source: string): string | null {
    const lines = source.split('\n');
    const own = this.outline.parse(source).functions.filter(({ name }) => name === this.name);
    const texts = own.map(({ startLine, endLine }) => lines.slice(startLine - 1, endLine).join('\n'));
    return texts.length === 0 ? null : texts.join('\n');
  }
}
