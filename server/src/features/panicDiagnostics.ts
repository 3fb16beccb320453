// Diagnostics on tracebacks: one for each program that failed, with its frames as related information.
import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import { faultOf } from '../golang/fault';
import type { Traceback } from '../golang/traceback';
import { message } from '../message';
import type { LogDocument } from '../reading/document';
import { text } from '../render/text';
import { describeTraceback, shortFunction } from '../render/traceback';
import { diagnostic } from './auditDiagnostics';
import { lineRange } from './definition';
import type { Services } from './feature';

/** A log with more panics is a log of one that comes again: the first ones tell as much. */
const MAX_PANICS = 100;
/** Of how many the frames are looked up in repositories; those of the others lead to the log. */
const LOCATED_PANICS = 10;
/** The innermost frames: those further out say how the program began. */
const MAX_FRAMES = 20;

/** One diagnostic for each panic, fatal error and race of a document. */
export async function panicDiagnostics(
  { settings, sources }: Services,
  uri: string,
  log: LogDocument,
): Promise<Diagnostic[]> {
  const { panic } = (await settings.get(uri)).diagnostics;
  if (panic === 'off') {
    return [];
  }
  const panics = log.contents.tracebacks.filter(({ traceback }) => traceback.kind !== 'dump').slice(0, MAX_PANICS);
  return Promise.all(
    panics.map(async ({ traceback }, index) => {
      const span = { start: log.entry(traceback.line).envelope.payload, end: log.text(traceback.line).length };
      const found = diagnostic(traceback.line, span, describeTraceback(traceback), 'go-panic', panic);
      return {
        ...found,
        relatedInformation: await framesOfFailure(index < LOCATED_PANICS ? sources : null, uri, traceback),
      };
    }),
  );
}

/** The frames of the goroutine that failed, each where its source is, else where it stands in the log. */
async function framesOfFailure(
  sources: Services['sources'] | null,
  uri: string,
  traceback: Traceback,
): Promise<DiagnosticRelatedInformation[]> {
  const fault = faultOf(traceback);
  const goroutine = fault?.goroutine ?? traceback.goroutines[0];
  const frames = goroutine?.frames.slice(0, MAX_FRAMES) ?? [];
  return Promise.all(
    frames.map(async (frame, index) => {
      const jump = await sources?.locate(frame, uri);
      const location =
        typeof jump?.uri === 'string' && typeof jump.location?.text === 'string'
          ? { uri: jump.uri, range: lineRange(jump.line) }
          : { uri, range: lineRange(frame.fileAt.line + 1) };
      const name = shortFunction(frame);
      const failed = fault?.frame === index;
      return { location, message: failed ? text(message('trace.diagnostic.failed', { function: name })) : name };
    }),
  );
}
