// What the clones that were given tell of tracebacks: the revisions that ran, where frames lie in them, and what has changed since.
import { callsOf } from '../golang/draft';
import type { Frame, Traceback } from '../golang/traceback';
import { remember } from '../remember';
import { changesAt } from '../source/changes';
import { mainModule, questionsOf } from '../source/fit';
import { goVersionOf } from '../source/goVersion';
import { inferRevision, type Inference } from '../source/inference';
import { chosenByInference } from '../source/inferred';
import { locateFrame, unavailable } from '../source/locate';
import type { Change, ChosenRevision, ModuleFile, SourceLocation, TraceMoment, VersionFact } from '../source/model';
import { moduleOf } from '../source/moduleFile';
import { SourceProblem } from '../source/problem';
import { chooseRevision } from '../source/revision';
import type { SourceOption } from './sourceOption';

/** What is known of one traceback. */
export interface KnownTrace {
  /** The revision of the module that most of its frames lie in; null where nothing tells, or no clone of it is given. */
  readonly chosen: ChosenRevision | null;
  /** What the trace itself says of it; null where no clone is given, or it says nothing. */
  readonly inference: Inference | null;
  /** Where a frame lies in the clone of its module; null where none is given. */
  readonly locate: (frame: Frame) => Promise<SourceLocation | null>;
  /** The version of Go that built the program of a place, as printed; null where nothing tells. */
  readonly goVersionOf: (location: SourceLocation) => string | null;
  /** The commits that changed the function of a place since, null where none is known; null itself where nobody wants to know. */
  readonly changesOf: ((location: SourceLocation) => Promise<readonly Change[] | null>) | null;
}

const NOTHING_GIVEN: KnownTrace = {
  chosen: null,
  inference: null,
  locate: () => Promise.resolve(null),
  goVersionOf: () => null,
  changesOf: null,
};

/** A traceback with what may tell its revisions. */
interface Told {
  readonly traceback: Traceback;
  readonly moment: TraceMoment;
  readonly versions: readonly VersionFact[];
}

/** Answers for all tracebacks of a call; what was found out of one serves the others. */
export class TraceSources {
  private readonly inferences = new Map<string, Promise<Inference | SourceProblem | null>>();

  constructor(
    private readonly option: SourceOption,
    private readonly changes: boolean,
  ) {}

  async of(traceback: Traceback, moment: TraceMoment, versions: readonly VersionFact[]): Promise<KnownTrace> {
    if (!this.option.outline) {
      return NOTHING_GIVEN; // a large dump is not worth a look at each frame then
    }
    const told = { traceback, moment, versions };
    /** A dump has thousands of frames, most of them alike. */
    const located = new Map<string, Promise<SourceLocation | null>>();
    const { option } = this;
    const files = callsOf(traceback).map(({ frame }) => moduleOf(frame, option.table));
    const module = mainModule(traceback, frame => moduleOf(frame, option.table));
    const inference = module === null ? null : await this.infer(traceback, module);
    const first = files.find(file => file?.module === module);
    return {
      chosen: first && option.for(first.module) ? await this.chosenFor(first, told) : null,
      inference: inference instanceof SourceProblem ? null : inference,
      locate: frame => {
        const key = JSON.stringify([frame.function, frame.file, frame.line]);
        return remember(located, key, () => this.locate(frame, told));
      },
      goVersionOf: ({ chosen }) => goVersionOf(traceback, chosen, versions),
      changesOf: this.changes ? location => this.changesOf(location) : null,
    };
  }

  private async locate(frame: Frame, told: Told): Promise<SourceLocation | null> {
    const file = moduleOf(frame, this.option.table);
    const repository = file && this.option.for(file.module)?.repository;
    if (!file || !repository || !this.option.outline) {
      return null;
    }
    const chosen = await this.chosenFor(file, told);
    if (repository instanceof SourceProblem) {
      return unavailable(frame, file, chosen, repository.said);
    }
    const outline = this.option.outline;
    const found = await this.option.look(locateFrame(frame, file, { chosen, repository, outline }));
    return found instanceof SourceProblem ? unavailable(frame, file, chosen, found.said) : found;
  }

  /** The revision that was given or is told; else the one that the trace itself tells. */
  private async chosenFor(file: ModuleFile, { traceback, moment, versions }: Told): Promise<ChosenRevision | null> {
    const given = this.option.for(file.module)?.revision ?? null;
    const chosen = chooseRevision(file, versions, given, moment);
    const inference = chosen ? null : await this.infer(traceback, file.module);
    return inference && !(inference instanceof SourceProblem) ? chosenByInference(file.module, inference) : chosen;
  }

  private async infer(traceback: Traceback, module: string): Promise<Inference | SourceProblem | null> {
    const { option } = this;
    const repository = option.for(module)?.repository ?? null;
    const { outline } = option;
    if (!repository || repository instanceof SourceProblem || !outline) {
      return null;
    }
    const questions = questionsOf(traceback, module, frame => moduleOf(frame, option.table));
    return remember(this.inferences, JSON.stringify([module, questions]), () =>
      option.look(inferRevision(repository, outline, module, questions)),
    );
  }

  private async changesOf(location: SourceLocation): Promise<readonly Change[] | null> {
    const repository = this.option.for(location.module)?.repository ?? null;
    const { outline } = this.option;
    if (!outline || !repository || repository instanceof SourceProblem) {
      return null;
    }
    const found = await this.option.look(changesAt(location, repository, outline));
    return found instanceof SourceProblem ? null : found;
  }
}
