// What the kernel reports beside system calls, in words: anomalies, BPF, the clock, integrity, devices, keystrokes.
import { message, type Message } from '../../message';
import { findRecord, type AuditEvent } from '../event';
import { findField, type AuditRecord } from '../record';
import type { SentenceRow } from './sentence';
import { doerOf, doerOfEvent, firstOf, processOf, resultOf, told, valueOf } from './words';

function describeAbend(record: AuditRecord): Message | null {
  const signal = valueOf(record, 'sig');
  return signal === null ? null : message('audit.event.abend', { process: processOf(record), signal });
}

/** fs/namei.c: the sysctls fs.protected_symlinks, _hardlinks, _regular and _fifos (sysctl documentation of the kernel). */
function describeLink(record: AuditRecord, event: AuditEvent): Message | null {
  const operation = valueOf(record, 'op');
  if (operation === null) return null;
  const path = event.records.find(
    placed => placed.record.type === 'PATH' && findField(placed.record, 'nametype')?.raw !== 'PARENT',
  )?.record;
  const object = valueOf(path, 'name') ?? message('audit.file.unknown');
  const args = { process: doerOf(record), object };
  if (operation === 'follow_link') return message('audit.anomaly.followLink', args);
  if (operation === 'linkat') return message('audit.anomaly.hardLink', args);
  return message(record.type === 'ANOM_CREAT' ? 'audit.anomaly.create' : 'audit.anomaly.link', { ...args, operation });
}

/** kernel/bpf/syscall.c, bpf_audit_prog; programs that end are reported by the kernel itself. */
function describeBpf(record: AuditRecord, event: AuditEvent): Message | null {
  const program = valueOf(record, 'prog-id');
  const operation = valueOf(record, 'op');
  if (program === null || operation === null) return null;
  const call = findRecord(event, 'SYSCALL');
  if (operation === 'LOAD')
    return call
      ? message('audit.bpf.program', { process: doerOf(call), program })
      : message('audit.bpf.loaded', { program });
  return message('audit.bpf.unloaded', { program });
}

/** kernel/time/timekeeping.c */
function describeClock(record: AuditRecord, event: AuditEvent): Message | null {
  const doer = doerOfEvent(record, event);
  if (record.type === 'TIME_INJOFFSET') {
    const seconds = valueOf(record, 'sec');
    const nanoseconds = valueOf(record, 'nsec');
    return seconds === null || nanoseconds === null
      ? null
      : message('audit.clock.step', { process: doer, seconds, nanoseconds });
  }
  const value = valueOf(record, 'op');
  const now = valueOf(record, 'new');
  return value === null || now === null
    ? null
    : message('audit.clock.tune', { process: doer, value, old: valueOf(record, 'old') ?? '?', new: now });
}

/** security/integrity/integrity_audit.c and ima/ima_policy.c */
function describeIntegrity(record: AuditRecord): Message | null {
  const operation = firstOf(record, 'op', 'action', 'xattr', 'func');
  const file = firstOf(record, 'name', 'file');
  const worked = resultOf(record);
  const cause = valueOf(record, 'cause');
  const doer = doerOf(record);
  if (record.type === 'INTEGRITY_POLICY_RULE' && operation !== null)
    return told('integrity.rule', worked ?? true, doer, { operation });
  if (operation === null && file === null) return null;
  const what = operation ?? record.type;
  if (worked === false && file !== null)
    return message('audit.integrity.failedOn', { process: doer, file, operation: what, cause: cause ?? '?' });
  if (file !== null) return message('audit.integrity.on', { process: doer, file, operation: what });
  return told('integrity', worked ?? true, doer, { operation: what });
}

