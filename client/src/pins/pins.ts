// Pins: lines of logs that the user has marked with a note, kept in a file of their folder; here they are set, listed and shown.
import * as vscode from 'vscode';
import { changePin, listPins, pinLine, pinsChanged, pinsIn, type PinItem } from '../../../server/src/protocol';
import type { Navigation } from '../containers/navigation';
import { DOCUMENT_SELECTOR } from '../languages';
import type { Server } from '../server';
import { PinMarks } from './marks';

/**
 * What the menu of the line numbers hands over: `lineNumber` counts from 1. Whoever calls the command may bring the note,
 * or what the user may begin it with.
 */
export interface LineTarget {
  readonly uri: vscode.Uri;
  readonly lineNumber: number;
  readonly note?: string;
  readonly suggestion?: string;
}

interface PinChoice extends vscode.QuickPickItem {
  readonly item: PinItem;
}

const EDIT = new vscode.ThemeIcon('edit');
const REMOVE = new vscode.ThemeIcon('trash');

export class Pins implements vscode.Disposable {
  readonly #marks: PinMarks;
  readonly #listeners: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly navigation: Navigation,
    extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#marks = new PinMarks(extensionUri);
    const look = (): void => this.#mark();
    this.#listeners = vscode.Disposable.from(
      server.onNotification(pinsChanged, look),
      server.onDidStart(look),
      server.onDidChangeCases(look),
      vscode.window.onDidChangeVisibleTextEditors(look),
    );
  }

  /** Asks for a note and pins the line that is given, else that of the cursor; where it is pinned the note is changed. */
  async pin(target?: LineTarget): Promise<void> {
    const at = target ? { uri: target.uri, line: target.lineNumber - 1 } : lineAtCursor();
    if (!at) return;
    const uri = this.server.uriText(at.uri);
    const known = (await this.server.ask(pinsIn, { uri })).find(({ line }) => line === at.line);
    const note = target?.note ?? (await askForNote(known?.item, target?.suggestion));
    if (note === undefined) return;
    const { file } = await this.server.ask(pinLine, { uri, line: at.line, note });
    vscode.window.setStatusBarMessage(vscode.l10n.t('Pinned: kept in {0}', file), 5000);
  }

  /** Takes the pin of the line that is given, else of the cursor's, away. */
  async remove(target?: LineTarget): Promise<void> {
    const at = target ? { uri: target.uri, line: target.lineNumber - 1 } : lineAtCursor();
    if (!at) return;
    const there = await this.server.ask(pinsIn, { uri: this.server.uriText(at.uri) });
    const known = there.find(({ line }) => line === at.line);
    if (known) await this.#change(known.item, null);
    else void vscode.window.showInformationMessage(vscode.l10n.t('This line is not pinned.'));
  }

  /** Lists the pins of all cases: choosing one goes to its line, its buttons change its note or remove it. */
  async show(): Promise<void> {
    const { items, problems } = await this.server.ask(listPins, null);
    for (const { uri, text } of problems) void tellProblem(text, this.server.uri(uri));
    if (items.length === 0) {
      if (problems.length === 0) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t('No line is pinned yet. Right-click a line of a log and choose Pin Line With Note...'),
        );
      }
      return;
    }
    const chosen = await this.#pick(items);
    if (!chosen) return;
    if (chosen.at) await this.navigation.reveal({ at: chosen.at });
    else void vscode.window.showInformationMessage(chosen.place);
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#marks.dispose();
  }

  #pick(items: readonly PinItem[]): Promise<PinItem | undefined> {
    const pick = vscode.window.createQuickPick<PinChoice>();
    pick.title = vscode.l10n.t('Pins');
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.items = items.map(choiceOf);
    return new Promise(resolve => {
      pick.onDidAccept(() => {
        resolve(pick.activeItems[0]?.item);
        pick.hide();
      });
      pick.onDidTriggerItemButton(({ item: { item }, button }) => {
        pick.hide();
        const done = button.iconPath === EDIT ? this.#edit(item) : this.#change(item, null);
        done.catch((error: unknown) => void vscode.window.showErrorMessage(String(error)));
      });
      pick.onDidHide(() => {
        resolve(undefined);
        pick.dispose();
      });
      pick.show();
    });
  }

  async #edit(item: PinItem): Promise<void> {
    const note = await askForNote(item);
    if (note !== undefined) await this.#change(item, note);
  }

  async #change({ case: uri, pin }: PinItem, note: string | null): Promise<void> {
    await this.server.ask(changePin, { case: uri, pin, note });
  }

  /** Marks the pins in all logs in sight; what is marked stays where the server cannot answer. */
  #mark(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (!vscode.languages.match(DOCUMENT_SELECTOR, editor.document)) continue;
      this.server.ask(pinsIn, { uri: this.server.uriText(editor.document.uri) }).then(
        pins => this.#marks.show(editor, pins),
        (error: unknown) => this.log.debug(`${editor.document.fileName}: ${String(error)}`),
      );
    }
  }
}

function lineAtCursor(): { readonly uri: vscode.Uri; readonly line: number } | null {
  const editor = vscode.window.activeTextEditor;
  if (editor && vscode.languages.match(DOCUMENT_SELECTOR, editor.document)) {
    return { uri: editor.document.uri, line: editor.selection.active.line };
  }
  void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor on a line of a log first.'));
  return null;
}

async function askForNote(known: PinItem | undefined, suggestion = ''): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: known ? vscode.l10n.t('Note of the Pin') : vscode.l10n.t('Pin Line With Note'),
    prompt: vscode.l10n.t('What is to be remembered of this line; it stands in the reports of its case'),
    value: known?.pin.note ?? suggestion,
    validateInput: value => (value.trim() === '' ? vscode.l10n.t('A note is missing') : undefined),
  });
}

function choiceOf(item: PinItem): PinChoice {
  return {
    label: item.pin.note,
    description: item.place,
    detail: item.pin.text,
    iconPath: new vscode.ThemeIcon(item.state === 'gone' ? 'warning' : 'pinned'),
    buttons: [
      { iconPath: EDIT, tooltip: vscode.l10n.t('Edit Note') },
      { iconPath: REMOVE, tooltip: vscode.l10n.t('Remove Pin') },
    ],
    item,
  };
}

async function tellProblem(problem: string, file: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  if ((await vscode.window.showWarningMessage(problem, open)) === open) await vscode.window.showTextDocument(file);
}
