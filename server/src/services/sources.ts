// Where frames lead: the module's repository, the revision that ran, and the document that shows the line.
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import type { FrameArguments } from '../abi/arguments';
import { FrameReader } from '../abi/frameReader';
import type { NilReport } from '../abi/nil';
import { callsOf } from '../golang/draft';
import type { Frame, Traceback } from '../golang/traceback';
import type { Host } from '../host';
import { message, type Message } from '../message';
import type { MissingSource, SourceText } from '../protocol';
import type { FrameContext } from '../reading/document';
import { problemText } from '../render/problem';
import { text } from '../render/text';
import { cloneRepository } from '../source/clone';
import { GoOutline } from '../source/goOutline';
import { locateFrame, unavailable } from '../source/locate';
import { mainModule } from '../source/fit';
import type { Inference } from '../source/inference';
import type { ChosenRevision, ModuleFile, SourceLocation } from '../source/model';
import { locateInCache } from '../source/moduleCache';
import { moduleOf } from '../source/moduleFile';
import { webUrl } from '../source/modules';
import type { ModuleTable } from '../source/moduleTable';
import { SourceProblem } from '../source/problem';
import { isCloneOf } from '../source/recognition';
import { Repository } from '../source/repository';
import { shorten } from '../source/revision';
import type { Cases } from './cases';
import { remember } from '../remember';
import { folderOf, Repositories, type OwnClones } from './repositories';
import type { Asked, Revisions } from './revisions';
import { modulesOf, type SettingsStore } from './settings';
import { parseSourceUri, sourceUri, type SourceReference } from './sourceUri';

/** Where a frame leads. `uri` is null where no module is known to hold it; `line` counts from 1. */
export interface Jump {
  readonly location: SourceLocation | null;
  readonly uri: string | null;
  readonly line: number;
}

/** What of a frame says where it leads; where it stands in the log, where that is known. */
export type TracedFrame = Pick<Frame, 'function' | 'file' | 'line'> & Partial<Pick<Frame, 'fileAt'>>;

/** What is known of the revision that a traceback ran in. */
interface TraceRevision {
  readonly module: string;
  /** What was taken, and why (`reason`); null where nothing tells. */
  readonly chosen: ChosenRevision | null;
  /** What the trace itself says (source/inferred.ts has the sentence); null without a repository. */
  readonly inference: Inference | null;
  /** Why the trace could not be asked. */
  readonly problem: Message | null;
}

/** What a frame tells beyond its line; each null where it does not. */
interface FrameDetails {
  readonly arguments: FrameArguments | null;
  readonly nil: NilReport | null;
}

export class Sources {
  /** Whether the user trusts the workspace: else no repository is looked for in it. */
  trusted = false;
  private readonly repositories: Repositories;
  private readonly jumps = new Map<string, Promise<Jump>>();
  private readonly outlines = new Map<'go', Promise<GoOutline>>();
  private readonly readers = new Map<string, Promise<FrameReader>>();

  constructor(
    private readonly host: Host,
    private readonly settings: SettingsStore,
    private readonly cases: Cases,
    private readonly revisions: Revisions,
    clones: OwnClones,
    warn: (text: string) => void,
  ) {
    const workspace = (): readonly string[] => (this.trusted ? cases.workspaceFolders() : []);
    this.repositories = new Repositories(host, workspace, clones, warn);
    cases.onChanged(() => {
      this.jumps.clear();
    });
  }

  /** Settings or repositories have changed: everything is looked for anew. */
  forget(): void {
    this.jumps.clear();
    this.readers.clear();
    this.repositories.forget();
  }

  /** Where a frame of a log leads. */
  locate(frame: TracedFrame, log: string): Promise<Jump> {
    const at = frame.fileAt?.line ?? null;
    const key = JSON.stringify([log, frame.function, frame.file, frame.line, at]);
    return remember(this.jumps, key, async () => {
      const file = moduleOf(frame, modulesOf(await this.settings.get(log)));
      return file ? this.jumpTo(file, frame, { log, line: at }) : { location: null, uri: null, line: frame.line };
    });
  }

  /**
   * What is known of the revision that a traceback ran in, of the module that most of its frames lie in: what was taken
   * and why, and what the trace itself says. Null where no frame lies in a known module.
   */
  async revisionOf(traceback: Traceback, log: string): Promise<TraceRevision | null> {
    const table = await this.table(log);
    const module = mainModule(traceback, frame => moduleOf(frame, table));
    const frame = callsOf(traceback).find(call => moduleOf(call.frame, table)?.module === module)?.frame;
    const file = frame && moduleOf(frame, table);
    if (!file) {
      return null;
    }
    const repository = await this.repositoryOf(file.module, log);
    const tools = { repository, outline: await this.outline() };
    const asked = { log, line: frame.fileAt.line };
    try {
      const inference = await this.revisions.inferenceOf(traceback, file.module, log, tools);
      return {
        module: file.module,
        chosen: await this.revisions.chosenFor(file, asked, tools),
        inference,
        problem: null,
      };
    } catch (error) {
      const chosen = await this.revisions.toldOf(file, asked);
      return { module: file.module, chosen, inference: null, problem: saidOf(error) };
    }
  }

