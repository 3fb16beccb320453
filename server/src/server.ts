// startServer: one connection, one host, a loop over features. node.ts brings both.
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  type Connection,
  type InitializeResult,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { features } from './features';
import type { Host } from './host';
import type { InitializationOptions } from './protocol';
import { setBundle } from './render/text';
import { Cases } from './services/cases';
import { Documents } from './services/documents';
import { SettingsStore } from './services/settings';
import { Sources } from './services/sources';

/** What every feature may use. */
export interface Services {
  readonly connection: Connection;
  readonly host: Host;
  readonly settings: SettingsStore;
  readonly documents: Documents;
  readonly cases: Cases;
  readonly sources: Sources;
}

/** One LSP method or a family of requests: what it announces, and what it answers. */
export interface Feature {
  readonly capabilities: ServerCapabilities;
  register(services: Services): void;
}

/** Starts to answer on a connection; the host is what the machine gives. */
export function startServer(connection: Connection, host: Host): void {
  const settings = new SettingsStore(connection);
  const documents = new Documents(connection, settings);
  const cases = new Cases(connection, host, settings, documents);
  const sources = new Sources(host, settings, cases, text => {
    connection.console.warn(text);
  });
  let folders: readonly string[] = [];
  let foldersCanChange = false;

  connection.onInitialize((params): InitializeResult => {
    const options = params.initializationOptions as InitializationOptions | undefined;
    setBundle(options?.bundle ?? {});
    sources.trusted = options?.trusted ?? false;
    foldersCanChange = params.capabilities.workspace?.workspaceFolders ?? false;
    folders = (params.workspaceFolders ?? []).map(folder => folder.uri);
    const capabilities = features.map(feature => feature.capabilities);
    return {
      capabilities: Object.assign(
        {
          textDocumentSync: TextDocumentSyncKind.Incremental,
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        },
        ...capabilities,
      ) as ServerCapabilities,
    };
  });

  connection.onInitialized(() => {
    void start();
  });

  async function start(): Promise<void> {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'nodelog' });
    if (foldersCanChange) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        removed.forEach(folder => void cases.close(folder.uri));
        added.forEach(folder => void cases.openFolder(folder.uri, 'workspace'));
      });
    }
    await cases.start(folders.filter(uri => uri.startsWith('file:')));
  }

  settings.onChanged(() => {
    sources.forget();
    void cases.reconfigure();
  });
  connection.onNotification(DidChangeWatchedFilesNotification.type, ({ changes }) => {
    cases.touched(changes.map(change => change.uri));
  });
  documents.open.onDidOpen(() => void cases.followOpenFiles());
  documents.open.onDidClose(() => void cases.followOpenFiles());

  for (const feature of features) {
    feature.register({ connection, host, settings, documents, cases, sources });
  }
  connection.listen();
}
