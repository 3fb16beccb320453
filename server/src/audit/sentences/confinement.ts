// Decisions of what a program puts up for itself or others by a call: seccomp, Landlock and fanotify, in words.
import { message, type Message } from '../../message';
import { architectureName } from '../data/architectures';
import { callOf } from '../kinds';
import { findRecord, type AuditEvent } from '../event';
import { findField, type AuditRecord } from '../record';
import type { SentenceRow } from './sentence';
import { doerOf, doerOfEvent, firstOf, numberOf, process, resultOf, told, valueOf } from './words';

/** include/uapi/linux/seccomp.h, SECCOMP_RET_* */
const ACTIONS: ReadonlyMap<
  string,
  | 'audit.filtered.killProcess'
  | 'audit.filtered.killThread'
  | 'audit.filtered.trap'
  | 'audit.filtered.errno'
  | 'audit.filtered.notify'
  | 'audit.filtered.trace'
  | 'audit.filtered.log'
> = new Map([
  ['80000000', 'audit.filtered.killProcess'],
  ['0', 'audit.filtered.killThread'],
  ['30000', 'audit.filtered.trap'],
  ['50000', 'audit.filtered.errno'],
  ['7fc00000', 'audit.filtered.notify'],
  ['7ff00000', 'audit.filtered.trace'],
  ['7ffc0000', 'audit.filtered.log'],
] as const);

function describeSeccomp(record: AuditRecord): Message | null {
  const number = findField(record, 'syscall')?.raw;
  if (number === undefined) return null;
  const arch = architectureName(findField(record, 'arch')?.raw ?? '') ?? valueOf(record, 'arch') ?? '?';
  const call = callOf(record) ?? message('audit.event.callNumber', { number });
  const args = {
    process: doerOf(record),
    call: message('audit.filtered.call', { call, arch }),
  };
  const code = findField(record, 'code')?.raw.replace(/^0x0*(?=[0-9a-f])/, '') ?? '';
  const id = ACTIONS.get(code);
  const signal = valueOf(record, 'sig');
  if (id !== undefined) return message(id, args);
  return signal === null || signal === 'SIG0'
    ? message('audit.filtered.other', { ...args, code: valueOf(record, 'code') ?? '?' })
    : message('audit.filtered.signal', { ...args, signal });
}

/** security/landlock/audit.c */
function describeLandlock(record: AuditRecord, event: AuditEvent): Message | null {
  const blockers = valueOf(record, 'blockers');
  if (blockers === null) return null;
  const object = firstOf(record, 'path', 'dest', 'opid', 'name');
  const process = doerOfEvent(record, event);
  return object === null
    ? message('audit.landlock.denied', { process, blockers })
    : message('audit.landlock.deniedOn', { process, blockers, object });
}

function describeDomain(record: AuditRecord, event: AuditEvent): Message | null {
  const domain = valueOf(record, 'domain');
  const status = valueOf(record, 'status');
  if (domain === null || status === null) return null;
  if (status === 'allocated')
    return message('audit.landlock.allocated', { process: doerOfEvent(record, event), domain });
  return message('audit.landlock.freed', { domain, denials: valueOf(record, 'denials') ?? '?' });
}

/** fs/notify/fanotify/fanotify.c, FAN_ALLOW and FAN_DENY; the process is the one whose access was decided on. */
function describeFanotify(record: AuditRecord, event: AuditEvent): Message | null {
  const response = findField(record, 'resp')?.raw;
  const call = findRecord(event, 'SYSCALL');
  const path = event.records.find(placed => placed.record.type === 'PATH')?.record;
  const object = valueOf(path, 'name') ?? message('audit.file.unknown');
  const process = call ? doerOf(call) : message('audit.process.unknown');
  if (response === '1' || response === 'allow') return message('audit.fanotify.allowed', { process, object });
  return response === '2' || response === 'deny' ? message('audit.fanotify.denied', { process, object }) : null;
}

/** The audit container id, of the patches that distributions carry (kernel/audit.c, audit_set_contid): set by the runtime, dropped with the last process. */
function describeContainerId(record: AuditRecord): Message | null {
  const operation = valueOf(record, 'op');
  const id = valueOf(record, 'contid');
  if (id === null) return null;
  if (operation === 'drop') return message('audit.containerId.dropped', { id });
  const target = process(valueOf(record, 'ocomm'), numberOf(record, 'opid'));
  return operation === 'set' ? told('container.set', resultOf(record) ?? true, doerOf(record), { target, id }) : null;
}

/** security/ipe/audit.c: the rule that decided says with which action. */
function describeIpe(record: AuditRecord, event: AuditEvent): Message | null {
  const operation = valueOf(record, 'ipe_op');
  const action = /action=(ALLOW|DENY)/.exec(valueOf(record, 'rule') ?? '')?.[1];
  if (operation === null || action === undefined) return null;
  const object = valueOf(record, 'path') ?? message('audit.file.unknown');
  const args = { process: doerOfEvent(record, event), operation, object };
  if (action === 'ALLOW') return message('audit.ipe.allowed', args);
  return message(valueOf(record, 'enforcing') === '0' ? 'audit.ipe.permissive' : 'audit.ipe.denied', args);
}

