// Which clock a document's times are shown by: the setting, and the zone that the document or its case tells.
import type { Case } from '../casefile/case';
import type { LogDocument } from '../reading/document';
import type { Clock } from '../render/clock';
import { filePath } from './fileUri';
import type { SettingsStore } from './settings';

/** The clock of an open document. */
export async function clockOf(
  settings: Pick<SettingsStore, 'get'>,
  uri: string,
  log: LogDocument,
  inCase: Case | null,
): Promise<Clock> {
  const { display } = (await settings.get(uri)).time;
  return { display, zone: log.contents.timeline.last.zone ?? (await inCase?.zone(filePath(uri))) ?? null };
}

/** The clock of a file of a case; `uri` is that of the case. */
export async function clockInCase(
  settings: Pick<SettingsStore, 'get'>,
  uri: string,
  from: Case,
  file: string | null,
): Promise<Clock> {
  const { display } = (await settings.get(uri)).time;
  return { display, zone: await from.zone(file) };
}
