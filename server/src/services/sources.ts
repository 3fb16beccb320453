// Where frames lead: the module's repository, the revision that ran, and the document that shows the line.
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import type { FrameArguments } from '../abi/arguments';
import { FrameReader } from '../abi/frameReader';
import type { NilReport } from '../abi/nil';
import { framesOf, type Frame } from '../golang/traceback';
import type { Host } from '../host';
import { message } from '../message';
import type { MissingSource, SourceText } from '../protocol';
import type { FrameContext } from '../reading/document';
import { problemText } from '../render/problem';
import { text } from '../render/text';
import { cloneRepository } from '../source/clone';
import { GoOutline } from '../source/goOutline';
import { locateFrame, unavailable } from '../source/locate';
import type { ModuleFile, SourceLocation } from '../source/model';
import { moduleOf } from '../source/moduleFile';
import { webUrl } from '../source/modules';
import type { ModuleTable } from '../source/moduleTable';
import { SourceProblem } from '../source/problem';
import { Repository } from '../source/repository';
import { chooseRevision, shorten } from '../source/revision';
import type { Cases } from './cases';
import { remember } from '../remember';
import { Repositories } from './repositories';
import { filePath } from './fileUri';
import { modulesOf, type SettingsStore } from './settings';
import { parseSourceUri, sourceUri, type SourceReference } from './sourceUri';

/** Where a frame leads. `uri` is null where no module is known to hold it; `line` counts from 1. */
export interface Jump {
  readonly location: SourceLocation | null;
  readonly uri: string | null;
  readonly line: number;
}

/** What a frame tells beyond its line; each null where it does not. */
export interface FrameDetails {
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
    warn: (text: string) => void,
  ) {
    this.repositories = new Repositories(host, () => (this.trusted ? cases.workspaceFolders() : []), warn);
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
  locate(frame: Pick<Frame, 'function' | 'file' | 'line'>, log: string): Promise<Jump> {
    const key = JSON.stringify([log, frame.function, frame.file, frame.line]);
    return remember(this.jumps, key, async () => {
      const file = moduleOf(frame, modulesOf(await this.settings.get(log)));
      return file ? this.jumpTo(file, frame, log) : { location: null, uri: null, line: frame.line };
    });
  }

  /** The arguments of a frame of a log, and what was nil there; null where its source is not at hand or git fails. */
  async details({ frame, traceback }: FrameContext, log: string, signal?: AbortSignal): Promise<FrameDetails | null> {
    const file = moduleOf(frame, modulesOf(await this.settings.get(log)));
    const found = file && (await this.find(file, frame, log));
    if (!found?.repository) {
      return null;
    }
    const located = { frame, traceback, location: found.location, repository: found.repository };
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
        parser: await remember(this.outlines, 'go', () => GoOutline.load(this.host)),
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
    const jump = await this.jumpTo(reference, { function: null, line: reference.line }, reference.log);
    return jump.uri !== null && typeof jump.location?.text === 'string' ? { uri: jump.uri, line: jump.line } : null;
  }

  private async jumpTo(
    file: Pick<ModuleFile, 'module' | 'path'>,
    frame: Pick<Frame, 'function' | 'line'>,
    log: string,
  ): Promise<Jump> {
    const { module, path } = file;
    const { line } = frame;
    const { location, repository } = await this.find(file, frame, log);
    const { commit, chosen } = location;
    if (commit === null || repository === null || location.status === 'unavailable') {
      const missing = { module, path, commit: null, line, log };
      return { location, uri: sourceUri(missing, chosen?.version ?? ''), line };
    }
    const onDisk = await repository.workTreeFile(commit, path);
    const shown = { module, path, commit, line: null, log };
    const uri = onDisk === null ? sourceUri(shown, chosen?.version ?? shorten(commit)) : URI.file(onDisk).toString();
    return { location, uri, line };
  }

  private async find(
    file: Pick<ModuleFile, 'module' | 'path'>,
    frame: Pick<Frame, 'function' | 'line'>,
    log: string,
  ): Promise<{ readonly location: SourceLocation; readonly repository: Repository | null }> {
    const settings = await this.settings.get(log);
    const facts = (await (await this.cases.ready(log))?.versions(filePath(log))) ?? [];
    const chosen = chooseRevision({ version: null, ...file }, facts, settings.source.revisions[file.module] ?? null);
    const repository = await this.repositories.find(file.module, settings);
    const outline = await remember(this.outlines, 'go', () => GoOutline.load(this.host));
    try {
      return {
        location: await locateFrame(frame, file, { chosen, repository, outline }),
        repository,
      };
    } catch (error) {
      if (!(error instanceof SourceProblem)) {
        throw error;
      }
      return { location: unavailable(frame, file, chosen, error.said), repository };
    }
  }

  /** The text of a source document: the file at its commit, or why it is not at hand. */
  async read(uri: string): Promise<SourceText> {
    const reference = parseSourceUri(uri);
    if (!reference) {
      return { text: '', missing: null };
    }
    const { path, commit, line, log } = reference;
    const found = await this.find(reference, { function: null, line: line ?? 1 }, log);
    const shown = commit ?? found.location.commit;
    const source = shown === null ? null : await found.repository?.readFile(shown, path);
    if (typeof source === 'string') {
      return { text: source, missing: null };
    }
    const missing = missingSource(reference, found.location, await this.table(log));
    return { text: explain(missing, found.location), missing };
  }

  /** Whether a folder is a clone of a module; says in words why not. */
  async check(module: string, folder: string): Promise<{ readonly problem: string | null }> {
    try {
      const repository = await Repository.open(this.host, folder, await this.table());
      const known = await repository.hasModule(module);
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
    const target = join(folder, `${module.replace(/[^\w.-]+/g, '-')}.git`);
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
        const frames = contents.tracebacks.flatMap(({ traceback }) => framesOf(traceback));
        frames.forEach(frame => found.add(moduleOf(frame, table)?.module ?? ''));
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

function missingSource(
  { module, path, line }: SourceReference,
  { chosen, reason }: SourceLocation,
  table: ModuleTable,
): MissingSource {
  const row = table.row(module);
  const revision = chosen?.revision ?? (chosen?.version ? `v${chosen.version.replace(/^v/, '')}` : null);
  return {
    module,
    path,
    line: line ?? 1,
    revision,
    cloneUrl: row?.cloneUrl ?? null,
    webUrl: revision === null ? null : webUrl(module, revision, path, line ?? 1, row),
    reason: reason ? text(reason) : '',
  };
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
