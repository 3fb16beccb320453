// Rows of the table of fields: addresses, sockets, packets.
import { message } from '../../message';
import type { FieldRow } from '../decoding';
import * as kind from '../kinds';
import { socketAddress } from '../socketAddress';
import { DICTIONARY } from './references';

export const NETWORK: readonly FieldRow[] = [
  {
    names: ['saddr'],
    title: message('audit.field.saddr'),
    kind: socketAddress,
    reference: 'socket(7), ip(7), ipv6(7), unix(7), netlink(7)',
    examples: [
      ['saddr=020000097F0000010000000000000000', '{ saddr_fam=inet laddr=127.0.0.1 lport=9 }'],
      ['saddr=0a000016000000000000000000000000000000000000000000000000', '{ saddr_fam=inet6 laddr=:: lport=22 }'],
      [
        'saddr=0A0001BB0000000020010DB800000000000000000000000100000000',
        '{ saddr_fam=inet6 laddr=2001:db8::1 lport=443 }',
      ],
      [
        'saddr=0A0001BB0000000000000000000000000000FFFF7F00000100000000',
        '{ saddr_fam=inet6 laddr=::ffff:127.0.0.1 lport=443 }',
      ],
      ['saddr=01002F72756E2F782E736F636B00', '{ saddr_fam=local path=/run/x.sock }'],
      ['saddr=01000061626300', '{ saddr_fam=local path=abc }'],
      ['saddr=01002F612000624300', '{ saddr_fam=local path=/a  }'],
      ['saddr=01002F0AFF', '{ saddr_fam=local path=/\\012\\377 }'],
      ['saddr=01000000', '{ saddr_fam=local path= }'],
      ['saddr=0100', '{ saddr_fam=local sockaddr len too short }'],
      ['saddr=010061', '{ saddr_fam=local sockaddr len too short }'],
      ['saddr=100000000000000000000000', '{ saddr_fam=netlink nlnk-fam=16 nlnk-pid=0 }'],
      ['saddr=10000000D204000001000000', '{ saddr_fam=netlink nlnk-fam=16 nlnk-pid=1234 }'],
      ['saddr=10000000D2040000', '{ saddr_fam=netlink len too short }'],
      ['saddr=1100030002000000', '{ saddr_fam=packet (unsupported) }'],
      ['saddr=2800000000', '{ saddr_fam=vsock (unsupported) }'],
      ['saddr=0200', '{ saddr_fam=inet sockaddr len too short }'],
      ['saddr=020000097F000001', '{ saddr_fam=inet sockaddr len too short }'],
      [
        'saddr=0A0001BB00000000FE80000000000000000000000000000102000000',
        '{ saddr_fam=inet6 laddr=fe80::1%2 lport=443 }',
      ],
      ['saddr=0A0001BB0000000020010DB8000000000000000000000001', '{ saddr_fam=inet6 laddr=2001:db8::1 lport=443 }'],
      [
        'saddr=0A0001BB000000000000000000000000000000007F00000100000000',
        '{ saddr_fam=inet6 laddr=::127.0.0.1 lport=443 }',
      ],
      ['saddr=0A00', '{ saddr_fam=inet6 sockaddr6 len too short }'],
      ['saddr=00000000', 'unknown-family(0)'],
      ['saddr=1D0003000000', '{ saddr_fam=can (unsupported) }'],
      ['saddr=FF000000', 'unknown-family(255)'],
      ['saddr=0002D9030A00000100000000000000', '{ saddr_fam=inet sockaddr len too short }'],
      ['saddr=0002D9030A0000010000000000000000', '{ saddr_fam=inet laddr=10.0.0.1 lport=55555 }'],
      ['saddr=0002D9030A0000010000000000000000', '{ saddr_fam=inet laddr=10.0.0.1 lport=55555 }', 'arch=80000016'],
      ['saddr=00100000000004D200000001', '{ saddr_fam=netlink nlnk-fam=16 nlnk-pid=1234 }', 'arch=80000015'],
      ['saddr=zz', 'zz'],
    ],
  },
  {
    names: ['hostname'],
    title: message('audit.field.hostname'),
    kind: kind.plain,
    reference: DICTIONARY,
    examples: [['hostname=?', '?']],
  },
  {
    names: ['addr'],
    title: message('audit.field.addr'),
    kind: kind.plain,
    reference: DICTIONARY,
    examples: [['addr=10.0.0.1', '10.0.0.1']],
  },
  {
    names: ['saddr'],
    types: ['AVC', 'NETFILTER_PKT'],
    title: message('audit.field.sourceAddress'),
    kind: kind.plain,
    reference: 'security/lsm_audit.c, dump_common_audit_data',
    examples: [
      ['saddr=10.0.0.1', '10.0.0.1'],
      ['saddr=fe80::1', 'fe80::1'],
    ],
  },
  {
    names: ['daddr'],
    title: message('audit.field.destinationAddress'),
    kind: kind.plain,
    reference: 'security/lsm_audit.c; net/netfilter/xt_AUDIT.c',
    examples: [['daddr=10.0.0.1', '10.0.0.1']],
  },
  {
    names: ['nl-mcgrp'],
    title: message('audit.field.multicastGroup'),
    kind: kind.multicastGroup,
    reference: 'kernel/audit.c, audit_log_multicast',
    examples: [
      ['nl-mcgrp=1', 'audit-netlink-multicast'],
      ['nl-mcgrp=0', 'audit-none'],
      ['nl-mcgrp=2', '2'],
    ],
  },
  {
    names: ['prom'],
    title: message('audit.field.promiscuity'),
    kind: kind.promiscuity,
    reference: 'net/core/dev.c; netdevice(7)',
    examples: [
      ['prom=256', 'yes'],
      ['prom=0', 'no'],
      ['prom=x', 'x'],
    ],
  },
  {
    names: ['old_prom'],
    title: message('audit.field.oldPromiscuity'),
    kind: kind.promiscuity,
    reference: 'net/core/dev.c; netdevice(7)',
    examples: [
      ['old_prom=256', 'yes'],
      ['old_prom=0', 'no'],
    ],
  },
];
