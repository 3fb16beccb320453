// Which revision ran, by the trace alone: the releases whose source agrees with every frame; else the commits that do.
import { answer, rankOf, type Answer, type FrameQuestion } from './fit';
import type { GoOutline } from './goOutline';
import type { CommitLine } from './model';
import { listReleases, type Release } from './releases';
import type { Repository } from './repository';
import { readTouches, type TouchedFile } from './touches';
import { Trees } from './trees';

/** What the releases and commits of a repository make of a trace. */
export interface Inference {
  /** The releases that agree with every frame that was asked about, oldest first. */
  readonly releases: readonly string[];
  /** Where no release agrees: the newest commit that does, and how many do. */
  readonly commit: CommitLine | null;
  readonly commits: number;
  /** Where nothing agrees: the release that most frames agree with (the newest of several), and the first frame that does not. */
  readonly nearest: { readonly tag: string; readonly frame: number } | null;
  /** How many releases were looked at. */
  readonly of: number;
}

interface InferenceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with how many versions of files were read, of how many that are to be read. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** The blob of each asked path in a commit, in the order of the paths; null where it has no such file. */
type State = readonly (string | null)[];

/** So many commits are looked at before the first answer is awaited. */
const AT_ONCE = 64;
/** A path that is touched all the time (a list of vendored packages) is no reason to look at every commit. */
const MOST_COMMITS = 4000;

/**
 * Looks for the revisions that the frames of a trace fit; null where the frames raise no question. Rejects with a
 * SourceProblem where git fails or the clone lacks the contents of files, with the signal's reason where it is aborted.
 */
export async function inferRevision(
  repository: Repository,
  outline: GoOutline,
  module: string,
  questions: readonly FrameQuestion[],
  options: InferenceOptions = {},
): Promise<Inference | null> {
  if (questions.length === 0) return null;
  const search = new Search(repository, outline, questions, options);
  const releases = await listReleases(repository, repository.table.row(module));
  const states = await search.statesOf(releases.map(({ commit }) => commit));
  await search.read(states);
  const best = search.best();
  const fitting = releases.filter((_, index) => search.misses(states[index] ?? [], best).length === 0);
  const of = releases.length;
  if (fitting.length > 0) {
    return { releases: fitting.map(({ tag }) => tag), commit: null, commits: 0, nearest: null, of };
  }
  const commits = await searchCommits(search, repository, options.signal);
  const [commit = null] = commits;
  const nearest = commit ? null : nearestOf(search, releases, states);
  return { releases: [], commit, commits: commits.length, nearest, of };
}

/** The questions about one trace, and what the versions of its files answer. */
class Search {
  readonly paths: readonly string[];
  private readonly byPath: ReadonlyMap<string, readonly FrameQuestion[]>;
  private readonly trees: Trees;
  /** By path and blob; in the order of the path's questions. */
  private readonly answers = new Map<string, readonly Answer[]>();
  private toRead = 0;

  constructor(
    private readonly repository: Repository,
    private readonly outline: GoOutline,
    questions: readonly FrameQuestion[],
    private readonly options: InferenceOptions,
  ) {
    this.paths = [...new Set(questions.map(({ path }) => path))];
    this.byPath = new Map(this.paths.map(path => [path, questions.filter(question => question.path === path)]));
    this.trees = new Trees(repository.objects);
  }

  async statesOf(commits: readonly string[]): Promise<State[]> {
    const states: State[] = [];
    for (let at = 0; at < commits.length; at += AT_ONCE) {
      this.options.signal?.throwIfAborted();
      states.push(...(await Promise.all(commits.slice(at, at + AT_ONCE).map(commit => this.stateOf(commit)))));
    }
    return states;
  }

  private stateOf(commit: string): Promise<State> {
    return Promise.all(this.paths.map(path => this.trees.blobAt(commit, path)));
  }

