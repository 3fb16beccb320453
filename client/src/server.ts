// The language server as the client sees it: start it, ask it, restart it, and say so when it is gone.
import * as vscode from 'vscode';
import {
  CloseAction,
  DidChangeWatchedFilesNotification,
  ErrorAction,
  State,
  type BaseLanguageClient,
  type ErrorHandler,
  type FileEvent,
  type NotificationType,
  type ProgressType,
  type RequestType,
} from 'vscode-languageclient';
import { casesChanged } from '../../server/src/protocol';

/** Consecutive errors on the connection after which it is given up: single ones are survived by the protocol. */
const ERRORS_BORNE = 3;

/** One server for the life of the extension; its process may come and go. */
export class Server implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #didStart = new vscode.EventEmitter<void>();
  /** Fires when the server is ready, the first time and after each restart. What it was told before, it has forgotten. */
  readonly onDidStart = this.#didStart.event;
  readonly #casesDidChange = new vscode.EventEmitter<void>();
  /** Fires when what the cases hold has changed. */
  readonly onDidChangeCases = this.#casesDidChange.event;
  /** Those of one turn go together. */
  readonly #fileEvents: FileEvent[] = [];
  #fileEventsSent: Promise<void> | null = null;
  /** Whether the failure that goes on has been told, so that one failure gives one message. */
  #told = false;

  /** `makeClient` makes the language client that handles errors in the way given. */
  constructor(
    makeClient: (errorHandler: ErrorHandler) => BaseLanguageClient,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#client = makeClient(this.#errorHandler());
    this.#client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.#didStart.fire();
    });
    this.#client.onNotification(casesChanged.method, () => this.#casesDidChange.fire());
  }

  /** Starts the server's process; a failure is told to the user with what can be done, and is no error here. */
  async start(): Promise<void> {
    this.#told = false;
    try {
      await this.#client.start();
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
      this.#tell(vscode.l10n.t('Nodelog could not start its language server, so logs stay plain text.'));
    }
  }

  async stop(): Promise<void> {
    if (this.#client.needsStop()) await this.#client.stop();
  }

  /** Ends the server's process, if there is one, and starts a new one. */
  async restart(): Promise<void> {
    try {
      await this.stop();
    } catch (error) {
      // A server that does not answer the goodbye is ended by the client library all the same.
      this.log.warn(String(error));
    }
    await this.start();
  }

  /** Asks the server; waits while it starts, rejects when it is gone or answers with an error. */
  ask<P, R>(type: RequestType<P, R, void>, params: P, token?: vscode.CancellationToken): Promise<R> {
    return this.#client.sendRequest<R>(type.method, params, token);
  }

  /** One handler a notification: a second one would take the place of the first. */
  onNotification<P>(type: NotificationType<P>, handler: (params: P) => void): vscode.Disposable {
    return this.#client.onNotification(type.method, handler);
  }

  onProgress<P>(type: ProgressType<P>, token: string, handler: (params: P) => void): vscode.Disposable {
    return this.#client.onProgress(type, token, handler);
  }

  /**
   * Tells the server of changed files as soon as VS Code does, which has waited for more of them already. The client library
   * would wait once more, for 250 ms.
   */
  fileChanged(event: FileEvent): Promise<void> {
    this.#fileEvents.push(event);
    this.#fileEventsSent ??= Promise.resolve().then(async () => {
      const changes = this.#fileEvents.splice(0);
      this.#fileEventsSent = null;
      await this.#client.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    });
    return this.#fileEventsSent;
  }

  /** An LSP place as VS Code's. */
  location(at: { uri: string; range: { start: Point; end: Point } }): vscode.Location {
    return this.#client.protocol2CodeConverter.asLocation(at);
  }

  /** The uri as the server writes it. */
  uriText(uri: vscode.Uri): string {
    return this.#client.code2ProtocolConverter.asUri(uri);
  }

  uri(text: string): vscode.Uri {
    return this.#client.protocol2CodeConverter.asUri(text);
  }

  dispose(): void {
    this.#didStart.dispose();
    this.#casesDidChange.dispose();
  }

  #errorHandler(): ErrorHandler {
    return {
      error: (_error, _message, count) => ({
        action: count !== undefined && count <= ERRORS_BORNE ? ErrorAction.Continue : ErrorAction.Shutdown,
        handled: true,
      }),
      closed: () => {
        this.#tell(vscode.l10n.t('The Nodelog language server stopped unexpectedly. Your logs are untouched.'));
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  #tell(problem: string): void {
    if (this.#told) return;
    this.#told = true;
    const restart = vscode.l10n.t('Restart');
    const showLog = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(problem, restart, showLog).then(choice => {
      if (choice === restart) return this.restart();
      if (choice === showLog) this.log.show();
      return undefined;
    });
  }
}

interface Point {
  readonly line: number;
  readonly character: number;
}
