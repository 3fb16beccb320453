// Starts the extension where Node.js runs: the server is a process of its own, spoken to over IPC.
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { startClient } from './client';
import type { Server } from './server';

let server: Server | undefined;

/** Called once by VS Code, on the first log, view or command of ours. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6029', '--enable-source-maps'] } };
  server = startClient(context, options => new LanguageClient('nodelog', 'Nodelog', { run, debug }, options));
  await server.start();
}

/** Called by VS Code before the extension goes: the server's process ends with it. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
