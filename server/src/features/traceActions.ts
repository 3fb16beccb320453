// What the view offers for a traceback or a frame: a copy as Markdown, and the commits that changed its function since.
import type { CancellationToken } from 'vscode-languageserver';
import { message } from '../message';
import { fileName } from '../place';
import { problemText } from '../render/problem';
import { text } from '../render/text';
import { copiedGroups, traceMarkdown, type CopiedFrame } from '../render/traceMarkdown';
import { untilCancelled } from '../services/cancellation';
import { filePath } from '../services/fileUri';
import { stackOf } from '../services/traces';
import type { Change } from '../source/model';
import { SourceProblem } from '../source/problem';
import type { ChangeItem, FrameRef, TraceRef } from '../traceProtocol';
import type { Services } from './feature';

/** A traceback as Markdown; empty where there is none. */
export async function markdownOf({ traces, sources }: Services, ref: TraceRef): Promise<string> {
  const trace = await traces.find(ref);
  if (!trace) {
    return '';
  }
  const { traceback } = trace.placed;
  const groups = copiedGroups(trace.groups);
  const stacks = await Promise.all(
    groups.map(async group => {
      const frames = (group.goroutines[0]?.frames ?? []).map(async (frame): Promise<CopiedFrame> => {
        const { location } = await sources.locate(frame, ref.uri);
        return { frame, location, page: location && (await sources.pageOf(location, ref.uri)) };
      });
      return { group, frames: await Promise.all(frames) };
    }),
  );
  const revision = await sources.revisionOf(traceback, ref.uri);
  const reason = revision?.chosen?.reason;
  const said = reason ? message('trace.lens.revision', { module: fileName(revision.module), reason }) : null;
  const place = `${fileName(filePath(ref.uri) ?? ref.uri)}:${String(ref.line + 1)}`;
  return traceMarkdown(traceback, place, said, stacks, trace.groups.length - groups.length);
}

/** The commits that changed a frame's function after the revision that ran, newest first. */
export async function changesOf(
  { traces, histories }: Services,
  ref: FrameRef,
  token: CancellationToken,
): Promise<{ readonly changes: readonly ChangeItem[]; readonly problem: string | null }> {
  const trace = await traces.find(ref);
  const frame = trace && stackOf(trace, ref.stack)?.goroutine.frames[ref.frame];
  try {
    const found = frame && (await untilCancelled(token, signal => histories.changesOf(frame, ref.uri, signal)));
    return found
      ? { changes: found.map(changeItem), problem: null }
      : { changes: [], problem: text(message('trace.changes.unknown')) };
  } catch (error) {
    if (!(error instanceof SourceProblem)) {
      throw error;
    }
    return { changes: [], problem: problemText(error) };
  }
}

function changeItem({ commit, subject, date, firstRelease }: Change): ChangeItem {
  const day = date.slice(0, 10);
  const description =
    firstRelease === null
      ? message('trace.changes.unreleased', { date: day })
      : message('trace.changes.at', { date: day, release: firstRelease });
  return { commit, subject, description: text(description) };
}
