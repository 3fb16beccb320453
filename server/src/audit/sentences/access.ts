// Decisions of SELinux and AppArmor, and changes of their policies, in words.
import { message, type Message } from '../../message';
import type { AuditEvent } from '../event';
import { findField, type AuditRecord } from '../record';
import type { SentenceRow } from './sentence';
import { doerOf, doerOfEvent, firstOf, processOf, resultOf, told, valueOf } from './words';

/** `avc:  denied  { read write } for`, as SELinux writes it (security/selinux/avc.c) and libselinux after it. */
interface Decision {
  readonly granted: boolean;
  readonly permissions: string;
}

function readDecision(record: AuditRecord): Decision | null {
  const result = findField(record, 'seresult')?.raw;
  const permissions = findField(record, 'seperms')?.raw;
  if (result === undefined || permissions === undefined) return null;
  return { granted: result === 'granted', permissions: permissions.replaceAll(' ', ', ') };
}

function describeAvc(record: AuditRecord, event: AuditEvent): Message | null {
  return findField(record, 'apparmor') ? describeAppArmor(record, event) : describeSelinux(record, event);
}

function describeSelinux(record: AuditRecord, event: AuditEvent): Message | null {
  const decision = readDecision(record);
  if (decision === null) return describeSelinuxNotice(record);
  const args = {
    process: record.type === 'USER_AVC' ? processOf(record) : doerOfEvent(record, event),
    permissions: decision.permissions,
    object: objectOf(record),
    subject: typeOf(valueOf(record, 'scontext')),
    target: typeOf(valueOf(record, 'tcontext')),
  };
  // The process of a USER_AVC record is the program that decided; the one that asked is known by its context only.
  if (record.type === 'USER_AVC')
    return decision.granted ? message('audit.selinux.userGranted', args) : message('audit.selinux.userDenied', args);
  if (decision.granted) return message('audit.selinux.granted', args);
  return valueOf(record, 'permissive') === '1'
    ? message('audit.selinux.permissive', args)
    : message('audit.selinux.denied', args);
}

