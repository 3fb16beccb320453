// Runs inside VS Code's extension host as a suite would: opens logs and measures what comes of it.
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { MEASURE } from './editorTimes';
import type { EditorTimes, Measurement } from './editorTimes';

/** The lines that a window shows at first. */
const SHOWN = new vscode.Range(0, 0, 60, 0);
const PAUSE_MS = 5;

/** Called by VS Code. */
export async function run(): Promise<void> {
  const { small, messages, audit, result } = JSON.parse(process.env[MEASURE] ?? '{}') as Measurement;
  const first = await show(small);
  await vscode.extensions.getExtension('nodelog.nodelog')?.activate();
  const activate = first.elapsed();
  await firstTokens(first.uri);
  const firstTokensMs = first.elapsed();
  const second = await show(messages);
  await firstTokens(second.uri);
  const messagesTokens = second.elapsed();
  const third = await show(audit);
  await firstTokens(third.uri);
  const auditTokens = third.elapsed();
  await firstHints(third.uri);
  const auditHints = third.elapsed();
  const times: EditorTimes = { activate, firstTokens: firstTokensMs, messagesTokens, auditTokens, auditHints };
  writeFileSync(result, JSON.stringify(times));
}

/** Opens and shows a document, as a click on it does. */
async function show(file: string): Promise<{ readonly uri: vscode.Uri; elapsed(): number }> {
  const began = performance.now();
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  return { uri: document.uri, elapsed: () => performance.now() - began };
}

async function firstTokens(uri: vscode.Uri): Promise<void> {
  const command = 'vscode.provideDocumentRangeSemanticTokens';
  await until(async () => {
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(command, uri, SHOWN);
    return (tokens?.data.length ?? 0) > 0;
  });
}

async function firstHints(uri: vscode.Uri): Promise<void> {
  await until(async () => {
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      uri,
      SHOWN,
    );
    return hints.length > 0;
  });
}

/** Asks until it holds: a provider is not there before its extension is awake. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
}
