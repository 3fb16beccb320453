// The dialog that a jump into source offers where the source is not on this machine.
import * as vscode from 'vscode';
import { listModules, locateSource, SOURCE_SCHEME, type MissingSource } from '../../../server/src/protocol';
import type { Server } from '../server';
import { openDocument, type SourceDocuments } from './documents';
import { chooseFolder, clone } from './repository';

/** What is to be had of a module: of a jump's target, or of a module alone. */
type Wanted = Pick<MissingSource, 'module' | 'cloneUrl' | 'webUrl' | 'reason'>;

/** A row; `run` gives true when the repository is there now. */
type Choice = vscode.QuickPickItem & { readonly run: () => Promise<boolean> };

export class SourceDialog implements vscode.Disposable {
  /** The documents for which the dialog was offered: once for each opening. */
  readonly #offered = new Set<string>();
  readonly #shown = new vscode.EventEmitter<void>();
  /** Fires when source is shown that was missing before. */
  readonly onDidShowSource = this.#shown.event;
  readonly #listeners: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly documents: SourceDocuments,
    /** Where clones go, unless the user has one. */
    private readonly repositories: vscode.Uri,
    private readonly report: (error: unknown) => void,
  ) {
    this.#listeners = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(() => this.#offerOnce()),
      vscode.workspace.onDidCloseTextDocument(document => this.#offered.delete(document.uri.toString())),
    );
    this.#offerOnce();
  }

  /** The command: for the source that the active tab lacks, else for a module of the open cases. */
  async chooseRepository(): Promise<void> {
    const uri = activeSource();
    const missing = uri && this.documents.missing(uri);
    if (uri && missing) return this.#offer(uri, missing);
    const modules = await this.server.ask(listModules, null);
    if (modules.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The open cases hold no goroutine frames, so there is no source to look for.'),
      );
      return;
    }
    const choice = await vscode.window.showQuickPick(
      modules.map(item => ({ ...item, label: item.module, description: item.folder ?? vscode.l10n.t('not chosen') })),
      { title: vscode.l10n.t('Choose a Repository'), placeHolder: vscode.l10n.t('The module whose source is wanted') },
    );
    if (choice) await this.#ask({ ...choice, webUrl: null, reason: choice.folder ?? '' });
  }

  /** Offers nothing for a document that is shown in passing: what it explains is enough. */
  keepQuiet(uri: vscode.Uri): void {
    this.#offered.add(uri.toString());
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#shown.dispose();
  }

  /** A preview on Ctrl+hover and a peek open the document too, but only a jump makes it the active tab. */
  #offerOnce(): void {
    const uri = activeSource();
    const missing = uri && this.documents.missing(uri);
    if (!uri || !missing || this.#offered.has(uri.toString())) return;
    this.#offered.add(uri.toString());
    this.#offer(uri, missing).catch(this.report);
  }

  async #offer(uri: vscode.Uri, missing: MissingSource): Promise<void> {
    const explanation = openDocument(uri)?.getText() ?? '';
    if (!(await this.#ask(missing))) return;
    const at = await this.server.ask(locateSource, { uri: this.server.uriText(uri) });
    if (at) {
      const target = this.server.location(at);
      const isSame = target.uri.toString() === uri.toString();
      if (isSame) await this.documents.replaced(uri, explanation);
      // In its place: where a group lost its last tab first, the source would take that of another one, the log's say.
      const viewColumn = tabsOf(uri)[0]?.group.viewColumn ?? vscode.ViewColumn.Active;
      await vscode.window.showTextDocument(target.uri, { selection: target.range, preview: true, viewColumn });
      if (!isSame) await vscode.window.tabGroups.close(tabsOf(uri));
      this.#shown.fire();
      return;
    }
    const why = (await this.documents.missingNow(uri))?.reason ?? missing.reason;
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The chosen repository does not show line {0} of {1}. {2}', missing.line, missing.path, why),
    );
  }

  /** Offers what can be done; true when the module's repository is there now. */
  async #ask(wanted: Wanted): Promise<boolean> {
    const choice = await vscode.window.showQuickPick(this.#choices(wanted), {
      title: vscode.l10n.t('Source of {0}', wanted.module),
      placeHolder: wanted.reason,
      ignoreFocusOut: true,
    });
    return choice ? choice.run() : false;
  }

  #choices({ module, cloneUrl, webUrl }: Wanted): Choice[] {
    const choices: Choice[] = vscode.workspace.isTrusted ? this.#repositoryChoices(module, cloneUrl) : [trustChoice()];
    if (webUrl !== null) {
      choices.push({
        label: vscode.l10n.t('$(link-external) Open the web page at that line'),
        detail: webUrl,
        run: async () => {
          await vscode.env.openExternal(vscode.Uri.parse(webUrl, true));
          return false;
        },
      });
    }
    return choices;
  }

  #repositoryChoices(module: string, cloneUrl: string | null): Choice[] {
    const choices: Choice[] = [
      {
        label: vscode.l10n.t('$(folder-opened) Choose a folder that has the repository…'),
        detail: vscode.l10n.t('A clone, bare or with a work tree. It is only read.'),
        run: () => chooseFolder(this.server, module),
      },
    ];
    if (cloneUrl !== null) {
      choices.push({
        label: vscode.l10n.t('$(repo-clone) Clone {0} with git…', cloneUrl),
        detail: vscode.l10n.t('Into {0}', this.repositories.fsPath),
        run: () => clone(this.server, module, cloneUrl, this.repositories),
      });
    }
    return choices;
  }
}

/** What stands in place of the repository choices in a workspace that is not trusted. */
function trustChoice(): Choice {
  return {
    label: vscode.l10n.t('$(workspace-untrusted) Manage workspace trust…'),
    detail: vscode.l10n.t(
      'Repositories are read only in a workspace that you trust: its settings could name any folder.',
    ),
    run: async () => {
      await vscode.commands.executeCommand('workbench.trust.manage');
      return false;
    },
  };
}

/** The source document of the active tab; undefined where it holds something else. */
function activeSource(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText && input.uri.scheme === SOURCE_SCHEME ? input.uri : undefined;
}

/** The tabs that show a document. */
function tabsOf(uri: vscode.Uri): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return tabs.filter(tab => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString());
}