/** drivers/md/dm-audit.c */
function describeDeviceMapper(record: AuditRecord, event: AuditEvent): Message | null {
  const module = valueOf(record, 'module');
  const operation = valueOf(record, 'op');
  if (module === null || operation === null) return null;
  const device = valueOf(record, 'dev') ?? '?';
  if (record.type === 'DM_EVENT')
    return resultOf(record) === false
      ? message('audit.mapper.failed', { module, operation, device })
      : message('audit.mapper.event', { module, operation, device });
  const worked = resultOf(record) ?? true;
  const doer = findField(record, 'comm') ? doerOf(record) : doerOfEvent(record, event);
  if (operation === 'ctr') return told('mapper.create', worked, doer, { module, device });
  return operation === 'dtr'
    ? told('mapper.remove', worked, doer, { module, device })
    : told('mapper', worked, doer, { module, device, operation });
}

/** io_uring does calls without a system call: kernel/auditsc.c, audit_log_uring. */
function describeUring(record: AuditRecord, event: AuditEvent): Message | null {
  const operation = valueOf(record, 'uring_op');
  if (operation === null) return null;
  const success = findField(record, 'success')?.raw;
  const path = event.records.find(
    placed => placed.record.type === 'PATH' && findField(placed.record, 'nametype')?.raw !== 'PARENT',
  )?.record;
  const file = valueOf(path, 'name');
  const process = doerOf(record);
  const call = message('audit.uring.operation', { operation });
  const result =
    success === 'yes'
      ? message('audit.result.succeeded')
      : success === 'no'
        ? message('audit.result.no')
        : message('audit.result.unknown');
  return file === null
    ? message('audit.event.call', { process, call, result })
    : message('audit.event.callOn', { process, call, object: file, result });
}

