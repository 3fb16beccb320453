// Shows that a case is being read, once that takes long, with a way to cancel it.
import type { Connection } from 'vscode-languageserver';
import type { CaseProgress } from '../casefile/caseOptions';
import { message } from '../message';
import { text } from '../render/text';
import { ShownTask } from './shownTask';

const MEGABYTE = 1_000_000;

export class ReadingProgress {
  private readonly task: ShownTask;

  constructor(connection: Connection, name: string) {
    this.task = new ShownTask(connection, text(message('case.reading', { name })));
  }

  /** Aborted when the user has ended the read. */
  get cancelled(): AbortSignal {
    return this.task.signal;
  }

  report(state: CaseProgress): void {
    this.task.report(state.bytes, state.ofBytes, progressText(state));
  }

  done(): void {
    this.task.done();
  }
}

/** How many files and bytes of a case have been read. */
export function progressText({ files, ofFiles, bytes, ofBytes }: CaseProgress): string {
  const [megabytes, ofMegabytes] = [Math.round(bytes / MEGABYTE), Math.round(ofBytes / MEGABYTE)];
  return text(message('case.reading-state', { files, ofFiles, megabytes, ofMegabytes }));
}
