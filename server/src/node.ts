// The language server as a Node process of its own, started by the client.
import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createNodeHost } from './nodeHost';
import { startReadThread } from './readThread';
import { startServer } from './server';

/** Connects to the client that started this process. */
export function serve(): void {
  const host = createNodeHost(path.dirname(__filename));
  startServer(createConnection(ProposedFeatures.all), host, () => startReadThread(__filename));
}
