// What trusted programs report (libaudit's audit_log_* functions; PAM, sshd, shadow, sudo, systemd), in words.
import { message, type Message } from '../../message';
import { recordTypeMeaning } from '../data/recordTypes';
import type { AuditRecord } from '../record';
import type { Describe, SentenceRow } from './sentence';
import { doerOf, firstOf, processOf, resultOf, told, userName, valueOf, type Told, type ToldArguments } from './words';

/** The account that a report is about: its name, or the number of its user or group. */
function accountOf(record: AuditRecord): Message | string {
  const name = valueOf(record, 'acct');
  if (name !== null) return name;
  const group = firstOf(record, 'grp', 'new_group');
  if (group !== null) return group;
  const id = valueOf(record, 'id');
  if (id === null) return message('audit.account.unknown');
  // "added the user 1001": these sentences say what it is.
  if (/^(?:ADD|DEL)_/.test(record.type)) return /^\d+$/.test(id) ? message('audit.user.bare', { id }) : id;
  return /GROUP|GRP/.test(record.type) && /^\d+$/.test(id) ? message('audit.group.id', { id }) : userName(id);
}

/** Where the request came from; null where it came from this machine or the record does not say. */
function originOf(record: AuditRecord): string | null {
  return firstOf(record, 'addr', 'hostname');
}

/** What PAM and others wanted to do: "PAM:session_open"; null where the record does not say. */
function operationOf(record: AuditRecord): string | null {
  return valueOf(record, 'op');
}

/** The sentence with where the request came from. */
function fromOrigin(sentence: Message, record: AuditRecord): Message {
  const origin = originOf(record);
  return origin === null ? sentence : message('audit.report.from', { sentence, origin });
}

/** The sentence of a report: what was done or failed, or, where the record does not say which, what it is about. */
function report<Name extends Told>(
  record: AuditRecord,
  name: Name,
  args: ToldArguments<Name>,
  doer: Message = processOf(record),
): Message | null {
  const worked = resultOf(record);
  return worked === null ? describeOther(record) : fromOrigin(told(name, worked, doer, args), record);
}

/** The sentences about an account and nothing else. */
type OfAccount = { [Name in Told]: keyof ToldArguments<Name> extends 'account' ? Name : never }[Told];

function ofAccount(name: OfAccount, doer: (record: AuditRecord) => Message = processOf): Describe {
  return record => report(record, name, { account: accountOf(record) } as ToldArguments<typeof name>, doer(record));
}

/** Any other report: what kind it is, by whom, about which account. */
function describeOther(record: AuditRecord): Message | null {
  const what = recordTypeMeaning(record.type);
  if (what === null) return null;
  const worked = resultOf(record);
  const result =
    worked === null
      ? message('audit.result.unknown')
      : worked
        ? message('audit.result.succeeded')
        : message('audit.result.no');
  const args = { process: doerOf(record), what, result };
  const about = firstOf(record, 'acct', 'vm', 'device', 'unit', 'cmd', 'id', 'op');
  return fromOrigin(
    about === null ? message('audit.report', args) : message('audit.report.about', { ...args, about }),
    record,
  );
}

function describeCommand(record: AuditRecord): Message | null {
  const command = valueOf(record, 'cmd');
  if (command === null) return null;
  const user = firstOf(record, 'auid', 'uid');
  const asked = user === null || user === 'unset' ? valueOf(record, 'uid') : user;
  const args = { command, user: asked === null ? message('audit.account.unknown') : userName(asked) };
  const worked = resultOf(record);
  return worked === null ? null : told('command', worked, processOf(record), args);
}

function describeManagement(record: AuditRecord): Message | null {
  const operation = operationOf(record);
  const account = accountOf(record);
  return operation === null || operation.startsWith('PAM:')
    ? report(record, 'manage', { account }, doerOf(record))
    : report(record, 'manage.operation', { account, operation }, doerOf(record));
}

