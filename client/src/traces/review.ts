// A review of a trace, frame by frame as in a debugger: shows a frame in its log and beside it in its source, and steps.
import * as vscode from 'vscode';
import {
  reviewFrame,
  type FrameRef,
  type ReviewedFrame,
  type ReviewStep,
  type TraceRef,
} from '../../../server/src/traceProtocol';
import type { Server } from '../server';
import { placeOf, type FramePlace } from '../source/framePlace';
import type { SourceDialog } from '../source/dialog';
import { markdown } from '../tree/rows';
import { Marks } from './marks';
import { Values } from './values';

const SKIP = 'review.skipLibraries';

export class Review implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when another frame is shown, and when the review ends. */
  readonly onDidChange = this.#changed.event;
  readonly #marks: Marks;
  readonly #values: Values;
  readonly #status = vscode.window.createStatusBarItem('nodelog.review', vscode.StatusBarAlignment.Left, 10);
  readonly #listener: vscode.Disposable;
  #frame: ReviewedFrame | null = null;
  /** Steps that are asked for faster than frames can be shown are done one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly server: Server,
    private readonly dialog: Pick<SourceDialog, 'keepQuiet'>,
  ) {
    this.#marks = new Marks(server);
    this.#values = new Values(server);
    this.#status.name = vscode.l10n.t('Trace Review');
    this.#status.command = 'nodelog.traces.focus';
    // A new server has read nothing yet.
    this.#listener = server.onDidStart(() => this.end());
  }

  /** The frame that is shown; null where no review is open. */
  get current(): FrameRef | null {
    return this.#frame?.frame ?? null;
  }

  /** Where that frame stands in its log. */
  get place(): FramePlace | undefined {
    return this.#frame ? placeOf(this.#frame.log) : undefined;
  }

  /** Shows a frame; of a trace or a stack alone the frame that failed, else the first one. */
  open(target: TraceRef | FrameRef): Promise<void> {
    const [frame, step] = 'frame' in target ? [target, null] : [{ ...target, stack: 1, frame: 0 }, 'start' as const];
    return this.#inTurn(() => this.#go(frame, step));
  }

  /** Shows the frame again, of which something else is to be said: its source, say, is at hand now. */
  showAgain(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.current) await this.#go(this.current, null);
    });
  }

  /** Goes on from the frame that is shown, else from `selected`, the frame that the view has selected. */
  step(step: ReviewStep, selected: FrameRef | null): Promise<void> {
    return this.#inTurn(async () => {
      const from = this.current ?? selected;
      if (from) await this.#go(from, step);
    });
  }

  /** Whether steps skip frames of libraries: the setting, where it is set, else the user's. */
  async setSkipLibraries(skip: boolean): Promise<void> {
    const settings = vscode.workspace.getConfiguration('nodelog');
    const { workspaceFolderValue, workspaceValue } = settings.inspect<boolean>(SKIP) ?? {};
    const inWorkspace = workspaceFolderValue !== undefined || workspaceValue !== undefined;
    await settings.update(SKIP, skip, inWorkspace ? undefined : vscode.ConfigurationTarget.Global);
  }

  /** Takes the marks away; the documents stay open. */
  end(): void {
    this.#show(null);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#marks.dispose();
    this.#values.dispose();
    this.#status.dispose();
    this.#changed.dispose();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined); // whoever asked for it is told; the next step goes on
    return done;
  }

  async #go(from: FrameRef, step: ReviewStep | null): Promise<void> {
    const frame = await this.server.ask(reviewFrame, { frame: from, step });
    if (!frame) {
      void vscode.window.setStatusBarMessage(nowhere(step), 5000);
      return;
    }
    const before = this.#frame;
    this.#show(frame);
    const columns = columnsOf(before, frame, this.server);
    await this.#open(frame.log.uri, frame.cursor, columns.log);
    if (frame.source) {
      const { uri, line, call } = frame.source;
      // A dialog would stop whoever steps on.
      if (step !== null && step !== 'start') this.dialog.keepQuiet(this.server.uri(uri));
      await this.#open(uri, (call ?? line)?.start ?? FIRST, columns.source);
      this.#revealInLog(frame);
    }
    // An editor takes no marks before it has its document.
    this.#marks.show(this.#frame);
  }

  #show(frame: ReviewedFrame | null): void {
    this.#frame = frame;
    this.#marks.show(frame);
    this.#values.show(frame);
    const documents = frame ? [frame.log.uri, ...(frame.source ? [frame.source.uri] : [])] : [];
    const uris = documents.map(uri => this.server.uri(uri).toString());
    void vscode.commands.executeCommand('setContext', 'nodelog.reviewOpen', frame !== null);
    void vscode.commands.executeCommand('setContext', 'nodelog.reviewDocuments', uris);
    if (frame) {
      this.#status.text = `$(debug-stackframe) ${frame.status}`;
      this.#status.tooltip = markdown(frame.tooltip);
      this.#status.show();
    } else {
      this.#status.hide();
    }
    this.#changed.fire();
  }

  /** Brings the frame into sight again: the source, opened beside the log, may have taken half of its width. */
  #revealInLog({ log, cursor }: ReviewedFrame): void {
    const { uri, range } = this.server.location({ uri: log.uri, range: { start: cursor, end: cursor } });
    shownEditor(uri)?.revealRange(range);
  }

  /** Opens a place where the focus stays: in the view, that the arrow keys walk on, or in the editor that has it. */
  async #open(text: string, at: ReviewedFrame['cursor'], viewColumn: vscode.ViewColumn): Promise<void> {
    const { uri, range: selection } = this.server.location({ uri: text, range: { start: at, end: at } });
    // By vscode.open, since that also opens logs too large to be handed to extensions.
    await vscode.commands.executeCommand('vscode.open', uri, {
      selection,
      viewColumn,
      preview: true,
      preserveFocus: true,
    });
  }
}

const FIRST = { line: 0, character: 0 };

function shownEditor(uri: vscode.Uri): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
}

/** Where a log is shown already it stays; the source is shown beside it. */
function columnsOf(
  before: ReviewedFrame | null,
  frame: ReviewedFrame,
  server: Server,
): { readonly log: vscode.ViewColumn; readonly source: vscode.ViewColumn } {
  const shownIn = (uri: string | undefined): vscode.ViewColumn | undefined =>
    uri === undefined ? undefined : shownEditor(server.uri(uri))?.viewColumn;
  const log = shownIn(frame.log.uri) ?? shownIn(before?.log.uri) ?? vscode.ViewColumn.One;
  const source = shownIn(before?.source?.uri);
  return { log, source: source !== undefined && source !== log ? source : log + 1 };
}

/** Why a step leads nowhere. */
function nowhere(step: ReviewStep | null): string {
  switch (step) {
    case 'next':
      return vscode.l10n.t('No more frames below in this goroutine; frames of libraries may be skipped');
    case 'previous':
      return vscode.l10n.t('No more frames above in this goroutine; frames of libraries may be skipped');
    case 'fault':
      return vscode.l10n.t('The trace does not tell which frame failed');
    case 'first':
    case 'start':
    case null:
      return vscode.l10n.t('The log no longer has this frame');
  }
}
