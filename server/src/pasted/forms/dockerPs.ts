// docker ps: a table with the columns that the user chose, or one JSON object a line with the same fields.
import { idOf, NO_RUN, NOTHING_TOLD, type LineForm } from '../form';
import type { ToldContainer, ToldRun } from '../model';
import { readAgo, readMoment } from '../times';
import { readTable, takeRows, type TableCell } from '../table';

/** Exited (137) 2 hours ago, Restarting (1) 5 seconds ago, Up 3 minutes (healthy), Created, Dead (moby container/state.go). */
const STATUS = /^(Exited|Restarting) \((-?\d{1,10})\) (.+)$/;

/** A container by the fields of `--format`; null where the row has no id though it `hasId`, or no state where it has none. */
export function psContainer(cell: (name: string) => TableCell | null, hasId: boolean): ToldContainer | null {
  const id = idOf(cell('ID')?.text ?? null);
  const status = cell('Status');
  const run = status && runOf(status);
  const lead = cell(hasId ? 'ID' : 'Names');
  if (!lead || (hasId ? id : run) === null) return null;
  return {
    ...NOTHING_TOLD,
    by: 'docker ps',
    id,
    at: lead.at,
    // A link gives a container a second name, `other/alias` (docker/cli formatter/container.go).
    names: (cell('Names')?.text ?? '').split(',').filter(name => name !== '' && !name.includes('/')),
    image: cell('Image')?.text ?? null,
    created: readMoment(cell('CreatedAt')?.text ?? null),
    createdAgo: readAgo(cell('RunningFor')?.text ?? ''),
    run,
  };
}

function runOf({ text, at }: TableCell): ToldRun | null {
  const [, state, code, ago = ''] = STATUS.exec(text) ?? [];
  if (state !== undefined) {
    const exitCode = Number(code);
    return { ...NO_RUN, state: state === 'Exited' ? 'ended' : 'restarting', exitCode, endedAgo: readAgo(ago), at };
  }
  if (text.startsWith('Up ')) return { ...NO_RUN, state: 'running', at };
  return text === 'Created' ? { ...NO_RUN, state: 'never-started', at } : null;
}

/** The headers of the table and the fields that they stand for. */
const HEADERS: Readonly<Record<string, string>> = {
  'CONTAINER ID': 'ID',
  IMAGE: 'Image',
  COMMAND: 'Command',
  CREATED: 'RunningFor',
  'CREATED AT': 'CreatedAt',
  STATUS: 'Status',
  STATE: 'State',
  PORTS: 'Ports',
  NAMES: 'Names',
  SIZE: 'Size',
  LABELS: 'Labels',
  MOUNTS: 'Mounts',
  NETWORKS: 'Networks',
  'LOCAL VOLUMES': 'LocalVolumes',
};

export const dockerPs: LineForm = {
  id: 'docker-ps',
  source: 'docker/cli cli/command/formatter/container.go',
  read: (lines, line) => {
    const table = readTable(lines, line, HEADERS);
    if (!table || !table.names.some(name => name === 'ID' || name === 'Names')) return null;
    if (!table.names.some(name => name === 'Status' || name === 'Image')) return null;
    const containers = takeRows(table, row => psContainer(row, table.names.includes('ID')));
    return { containers, end: line + 1 + containers.length };
  },
};
