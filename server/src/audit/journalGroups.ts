// Which records of journald's form are one event: it writes neither serial nor, besides SYSCALL, a pid.
import { findField, type AuditRecord } from './record';

/** With these the kernel begins what it tells of a call (kernel/auditsc.c, audit_log_exit and audit_log_uring). */
const LEADERS = new Set(['SYSCALL', 'URINGOP']);

/** What follows them in the same event, in this order, PATH and PROCTITLE last (kernel/auditsc.c, audit_log_exit). */
const COMPANIONS = new Set(
  (
    'IPC IPC_SET_PERM SOCKETCALL MQ_OPEN MQ_SENDRECV MQ_NOTIFY MQ_GETSETATTR CAPSET MMAP OPENAT2 EXECVE KERN_MODULE ' +
    'TIME_INJOFFSET TIME_ADJNTPVAL BPRM_FCAPS FD_PAIR SOCKADDR OBJ_PID CWD'
  ).split(' '),
);

/** More calls than these are never open at once on a sound log; each record is compared with all of them. */
const MAX_OPEN = 64;

interface Open<E> {
  readonly event: E;
  /** How many PATH records the call has (`items`); null where it does not say. */
  readonly items: number | null;
  paths: number;
}

/** The calls of one host whose records bear one stamp. */
interface Moment<E> {
  readonly stamp: string;
  open: Open<E>[];
  /** PROCTITLE records since that could be of several calls. */
  unsureEnds: number;
  /** More calls were open than MAX_OPEN: nothing more is put together. */
  crowded: boolean;
}

/**
 * Takes the records of one log in their order. The rule: SYSCALL begins an event; a companion is of that event if it has
 * the same host and the same stamp as written, and if it could be of no other call: a call is open until its PROCTITLE,
 * after its first PATH only further PATHs (by their `item`) and PROCTITLE can come. Where the records of several open
 * calls are interleaved, and for all other types (CONFIG_CHANGE and AVC, which come before their SYSCALL, USER_*), a
 * record is an event by itself: rather two events than one with a record of another.
 */
export class JournalGroups<E> {
  private readonly moments = new Map<string, Moment<E>>();

  /** The event that a record belongs to; `begin` makes a new one. */
  eventOf(record: AuditRecord, begin: () => E): E {
    const moment = this.momentOf(record);
    if (LEADERS.has(record.type)) {
      const event = begin();
      if (moment.open.length >= MAX_OPEN) {
        moment.open = [];
        moment.crowded = true;
      }
      if (!moment.crowded) moment.open.push({ event, items: itemsOf(record), paths: 0 });
      return event;
    }
    const able = moment.open.filter(open => accepts(open, record));
    const [only] = able;
    if (only === undefined || able.length > 1) {
      if (record.type === 'PROCTITLE' && able.length > 1) endUnsure(moment);
      return begin();
    }
    if (record.type === 'PATH') only.paths++;
    if (record.type === 'PROCTITLE') moment.open = moment.open.filter(open => open !== only);
    return only.event;
  }

  private momentOf({ node, stamp: written }: AuditRecord): Moment<E> {
    const stamp = JSON.stringify(written);
    const host = node ?? '';
    const known = this.moments.get(host);
    if (known?.stamp === stamp) return known;
    const moment = { stamp, open: [], unsureEnds: 0, crowded: false };
    this.moments.set(host, moment);
    return moment;
  }
}

/** One of the open calls has ended: when as many have as were open, none is. */
function endUnsure<E>(moment: Moment<E>): void {
  if (++moment.unsureEnds < moment.open.length) return;
  moment.open = [];
  moment.unsureEnds = 0;
}

function accepts<E>({ items, paths }: Open<E>, record: AuditRecord): boolean {
  if (record.type === 'PROCTITLE') return true;
  if (record.type === 'PATH') {
    const item = findField(record, 'item')?.raw;
    return item === String(paths) && (items === null || paths < items);
  }
  return paths === 0 && COMPANIONS.has(record.type);
}

function itemsOf(record: AuditRecord): number | null {
  const items = findField(record, 'items')?.raw;
  return items !== undefined && /^\d{1,6}$/.test(items) ? Number(items) : null;
}
