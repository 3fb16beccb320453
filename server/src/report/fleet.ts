// What happened on several nodes alike: the same cause, panic or known issue over all nodes of a case, counted.
import type { Container } from '../containers/model';
import type { HostedTraceback } from '../containers/facts';
import type { Placed } from '../containers/identity';
import { bugKey } from '../golang/fault';
import { compareInstants, type Instant } from '../log/time';
import { naturalOrder, type Place } from '../place';
import type { VersionFact } from '../source/model';
import type { Sighting } from '../verdict/knownIssues/model';

/** A file with what tells whose node it is of. */
interface NodeFile {
  readonly file: string;
  /** The sub-folder of the case, '' at its top. */
  readonly group: string;
  readonly host: string | null;
}

/** What is known of a case, over all of its nodes. */
interface FleetInput {
  readonly files: readonly NodeFile[];
  readonly containers: readonly Container[];
  readonly tracebacks: readonly Placed<HostedTraceback>[];
  readonly sightings: readonly Placed<Sighting>[];
  readonly versions: readonly VersionFact[];
}

/** Something that happened on some nodes. */
export interface FleetGroup {
  readonly kind: 'cause' | 'panic' | 'issue';
  /** The cause, the panic's message, the issue's id. */
  readonly name: string;
  /** How often, on all nodes together. */
  readonly count: number;
  /** In the order of their first time, then of their names. */
  readonly nodes: readonly string[];
  readonly first: Instant | null;
}

/** The programs whose versions are compared. */
export const FLEET_PROGRAMS = ['dockerd', 'containerd', 'runc', 'kubelet'] as const;

/** One row of the table node x versions x cause. */
interface FleetRow {
  readonly node: string;
  /** By program, null where no line tells. */
  readonly versions: Readonly<Record<(typeof FLEET_PROGRAMS)[number], string | null>>;
  readonly cause: string;
  readonly count: number;
}

export interface Fleet {
  readonly nodes: readonly string[];
  /** Those on the most nodes first. */
  readonly groups: readonly FleetGroup[];
  readonly rows: readonly FleetRow[];
}

/** Something that was seen on a node. */
interface Seen {
  readonly kind: FleetGroup['kind'];
  readonly name: string;
  readonly key: string;
  readonly node: string;
  readonly time: Instant | null;
}

/** Groups what a case holds over its nodes. Pure: the order of the files does not matter. */
export function fleetOf(input: FleetInput): Fleet {
  const byFile = new Map(input.files.map(file => [file.file, nodeOf(file)]));
  const nodeAt = ({ file }: Place): string => byFile.get(file) ?? '';
  const seen = [...endings(input.containers, nodeAt), ...panics(input, nodeAt), ...issues(input, nodeAt)];
  const nodes = [...new Set(byFile.values())].filter(name => name !== '').sort(naturalOrder);
  return { nodes, groups: groupsOf(seen), rows: rowsOf(nodes, seen, input.versions, nodeAt) };
}

/** A node is first the sub-folder, then the host. */
function nodeOf({ group, host }: NodeFile): string {
  return group === '' ? (host ?? '') : group;
}

function endings(containers: readonly Container[], nodeAt: (at: Place) => string): Seen[] {
  return containers.flatMap(({ events, runs }) => {
    const [first] = events;
    if (!first) return [];
    const node = nodeAt(first.at);
    return runs
      .filter(({ cause }) => cause !== 'running')
      .map(({ cause, finished }) => ({ kind: 'cause', name: cause, key: cause, node, time: finished }) as const);
  });
}

function panics({ tracebacks }: FleetInput, nodeAt: (at: Place) => string): Seen[] {
  return tracebacks
    .filter(({ value }) => value.traceback.kind !== 'dump')
    .map(({ at, value: { traceback, time } }) => {
      const name = traceback.message === '' ? traceback.kind : traceback.message;
      return { kind: 'panic', name, key: bugKey(traceback), node: nodeAt(at), time } as const;
    });
}

function issues({ sightings }: FleetInput, nodeAt: (at: Place) => string): Seen[] {
  return sightings.map(({ at, value: { issue, time } }) => {
    return { kind: 'issue', name: issue.id, key: issue.id, node: nodeAt(at), time } as const;
  });
}

function groupsOf(seen: readonly Seen[]): FleetGroup[] {
  const groups = new Map<string, Seen[]>();
  for (const one of seen) {
    const key = `${one.kind} ${one.key}`;
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()]
    .map(group => {
      const inOrder = [...group].sort((a, b) => compareInstants(a.time, b.time) || naturalOrder(a.node, b.node));
      const [{ kind = 'cause', name = '' } = {}] = inOrder;
      const nodes = [...new Set(inOrder.map(({ node }) => node))];
      const first = inOrder.find(({ time }) => time !== null)?.time ?? null;
      return { kind, name, count: group.length, nodes, first };
    })
    .sort((a, b) => b.nodes.length - a.nodes.length || b.count - a.count || naturalOrder(a.name, b.name));
}

function rowsOf(
  nodes: readonly string[],
  seen: readonly Seen[],
  versions: readonly VersionFact[],
  nodeAt: (at: Place) => string,
): FleetRow[] {
  return nodes.flatMap(node => {
    const stated = versions.filter(({ at }) => nodeAt(at) === node);
    const told = Object.fromEntries(FLEET_PROGRAMS.map(program => [program, versionOf(stated, program)]));
    const causes = seen.filter(one => one.kind === 'cause' && one.node === node).map(({ name }) => name);
    return [...new Set(causes)].sort(naturalOrder).map(cause => ({
      node,
      versions: told as FleetRow['versions'],
      cause,
      count: causes.filter(other => other === cause).length,
    }));
  });
}

/** What the program itself said counts before what was pasted; what was said last before what was said first. */
export function versionOf(facts: readonly VersionFact[], program: string): string | null {
  const own = facts.filter(fact => fact.program === program && fact.version !== null);
  return (own.findLast(({ said }) => said === 'banner') ?? own.at(-1))?.version ?? null;
}
