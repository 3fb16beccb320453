// Changes of the audit system, and what auditd reports of itself, in words.
import { message, type Message } from '../../message';
import type { AuditEvent } from '../event';
import { decodeValue } from '../fields';
import type { AuditRecord } from '../record';
import type { SentenceRow } from './sentence';
import { doerOfEvent, firstOf, resultOf, told, userName, valueOf, type Told, type ToldArguments } from './words';

/** kernel/audit.c (audit_log_config_change), auditfilter.c, audit_watch.c, audit_tree.c. */
function describeChange(record: AuditRecord, event: AuditEvent): Message | null {
  const operation = operationOf(record);
  const worked = resultOf(record) ?? true;
  const doer = doerOfEvent(record, event);
  const key = valueOf(record, 'key') ?? message('audit.config.noKey');
  const list = valueOf(record, 'list') ?? '?';
  switch (operation ?? '') {
    case 'add_rule':
      return told('rule.add', worked, doer, { key, list });
    case 'remove_rule':
      return told('rule.remove', worked, doer, { key, list });
    case 'autoremove_rule':
      return message('audit.config.ruleGone', { key, path: firstOf(record, 'path', 'dir') ?? '?' });
    case 'updated_rules':
      return message('audit.config.ruleUpdated', { key, path: firstOf(record, 'path', 'dir') ?? '?' });
    case 'trim':
      return told('config.trim', worked, doer, {});
    case 'make_equiv':
      return told('config.makeEquivalent', worked, doer, {
        old: valueOf(record, 'old') ?? '?',
        new: valueOf(record, 'new') ?? '?',
      });
    case 'tty_set':
      return told(valueOf(record, 'new-enabled') === '1' ? 'config.ttyOn' : 'config.ttyOff', worked, doer, {});
    default:
      return describeSetting(record, worked, doer) ?? describeOther(record, worked, doer);
  }
}

/** Kernels before 4.20 wrote op="add_rule" or op="add rule". */
function operationOf(record: AuditRecord): string | null {
  return valueOf(record, 'op')?.replaceAll(' ', '_') ?? null;
}

/** The settings of auditctl(8): audit_enabled=1 old=0. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  audit_enabled: ({ value }) =>
    value === '0'
      ? ['config.off', {}]
      : value === '1'
        ? ['config.on', {}]
        : value === '2'
          ? ['config.locked', {}]
          : null,
  audit_pid: ({ value }) => (value === '0' ? ['config.daemonGone', {}] : ['config.daemon', { pid: value }]),
  audit_backlog_limit: args => ['config.backlog', args],
  audit_backlog_wait_time: args => ['config.backlogWait', args],
  audit_rate_limit: args => ['config.rate', args],
  audit_failure: ({ value }) =>
    value === '0'
      ? ['config.failSilently', {}]
      : value === '1'
        ? ['config.failLoudly', {}]
        : value === '2'
          ? ['config.failPanic', {}]
          : null,
  lost: ({ old }) => ['config.lost', { old }],
};

interface Values {
  readonly value: string;
  readonly old: string;
}
type Sentence = { [Name in Told]: readonly [name: Name, args: ToldArguments<Name>] }[Told];
type Setting = (values: Values) => Sentence | null;

function describeSetting(record: AuditRecord, worked: boolean, doer: Message): Message | null {
  for (const { name } of record.fields) {
    const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    const value = setting === undefined ? null : valueOf(record, name);
    const sentence = value === null ? null : setting?.({ value, old: valueOf(record, 'old') ?? '?' });
    if (sentence) return told(sentence[0], worked, doer, sentence[1]);
  }
  return null;
}

/** The fields that say who changed it. */
const WHO = new Set(['auid', 'ses', 'subj', 'res', 'pid', 'ppid', 'uid', 'gid', 'comm', 'exe', 'tty']);

function describeOther(record: AuditRecord, worked: boolean, doer: Message): Message | null {
  const changes = record.fields.filter(field => !WHO.has(field.name));
  if (changes.length === 0) return null;
  const what = changes.map(field => `${field.name}=${decodeValue(field, record)}`).join(' ');
  return told('config', worked, doer, { what });
}

