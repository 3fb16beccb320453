// Reboots: what tells of one, and that a run and its pids end with their boot. Made lines in the words of real ones.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { correlate } from '../../../server/src/containers/correlate';
import { lastRun, type Container } from '../../../server/src/containers/model';
import { factsOf } from '../incident';

const C = `c4${'5'.repeat(62)}`;
const shim = (time: string, pid: number): string =>
  `time="2024-06-24T${time}Z" level=info msg="starting signal loop" namespace=moby path=/run/containerd/io.containerd.runtime.v2.task/moby/${C} pid=${String(pid)} runtime=io.containerd.runc.v2`;
const starting = (time: string): string => `time="2024-06-24T${time}Z" level=info msg="Starting up"`;
const audit = (time: number, serial: number, rest: string): string =>
  `type=${rest.replace(' ', ` msg=audit(${String(time)}.500:${String(serial)}): `)}`;
/** 2024-06-24T10:00:00Z */
const TEN = 1_719_223_200;
const BOOT_RECORD =
  'SYSTEM_BOOT pid=901 uid=0 auid=4294967295 ses=4294967295 msg=\' comm="systemd-update-utmp" res=success\'';
const EXECUTED = 'SYSCALL arch=c000003e syscall=59 success=yes exit=0 a0=49a0 a1=9 a2=0 a3=0 items=0 ppid=1 pid=2';

/** An entry of the journal in JSON, of the boot whose id is made of a digit. */
function journal(time: string, digit: string): string {
  const at = `${String(Date.parse(`2024-06-24T${time}Z`))}000`;
  return JSON.stringify({
    __REALTIME_TIMESTAMP: at,
    _BOOT_ID: digit.repeat(32),
    _HOSTNAME: 'node',
    SYSLOG_IDENTIFIER: 'dockerd',
    MESSAGE: starting(time),
  });
}

async function only(files: Readonly<Record<string, string>>): Promise<Container> {
  const found = correlate(await factsOf(files)).find(({ id }) => id === C);
  return found ?? assert.fail();
}

