// Fetching into our own clones, shown while it lasts, with a way to cancel it.
import { message } from '../message';
import { text } from '../render/text';
import { progressReader } from '../source/clone';
import { fetchInto, type Fetch } from '../source/fetch';
import type { ShownTask } from './shownTask';

/** Makes the fetch that is shown as a task. */
export function shownFetch(show: (title: string) => Pick<ShownTask, 'signal' | 'report' | 'done'>): Fetch {
  return async (git, wanted) => {
    const task = show(text(message('source.fetching', { folder: git.folder })));
    const onProgress = progressReader((step, percentage) => {
      task.report(percentage ?? 0, 100, step);
    });
    try {
      await fetchInto(git, wanted, { signal: task.signal, onProgress });
    } finally {
      task.done();
    }
  };
}
