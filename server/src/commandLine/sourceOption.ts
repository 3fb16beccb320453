// --source MODULE=DIR[@REVISION]: the clones that frames are looked up in, and the revisions that ran.
import type { FrameArguments } from '../abi/arguments';
import { FrameReader } from '../abi/frameReader';
import type { NilReport } from '../abi/nil';
import type { Frame, Traceback } from '../golang/traceback';
import type { Host } from '../host';
import { message } from '../message';
import { text } from '../render/text';
import { GoOutline } from '../source/goOutline';
import type { SourceLocation } from '../source/model';
import { modules } from '../source/modules';
import { MODULES, type ModuleTable } from '../source/moduleTable';
import { SourceProblem } from '../source/problem';
import { Repository } from '../source/repository';
import { UsageError } from './context';

/** What was given for a module. */
interface GivenSource {
  /** The clone, or what is wrong with it. */
  readonly repository: Repository | SourceProblem;
  readonly revision: string | null;
}

export class SourceOption {
  private readonly reader: FrameReader | null;

  private constructor(
    private readonly given: ReadonlyMap<string, GivenSource>,
    /** Null where no clone is given at all. */
    readonly outline: GoOutline | null,
    readonly table: ModuleTable,
    private readonly unread: (problem: string) => void,
  ) {
    const repositoryOf = (module: string): Promise<Repository | null> => Promise.resolve(this.repository(module));
    this.reader = outline && new FrameReader({ parser: outline, table, repositoryOf });
  }

  /**
   * Reads the option's values. Rejects with a UsageError for a wrong form or module; a wrong folder is told to `unread`,
   * and the frames of its module are unavailable.
   */
  static async parse(values: readonly string[], host: Host, unread: (problem: string) => void): Promise<SourceOption> {
    const given = new Map<string, GivenSource>();
    let table = MODULES;
    for (const value of values) {
      const [, name, rest] = /^([^=]+)=(.+)$/.exec(value) ?? [];
      if (name === undefined || rest === undefined) {
        throw new UsageError(text(message('cli.bad-source', { value })));
      }
      const { folder, revision } = await splitRevision(rest, host);
      const repository = await Repository.open(host, folder).catch(problemOf);
      if (repository instanceof SourceProblem) {
        unread(text(repository.said));
      }
      const module = moduleNamed(name);
      table = table.withNamed(module);
      given.set(module, { repository, revision });
    }
    return new SourceOption(given, given.size === 0 ? null : await GoOutline.load(host), table, unread);
  }

  /** What is given for a module; null where no clone of it is. */
  for(module: string): GivenSource | null {
    return this.given.get(module) ?? null;
  }

  /** What a look into a clone gives, or what is wrong with the clone, which is then told. */
  async look<T>(promise: Promise<T>): Promise<T | SourceProblem> {
    const found = await promise.catch(problemOf);
    if (found instanceof SourceProblem) {
      this.unread(text(found.said));
    }
    return found;
  }

  /** The arguments of a frame that `locate` found, and what was nil there; null where its source is not verified. */
  async details(
    frame: Frame,
    traceback: Traceback,
    location: SourceLocation,
    goVersion: string | null,
  ): Promise<{ readonly arguments: FrameArguments | null; readonly nil: NilReport | null } | null> {
    const repository = this.repository(location.module);
    if (!repository || !this.reader) {
      return null;
    }
    const located = { frame, traceback, location, repository, goVersion };
    try {
      return { arguments: await this.reader.arguments(located), nil: await this.reader.nil(located) };
    } catch (error) {
      this.unread(text(problemOf(error).said));
      return null;
    }
  }

  private repository(module: string): Repository | null {
    const repository = this.given.get(module)?.repository;
    return repository instanceof Repository ? repository : null;
  }
}

/** What is wrong with a repository, as a value; other errors are thrown on. */
function problemOf(error: unknown): SourceProblem {
  if (error instanceof SourceProblem) {
    return error;
  }
  throw error;
}

/** A module by its import path, or by the last part of that where only one module ends so. */
function moduleNamed(name: string): string {
  const known = modules.map(row => row.module);
  const [found, ...more] = known.filter(module => module === name || module.endsWith(`/${name}`));
  if (found !== undefined && more.length === 0) {
    return found;
  }
  if (name.includes('.')) {
    return name;
  }
  throw new UsageError(text(message('cli.unknown-module', { name, modules: known.join(', ') })));
}

/** DIR or DIR@REVISION; a folder whose own name holds an @ is taken as it is. */
async function splitRevision(value: string, host: Host): Promise<{ folder: string; revision: string | null }> {
  const at = value.lastIndexOf('@');
  const whole = await host.stat(value).then(
    stat => stat.kind === 'folder',
    () => false,
  );
  return whole || at <= 0
    ? { folder: value, revision: null }
    : { folder: value.slice(0, at), revision: value.slice(at + 1) };
}
