// What an inference means for the reader: the revision that is shown, and the sentence that says why.
import { message, type Message } from '../message';
import type { Inference } from './inference';
import type { ChosenRevision } from './model';
import { isPreRelease } from './releases';
import { shorten } from './revision';

/** More releases than these are told by the first, the last and their number. */
const MOST_NAMED = 6;

/** "consistent releases: v1.2.1, v1.2.2", or what there is instead. */
export function describeInference({ releases, commit, nearest, of }: Inference): Message {
  const [first = '', ...others] = releases;
  const last = others.at(-1);
  if (releases.length > MOST_NAMED) {
    return message('source.manyReleases', { first, last: last ?? first, count: releases.length });
  }
  if (last !== undefined) return message('source.someReleases', { releases: releases.join(', ') });
  if (first !== '') return message('source.oneRelease', { release: first });
  if (commit) {
    return message('source.untagged', {
      commit: shorten(commit.commit),
      subject: commit.subject,
      date: commit.date.slice(0, 10),
    });
  }
  return nearest ? message('source.patched', nearest) : message('source.noRelease', { count: of });
}

/**
 * The revision that a trace alone chooses: the newest release that agrees, the newest commit where none does, else the
 * nearest release. Null where nothing comes near.
 */
export function chosenByInference(module: string, inference: Inference): ChosenRevision | null {
  const { releases, commit, commits, nearest } = inference;
  const version = releases.findLast(tag => !isPreRelease(tag)) ?? releases.at(-1) ?? (commit ? null : nearest?.tag);
  if (version === undefined) return null;
  const certainty = releases.length === 1 || (commit && commits === 1) ? 'likely' : 'possible';
  const revision = version === null ? (commit?.commit ?? null) : null;
  const reason = message('source.byTrace', { inference: describeInference(inference) });
  return { module, revision, version, certainty, reason, at: null };
}
