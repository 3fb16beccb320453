// Serials of audit events that are missing in a whole log: records that may have been lost.
import { isNumbered, isOfDaemon, type AuditEvent, type NumberedEvent } from '../audit/event';
import { mayBeOneBoot } from '../audit/subjects';
import { message } from '../message';
import type { Finding } from './model';

/** Fewer events do not tell whether a log is whole. */
const MIN_EVENTS = 50;
/**
 * In a whole log the serials follow on one another: the kernel gives one to each event that passes its filters
 * (kernel/audit.c, audit_log_start and audit_serial), and records that the backlog limit drops take none. Where more
 * steps than this are gaps, the log is an excerpt: what ausearch --raw or grep have let through.
 */
const MAX_SHARE = 0.05;
/** Where a log begins and ends, this many of its events may have stragglers in the file before or behind it. */
const EDGE = 8;
/** The stamp is that of a call's begin: events that stand one behind the other may be stamped the other way round by this much. */
const LATE_NS = 60_000_000_000n;

/** The gaps between the serials of each node and boot; what auditd itself numbers (DAEMON_*) is left out. */
export function findSerialGaps(events: readonly AuditEvent[]): Finding[] {
  return boots(events).flatMap(gapsOf);
}

/** The events of the kernel by node and boot, each in the order of its serials and each serial once. */
function boots(events: readonly AuditEvent[]): NumberedEvent[][] {
  const byNode = new Map<string, NumberedEvent[][]>();
  for (const event of events.filter(isNumbered)) {
    if (isOfDaemon(event)) continue;
    const node = event.node ?? '';
    const known = byNode.get(node) ?? [];
    byNode.set(node, known);
    const current = known.at(-1);
    const last = current?.at(-1);
    if (current && last && mayBeOneBoot(last, event)) current.push(event);
    else known.push([event]);
  }
  return [...byNode.values()].flat().map(boot => {
    const bySerial = new Map(boot.map(event => [event.serial, event]));
    return [...bySerial.values()].sort((a, b) => a.serial - b.serial);
  });
}

function gapsOf(boot: readonly NumberedEvent[]): Finding[] {
  const steps = boot.slice(1).map((after, index) => ({ before: boot[index] ?? after, after, index }));
  const gaps = steps.filter(({ before, after }) => after.serial - before.serial > 1);
  if (boot.length < MIN_EVENTS || gaps.length > steps.length * MAX_SHARE) return [];
  return gaps.flatMap(({ before, after, index }) => {
    const count = after.serial - before.serial - 1;
    const edge = count <= EDGE && (index < EDGE || index >= steps.length - EDGE);
    const placed = after.records[0];
    if (edge || placed === undefined || after.time.ns + LATE_NS < before.time.ns) return [];
    const [first, last] = [before.serial + 1, after.serial - 1];
    const text =
      count === 1 ? message('finding.serial', { first }) : message('finding.serials', { first, last, count });
    const gap = {
      code: 'serial-gap',
      group: 'lostRecords',
      text,
      line: placed.line,
      span: placed.record.head,
    } as const;
    const end = before.records.at(-1);
    const related = end ? [{ at: { file: end.file, line: end.line }, text: message('finding.serial-before') }] : [];
    return [{ ...gap, related }];
  });
}
