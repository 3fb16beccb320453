// Reads the generated tables: numbers to names.

/** "0 read write 5 x" (a number restarts the count) as a map: 0 read, 1 write, 5 x. */
export function readRuns(runs: string): ReadonlyMap<number, string> {
  return readInto(new Map(), runs);
}

/**
 * The table of that name out of a record of tables; null where there is none. A text "@other 5 x 9 -" is the table
 * `other` with x for 5 and without 9.
 */
export function readTable(tables: Readonly<Record<string, string>>, name: string): ReadonlyMap<number, string> | null {
  const text = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (text === undefined) return null;
  if (!text.startsWith('@')) return readRuns(text);
  const end = text.indexOf(' ');
  return readInto(new Map(readTable(tables, text.slice(1, end))), text.slice(end + 1));
}

function readInto(names: Map<number, string>, runs: string): ReadonlyMap<number, string> {
  let next = 0;
  for (const word of runs.split(' ')) {
    const first = word.charCodeAt(0);
    if (first >= 0x30 && first <= 0x39) next = Number(word);
    else if (word === '-') names.delete(next++);
    else names.set(next++, word);
  }
  return names;
}
