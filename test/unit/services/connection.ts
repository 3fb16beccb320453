// A made connection: it takes what a server sends, and keeps what it logs.
import type { Connection } from 'vscode-languageserver';

/** What the services of the server use of a connection; `settings` answers for the client's configuration. */
export function madeConnection(settings: () => Promise<object> = () => Promise.resolve({})): {
  readonly connection: Connection;
  readonly logged: string[];
} {
  const logged: string[] = [];
  const log = (text: string): void => {
    logged.push(text);
  };
  const connection = {
    console: { error: log, warn: log },
    onDidChangeConfiguration: () => undefined,
    sendNotification: () => Promise.resolve(),
    client: { register: () => Promise.resolve({ dispose: () => undefined }) },
    workspace: { getConfiguration: settings },
  };
  return { connection: connection as unknown as Connection, logged };
}
