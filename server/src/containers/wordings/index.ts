// The table of wordings, a file of rows for each program, and the one way to read with it.
import { message } from '../../message';
import { isId } from '../ids';
import { CONTAINERD_ROWS } from './containerd';
import { CRI_ROWS } from './cri';
import { DOCKERD_ROWS } from './dockerd';
import { KUBELET_ROWS } from './kubelet';
import { ofContainer, type Said, type Statement, type WordingRow } from './row';

export const wordings: readonly WordingRow[] = [...DOCKERD_ROWS, ...CONTAINERD_ROWS, ...CRI_ROWS, ...KUBELET_ROWS];

/** Fields in which dockerd and containerd put a container's id whatever the message says. */
const CONTAINER_FIELDS = ['container', 'containerID', 'container-id', 'container_id'];
/** A line that has a statement in it has one of these, and a whole id. */
export const STATEMENT_MARKS: readonly string[] = [
  ...wordings.flatMap(row => (namesById(row) ? row.marks : [])),
  ...CONTAINER_FIELDS.map(name => `${name}=`),
];
/** A line that names a container as Kubernetes does has one of these. */
export const NAME_MARKS: readonly string[] = wordings.flatMap(row => (namesById(row) ? [] : row.marks));
const MAX_SHOWN = 200;

function namesById({ samples }: WordingRow): boolean {
  return samples.every(({ reference }) => reference === undefined);
}

/** What an entry says of a container; a wording without a row counts by the field that names the container. */
export function readStatement(said: Said): Statement | null {
  for (const row of wordings) {
    const match = row.pattern.exec(said.text);
    const statement = match && row.read(match, said);
    if (statement) {
      return statement;
    }
  }
  const container = CONTAINER_FIELDS.map(said.value).find(value => value !== null && isId(value));
  return ofContainer('log', message('container.log', { text: shown(said.text) }), container);
}

/** A message as far as it is shown, in UTF-16 units, '…' where it goes on; no character is cut in two. */
function shown(text: string): string {
  if (text.length <= MAX_SHOWN) {
    return text;
  }
  return `${text.slice(0, MAX_SHOWN - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
