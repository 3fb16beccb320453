// Changed since? For the frame on a line of a log: the commits after the revision that ran which changed its function.
import type { Frame } from '../golang/traceback';
import { message, type Message } from '../message';
import { changedSince as request, type ChangedSince, type ChangeItem } from '../protocol';
import { shortCommit } from '../render/change';
import { text } from '../render/text';
import { untilCancelled } from '../services/cancellation';
import { modulesOf } from '../services/settings';
import type { Change, SourceLocation } from '../source/model';
import { commitUrl } from '../source/modules';
import { SourceProblem } from '../source/problem';
import { shorten } from '../source/revision';
import type { Feature, Services } from './feature';

export const changedSince: Feature = {
  capabilities: {},
  register(services) {
    services.connection.onRequest(request, async ({ uri, line }, token) => {
      const at = (await services.positions.at(uri, line)) ?? { uri, line };
      const frame = await services.traces.frameAt(at.uri, at.line);
      return frame ? untilCancelled(token, signal => changesFor(services, at.uri, frame, signal)) : null;
    });
  },
};

async function changesFor(services: Services, uri: string, frame: Frame, signal: AbortSignal): Promise<ChangedSince> {
  const { location } = await services.sources.locate(frame, uri);
  const name = location?.function ?? frame.function ?? '';
  const revision = shownRevision(location);
  const title = text(message('source.changedSince', { function: name, revision }));
  const nothing = (said: Message): ChangedSince => ({ title, changes: [], nothing: text(said) });
  let changes: readonly Change[] | null;
  try {
    changes = location && (await services.histories.changesOf(frame, uri, signal));
  } catch (error) {
    if (error instanceof SourceProblem) {
      return nothing(error.said);
    }
    throw error;
  }
  if (!changes) {
    return nothing(unknown(location));
  }
  const items = await Promise.all(changes.map(change => item(services, uri, frame, change)));
  return { title, changes: items, nothing: text(message('source.noChanges', { revision, function: name })) };
}

function shownRevision(location: SourceLocation | null): string {
  return shorten(location?.chosen?.version ?? location?.commit ?? '');
}

function unknown(location: SourceLocation | null): Message {
  return message('source.changesUnknown', { reason: location?.reason ? text(location.reason) : '' });
}

async function item(
  { histories, sources, settings }: Services,
  uri: string,
  frame: Frame,
  change: Change,
): Promise<ChangeItem> {
  const commit = shortCommit(change.commit);
  const { location } = await sources.locate(frame, uri);
  const row = modulesOf(await settings.get(uri)).row(location?.module ?? '');
  const sides = await histories.sidesOf(frame, uri, change);
  const where =
    change.firstRelease === null
      ? message('source.changeNowhere', { commit })
      : message('source.changeFirst', { commit, release: change.firstRelease });
  return {
    label: change.subject,
    description: text(where),
    detail: change.date.slice(0, 10),
    before: sides?.before ?? '',
    after: sides?.after ?? '',
    webUrl: commitUrl(change.commit, row),
  };
}
