// Statements of the daemons as events of the containers that they mean, by id, exec or name.
import { NS_PER_SECOND } from '../log/time';
import { message } from '../message';
import type { Certainty } from '../place';
import type { Draft, Drafts } from './drafts';
import type { PlacedStatement } from './facts';
import type { Placed } from './identity';
import { isPrefix } from './ids';
import type { ContainerEvent, Match } from './model';
import type { Nodes } from './nodes';
import { short } from './wordings/row';

type PlacedFact = Placed<PlacedStatement>;
type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** A container that a statement means. */
interface Meant {
  readonly draft: Draft;
  readonly match: Match;
  readonly certainty: Certainty;
}

/** Adds the events of all statements; returns those that are about no container: what happens to a node. */
export function addStatements(drafts: Drafts, statements: readonly PlacedFact[], nodes: Nodes): ContainerEvent[] {
  for (const { value: fact, at } of statements) {
    const { statement, time, host } = fact;
    if (statement.container === null) continue;
    const draft = drafts.get(statement.container);
    draft.nodes.add(nodes.of(at.file, host));
    if (statement.creation?.name) drafts.addName(draft, statement.creation.name, time);
  }
  namePods(drafts, statements);
  learnNames(drafts, statements, nodes);
  const ofNodes: ContainerEvent[] = [];
  for (const placed of statements) {
    const { statement } = placed.value;
    const meant = whoIsMeant(drafts, placed, nodes);
    for (const { draft, match, certainty } of meant) {
      draft.events.push(eventOf(placed, match, certainty));
    }
    const { container, reference, exec } = statement;
    if (container === null && reference === null && exec === null) ofNodes.push(eventOf(placed, 'id', 'certain'));
  }
  return ofNodes;
}

function whoIsMeant(drafts: Drafts, { value: { statement, time, host }, at }: PlacedFact, nodes: Nodes): Meant[] {
  const { container, reference, exec } = statement;
  if (container !== null) return [{ draft: drafts.get(container), match: 'id', certainty: 'certain' }];
  if (exec !== null) {
    const draft = drafts.ofExec(exec);
    return draft ? [{ draft, match: 'exec', certainty: 'certain' }] : [];
  }
  if (reference === null) return [];
  const node = nodes.of(at.file, host);
  const named = drafts.ofName(reference, time, node);
  if (named) return [{ draft: named, match: 'name', certainty: 'certain' }];
  const alike = isPrefix(reference) ? drafts.alike(reference).filter(draft => draft.nodes.has(node)) : [];
  const certainty = alike.length === 1 ? 'certain' : 'possible';
  return alike.map(draft => ({ draft, match: 'prefix', certainty }));
}

/**
 * `namespace/pod/container` as the name of each container of a pod, `namespace/pod` as that of its sandbox: one line ties a
 * container to its sandbox, another the sandbox to its pod.
 */
function namePods(drafts: Drafts, statements: readonly PlacedFact[]): void {
  const told = statements.flatMap(({ value: { statement, time } }) => {
    const { container, pod } = statement;
    return container !== null && pod !== null ? [{ container, pod, time }] : [];
  });
  const sandboxes = new Map(
    told.flatMap(({ container, pod }) => (pod.sandbox === container ? [[container, pod] as const] : [])),
  );
  for (const { container, pod, time } of told) {
    const { namespace, pod: name } = pod.sandbox === null ? pod : (sandboxes.get(pod.sandbox) ?? pod);
    // A kubelet that tells of an end may mean the sandbox: what lacks the container's name is none of its names.
    const isSandbox = sandboxes.has(container);
    if (namespace === null || name === null || (!isSandbox && pod.name === null)) continue;
    drafts.addName(drafts.get(container), [namespace, name, ...(isSandbox ? [] : [pod.name])].join('/'), time);
  }
}

/** Between a call that sends a signal and dockerd's sending it. */
const AT_ONCE_NS = NS_PER_SECOND / 5n;

/**
 * `Calling POST .../containers/NAME/stop`, and the next that dockerd does is `Sending kill signal 15 to container ID`:
 * the name is that container's, where no other call stands between them.
 */
function learnNames(drafts: Drafts, statements: readonly PlacedFact[], nodes: Nodes): void {
  const open = new Map<string, PlacedFact | null>();
  for (const placed of statements) {
    const { statement, time, host } = placed.value;
    const { file } = placed.at;
    const asks = statement.kind === 'stop-asked' || statement.kind === 'kill-asked';
    if (asks && statement.reference !== null && !isPrefix(statement.reference)) {
      open.set(file, open.has(file) && open.get(file) !== null ? null : placed);
    } else if (statement.kind === 'signal-asked' && statement.container !== null) {
      const asked = open.get(file);
      open.delete(file);
      const since = asked?.value.time;
      if (!asked?.value.statement.reference || !time || !since || time.ns - since.ns > AT_ONCE_NS) continue;
      const name = asked.value.statement.reference;
      if (drafts.ofName(name, time, nodes.of(file, host)) === null) {
        drafts.addName(drafts.get(statement.container), name, null);
      }
    }
  }
}

function eventOf({ value: fact, at, also }: PlacedFact, match: Match, certainty: Certainty): ContainerEvent {
  const { statement, time, host } = fact;
  const { shimPid, initPid, signal, creation, exec, exitStatus, asker, pod } = statement;
  const execCommand = fact.command ?? statement.execCommand;
  const { kind } = statement;
  // A case has hundreds of thousands: spreading what is there would take several times as long.
  const event: Writable<ContainerEvent> = { time, node: host, kind, text: textOf(fact), match, certainty, at, also };
  if (shimPid !== null) event.shimPid = shimPid;
  if (initPid !== null) event.initPid = initPid;
  if (signal !== null) event.signal = signal;
  if (creation !== null) event.creation = creation;
  if (exec !== null) event.exec = exec;
  if (exitStatus !== null) event.exitStatus = exitStatus;
  if (execCommand !== null) event.execCommand = execCommand;
  if (asker !== null) event.asker = asker;
  if (pod !== null) event.pod = pod;
  return event;
}

function textOf({ statement, command }: PlacedStatement): ContainerEvent['text'] {
  return statement.kind === 'exec-started' && command !== null
    ? message('container.exec-started-command', { exec: short(statement.exec ?? ''), command })
    : statement.text;
}
