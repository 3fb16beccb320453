// docker's and Kubernetes' own events, as pasted: which statement each of them is.
import { message } from '../message';
import type { ToldEvent } from '../pasted/model';
import type { EventKind } from './model';
import type { SourceSpan } from './sources';
import { ofContainer, ofExec, ofReference, short, type Statement } from './wordings/row';

type Row = (event: ToldEvent) => Statement | null;

/** The events of docker (moby api/types/events, daemon/events.go) that tell more than that something was done. */
const DOCKER: Readonly<Record<string, Row>> = {
  create: ({ id }) => ofContainer('created', message('container.told-created'), id),
  start: ({ id }) => ofContainer('started', message('pod.started'), id),
  kill: ({ id, attributes }) => {
    const signal = numberIn(attributes.get('signal'));
    const text = message('container.signal-asked', { signal: attributes.get('signal') ?? '?' });
    return ofContainer('signal-asked', text, id, { signal });
  },
  oom: ({ id }) => ofContainer('task-oom', message('pod.task-oom'), id),
  die: ({ id, attributes }) => {
    const exitStatus = numberIn(attributes.get('exitCode'));
    return ofContainer('died', message('pod.task-exit', { status: exitStatus ?? '?' }), id, { exitStatus });
  },
  destroy: ({ id }) => ofContainer('removed', message('pod.removed'), id),
  exec_start: ({ id, attributes }) => {
    const exec = attributes.get('execID') ?? '';
    return exec === ''
      ? null
      : ofExec('exec-started', message('container.exec-started', { exec: short(exec) }), exec, id);
  },
  exec_die: ({ id, attributes }) => {
    const exec = attributes.get('execID') ?? '';
    const exitStatus = numberIn(attributes.get('exitCode'));
    const text = message('pod.exec-ended', { exec: short(exec), status: exitStatus ?? '?' });
    return exec === '' ? null : { ...ofExec('exec-ended', text, exec, id), exitStatus };
  },
};

/** Reasons of the kubelet's events (pkg/kubelet/events/event.go). */
const KUBERNETES: Readonly<Record<string, EventKind>> = {
  Killing: 'kill-reason',
  BackOff: 'back-off',
  Unhealthy: 'probe-failed',
  Evicted: 'evicted',
};

/** What an event tells; null for what is no event of a container. */
export function statementOf(event: ToldEvent): Statement | null {
  const { id, pod, action, attributes } = event;
  const said = attributes.get('message');
  const text = message('container.log', { text: said === undefined ? action : `${action}: ${said}` });
  if (pod !== null) {
    const { namespace, pod: name, name: container } = pod;
    if (namespace === null || name === null) return null;
    const reference = [namespace, name, ...(container === null ? [] : [container])].join('/');
    return ofReference(KUBERNETES[action] ?? 'log', text, reference);
  }
  // An exec's command and a check's result stand behind the action.
  const [verb = ''] = action.split(':');
  return DOCKER[verb]?.(event) ?? ofContainer('log', text, id);
}

/**
 * Whoever writes docker's events down hears of all that is asked of dockerd, and of OOM kills; not of an end that comes
 * while containerd is away, of which only dockerd's log tells.
 */
export function spansOfEvents(events: readonly ToldEvent[]): SourceSpan[] {
  const times = events.flatMap(({ id, time }) => (id !== null && time !== null ? [time] : []));
  const sorted = times.sort((a, b) => (a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0));
  const [from] = sorted;
  const to = sorted.at(-1);
  if (!from || !to) return [];
  return [{ source: 'debug', from, to, goesOn: false, serials: null }];
}

function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}
