// Deaths of several containers within seconds are one incident, where something happened to their node: a table.
import type { Cause, Container, ContainerEvent, EventKind, Run } from '../containers/model';
import { message, type Message } from '../message';
import { seconds } from './evidence';
import { claim } from './rules/rule';

interface IncidentRow {
  readonly kinds: readonly EventKind[];
  /** A run that ended so long behind it may have ended with it (seconds). */
  readonly within: number;
  /** The ends that it explains; all others are chance. */
  readonly causes: readonly Cause[];
  readonly text: (count: number) => Message;
}

const INCIDENTS: readonly IncidentRow[] = [
  {
    kinds: ['dockerd-stopping'],
    within: 60,
    causes: ['stopped'],
    text: count => message('verdict.incident.dockerd-stopped', { count }),
  },
  {
    kinds: ['containerd-killed', 'containerd-gone'],
    within: 30,
    causes: ['runtime-died'],
    text: count => message('verdict.incident.containerd-gone', { count }),
  },
  {
    kinds: ['node-oom'],
    within: 10,
    causes: ['oom-killed', 'shim-died', 'runtime-died', 'unknown'],
    text: count => message('verdict.incident.node-oom', { count }),
  },
  {
    kinds: ['xid'],
    within: 10,
    causes: ['exited', 'crashed', 'unknown'],
    text: count => message('verdict.incident.xid', { count }),
  },
];

/** Adds to the runs of one node what they ended with, where two containers at least did. */
export function withIncidents(containers: readonly Container[], events: readonly ContainerEvent[]): Container[] {
  const added = new Map<Run, Run>();
  for (const row of INCIDENTS) {
    for (const event of events.filter(({ kind, time }) => row.kinds.includes(kind) && time !== null)) {
      const hit = containers.flatMap(({ id, runs }) =>
        runs.filter(run => isWith(run, event, row)).map(run => ({ id, run })),
      );
      const count = new Set(hit.map(({ id }) => id)).size;
      if (count < 2) continue;
      for (const { run } of hit) {
        const { verdict } = added.get(run) ?? run;
        const told = verdict.claims.some(({ text }) => text.id === row.text(count).id);
        const claims = told ? verdict.claims : [...verdict.claims, claim(row.text(count), 'likely', [event])];
        added.set(run, { ...run, verdict: { ...verdict, claims } });
      }
    }
  }
  if (added.size === 0) return [...containers];
  return containers.map(container => {
    const [first, ...others] = container.runs;
    return { ...container, runs: [added.get(first) ?? first, ...others.map(run => added.get(run) ?? run)] };
  });
}

function isWith({ cause, finished }: Run, { time }: ContainerEvent, { causes, within }: IncidentRow): boolean {
  const gap = finished && time ? finished.ns - time.ns : -1n;
  return causes.includes(cause) && gap >= 0n && gap <= seconds(within);
}
