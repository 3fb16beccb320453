// The table of wordings, a file of rows for each program, and the one way to read with it.
import type { Mark } from '../../log/mark';
import { message } from '../../message';
import { isId } from '../ids';
import { CONTAINERD_ROWS } from './containerd';
import { CRI_ROWS } from './cri';
import { CRI_EXEC_ROWS } from './criExecs';
import { DOCKERD_ROWS } from './dockerd';
import { KUBELET_ROWS } from './kubelet';
import { ofContainer, type Said, type Statement, type WordingRow } from './row';

export const wordings: readonly WordingRow[] = [
  ...DOCKERD_ROWS,
  ...CONTAINERD_ROWS,
  ...CRI_ROWS,
  ...CRI_EXEC_ROWS,
  ...KUBELET_ROWS,
];

/** Fields in which dockerd and containerd put a container's id whatever the message says. */
const CONTAINER_FIELDS = ['container', 'containerID', 'container-id', 'container_id'];

/** Whether what a row reads may name no whole id: it is about a node, or about a container that a user named. */
function mayLackId({ samples }: WordingRow): boolean {
  return samples.some(({ container, exec }) => container === undefined && exec === undefined);
}

/** A line that has a statement in it has one of these, and a whole id. */
export const STATEMENT_MARKS: readonly Mark[] = [
  ...wordings.filter(row => !mayLackId(row)).flatMap(({ marks }) => marks),
  ...CONTAINER_FIELDS.map(name => `${name}=`),
];
/** A line that has a statement without an id in it has one of these. */
export const NODE_MARKS: readonly Mark[] = wordings.filter(mayLackId).flatMap(({ marks }) => marks);
const MAX_SHOWN = 200;

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
