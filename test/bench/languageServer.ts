// The language server in a process of its own, spoken to as VS Code's client speaks to it, over node's IPC.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  RegistrationRequest,
  ShutdownRequest,
  UnregistrationRequest,
} from 'vscode-languageserver-protocol/node';
import type { ProtocolConnection } from 'vscode-languageserver-protocol/node';
import { listCases } from '../../server/src/protocol';
import type { LanguageId } from '../../server/src/protocol';
import { startMeasured, timed } from './measured';
import type { Usage } from './measured';

/** A pause between two questions whether the server has read its case, in milliseconds. */
const PAUSE_MS = 20;

export interface OpenLog {
  readonly uri: string;
  readonly lines: readonly string[];
}

export class LanguageServer {
  private constructor(
    readonly connection: ProtocolConnection,
    private readonly usage: Promise<Usage>,
    /** From the start of the process to its answer, in milliseconds. */
    readonly initializeMs: number,
  ) {}

  /**
   * Starts a server in a window without folders.
   * @param settings the section `nodelog` of the user's
   * @param storage where it keeps what it has read; without, it keeps nothing
   */
  static async start(script: string, settings: object = {}, storage?: string): Promise<LanguageServer> {
    const { value, ms } = await timed(async () => {
      const { child, usage } = startMeasured(script, ['--node-ipc'], true);
      const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
      connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => settings));
      connection.onRequest(RegistrationRequest.type, () => undefined);
      connection.onRequest(UnregistrationRequest.type, () => undefined);
      // A server that dies rejects what was asked of it.
      connection.onClose(() => connection.dispose());
      connection.listen();
      await connection.sendRequest(InitializeRequest.type, {
        processId: process.pid,
        rootUri: null,
        capabilities: { workspace: { configuration: true, workspaceFolders: true } },
        initializationOptions: { trusted: true, ...(storage !== undefined && { storage }) },
      });
      return { connection, usage };
    });
    await value.connection.sendNotification(InitializedNotification.type, {});
    return new LanguageServer(value.connection, value.usage, ms);
  }

  /** Opens a log as an editor does; ends when it is sent, not when it is read. */
  async open(file: string, languageId: LanguageId): Promise<OpenLog> {
    const uri = pathToFileURL(file).href;
    const text = readFileSync(file, 'utf8');
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
    return { uri, lines: text.split('\n') };
  }

  /** Ends when the cases of the window have been read. */
  async caseIsRead(): Promise<void> {
    for (;;) {
      const cases = await this.connection.sendRequest(listCases, null);
      if (cases.length > 0 && cases.every(({ state }) => state !== 'reading')) return;
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** Ends the process and tells what it has used. */
  async stop(): Promise<Usage> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const usage = await this.usage;
    this.connection.dispose();
    return usage;
  }
}
