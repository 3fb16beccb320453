// Signals that processes sent: the facts of an event.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKill } from '../../../server/src/audit/kill';
import { CASE, event, events, line, linesOf } from './samples';

test('the first kill of the 137 case tells signal, sender and target', () => {
  const [first] = events(linesOf(`${CASE}/audit.log`), 'audit.log');
  assert.ok(first);
  const kill = readKill(first);
  assert.ok(kill);
  assert.equal(kill.time?.ns, 1582099207232000000n);
  assert.deepEqual(
    [kill.serial, kill.call, kill.success, kill.argumentPid, kill.key],
    [3369619, 'kill', true, 18848, 'trace_kill_9'],
  );
  assert.deepEqual(kill.signal, { number: 9, name: 'SIGKILL' });
  assert.deepEqual(kill.targets, [{ opid: 18848, ocomm: 'systemd' }]);
  assert.deepEqual(kill.sender, {
    pid: 23413,
    name: 'nvidia-container-runtime',
    place: { file: 'audit.log', line: 2 },
  });
});

test('ausearch.txt holds the same kills as audit.log', () => {
  const facts = (file: string) =>
    events(linesOf(`${CASE}/${file}`))
      .map(readKill)
      .map(kill => [kill?.serial, kill?.signal?.name, kill?.sender.name, kill?.targets.map(target => target.opid)]);
  assert.deepEqual(facts('ausearch.txt'), facts('audit.log'));
  assert.equal(facts('audit.log').length, 4);
});

const CALLS: readonly [fields: string, signal: string | null, target: number | null][] = [
  ['arch=c000003e syscall=62 a0=5 a1=9', 'SIGKILL', 5],
  ['arch=c000003e syscall=62 a0=ffffffffffffb133 a1=f', 'SIGTERM', -20173],
  ['arch=c000003e syscall=200 a0=5 a1=9', 'SIGKILL', 5],
  ['arch=c000003e syscall=234 a0=5 a1=6 a2=9', 'SIGKILL', 5],
  ['arch=c000003e syscall=424 a0=5 a1=9', 'SIGKILL', null],
  ['arch=c000003e syscall=129 a0=5 a1=9', 'SIGKILL', 5],
  ['arch=c00000b7 syscall=129 a0=5 a1=25', 'SIGRTMIN+3', 5],
  ['arch=40000003 syscall=37 a0=5 a1=9', 'SIGKILL', 5],
  ['arch=80000008 syscall=129 a0=5 a1=9\x1dSYSCALL=kill', 'SIGKILL', 5],
  ['arch=c000003e syscall=62 a0=5', null, 5],
  ['arch=c000003e syscall=62 a0=5 a1=ff', '255', 5],
];
for (const [fields, signal, target] of CALLS)
  test(`${fields} sends ${signal ?? 'a signal that is not said'} to ${String(target)}`, () => {
    const kill = readKill(event(line('SYSCALL', fields)));
    assert.deepEqual([kill?.signal?.name ?? null, kill?.argumentPid], [signal, target]);
  });

for (const fields of [
  'arch=c000003e syscall=59 a0=5 a1=9',
  'arch=80000008 syscall=129 a0=5 a1=9',
  'syscall=62 a1=9',
  '',
])
  test(`${fields || 'a call without fields'} is no kill that we can be sure of`, () => {
    assert.equal(readKill(event(line('SYSCALL', fields))), null);
  });

const NAMES: readonly [fields: string, name: string | null][] = [
  ['comm="nvidia-containe" exe="/usr/bin/nvidia-container-runtime"', 'nvidia-container-runtime'],
  ['comm="nvidia-containe" exe="/usr/bin/nvidia-container-runtime (deleted)"', 'nvidia-container-runtime'],
  ['comm="nvidia-containe" exe="/usr/bin/other"', 'nvidia-containe'],
  ['comm="runc:[2:INIT]" exe="/usr/sbin/runc"', 'runc:[2:INIT]'],
  ['comm="systemd" exe="/usr/lib/systemd/systemd-udevd"', 'systemd'],
  ['exe="/usr/bin/kill"', 'kill'],
  ['comm=(null) exe=?', null],
];
for (const [fields, name] of NAMES)
  test(`a sender with ${fields} is called ${String(name)}`, () => {
    assert.equal(readKill(event(line('SYSCALL', `arch=c000003e syscall=62 ${fields}`)))?.sender.name, name);
  });
