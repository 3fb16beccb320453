// Code lenses: above a traceback the revision that ran and why, and what can be done with the trace; above ids of containers
// what became of them.
import { CodeLensRefreshRequest, type CodeLens, type Command } from 'vscode-languageserver';
import type { Traceback } from '../golang/traceback';
import { message } from '../message';
import { fileName } from '../place';
import { containerOfLens } from '../protocol';
import { text } from '../render/text';
import { inBackground } from '../services/background';
import { describeInference } from '../source/inferred';
import type { TraceRef } from '../traceProtocol';
import { containerLenses, containerOfLens as containerAbove } from './containerLens';
import type { Feature, Services } from './feature';

/** Nobody looks at more traces in one document, and each lens is kept by the editor. */
const MAX_TRACES = 200;

/** What a lens keeps for later. */
interface Wanted {
  readonly trace: TraceRef;
  readonly kind: 'revision' | 'same';
}

export const codeLens: Feature = {
  capabilities: { codeLensProvider: { resolveProvider: true } },
  register(services) {
    const { connection, documents, settings, cases } = services;
    connection.onCodeLens(async ({ textDocument: { uri } }) => {
      const log = await documents.log(uri);
      const { enabled } = (await settings.get(uri)).codeLens;
      const traces = log && enabled ? log.contents.tracebacks.slice(0, MAX_TRACES) : [];
      const ofTraces = traces.flatMap(({ traceback }) => lensesOf(traceback, { uri, line: traceback.line }));
      return [...ofTraces, ...(log ? await containerLenses(services, uri) : [])];
    });
    connection.onRequest(containerOfLens, ref => containerAbove(services, ref));
    // Asked when a lens comes into sight.
    connection.onCodeLensResolve(async lens => ({ ...lens, command: await commandOf(services, lens.data as Wanted) }));
    const refresh = (): void => {
      inBackground(connection, connection.sendRequest(CodeLensRefreshRequest.type));
    };
    settings.onChanged(refresh);
    cases.onChanged(refresh);
  },
};

function lensesOf({ kind, line }: Traceback, trace: TraceRef): CodeLens[] {
  const start = { line, character: 0 };
  const range = { start, end: start };
  const later = (wanted: Wanted['kind']): CodeLens => ({ range, data: { trace, kind: wanted } satisfies Wanted });
  const act = (title: string, command: string): CodeLens => ({
    range,
    command: { title, command, arguments: [trace] },
  });
  return [
    later('revision'),
    act(text(message('trace.lens.review')), 'nodelog.review.open'),
    act(text(message('trace.lens.copy')), 'nodelog.traces.copyMarkdown'),
    ...(kind === 'dump' ? [] : [later('same')]),
  ];
}

async function commandOf(services: Services, { trace, kind }: Wanted): Promise<Command> {
  return kind === 'revision' ? revisionCommand(services, trace) : sameCommand(services, trace);
}

/** Says which revision ran and why; a click leads to the line that says so. */
async function revisionCommand({ traces, sources, places }: Services, ref: TraceRef): Promise<Command> {
  const trace = await traces.find(ref);
  const revision = trace && (await sources.revisionOf(trace.placed.traceback, ref.uri));
  if (!revision) {
    return said(text(message('trace.status.noModule')));
  }
  const { chosen, inference, problem } = revision;
  const module = fileName(revision.module);
  const reason = chosen?.reason ?? (inference && describeInference(inference)) ?? problem;
  const title = text(
    reason ? message('trace.lens.revision', { module, reason }) : message('trace.lens.noRevision', { module }),
  );
  const place = chosen?.at;
  return place ? { title, command: 'nodelog.traces.reveal', arguments: [{ at: places.line(place) }] } : said(title);
}

/** Counts the same trace in the other files of the case; a click lists them. */
async function sameCommand({ traces }: Services, ref: TraceRef): Promise<Command> {
  const { length: count } = await traces.same(ref);
  return count === 0
    ? said(text(message('trace.lens.alone')))
    : { title: text(message('trace.lens.same', { count })), command: 'nodelog.traces.showSame', arguments: [ref] };
}

/** A lens that does nothing. */
function said(title: string): Command {
  return { title, command: '' };
}