/** drivers/tty/tty_audit.c; the record of a shell's own is USER_TTY. */
function describeKeys(record: AuditRecord): Message | null {
  const keys = firstOf(record, 'data', 'msg');
  return keys === null ? null : message('audit.event.keys', { process: doerOf(record), keys });
}

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of the kernel's sources named above unless they are whole lines. */
export const KERNEL_ROWS: readonly SentenceRow[] = [
  {
    types: ['ANOM_ABEND'],
    describe: describeAbend,
    samples: [
      [
        'resizer (pid 19824) died of SIGSEGV',
        'node=vm type=ANOM_ABEND msg=audit(1795419850.193:8540): auid=4294967295 uid=0 gid=0 ses=4294967295 pid=19824 comm="resizer" exe="/bin/resizer" sig=11 res=1\u001dAUID="unset" UID="root" GID="root"',
      ],
    ],
  },
  {
    types: ['ANOM_LINK', 'ANOM_CREAT'],
    describe: describeLink,
    samples: [
      [
        'sh (pid 7) was kept from following an untrusted symbolic link: /tmp/l',
        'ANOM_LINK op=follow_link ppid=1 pid=7 auid=0 uid=0 comm="sh" exe="/bin/sh" res=0',
        'PATH item=0 name="/tmp/l" nametype=NORMAL',
      ],
      [
        'ln (pid 7) was kept from making a hard link to a file that it may not write: /etc/shadow',
        'ANOM_LINK op=linkat ppid=1 pid=7 comm="ln" res=0',
        'PATH item=0 name="/etc/shadow" nametype=NORMAL',
      ],
      [
        "sh (pid 7) was kept from opening another user's file for creation in a folder that all may write to: /tmp/x (sticky_create_regular)",
        'ANOM_CREAT op=sticky_create_regular ppid=1 pid=7 comm="sh" res=0',
        'PATH item=0 name="/tmp/x" nametype=NORMAL',
      ],
    ],
  },
  {
    types: ['BPF'],
    describe: describeBpf,
    several: true,
    samples: [
      [
        'runc (pid 7) loaded the BPF program 42',
        'BPF prog-id=42 op=LOAD',
        'SYSCALL arch=c000003e syscall=321 success=yes exit=8 a0=5 pid=7 auid=0 uid=0 comm="runc"',
      ],
      ['the BPF program 42 was loaded', 'BPF prog-id=42 op=LOAD'],
      ['the BPF program 42 was unloaded', 'BPF prog-id=42 op=UNLOAD'],
    ],
  },
  {
    types: ['TIME_INJOFFSET', 'TIME_ADJNTPVAL'],
    describe: describeClock,
    several: true,
    samples: [
      [
        'chronyd (pid 7) moved the clock by -1 s and 998 ns',
        'TIME_INJOFFSET sec=-1 nsec=998',
        'SYSCALL arch=c000003e syscall=227 success=yes exit=0 a0=0 pid=7 comm="chronyd"',
      ],
      [
        "chronyd (pid 7) adjusted the clock's freq from 10 to 12",
        'TIME_ADJNTPVAL op=freq old=10 new=12',
        'SYSCALL arch=c000003e syscall=159 success=yes exit=0 a0=7ffe pid=7 comm="chronyd"',
      ],
    ],
  },
  {
    types: [
      'INTEGRITY_DATA',
      'INTEGRITY_METADATA',
      'INTEGRITY_STATUS',
      'INTEGRITY_HASH',
      'INTEGRITY_PCR',
      'INTEGRITY_RULE',
      'INTEGRITY_EVM_XATTR',
      'INTEGRITY_POLICY_RULE',
      'INTEGRITY_USERSPACE',
    ],
    describe: describeIntegrity,
    samples: [
      [
        'the integrity of /usr/bin/x, used by sh (pid 7), could not be confirmed: appraise_data, missing-hash',
        'INTEGRITY_DATA pid=7 uid=0 auid=0 ses=1 op=appraise_data cause=missing-hash comm="sh" name="/usr/bin/x" dev="vda1" ino=9 res=0 errno=0',
      ],
      [
        'the integrity of /usr/bin/x, used by sh (pid 7), was checked: collect_data',
        'INTEGRITY_DATA pid=7 uid=0 auid=0 op=collect_data cause=ok comm="sh" name="/usr/bin/x" dev="vda1" ino=9 res=1',
      ],
      [
        'systemd (pid 1) changed the rules of integrity measurement: measure',
        'INTEGRITY_POLICY_RULE action=measure func=BPRM_CHECK pid=1 comm="systemd" res=1',
      ],
      [
        'systemd (pid 1) changed the measurement of integrity: policy_update',
        'INTEGRITY_STATUS pid=1 uid=0 auid=4294967295 op=policy_update cause=completed comm="systemd" res=1',
      ],
    ],
  },
  {
    types: ['DM_CTRL', 'DM_EVENT'],
    describe: describeDeviceMapper,
    samples: [
      [
        'cryptsetup (pid 7) set up the device 254:0 with crypt of the device mapper',
        `DM_CTRL module=crypt op=ctr ppid=1 pid=7 auid=0 uid=0 comm="cryptsetup" dev=254:0 error_msg='success' res=1`,
      ],
      [
        'cryptsetup (pid 7) took down the device 254:0 with crypt of the device mapper',
        `DM_CTRL module=crypt op=dtr pid=7 auid=0 uid=0 comm="cryptsetup" dev=254:0 error_msg='success' res=1`,
      ],
      [
        'the device mapper (integrity) found the device 254:0 damaged: integrity-checksum',
        'DM_EVENT module=integrity op=integrity-checksum dev=254:0 sector=77480 res=0',
      ],
    ],
  },
  {
    types: ['URINGOP'],
    describe: describeUring,
    samples: [
      [
        'app (pid 7) called openat through io_uring on /x: succeeded',
        'URINGOP uring_op=18 success=yes exit=0 items=1 ppid=1 pid=7 auid=0 uid=0 comm="app" key="x"',
        'PATH item=0 name="/x" nametype=NORMAL',
      ],
    ],
  },
  {
    types: ['TTY', 'USER_TTY'],
    describe: describeKeys,
    samples: [
      [
        'keystrokes read by bash (pid 7): "ls"',
        'TTY tty pid=7 uid=0 auid=0 ses=1 major=136 minor=0 comm="bash" data=6C73',
      ],
    ],
  },
];
