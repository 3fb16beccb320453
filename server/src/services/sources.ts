// Where frames lead: the module's repository, the revision that ran, and the document that shows the line.
import { URI } from 'vscode-uri';
import type { FrameArguments } from '../abi/arguments';
import { FrameReader } from '../abi/frameReader';
import type { NilReport } from '../abi/nil';
import { callsOf } from '../golang/draft';
import type { Frame, Traceback } from '../golang/traceback';
import type { Host } from '../host';
import type { Message } from '../message';
import type { SourceText } from '../protocol';
import type { FrameContext } from '../reading/document';
import { GoOutline } from '../source/goOutline';
import { locateFrame, unavailable } from '../source/locate';
import { mainModule } from '../source/fit';
import type { Inference } from '../source/inference';
import type { ChosenRevision, ModuleFile, SourceLocation } from '../source/model';
import { locateInCache } from '../source/moduleCache';
import { moduleOf } from '../source/moduleFile';
import type { ModuleTable } from '../source/moduleTable';
import { SourceProblem } from '../source/problem';
import type { Repository } from '../source/repository';
import { shorten } from '../source/revision';
import type { Cases } from './cases';
import { explain, missingSource, pageOf } from './explanation';
import { remember } from '../remember';
import { Repositories, type OwnClones } from './repositories';
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
    cases: Cases,
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
    this.revisions.forget();
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
    const asked = { log, line: frame.fileAt.line };
    try {
      const repository = await this.repositories.find(file.module, await this.settings.get(log));
      const tools = { repository, outline: await this.outline() };
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
        repositoryOf: module => this.repositories.found(module, settings),
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
    const outline = await this.outline();
    let repository: Repository | null = null;
    let chosen: ChosenRevision | null = null;
    let location: SourceLocation;
    try {
      repository = await this.repositories.find(file.module, await this.settings.get(asked.log));
      chosen = await this.revisions.chosenFor(file, asked, { repository, outline });
      location = await locateFrame(frame, file, { chosen, repository, outline });
    } catch (error) {
      chosen ??= await this.revisions.toldOf({ version: null, ...file }, asked);
      location = unavailable(frame, file, chosen, saidOf(error));
    }
    if (location.commit !== null) {
      return { location, repository };
    }
    const row = (await this.table(asked.log)).row(file.module);
    const cached = await locateInCache(this.host, frame, file, { chosen, outline, row });
    return { location: cached ?? location, repository };
  }

  /** The repository in which a module is looked up for a log; null where none is known or can be read. */
  async repositoryOf(module: string, log: string): Promise<Repository | null> {
    return this.repositories.found(module, await this.settings.get(log));
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

  private async table(log: string): Promise<ModuleTable> {
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
