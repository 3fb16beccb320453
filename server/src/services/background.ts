// Work that nobody waits for.
import type { Connection } from 'vscode-languageserver';
import { problemText } from '../render/problem';

/** Lets work go on by itself; its failure is said in the log, where a bare `void` would end the server's process. */
export function inBackground(connection: Connection, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    connection.console.error(problemText(error));
  });
}
