// The tables of numbers: against ausyscall where it is installed, and the rules for what no table holds.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { constants, constantsOf, protocolName } from '../../../server/src/audit/data/constants';
import { systemError } from '../../../server/src/audit/data/errors';
import { recordTypeName } from '../../../server/src/audit/data/recordTypes';
import { signalMeaning, signalName } from '../../../server/src/audit/data/signals';
import { syscallName } from '../../../server/src/audit/data/syscalls';

const AUSYSCALL: readonly [architecture: string, asked: string][] = [
  ['x86_64', 'x86_64'],
  ['i386', 'i386'],
  ['aarch64', 'aarch64'],
  ['armeb', 'arm'],
  ['ppc', 'ppc'],
  ['ppc64', 'ppc64'],
  ['ppc64le', 'ppc64le'],
  ['s390', 's390'],
  ['s390x', 's390x'],
];
for (const [architecture, asked] of AUSYSCALL)
  test(`the system calls of ${architecture} are those of ausyscall`, t => {
    const run = spawnSync('ausyscall', [asked, '--dump'], { encoding: 'utf8' });
    if (run.error) return t.skip('ausyscall is not installed (Debian: apt-get install auditd)');
    const rows = [...run.stdout.matchAll(/^(\d+)\s+(\S+)$/gm)];
    assert.ok(rows.length > 300);
    const newest = Math.max(...rows.map(([, number]) => Number(number)));
    for (let number = 0; number <= newest; number++) {
      const name = rows.find(row => Number(row[1]) === number)?.[2] ?? null;
      if (name !== null || syscallName(architecture, number) !== 'uretprobe')
        assert.equal(syscallName(architecture, number), name, String(number));
    }
  });

test('the calls of riscv64 are those of its kernel header', t => {
  const header = '/usr/riscv64-linux-gnu/include/asm-generic/unistd.h';
  if (!existsSync(header)) return t.skip('linux-libc-dev-riscv64-cross is not installed');
  const rows = [...readFileSync(header, 'utf8').matchAll(/^#define __NR_(\w+) (\d+)$/gm)];
  assert.ok(rows.length > 300);
  const without = ['renameat', 'sync_file_range2', 'syscalls', 'arch_specific_syscall', 'memfd_secret'];
  for (const [, name = '', number] of rows)
    if (!without.includes(name) && !name.startsWith('3264') && !/64$|_time64$|^(?:get|set)rlimit$/.test(name))
      assert.equal(syscallName('riscv64', Number(number)), name);
});

const CALLS: readonly [architecture: string, number: number, name: string | null][] = [
  ['x86_64', 0, 'read'],
  ['x86_64', 62, 'kill'],
  ['x86_64', 424, 'pidfd_send_signal'],
  ['x86_64', 450, 'set_mempolicy_home_node'],
  ['x86_64', 451, 'cachestat'],
  ['aarch64', 469, 'file_setattr'],
  ['aarch64', 470, null],
  ['i386', 37, 'kill'],
  ['aarch64', 129, 'kill'],
  ['x86_64', 400, null],
  ['riscv64', 129, 'kill'],
  ['riscv64', 258, 'riscv_hwprobe'],
  ['riscv64', 259, 'riscv_flush_icache'],
  ['x86_64', 17, 'pread'],
  ['riscv64', 67, 'pread64'],
  ['x86_64', 335, 'uretprobe'],
  ['aarch64', 335, null],
  ['armeb', 37, 'kill'],
  ['ppc64le', 37, 'kill'],
  ['s390x', 469, 'file_setattr'],
  ['mips', 37, null],
  ['constructor', 0, null],
];
for (const [architecture, number, name] of CALLS)
  test(`call ${String(number)} of ${architecture} is ${name ?? 'not known'}`, () => {
    assert.equal(syscallName(architecture, number), name);
  });

test('every signal with a name has a meaning, and 32, 33 and 65 have none', () => {
  for (let number = 0; number <= 64; number++)
    assert.equal(signalName(number) === null, signalMeaning(number) === null, String(number));
  assert.deepEqual([32, 33, 65, -1].map(signalName), [null, null, null, null]);
});

test('errors that only the kernel sees are named, and a hole in the numbers is not', () => {
  assert.equal(systemError(512)?.name, 'ERESTARTSYS');
  assert.equal(systemError(41), null);
  assert.equal(systemError(0), null);
});

const TYPES: readonly [number: number, name: string | null][] = [
  [1100, 'USER_AUTH'],
  [1300, 'SYSCALL'],
  [1327, 'PROCTITLE'],
  [1400, 'AVC'],
  [1424, 'LANDLOCK_DOMAIN'],
  [1503, 'APPARMOR_DENIED'],
  [1701, 'ANOM_ABEND'],
  [1399, null],
];
for (const [number, name] of TYPES)
  test(`record type ${String(number)} is ${String(name)}`, () => {
    assert.equal(recordTypeName(number), name);
  });

test('flags of open have the numbers of each architecture', () => {
  assert.equal(constantsOf('open', 'x86_64')?.get(0x4000), 'O_DIRECT');
  assert.equal(constantsOf('open', 'aarch64')?.get(0x4000), 'O_DIRECTORY');
  assert.equal(constantsOf('open', 'armeb')?.get(0x4000), 'O_DIRECTORY');
  assert.equal(constantsOf('open', 'ppc64')?.get(0x20000), 'O_DIRECT');
  assert.equal(constantsOf('open', 'riscv64')?.get(0x4000), 'O_DIRECT');
  assert.equal(constantsOf('open', 'mips'), null);
});

test('a table with a base has what it changes and lacks what it takes away', () => {
  assert.equal(constantsOf('mmap', 'x86_64')?.get(0x40), 'MAP_32BIT');
  assert.equal(constantsOf('mmap', 'aarch64')?.get(0x40), undefined);
  assert.equal(constantsOf('mmap', 'ppc64le')?.get(0x40), 'MAP_NORESERVE');
  assert.equal(constantsOf('mmap', 'aarch64')?.get(0x8), 'MAP_DROPPABLE');
  assert.equal(constantsOf('socketOption', 'ppc64le')?.get(16), 'SO_RCVLOWAT');
});

test('constants and protocols have their names', () => {
  assert.equal(constants('uring').get(18), 'openat');
  assert.equal(constants('uring').get(62), 'pipe');
  assert.equal(constants('seccompAction').get(0x80000000), 'kill-process');
  assert.deepEqual([0, 6, 17, 58, 999].map(protocolName), ['ip', 'tcp', 'udp', 'ipv6-icmp', null]);
});

test('each generated table says which versions of which packages it was made of', () => {
  const folder = join(import.meta.dirname, '../../../server/src/audit/data');
  const tables = readdirSync(folder).filter(name => name.endsWith('Table.ts'));
  assert.ok(tables.length >= 8, tables.join());
  for (const name of tables) {
    const [head = ''] = readFileSync(join(folder, name), 'utf8').split('\n');
    assert.match(head, /Generated by \S+ out of [a-z0-9-]+ (?:\d+:)?\d[\w.+:~-]*/, name);
  }
});
