// From the facts of all files of a case to its containers: who is meant, every event once, and why each run ended.
import { compareInstants, type Instant } from '../log/time';
import { naturalOrder } from '../place';
import { explainRun } from '../verdict/cause';
import { withIncidents } from '../verdict/incidents';
import { addTo } from '../lists';
import { addAudit } from './auditTies';
import { bootsOf } from './boots';
import { Coverage, NodeEvents, type NodeFacts } from './coverage';
import { Drafts, type Draft } from './drafts';
import { execsIn } from './execs';
import type { FileFacts } from './facts';
import { isId } from './ids';
import { mergePlaces } from './identity';
import { addInspections, addShortInspections, inspectedCreation, inspectedImage, withInspections } from './inspections';
import type { Container, ContainerEvent, Creation, Exec, Run } from './model';
import { Nodes, type NodeKey } from './nodes';
import { only } from './only';
import { inOrder, latest } from './order';
import { panicsOfShims } from './panics';
import { addByPid, draftRun, Processes, type RunDraft } from './processes';
import { isEnd, isOver, splitRuns } from './runs';
import { addStatements } from './statements';
import { addByTime } from './timeTies';

/** All containers of a case, in the order of their first event. Pure: the same facts in any order give the same. */
export function correlate(files: readonly FileFacts[]): Container[] {
  const ordered = [...files].sort((a, b) => naturalOrder(a.file, b.file));
  const nodes = new Nodes(ordered);
  const drafts = new Drafts();
  addIds(drafts, ordered);
  addInspections(drafts, ordered);
  const statements = mergePlaces(
    ordered.map(file =>
      file.statements.map(fact => ({ key: fact.key, at: { file: file.file, line: fact.line }, value: fact })),
    ),
  );
  const ofNodes = addStatements(drafts, statements, nodes);
  const told = addAudit(drafts, ordered, nodes);
  addShortInspections(drafts, ordered);
  for (const panic of panicsOfShims(ordered, drafts.all())) {
    drafts.get(panic.container).events.push(panic.event);
  }
  const reports = mergePlaces(
    ordered.map(file =>
      file.reports.map(report => ({ key: report.key, at: { file: file.file, line: report.line }, value: report })),
    ),
  ).map(placed => ({ ...placed, node: nodes.of(placed.at.file, placed.value.host) }));
  const boots = bootsOf(ordered, nodes);
  const runs = new Map(drafts.all().map(draft => [draft, runsOf(draft, told.inits, nodes, boots)]));
  const processes = new Processes([...runs.values()].flat());
  const loose = addByPid(processes, told, reports);
  const untied = addByTime(processes, loose);
  const byNode = nodeFacts(ordered, nodes, told.recorded, [
    ...ofNodes.map(event => [nodes.of(event.at.file, event.node), event] as const),
    ...told.nodeEvents,
    ...untied,
  ]);
  const ofNode = new Map<NodeKey, Container[]>();
  for (const [draft, ofDraft] of runs) {
    const node = ofDraft[0]?.node ?? '';
    addTo(ofNode, node, finish(draft, ofDraft, byNode));
  }
  return [...ofNode]
    .flatMap(([node, containers]) => withIncidents(containers, byNode(node).events.all))
    .sort((a, b) => compareInstants(a.first, b.first) || (a.id < b.id ? -1 : 1));
}

/** Whole ids are known before any prefix is looked at, whatever file holds them. */
function addIds(drafts: Drafts, files: readonly FileFacts[]): void {
  for (const { statements } of files) {
    for (const { statement } of statements) {
      if (statement.container !== null) drafts.get(statement.container);
      if (statement.exec !== null && statement.container !== null) drafts.addExec(statement.exec, statement.container);
    }
  }
}

