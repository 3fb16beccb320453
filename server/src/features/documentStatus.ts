// What the language status item says of a document: what it holds, its zone, and what of the case was not read.
import { message, type Message } from '../message';
import { fileName } from '../place';
import type { PlacedTraceback } from '../reading/log';
import { describeInference } from '../source/inferred';
import { documentStatus as request, type DocumentStatus } from '../protocol';
import { stampReasons } from '../render/clock';
import { text } from '../render/text';
import type { Feature, Services } from './feature';
import { filePath } from '../services/fileUri';

export const documentStatus: Feature = {
  capabilities: {},
  register(services) {
    services.connection.onRequest(request, ({ uri }) => statusOf(services, uri));
  },
};

async function statusOf(services: Services, uri: string): Promise<DocumentStatus | null> {
  const { documents, cases } = services;
  const log = await documents.log(uri);
  if (!log) {
    return null;
  }
  const { auditEvents, tracebacks, timeline } = log.contents;
  const inCase = cases.of(uri);
  const path = filePath(uri);
  const skipped = (await inCase?.notRead(0, Number.MAX_SAFE_INTEGER))?.items.filter(item => item.path === path) ?? [];
  const summary = message('status.summary', { events: auditEvents.length, tracebacks: tracebacks.length });
  const zone = timeline.last.zone ?? (await inCase?.zone(path)) ?? null;
  return {
    summary: text(summary),
    detail: [
      ...stampReasons({ ...timeline.last, zone }, null),
      ...(await revisionSaid(services, uri, tracebacks)),
      ...skipped.map(item => item.reason),
    ]
      .map(text)
      .join('; '),
    warning: skipped.some(item => item.kind !== 'foreign'),
  };
}

/** Which revision the first traceback was taken to have run in, and why; what the trace itself says, where that is another thing; why neither is known, where that is an error. */
async function revisionSaid(
  { sources }: Services,
  uri: string,
  [first]: readonly PlacedTraceback[],
): Promise<Message[]> {
  const found = first && (await sources.revisionOf(first.traceback, uri));
  if (!found?.chosen) {
    return found?.problem ? [found.problem] : [];
  }
  const ran = message('status.revision', { module: fileName(found.module), reason: found.chosen.reason });
  const told =
    found.inference && found.chosen.reason.id !== 'source.byTrace' ? [describeInference(found.inference)] : [];
  return [ran, ...told];
}