/** src/auditd.c, auditd-event.c, auditd-reconfigure.c and auditd-listen.c of the audit daemon. */
function describeDaemon(record: AuditRecord): Message | null {
  const worked = resultOf(record) ?? true;
  const operation = valueOf(record, 'op') ?? '?';
  const pid = valueOf(record, 'pid');
  const version = valueOf(record, 'ver');
  switch (record.type) {
    case 'DAEMON_START':
      if (!worked) return message('audit.daemon.notStarted', { operation });
      return version === null || pid === null
        ? message('audit.daemon.startedPlain')
        : message('audit.daemon.started', { version, pid });
    case 'DAEMON_END': {
      const user = askedBy(record);
      return user === null ? message('audit.daemon.ended') : message('audit.daemon.endedBy', { user });
    }
    case 'DAEMON_ABORT':
      return message('audit.daemon.aborted', { operation });
    case 'DAEMON_CONFIG':
    case 'DAEMON_RECONFIG':
      if (!worked) return message('audit.daemon.notReconfigured');
      return valueOf(record, 'state') === 'no-change'
        ? message('audit.daemon.reconfiguredSame')
        : message('audit.daemon.reconfigured');
    case 'DAEMON_ROTATE':
      return worked ? message('audit.daemon.rotated') : message('audit.daemon.notRotated');
    case 'DAEMON_RESUME':
      return worked ? message('audit.daemon.resumed') : message('audit.daemon.notResumed');
    default:
      return message('audit.daemon.error', { operation });
  }
}

/** Whose signal ended the daemon; a record without it has -1. */
function askedBy(record: AuditRecord): Message | string | null {
  const login = valueOf(record, 'auid');
  const user = login === null || login === 'unset' ? valueOf(record, 'uid') : login;
  return user === null || user === 'unset' ? null : userName(user);
}

function describeConnection(record: AuditRecord): Message | null {
  const address = valueOf(record, 'addr');
  const worked = resultOf(record);
  if (address === null || worked === null) return null;
  const peer = message('audit.peer.port', { address, port: valueOf(record, 'port') ?? '?' });
  if (record.type === 'DAEMON_CLOSE') return message('audit.daemon.closed', { peer });
  return worked ? message('audit.daemon.accepted', { peer }) : message('audit.daemon.refused', { peer });
}

function describeFeature(record: AuditRecord, event: AuditEvent): Message | null {
  const feature = valueOf(record, 'feature');
  const value = valueOf(record, 'new');
  if (feature === null || value === null) return null;
  const worked = resultOf(record) ?? true;
  const doer = doerOfEvent(record, event);
  if (valueOf(record, 'new_lock') === '1' && valueOf(record, 'old_lock') !== '1')
    return told('feature.lock', worked, doer, { feature, value });
  return told('feature', worked, doer, { feature, value });
}

function describeListener(record: AuditRecord, event: AuditEvent): Message | null {
  const leaves = valueOf(record, 'op') === 'disconnect';
  return told(leaves ? 'listener.end' : 'listener.begin', resultOf(record) ?? true, doerOfEvent(record, event), {});
}

/** kernel/audit.c, audit_set_loginuid; the record is the process's own even where a SYSCALL record (of /proc) goes with it. */
function describeLogin(record: AuditRecord): Message | null {
  const pid = valueOf(record, 'pid');
  const user = lastOf(record, 'auid');
  const session = lastOf(record, 'ses');
  if (pid === null || user === null || session === null) return null;
  const args = { pid, user: loginName(user), session };
  if (resultOf(record) === false) return message('audit.event.loginFailed', args);
  const before = valueOf(record, 'old-auid') ?? (isWrittenTwice(record, 'auid') ? valueOf(record, 'auid') : null);
  return before === null || before === 'unset'
    ? message('audit.event.login', args)
    : message('audit.event.loginChanged', { ...args, before: loginName(before) });
}

