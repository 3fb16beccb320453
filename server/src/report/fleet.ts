// What happened on several nodes alike: the same cause, panic or known issue over all nodes of a case, counted.
import { addTo } from '../lists';
import type { Cause, Container } from '../containers/model';
import type { HostedTraceback } from '../containers/facts';
import type { Placed } from '../containers/identity';
import { bugKey } from '../golang/fault';
import { compareInstants, type Instant } from '../log/time';
import { naturalOrder, type Place } from '../place';
import type { VersionFact } from '../source/model';
import type { Sighting } from '../verdict/knownIssues/model';

/** What is known of a case, over all of its nodes. */
interface FleetInput {
  /** What the node of each file is called, by the file's path; '' where nothing names it. */
  readonly nodes: ReadonlyMap<string, string>;
  readonly containers: readonly Container[];
  readonly tracebacks: readonly Placed<HostedTraceback>[];
  readonly sightings: readonly Placed<Sighting>[];
  readonly versions: readonly VersionFact[];
}

/** Something that happened on some nodes. */
export type FleetGroup = Alike & {
  /** How often, on all nodes together. */
  readonly count: number;
  /** In the order of their first time, then of their names. */
  readonly nodes: readonly string[];
  readonly first: Instant | null;
  /** Where the first one stands. */
  readonly at: Place;
};

/** What is the same: a cause, a panic by its message, a known issue by its id. */
type Alike =
  { readonly kind: 'cause'; readonly name: Cause } | { readonly kind: 'panic' | 'issue'; readonly name: string };

/** What has a version that is compared. */
export const FLEET_VERSIONS = ['kernel', 'dockerd', 'containerd', 'runc', 'kubelet'] as const;

/** One row of the table node x versions x cause. */
interface FleetRow {
  readonly node: string;
  /** By program, null where no line tells. */
  readonly versions: Readonly<Record<(typeof FLEET_VERSIONS)[number], string | null>>;
  /** Null where no container of the node has ended. */
  readonly cause: Cause | null;
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
  readonly what: Alike;
  /** The same for what is counted together. */
  readonly key: string;
  readonly node: string;
  readonly time: Instant | null;
  readonly at: Place;
}

/** Groups what a case holds over its nodes. Pure: the order of the files does not matter. */
export function fleetOf(input: FleetInput): Fleet {
  const nodeAt = ({ file }: Place): string => input.nodes.get(file) ?? '';
  const seen = [...endings(input.containers, nodeAt), ...panics(input, nodeAt), ...issues(input, nodeAt)];
  const nodes = [...new Set(input.nodes.values())].filter(name => name !== '').sort(naturalOrder);
  return { nodes, groups: groupsOf(seen), rows: rowsOf(nodes, seen, input.versions, nodeAt) };
}

function endings(containers: readonly Container[], nodeAt: (at: Place) => string): Seen[] {
  return containers.flatMap(({ events, runs }) => {
    const [first] = events;
    if (!first) return [];
    const node = nodeAt(first.at);
    return runs
      .filter(({ cause }) => cause !== 'running')
      .map(({ cause, finished, verdict }) => {
        const at = verdict.claims[0]?.evidence[0] ?? first.at;
        return { what: { kind: 'cause', name: cause } as const, key: cause, node, time: finished, at };
      });
  });
}

function panics({ tracebacks }: FleetInput, nodeAt: (at: Place) => string): Seen[] {
  return tracebacks
    .filter(({ value }) => value.traceback.kind !== 'dump')
    .map(({ at, value: { traceback, time } }) => {
      const name = traceback.message === '' ? traceback.kind : traceback.message;
      return { what: { kind: 'panic', name } as const, key: bugKey(traceback), node: nodeAt(at), time, at };
    });
}

function issues({ sightings }: FleetInput, nodeAt: (at: Place) => string): Seen[] {
  return sightings.map(({ at, value: { issue, time } }) => {
    return { what: { kind: 'issue', name: issue.id } as const, key: issue.id, node: nodeAt(at), time, at };
  });
}

function groupsOf(seen: readonly Seen[]): FleetGroup[] {
  const groups = new Map<string, Seen[]>();
  for (const one of seen) addTo(groups, `${one.what.kind} ${one.key}`, one);
  return [...groups.values()]
    .flatMap(group => groupOf(group) ?? [])
    .sort((a, b) => b.nodes.length - a.nodes.length || b.count - a.count || naturalOrder(a.name, b.name));
}

function groupOf(group: readonly Seen[]): FleetGroup | null {
  const dated = group
    .filter(({ time }) => time !== null)
    .sort((a, b) => compareInstants(a.time, b.time) || byNode(a, b));
  const undated = group.filter(({ time }) => time === null).sort(byNode);
  const [first] = [...dated, ...undated];
  if (!first) return null;
  const nodes = [...new Set([...dated, ...undated].map(({ node }) => node))];
  return { ...first.what, count: group.length, nodes, first: first.time, at: first.at };
}

function byNode(a: Seen, b: Seen): number {
  return naturalOrder(a.node, b.node);
}

function rowsOf(
  nodes: readonly string[],
  seen: readonly Seen[],
  versions: readonly VersionFact[],
  nodeAt: (at: Place) => string,
): FleetRow[] {
  return nodes.flatMap((node): FleetRow[] => {
    const stated = versions.filter(({ at }) => nodeAt(at) === node);
    const told = Object.fromEntries(FLEET_VERSIONS.map(program => [program, versionOf(stated, program)]));
    const causes = seen.flatMap(({ what, node: on }) => (what.kind === 'cause' && on === node ? [what.name] : []));
    const row = { node, versions: told as FleetRow['versions'] };
    const ended = [...new Set(causes)].sort(naturalOrder).map(cause => {
      return { ...row, cause, count: causes.filter(other => other === cause).length };
    });
    return ended.length > 0 ? ended : [{ ...row, cause: null, count: 0 }];
  });
}

/** What the program itself said counts before what was pasted; what was said last before what was said first. */
export function versionOf(facts: readonly VersionFact[], program: string): string | null {
  const own = facts.filter(fact => fact.program === program && fact.version !== null);
  return (own.findLast(({ said }) => said === 'banner') ?? own.at(-1))?.version ?? null;
}
