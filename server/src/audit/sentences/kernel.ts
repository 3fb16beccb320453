// What the kernel reports beside system calls, in words: anomalies, packet filters, modules, the clock, integrity, devices.
import { message, type Message } from '../../message';
import { findRecord, type AuditEvent } from '../event';
import { findField, type AuditRecord } from '../record';
import type { SentenceRow } from './sentence';
import { doerOf, doerOfEvent, firstOf, processOf, resultOf, told, valueOf } from './words';

function describeAbend(record: AuditRecord): Message | null {
  const signal = valueOf(record, 'sig');
  return signal === null ? null : message('audit.event.abend', { process: processOf(record), signal });
}

/** net/core/dev.c: prom= is the flag IFF_PROMISC (256) or 0. */
function describePromiscuous(record: AuditRecord, event: AuditEvent): Message | null {
  const device = valueOf(record, 'dev');
  const now = findField(record, 'prom')?.raw;
  if (device === null || now === undefined) return null;
  const begins = now !== '0' && now !== 'no';
  const call = findRecord(event, 'SYSCALL');
  if (call === undefined) return message(begins ? 'audit.promiscuous.entered' : 'audit.promiscuous.left', { device });
  const args = { process: doerOf(call), device };
  return message(begins ? 'audit.promiscuous.begin' : 'audit.promiscuous.end', args);
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

type OfTable =
  | 'audit.netfilter.table'
  | 'audit.netfilter.tableGone'
  | 'audit.netfilter.chain'
  | 'audit.netfilter.chainGone'
  | 'audit.netfilter.rule'
  | 'audit.netfilter.ruleGone'
  | 'audit.netfilter.set'
  | 'audit.netfilter.setGone'
  | 'audit.netfilter.element'
  | 'audit.netfilter.elementGone';

/** include/linux/audit.h, enum audit_nfcfgop; kernel/auditsc.c, audit_nfcfgs */
const NETFILTER: ReadonlyMap<string, OfTable> = new Map<string, OfTable>([
  ['register', 'audit.netfilter.table'],
  ['unregister', 'audit.netfilter.tableGone'],
  ['xt_register', 'audit.netfilter.table'],
  ['xt_unregister', 'audit.netfilter.tableGone'],
  ['nft_register_table', 'audit.netfilter.table'],
  ['nft_unregister_table', 'audit.netfilter.tableGone'],
  ['nft_register_chain', 'audit.netfilter.chain'],
  ['nft_unregister_chain', 'audit.netfilter.chainGone'],
  ['nft_register_rule', 'audit.netfilter.rule'],
  ['nft_unregister_rule', 'audit.netfilter.ruleGone'],
  ['nft_register_set', 'audit.netfilter.set'],
  ['nft_unregister_set', 'audit.netfilter.setGone'],
  ['nft_register_setelem', 'audit.netfilter.element'],
  ['nft_unregister_setelem', 'audit.netfilter.elementGone'],
]);

/** A table of nftables stands as name:handle;chain:handle; kernels before 5.7 wrote no op. */
function describeNetfilter(record: AuditRecord, event: AuditEvent): Message | null {
  const name = valueOf(record, 'table');
  if (name === null) return null;
  const operation = valueOf(record, 'op') ?? 'replace';
  const process = findField(record, 'comm') ? doerOf(record) : doerOfEvent(record, event);
  const args = { process, table: name.replace(/:.*$/, ''), family: valueOf(record, 'family') ?? '?' };
  if (operation === 'replace' || operation === 'xt_replace')
    return message('audit.netfilter.replace', { ...args, entries: valueOf(record, 'entries') ?? '?' });
  const id = NETFILTER.get(operation);
  return id === undefined ? message('audit.netfilter.other', { ...args, operation }) : message(id, args);
}

/** net/netfilter/xt_AUDIT.c */
function describePacket(record: AuditRecord): Message | null {
  const from = valueOf(record, 'saddr');
  const to = valueOf(record, 'daddr');
  if (from === null || to === null) return null;
  const protocol = valueOf(record, 'proto');
  return protocol === null
    ? message('audit.packet.plain', { from, to })
    : message('audit.packet', { from, to, protocol });
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
    types: ['ANOM_PROMISCUOUS'],
    describe: describePromiscuous,
    samples: [
      [
        'the network device veth0 began to take in all packets (promiscuous mode)',
        'ANOM_PROMISCUOUS dev=veth0 prom=256 old_prom=0 auid=4294967295 uid=0 gid=0 ses=4294967295',
      ],
      [
        'the network device veth0 ended taking in all packets (promiscuous mode)',
        'ANOM_PROMISCUOUS dev=veth0 prom=0 old_prom=256 auid=0 uid=0',
      ],
      [
        'tcpdump (pid 7) made the network device eth0 take in all packets (promiscuous mode)',
        'ANOM_PROMISCUOUS dev=eth0 prom=256 old_prom=0 auid=0 uid=0 gid=0 ses=1',
        'SYSCALL arch=c000003e syscall=54 success=yes exit=0 a0=3 pid=7 auid=0 uid=0 comm="tcpdump"',
      ],
      [
        'tcpdump (pid 7) made the network device eth0 end taking in all packets (promiscuous mode)',
        'ANOM_PROMISCUOUS dev=eth0 prom=0 old_prom=256 auid=0 uid=0 gid=0 ses=1',
        'SYSCALL arch=c000003e syscall=3 success=yes exit=0 a0=3 pid=7 auid=0 uid=0 comm="tcpdump"',
      ],
    ],
  },
  {
    types: ['ANOM_LINK', 'ANOM_CREAT'],
    describe: describeLink,
    samples: [
      [
        'sh (pid 7) was not let follow a symbolic link that is not to be trusted: /tmp/l',
        'ANOM_LINK op=follow_link ppid=1 pid=7 auid=0 uid=0 comm="sh" exe="/bin/sh" res=0',
        'PATH item=0 name="/tmp/l" nametype=NORMAL',
      ],
      [
        'ln (pid 7) was not let make a hard link to a file that it may not write: /etc/shadow',
        'ANOM_LINK op=linkat ppid=1 pid=7 comm="ln" res=0',
        'PATH item=0 name="/etc/shadow" nametype=NORMAL',
      ],
      [
        'sh (pid 7) was not let open a file of another user for creation in a folder that all may write: /tmp/x (sticky_create_regular)',
        'ANOM_CREAT op=sticky_create_regular ppid=1 pid=7 comm="sh" res=0',
        'PATH item=0 name="/tmp/x" nametype=NORMAL',
      ],
    ],
  },
  {
    types: ['NETFILTER_CFG'],
    describe: describeNetfilter,
    several: true,
    samples: [
      [
        'iptables (pid 7) registered the packet filter table nat (ipv4)',
        'NETFILTER_CFG table=nat family=2 entries=4 op=register pid=7 comm="iptables"',
      ],
      [
        'iptables (pid 7) replaced the rules of the packet filter table filter (ipv4); entries: 12',
        'NETFILTER_CFG table=filter family=2 entries=12 op=replace pid=7 comm="iptables"',
      ],
      [
        'kworker/u4:1 (pid 7) removed the packet filter table nat (ipv4)',
        'NETFILTER_CFG table=nat family=2 entries=5 op=unregister pid=7 comm="kworker/u4:1"',
      ],
      [
        'nft (pid 7) added a chain to the packet filter table nat (ipv4)',
        'NETFILTER_CFG table=nat:8;DOCKER:1 family=2 entries=1 op=nft_register_chain pid=7 comm="nft"',
      ],
      [
        'nft (pid 7) removed a chain of the packet filter table nat (ipv4)',
        'NETFILTER_CFG table=nat:8 family=2 entries=1 op=nft_unregister_chain pid=7 comm="nft"',
      ],
      [
        'nft (pid 7) added rules to the packet filter table nat (ipv4)',
        'NETFILTER_CFG table=nat:8 family=2 entries=2 op=nft_register_rule pid=7 comm="nft"',
      ],
      [
        'nft (pid 7) removed rules of the packet filter table nat (ipv4)',
        'NETFILTER_CFG table=nat:8 family=2 entries=2 op=nft_unregister_rule pid=7 comm="nft"',
      ],
      [
        'nft (pid 7) added a set to the packet filter table nat (ipv6)',
        'NETFILTER_CFG table=nat:8 family=10 entries=1 op=nft_register_set pid=7 comm="nft"',
      ],
      [
        'nft (pid 7) removed a set of the packet filter table nat (ipv6)',
        'NETFILTER_CFG table=nat:8 family=10 entries=1 op=nft_unregister_set pid=7 comm="nft"',
      ],
      [
        'nft (pid 7) added elements to a set of the packet filter table nat (ipv6)',
        'NETFILTER_CFG table=nat:8 family=10 entries=1 op=nft_register_setelem pid=7 comm="nft"',
      ],
      [
        'nft (pid 7) removed elements of a set of the packet filter table nat (ipv6)',
        'NETFILTER_CFG table=nat:8 family=10 entries=1 op=nft_unregister_setelem pid=7 comm="nft"',
      ],
      [
        'nft (pid 7) changed the packet filter table nat (ipv4): nft_register_obj',
        'NETFILTER_CFG table=nat:8 family=2 entries=1 op=nft_register_obj pid=7 comm="nft"',
      ],
    ],
  },
  {
    types: ['NETFILTER_PKT'],
    describe: describePacket,
    samples: [
      [
        'a packet met a rule that reports it: from 10.0.0.1 to 10.0.0.2 (tcp)',
        'NETFILTER_PKT mark=0x1 saddr=10.0.0.1 daddr=10.0.0.2 proto=6',
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
      ['the BPF program 42 ended: nothing uses it any more', 'BPF prog-id=42 op=UNLOAD'],
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
        'app (pid 7) called operation openat of io_uring on /x: succeeded',
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
        'bash (pid 7) was given keystrokes: "ls"',
        'TTY tty pid=7 uid=0 auid=0 ses=1 major=136 minor=0 comm="bash" data=6C73',
      ],
    ],
  },
];
