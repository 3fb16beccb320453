// Where ausearch -i (3.0.9) is wrong or silent about a field, and what is true. Made records, named after the fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeField, decodeValue } from '../../../server/src/audit/fields';
import { findField } from '../../../server/src/audit/record';
import { text } from '../../../server/src/render/text';
import { event, line } from './samples';

/** The first line is the record of the field; the others belong to its event. */
const FACTS: readonly [fact: string, lines: readonly string[], field: string, value: string][] = [
  [
    '512 to 516 are errors that only the kernel sees',
    [line('SYSCALL', 'exit=-512')],
    'exit',
    'ERESTARTSYS(To be restarted if SA_RESTART is set)',
  ],
  ['a result that is no error stays a number, never (null)', [line('SYSCALL', 'exit=-4000')], 'exit', '-4000'],
  ['real-time signals have names', [line('ANOM_ABEND', 'sig=37')], 'sig', 'SIGRTMIN+3'],
  [
    'records of AppArmor are decoded too',
    [line('AVC', 'apparmor="DENIED" operation="open" profile="docker-default" name="/etc/a b" pid=7 comm=6120')],
    'name',
    '/etc/a b',
  ],
  [
    'the error of an AppArmor record is one',
    [line('AVC', 'apparmor="DENIED" operation="exec" error=-13')],
    'error',
    'EACCES(Permission denied)',
  ],
  [
    'the family of an AppArmor record is a word',
    [line('AVC', 'apparmor="DENIED" operation="create" family="unix"')],
    'family',
    'unix',
  ],
  ['riscv64 is an architecture', [line('SYSCALL', 'arch=c00000f3 syscall=129')], 'arch', 'riscv64'],
  [
    '129 of riscv64 is kill, whatever machine reads it',
    [line('SYSCALL', 'arch=c00000f3 syscall=129')],
    'syscall',
    'kill',
  ],
  ['an unknown architecture stays as written', [line('SYSCALL', 'arch=deadbeef syscall=1')], 'arch', 'deadbeef'],
  ['a number of an unknown architecture names no call', [line('SYSCALL', 'arch=deadbeef syscall=1')], 'syscall', '1'],
  ['users of other nodes are not those of the reading machine', [line('SYSCALL', 'uid=1')], 'uid', '1'],
  ['an unknown field stays', [line('SYSCALL', 'brand_new=41')], 'brand_new', '41'],
  [
    'a family on s390x is big-endian',
    [line('SOCKADDR', 'saddr=000200357F0000010000000000000000'), line('SYSCALL', 'arch=80000016 syscall=362')],
    'saddr',
    '{ saddr_fam=inet laddr=127.0.0.1 lport=53 }',
  ],
  [
    'a netlink port on ppc64 is big-endian',
    [line('SOCKADDR', 'saddr=00100000000004D200000000'), line('SYSCALL', 'arch=80000015 syscall=328')],
    'saddr',
    '{ saddr_fam=netlink nlnk-fam=16 nlnk-pid=1234 }',
  ],
  [
    'an IPv6 scope on s390x is big-endian',
    [
      line('SOCKADDR', 'saddr=000A01BB00000000FE80000000000000000000000000000100000002'),
      line('SYSCALL', 'arch=80000016'),
    ],
    'saddr',
    '{ saddr_fam=inet6 laddr=fe80::1%2 lport=443 }',
  ],
  [
    'a netlink port on x86_64 is little-endian',
    [line('SOCKADDR', 'saddr=10000000D204000000000000'), line('SYSCALL', 'arch=c000003e')],
    'saddr',
    '{ saddr_fam=netlink nlnk-fam=16 nlnk-pid=1234 }',
  ],
  [
    'a local address on ppc64 is one',
    [line('SOCKADDR', 'saddr=00012F72756E2F7300'), line('SYSCALL', 'arch=80000015')],
    'saddr',
    '{ saddr_fam=local path=/run/s }',
  ],
  [
    'a big-endian family tells of itself without an architecture',
    [line('SOCKADDR', 'saddr=0002D9030A0000010000000000000000')],
    'saddr',
    '{ saddr_fam=inet laddr=10.0.0.1 lport=55555 }',
  ],
  [
    'a scope is a number of the node, not an interface of the reading machine',
    [line('SOCKADDR', 'saddr=0A00000000000000FE80000000000000000000000000000101000000')],
    'saddr',
    '{ saddr_fam=inet6 laddr=fe80::1%1 lport=0 }',
  ],
  [
    'flags of an open on aarch64 are numbered otherwise',
    [line('MQ_OPEN', 'oflag=0x84000'), line('SYSCALL', 'arch=c00000b7 syscall=180')],
    'oflag',
    'O_RDONLY|O_DIRECTORY|O_CLOEXEC',
  ],
  [
    'OPENAT2 prints its flags in octal',
    [line('OPENAT2', 'oflag=02000100 mode=0600 resolve=0x8')],
    'oflag',
    'O_RDONLY|O_CREAT|O_CLOEXEC',
  ],
  ['no way to resolve is 0x0', [line('OPENAT2', 'oflag=02 mode=0 resolve=0x0')], 'resolve', '0x0'],
  ['3 is MAP_SHARED_VALIDATE', [line('MMAP', 'fd=3 flags=0x3')], 'flags', 'MAP_SHARED_VALIDATE'],
  ['a set flag is not its opposite', [line('SYSCALL', 'per=40000')], 'per', 'PER_LINUX|ADDR_NO_RANDOMIZE'],
  ['a word in a list stays', [line('CONFIG_CHANGE', 'list=exit')], 'list', 'exit'],
  ['7 is the list of io_uring', [line('CONFIG_CHANGE', 'list=7')], 'list', 'io_uring'],
  ['an unknown capability set stays', [line('PATH', 'cap_fp=?')], 'cap_fp', '?'],
  ['the action of a policy of IMA is a word', [line('INTEGRITY_POLICY_RULE', 'action=measure')], 'action', 'measure'],
  ['0x86dd is IPv6', [line('NETFILTER_PKT', 'macproto=86dd')], 'macproto', 'IPV6'],
  ['the key of an IPC object is a number', [line('AVC', 'avc:  denied  { read } for  pid=1 key=1234')], 'key', '1234'],
  ['a name of old programs that looks like hex is a name', [line('USER_AUTH', 'acct=deed')], 'acct', 'deed'],
  [
    'socketcall without its argument is socketcall',
    [line('SECCOMP', 'arch=40000003 syscall=102 code=0x0')],
    'syscall',
    'socketcall',
  ],
  ['an odd last digit is no half of a byte', [line('PROCTITLE', 'proctitle=616')], 'proctitle', 'a'],
  ['text behind a NUL is shown', [line('PATH', 'name=610062')], 'name', 'a\\000b'],
  ['a value that was cut is shown as far as it goes', [line('SYSCALL', 'comm="abc')], 'comm', 'abc'],
];
for (const [fact, lines, name, value] of FACTS)
  test(`${fact}: ${name} reads ${value}`, () => {
    const whole = event(...lines);
    const record = whole.records[0]?.record;
    const field = record && findField(record, name);
    assert.ok(record && field);
    assert.equal(decodeField(field, record, whole).value, value);
    assert.equal(decodeValue(field, record, whole), value);
  });

