// The report of an incident for the editor: the page of `nodelog report`, whose writing is shown and can be ended.
import { incidentReport, mapText } from '../incidentReport';
import { message } from '../message';
import { writeReport, type ReportQuestion, type ReportText } from '../protocol';
import { text } from '../render/text';
import { archiveBounds } from '../services/settings';
import { ShownTask } from '../services/shownTask';
import { caseAsked, containerAsked } from './asked';
import type { Feature, Services } from './feature';

export const report: Feature = {
  capabilities: {},
  register(services) {
    services.connection.onRequest(writeReport, question => write(services, question));
  },
};

/** Null where the user has ended it. */
async function write(
  { connection, host, cases, settings }: Services,
  { case: uri, container: id, redact }: ReportQuestion,
): Promise<ReportText | null> {
  const from = await caseAsked(cases, uri);
  const container = await containerAsked(from, id);
  const archives = archiveBounds(await settings.get(uri));
  const task = new ShownTask(connection, text(message('report.writing', { id: container.id.slice(0, 12) })));
  try {
    const { markdown, map, unread } = await incidentReport(from, container, {
      host,
      folders: cases.folders().flatMap(folder => (folder.uri === uri ? [folder.path] : [])),
      archives,
      redact,
      signal: task.signal,
      onProgress: (lines, ofLines) => {
        task.report(lines, ofLines);
      },
    });
    return { markdown, unread, names: map.length, map: redact ? mapText(map) : null };
  } catch (error) {
    if (task.signal.aborted) return null;
    throw error;
  } finally {
    task.done();
  }
}
