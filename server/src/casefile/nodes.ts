// Which node each file of a case comes from: first its sub-folder, then the host that its lines name, unless the user says it.
import { addTo } from '../lists';
import type { AuditEvent } from '../audit/event';
import type { Instant } from '../log/time';

/** What of a file tells its node. */
export interface NodeFile {
  readonly file: string;
  /** The path within the case. */
  readonly name: string;
  /** The first sub-folder of the case, or the archive at its top; '' for files at the top. */
  readonly group: string;
  /** The host that most of its lines name, null where none does. */
  readonly host: string | null;
  /** What is the same in two files for the same entry. */
  readonly statements?: readonly { readonly key: string | null }[];
  readonly audit?: readonly AuditEvent[];
  /** Boots that its lines name. */
  readonly bootIds?: readonly string[];
}

export interface CaseNode {
  /** The same for all files of one node, and for no others. */
  readonly key: string;
  /** What it is called: its host, else its sub-folder; null where neither is known. */
  readonly name: string | null;
}

/**
 * The node of each file, by its path. Files of one sub-folder are of one node unless they name different hosts; those of
 * different sub-folders are of different nodes unless they name one host and share an entry word for word, or the id of a boot.
 * @param given the node's name by the beginning of a path within the case, which the user has set: it comes before everything
 */
export function nodesOf(
  files: readonly NodeFile[],
  given: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, CaseNode> {
  const groups = new Map<string, NodeFile[]>();
  const nodes = new Map<string, CaseNode>();
  for (const file of files) {
    const name = givenName(file.name, given);
    if (name === null) addTo(groups, file.group, file);
    else nodes.set(file.file, { key: `=${name}`, name });
  }
  const parts = joined([...groups].flatMap(([group, members]) => partsOf(group, members)));
  for (const { key, name, files: members } of parts) {
    for (const { file } of members) nodes.set(file, { key, name });
  }
  return nodes;
}

/** What a node is called beside others: its sub-folder comes before its host, which another one may have too. '' where neither is known. */
export function calledApart({ key, name }: CaseNode): string {
  return key === '' || key.startsWith('=') ? (name ?? '') : key.replace(/^\/\/|\/(?=\/)/, '');
}

/** The name of the longest beginning of a path that the user has named. */
function givenName(path: string, given: Readonly<Record<string, string>>): string | null {
  const fitting = Object.keys(given).filter(prefix => path === prefix || path.startsWith(`${prefix}/`));
  const longest = fitting.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? null : (given[longest] ?? null);
}

interface Part extends CaseNode {
  readonly host: string | null;
  readonly files: readonly NodeFile[];
}

/** The files of a sub-folder by their hosts; those that name none go with the only host, else they are apart. */
function partsOf(group: string, files: readonly NodeFile[]): Part[] {
  const byHost = new Map<string, NodeFile[]>();
  for (const file of files) {
    if (file.host === null) continue;
    const host = [...byHost.keys()].find(known => isSameHost(known, file.host ?? '')) ?? file.host;
    addTo(byHost, host, file);
  }
  const [only, ...others] = [...byHost.keys()];
  const called = group === '' ? null : group;
  if (others.length === 0) return [{ key: group, name: only ?? called, host: only ?? null, files }];
  const hostless = files.filter(({ host }) => host === null);
  return [
    ...[...byHost].map(([host, members]) => ({ key: `${group}//${host}`, name: host, host, files: members })),
    { key: group, name: called, host: null, files: hostless },
  ];
}

/** A host is written with its domain or without. */
function isSameHost(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** Parts of different sub-folders that are of one node are given one key, that of the first. */
function joined(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of parts) {
    const same = kept.find(known => isSameNode(known, part));
    kept.push(same ? { ...part, key: same.key, name: same.name } : part);
  }
  return kept;
}

function isSameNode(a: Part, b: Part): boolean {
  if (a.host === null || b.host === null || !isSameHost(a.host, b.host)) return false;
  const known = new Set(a.files.flatMap(entriesOf));
  return b.files.some(file => entriesOf(file).some(entry => known.has(entry)));
}

/** What a file has that no other node of its host's name can have: entries with the moment to the nanosecond or millisecond, and a serial; boots. */
function entriesOf({ statements = [], audit = [], bootIds = [] }: NodeFile): string[] {
  return [
    ...bootIds.map(id => `boot ${id}`),
    ...statements.flatMap(({ key }) => key ?? []),
    ...audit.flatMap(({ time, serial }) => (time && serial !== null ? [`${momentOf(time)} ${String(serial)}`] : [])),
  ];
}

function momentOf({ ns }: Instant): string {
  return String(ns);
}
