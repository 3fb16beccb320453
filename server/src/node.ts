// The language server as a Node process of its own, started by the client.
import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createNodeHost } from './nodeHost';
import { startServer } from './server';

/** Connects to the client that started this process. */
export function serve(): void {
  startServer(createConnection(ProposedFeatures.all), createNodeHost(path.dirname(__filename)));
}