function describeIpeChange(record: AuditRecord, event: AuditEvent): Message | null {
  const doer = doerOfEvent(record, event);
  const worked = resultOf(record) ?? true;
  const name = firstOf(record, 'new_active_pol_name', 'policy_name');
  if (name !== null) return told('ipe.load', worked, doer, { name });
  const enforcing = valueOf(record, 'enforcing');
  return enforcing === null ? null : told(enforcing === '1' ? 'ipe.enforce' : 'ipe.permit', worked, doer, {});
}

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of kernel/auditsc.c (audit_seccomp) and security/landlock/audit.c unless they are whole lines. */
export const CONFINEMENT_ROWS: readonly SentenceRow[] = [
  {
    types: ['CONTAINER_OP'],
    describe: describeContainerId,
    samples: [
      [
        'dockerd (pid 7) gave runc (pid 9) the audit container id 123456',
        'CONTAINER_OP op=set opid=9 contid=123456 old-contid=18446744073709551615 pid=7 uid=0 auid=4294967295 tty=(none) ses=4294967295 comm="dockerd" exe="/usr/bin/dockerd" ocomm="runc" res=1',
      ],
      [
        'the last process of the audit container 123456 ended',
        'CONTAINER_OP op=drop opid=9 contid=123456 old-contid=123456 pid=9 uid=0 auid=4294967295 tty=(none) ses=4294967295 comm="sleep" exe="/bin/sleep" res=1',
      ],
    ],
  },
  {
    types: ['IPE_ACCESS'],
    describe: describeIpe,
    several: true,
    samples: [
      [
        'IPE denied sh (pid 7) EXECUTE of /tmp/x',
        'IPE_ACCESS ipe_op=EXECUTE ipe_hook=BPRM_CHECK enforcing=1 pid=7 comm="sh" path="/tmp/x" dev="tmpfs" ino=9 rule="DEFAULT action=DENY"',
      ],
      [
        'IPE would deny sh (pid 7) EXECUTE of /tmp/x, but is permissive: it was let through',
        'IPE_ACCESS ipe_op=EXECUTE ipe_hook=BPRM_CHECK enforcing=0 pid=7 comm="sh" path="/tmp/x" dev="tmpfs" ino=9 rule="DEFAULT action=DENY"',
      ],
    ],
  },
  {
    types: ['IPE_POLICY_LOAD', 'IPE_CONFIG_CHANGE'],
    describe: describeIpeChange,
    samples: [
      [
        'a process of user 1000 loaded the IPE policy base',
        'IPE_POLICY_LOAD policy_name="base" policy_version=0.0.1 policy_digest=sha256:E3B0 auid=1000 ses=1 lsm=ipe res=1',
      ],
    ],
  },
  {
    types: ['SECCOMP'],
    describe: describeSeccomp,
    samples: [
      [
        'seccomp killed app (pid 7) for the system call kexec_load on x86_64',
        'SECCOMP auid=0 uid=0 gid=0 ses=1 pid=7 comm="app" exe="/app" sig=31 arch=c000003e syscall=246 compat=0 ip=0x7f code=0x80000000',
      ],
      [
        'seccomp killed a thread of app (pid 7) for the system call kexec_load on x86_64',
        'SECCOMP auid=0 uid=0 pid=7 comm="app" sig=31 arch=c000003e syscall=246 code=0x0',
      ],
      [
        'seccomp let app (pid 7) make the system call kexec_load on x86_64, and reported it',
        'SECCOMP auid=0 uid=0 pid=7 comm="app" sig=0 arch=c000003e syscall=246 code=0x7ffc0000',
      ],
      [
        'seccomp refused app (pid 7) the system call kexec_load on x86_64 with an error',
        'SECCOMP auid=0 uid=0 pid=7 comm="app" sig=0 arch=c000003e syscall=246 code=0x50000',
      ],
      [
        'seccomp sent app (pid 7) SIGSYS for the system call kexec_load on x86_64',
        'SECCOMP auid=0 uid=0 pid=7 comm="app" sig=31 arch=c000003e syscall=246 code=0x30000',
      ],
      [
        'seccomp handed the system call kexec_load on x86_64 of app (pid 7) to its supervisor',
        'SECCOMP auid=0 uid=0 pid=7 comm="app" sig=0 arch=c000003e syscall=246 code=0x7fc00000',
      ],
      [
        'seccomp handed the system call kexec_load on x86_64 of app (pid 7) to its tracer',
        'SECCOMP auid=0 uid=0 pid=7 comm="app" sig=0 arch=c000003e syscall=246 code=0x7ff00000',
      ],
    ],
  },
  {
    types: ['LANDLOCK_ACCESS'],
    describe: describeLandlock,
    several: true,
    samples: [
      [
        'Landlock denied app (pid 7) fs.read_file on /etc/passwd',
        'LANDLOCK_ACCESS domain=195ba459b blockers=fs.read_file path="/etc/passwd" dev="vda2" ino=351',
        'SYSCALL arch=c000003e syscall=257 success=no exit=-13 a0=ffffff9c pid=7 comm="app"',
      ],
    ],
  },
  {
    types: ['LANDLOCK_DOMAIN'],
    describe: describeDomain,
    samples: [
      [
        'app (pid 7) made the Landlock domain 195ba459b',
        'LANDLOCK_DOMAIN domain=195ba459b status=allocated mode=enforcing pid=7 uid=0 exe="/app" comm="app"',
      ],
      [
        'the Landlock domain 195ba459b ended; it had denied 3 accesses',
        'LANDLOCK_DOMAIN domain=195ba459b status=deallocated denials=3',
      ],
    ],
  },
  {
    types: ['FANOTIFY'],
    describe: describeFanotify,
    samples: [
      [
        'a fanotify listener denied app (pid 7) access to /x',
        'FANOTIFY resp=2 fan_type=0 fan_info=0 subj_trust=2 obj_trust=2',
        'SYSCALL arch=c000003e syscall=257 success=no exit=-1 pid=7 comm="app"',
        'PATH item=0 name="/x" nametype=NORMAL',
      ],
      ['a fanotify listener allowed a process access to a file that the records do not name', 'FANOTIFY resp=1'],
    ],
  },
];
