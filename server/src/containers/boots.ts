// When a node was started anew, as lines tell: pids and processes of one boot mean nothing in the next.
import { isNumbered, isOfDaemon, type AuditEvent } from '../audit/event';
import { messageText } from '../log/envelope';
import { compareInstants, NS_PER_SECOND, type Instant } from '../log/time';
import type { LineTimes } from '../log/timeEvidence';
import { message } from '../message';
import type { Place } from '../place';
import type { Entry } from '../reading/line';
import { timesOf } from '../reading/log';
import { addTo } from '../lists';
import type { FileFacts } from './facts';
import type { ContainerEvent } from './model';
import type { NodeKey, Nodes } from './nodes';

/** A line behind which everything is of another boot than before. */
export interface BootLine {
  readonly times: LineTimes;
  readonly line: number;
}

/** What journalctl writes between two boots, up to systemd 241 and since. */
const JOURNAL_MARK = /^-- (?:Reboot|Boot ([0-9a-f]{32})) --$/;
/** A line with one of these may be one that BootLines is to be told of. */
export const BOOT_MARKS: readonly string[] = ['-- Reboot --', '-- Boot ', 'Linux version '];

/** Takes the lines of one file in their order. */
export class BootLines {
  readonly lines: BootLine[] = [];
  /** The boots that lines name. */
  readonly ids = new Set<string>();
  private mark: number | null = null;
  /** The last line that names its boot. */
  private last: (BootLine & { readonly id: string }) | null = null;

  push(text: string, entry: Entry, line: number): void {
    const { envelope, payload } = entry;
    if (payload.kind === 'marker') {
      const mark = JOURNAL_MARK.exec(text);
      if (mark) this.mark = line;
      if (mark?.[1] !== undefined) this.ids.add(mark[1]);
      return;
    }
    const times = timesOf(entry);
    const dated = times.own !== null || times.instant !== null || times.uptime !== null;
    if (!dated) return;
    const ofKernel = envelope.program === 'kernel' || envelope.id.startsWith('dmesg-');
    // The first thing that a kernel says (init/main.c, start_kernel).
    if (ofKernel && messageText(text, envelope).startsWith('Linux version ')) this.lines.push({ times, line });
    else if (this.mark !== null) this.lines.push({ times, line: this.mark });
    this.mark = null;
    if (envelope.boot !== null) this.pushNamed({ times, line, id: envelope.boot });
  }

  /** A line of another boot than the one before: the later of the two is the first that is known of its boot. */
  private pushNamed(named: BootLine & { readonly id: string }): void {
    const before = this.last;
    this.last = named;
    this.ids.add(named.id);
    const [then, now] = [before?.times.instant, named.times.instant];
    if (!before || before.id === named.id || !then || !now) return;
    const { times, line } = compareInstants(then, now) > 0 ? before : named;
    this.lines.push({ times, line });
  }
}

/** The boots of each node, in order of time. One is told in several ways, some of them after its first daemons have started. */
export function bootsOf(files: readonly FileFacts[], nodes: Nodes): (node: NodeKey) => readonly ContainerEvent[] {
  const byNode = new Map<NodeKey, ContainerEvent[]>();
  const audits = new Map<NodeKey, AuditEvent[]>();
  const add = (time: Instant | null, at: Place, host: string | null): void => {
    if (time === null) return;
    const node = nodes.of(at.file, host);
    addTo(byNode, node, bootAt(time, at, host));
  };
  for (const { file, boots, audit } of files) {
    for (const { time, line, host } of boots) add(time, { file, line }, host);
    for (const event of audit) {
      const node = nodes.of(file, event.node);
      addTo(audits, node, event);
      const boot = event.records.find(({ record }) => record.type === 'SYSTEM_BOOT');
      if (boot) add(event.time, boot, event.node);
    }
  }
  for (const events of audits.values()) {
    for (const event of firstOfBoots(events)) {
      const [first] = event.records;
      if (first) add(event.time, first, event.node);
    }
  }
  const known = new Map([...byNode].map(([node, boots]) => [node, distinct(boots)]));
  return node => known.get(node) ?? [];
}

function bootAt(time: Instant, { file, line }: Place, host: string | null): ContainerEvent {
  const text = message('container.node.booted');
  return {
    time,
    node: host,
    kind: 'node-booted',
    text,
    match: 'time',
    certainty: 'certain',
    at: { file, line },
    also: [],
  };
}

/** The first events behind a boot: the kernel numbers its events anew. A serial that falls a little is one out of order. */
function firstOfBoots(events: readonly AuditEvent[]): AuditEvent[] {
  const ofKernel = events.filter(event => !isOfDaemon(event));
  const numbered = ofKernel.filter(isNumbered).sort((a, b) => compareInstants(a.time, b.time));
  return numbered.filter((event, index) => {
    const before = numbered[index - 1];
    return before && event.serial * 2 < before.serial && event.time.ns - before.time.ns > NS_PER_SECOND;
  });
}

/** A machine that boots takes longer; what tells of one boot lies closer. */
const ONE_BOOT_NS = 120n * NS_PER_SECOND;

function distinct(boots: readonly ContainerEvent[]): ContainerEvent[] {
  const kept: ContainerEvent[] = [];
  let last: Instant | null = null;
  for (const boot of [...boots].sort((a, b) => compareInstants(a.time, b.time))) {
    if (last === null || (boot.time && boot.time.ns - last.ns > ONE_BOOT_NS)) kept.push(boot);
    last = boot.time;
  }
  return kept;
}
