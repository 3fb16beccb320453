// The index of files for people: a row for each, then the rotated sets.
import { rotatedSets } from '../casefile/sets';
import { message } from '../message';
import { text } from '../render/text';
import type { Terminal } from './context';
import type { IndexedFile } from './indexFiles';
import { time, writeLine, type Part } from './output';

/** `file`, `kind`, `lines`, span, node and coverage of each file, in columns; what is not read with its reason. */
export function writeIndexTable(
  terminal: Terminal,
  files: readonly IndexedFile[],
  nodeOf: (file: IndexedFile) => string | null,
): void {
  const rows = files.map(file => cellsOf(file, nodeOf(file)));
  const widths = [0, 1, 2, 3, 4].map(column => Math.max(...rows.map(cells => cells[column]?.length ?? 0)));
  for (const [at, file] of files.entries()) {
    const cells = (rows[at] ?? []).map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const [path = '', ...rest] = cells;
    const said: Part[] = file.reason ? [['yellow', text(file.reason)]] : [];
    writeLine(terminal, [file.readable ? 'cyan' : 'red', path], `  ${rest.join('  ')}  `, ...said);
  }
  for (const { name, files: set } of rotatedSets(files.map(({ found }) => ({ name: found.path })))) {
    const listed = set.map(file => file.name.slice(name.lastIndexOf('/') + 1)).join(', ');
    writeLine(terminal, ['dim', text(message('index.set', { name, files: listed }))]);
  }
}

function cellsOf({ found, kind, lines, unknown, first, last }: IndexedFile, node: string | null): string[] {
  // Nothing is known of what is not quite known: no rounding up.
  const known =
    lines === 0 ? '-' : text(message('index.coverage', { percent: Math.floor((100 * (lines - unknown)) / lines) }));
  const span = first && last ? `${time(first) ?? ''} .. ${time(last) ?? ''}` : '-';
  return [found.path, kind ?? '-', String(lines), known, span, node ?? '-'];
}