  /** Reads the versions of files that states hold, each once. */
  async read(states: readonly State[]): Promise<void> {
    const wanted = new Map<string, readonly [path: string, blob: string]>();
    for (const state of states) {
      this.paths.forEach((path, index) => {
        const blob = state[index] ?? null;
        if (blob !== null && !this.answers.has(keyOf(path, blob))) wanted.set(keyOf(path, blob), [path, blob]);
      });
    }
    const { signal, onProgress } = this.options;
    this.toRead += wanted.size;
    const all = [...wanted.values()];
    const blobs = all.map(([, blob]) => blob);
    let index = 0;
    for await (const source of this.repository.readTexts(blobs, signal)) {
      const [path = '', blob = ''] = all[index++] ?? [];
      const questions = this.byPath.get(path) ?? [];
      this.answers.set(
        keyOf(path, blob),
        questions.map(question => answer(question, source, this.outline)),
      );
      onProgress?.(this.answers.size, this.toRead);
    }
  }

  /**
   * The best answer to each question, by path. A frame is held to what some version offers: where no version calls the
   * next frame by its name, the call goes through a variable, and the name proves nothing.
   */
  best(): ReadonlyMap<string, readonly number[]> {
    const best = new Map<string, number[]>();
    for (const [key, answers] of this.answers) {
      const path = key.slice(0, key.lastIndexOf(' '));
      const ranks = answers.map(rankOf);
      const before = best.get(path) ?? ranks;
      best.set(
        path,
        ranks.map((rank, index) => Math.max(rank, before[index] ?? 0)),
      );
    }
    return best;
  }

  /** The frames that a state does not agree with, by their numbers. */
  misses(state: State, best: ReadonlyMap<string, readonly number[]>): number[] {
    return this.paths.flatMap((path, index) => {
      const blob = state[index] ?? null;
      const answers = blob === null ? [] : (this.answers.get(keyOf(path, blob)) ?? []);
      const wanted = best.get(path) ?? [];
      return (this.byPath.get(path) ?? [])
        .filter((_, at) => !isEnough(answers[at] ?? 'outside', wanted[at] ?? 0))
        .map(({ frame }) => frame);
    });
  }

  /** Whether what a commit made of a file agrees with all that is asked of it. */
  agrees({ path, after }: TouchedFile, best: ReadonlyMap<string, readonly number[]>): boolean {
    const answers = this.answers.get(keyOf(path, after ?? '')) ?? [];
    const wanted = best.get(path) ?? [];
    return answers.length > 0 && answers.every((given, at) => isEnough(given, wanted[at] ?? 0));
  }
}

function keyOf(path: string, blob: string): string {
  return `${path} ${blob}`;
}

function isEnough(given: Answer, wanted: number): boolean {
  return given === 'open' || (given !== 'outside' && rankOf(given) >= wanted);
}

/** The release with the fewest frames that do not agree, the newest of several; null where no frame agrees with any. */
function nearestOf(search: Search, releases: readonly Release[], states: readonly State[]): Inference['nearest'] {
  const best = search.best();
  const all = search.misses([], best).length;
  let nearest: Inference['nearest'] = null;
  let fewest = all - 1;
  releases.forEach(({ tag }, index) => {
    const misses = search.misses(states[index] ?? [], best);
    if (misses.length > fewest) return;
    fewest = misses.length;
    nearest = { tag, frame: Math.min(...misses) };
  });
  return nearest;
}

/** The commits that all frames agree with, newest first: of all that touched one of their files. */
async function searchCommits(
  search: Search,
  repository: Repository,
  signal: AbortSignal | undefined,
): Promise<CommitLine[]> {
  const touches = await readTouches(repository, ['--all'], search.paths, signal);
  await search.read(touches.flatMap(({ files }) => files.map(file => stateWith(search.paths, file))));
  const best = search.best();
  // The files begin to agree where a commit makes one that does, or where a merge brings them together.
  const candidates = touches
    .filter(({ files }) => files.length === 0 || files.some(file => search.agrees(file, best)))
    .slice(0, MOST_COMMITS);
  const states = await search.statesOf(candidates.map(({ commit }) => commit));
  return candidates
    .filter((_, index) => search.misses(states[index] ?? [], best).length === 0)
    .map(({ commit, subject, date }) => ({ commit, subject, date }));
}

function stateWith(paths: readonly string[], { path, after }: TouchedFile): State {
  return paths.map(other => (other === path ? after : null));
}
