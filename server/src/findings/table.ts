// The rows of what is marked in a log. To mark more is to add a row.
import { describeEvent, describeRecord } from '../audit/describe';
import { findField } from '../audit/record';
import { message } from '../message';
import type { EventRow, LineRow } from './model';

/** -EPERM and -EACCES (errno(3)). */
const REFUSED: readonly string[] = ['-1', '-13'];
/** auditd(8) writes these where it cannot go on as it should. */
const DAEMON_TROUBLE: readonly string[] = ['DAEMON_ERR', 'DAEMON_ABORT'];

export const EVENT_ROWS: readonly EventRow[] = [
  {
    code: 'failed-permission',
    group: 'failedPermission',
    find: event => {
      const placed = event.records.find(({ record }) => record.type === 'SYSCALL' || record.type === 'URINGOP');
      const exit = placed && findField(placed.record, 'exit');
      return exit && REFUSED.includes(exit.raw) && findField(placed.record, 'success')?.raw === 'no'
        ? { placed, span: { start: exit.nameSpan.start, end: exit.span.end }, text: describeEvent(event) }
        : null;
    },
    examples: [
      'type=SYSCALL msg=audit(1.000:1): arch=c000003e syscall=257 success=no exit=-13 pid=12 comm="cat" exe="/bin/cat"',
      'type=SYSCALL msg=audit(1.000:1): arch=c000003e syscall=62 success=no exit=-1 a0=1 a1=9 pid=12 comm="bash"',
    ],
    counterExamples: [
      'type=SYSCALL msg=audit(1.000:1): arch=c000003e syscall=257 success=no exit=-2 pid=12 comm="cat"',
      'type=SYSCALL msg=audit(1.000:1): arch=c000003e syscall=257 success=yes exit=3 pid=12 comm="cat"',
      // A call may return -1 and succeed.
      'type=SYSCALL msg=audit(1.000:1): arch=c000003e syscall=140 success=yes exit=-1 pid=12 comm="nice"',
    ],
  },
  {
    code: 'anomaly',
    group: 'anomaly',
    find: event => {
      const placed = event.records.find(({ record }) => record.type.startsWith('ANOM_'));
      if (!placed) return null;
      const { record } = placed;
      const what = record.type === 'ANOM_ABEND' ? describeEvent(event) : describeRecord(record);
      return { placed, span: record.head, text: message('finding.anomaly', { type: record.type, what }) };
    },
    examples: [
      'type=ANOM_ABEND msg=audit(1795419874.757:8665): auid=4294967295 uid=0 gid=0 ses=4294967295 pid=21952 comm="resizer" exe="/bin/resizer" sig=11 res=1',
      'type=ANOM_PROMISCUOUS msg=audit(1.000:1): dev=veth1 prom=256 old_prom=0 auid=4294967295 uid=0 gid=0 ses=4294967295',
    ],
    counterExamples: [
      'type=USER_AUTH msg=audit(1.000:1): pid=1 uid=0 auid=0 ses=1 msg=\'op=PAM acct="ANOM_X" res=failed\'',
    ],
  },
  {
    code: 'auditd-error',
    group: 'lostRecords',
    find: event => {
      const placed = event.records.find(({ record }) => DAEMON_TROUBLE.includes(record.type));
      if (!placed) return null;
      const { record } = placed;
      const op = findField(record, 'op')?.raw ?? record.type;
      return { placed, span: record.head, text: message('finding.auditd-error', { op }) };
    },
    examples: [
      'type=DAEMON_ERR msg=audit(1.000:1): op=set-enable auid=0 pid=7 uid=0 ses=1 res=failed',
      'type=DAEMON_ABORT msg=audit(1.000:1): op=error-halt auid=0 pid=7 res=failed',
    ],
    counterExamples: [
      'type=DAEMON_END msg=audit(1.000:1): op=terminate auid=-1 uid=-1 ses=-1 pid=-1 subj=? res=success',
      'type=DAEMON_START msg=audit(1.000:1): op=start ver=3.0.9 format=raw auid=0 pid=7 uid=0 ses=1 res=success',
    ],
  },
];

const KERNEL_AUDIT = 'kernel/audit.c, audit_log_lost, audit_log_start and kauditd_printk_skb';