  /** The arguments of a frame of a log, and what was nil there; null where its source is not at hand or git fails. */
  async details({ frame, traceback }: FrameContext, log: string, signal?: AbortSignal): Promise<FrameDetails | null> {
    const file = moduleOf(frame, await this.table(log));
    const found = file && (await this.find(file, frame, { log, line: frame.fileAt.line }));
    if (!found?.repository) {
      return null;
    }
    const { location, repository } = found;
    const goVersion = await this.revisions.goVersionOf(traceback, location.chosen, log);
    const located = { frame, traceback, location, repository, goVersion };
    const reader = await this.reader(log);
    try {
      return { arguments: await reader.arguments(located, signal), nil: await reader.nil(located, signal) };
    } catch (error) {
      if (error instanceof SourceProblem) {
        return null; // what git said of the frame's own file stands in its location
      }
      throw error;
    }
  }

  private reader(log: string): Promise<FrameReader> {
    return remember(this.readers, log, async () => {
      const settings = await this.settings.get(log);
      return new FrameReader({
        parser: await this.outline(),
        table: modulesOf(settings),
        repositoryOf: module => this.repositories.find(module, settings),
      });
    });
  }

  /** Where a document that only explains leads now; null where it still leads nowhere. */
  async locateAgain(uri: string): Promise<{ readonly uri: string; readonly line: number } | null> {
    const reference = parseSourceUri(uri);
    if (!reference || reference.line === null) {
      return null;
    }
    const jump = await this.jumpAgain(reference, reference.line);
    return jump.uri !== null && typeof jump.location?.text === 'string' ? { uri: jump.uri, line: jump.line } : null;
  }

  /** The frame that a document was opened for, if the log still has it; else its file and line as such. */
  private async jumpAgain(reference: SourceReference, line: number): Promise<Jump> {
    const { log, at } = reference;
    const asked = { log, line: at };
    const frame = await this.revisions.frameAt(asked);
    const file = frame && moduleOf(frame, await this.table(log));
    if (file?.module !== reference.module || file.path !== reference.path) {
      return this.jumpTo(reference, { function: null, line }, asked);
    }
    return this.jumpTo(file, frame ?? { function: null, line }, asked);
  }

  private async jumpTo(
    file: Pick<ModuleFile, 'module' | 'path'>,
    frame: Pick<Frame, 'function' | 'line'>,
    asked: Asked,
  ): Promise<Jump> {
    const { module, path } = file;
    const { line } = frame;
    const { log, line: at } = asked;
    const { location, repository } = await this.find(file, frame, asked);
    const { commit, chosen } = location;
    if (location.file !== undefined) {
      return { location, uri: URI.file(location.file).toString(), line };
    }
    if (commit === null || repository === null || location.status === 'unavailable') {
      const missing = { module, path, commit: null, line, log, at };
      return { location, uri: sourceUri(missing, chosen?.version ?? ''), line };
    }
    const onDisk = await repository.workTreeFile(commit, path);
    const shown = { module, path, commit, line: null, log, at: null };
    const uri = onDisk === null ? sourceUri(shown, chosen?.version ?? shorten(commit)) : URI.file(onDisk).toString();
    return { location, uri, line };
  }

  private async find(
    file: Pick<ModuleFile, 'module' | 'path'>,
    frame: Pick<Frame, 'function' | 'line'>,
    asked: Asked,
  ): Promise<{ readonly location: SourceLocation; readonly repository: Repository | null }> {
    const repository = await this.repositoryOf(file.module, asked.log);
    const outline = await this.outline();
    let chosen: ChosenRevision | null = null;
    try {
      chosen = await this.revisions.chosenFor(file, asked, { repository, outline });
      const location = await locateFrame(frame, file, { chosen, repository, outline });
      const row = (await this.table(asked.log)).row(file.module);
      const cached =
        location.commit === null ? await locateInCache(this.host, frame, file, { chosen, outline, row }) : null;
      return { location: cached ?? location, repository };
    } catch (error) {
      return { location: unavailable(frame, file, chosen, saidOf(error)), repository };
    }
  }

  /** The repository in which a module is looked up for a log; null where none is known. */
  async repositoryOf(module: string, log: string): Promise<Repository | null> {
    return this.repositories.find(module, await this.settings.get(log));
  }

  /** The reader of Go source; one serves all. */
  outline(): Promise<GoOutline> {
    return remember(this.outlines, 'go', () => GoOutline.load(this.host));
  }

  /** The file that a frame lies in, whole, as it was in the revision that ran; null where it is not at hand. */
  async textOf(frame: TracedFrame, log: string): Promise<string | null> {
    const { location } = await this.locate(frame, log);
    if (location?.file !== undefined) {
      return new TextDecoder().decode(await this.host.readFile(location.file));
    }
    if (!location || location.commit === null) {
      return null;
    }
    const repository = await this.repositoryOf(location.module, log);
    return (await repository?.readFile(location.commit, location.path)) ?? null;
  }

