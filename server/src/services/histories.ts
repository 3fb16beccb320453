// The history of the source that frames lead to: who touched a line last, and what has changed a function since.
import { shortCommit } from '../render/change';
import { blameLine } from '../source/blame';
import { changesAt } from '../source/changes';
import type { Change, CommitLine, SourceLocation } from '../source/model';
import type { Repository } from '../source/repository';
import { sourceUri } from './sourceUri';
import type { Sources, TracedFrame } from './sources';

/** A frame whose source is at hand. */
interface Found {
  readonly location: SourceLocation;
  readonly commit: string;
  readonly repository: Repository;
}

export class Histories {
  constructor(private readonly sources: Sources) {}

  /**
   * The commit that brought the line of a frame; null where its source is not at hand. Rejects with a SourceProblem where
   * git fails (render/problem.ts has the words), with the signal's reason where that is aborted.
   */
  async blameOf(frame: TracedFrame, log: string, signal?: AbortSignal): Promise<CommitLine | null> {
    const found = await this.find(frame, log);
    return found && blameLine(found.repository, found.commit, found.location.path, frame.line, signal);
  }

  /**
   * The commits after the revision that ran which changed a frame's function, newest first; null where the source is not
   * at hand, or the frame's function does not enclose its line there. Rejects as blameOf does.
   */
  async changesOf(frame: TracedFrame, log: string, signal?: AbortSignal): Promise<readonly Change[] | null> {
    const found = await this.find(frame, log);
    return found && changesAt(found.location, found.repository, await this.sources.outline(), signal);
  }

  /** The uris of the documents that show a frame's file before and after a change of its function. */
  async sidesOf(
    frame: TracedFrame,
    log: string,
    { commit, before, after }: Change,
  ): Promise<{ readonly before: string; readonly after: string } | null> {
    const found = await this.find(frame, log);
    if (!found) {
      return null;
    }
    const { module, path } = found.location;
    const parent = await found.repository.commitOf(`${commit}^`);
    const side = (at: string, where: string): string =>
      sourceUri({ module, path: where, commit: at, line: null, log, at: null }, shortCommit(at));
    return { before: side(parent ?? commit, before ?? after ?? path), after: side(commit, after ?? before ?? path) };
  }

  private async find(frame: TracedFrame, log: string): Promise<Found | null> {
    const { location } = await this.sources.locate(frame, log);
    const commit = location?.commit ?? null;
    const repository = location && (await this.sources.repositoryOf(location.module, log));
    return location && repository && commit !== null ? { location, commit, repository } : null;
  }
}
