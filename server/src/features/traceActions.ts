// What the view and the lens offer for a traceback: a copy as Markdown.
import { message } from '../message';
import { fileName } from '../place';
import { copiedGroups, traceMarkdown, type CopiedFrame } from '../render/traceMarkdown';
import { filePath } from '../services/fileUri';
import type { TraceRef } from '../traceProtocol';
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
