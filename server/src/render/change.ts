// Commits that changed a function, in words.
import { message } from '../message';
import type { Change } from '../source/model';
import { text } from './text';

/** A commit as git shortens it in repositories of some age: enough to look it up. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 9);
}

/** "Add a separate lock for pid. (2019-02-01, first in v1.2.3)" */
export function describeChange({ subject, date, firstRelease }: Change): string {
  const day = date.slice(0, 10);
  return text(
    firstRelease === null
      ? message('source.changeUnreleased', { subject, date: day })
      : message('source.changeReleased', { subject, date: day, release: firstRelease }),
  );
}
