// Whole reports of the OOM killer, out of lines that each have a prefix of their own and stand among others.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { describeReport } from '../../../server/src/kernel/describe';
import type { OomReport } from '../../../server/src/kernel/oomReports';
import { readKernelReport } from '../../../server/src/kernel/rows';
import { splitLines } from '../../../server/src/reading/lines';
import { LogReader } from '../../../server/src/reading/log';
import { text } from '../../../server/src/render/text';

const ID = 'd8a0e2c8637fa247f1e4738f51676f0af6106a7623d07cbaa5e18fb6ff440dba';
/** Cut out of a real one: the stack and the table of tasks have a line or two each. */
const REPORT = [
  'tail invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
  'CPU: 0 UID: 0 PID: 22518 Comm: tail Not tainted 6.18.44-fc-v509 #1 PREEMPT(none)',
  'Call Trace:',
  ' dump_stack_lvl+0x57/0x80',
  'memory: usage 12288kB, limit 12288kB, failcnt 79',
  'memory+swap: usage 12288kB, limit 24576kB, failcnt 0',
  'kmem: usage 336kB, limit 9007199254740988kB, failcnt 0',
  'Tasks state (memory values in pages):',
  '[  22518]     0 22518     3512     3276     2944      332         0    65536        0             0 tail',
  `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=${ID},mems_allowed=0,oom_memcg=/docker/${ID},task_memcg=/docker/${ID},task=tail,pid=22518,uid=0`,
  'Memory cgroup out of memory: Killed process 22518 (tail) total-vm:14048kB, anon-rss:11776kB, file-rss:1328kB, shmem-rss:0kB, UID:0 pgtables:64kB oom_score_adj:0',
];
const OLD = [
  'java invoked oom-killer: gfp_mask=0x24201ca, order=0, oom_score_adj=0',
  'Out of memory: Kill process 812 (java) score 9 or sacrifice child',
  'Killed process 812 (java) total-vm:10kB, anon-rss:9kB, file-rss:8kB',
];

function reports(lines: readonly string[]): readonly OomReport[] {
  const reader = new LogReader('messages');
  for (const line of lines) reader.push(line);
  return reader.end().oomReports;
}

const kernel = (line: string, host = 'vm'): string => `Nov 23 15:44:41 ${host} kernel: [ 4573.830097] ${line}`;

describe('a report of the OOM killer', () => {
  for (const [form, wrap] of [
    ['syslog', kernel],
    ['dmesg', (line: string) => `[ 4573.830097] ${line}`],
    ['dmesg --time-format=iso', (line: string) => `2026-11-23T15:43:58,046691+08:00 ${line}`],
    ["the journal's JSON", (line: string) => JSON.stringify({ SYSLOG_IDENTIFIER: 'kernel', MESSAGE: line })],
  ] as const) {
    it(`is one thing in ${form}, though each line has a prefix`, () => {
      const [report, ...more] = reports(REPORT.map(line => wrap(line)));
      assert.equal(more.length, 0);
      assert.deepEqual(report?.lines, [...REPORT.keys()]);
      assert.deepEqual([report.cgroup, report.scope], [`/docker/${ID}`, 'cgroup']);
      assert.deepEqual([report.victim?.pid, report.victim?.process, report.victim?.anonymous], [22518, 'tail', 11776]);
    });
  }

  it('has lines of daemons between its own, and ends before what the kernel says next', () => {
    const lines = [
      ...REPORT.flatMap(line => [kernel(line), 'Nov 23 15:44:41 vm dockerd[7]: level=debug msg=event']),
      kernel('docker0: port 1(veth) entered disabled state'),
    ];
    assert.deepEqual(
      reports(lines)[0]?.lines,
      REPORT.map((_, index) => index * 2),
    );
  });

  it('of one host is kept apart from that of another', () => {
    const lines = REPORT.flatMap((line, index) => [kernel(line), ...(OLD[index] ? [kernel(OLD[index], 'b')] : [])]);
    assert.deepEqual(
      reports(lines).map(({ host, scope, lines: own, victim }) => [host, scope, own.length, victim?.process]),
      [
        ['vm', 'cgroup', REPORT.length, 'tail'],
        ['b', 'node', 3, 'java'],
      ],
    );
  });

  it('of an old kernel tells the kill twice', () => {
    const [report, ...more] = reports(OLD.map(line => kernel(line)));
    assert.equal(more.length, 0);
    assert.deepEqual([report?.scope, report?.victim?.anonymous, report?.lines.length], ['node', 9, 3]);
  });

  it('follows the one before at once', () => {
    assert.equal(reports([...REPORT, ...REPORT].map(line => kernel(line))).length, 2);
    assert.equal(reports([...REPORT.slice(-2), ...REPORT.slice(-2)].map(line => kernel(line))).length, 2);
  });

  it('is told in a sentence with its numbers', () => {
    const [report] = reports(REPORT.map(line => kernel(line)));
    const line = readKernelReport(REPORT[0] ?? '');
    assert.ok(report && line);
    const { sentence, details } = describeReport(line, report);
    assert.deepEqual([sentence, ...details].map(text), [
      `The OOM killer killed tail (pid 22518), because the memory limit of the control group /docker/${ID} was reached`,
      'memory: 12288 kB used of 12288 kB, the limit was hit 79 times',
      'memory+swap: 12288 kB used of 24576 kB, the limit was hit 0 times',
      'kmem: 336 kB used, without a limit',
      'the killed process had 11776 kB of memory of its own and 1328 kB of files, of 14048 kB that it had mapped',
      'tail asked for the memory that was not there',
      'asked for: 1 page in a row (0xcc0(GFP_KERNEL))',
    ]);
  });

  const capture = join(process.env['NODELOG_SAMPLES'] ?? '', 'captures', 'node-a', 'logs', 'messages');
  it('of a real node has all its lines', { skip: existsSync(capture) ? false : 'NODELOG_SAMPLES is unset' }, () => {
    const found = reports([...splitLines(readFileSync(capture, 'utf8'))]);
    assert.ok(found.length > 0);
    for (const { lines, victim, cgroup } of found) {
      assert.ok(lines.length > 50 && victim !== null && cgroup?.startsWith('/docker/'));
    }
  });
});
