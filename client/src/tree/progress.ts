// The progress bar of a view.
import * as vscode from 'vscode';

export class ViewProgress implements vscode.Disposable {
  /** Ends the bar; null while it does not run. */
  #rest: (() => void) | null = null;

  constructor(private readonly view: string) {}

  show(busy: boolean): void {
    if (!busy) {
      this.#rest?.();
      this.#rest = null;
    } else if (!this.#rest) {
      const reading = new Promise<void>(resolve => {
        this.#rest = resolve;
      });
      void vscode.window.withProgress({ location: { viewId: this.view } }, () => reading);
    }
  }

  dispose(): void {
    this.show(false);
  }
}
