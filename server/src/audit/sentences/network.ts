// What the kernel reports of its network beside system calls: packet filters and devices that listen to all, in words.
import { message, type Message } from '../../message';
import { findRecord, type AuditEvent } from '../event';
import { findField, type AuditRecord } from '../record';
import type { SentenceRow } from './sentence';
import { doerOf, doerOfEvent, valueOf } from './words';

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

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of the kernel's sources named above unless they are whole lines. */
export const NETWORK_ROWS: readonly SentenceRow[] = [
  {
    types: ['ANOM_PROMISCUOUS'],
    describe: describePromiscuous,
    samples: [
      [
        'the network device veth0 entered promiscuous mode: it takes in all packets',
        'ANOM_PROMISCUOUS dev=veth0 prom=256 old_prom=0 auid=4294967295 uid=0 gid=0 ses=4294967295',
      ],
      ['the network device veth0 left promiscuous mode', 'ANOM_PROMISCUOUS dev=veth0 prom=0 old_prom=256 auid=0 uid=0'],
      [
        'tcpdump (pid 7) put the network device eth0 into promiscuous mode: it takes in all packets',
        'ANOM_PROMISCUOUS dev=eth0 prom=256 old_prom=0 auid=0 uid=0 gid=0 ses=1',
        'SYSCALL arch=c000003e syscall=54 success=yes exit=0 a0=3 pid=7 auid=0 uid=0 comm="tcpdump"',
      ],
      [
        'tcpdump (pid 7) took the network device eth0 out of promiscuous mode',
        'ANOM_PROMISCUOUS dev=eth0 prom=0 old_prom=256 auid=0 uid=0 gid=0 ses=1',
        'SYSCALL arch=c000003e syscall=3 success=yes exit=0 a0=3 pid=7 auid=0 uid=0 comm="tcpdump"',
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
        'iptables (pid 7) replaced the rules of the packet filter table filter (ipv4, 12 entries)',
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
        'a packet matched a rule that logs it: from 10.0.0.1 to 10.0.0.2 (tcp)',
        'NETFILTER_PKT mark=0x1 saddr=10.0.0.1 daddr=10.0.0.2 proto=6',
      ],
    ],
  },
];
