// Parts of logs: choosing, filtering, following them, and the way back to the log.
import * as vscode from 'vscode';
import { INFLATED_SCHEME, listCases, listContainers } from '../../../server/src/protocol';
import {
  followSlice,
  narrowFilter,
  neighbourPage,
  openSlice,
  originalPlace,
  SLICE_SCHEME,
  type NarrowBy,
  type SliceQuery,
} from '../../../server/src/sliceProtocol';
import type { Server } from '../server';
import { uriOf, type SliceDocuments } from './documents';
import type { NamedFilter, NamedFilters } from './namedFilters';
import { askFilter } from './filterInput';

const SCHEMES = ['file', INFLATED_SCHEME, SLICE_SCHEME];
/** As many containers as anyone would look through; the others are given by a filter. */
const MAX_CHOICES = 500;

export class Slices {
  constructor(
    private readonly server: Server,
    private readonly documents: SliceDocuments,
    private readonly filters: NamedFilters,
  ) {}

  /** Asks which part of the log in the active tab is to be shown. */
  async choose(given?: vscode.Uri): Promise<void> {
    const uri = given ?? this.#active();
    if (!uri) return;
    const choice = await vscode.window.showQuickPick(this.#parts(uri), {
      title: vscode.l10n.t('Show Part of Log'),
      placeHolder: vscode.l10n.t('What is shown of {0}', nameOf(uri)),
      matchOnDescription: true,
    });
    await choice?.run();
  }

  /** Asks for a filter, beginning with that of the document, and shows what fits. */
  async filter(given?: vscode.Uri, text?: string): Promise<void> {
    const uri = given ?? this.#active();
    if (!uri) return;
    const filter = await askFilter(this.server, uri, text ?? this.documents.state(uri)?.filter ?? '');
    if (filter !== undefined) await this.#open({ uris: [this.server.uriText(uri)], filter, line: this.#lineIn(uri) });
  }

  /** Shows what fits a named filter of the log in the active tab. */
  async apply({ filter }: NamedFilter): Promise<void> {
    const uri = this.#active();
    if (uri) await this.#open({ uris: [this.server.uriText(uri)], filter, line: this.#lineIn(uri) });
  }

  /** Narrows what is shown by what stands at the cursor. */
  async narrow(by: NarrowBy): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const uri = this.#active();
    if (!editor || !uri) return;
    const { line, character } = editor.selection.active;
    const query = { uri: this.server.uriText(uri), line, character, by };
    const { filter, problem } = await this.server.ask(narrowFilter, query);
    if (problem !== null) void vscode.window.showInformationMessage(problem);
    else await this.#open({ uris: [query.uri], filter, line });
  }

  /** Keeps the filter of the document under a name. */
  async save(): Promise<void> {
    const uri = this.#active();
    const filter = uri && this.documents.state(uri)?.filter;
    if (!filter) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Filter a log first: then its filter can be kept.'));
      return;
    }
    await this.filters.save(filter);
  }

  /** Leads from a line of a slice to the same line of its log. */
  async reveal(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    const query = { uri: this.server.uriText(editor.document.uri), line: editor.selection.active.line };
    const place = await this.server.ask(originalPlace, query);
    if (place) await this.#show(place, true);
    else void vscode.window.showInformationMessage(vscode.l10n.t('This line stands in no log.'));
  }

  /** Opens the page before or behind a page. */
  async turn(step: 1 | -1): Promise<void> {
    const uri = this.#active();
    if (!uri) return;
    const place = await this.server.ask(neighbourPage, { uri: this.server.uriText(uri), step });
    if (place) await this.#show(place, true);
    else void vscode.window.setStatusBarMessage(vscode.l10n.t('There is no further page'), 5000);
  }

  /** Shows what is written into the logs of a slice, or no more. */
  async follow(follow: boolean): Promise<void> {
    const uri = this.#active();
    if (uri) await this.server.ask(followSlice, { uri: this.server.uriText(uri), follow });
  }

  /** Asks for logs, and shows their lines in order of time. */
  async merge(given?: readonly vscode.Uri[]): Promise<void> {
    const uris = given ?? (await pickLogs(this.#active()));
    if (!uris || uris.length === 0) return;
    const filter = this.documents.state(uris[0] as vscode.Uri)?.filter ?? '';
    await this.#open({ uris: uris.map(uri => this.server.uriText(uri)), filter, line: null });
  }

  #parts(uri: vscode.Uri): (vscode.QuickPickItem & { run(): Promise<void> })[] {
    const uris = [this.server.uriText(uri)];
    return [
      {
        label: `$(list-flat) ${vscode.l10n.t('First page')}`,
        description: vscode.l10n.t('the lines at its beginning, page by page'),
        run: () => this.#open({ uris, filter: null, line: 0 }),
      },
      {
        label: `$(arrow-down) ${vscode.l10n.t('End')}`,
        description: vscode.l10n.t('its last lines, and what is written from now on'),
        run: () => this.#open({ uris, filter: null, line: null, tail: true }),
      },
      {
        label: `$(package) ${vscode.l10n.t('Container...')}`,
        description: vscode.l10n.t('all lines that tell of a container'),
        run: () => this.#pickContainer(uri),
      },
      {
        label: `$(clock) ${vscode.l10n.t('Time window...')}`,
        description: vscode.l10n.t('the lines between two times'),
        run: () => this.filter(uri, 'since:'),
      },
      {
        label: `$(filter) ${vscode.l10n.t('Filter...')}`,
        description: vscode.l10n.t('by node, unit, level, kind, text and more'),
        run: () => this.filter(uri),
      },
      ...this.filters.all.map(({ name, filter }) => ({
        label: `$(bookmark) ${name}`,
        description: filter,
        run: () => this.#open({ uris, filter, line: null }),
      })),
    ];
  }

  async #pickContainer(uri: vscode.Uri): Promise<void> {
    const choices: (vscode.QuickPickItem & { id: string })[] = [];
    for (const item of await this.server.ask(listCases, null)) {
      const { items } = await this.server.ask(listContainers, { case: item.uri, offset: 0, limit: MAX_CHOICES });
      choices.push(...items.map(({ id, label, description }) => ({ label, description, id })));
    }
    const choice =
      choices.length === 0
        ? undefined
        : await vscode.window.showQuickPick(choices, {
            title: vscode.l10n.t('Show Part of Log'),
            placeHolder: vscode.l10n.t('The container whose lines are shown'),
            matchOnDescription: true,
          });
    if (choice) await this.#open({ uris: [this.server.uriText(uri)], filter: `container:${choice.id}`, line: null });
    else if (choices.length === 0) await this.filter(uri, 'container:');
  }

  async #open(query: SliceQuery): Promise<void> {
    const { at, problem } = await this.server.ask(openSlice, query);
    if (problem !== null) void vscode.window.showInformationMessage(problem);
    if (at) await this.#show(at, query.filter === null && !query.tail);
  }

  async #show(at: Parameters<Server['location']>[0], preview: boolean): Promise<void> {
    const { uri, range } = this.server.location(at);
    const selection = new vscode.Range(range.start, range.start);
    await vscode.commands.executeCommand('vscode.open', uri, { selection: preview ? range : selection, preview });
  }

  /** The log or slice in the active tab; said where there is none. */
  #active(): vscode.Uri | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri ?? uriOf(vscode.window.tabGroups.activeTabGroup.activeTab);
    if (uri && SCHEMES.includes(uri.scheme)) return uri;
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a log first: a file on disk, of any size.'));
    return undefined;
  }

  /** Where the cursor is in a document, so that it is found again in what is shown of it. */
  #lineIn(uri: vscode.Uri): number | null {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === uri.toString() ? editor.selection.active.line : null;
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

async function pickLogs(active: vscode.Uri | undefined): Promise<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    title: vscode.l10n.t('Logs whose lines are shown in order of time'),
    openLabel: vscode.l10n.t('Merge'),
    ...(active?.scheme === 'file' && { defaultUri: vscode.Uri.joinPath(active, '..') }),
  });
}
