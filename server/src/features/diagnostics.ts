// Diagnostics: frames whose function does not enclose their line in the revision that is shown.
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import { framesOf } from '../golang/traceback';
import { text } from '../render/text';
import type { Feature, Services } from './feature';
import { inBackground } from '../services/background';
import type { Settings } from '../services/settings';

const SEVERITY = { hint: DiagnosticSeverity.Hint, warning: DiagnosticSeverity.Warning } as const;
/** A dump holds thousands of frames: the first ones tell as much. */
const MAX_FRAMES = 200;

export const diagnostics: Feature = {
  capabilities: {},
  register(services) {
    const { connection, documents, cases, settings } = services;
    /** Which look at a document is the newest: what an older one finds may be mixed of two settings. */
    const newest = new Map<string, number>();
    const publish = async (uri: string): Promise<void> => {
      const look = (newest.get(uri) ?? 0) + 1;
      newest.set(uri, look);
      const version = documents.open.get(uri)?.version;
      const found = await diagnose(services, uri);
      if (version !== undefined && documents.open.get(uri)?.version === version && newest.get(uri) === look) {
        await connection.sendDiagnostics({ uri, version, diagnostics: found });
      }
    };
    const publishSoon = (uri: string): void => {
      inBackground(connection, publish(uri));
    };
    const publishAll = (): void => {
      documents.logs().forEach(publishSoon);
    };
    documents.open.onDidChangeContent(({ document }) => {
      publishSoon(document.uri);
    });
    documents.open.onDidClose(({ document }) => {
      newest.delete(document.uri);
      inBackground(connection, connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
    });
    settings.onChanged(publishAll);
    cases.onChanged(publishAll);
  },
};

async function diagnose({ documents, settings, sources }: Services, uri: string): Promise<Diagnostic[]> {
  const log = await documents.log(uri);
  const { sourceDrift } = (await settings.get(uri)).diagnostics;
  if (!log || sourceDrift === 'off') {
    return [];
  }
  const found: Diagnostic[] = [];
  const frames = log.contents.tracebacks.flatMap(({ traceback }) => framesOf(traceback));
  for (const frame of frames.slice(0, MAX_FRAMES)) {
    const { location } = await sources.locate(frame, uri);
    if (location?.status === 'drift' && location.reason) {
      found.push(driftDiagnostic(frame.fileAt, text(location.reason), sourceDrift));
    }
  }
  return found;
}

function driftDiagnostic(
  at: { readonly line: number; readonly start: number; readonly end: number },
  message: string,
  severity: Exclude<Settings['diagnostics']['sourceDrift'], 'off'>,
): Diagnostic {
  const range = { start: { line: at.line, character: at.start }, end: { line: at.line, character: at.end } };
  return { range, message, severity: SEVERITY[severity], source: 'Nodelog', code: 'source-drift' };
}
