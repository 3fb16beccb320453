// Diagnostics: why containers died, what audit events and kernel lines tell that should not be overlooked, panics, and frames whose function does
// not enclose their line in the revision that is shown.
import type { Diagnostic } from 'vscode-languageserver';
import { framesOf, type Frame } from '../golang/traceback';
import type { LogDocument } from '../reading/document';
import { text } from '../render/text';
import { auditDiagnostics, diagnostic } from './auditDiagnostics';
import { deathDiagnostics } from './deathDiagnostics';
import { rulesDiagnostics } from './auditRules';
import type { Feature, Services } from './feature';
import { timeDiagnostics } from './fileTime';
import { knownIssueDiagnostics } from './knownIssueDiagnostics';
import { panicDiagnostics } from './panicDiagnostics';
import { inBackground } from '../services/background';

/** The code of findings/killedInit.ts. */
const KILLED_INIT = 'killed-init';
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
      const found = await diagnose(services, uri, () => newest.get(uri) !== look);
      if (version !== undefined && documents.open.get(uri)?.version === version && newest.get(uri) === look) {
        await connection.sendDiagnostics({ uri, version, diagnostics: found });
      }
    };
    const publishSoon = (uri: string): void => {
      inBackground(connection, publish(uri));
    };
    const publishAll = (): void => {
      [...documents.logs(), ...documents.ruleFiles()].forEach(publishSoon);
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

/** All findings of a document; of audit rules what is refused, and what they do not see. `stale` says that a newer look has begun: then nobody waits for this one. */
async function diagnose(services: Services, uri: string, stale: () => boolean): Promise<Diagnostic[]> {
  const rules = services.documents.rules(uri);
  if (rules) {
    return rulesDiagnostics(rules, (await services.settings.get(uri)).diagnostics.auditRules);
  }
  const log = await services.documents.log(uri);
  if (!log) {
    return [];
  }
  const deaths = await deathDiagnostics(services, uri, log);
  const told = new Set(deaths.map(({ range }) => range.start.line));
  return [
    ...deaths,
    // What a verdict says of a kill tells more than the kill alone.
    ...(await auditDiagnostics(services, uri, log, stale)).filter(
      ({ code, range }) => code !== KILLED_INIT || !told.has(range.start.line),
    ),
    ...(await panicDiagnostics(services, uri, log)),
    ...(await timeDiagnostics(services, uri, log)),
    ...(await knownIssueDiagnostics(services, uri, log, stale)),
    ...(await driftDiagnostics(services, uri, log)),
  ];
}

/** The first frames of a log, at most so many. */
function* firstFrames(log: LogDocument, most: number): Generator<Frame, void, undefined> {
  let count = 0;
  for (const { traceback } of log.contents.tracebacks) {
    for (const frame of framesOf(traceback)) {
      if (count++ === most) return;
      yield frame;
    }
  }
}

async function driftDiagnostics({ settings, sources }: Services, uri: string, log: LogDocument): Promise<Diagnostic[]> {
  const { sourceDrift } = (await settings.get(uri)).diagnostics;
  if (sourceDrift === 'off') {
    return [];
  }
  const found: Diagnostic[] = [];
  for (const frame of firstFrames(log, MAX_FRAMES)) {
    const { location } = await sources.locate(frame, uri);
    if (location?.status === 'drift' && location.reason) {
      found.push(diagnostic(frame.fileAt.line, frame.fileAt, text(location.reason), 'source-drift', sourceDrift));
    }
  }
  return found;
}
