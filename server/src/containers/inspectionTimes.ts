// When an output was taken that tells only how long ago things were: docker ps, by when containers were created.
import { NS_PER_SECOND } from '../log/time';
import type { Draft } from './drafts';

/**
 * Between which seconds since the epoch the output in a file was taken, by the creation of a container of which the logs or
 * another output tell when it was; null where none does.
 */
export function takenBetween({ events, inspected }: Draft, file: string): readonly [number, number] | null {
  const ago = inspected.find(({ at, value }) => at.file === file && value.createdAgo !== null)?.value.createdAgo;
  const made =
    events.find(({ kind, time }) => kind === 'created' && time !== null)?.time ??
    inspected.find(({ value }) => value.created !== null)?.value.created;
  if (!ago || !made) return null;
  const second = Number(made.ns / NS_PER_SECOND);
  return [second + ago.least, second + ago.most];
}
