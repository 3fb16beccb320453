// Which revision of a module ran: what the settings, the case and the frames of a log tell, else what the trace itself does.
import type { Frame, Traceback } from '../golang/traceback';
import { frameAt, type PlacedFrame } from '../reading/frameAt';
import type { PlacedTraceback } from '../reading/log';
import type { GoOutline } from '../source/goOutline';
import { goVersionOf } from '../source/goVersion';
import type { Inference } from '../source/inference';
import { chosenByInference } from '../source/inferred';
import type { ChosenRevision, ModuleFile, TraceMoment, VersionFact } from '../source/model';
import { moduleOf } from '../source/moduleFile';
import type { Repository } from '../source/repository';
import { chooseRevision } from '../source/revision';
import type { Cases } from './cases';
import { filePath } from './fileUri';
import type { Inferences } from './inferences';
import { modulesOf, type SettingsStore } from './settings';

/** A log, and where in it the frame stands that is asked about; null where no frame is. */
export interface Asked {
  readonly log: string;
  /** From 0. */
  readonly line: number | null;
}

/** What of a module is at hand. */
interface Tools {
  readonly repository: Repository | null;
  readonly outline: GoOutline;
}

export class Revisions {
  constructor(
    private readonly settings: SettingsStore,
    private readonly cases: Pick<Cases, 'ready'>,
    /** The tracebacks of a log, as it is open or lies on disk. */
    private readonly tracebacksOf: (log: string) => Promise<readonly PlacedTraceback[]>,
    private readonly inferences: Inferences,
  ) {}

  /** Repositories may have changed: revisions are looked for anew. */
  forget(): void {
    this.inferences.forget();
  }

  /** The revision that ran and why; null where nothing tells. Rejects with a SourceProblem where git fails. */
  async chosenFor(
    file: Pick<ModuleFile, 'module'> & Partial<ModuleFile>,
    asked: Asked,
    tools: Tools,
  ): Promise<ChosenRevision | null> {
    const { module } = file;
    const told = await this.toldOf({ version: null, ...file }, asked);
    if (told || !tools.repository) {
      return told;
    }
    const traceback = (await this.at(asked))?.placed.traceback;
    const inference = traceback ? await this.inferenceOf(traceback, module, asked.log, tools) : null;
    return inference && chosenByInference(module, inference);
  }

  /** The revision that something else than the trace's own lines tells; null where nothing does. */
  async toldOf(file: Pick<ModuleFile, 'module' | 'version' | 'build'>, asked: Asked): Promise<ChosenRevision | null> {
    const settings = await this.settings.get(asked.log);
    const path = filePath(asked.log);
    const facts = await this.factsOf(asked.log);
    const placed = (await this.at(asked))?.placed ?? null;
    const moment: TraceMoment | null = placed && {
      at: { file: path ?? asked.log, line: placed.traceback.line },
      time: placed.time,
    };
    return chooseRevision(file, facts, settings.source.revisions[file.module] ?? null, moment);
  }

  /** The version of Go that built what was traced, as printed; null where nothing tells. */
  async goVersionOf(traceback: Traceback, chosen: ChosenRevision | null, log: string): Promise<string | null> {
    return goVersionOf(traceback, chosen, await this.factsOf(log));
  }

  private async factsOf(log: string): Promise<readonly VersionFact[]> {
    return (await (await this.cases.ready(log))?.versions(filePath(log))) ?? [];
  }

  /** What the trace itself says of a module's revision; null where it says nothing, or no repository is at hand. */
  async inferenceOf(traceback: Traceback, module: string, log: string, tools: Tools): Promise<Inference | null> {
    const { repository, outline } = tools;
    const table = modulesOf(await this.settings.get(log));
    const fileOf = (frame: Frame): ModuleFile | null => moduleOf(frame, table);
    return repository && this.inferences.of(traceback, module, { repository, outline, fileOf });
  }

  /** The frame that stands on a line of a log; null where none does. */
  async frameAt(asked: Asked): Promise<Frame | null> {
    return (await this.at(asked))?.frame ?? null;
  }

  /** The same with its traceback. */
  private async at({ log, line }: Asked): Promise<PlacedFrame | null> {
    return line === null ? null : frameAt(await this.tracebacksOf(log), line);
  }
}
