// Read-only documents that show what is in a compressed log; the server inflates it.
import * as vscode from 'vscode';
import { INFLATED_SCHEME, readInflated } from '../../server/src/protocol';
import type { Server } from './server';

export function registerInflatedDocuments(server: Server): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(INFLATED_SCHEME, {
    provideTextDocumentContent: (uri, token) => server.ask(readInflated, { uri: server.uriText(uri) }, token),
  });
}