const MEANINGS: readonly [type: string, field: string, meaning: string][] = [
  ['SECCOMP', 'code=0x80000000', 'ends the whole process (SECCOMP_RET_KILL_PROCESS)'],
  ['SECCOMP', 'code=0x0', 'ends the thread that called (SECCOMP_RET_KILL_THREAD)'],
  ['SOCKADDR', 'saddr=01000061626300', 'an abstract name: a socket without a file; the NUL byte before it is left out'],
  ['SOCKADDR', 'saddr=00000000', 'AF_UNSPEC: no address; connect with it ends a connection of datagrams'],
  ['SOCKADDR', 'saddr=28000000D2040000030000000000000000', 'port 1234 of context 3'],
  ['SYSCALL', 'per=440008', 'with ADDR_NO_RANDOMIZE|READ_IMPLIES_EXEC'],
  ['AVC', 'path=002F746D702F78', 'an abstract name: a socket without a file; the NUL byte before it is left out'],
];
for (const [type, written, meaning] of MEANINGS)
  test(`${type} ${written} says what ausearch does not: ${meaning}`, () => {
    const record = event(line(type, written)).records[0]?.record;
    const [field] = record?.fields ?? [];
    assert.ok(record && field);
    const decoded = decodeField(field, record);
    assert.equal(decoded.meaning && text(decoded.meaning), meaning);
  });
