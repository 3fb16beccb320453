// A task that is shown in the editor once it takes long, with a way to cancel it.
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { inBackground } from './background';

/** A shorter task is over before a person could read what it says. */
const PATIENCE_MS = 1500;

export class ShownTask {
  private readonly controller = new AbortController();
  /** Aborted when the user has ended the task. */
  readonly signal = this.controller.signal;
  private readonly timer: NodeJS.Timeout;
  private shown: WorkDoneProgressServerReporter | null = null;
  private percentage = 0;
  private words = '';
  private over = false;

  constructor(
    private readonly connection: Connection,
    private readonly title: string,
  ) {
    this.timer = setTimeout(() => {
      inBackground(connection, this.show());
    }, PATIENCE_MS);
  }

  /** Says how much is done, in any unit, and what that is in words. */
  report(done: number, of: number, words = ''): void {
    this.percentage = of === 0 ? 100 : Math.floor((100 * done) / of);
    this.words = words;
    this.shown?.report(this.percentage, words);
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
    progress.begin(this.title, this.percentage, this.words, true);
    progress.token.onCancellationRequested(() => {
      this.controller.abort();
    });
    this.shown = progress;
  }
}
