// startServer: one connection, one host, a loop over features. node.ts brings both.
import path from 'node:path';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  type Connection,
  type InitializeResult,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { ReadThread } from './casefile/reading';
import { ThreadReader } from './casefile/threadReader';
import { features } from './features';
import type { Host } from './host';
import { message } from './message';
import type { Place } from './place';
import type { InitializationOptions } from './protocol';
import type { PlacedTraceback } from './reading/log';
import { setBundle, text } from './render/text';
import { inBackground } from './services/background';
import { Cases } from './services/cases';
import { Clones } from './services/clones';
import { Documents } from './services/documents';
import { filePath } from './services/fileUri';
import { Histories } from './services/histories';
import { Inferences } from './services/inferences';
import { Pins } from './services/pins';
import { Places } from './services/places';
import { Positions } from './services/positions';
import { Revisions } from './services/revisions';
import { SettingsStore } from './services/settings';
import { ShownTask } from './services/shownTask';
import { shownFetch } from './services/shownFetch';
import { Slices } from './services/slices';
import { Sources } from './services/sources';
import { Traces } from './services/traces';

/** Starts to answer on a connection; the host is what the machine gives, and `startThread` starts a thread that reads files. */
export function startServer(connection: Connection, host: Host, startThread: () => ReadThread): void {
  const settings = new SettingsStore(connection);
  const documents = new Documents(connection, settings);
  /** Where what was found out at some cost is kept; null until the client has said. */
  let storage: string | null = null;
  const reader = new ThreadReader(
    startThread,
    () => storage && path.join(storage, 'index'),
    said => {
      connection.console.warn(text(said));
    },
  );
  const cases = new Cases(connection, host, settings, documents, reader);
  documents.cases = cases;
  const inferences = new Inferences(
    host,
    () => storage && path.join(storage, 'inferences'),
    module => new ShownTask(connection, text(message('source.inferring', { module }))),
  );
  const slices = new Slices(connection, host, cases, documents, settings);
  const positions = new Positions(documents, slices);
  const pins = new Pins(host, cases, settings);
  const places = new Places(file => cases.isTooLarge(file) || slices.isTooLarge(file));
  const tracebacksOf = async (log: string): Promise<readonly PlacedTraceback[]> => {
    const found = (await documents.log(log))?.contents.tracebacks ?? (await cases.tracebacksOf(log));
    return found.length > 0 ? found : positions.tracebacksOf(log);
  };
  const revisions = new Revisions(settings, cases, tracebacksOf, inferences);
  const ownClones = {
    folder: () => storage && path.join(storage, 'repositories'),
    fetch: shownFetch(title => new ShownTask(connection, title)),
  };
  const sources = new Sources(host, settings, cases, revisions, ownClones, problem => {
    connection.console.warn(problem);
  });
  const clones = new Clones(host, settings, cases, () => {
    sources.forget();
  });
  const placeOf = (uri: string, line: number): Place | null => {
    const file = filePath(uri);
    return slices.place(uri, line) ?? (file === null ? null : { file, line });
  };
  const traces = new Traces(tracebacksOf, settings, cases, placeOf);
  const histories = new Histories(sources);
  let folders: readonly string[] = [];
  let foldersCanChange = false;

  connection.onInitialize((params): InitializeResult => {
    const options = params.initializationOptions as InitializationOptions | undefined;
    setBundle(options?.bundle ?? {});
    sources.trusted = options?.trusted ?? false;
    storage = options?.storage ?? null;
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
    inBackground(connection, start());
  });

  async function start(): Promise<void> {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'nodelog' });
    if (foldersCanChange) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) {
          inBackground(connection, cases.close(uri));
        }
        for (const { uri } of added) {
          inBackground(connection, cases.openFolder(uri, 'workspace'));
        }
      });
    }
    await cases.start(folders.filter(uri => uri.startsWith('file:')));
  }

  settings.onChanged(() => {
    sources.forget();
    inBackground(connection, cases.reconfigure());
  });
  connection.onNotification(DidChangeWatchedFilesNotification.type, ({ changes }) => {
    const uris = pins.touched(changes.map(change => change.uri));
    cases.touched(uris);
    slices.touched(uris);
  });
  const follow = (): void => {
    inBackground(connection, cases.followOpenFiles());
  };
  documents.open.onDidOpen(follow);
  documents.open.onDidClose(follow);

  for (const feature of features) {
    feature.register({
      connection,
      host,
      settings,
      documents,
      cases,
      slices,
      positions,
      pins,
      places,
      sources,
      clones,
      traces,
      histories,
    });
  }
  connection.listen();
}
