// What stands in the lines of a large log that matter: rows of tables say so of theirs, and the sieve looks for it (casefile/sieve.ts).

/** A text, or several that follow each other in one line. */
export type Mark = string | readonly string[];

/** The texts of a mark in their order. */
export function partsOf(mark: Mark): readonly string[] {
  return typeof mark === 'string' ? [mark] : mark;
}

/** Whether a line has a mark in it. */
export function bearsMark(line: string, mark: Mark): boolean {
  let from = 0;
  for (const part of partsOf(mark)) {
    const at = line.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
