// What happened to a function after the revision that ran: the commits that changed it, found by its name in the versions of its file.
import type { GoOutline } from './goOutline';
import type { Change } from './model';
import { isTame } from './moduleFile';
import { remember } from '../remember';
import { firstReleases, listReleases } from './releases';
import type { Repository } from './repository';
import { blobsOf, readTouches, type Touch } from './touches';

interface FunctionInFile {
  readonly module: string;
  readonly path: string;
  /** As the outline names it: '(*execProcess).Pid'. */
  readonly name: string;
}

const ALL = ['--branches', '--tags', '--remotes'];

/** The history of a repository after one commit, the revision that ran. What git was asked once is kept. */
export class History {
  private readonly touched = new Map<string, Promise<Touch[]>>();
  private readonly firsts = new Map<string, Promise<ReadonlyMap<string, string>>>();

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
    let found = await functions.changedBy(await this.touches([...since, '--ancestry-path'], path, signal), signal);
    if (found.length === 0) {
      const had = new Set((await this.touches([this.commit], path, signal)).map(picked));
      const elsewhere = (await this.touches(since, path, signal)).filter(touch => !had.has(picked(touch)));
      found = await functions.changedBy(elsewhere, signal);
    }
    if (found.length === 0) return [];
    const first = await remember(this.firsts, module, () => this.firstReleases(module, signal));
    return found.map(({ commit, subject, date }) => ({
      commit,
      subject,
      date,
      firstRelease: first.get(commit) ?? null,
    }));
  }

  private async firstReleases(module: string, signal: AbortSignal | undefined): Promise<ReadonlyMap<string, string>> {
    const releases = await listReleases(this.repository, this.repository.table.row(module));
    return firstReleases(this.repository, releases, this.commit, signal);
  }

  private touches(range: readonly string[], path: string, signal: AbortSignal | undefined): Promise<Touch[]> {
    const key = JSON.stringify([range, path]);
    return remember(this.touched, key, () => readTouches(this.repository, range, [path], signal));
  }
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

  private async in(blob: string | null): Promise<string | null> {
    if (blob === null) return null;
    const known = this.known.get(blob);
    if (known !== undefined) return known;
    const source = await this.repository.readText(blob);
    const text = source === null ? null : this.textIn(source);
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