/** Linux before 3.13 wrote both under one name: `old auid=4294967295 new auid=0`. */
function isWrittenTwice(record: AuditRecord, name: string): boolean {
  return record.fields.filter(field => field.name === name).length > 1;
}

function lastOf(record: AuditRecord, name: string): string | null {
  const field = record.fields.filter(other => other.name === name).at(-1);
  return field === undefined ? null : decodeValue(field, record, null);
}

/** The number alone where only that is known: "login user 1000". */
function loginName(value: string): Message | string {
  return /^\d+$/.test(value) ? message('audit.user.bare', { id: value }) : value;
}

function describeKernel(record: AuditRecord): Message | null {
  return valueOf(record, 'state') === 'initialized' || / initialized/.test(record.body)
    ? message('audit.config.initialized')
    : null;
}

const CHANGE = 'auid=4294967295 ses=4294967295';
const AUDITCTL =
  'SYSCALL arch=c000003e syscall=44 success=yes exit=60 a0=3 a1=7ffd a2=3c a3=0 pid=17785 auid=4294967295 uid=0 comm="auditctl" exe="/usr/sbin/auditctl"';
const AT = 'node=vm type=';

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of the kernel's and the daemon's sources named above unless they are whole lines. */
export const CONFIGURATION_ROWS: readonly SentenceRow[] = [
  {
    types: ['CONFIG_CHANGE'],
    describe: describeChange,
    several: true,
    samples: [
      [
        'a process set the limit of waiting audit records to 8192 (it was 64)',
        `${AT}CONFIG_CHANGE msg=audit(1795419831.225:8390): op=set audit_backlog_limit=8192 old=64 auid=4294967295 ses=4294967295 res=1\u001dAUID="unset"`,
      ],
      [
        'auditctl (pid 17793) added the audit rule with key runc to the exit list',
        `${AT}CONFIG_CHANGE msg=audit(1795419831.229:8394): auid=4294967295 ses=4294967295 op=add_rule key="runc" list=4 res=1\u001dAUID="unset"`,
        `${AT}SYSCALL msg=audit(1795419831.229:8394): arch=c000003e syscall=44 success=yes exit=1076 a0=5 a1=7ffec14435e0 a2=434 a3=0 items=1 ppid=17761 pid=17793 auid=4294967295 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=4294967295 comm="auditctl" exe="/usr/sbin/auditctl" key=(null)`,
      ],
      [
        'auditctl (pid 17785) turned auditing on',
        `CONFIG_CHANGE op=set audit_enabled=1 old=1 ${CHANGE} res=1`,
        AUDITCTL,
      ],
      ['a process of root turned auditing off', 'CONFIG_CHANGE op=set audit_enabled=0 old=1 auid=0 ses=1 res=1'],
      [
        'a process of root locked the audit configuration until the next boot',
        'CONFIG_CHANGE audit_enabled=2 old=1 auid=0 ses=1 res=1',
      ],
      [
        'a process of root tried to turn auditing off: failed',
        'CONFIG_CHANGE op=set audit_enabled=0 old=2 auid=0 ses=1 res=0',
      ],
      [
        'auditctl (pid 17785) made pid 17773 the audit daemon',
        `CONFIG_CHANGE op=set audit_pid=17773 old=0 ${CHANGE} res=1`,
        AUDITCTL,
      ],
      ['a process stopped being the audit daemon', `CONFIG_CHANGE op=set audit_pid=0 old=17773 ${CHANGE} res=1`],
      [
        'a process of root made the kernel panic when audit records are lost',
        'CONFIG_CHANGE op=set audit_failure=2 old=1 auid=0 ses=1 res=1',
      ],
      [
        'a process of root made the kernel complain in its log when audit records are lost',
        'CONFIG_CHANGE op=set audit_failure=1 old=0 auid=0 res=1',
      ],
      [
        'a process of root made the kernel stay silent when audit records are lost',
        'CONFIG_CHANGE op=set audit_failure=0 old=1 auid=0 res=1',
      ],
      [
        'a process of root set the limit of audit records per second to 100 (it was 0)',
        'CONFIG_CHANGE op=set audit_rate_limit=100 old=0 auid=0 ses=1 res=1',
      ],
      [
        'a process of root set how long the kernel waits for audit records to be read to 0 (it was 15000)',
        'CONFIG_CHANGE op=set audit_backlog_wait_time=0 old=15000 auid=0 ses=1 res=1',
      ],
      [
        'a process of root set the count of lost audit records back to 0 (it was 12)',
        'CONFIG_CHANGE op=set lost=0 old=12 auid=0 ses=1 res=1',
      ],
      [
        'a process of root removed the audit rule with key (none) from the exit list',
        'CONFIG_CHANGE auid=0 ses=1 op="remove rule" key=(null) list=4 res=1',
      ],
      [
        'the file that the audit rule with key pw watches was replaced: /etc/passwd',
        'CONFIG_CHANGE auid=0 ses=1 op=updated_rules path="/etc/passwd" key="pw" list=4 res=1',
      ],
      [
        'the kernel removed the audit rule with key prog, whose program is gone: /usr/bin/x',
        'CONFIG_CHANGE auid=0 ses=1 op=autoremove_rule path="/usr/bin/x" key="prog" list=4 res=1',
      ],
      [
        'a process of root made the audit system forget folders that are not watched any more',
        'CONFIG_CHANGE op=trim auid=0 ses=1 res=1',
      ],
      [
        'a process of root made audit rules for /a hold below /b as well',
        'CONFIG_CHANGE op=make_equiv old="/a" new="/b" auid=0 res=1',
      ],
      [
        'a process of root turned the recording of keystrokes on',
        'CONFIG_CHANGE op=tty_set old-enabled=0 new-enabled=1 old-log_passwd=0 new-log_passwd=0 auid=0 ses=1 res=1',
      ],
      [
        'a process of root turned the recording of keystrokes off',
        'CONFIG_CHANGE op=tty_set old-enabled=1 new-enabled=0 auid=0 res=1',
      ],
      [
        'a process of root changed the audit configuration: op=set audit_backlog_wait_time_actual=0 old=5',
        'CONFIG_CHANGE op=set audit_backlog_wait_time_actual=0 old=5 auid=0 ses=1 res=1',
      ],
    ],
  },
  {
    types: [
      'DAEMON_START',
      'DAEMON_END',
      'DAEMON_ABORT',
      'DAEMON_CONFIG',
      'DAEMON_RECONFIG',
      'DAEMON_ROTATE',
      'DAEMON_RESUME',
      'DAEMON_ERR',
    ],
    describe: describeDaemon,
    samples: [
      [
        'auditd 3.0.9 (pid 17773) started',
        `${AT}DAEMON_START msg=audit(1795419831.175:1886): op=start ver=3.0.9 format=enriched kernel=6.18.44-fc-v509 auid=4294967295 pid=17773 uid=0 ses=4294967295 res=success\u001dAUID="unset" UID="root"`,
      ],
      ['auditd could not start (set-pid)', 'DAEMON_ABORT op=set-pid auid=0 pid=5 uid=0 ses=1 subj=? res=failed'],
      ['auditd ended, asked to by root', 'DAEMON_END op=terminate auid=0 uid=0 ses=1 pid=1 subj=? res=success'],
      ['auditd ended', 'DAEMON_END op=terminate auid=-1 uid=-1 ses=-1 pid=-1 subj=? res=success'],
      [
        'auditd read its configuration again',
        'DAEMON_CONFIG op=reconfigure state=changed auid=0 pid=9 subj=? res=success',
      ],
      [
        'auditd read its configuration again and changed nothing',
        'DAEMON_CONFIG op=reconfigure state=no-change auid=0 pid=9 res=success',
      ],
      [
        'auditd could not read its configuration again',
        'DAEMON_CONFIG op=reconfigure state=no-change auid=-1 pid=-1 subj=? res=failed',
      ],
      ['auditd began a new log file', 'DAEMON_ROTATE op=rotate-logs auid=0 pid=9 subj=? res=success'],
      ['auditd could not begin a new log file', 'DAEMON_ROTATE op=rotate-logs auid=-1 pid=-1 subj=? res=failed'],
      ['auditd resumed writing its log', 'DAEMON_RESUME op=resume-logging auid=0 pid=9 subj=? res=success'],
      ['auditd reported an error: format-raw', 'DAEMON_ERR op=format-raw msg=NULL res=failed'],
    ],
  },
  {
    types: ['DAEMON_ACCEPT', 'DAEMON_CLOSE'],
    describe: describeConnection,
    samples: [
      ['auditd accepted the connection of 10.0.0.5, port 60', 'DAEMON_ACCEPT addr=10.0.0.5 port=60 res=success'],
      ['auditd refused the connection of 10.0.0.5, port 60', 'DAEMON_ACCEPT op=wrap addr=10.0.0.5 port=60 res=no'],
      ['auditd closed the connection of 10.0.0.5, port 60', 'DAEMON_CLOSE addr=10.0.0.5 port=60 res=success'],
    ],
  },
  {
    types: ['LOGIN'],
    describe: describeLogin,
    samples: [
      [
        'pid 17850 was given login user root, session 14',
        `${AT}LOGIN msg=audit(1795419831.401:8397): pid=17850 uid=0 old-auid=4294967295 auid=0 tty=pts0 old-ses=4294967295 ses=14 res=1\u001dUID="root" OLD-AUID="unset" AUID="root"`,
      ],
      [
        'pid 2722 was given login user root, session 3',
        'LOGIN login pid=2722 uid=0 old auid=4294967295 new auid=0 old ses=4294967295 new ses=3',
      ],
      [
        'pid 2722 was given login user 500 in place of root, session 3',
        'LOGIN login pid=2722 uid=0 old auid=0 new auid=500 old ses=1 new ses=3',
      ],
      ['pid 7 was refused login user 1000, session 3', 'LOGIN pid=7 uid=0 old-auid=0 auid=1000 old-ses=2 ses=3 res=0'],
      [
        'pid 7 was given login user 1000 in place of root, session 3',
        'LOGIN pid=7 uid=0 old-auid=0 auid=1000 old-ses=2 ses=3 res=1',
      ],
    ],
  },
  {
    types: ['FEATURE_CHANGE'],
    describe: describeFeature,
    several: true,
    samples: [
      [
        'auditctl (pid 7) set the audit feature loginuid_immutable to 1 and locked it',
        'FEATURE_CHANGE ppid=1 pid=7 uid=0 auid=4294967295 comm="auditctl" feature=loginuid_immutable old=0 new=1 old_lock=0 new_lock=1 res=1',
      ],
      [
        'auditctl (pid 7) set the audit feature only_unset_loginuid to 1',
        'FEATURE_CHANGE pid=7 uid=0 auid=4294967295 comm="auditctl" feature=only_unset_loginuid old=0 new=1 old_lock=0 new_lock=0 res=1',
      ],
    ],
  },
  {
    types: ['EVENT_LISTENER'],
    describe: describeListener,
    samples: [
      [
        'systemd-journald (pid 300) began to listen to audit records',
        'EVENT_LISTENER pid=300 uid=0 auid=4294967295 tty=(none) ses=4294967295 comm="systemd-journal" exe="/usr/lib/systemd/systemd-journald" nl-mcgrp=1 op=connect res=1',
      ],
      [
        'systemd-journald (pid 300) stopped listening to audit records',
        'EVENT_LISTENER pid=300 uid=0 auid=4294967295 comm="systemd-journal" exe="/usr/lib/systemd/systemd-journald" nl-mcgrp=1 op=disconnect res=1',
      ],
    ],
  },
  {
    types: ['KERNEL'],
    describe: describeKernel,
    samples: [['the audit system of the kernel started', 'KERNEL state=initialized audit_enabled=0 res=1']],
  },
  {
    types: ['REPLACE'],
    describe: (record, event) => message('audit.config.replace', { process: doerOfEvent(record, event) }),
    samples: [['a process tried to take the place of the audit daemon', 'REPLACE ']],
  },
];
