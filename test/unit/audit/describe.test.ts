// Events in one sentence: every row's samples, and what holds for all of them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAccounts } from '../../../server/src/audit/accounts';
import { recordTypeMeaning, recordTypeName } from '../../../server/src/audit/data/recordTypes';
import { describeEvent, describeRecord } from '../../../server/src/audit/describe';
import { SENTENCE_ROWS } from '../../../server/src/audit/sentences';
import { CALL_ROWS } from '../../../server/src/audit/sentences/calls';
import type { Sample } from '../../../server/src/audit/sentences/sentence';
import { messages } from '../../../server/src/render/messages';
import { text } from '../../../server/src/render/text';
import { CASE, event, events, line, linesOf, record } from './samples';

/** The event of a sample: whole lines as they are, made ones with an event id. */
function eventOf([, ...records]: Sample) {
  return event(
    ...records.map(made => {
      if (/^(?:node=\S+ )?type=/.test(made)) return made;
      const blank = made.indexOf(' ');
      return line(made.slice(0, blank), made.slice(blank + 1));
    }),
  );
}

describe('the sentence of an event', () => {
  for (const { types, samples } of SENTENCE_ROWS)
    for (const sample of samples)
      test(`of ${types[0] ?? '?'} is: ${sample[0]}`, () => {
        assert.equal(text(describeEvent(eventOf(sample))), sample[0]);
      });
  for (const { calls, samples } of CALL_ROWS)
    for (const sample of samples)
      test(`of the call ${calls[0] ?? '?'} is: ${sample[0]}`, () => {
        assert.equal(text(describeEvent(eventOf(sample))), sample[0]);
      });
});

test('every row has a sample of one of its types or calls', () => {
  for (const { types, samples } of SENTENCE_ROWS) {
    assert.ok(samples.length > 0, types.join());
    for (const sample of samples)
      assert.ok(
        eventOf(sample).records.some(placed => types.includes(placed.record.type)),
        sample[0],
      );
  }
  for (const { calls, samples } of CALL_ROWS) assert.ok(samples.length > 0, calls.join());
});

/** Records that never tell an event: they only add to what its SYSCALL record says, or mark its end. */
const COMPANIONS: readonly string[] = [
  'SOCKETCALL',
  'FD_PAIR',
  'MMAP',
  'IPC',
  'IPC_SET_PERM',
  'MQ_OPEN',
  'MQ_SENDRECV',
  'MQ_NOTIFY',
  'MQ_GETSETATTR',
  'BPRM_FCAPS',
  'CAPSET',
  'OPENAT2',
  'AVC_PATH',
  'EOE',
  'MAC_TASK_CONTEXTS',
  'MAC_OBJ_CONTEXTS',
];

/** The types of libaudit's numbers that the table of meanings tells of. */
const NUMBERED = Array.from({ length: 3000 }, (_, number) => recordTypeName(number) ?? '').filter(
  type => recordTypeMeaning(type) !== null,
);

test('every known type of record has a row, or is a companion that tells nothing of its own', () => {
  const told = [...SENTENCE_ROWS.flatMap(row => row.types), ...COMPANIONS];
  assert.deepEqual(told.toSorted(), [...new Set(told)].sort(), 'none is in two');
  assert.ok(NUMBERED.length > 100);
  for (const type of NUMBERED) assert.ok(told.includes(type), type);
  for (const type of told) assert.notEqual(recordTypeMeaning(type), null, type);
});

test('no call is in two rows', () => {
  const calls = CALL_ROWS.flatMap(row => row.calls);
  assert.deepEqual(calls, [...new Set(calls)]);
});

test('what was tried is told with the arguments of what was done, and the error', () => {
  const placeholders = (template: string) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const templates: Readonly<Record<string, string>> = messages;
  const done = Object.keys(templates).filter(id => id.startsWith('audit.did.'));
  assert.ok(done.length > 150);
  for (const id of done) {
    const known = [...placeholders(templates[id] ?? ''), 'error'];
    const tried = templates[id.replace('.did.', '.tried.')];
    assert.ok(tried, id);
    for (const name of placeholders(tried)) assert.ok(known.includes(name), `${id}: ${String(name)}`);
  }
});

test('the events of the 137 case read as who killed whom', () => {
  assert.deepEqual(
    events(linesOf(`${CASE}/audit.log`)).map(one => text(describeEvent(one))),
    [
      'nvidia-container-runtime (pid 23413) sent SIGKILL to systemd (host pid 18848)',
      'nvidia-container-runtime (pid 6558) sent SIGKILL to systemd (host pid 2858)',
      'systemd-udevd (pid 16425) sent SIGTERM to systemd-udevd (host pid 6686)',
      'systemd (pid 6683) sent SIGTERM to sshd (host pid 7283)',
    ],
  );
});

test('several decisions of one event are counted', () => {
  const denied = line('AVC', 'apparmor="DENIED" operation="open" profile="p" name="/x" pid=7 comm="cat"');
  assert.equal(
    text(describeEvent(event(denied, denied, denied))),
    'AppArmor denied cat (pid 7) open of /x, by profile p (and 2 more)',
  );
});

test('users and groups that a file of the node names have their names in the sentence', () => {
  const passwd = readAccounts([{ file: 'passwd', text: 'alice:x:1000:100::/:/bin/sh\n' }], []);
  const call = 'arch=c000003e syscall=92 success=yes exit=0 a1=3e8 a2=64 pid=5 auid=1000 uid=0 comm="chown"';
  const one = event(line('SYSCALL', call), line('PATH', 'item=0 name="/x" nametype=NORMAL'));
  assert.equal(
    text(describeEvent(one, passwd)),
    'chown (pid 5, as root, logged in as alice) changed the owner of /x to alice and its group to 100',
  );
});

test('the files of a call are taken in its own order, also where ausearch printed them last first', () => {
  const one = event(
    line('PATH', 'item=3 name="b" nametype=CREATE'),
    line('PATH', 'item=2 name="a" nametype=DELETE'),
    line('CWD', 'cwd="/"'),
    line('SYSCALL', 'arch=c000003e syscall=82 success=yes exit=0 pid=5 comm="mv"'),
  );
  assert.equal(text(describeEvent(one)), 'mv (pid 5) renamed /a to /b');
});

test('an event of a companion alone, or of an unknown type, is told as what it is', () => {
  assert.equal(
    text(describeEvent(event(line('EOE', '')))),
    'a lone EOE record: the end of an event of several records',
  );
  assert.equal(text(describeEvent(event(line('STRANGE', 'a=1')))), 'STRANGE record');
});

test('the type of a record is told, known or not', () => {
  assert.match(text(describeRecord(record(line('OBJ_PID', '')))), /^OBJ_PID: a process that the call was aimed at/);
  assert.equal(text(describeRecord(record(line('UNKNOWN[9]', '')))), 'UNKNOWN[9]: a record that is shown as it stands');
});