  /** The web page of a frame's line, as the forge shows it in the revision that is shown; null where none is known. */
  async pageOf(location: SourceLocation, log: string): Promise<string | null> {
    return pageOf(location, location.line, await this.table(log));
  }

  /** The text of a source document: the file at its commit, or why it is not at hand. */
  async read(uri: string): Promise<SourceText> {
    const reference = parseSourceUri(uri);
    if (!reference) {
      return { text: '', missing: null };
    }
    const { path, commit, line, log, at } = reference;
    const found = await this.find(reference, { function: null, line: line ?? 1 }, { log, line: at });
    const shown = commit ?? found.location.commit;
    const source = shown === null ? null : await found.repository?.readFile(shown, path);
    if (typeof source === 'string') {
      return { text: source, missing: null };
    }
    // A side of a commit that brought the file or took it away.
    if (commit !== null && (await found.repository?.commitOf(commit))) {
      return { text: '', missing: null };
    }
    const missing = missingSource(reference, found.location, await this.table(log));
    return { text: explain(missing, found.location), missing };
  }

  /** Whether a folder is a clone of a module; says in words why not. */
  async check(module: string, folder: string): Promise<{ readonly problem: string | null }> {
    try {
      const repository = await Repository.open(this.host, folder, await this.table());
      const known = await isCloneOf(repository, module);
      if (known) {
        this.forget(); // it may have been looked for in vain before
      }
      return { problem: known ? null : text(message('source.otherRepository', { folder, module })) };
    } catch (error) {
      return { problem: problemText(error) };
    }
  }

  /** Clones a module's repository below a folder; a clone that is there already is taken. */
  async clone(
    module: string,
    folder: string,
    signal: AbortSignal,
    onProgress: (step: string, percentage: number | null) => void,
  ): Promise<{ readonly folder: string | null; readonly problem: string | null }> {
    const url = (await this.table()).row(module)?.cloneUrl;
    if (url === undefined) {
      return { folder: null, problem: text(message('source.noAddress', { module })) };
    }
    const target = join(folder, folderOf(module));
    if ((await this.check(module, target)).problem === null) {
      return { folder: target, problem: null };
    }
    try {
      await cloneRepository(this.host, url, target, { signal, onProgress });
      this.forget();
      return { folder: target, problem: null };
    } catch (error) {
      const cancelled = signal.aborted;
      return { folder: null, problem: cancelled ? null : problemText(error) };
    }
  }

  /** The modules that frames of the open cases lie in, and the folder that each is read from by setting. */
  async modules(): Promise<
    { readonly module: string; readonly folder: string | null; readonly cloneUrl: string | null }[]
  > {
    const { repositories } = (await this.settings.get()).source;
    const table = await this.table();
    const found = new Set<string>();
    for (const open of this.cases.all()) {
      for (const { contents } of await open.files()) {
        const calls = contents.tracebacks.flatMap(({ traceback }) => callsOf(traceback));
        calls.forEach(({ frame }) => found.add(moduleOf(frame, table)?.module ?? ''));
      }
    }
    found.delete('');
    return [...found].sort().map(module => ({
      module,
      folder: repositories[module] ?? null,
      cloneUrl: table.row(module)?.cloneUrl ?? null,
    }));
  }

  private async table(log?: string): Promise<ModuleTable> {
    return modulesOf(await this.settings.get(log));
  }
}

/** What is wrong with a repository; other errors are thrown on. */
function saidOf(error: unknown): Message {
  if (error instanceof SourceProblem) {
    return error.said;
  }
  throw error;
}

function missingSource(
  { module, path, line }: SourceReference,
  { chosen, reason }: SourceLocation,
  table: ModuleTable,
): MissingSource {
  const revision = revisionName(chosen);
  return {
    module,
    path,
    line: line ?? 1,
    revision,
    cloneUrl: table.row(module)?.cloneUrl ?? null,
    webUrl: pageOf({ module, path, commit: null, chosen }, line ?? 1, table),
    reason: reason ? text(reason) : '',
  };
}

/** A commit or a tag; null where none is known. */
function revisionName(chosen: ChosenRevision | null): string | null {
  return chosen?.revision ?? (chosen?.version ? `v${chosen.version.replace(/^v/, '')}` : null);
}

function pageOf(
  { module, path, commit, chosen }: Pick<SourceLocation, 'module' | 'path' | 'commit' | 'chosen'>,
  line: number,
  table: ModuleTable,
): string | null {
  const revision = commit ?? revisionName(chosen);
  return revision === null ? null : webUrl(module, revision, path, line, table.row(module));
}

/** The text of a document that has no source to show: comments, so that Go's colours do not garble it. */
function explain({ module, path, line, reason }: MissingSource, { chosen }: SourceLocation): string {
  const lines = [
    text(message('source.missing.title', { path, line, module })),
    reason,
    ...(chosen ? [text(message('source.ran', { reason: chosen.reason }))] : []),
    text(message('source.missing.how')),
  ];
  return `${lines.map(said => `// ${said.replace(/[\r\n]+/g, ' ')}`).join('\n//\n')}\n`;
}
