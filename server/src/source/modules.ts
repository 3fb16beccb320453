// Which repositories frames lead to: the rows of the table, what asks for one, and the pages of its forge.
import { daemons } from './moduleRows/daemons';
import { kubernetes } from './moduleRows/kubernetes';
import { libraries } from './moduleRows/libraries';
import type { ModuleRow } from './moduleRows/row';
import { standard } from './moduleRows/standard';

/** The daemons first: what several rows claim is theirs. */
export const modules: readonly ModuleRow[] = [...daemons, ...kubernetes, ...libraries, ...standard];

const ROWS = new Map(modules.map(row => [row.module, row]));

/** The row of a module; null where the table does not know it. */
export function moduleRow(module: string): ModuleRow | null {
  return ROWS.get(module) ?? null;
}

/** The module that a program is built from; null where the table does not know it. */
export function moduleOfProgram(program: string): string | null {
  return modules.find(row => row.programs.includes(program))?.module ?? null;
}

/** The forge's page of a commit; null where the way to its pages of lines does not tell. */
export function commitUrl(commit: string, row: ModuleRow | null): string | null {
  const [, start] =
    /^(https:\/\/github\.com\/[^/{}]+\/[^/{}]+|https:\/\/gitlab\.com\/[^{}]+\/-)\/blob\//.exec(row?.webUrl ?? '') ?? [];
  return start === undefined ? null : `${start}/commit/${commit}`;
}

/**
 * The forge's page of a line; null for a module that the table does not know, or whose forge. `revision` is a commit or
 * a tag, `line` from 1; `row` is the module's, where it is not one of the table's own.
 */
export function webUrl(
  module: string,
  revision: string,
  path: string,
  line: number,
  row: ModuleRow | null = moduleRow(module),
): string | null {
  const encode = (text: string): string => text.split('/').map(encodeURIComponent).join('/');
  const values: Readonly<Record<string, string>> = {
    revision: encode(revision),
    path: encode(path),
    line: String(line),
  };
  if (!row || row.webUrl === '') return null;
  return row.webUrl.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