function describeError(record: AuditRecord): Message | null {
  const operation = operationOf(record);
  const args = { process: processOf(record), account: accountOf(record) };
  return fromOrigin(
    operation === null ? message('audit.report.error', args) : message('audit.report.errorIn', { ...args, operation }),
    record,
  );
}

/** pam_selinux, newrole */
function describeRole(record: AuditRecord): Message | null {
  const context = firstOf(record, 'selected-context', 'new-context', 'new-role');
  const account = accountOf(record);
  return context === null ? null : report(record, 'role', { account, context });
}

/** OpenSSH with audit patches: op=destroy kind=session fp=... direction=... */
function describeKey(record: AuditRecord): Message | null {
  const operation = operationOf(record);
  if (operation === null) return null;
  const kind = valueOf(record, 'kind') ?? '?';
  return operation === 'destroy'
    ? report(record, 'cryptoKey.destroy', { kind })
    : report(record, 'cryptoKey', { kind, operation });
}

function describeCryptoSession(record: AuditRecord): Message | null {
  const direction = valueOf(record, 'direction');
  const cipher = valueOf(record, 'cipher');
  return direction === null || cipher === null ? null : report(record, 'cryptoSession', { direction, cipher });
}

function describeMachine(record: AuditRecord): Message | null {
  const machine = valueOf(record, 'vm');
  const operation = operationOf(record);
  if (machine === null || operation === null) return null;
  if (operation === 'start') return report(record, 'virt.start', { machine });
  if (operation === 'stop') return report(record, 'virt.stop', { machine });
  return report(record, 'virt', { machine, operation });
}

function describeResource(record: AuditRecord): Message | null {
  const machine = valueOf(record, 'vm');
  const resource = valueOf(record, 'resrc');
  return machine === null || resource === null ? null : report(record, 'virt.resource', { machine, resource });
}

function describeMachineLabel(record: AuditRecord): Message | null {
  const machine = valueOf(record, 'vm');
  const label = valueOf(record, 'vm-ctx');
  return machine === null || label === null ? null : report(record, 'virt.label', { machine, label });
}

function describeService(record: AuditRecord): Message | null {
  const unit = valueOf(record, 'unit');
  const worked = resultOf(record);
  if (unit === null || worked === null) return null;
  const start = record.type === 'SERVICE_START';
  if (!worked) return message(start ? 'audit.event.serviceNotStarted' : 'audit.event.serviceFailed', { unit });
  return message(start ? 'audit.event.serviceStarted' : 'audit.event.serviceStopped', { unit });
}

function describeSystem(record: AuditRecord): Message | null {
  if (record.type === 'SYSTEM_BOOT') return message('audit.event.boot');
  if (record.type === 'SYSTEM_SHUTDOWN') return message('audit.event.shutdown');
  const level = valueOf(record, 'new-level');
  const before = valueOf(record, 'old-level');
  if (level === null) return null;
  return before === null || before === 'N'
    ? message('audit.event.runlevel', { level })
    : message('audit.event.runlevelChanged', { level, before });
}

/** rpm and dnf: op=install sw="bash-5.1" sw_type=rpm */
function describeSoftware(record: AuditRecord): Message | null {
  const software = valueOf(record, 'sw');
  const operation = operationOf(record);
  if (software === null) return null;
  if (operation === 'install') return report(record, 'software.install', { software }, doerOf(record));
  if (operation === 'update') return report(record, 'software.update', { software }, doerOf(record));
  if (operation === 'remove') return report(record, 'software.remove', { software }, doerOf(record));
  return report(record, 'software', { software, operation: operation ?? '?' }, doerOf(record));
}

function describeDevice(record: AuditRecord): Message | null {
  const device = valueOf(record, 'device');
  return device === null
    ? null
    : report(record, 'device', { device, operation: operationOf(record) ?? record.type }, doerOf(record));
}

function describeSystemChange(record: AuditRecord): Message | null {
  const operation = operationOf(record);
  return operation === null ? null : report(record, 'system', { operation }, doerOf(record));
}

const by = (uid: number, login: number, program: string, message: string, result = 'success') =>
  `pid=7 uid=${String(uid)} auid=${String(login)} ses=1 msg='${message} exe="/usr/sbin/${program}" hostname=? addr=? terminal=? res=${result}'`;