function runsOf(
  draft: Draft,
  inits: Parameters<typeof draftRun>[4],
  nodes: Nodes,
  boots: ReturnType<typeof bootsOf>,
): RunDraft[] {
  if (draft.nodes.size === 0) for (const { at } of draft.inspected) draft.nodes.add(nodes.of(at.file, null));
  // A container is of one node; where its lines are of several, none is known.
  const node = only([...draft.nodes]) ?? `${[...draft.nodes].sort().join('\n')}\n${draft.id}`;
  const events = inOrder([...draft.events, ...boots(node)]);
  const creation = creationOf(events) ?? inspectedCreation(draft);
  const runs = splitRuns(events).map(run => draftRun(draft.id, node, creation, run, inits));
  return withInspections(draft, node, creation, runs);
}

function creationOf(events: readonly ContainerEvent[]): Creation | null {
  return events.find(({ creation }) => creation !== undefined)?.creation ?? null;
}

function nodeFacts(
  files: readonly FileFacts[],
  nodes: Nodes,
  recorded: ReadonlyMap<NodeKey, ReadonlySet<number>>,
  events: readonly (readonly [NodeKey, ContainerEvent])[],
): (node: NodeKey) => NodeFacts {
  const known = new Map<NodeKey, NodeFacts>();
  const ofNodes = new Map<NodeKey, ContainerEvent[]>();
  for (const [node, event] of events) addTo(ofNodes, node, event);
  return node => {
    const facts = known.get(node) ?? {
      events: new NodeEvents(inOrder(ofNodes.get(node) ?? [])),
      coverage: new Coverage(
        files.filter(({ file, host }) => nodes.of(file, host) === node).flatMap(({ sources }) => sources),
      ),
      recorded: recorded.get(node) ?? new Set(),
    };
    known.set(node, facts);
    return facts;
  };
}

function finish(draft: Draft, drafted: readonly RunDraft[], factsOf: (node: NodeKey) => NodeFacts): Container {
  const explained = drafted.map((run, index): Run => {
    const events = inOrder(run.events);
    return explainRun({ ...run, events, isLast: index === drafted.length - 1 }, factsOf(run.node));
  });
  // What may be of several runs stands in each of them.
  const events = inOrder([...new Set(drafted.flatMap(run => run.events))]);
  const times = events.map(event => event.time).filter((time): time is Instant => time !== null);
  const [first, ...others] = explained as [Run, ...Run[]];
  const last = others.at(-1) ?? first;
  const creation = creationOf(events);
  return {
    id: draft.id,
    complete: isId(draft.id),
    names: [...draft.names.keys()],
    image: creation?.image ?? inspectedImage(draft),
    node: only(events.flatMap(event => event.node ?? [])),
    first: times[0] ?? null,
    last: latest(times),
    state: last.cause === 'running' ? 'running' : drafted.at(-1)?.events.some(isOver) ? 'exited' : 'unknown',
    removed: removedAt(events),
    runs: [first, ...others],
    execs: execsOf(events),
    events,
  };
}

function execsOf(events: readonly ContainerEvent[]): Exec[] {
  const sure = events.filter(({ certainty }) => certainty !== 'possible');
  return execsIn(sure).flatMap(({ id, command, asker, asked, started, finished, exitCode }) =>
    id === null ? [] : [{ id, command, asker, asked, started, finished, exitCode }],
  );
}

/** The last removal that was asked for: by force, or of a container that had ended. Docker logs no answer to it. */
function removedAt(events: readonly ContainerEvent[]): Instant | null {
  const removed = events.findLast(({ kind, certainty }) => kind === 'removed' && certainty === 'certain');
  if (removed) return removed.time;
  const asked = events.findLast(({ kind, certainty }) => kind === 'remove-asked' && certainty === 'certain');
  if (!asked) return null;
  const before = events.slice(0, events.indexOf(asked));
  const after = events
    .slice(events.indexOf(asked))
    .filter(({ kind }) => kind === 'start-asked' || kind === 'exec-started');
  const ended = asked.signal !== undefined || before.some(isEnd);
  return ended && after.length === 0 ? asked.time : null;
}
