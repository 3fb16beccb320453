// The tables of numbers: against ausyscall where it is installed, and the rules for what no table holds.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { systemError } from '../../../server/src/audit/data/errors';
import { signalMeaning, signalName } from '../../../server/src/audit/data/signals';
import { syscallName } from '../../../server/src/audit/data/syscalls';

for (const architecture of ['x86_64', 'i386', 'aarch64'])
  test(`the system calls of ${architecture} are those of ausyscall`, t => {
    const run = spawnSync('ausyscall', [architecture, '--dump'], { encoding: 'utf8' });
    if (run.error) return t.skip('ausyscall is not installed (Debian: apt-get install auditd)');
    const rows = [...run.stdout.matchAll(/^(\d+)\s+(\S+)$/gm)];
    assert.ok(rows.length > 300);
    for (const [, number, name] of rows) assert.equal(syscallName(architecture, Number(number)), name);
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
  ['riscv64', 129, null],
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
