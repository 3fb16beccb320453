// What the user does about clones: which modules want one, whether a folder is one, and a new one after a yes.
import { join } from 'node:path';
import { callsOf } from '../golang/draft';
import type { Host } from '../host';
import { message } from '../message';
import { problemText } from '../render/problem';
import { text } from '../render/text';
import { cloneRepository } from '../source/clone';
import { moduleOf } from '../source/moduleFile';
import type { ModuleTable } from '../source/moduleTable';
import { isCloneOf } from '../source/recognition';
import { Repository } from '../source/repository';
import type { Cases } from './cases';
import { folderOf } from './repositories';
import { modulesOf, type SettingsStore } from './settings';

export class Clones {
  constructor(
    private readonly host: Host,
    private readonly settings: SettingsStore,
    private readonly cases: Pick<Cases, 'all'>,
    /** Called when a clone is there that may have been looked for in vain. */
    private readonly found: () => void,
  ) {}

  /** Whether a folder is a clone of a module; says in words why not. */
  async check(module: string, folder: string): Promise<{ readonly problem: string | null }> {
    try {
      const repository = await Repository.open(this.host, folder, await this.table());
      const known = await isCloneOf(repository, module);
      if (known) {
        this.found();
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
      this.found();
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

  private async table(): Promise<ModuleTable> {
    return modulesOf(await this.settings.get());
  }
}