const pam = (operation: string, result = 'success', address = '?') =>
  `pid=7 uid=0 auid=4294967295 ses=4294967295 msg='op=PAM:${operation} acct="alice" exe="/usr/sbin/sshd" hostname=${address} addr=${address} terminal=ssh res=${result}'`;

function account(type: string, name: OfAccount, operation: string, good: string, bad: string): SentenceRow {
  return {
    types: [type],
    describe: ofAccount(name),
    samples: [
      [good, `${type} ${pam(operation)}`],
      [bad, `${type} ${pam(operation, 'failed')}`],
    ],
  };
}

function managed(types: readonly string[], name: OfAccount, sentence: string): SentenceRow {
  const fields = by(0, 1000, 'tool', 'op=x acct="bob"');
  return {
    types,
    describe: ofAccount(name, doerOf),
    samples: types.map(type => [sentence, `${type} ${fields}`] as const),
  };
}

const TOOL = 'tool (pid 7, root logged in as user 1000)';

/** The reports that are rare, and told by what kind they are. */
const OTHERS: readonly string[] = [
  'USER',
  'DAC_CHECK',
  'MAC_CHECK',
  'CHGRP_ID',
  'CHUSER_ID',
  'TEST',
  'TRUSTED_APP',
  'KERNEL_OTHER',
  'ROLE_ASSIGN',
  'ROLE_REMOVE',
  'ROLE_MODIFY',
  'LABEL_OVERRIDE',
  'LABEL_LEVEL_CHANGE',
  'USER_LABELED_EXPORT',
  'USER_UNLABELED_EXPORT',
  'DEV_ALLOC',
  'DEV_DEALLOC',
  'FS_RELABEL',
  'CRYPTO_TEST_USER',
  'CRYPTO_PARAM_CHANGE_USER',
  'CRYPTO_LOGIN',
  'CRYPTO_LOGOUT',
  'CRYPTO_FAILURE_USER',
  'CRYPTO_REPLAY_USER',
  'CRYPTO_IKE_SA',
  'CRYPTO_IPSEC_SA',
  'VIRT_INTEGRITY_CHECK',
  'VIRT_CREATE',
  'VIRT_DESTROY',
  'VIRT_MIGRATE_IN',
  'VIRT_MIGRATE_OUT',
  'ANOM_LOGIN_FAILURES',
  'ANOM_LOGIN_TIME',
  'ANOM_LOGIN_SESSIONS',
  'ANOM_LOGIN_ACCT',
  'ANOM_LOGIN_LOCATION',
  'ANOM_MAX_DAC',
  'ANOM_MAX_MAC',
  'ANOM_AMTU_FAIL',
  'ANOM_RBAC_FAIL',
  'ANOM_RBAC_INTEGRITY_FAIL',
  'ANOM_CRYPTO_FAIL',
  'ANOM_ACCESS_FS',
  'ANOM_EXEC',
  'ANOM_MK_EXEC',
  'ANOM_ADD_ACCT',
  'ANOM_DEL_ACCT',
  'ANOM_MOD_ACCT',
  'ANOM_ROOT_TRANS',
  'ANOM_LOGIN_SERVICE',
  'ANOM_LOGIN_ROOT',
  'ANOM_ORIGIN_FAILURES',
  'ANOM_SESSION',
  'RESP_ANOMALY',
  'RESP_ALERT',
  'RESP_KILL_PROC',
  'RESP_TERM_ACCESS',
  'RESP_ACCT_REMOTE',
  'RESP_ACCT_LOCK_TIMED',
  'RESP_ACCT_UNLOCK_TIMED',
  'RESP_ACCT_LOCK',
  'RESP_TERM_LOCK',
  'RESP_SEBOOL',
  'RESP_EXEC',
  'RESP_SINGLE',
  'RESP_HALT',
  'RESP_ORIGIN_BLOCK',
  'RESP_ORIGIN_BLOCK_TIMED',
  'RESP_ORIGIN_UNBLOCK_TIMED',
];

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of the programs named above and the field dictionary of audit-documentation. */
export const REPORT_ROWS: readonly SentenceRow[] = [
  account(
    'USER_AUTH',
    'authenticate',
    'authentication',
    'sshd (pid 7) authenticated alice',
    'sshd (pid 7) did not authenticate alice: failed',
  ),
  {
    types: ['USER_ACCT'],
    describe: ofAccount('account'),
    samples: [
      [
        'sshd (pid 7) found the account alice in order (from 10.0.0.9)',
        `USER_ACCT ${pam('accounting', 'success', '10.0.0.9')}`,
      ],
      ['sshd (pid 7) refused the account alice', `USER_ACCT ${pam('accounting', 'failed')}`],
    ],
  },
  account('USER_LOGIN', 'login', 'login', 'sshd (pid 7) logged alice in', 'sshd (pid 7) did not log alice in: failed'),
  account(
    'USER_LOGOUT',
    'logout',
    'logout',
    'sshd (pid 7) logged alice out',
    'sshd (pid 7) could not log alice out: failed',
  ),
  account(
    'USER_START',
    'session.open',
    'session_open',
    'sshd (pid 7) opened a session for alice',
    'sshd (pid 7) could not open a session for alice: failed',
  ),
  account(
    'USER_END',
    'session.close',
    'session_close',
    'sshd (pid 7) closed a session of alice',
    'sshd (pid 7) could not close a session of alice: failed',
  ),
  account(
    'CRED_ACQ',
    'credentials.acquire',
    'setcred',
    'sshd (pid 7) set up the credentials of alice',
    'sshd (pid 7) could not set up the credentials of alice: failed',
  ),
  account(
    'CRED_REFR',
    'credentials.refresh',
    'setcred',
    'sshd (pid 7) renewed the credentials of alice',
    'sshd (pid 7) could not renew the credentials of alice: failed',
  ),
  account(
    'CRED_DISP',
    'credentials.dispose',
    'setcred',
    'sshd (pid 7) gave up the credentials of alice',
    'sshd (pid 7) could not give up the credentials of alice: failed',
  ),
  {
    types: ['USER_CMD'],
    describe: describeCommand,
    samples: [
      [
        'sudo (pid 7) ran a command for user 1000: ls -la',
        `USER_CMD pid=7 uid=1000 auid=1000 ses=1 msg='cwd="/home/a" cmd=6C73202D6C61 exe="/usr/bin/sudo" terminal=pts/0 res=success'`,
      ],
      [
        'sudo (pid 7) did not run the command that user 1000 asked for: ls -la',
        `USER_CMD pid=7 uid=1000 auid=1000 ses=1 msg='cwd="/home/a" cmd=6C73202D6C61 exe="/usr/bin/sudo" terminal=pts/0 res=failed'`,
      ],
    ],
  },
  {
    types: ['USER_CHAUTHTOK'],
    describe: record => report(record, 'password', { account: accountOf(record) }, doerOf(record)),
    samples: [
      [
        'passwd (pid 7, root logged in as user 1000) changed the password or account data of bob',
        `USER_CHAUTHTOK ${by(0, 1000, 'passwd', 'op=PAM:chauthtok acct="bob"')}`,
      ],
      [
        'passwd (pid 7) could not change the password or account data of bob: failed',
        `USER_CHAUTHTOK ${by(0, 0, 'passwd', 'op=PAM:chauthtok acct="bob"', 'failed')}`,
      ],
    ],
  },
  {
    types: ['USER_MGMT', 'GRP_MGMT'],
    describe: describeManagement,
    samples: [
      [
        `usermod (pid 7, root logged in as user 1000) changed bob: add-user-to-group`,
        `USER_MGMT ${by(0, 1000, 'usermod', 'op=add-user-to-group acct="bob"')}`,
      ],
      ['groupmod (pid 7) changed group 100', `GRP_MGMT ${by(0, 0, 'groupmod', 'id=100')}`],
    ],
  },
  {
    types: ['USER_ERR'],
    describe: describeError,
    samples: [
      [
        'sshd (pid 7) met an error with alice in PAM:bad_ident (from 10.0.0.9)',
        `USER_ERR ${pam('bad_ident', 'failed', '10.0.0.9')}`,
      ],
      [
        'sshd (pid 7) met an error with an account that the record does not name',
        `USER_ERR ${by(0, 0, 'sshd', 'acct="?"', 'failed')}`,
      ],
    ],
  },
  {
    types: ['USER_ROLE_CHANGE'],
    describe: describeRole,
    samples: [
      [
        'sshd (pid 7) gave alice the security context u:r:t:s0',
        `USER_ROLE_CHANGE ${by(0, 1000, 'sshd', 'op=pam_selinux acct="alice" default-context=u:r:d:s0 selected-context=u:r:t:s0')}`,
      ],
    ],
  },
  managed(['ADD_USER'], 'user.add', `${TOOL} added the user bob`),
  managed(['DEL_USER'], 'user.delete', `${TOOL} deleted the user bob`),
  managed(['ADD_GROUP'], 'group.add', `${TOOL} added the group bob`),
  managed(['DEL_GROUP'], 'group.delete', `${TOOL} deleted the group bob`),
  managed(['GRP_CHAUTHTOK'], 'group.password', `${TOOL} changed the password of the group bob`),
  managed(['GRP_AUTH'], 'group.authenticate', `${TOOL} checked the password of the group bob`),
  managed(['ACCT_LOCK'], 'lock', `${TOOL} locked the account bob`),
  managed(['ACCT_UNLOCK'], 'unlock', `${TOOL} unlocked the account bob`),
  {
    types: ['CRYPTO_KEY_USER'],
    describe: describeKey,
    samples: [
      [
        'sshd (pid 7) destroyed a cryptographic key (session)',
        `CRYPTO_KEY_USER ${by(0, 0, 'sshd', 'op=destroy kind=session fp=? direction=both spid=8 suid=0 rport=5 laddr=10.0.0.1 lport=22')}`,
      ],
      [
        'sshd (pid 7) used a cryptographic key (server): negotiate',
        `CRYPTO_KEY_USER ${by(0, 0, 'sshd', 'op=negotiate kind=server fp=?')}`,
      ],
    ],
  },
  {
    types: ['CRYPTO_SESSION'],
    describe: describeCryptoSession,
    samples: [
      [
        'sshd (pid 7) began to encrypt a connection (from-server, aes128-gcm)',
        `CRYPTO_SESSION ${by(0, 0, 'sshd', 'op=start direction=from-server cipher=aes128-gcm ksize=128 mac=x pfs=x spid=8 suid=0 rport=5')}`,
      ],
    ],
  },
  {
    types: ['VIRT_CONTROL'],
    describe: describeMachine,
    samples: [
      [
        'libvirtd (pid 7) started the virtual machine or container web',
        `VIRT_CONTROL ${by(0, 0, 'libvirtd', 'virt=kvm op=start reason=booted vm="web" uuid=1 vm-pid=9')}`,
      ],
      [
        'libvirtd (pid 7) stopped the virtual machine or container web',
        `VIRT_CONTROL ${by(0, 0, 'libvirtd', 'virt=kvm op=stop reason=destroyed vm="web" uuid=1 vm-pid=0')}`,
      ],
      [
        'libvirtd (pid 7) acted on the virtual machine or container web: init',
        `VIRT_CONTROL ${by(0, 0, 'libvirtd', 'virt=kvm op=init vm="web"')}`,
      ],
    ],
  },
  {
    types: ['VIRT_RESOURCE'],
    describe: describeResource,
    samples: [
      [
        'libvirtd (pid 7) gave the virtual machine or container web a resource: disk',
        `VIRT_RESOURCE ${by(0, 0, 'libvirtd', 'virt=kvm resrc=disk reason=start vm="web" old-disk="?" new-disk="/d"')}`,
      ],
    ],
  },
  {
    types: ['VIRT_MACHINE_ID'],
    describe: describeMachineLabel,
    samples: [
      [
        'libvirtd (pid 7) gave the virtual machine or container web the label s0:c1',
        `VIRT_MACHINE_ID ${by(0, 0, 'libvirtd', 'virt=kvm vm="web" uuid=1 vm-ctx=s0:c1 img-ctx=s0:c1 model=selinux')}`,
      ],
    ],
  },
  {
    types: ['SERVICE_START', 'SERVICE_STOP'],
    describe: describeService,
    samples: [
      ['service docker started', `SERVICE_START pid=1 msg='unit=docker comm="systemd" res=success'`],
      ['service docker failed to start', `SERVICE_START pid=1 msg='unit=docker comm="systemd" res=failed'`],
      ['service docker stopped', `SERVICE_STOP pid=1 msg='unit=docker comm="systemd" res=success'`],
      ['service docker stopped as failed', `SERVICE_STOP pid=1 msg='unit=docker comm="systemd" res=failed'`],
    ],
  },
  {
    types: ['SYSTEM_BOOT', 'SYSTEM_SHUTDOWN', 'SYSTEM_RUNLEVEL'],
    describe: describeSystem,
    samples: [
      ['the system booted', `SYSTEM_BOOT pid=9 uid=0 msg=' comm="systemd-update-utmp" exe="/x" res=success'`],
      ['the system shuts down', `SYSTEM_SHUTDOWN pid=9 uid=0 msg=' comm="systemd-update-utmp" exe="/x" res=success'`],
      [
        'the system came to run level 5',
        `SYSTEM_RUNLEVEL pid=9 uid=0 msg='old-level=N new-level=5 comm="x" res=success'`,
      ],
      [
        'the system went from run level 3 to run level 5',
        `SYSTEM_RUNLEVEL pid=9 uid=0 msg='old-level=3 new-level=5 comm="x" res=success'`,
      ],
    ],
  },
  {
    types: ['SOFTWARE_UPDATE'],
    describe: describeSoftware,
    samples: [
      [
        `${TOOL} installed bash-5.1`,
        `SOFTWARE_UPDATE ${by(0, 1000, 'tool', 'op=install sw="bash-5.1" sw_type=rpm key_enforce=0 gpg_res=1 root_dir="/"')}`,
      ],
      [`${TOOL} updated bash-5.1`, `SOFTWARE_UPDATE ${by(0, 1000, 'tool', 'op=update sw="bash-5.1" sw_type=rpm')}`],
      [`${TOOL} removed bash-5.1`, `SOFTWARE_UPDATE ${by(0, 1000, 'tool', 'op=remove sw="bash-5.1" sw_type=rpm')}`],
      [
        `${TOOL} changed the package bash-5.1: verify`,
        `SOFTWARE_UPDATE ${by(0, 1000, 'tool', 'op=verify sw="bash-5.1" sw_type=rpm')}`,
      ],
    ],
  },
  {
    types: ['USER_DEVICE'],
    describe: describeDevice,
    samples: [
      [
        'usbguard-daemon (pid 7) acted on the device /devices/usb1: discovered-device',
        `USER_DEVICE ${by(0, 4294967295, 'usbguard-daemon', 'op="discovered-device" device="/devices/usb1" target="allow"')}`,
      ],
    ],
  },
  {
    types: ['USYS_CONFIG'],
    describe: describeSystemChange,
    samples: [
      [
        `${TOOL} changed the configuration of the system: change-system-time`,
        `USYS_CONFIG ${by(0, 1000, 'tool', 'op=change-system-time')}`,
      ],
    ],
  },
  {
    types: OTHERS,
    describe: describeOther,
    samples: [
      [
        'tool (pid 7) reported: limit of failed logins reached, about alice: failed',
        `ANOM_LOGIN_FAILURES ${by(0, 0, 'tool', 'acct="alice"', 'failed')}`,
      ],
      ['tool (pid 7) reported: file system relabeled: succeeded', `FS_RELABEL ${by(0, 0, 'tool', '')}`],
    ],
  },
];