/** libselinux also reports other things as USER_AVC: "received setenforce notice (enforcing=1)". */
function describeSelinuxNotice(record: AuditRecord): Message | null {
  const notice = /avc: {1,4}(received [\w ]{1,60}\([^()']{0,100}\)|op=\w{1,40})/.exec(record.body)?.[1];
  return notice === undefined ? null : message('audit.selinux.notice', { process: doerOf(record), notice });
}

/** What the access was about: its class with the name that the record gives, if it gives one. */
function objectOf(record: AuditRecord): Message | string {
  const kind = valueOf(record, 'tclass') ?? '?';
  const name = firstOf(record, 'path', 'name', 'dest', 'laddr', 'capability', 'service', 'interface', 'cmdline');
  return name === null ? kind : message('audit.selinux.object', { kind, name });
}

/** The type of a context user:role:type:level: the part that rules are about. */
function typeOf(context: string | null): string {
  return context?.split(':')[2] ?? context ?? '?';
}

/** security/apparmor/audit.c and the callbacks beside it. */
function describeAppArmor(record: AuditRecord, event: AuditEvent): Message | null {
  const verdict = valueOf(record, 'apparmor');
  const operation = valueOf(record, 'operation');
  if (verdict === null || operation === null) return null;
  if (verdict === 'STATUS') return describeProfile(record, event, operation);
  const process = findField(record, 'comm') ? doerOf(record) : doerOfEvent(record, event);
  const profile = valueOf(record, 'profile') ?? '?';
  const signal = operation === 'signal' && verdict === 'DENIED' ? describeDeniedSignal(record, process, profile) : null;
  if (signal !== null) return signal;
  const mask = firstOf(record, 'denied_mask', 'denied', 'requested_mask', 'requested');
  const name = firstOf(record, 'name', 'capname', 'peer', 'target', 'addr', 'info');
  const object = name === null ? operation : message('audit.apparmor.on', { operation, object: name });
  const access = mask === null ? object : message('audit.apparmor.access', { operation: object, mask });
  const id = APPARMOR[verdict];
  return id === undefined
    ? message('audit.apparmor.other', { process, access, profile, verdict })
    : message(id, { process, access, profile });
}

/** security/apparmor/ipc.c: the profile is the receiver's where denied_mask is "receive"; the process is the sender. */
function describeDeniedSignal(record: AuditRecord, process: Message, profile: string): Message | null {
  const mask = valueOf(record, 'denied_mask');
  const signal = valueOf(record, 'signal');
  const peer = valueOf(record, 'peer');
  if (signal === null || peer === null) return null;
  const args = { process, signal, profile, peer };
  if (mask === 'receive') return message('audit.apparmor.signalReceive', args);
  return mask === 'send' ? message('audit.apparmor.signalSend', args) : null;
}

const APPARMOR: Readonly<Record<string, 'audit.apparmor.denied' | 'audit.apparmor.allowed' | 'audit.apparmor.audit'>> =
  {
    DENIED: 'audit.apparmor.denied',
    ALLOWED: 'audit.apparmor.allowed',
    AUDIT: 'audit.apparmor.audit',
  };

function describeProfile(record: AuditRecord, event: AuditEvent, operation: string): Message | null {
  const name = firstOf(record, 'name', 'profile') ?? '?';
  const doer = findField(record, 'comm') ? doerOf(record) : doerOfEvent(record, event);
  const worked = (findField(record, 'error')?.raw ?? '0') === '0';
  switch (operation) {
    case 'profile_load':
      return told('apparmor.load', worked, doer, { name });
    case 'profile_replace':
      return told('apparmor.replace', worked, doer, { name });
    case 'profile_remove':
      return told('apparmor.remove', worked, doer, { name });
    default:
      return told('apparmor.status', worked, doer, { name, operation });
  }
}

function describeSelinuxError(record: AuditRecord, event: AuditEvent): Message | null {
  const operation = valueOf(record, 'op');
  return operation === null ? null : message('audit.selinux.error', { process: doerOfEvent(record, event), operation });
}

/** security/selinux/selinuxfs.c and ss/services.c; MAC_STATUS also comes from the lsm= of others. */
function describeStatus(record: AuditRecord, event: AuditEvent): Message | null {
  const enforcing = valueOf(record, 'enforcing');
  const before = valueOf(record, 'old_enforcing');
  const worked = resultOf(record) ?? true;
  const doer = doerOfEvent(record, event);
  if (enforcing === null || enforcing === before)
    return valueOf(record, 'enabled') === '0' ? told('selinux.off', worked, doer, {}) : null;
  return told(enforcing === '1' ? 'selinux.enforcing' : 'selinux.permissive', worked, doer, {});
}

function describeBoolean(record: AuditRecord, event: AuditEvent): Message | null {
  const name = valueOf(record, 'bool');
  const value = valueOf(record, 'val');
  if (name === null || value === null) return null;
  return told('selinux.boolean', resultOf(record) ?? true, doerOfEvent(record, event), { name, value });
}

/** net/netlabel/netlabel_user.c and its callers: what labels packets get. */
function describeLabelling(record: AuditRecord, event: AuditEvent): Message | null {
  const accept = valueOf(record, 'unlbl_accept');
  const worked = resultOf(record) ?? true;
  const doer = doerOfEvent(record, event);
  if (accept !== null) return told(accept === '1' ? 'netlabel.accept' : 'netlabel.refuse', worked, doer, {});
  const rule = firstOf(record, 'cipso_doi', 'calipso_doi', 'nlbl_domain', 'netif', 'op') ?? '?';
  const removes = /_(?:DEL|STCDEL|DELSA|DELSPD)$/.test(record.type);
  if (record.type === 'MAC_IPSEC_EVENT') return told('ipsec', worked, doer, { operation: rule });
  return told(removes ? 'netlabel.remove' : 'netlabel.add', worked, doer, { rule });
}

const SHADOW =
  'AVC avc:  denied  { read } for  pid=7 comm="httpd" name="shadow" dev="dm-0" ino=9 scontext=system_u:system_r:httpd_t:s0 tcontext=system_u:object_r:shadow_t:s0 tclass=file';
const APPARMOR_FIELDS =
  'profile="docker-default" name="/etc/passwd" pid=7 comm="cat" requested_mask="w" denied_mask="w" fsuid=0 ouid=0';

/**
 * Samples are made, not recorded, in the form known (from memory, not checked against the source text) of security/selinux/avc.c and selinuxfs.c, libselinux (src/avc.c), security/apparmor/audit.c
 * and net/netlabel unless they are whole lines.
 */
export const ACCESS_ROWS: readonly SentenceRow[] = [
  {
    types: [
      'AVC',
      'USER_AVC',
      'APPARMOR',
      'APPARMOR_AUDIT',
      'APPARMOR_ALLOWED',
      'APPARMOR_DENIED',
      'APPARMOR_HINT',
      'APPARMOR_STATUS',
      'APPARMOR_ERROR',
      'APPARMOR_KILL',
    ],
    describe: describeAvc,
    several: true,
    samples: [
      ['SELinux denied httpd (pid 7) read on file shadow (httpd_t to shadow_t)', `${SHADOW} permissive=0`],
      [
        'SELinux would deny httpd (pid 7) read on file shadow (httpd_t to shadow_t), but is permissive: it was let through',
        `${SHADOW} permissive=1`,
      ],
      [
        'SELinux allowed init (pid 1) setenforce on security (init_t to security_t)',
        'AVC avc:  granted  { setenforce } for  pid=1 comm="init" scontext=u:r:init_t:s0 tcontext=u:o:security_t:s0 tclass=security',
      ],
      [
        'systemd (pid 1) denied start on service /usr/lib/systemd/system/x.service by the policy of SELinux (user_t to unit_t)',
        `USER_AVC pid=1 uid=0 auid=4294967295 ses=4294967295 msg='avc:  denied  { start } for auid=n/a uid=0 gid=0 path="/usr/lib/systemd/system/x.service" scontext=u:r:user_t:s0 tcontext=s:o:unit_t:s0 tclass=service permissive=0 exe="/usr/lib/systemd/systemd" sauid=0 hostname=? addr=? terminal=?'`,
      ],
      [
        'dbus-daemon (pid 81): SELinux says: received setenforce notice (enforcing=1)',
        `USER_AVC pid=81 uid=81 auid=4294967295 msg='avc:  received setenforce notice (enforcing=1) exe="/usr/bin/dbus-daemon" sauid=81 hostname=? addr=? terminal=?'`,
      ],
      [
        'AppArmor denied cat (pid 7) open of /etc/passwd (w), by profile docker-default',
        `AVC apparmor="DENIED" operation="open" ${APPARMOR_FIELDS}`,
      ],
      [
        'AppArmor let cat (pid 7) do open of /etc/passwd (w), which profile docker-default would deny (complain mode)',
        `AVC apparmor="ALLOWED" operation="open" ${APPARMOR_FIELDS}`,
      ],
      [
        'AppArmor allowed cat (pid 7) open of /etc/passwd (w), and profile docker-default asks to report it',
        `AVC apparmor="AUDIT" operation="open" ${APPARMOR_FIELDS}`,
      ],
      [
        'AppArmor (KILLED): cat (pid 7), open of /etc/passwd (w), profile docker-default',
        `AVC apparmor="KILLED" operation="open" ${APPARMOR_FIELDS}`,
      ],
      [
        'AppArmor kept runc (pid 8) from sending the signal kill: profile docker-default may not receive it from /usr/sbin/runc',
        'AVC apparmor="DENIED" operation="signal" profile="docker-default" pid=8 comm="runc" requested_mask="receive" denied_mask="receive" signal=kill peer="/usr/sbin/runc"',
      ],
      [
        'AppArmor kept sh (pid 8) from sending the signal term: profile docker-default may not send it to unconfined',
        'AVC apparmor="DENIED" operation="signal" profile="docker-default" pid=8 comm="sh" requested_mask="send" denied_mask="send" signal=term peer="unconfined"',
      ],
      [
        'AppArmor denied ping (pid 8) capable of net_admin, by profile docker-default',
        'AVC apparmor="DENIED" operation="capable" profile="docker-default" pid=8 comm="ping" capability=12 capname="net_admin"',
      ],
      [
        'apparmor_parser (pid 9) loaded the AppArmor profile docker-default',
        'AVC apparmor="STATUS" operation="profile_load" profile="unconfined" name="docker-default" pid=9 comm="apparmor_parser"',
      ],
      [
        'apparmor_parser (pid 9) replaced the AppArmor profile docker-default',
        'AVC apparmor="STATUS" operation="profile_replace" profile="unconfined" name="docker-default" pid=9 comm="apparmor_parser"',
      ],
      [
        'apparmor_parser (pid 9) removed the AppArmor profile docker-default',
        'AVC apparmor="STATUS" operation="profile_remove" profile="unconfined" name="docker-default" pid=9 comm="apparmor_parser"',
      ],
    ],
  },
  {
    types: ['SELINUX_ERR', 'USER_SELINUX_ERR'],
    describe: describeSelinuxError,
    samples: [
      [
        'SELinux reported an error, caused by sh (pid 7): security_compute_sid',
        'SELINUX_ERR op=security_compute_sid invalid_context=u:r:x_t:s0 scontext=u:r:a_t:s0 tcontext=u:o:b_t:s0 tclass=process',
        'SYSCALL arch=c000003e syscall=59 success=yes exit=0 pid=7 comm="sh"',
      ],
    ],
  },
  {
    types: ['MAC_STATUS', 'USER_MAC_STATUS'],
    describe: describeStatus,
    samples: [
      [
        'setenforce (pid 7) set SELinux to permissive: it only reports what it would deny',
        'MAC_STATUS enforcing=0 old_enforcing=1 auid=0 ses=1 enabled=1 old-enabled=1 lsm=selinux res=1',
        'SYSCALL arch=c000003e syscall=1 success=yes exit=1 a0=3 pid=7 comm="setenforce"',
      ],
      [
        'a process of user 1000 set SELinux to enforcing',
        'MAC_STATUS enforcing=1 old_enforcing=0 auid=1000 ses=1 res=1',
      ],
    ],
  },
  {
    types: ['MAC_POLICY_LOAD', 'USER_MAC_POLICY_LOAD'],
    describe: (record, event) => told('selinux.load', resultOf(record) ?? true, doerOfEvent(record, event), {}),
    samples: [
      [
        'load_policy (pid 7) loaded an SELinux policy',
        'MAC_POLICY_LOAD auid=0 ses=1 lsm=selinux res=1',
        'SYSCALL arch=c000003e syscall=1 success=yes exit=9 a0=4 pid=7 comm="load_policy"',
      ],
    ],
  },
  {
    types: ['MAC_CONFIG_CHANGE', 'USER_MAC_CONFIG_CHANGE'],
    describe: describeBoolean,
    samples: [
      [
        'a process of root set the SELinux boolean container_manage_cgroup to 1',
        'MAC_CONFIG_CHANGE bool=container_manage_cgroup val=1 old_val=0 auid=0 ses=2 lsm=selinux res=1',
      ],
    ],
  },
  {
    types: [
      'MAC_UNLBL_ALLOW',
      'MAC_CIPSOV4_ADD',
      'MAC_CIPSOV4_DEL',
      'MAC_MAP_ADD',
      'MAC_MAP_DEL',
      'MAC_IPSEC_ADDSA',
      'MAC_IPSEC_DELSA',
      'MAC_IPSEC_ADDSPD',
      'MAC_IPSEC_DELSPD',
      'MAC_IPSEC_EVENT',
      'MAC_UNLBL_STCADD',
      'MAC_UNLBL_STCDEL',
      'MAC_CALIPSO_ADD',
      'MAC_CALIPSO_DEL',
    ],
    describe: describeLabelling,
    samples: [
      [
        'a process of root let packets without a security label in',
        'MAC_UNLBL_ALLOW netlabel: auid=0 ses=1 unlbl_accept=1 old=0 res=1',
      ],
      [
        'a process of root added a rule for labels of packets: 5',
        'MAC_CIPSOV4_ADD netlabel: auid=0 ses=1 cipso_doi=5 cipso_type=trans res=1',
      ],
      [
        'a process of root removed a rule for labels of packets: 5',
        'MAC_CALIPSO_DEL netlabel: auid=0 ses=1 calipso_doi=5 res=1',
      ],
      [
        'a process of root changed the associations or policies of IPsec: SAD-add',
        'MAC_IPSEC_EVENT op=SAD-add auid=0 ses=1 src=10.0.0.1 dst=10.0.0.2 spi=5(0x5) res=1',
      ],
    ],
  },
];
