// Finds node logs among documents that VS Code takes for something else, and switches their language.
import * as vscode from 'vscode';
import { detectLanguage, INFLATED_SCHEME, type LanguageId } from '../../server/src/protocol';
import { SLICE_SCHEME } from '../../server/src/sliceProtocol';
import type { Server } from './server';

const LANGUAGES: readonly LanguageId[] = ['nodelog-audit', 'nodelog-daemon', 'nodelog-audit-rules'];

/** Where an editor shows something that the server reads: files, compressed ones, pasted text that was never saved, parts of logs. */
const SCHEMES = ['file', 'untitled', INFLATED_SCHEME, SLICE_SCHEME];

/** The documents that the server serves. */
export const DOCUMENT_SELECTOR = LANGUAGES.flatMap(language => SCHEMES.map(scheme => ({ language, scheme })));

/** How much of a document's beginning is looked at, in UTF-16 units. */
const HEAD_LENGTH = 65_536;

/**
 * VS Code's own language `log` takes every *.log by its extension, so that no first-line pattern of ours is tried on
 * them. Such a document is switched once; a user who switches it back is not contradicted in this session.
 */
export class LanguageDetection implements vscode.Disposable {
  /** VS Code keeps the document object when its language changes, and makes a new one when it is opened anew. */
  readonly #switched = new WeakSet<vscode.TextDocument>();
  readonly #declined = new Set<string>();
  readonly #looking = new WeakMap<vscode.TextDocument, Promise<void>>();
  readonly #listener: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#listener = vscode.workspace.onDidOpenTextDocument(document => this.#look(document));
    vscode.workspace.textDocuments.forEach(document => this.#look(document));
  }

  /** Reads the document of the active editor as a node log: in the language the server finds, else the one picked. */
  async readAsNodeLog(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Open a log in an editor first. Of a file above 50 MB, Nodelog shows parts: Show Part of Log.'),
      );
      return;
    }
    const language = (await this.#detect(document)) ?? (await pickLanguage());
    if (!language) return;
    this.#declined.delete(document.uri.toString());
    await vscode.languages.setTextDocumentLanguage(document, language);
  }

  /** Ends when it is decided which language an open document has. */
  async settled(document: vscode.TextDocument): Promise<void> {
    await this.#looking.get(document);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #look(document: vscode.TextDocument): void {
    if (document.languageId !== 'log' || !SCHEMES.includes(document.uri.scheme)) return;
    const uri = document.uri.toString();
    if (this.#switched.has(document)) this.#declined.add(uri);
    const settings = vscode.workspace.getConfiguration('nodelog', document);
    if (this.#declined.has(uri) || !settings.get('languages.detectContent', true)) return;
    const looking = this.#switch(document).catch((error: unknown) => this.log.warn(`${uri}: ${String(error)}`));
    this.#looking.set(document, looking);
  }

  async #switch(document: vscode.TextDocument): Promise<void> {
    const language = await this.#detect(document);
    if (!language || document.isClosed || document.languageId !== 'log') return;
    this.#switched.add(document);
    await vscode.languages.setTextDocumentLanguage(document, language);
  }

  #detect(document: vscode.TextDocument): Promise<LanguageId | null> {
    const head = new vscode.Range(document.positionAt(0), document.positionAt(HEAD_LENGTH));
    return this.server.ask(detectLanguage, { head: document.getText(head) });
  }
}

async function pickLanguage(): Promise<LanguageId | undefined> {
  const choices: (vscode.QuickPickItem & { language: LanguageId })[] = [
    {
      label: vscode.l10n.t('Container Node Log'),
      detail: vscode.l10n.t('dockerd, containerd, kubelet, syslog, journal, kernel'),
      language: 'nodelog-daemon',
    },
    {
      label: vscode.l10n.t('Linux Audit Log'),
      detail: vscode.l10n.t('audit.log, or what ausearch printed'),
      language: 'nodelog-audit',
    },
  ];
  const choice = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Read as Node Log'),
    placeHolder: vscode.l10n.t('No line at the beginning tells which log this is: read it as'),
  });
  return choice?.language;
}
