// Whole reports of the OOM killer, which are many lines of the kernel's log: who asked for memory, how much there was, who died.
import type { KernelReport } from './report';

type Of<K extends KernelReport['kind']> = Extract<KernelReport, { kind: K }>;

/** One report; lines count from 0. */
export interface OomReport {
  readonly host: string | null;
  /** The report's own lines from its first to its last; lines of others may stand between them. */
  readonly lines: readonly number[];
  readonly invoked: Of<'oom-invoked'> | null;
  readonly usages: readonly Of<'oom-usage'>[];
  /** The control group whose limit was hit; null where none was, or no line tells it (before Linux 5.0). */
  readonly cgroup: string | null;
  readonly taskCgroup: string | null;
  /** Whose memory ran out; null where no line tells. */
  readonly scope: 'cgroup' | 'node' | null;
  readonly victim: Of<'oom-killed'> | null;
}

type Growing = { -readonly [K in keyof OomReport]: OomReport[K] } & { lines: number[]; usages: Of<'oom-usage'>[] };

/** A report of a large node lists all its tasks: thousands of lines. */
const MOST_LINES = 20_000;
/** So many lines of others may stand between two of a report. */
const GAP = 1000;

/** Takes the kernel's lines of one log in their order. */
export class OomReader {
  private readonly done: OomReport[] = [];
  /** The open report of each host: other hosts' lines may stand between its own. */
  private readonly open = new Map<string, Growing>();

  /** Takes a line of the kernel of a host: `report` is what it says by itself, null for the lines of stacks and tables. */
  push(report: KernelReport | null, host: string | null, line: number): void {
    const isOom = report?.kind.startsWith('oom-') ?? false;
    const key = host ?? '';
    let open = this.open.get(key) ?? null;
    if (open && (report?.kind === 'oom-invoked' || isOver(open, report, line))) {
      this.close(key, open);
      open = null;
    }
    if (!open && !isOom) return;
    if (!open) {
      open = { host, lines: [], invoked: null, usages: [], cgroup: null, taskCgroup: null, scope: null, victim: null };
      this.open.set(key, open);
    }
    // Behind the victim only the reaper's line belongs to the report.
    if (open.victim && !isOom) return;
    open.lines.push(line);
    if (report) take(open, report);
  }

  /** Whether a line may be one of a report though nothing in it shows that: a table of tasks, a stack. */
  mayGoOn(line: number): boolean {
    for (const { lines, victim } of this.open.values())
      if (!victim && line - (lines.at(-1) ?? -GAP) <= GAP) return true;
    return false;
  }

  /** The reports that say who was killed or who asked, in the order of their first lines. */
  end(): readonly OomReport[] {
    for (const [key, open] of this.open) this.close(key, open);
    return this.done.sort((a, b) => (a.lines[0] ?? 0) - (b.lines[0] ?? 0));
  }

  private close(key: string, open: Growing): void {
    this.open.delete(key);
    if (open.invoked || open.victim) this.done.push(open);
  }
}

/** Whether a line cannot be one of a report. */
function isOver(open: Growing, report: KernelReport | null, line: number): boolean {
  if (line - (open.lines.at(-1) ?? line) > GAP || open.lines.length >= MOST_LINES) return true;
  if (!open.victim || report === null) return false;
  // Linux before 4.19 says the kill twice; the reaper names the same process; anything else is of the next report.
  const same = (report.kind === 'oom-killed' || report.kind === 'oom-reaped') && report.pid === open.victim.pid;
  return report.kind.startsWith('oom-') && !same;
}

function take(open: Growing, report: KernelReport): void {
  if (report.kind === 'oom-invoked') open.invoked = report;
  else if (report.kind === 'oom-usage') open.usages.push(report);
  else if (report.kind === 'oom-constraint') {
    open.cgroup = report.cgroup;
    open.taskCgroup = report.taskCgroup;
    open.scope = report.cgroup === null ? 'node' : 'cgroup';
  } else if (report.kind === 'oom-killed') {
    open.scope = report.scope ?? open.scope;
    if (!open.victim || report.anonymous !== null) open.victim = report;
  }
}