/** The most telling first: of lines that stand together the one of the first row is said. */
export const LINE_ROWS: readonly LineRow[] = [
  {
    code: 'audit-lost',
    group: 'lostRecords',
    marks: ['audit: audit_lost='],
    find: payload => {
      const match = /^audit: audit_lost=(\d{1,10}) audit_rate_limit=(\d{1,10}) audit_backlog_limit=(\d{1,10})/.exec(
        payload,
      );
      const [, count = '', rate = '', backlog = ''] = match ?? [];
      return match && message('finding.audit-lost', { count, rate, backlog });
    },
    examples: [
      'Nov 23 15:43:51 vm kernel: [  123.456789] audit: audit_lost=17 audit_rate_limit=0 audit_backlog_limit=64',
      '[  123.456789] audit: audit_lost=17 audit_rate_limit=0 audit_backlog_limit=64',
      'audit: audit_lost=1 audit_rate_limit=100 audit_backlog_limit=8192',
    ],
    counterExamples: ['Nov 23 15:43:51 vm app: saw "audit: audit_lost=17" in a text'],
    reference: KERNEL_AUDIT,
  },
  {
    code: 'audit-lost',
    group: 'lostRecords',
    marks: ['audit: backlog limit exceeded', 'audit: audit_backlog='],
    find: payload =>
      /^audit: (?:backlog limit exceeded$|audit_backlog=\d{1,10} > audit_backlog_limit=\d)/.test(payload)
        ? message('finding.audit-backlog')
        : null,
    examples: [
      '2026-11-23T15:43:58,046691+08:00 audit: backlog limit exceeded',
      'Nov 23 15:43:51 vm kernel: audit: audit_backlog=65 > audit_backlog_limit=64',
    ],
    counterExamples: ['Nov 23 15:43:51 vm app: on "audit: backlog limit exceeded" raise -b'],
    reference: KERNEL_AUDIT,
  },
  {
    code: 'audit-lost',
    group: 'lostRecords',
    marks: ['audit: rate limit exceeded'],
    find: payload => (payload === 'audit: rate limit exceeded' ? message('finding.audit-rate') : null),
    examples: ['Nov 23 15:43:51 vm kernel: audit: rate limit exceeded'],
    counterExamples: ['Nov 23 15:43:51 vm kernel: audit: rate limit exceeded? no'],
    reference: KERNEL_AUDIT,
  },
  {
    code: 'audit-lost',
    group: 'lostRecords',
    marks: ['audit: kauditd ', 'audit: out of memory in audit_', 'audit: auditd disappeared'],
    find: payload => {
      const [, reason] =
        /^audit: (kauditd (?:\w{1,20} )?queue overflow|out of memory in audit_\w{1,40}|auditd disappeared)$/.exec(
          payload,
        ) ?? [];
      return reason === undefined ? null : message('finding.audit-dropped', { reason });
    },
    examples: [
      'Nov 23 15:43:51 vm kernel: audit: kauditd hold queue overflow',
      'Nov 23 15:43:51 vm kernel: audit: kauditd retry queue overflow',
      'Nov 23 15:43:51 vm kernel: audit: out of memory in audit_log_start',
    ],
    counterExamples: ['Nov 23 15:43:51 vm kernel: audit: kauditd started'],
    reference: KERNEL_AUDIT,
  },
  {
    code: 'audit-not-printed',
    group: 'lostRecords',
    marks: ['audit_printk_skb: ', 'kauditd_printk_skb: '],
    find: payload => {
      const [, count] = /^(?:kauditd|audit)_printk_skb: (\d{1,10}) callbacks suppressed$/.exec(payload) ?? [];
      return count === undefined ? null : message('finding.audit-not-printed', { count });
    },
    examples: [
      'Nov 23 15:43:51 vm kernel: [   12.345678] kauditd_printk_skb: 30 callbacks suppressed',
      'Nov 23 15:43:51 vm kernel: audit_printk_skb: 6 callbacks suppressed',
    ],
    counterExamples: ['Nov 23 15:43:51 vm kernel: net_ratelimit: 30 callbacks suppressed'],
    reference: `${KERNEL_AUDIT}; lib/ratelimit.c`,
  },
  {
    code: 'auditd-error',
    group: 'lostRecords',
    marks: ['Audit daemon ', 'Error receiving audit netlink packet'],
    find: (payload, program) => {
      const [reason] =
        /^(?:Audit daemon (?:is suspending logging|has no space left on logging partition|detected an error writing an event to disk)|Error receiving audit netlink packet)/.exec(
          payload,
        ) ?? [];
      return program === 'auditd' && reason !== undefined ? message('finding.auditd-trouble', { reason }) : null;
    },
    examples: [
      'Nov 23 15:43:51 vm auditd[612]: Audit daemon is suspending logging due to low disk space.',
      'Nov 23 15:43:51 vm auditd[612]: Audit daemon has no space left on logging partition',
    ],
    counterExamples: [
      'Nov 23 15:43:51 vm auditd[612]: Audit daemon rotating log files',
      'Nov 23 15:43:51 vm auditd[612]: Audit daemon is low on disk space for logging',
      'Nov 23 15:43:51 vm app[612]: Audit daemon is suspending logging due to low disk space.',
    ],
    reference: 'auditd(8); the messages of auditd 3.0.9',
  },
];
