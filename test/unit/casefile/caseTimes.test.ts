// Files of a node tell of each other's times; where they disagree that is said, and only there.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LocalCase } from '../../../server/src/casefile/case';
import { isoUtc } from '../../../server/src/log/time';
import type { TimeRule } from '../../../server/src/log/timeRules';
import { disagreementMessage } from '../../../server/src/features/fileTime';
import { text } from '../../../server/src/render/text';
import { readLine } from '../../../server/src/reading/line';
import { instantOfEntry } from '../../../server/src/reading/log';
import { CASE } from '../incident';
import { MemoryHost } from '../memoryHost';
import { host as realHost } from '../source/host';
import { tar } from './tarBytes';

const LIMITS = { maxFiles: 99, maxBytes: 1e9, zone: null };

async function caseOf(
  files: Readonly<Record<string, readonly string[]>>,
  offsets: TimeRule[] = [],
): Promise<LocalCase> {
  const entries = Object.entries(files).map(([name, lines]) => [`/case/${name}`, `${lines.join('\n')}\n`] as const);
  const opened = new LocalCase(new MemoryHost(Object.fromEntries(entries)), ['/case'], { ...LIMITS, offsets });
  await opened.read();
  return opened;
}

async function timeOf(from: LocalCase, name: string, line: string, at: number): Promise<string | null> {
  const reading = (await from.files()).find(({ found }) => found.name === name);
  const time = reading ? instantOfEntry(readLine(line), reading.contents.timeline.at(at)) : null;
  return time && isoUtc(time);
}

const told = 'Feb 25 22:07:13 vm dockerd[7]: time="2020-02-25T22:07:13+08:00" level=info msg="x"';
const OOM = 'Memory cgroup out of memory: Killed process 24630 (tail) total-vm:18168kB, anon-rss:16000kB';
const VETH = (n: number): string => `docker0: port 1(veth${String(n)}abc) entered blocking state`;

describe('the times of a case', () => {
  it('take zone and year from another file of the node', async () => {
    const line = 'Feb 25 22:07:14 vm sshd[1]: session opened for user root';
    const from = await caseOf({ messages: [told], secure: [line] });
    assert.equal(await timeOf(from, 'secure', line, 0), '2020-02-25T14:07:14Z');
  });

  it('take the year of a rotated set from the file that has one, from file to file, and say so', async () => {
    const said = (month: string): string => `${month} 12 06:25:01 vm sshd[1]: session opened for user root`;
    const from = await caseOf({
      messages: [told],
      'messages.1': [said('Jan')],
      'messages.2': [said('Nov'), said('Dec')],
      'messages.3': [said('Sep')],
      'messages.4': [said('Apr'), said('Jul')],
      secure: [said('Sep')],
    });
    assert.equal(await timeOf(from, 'messages.1', said('Jan'), 0), '2020-01-11T22:25:01Z');
    assert.equal(await timeOf(from, 'messages.2', said('Dec'), 1), '2019-12-11T22:25:01Z');
    assert.equal(await timeOf(from, 'messages.3', said('Sep'), 0), '2019-09-11T22:25:01Z');
    assert.equal(await timeOf(from, 'messages.4', said('Apr'), 0), '2019-04-11T22:25:01Z');
    // No set, and nothing else near it.
    assert.equal(await timeOf(from, 'secure', said('Sep'), 0), null);
    const reading = (await from.files()).find(({ found }) => found.name === 'messages.2');
    const reason = reading?.contents.timeline.last.year?.reason;
    assert.equal(
      reason && text(reason),
      'likely, by the file before or behind it that the same log was cut into: messages.1, line 1',
    );
  });

  it('take it from an older file where that is the one that tells, and over the turn of a year', async () => {
    const line = (day: string): string => `${day} 06:25:01 vm sshd[1]: session opened for user root`;
    const from = await caseOf({
      'syslog.2': ['Dec 28 22:07:13 vm dockerd[7]: time="2019-12-28T22:07:13+08:00" level=info msg="x"'],
      'syslog.1': [line('Dec 29'), line('Jan  2')],
      syslog: [line('Jul  2')],
    });
    assert.equal(await timeOf(from, 'syslog.1', line('Jan  2'), 1), '2020-01-01T22:25:01Z');
    assert.equal(await timeOf(from, 'syslog', line('Jul  2'), 0), '2020-07-01T22:25:01Z');
  });

  it('give packed members of a set the same year as the plain ones', async () => {
    const line = 'Sep 12 06:25:01 vm sshd[1]: session opened for user root';
    const host = new MemoryHost({
      '/case/x.tar': tar([
        { name: 'log/messages', content: `${told}\n` },
        { name: 'log/messages.1.gz', content: gzipSync(`${line}\n`) },
      ]),
    });
    const opened = new LocalCase(host, ['/case'], LIMITS);
    await opened.read();
    assert.equal(await timeOf(opened, 'x.tar/log/messages.1.gz', line, 0), '2019-09-11T22:25:01Z');
  });

  it('place what dmesg printed by the copy of one line in syslog', async () => {
    const copy = `Feb 25 22:07:13 vm kernel: [  200.123456] ${OOM}`;
    const from = await caseOf({ 'dmesg.txt': ['[  100.000000] x', `[  200.123456] ${OOM}`], messages: [told, copy] });
    assert.equal(await timeOf(from, 'dmesg.txt', '[  100.000000] x', 0), '2020-02-25T14:05:32Z');
  });

  it('place it by three messages that are the same and agree, and by no fewer', async () => {
    const dmesg = [1, 2, 3].map(n => `[  ${String(400 + n)}.000000] ${VETH(n)}`);
    const copies = [1, 2, 3].map(n => `Feb 25 22:07:${String(10 + n)} vm kernel: ${VETH(n)}`);
    const placed = await caseOf({ 'dmesg.txt': dmesg, messages: [told, ...copies] });
    assert.equal(await timeOf(placed, 'dmesg.txt', dmesg[0] ?? '', 0), '2020-02-25T14:07:11Z');
    const two = await caseOf({ 'dmesg.txt': dmesg, messages: [told, ...copies.slice(1)] });
    assert.equal(await timeOf(two, 'dmesg.txt', dmesg[0] ?? '', 0), null);
  });

  it('do not place it by what another boot said at another time', async () => {
    const from = await caseOf({
      'dmesg.txt': [`[  200.123456] ${OOM}`],
      messages: [told, `Feb 25 22:07:13 vm kernel: [  200.123457] ${OOM}`],
    });
    assert.equal(await timeOf(from, 'dmesg.txt', `[  200.123456] ${OOM}`, 0), null);
  });

  it('follow the settings without reading anything again', async () => {
    const from = await caseOf({ messages: [told, 'Feb 25 22:07:14 vm sshd[1]: x'] });
    const line = 'Feb 25 22:07:14 vm sshd[1]: x';
    from.setTimes({ zone: null, offsets: [{ pattern: '/messages', value: '-1h' }] });
    assert.equal(await timeOf(from, 'messages', line, 1), '2020-02-25T13:07:14Z');
    from.setTimes({ zone: null, offsets: [] });
    assert.equal(await timeOf(from, 'messages', line, 1), '2020-02-25T14:07:14Z');
  });
});

