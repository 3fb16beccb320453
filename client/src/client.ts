// Wires the client's parts to the server and to VS Code.
import * as vscode from 'vscode';
import {
  RevealOutputChannelOn,
  type BaseLanguageClient,
  type ErrorHandler,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/protocol';
import { AuditRules } from './auditRules';
import { commandTable, type Handler, type Parts } from './commands';
import { Cases } from './containers/cases';
import { Navigation } from './containers/navigation';
import { ContainersView } from './containers/view';
import { DOCUMENT_SELECTOR, LanguageDetection } from './languages';
import { registerInflatedDocuments } from './inflated';
import { Lesson } from './lesson';
import { Pages } from './pages/pages';
import { Reports } from './report';
import { Pins } from './pins/pins';
import { Server } from './server';
import { SliceDocuments } from './slices/documents';
import { NamedFilters } from './slices/namedFilters';
import { Offer } from './slices/offer';
import { Origins } from './slices/origins';
import { Slices } from './slices/slices';
import { SliceStatus } from './slices/status';
import { FiltersView } from './slices/view';
import { ChangedSince } from './source/changedSince';
import { SourceDialog } from './source/dialog';
import { SourceDocuments } from './source/documents';
import { DocumentStatusItem } from './status';
import { Times } from './times';
import { traceChannel } from './trace';
import { TraceActions } from './traces/actions';
import { Review } from './traces/review';
import { TracesView } from './traces/view';

/**
 * Makes and connects all parts; the server is not started yet. `makeClient` is what the hosts differ in: where the
 * server runs. All that is made ends with `context`.
 */
export function startClient(
  context: vscode.ExtensionContext,
  makeClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Server {
  const { subscriptions, extensionUri, globalStorageUri, workspaceState } = context;
  const log = vscode.window.createOutputChannel('Nodelog', { log: true });
  const trace = traceChannel(log, subscriptions);
  const makeOptions = (errorHandler: ErrorHandler): LanguageClientOptions => ({
    ...clientOptions(errorHandler, globalStorageUri, log, trace),
    middleware: { workspace: { didChangeWatchedFile: event => server.fileChanged(event) } },
  });
  const server = new Server(errorHandler => makeClient(makeOptions(errorHandler)), log);
  const report = (error: unknown): void => reportError(error, log);

  const view = new ContainersView(server, log, context.workspaceState);
  const cases = new Cases(server, view, log);
  const detection = new LanguageDetection(server, log);
  const documents = new SourceDocuments(server);
  const repositories = vscode.Uri.joinPath(globalStorageUri, 'repositories');
  const dialog = new SourceDialog(server, documents, repositories, report);
  const lesson = new Lesson(server, cases, extensionUri);
  const status = new DocumentStatusItem(server, log);
  const review = new Review(server, dialog);
  const traces = new TracesView(server, review, log);
  subscriptions.push(dialog.onDidShowSource(() => review.showAgain().catch(report)));
  subscriptions.push(log, server, cases, view, detection, documents, dialog, lesson, status, review, traces);

  const filters = new NamedFilters(workspaceState);
  const sliceDocuments = new SliceDocuments(server, log);
  const filtersView = new FiltersView(server, sliceDocuments, filters);
  const sliceStatus = new SliceStatus(sliceDocuments);
  const origins = new Origins(server, sliceDocuments, log);
  const offer = new Offer(server, log);
  subscriptions.push(filters, sliceDocuments, filtersView, sliceStatus, origins, offer);

  const navigation = new Navigation(server, detection);
  const auditRules = new AuditRules(server);
  const pins = new Pins(server, navigation, extensionUri, log);
  const pages = new Pages(server, navigation, pins, report, log);
  const changedSince = new ChangedSince(server);
  registerCommands(
    {
      server,
      log,
      cases,
      view,
      navigation,
      auditRules,
      pages,
      pins,
      reports: new Reports(server),
      detection,
      dialog,
      changedSince,
      lesson,
      traces,
      review,
      actions: new TraceActions(server),
      times: new Times(server),
      slices: new Slices(server, sliceDocuments, filters),
      filters,
    },
    subscriptions,
    report,
  );
  subscriptions.push(pages, pins, registerInflatedDocuments(server));
  // What the server may read depends on trust, which it is told when it starts.
  subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(() => void server.restart()));
  return server;
}

function clientOptions(
  errorHandler: ErrorHandler,
  storage: vscode.Uri,
  outputChannel: vscode.LogOutputChannel,
  traceOutputChannel: vscode.LogOutputChannel,
): LanguageClientOptions {
  return {
    documentSelector: DOCUMENT_SELECTOR,
    initializationOptions: (): InitializationOptions => ({
      bundle: vscode.l10n.bundle,
      trusted: vscode.workspace.isTrusted,
      storage: storage.fsPath,
    }),
    errorHandler,
    initializationFailedHandler: () => false,
    outputChannel,
    traceOutputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: false, supportHtml: false },
  };
}

function registerCommands(parts: Parts, subscriptions: vscode.Disposable[], report: (error: unknown) => void): void {
  const reporting = (run: Handler) => async (argument?: unknown, selected?: unknown) => {
    try {
      return await run(argument, selected);
    } catch (error) {
      report(error);
      return undefined;
    }
  };
  for (const [id, run] of Object.entries(commandTable(parts))) {
    subscriptions.push(vscode.commands.registerCommand(id, reporting(run)));
  }
}

/** What the user asked for could not be done: the reason as the server or the system worded it, the rest in the log. */
function reportError(error: unknown, log: vscode.LogOutputChannel): void {
  if (error instanceof vscode.CancellationError) return;
  log.error(error instanceof Error ? error : String(error));
  const showLog = vscode.l10n.t('Show Log');
  const words = error instanceof Error ? error.message : String(error);
  void vscode.window.showErrorMessage(words, showLog).then(choice => {
    if (choice === showLog) log.show();
  });
}
