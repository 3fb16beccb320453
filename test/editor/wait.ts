// Waiting for a state of the editor, never for a time.
import * as assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

/** After this long (milliseconds) a state is taken for one that does not come. */
const DEADLINE_MS = 30_000;
const INTERVAL_MS = 50;

/**
 * Asks until the answer `holds`, and returns that answer.
 * @param state what is waited for, for the message of a failure
 * @throws AssertionError with the last answer when the deadline has passed
 */
export async function until<T>(
  state: string,
  ask: () => T | PromiseLike<T>,
  holds: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > deadline) assert.fail(`${state}: still not so; the last answer was ${JSON.stringify(answer)}`);
    await pause(INTERVAL_MS);
  }
}
