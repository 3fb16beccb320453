// Inferences of revisions: made once for each trace and state of a repository, kept on disk, shown while they last.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Frame, Traceback } from '../golang/traceback';
import type { Host } from '../host';
import { message } from '../message';
import { remember } from '../remember';
import { questionsOf, type FrameQuestion } from '../source/fit';
import type { GoOutline } from '../source/goOutline';
import { inferRevision, type Inference } from '../source/inference';
import type { ModuleFile } from '../source/model';
import { SourceProblem } from '../source/problem';
import type { Repository } from '../source/repository';
import type { ShownTask } from './shownTask';

/** Grows when the same trace may be judged otherwise: what older versions have kept is not read then. */
const FORM = 1;
/** Each lies in the file that these first digits of its key name, in place of the one before: so there are 256 at most. */
const DIGITS = 2;

/** What a file holds: an inference, and of which trace and which state of a repository it is. */
interface Kept {
  readonly key: string;
  readonly inference: Inference;
}

/** What an inference needs of the module that it is about. */
interface InferenceTools {
  readonly repository: Repository;
  readonly outline: GoOutline;
  readonly fileOf: (frame: Frame) => ModuleFile | null;
}

export class Inferences {
  private readonly made = new Map<string, Promise<Inference | 'cancelled' | null>>();

  constructor(
    private readonly host: Host,
    /** The folder for what is kept; null where nothing is. */
    private readonly folder: () => string | null,
    private readonly show: (module: string) => Pick<ShownTask, 'signal' | 'report' | 'done'>,
  ) {}

  /** Repositories may have changed, or the user wants what was cancelled; what is on disk is of one state of a repository and stays. */
  forget(): void {
    this.made.clear();
  }

  /**
   * What the releases and commits of a module's repository make of a traceback; null where its frames raise no question.
   * Rejects with a SourceProblem where git fails, and where the user has cancelled: then too without a new search.
   */
  async of(traceback: Traceback, module: string, tools: InferenceTools): Promise<Inference | null> {
    const { repository, outline, fileOf } = tools;
    const questions = questionsOf(traceback, module, fileOf);
    const key = JSON.stringify([repository.git.folder, module, questions]);
    const found = await remember(this.made, key, () => this.kept(repository, outline, module, questions));
    if (found === 'cancelled') {
      throw new SourceProblem(message('source.inferenceCancelled', { module }));
    }
    return found;
  }

  private async kept(
    repository: Repository,
    outline: GoOutline,
    module: string,
    questions: readonly FrameQuestion[],
  ): Promise<Inference | 'cancelled' | null> {
    if (questions.length === 0) {
      return null;
    }
    const folder = this.folder();
    if (folder === null) {
      return this.infer(repository, outline, module, questions);
    }
    const refs = await repository.git.ask(['for-each-ref', '--format=%(objectname) %(refname)']);
    const state = JSON.stringify([FORM, repository.git.folder, refs, module, questions]);
    const key = createHash('sha256').update(state).digest('hex');
    const file = join(folder, `${key.slice(0, DIGITS)}.json`);
    const known = await this.load(file, key);
    if (known) {
      return known;
    }
    const inference = await this.infer(repository, outline, module, questions);
    if (inference && inference !== 'cancelled') {
      const kept: Kept = { key, inference };
      await this.host.writeFile(file, JSON.stringify(kept)).catch(() => undefined); // then it is made again next time
    }
    return inference;
  }

  /** What was kept in a file; null where there is none, it is of something else, or it is not whole. */
  private async load(file: string, key: string): Promise<Inference | null> {
    try {
      const kept = JSON.parse(new TextDecoder().decode(await this.host.readFile(file))) as Partial<Kept>;
      return kept.key === key && Array.isArray(kept.inference?.releases) ? kept.inference : null;
    } catch {
      return null;
    }
  }

  private async infer(
    repository: Repository,
    outline: GoOutline,
    module: string,
    questions: readonly FrameQuestion[],
  ): Promise<Inference | 'cancelled' | null> {
    const task = this.show(module);
    const { signal } = task;
    try {
      return await inferRevision(repository, outline, module, questions, {
        signal,
        onProgress: (done, of) => {
          task.report(done, of);
        },
      });
    } catch (error) {
      if (signal.aborted) {
        return 'cancelled';
      }
      throw error;
    } finally {
      task.done();
    }
  }
}
