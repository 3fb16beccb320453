// Tables as Go's tabwriter prints them: columns begin where their headers do.
import type { Spot } from './model';
import type { TextLines } from './textLines';

export interface TableCell {
  readonly text: string;
  readonly at: Spot;
}

export interface Table {
  /** What the columns stand for, in their order. */
  readonly names: readonly string[];
  /** By what a column stands for. They end at the first line that does not begin in all of its columns. */
  readonly rows: readonly ReadonlyMap<string, TableCell>[];
}

/** Reads the table whose header is a line; `headers` is what each header stands for. Null where another one, or only one, stands there. */
export function readTable(lines: TextLines, line: number, headers: Readonly<Record<string, string>>): Table | null {
  if (!/^[A-Z]{2}/.test(lines.line(line))) return null;
  const columns = [...lines.line(line).matchAll(/\S+(?: \S+)*/g)].map(({ 0: header, index }) => ({
    name: headers[header],
    start: index,
  }));
  if (columns.length < 2 || columns.some(({ name }) => name === undefined)) return null;
  const rows: ReadonlyMap<string, TableCell>[] = [];
  for (let next = line + 1; next < lines.count; next++) {
    const text = lines.line(next);
    const row = new Map<string, TableCell>();
    columns.forEach(({ name = '', start }, index) => {
      const cell = text.slice(start, columns[index + 1]?.start);
      row.set(name, { text: cell.trim(), at: { line: next, column: start } });
    });
    const broken = columns.some(({ start }) => start > 0 && /\S/.test(text.charAt(start - 1)));
    if (text.trim() === '' || broken) break;
    rows.push(row);
  }
  return { names: columns.map(({ name = '' }) => name), rows };
}

/** What the rows tell, up to the first that tells nothing: it is none of the table. */
export function takeRows<T>({ rows }: Table, read: (cell: (name: string) => TableCell | null) => T | null): T[] {
  const told: T[] = [];
  for (const row of rows) {
    const one = read(name => row.get(name) ?? null);
    if (one === null) break;
    told.push(one);
  }
  return told;
}
