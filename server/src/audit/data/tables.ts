// Reads the generated tables: numbers to names.

/** "0 read write 5 x" (a number restarts the count) as a map: 0 read, 1 write, 5 x. */
export function readRuns(runs: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  let next = 0;
  for (const word of runs.split(' ')) {
    const first = word.charCodeAt(0);
    if (first >= 0x30 && first <= 0x39) next = Number(word);
    else names.set(next++, word);
  }
  return names;
}
