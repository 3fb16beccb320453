// Counts of passed, failed and skipped tests, and how the runners of this project report theirs.

/** The lines between which the output of a suite in the extension host is the suite's own. */
export const TESTS_START = '##TESTS-START';
export const TESTS_END = '##TESTS-END';

/** Environment of a suite in the extension host: the file for its tally, and a text its titles must contain. */
export const TALLY_FILE = 'NODELOG_TALLY_FILE';
export const GREP = 'NODELOG_GREP';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function add(left: Tally, right: Tally): Tally {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}

/** One check as a tally. */
export function check(passed: boolean): Tally {
  return passed ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

/** `2 passed, 0 failed`, with `, 1 skipped` where something was. */
export function renderTally({ passed, failed, skipped }: Tally): string {
  const counts = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${counts}, ${skipped} skipped` : counts;
}

/** Reads the closing comments of node's TAP reporter; null where they are missing, as after a crash of the runner. */
export function parseTap(text: string): Tally | null {
  const count = (name: string): number | null => {
    const value = new RegExp(`^# ${name} ([0-9]+)$`, 'm').exec(text)?.[1];
    return value === undefined ? null : Number(value);
  };
  const passed = count('pass');
  const failed = count('fail');
  if (passed === null || failed === null) return null;
  return {
    passed,
    failed: failed + (count('cancelled') ?? 0),
    skipped: (count('skipped') ?? 0) + (count('todo') ?? 0),
  };
}

/** Reads the JSON that a suite in the extension host wrote; null where it is none, as after a crash of the host. */
export function parseTally(text: string): Tally | null {
  try {
    const { passed, failed, skipped } = JSON.parse(text) as Partial<Tally>;
    return passed === undefined || failed === undefined || skipped === undefined ? null : { passed, failed, skipped };
  } catch {
    return null;
  }
}