describe('a reboot', () => {
  for (const [how, files] of [
    [
      'the first line of the kernel in syslog',
      {
        messages: `2024-06-24T10:30:01+00:00 node kernel: [    0.000000] Linux version 5.10.0-23-amd64 (debian-kernel@lists.debian.org) (gcc-10) #1 SMP\n`,
      },
    ],
    [
      'the mark of journalctl before its next line',
      { 'docker.journal.txt': `-- Reboot --\n2024-06-24T10:30:09+0000 node dockerd[900]: ${starting('10:30:09')}\n` },
    ],
    [
      'the mark of a newer journalctl',
      {
        'docker.journal.txt': `-- Boot 448b7abcff4645b2a0aeb9f95c819071 --\n2024-06-24T10:30:09+0000 node dockerd[900]: ${starting('10:30:09')}\n`,
      },
    ],
    [
      'the id of another boot in the journal',
      { 'journal.json': `${journal('10:00:02', 'a')}\n${journal('10:30:09', 'b')}\n` },
    ],
    [
      'the id of another boot in a journal that is newest first',
      { 'journal.json': `${journal('10:30:09', 'b')}\n${journal('10:00:02', 'a')}\n` },
    ],
    ['a record of audit', { 'audit.log': `${audit(TEN + 1801, 5, BOOT_RECORD)}\n` }],
    [
      'serials of audit that begin anew',
      { 'audit.log': `${audit(TEN - 9, 90_000, EXECUTED)}\n${audit(TEN + 1801, 40, EXECUTED)}\n` },
    ],
  ] as const) {
    it(`is told by ${how}`, async () => {
      const { runs, events, state } = await only({ 'containerd.log': `${shim('10:00:00', 4000)}\n`, ...files });
      assert.deepEqual(
        events.map(({ kind }) => kind),
        ['shim-started', 'node-booted'],
      );
      assert.equal(state, 'exited');
      const [{ cause, verdict }] = runs;
      assert.deepEqual([cause, verdict.candidates], ['unknown', ['runtime-died']]);
      assert.deepEqual(
        verdict.claims.map(({ text, certainty }) => [text.id, certainty]),
        [['verdict.node-booted', 'possible']],
      );
    });
  }

  it('is one, however many lines tell of it', async () => {
    const { events } = await only({
      'containerd.log': `${shim('10:00:00', 4000)}\n`,
      'audit.log': `${audit(TEN + 1812, 5, BOOT_RECORD)}\n`,
      messages: '2024-06-24T10:30:01+00:00 node kernel: Linux version 5.10.0-23-amd64 (a@b) (gcc-10) #1 SMP\n',
    });
    assert.equal(events.filter(({ kind }) => kind === 'node-booted').length, 1);
  });

  it('is not told by the number that auditd gives a record of its own', async () => {
    const started =
      'DAEMON_START op=start ver=3.0.9 format=enriched kernel=6.1.0-18-amd64 auid=4294967295 pid=700 res=success';
    const { events } = await only({
      'containerd.log': `${shim('10:00:00', 4000)}\n`,
      'audit.log': `${audit(TEN + 60, 9371, started)}\n${audit(TEN + 70, 4012, EXECUTED)}\n`,
    });
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['shim-started'],
    );
  });

  it('parts two runs though the shim has the same pid again', async () => {
    const messages = '2024-06-24T10:30:01+00:00 node kernel: Linux version 5.10.0-23-amd64 (a@b) (gcc-10) #1 SMP\n';
    const log = `${shim('10:00:00', 4000)}\n${shim('10:31:00', 4000)}\n`;
    const both = await only({ 'containerd.log': log, messages });
    assert.deepEqual(
      both.runs.map(({ shimPid }) => shimPid),
      [4000, 4000],
    );
    assert.equal(lastRun(both).cause === 'running' || lastRun(both).cause === 'unknown', true);
    assert.equal((await only({ 'containerd.log': log })).runs.length, 1);
  });

  it('ends what a pid means: a kill of the same number behind it hits nobody', async () => {
    const kill = (at: number, serial: number): string =>
      [
        audit(at, serial, 'OBJ_PID opid=4000 oauid=-1 ouid=0 oses=-1 ocomm="containerd-shim"'),
        audit(
          at,
          serial,
          'SYSCALL arch=c000003e syscall=62 success=yes exit=0 a0=fa0 a1=9 a2=0 a3=0 items=0 ppid=1 pid=9000 auid=0 uid=0 comm="bash" exe="/bin/bash"',
        ),
        '',
      ].join('\n');
    const messages = '2024-06-24T10:30:01+00:00 node kernel: Linux version 5.10.0-23-amd64 (a@b) (gcc-10) #1 SMP\n';
    const kinds = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
      (await only({ 'containerd.log': `${shim('10:00:00', 4000)}\n`, ...files })).events.map(({ kind }) => kind);
    const late = { 'audit.log': kill(TEN + 3600, 70) };
    assert.deepEqual(await kinds(late), ['shim-started', 'shim-kill']);
    assert.deepEqual(await kinds({ ...late, messages }), ['shim-started', 'node-booted']);
  });

  it('before a start, or of another node, ends nothing', async () => {
    const boot = (host: string, time: string): string =>
      `2024-06-24T${time}+00:00 ${host} kernel: Linux version 5.10.0-23-amd64 (a@b) (gcc-10) #1 SMP\n`;
    const { events } = await only({
      messages: `${boot('node', '09:00:00')}2024-06-24T10:00:00+00:00 node dockerd[1]: ${shim('10:00:00', 4000)}\n${boot('other', '10:30:00')}2024-06-24T10:40:00+00:00 other dockerd[1]: ${shim('10:40:00', 77).replace(C, 'd'.repeat(64))}\n`,
    });
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['shim-started'],
    );
  });
});