const said = (n: number): string => `session ${String(n)} opened for user root by a long message`;
const minutes = [1, 2, 3, 4];
const iso = minutes.map(n => `2020-02-25T14:0${String(n)}:00+00:00 vm sshd[1]: ${said(n)}`);
const local = (hour: string): string[] => minutes.map(n => `Feb 25 ${hour}:0${String(n)}:00 vm sshd[1]: ${said(n)}`);

async function disagreementsOf(from: LocalCase): Promise<string[]> {
  const found = await Promise.all((await from.files()).map(({ found: { path } }) => from.disagreements(path)));
  return found.flat().map(disagreement => text(disagreementMessage(disagreement)));
}

describe('files of one node that disagree', () => {
  it('are told with both places and the difference', async () => {
    const from = await caseOf({ messages: [told, ...local('14')], 'messages.iso': iso });
    assert.deepEqual(await disagreementsOf(from), [
      'messages is 8h behind messages.iso: line 2 has at 2020-02-25T06:01:00Z what line 1 there has at 2020-02-25T14:01:00Z',
    ]);
  });

  it('agree when the difference is set', async () => {
    const from = await caseOf({ messages: [told, ...local('14')], 'messages.iso': iso });
    from.setTimes({ zone: null, offsets: [{ pattern: 'messages', value: '+8h' }] });
    assert.deepEqual(await disagreementsOf(from), []);
  });

  for (const [what, files] of [
    ['that agree', { messages: [told, ...local('22')], 'messages.iso': iso }],
    ['of which two entries are too few', { messages: [told, ...local('14').slice(2)], 'messages.iso': iso }],
    [
      'with the same messages each hour, among many others',
      {
        messages: [
          told,
          ...local('23').flatMap((line, n) => [
            line,
            ...[1, 2, 3].map(k => line.replace(/: .*/, `: other ${String(n * 9 + k)} of the second hour`)),
          ]),
        ],
        'messages.iso': iso.flatMap((line, n) => [
          line,
          ...[1, 2, 3].map(k => line.replace(/: .*/, `: another ${String(n * 9 + k)} of the first hour`)),
        ]),
      },
    ],
  ] as const) {
    it(`are not told of files ${what}`, async () => {
      assert.deepEqual(await disagreementsOf(await caseOf(files)), []);
    });
  }

  const samples = process.env['NODELOG_SAMPLES'];
  for (const [name, folder] of [
    ['the 137 case', CASE],
    ['the capture node-a', samples === undefined ? null : join(samples, 'captures/node-a/logs')],
  ] as const) {
    it(`are none in ${name}`, { skip: folder === null && 'NODELOG_SAMPLES is not set' }, async () => {
      const from = new LocalCase(realHost, [folder ?? ''], LIMITS);
      await from.read();
      assert.ok((await from.files()).length > 0);
      assert.deepEqual(await disagreementsOf(from), []);
    });
  }
});
