// Shows that a case is being read, once that takes long, with a way to cancel it.
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { CaseProgress } from '../casefile/case';
import { message } from '../message';
import { text } from '../render/text';
import { inBackground } from './background';

/** A shorter read is over before a person could read what it says. */
const PATIENCE_MS = 1500;
const MEGABYTE = 1_000_000;

export class ReadingProgress {
  /** Whether the user has ended the read. */
  cancelled = false;
  private readonly timer: NodeJS.Timeout;
  private shown: WorkDoneProgressServerReporter | null = null;
  private state: CaseProgress | null = null;
  private over = false;

  constructor(
    private readonly connection: Connection,
    private readonly name: string,
    private readonly cancel: () => void,
  ) {
    this.timer = setTimeout(() => {
      inBackground(connection, this.show());
    }, PATIENCE_MS);
  }

  report(state: CaseProgress): void {
    this.state = state;
    this.shown?.report(percentage(state), words(state));
  }

  done(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.shown?.done();
  }

  private async show(): Promise<void> {
    const progress = await this.connection.window.createWorkDoneProgress();
    if (this.over) {
      return;
    }
    const title = text(message('case.reading', { name: this.name }));
    progress.begin(title, this.state ? percentage(this.state) : 0, this.state ? words(this.state) : '', true);
    progress.token.onCancellationRequested(() => {
      this.cancelled = true;
      this.cancel();
    });
    this.shown = progress;
  }
}

function percentage({ bytes, ofBytes }: CaseProgress): number {
  return ofBytes === 0 ? 100 : Math.floor((100 * bytes) / ofBytes);
}

function words({ files, ofFiles, bytes, ofBytes }: CaseProgress): string {
  const [megabytes, ofMegabytes] = [Math.round(bytes / MEGABYTE), Math.round(ofBytes / MEGABYTE)];
  return text(message('case.reading-state', { files, ofFiles, megabytes, ofMegabytes }));
}
