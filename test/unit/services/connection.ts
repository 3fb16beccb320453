// A made connection: it takes what a server sends, and keeps what it logs.
import type { Connection } from 'vscode-languageserver';

/** What the services of the server use of a connection; `settings` answers for the client's configuration. */
export function madeConnection(settings: () => Promise<object> = () => Promise.resolve({})): {
  readonly connection: Connection;
  readonly logged: string[];
  /** What it says where nothing is wrong. */
  readonly informed: string[];
  /** Ends what is shown as under way, as the user does. */
  readonly cancel: () => void;
} {
  const logged: string[] = [];
  const informed: string[] = [];
  let cancel = (): void => undefined;
  const progress = {
    begin: () => undefined,
    report: () => undefined,
    done: () => undefined,
    token: { onCancellationRequested: (cancelled: () => void) => (cancel = cancelled) },
  };
  const log = (text: string): void => {
    logged.push(text);
  };
  const connection = {
    console: { error: log, warn: log, info: (text: string) => informed.push(text) },
    onDidChangeConfiguration: () => undefined,
    sendNotification: () => Promise.resolve(),
    client: { register: () => Promise.resolve({ dispose: () => undefined }) },
    workspace: { getConfiguration: settings },
    window: { createWorkDoneProgress: () => Promise.resolve(progress) },
  };
  return {
    connection: connection as unknown as Connection,
    logged,
    informed,
    cancel: () => {
      cancel();
    },
  };
}
