// What the language status item says of a document: what it holds, its zone, and what of the case was not read.
import { zoneName } from '../log/time';
import { message } from '../message';
import { documentStatus as request, type DocumentStatus } from '../protocol';
import { text } from '../render/text';
import type { Feature, Services } from './feature';
import { filePath } from '../services/fileUri';

export const documentStatus: Feature = {
  capabilities: {},
  register(services) {
    services.connection.onRequest(request, ({ uri }) => statusOf(services, uri));
  },
};

async function statusOf({ documents, cases }: Services, uri: string): Promise<DocumentStatus | null> {
  const log = await documents.log(uri);
  if (!log) {
    return null;
  }
  const { auditEvents, tracebacks, timeModel } = log.contents;
  const inCase = cases.of(uri);
  const zone = timeModel ?? (await inCase?.timeModel(filePath(uri))) ?? null;
  const path = filePath(uri);
  const skipped = (await inCase?.notRead(0, Number.MAX_SAFE_INTEGER))?.items.filter(item => item.path === path) ?? [];
  const summary = message('status.summary', { events: auditEvents.length, tracebacks: tracebacks.length });
  const zoneText = zone ? message('status.zone', { zone: zoneName(zone.offset) }) : message('status.zone-unknown');
  return {
    summary: text(summary),
    detail: [zoneText, ...skipped.map(item => item.reason)].map(text).join('; '),
    warning: skipped.some(item => item.kind !== 'foreign'),
  };
}
