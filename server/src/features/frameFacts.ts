// What is told of a frame beside its place: who brought its line, its web page, its arguments and what was nil.
import type { FrameContext } from '../reading/document';
import { NO_FACTS, type LineFacts } from '../render/hover';
import { problemText } from '../render/problem';
import type { SourceLocation } from '../source/model';
import { SourceProblem } from '../source/problem';
import type { Services } from './feature';

/** The facts of a frame of a log; what git could not tell is left out, and said in the log of the server. */
export async function frameFacts(
  { connection, sources, histories }: Pick<Services, 'connection' | 'sources' | 'histories'>,
  context: FrameContext,
  location: SourceLocation | null,
  log: string,
  signal?: AbortSignal,
): Promise<LineFacts> {
  if (!location) {
    return NO_FACTS;
  }
  const page = await sources.pageOf(location, log);
  const details = await sources.details(context, log, signal);
  const facts = { page, arguments: details?.arguments ?? null, nil: details?.nil ?? null };
  try {
    return { ...facts, blame: await histories.blameOf(context.frame, log, signal) };
  } catch (error) {
    if (!(error instanceof SourceProblem)) {
      throw error;
    }
    connection.console.warn(problemText(error));
    return { ...facts, blame: null };
  }
}
