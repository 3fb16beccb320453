// The 39 forms of lines that container nodes give, one after the other, as they were seen on nodes and in public reports.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messageText } from '../../../server/src/log/envelope';
import { readLine } from '../../../server/src/reading/line';
import { instantOfEntry } from '../../../server/src/reading/log';

const LOGRUS = 'time="2026-11-23T06:44:40.9Z" level=info msg="API listen on /run/docker.sock"';
const LOGRUS_NS = 1_795_416_280_900_000_000n;
const KILL = 'arch=c000003e syscall=62 a1=9 key="trace_kill_9"';
const OOM = 'Memory cgroup out of memory: Killed process 24630 (tail) total-vm:18168kB, anon-rss:16000kB';

/** Number, line, `envelope payload host program|unit pid level` (- for what is not told), time in UTC, message. */
const FORMS: readonly (readonly [n: number, line: string, read: string, time: bigint | null, message: string])[] = [
  [1, `Nov 23 06:44:44 vm dockerd[22589]: ${LOGRUS}`, 'rfc3164 logrus vm dockerd 22589 info', LOGRUS_NS, LOGRUS],
  [2, 'Feb 14 22:20:44 dockerd[5474]: panic: x', 'rfc3164 text - dockerd 5474 -', null, 'panic: x'],
  [3, `8月 31 17:15:10 host containerd[7959]: x`, 'rfc3164 text host containerd 7959 -', null, 'x'],
  [3, `nov 08 19:48:38 A40 dockerd[1788]: x`, 'rfc3164 text A40 dockerd 1788 -', null, 'x'],
  [
    4,
    '2023-11-13T03:50:55.201611+01:00 host containerd[13306]: x',
    'iso text host containerd 13306 -',
    1_699_843_855_201_611_000n,
    'x',
  ],
  [
    5,
    `<14>1 2026-11-23T06:44:40.966821+00:00 vm containerd 22577 - -  x`,
    'rfc5424 text vm containerd 22577 info',
    1_795_416_280_966_821_000n,
    'x',
  ],
  [
    6,
    '<15>Mar  6 04:07:23 hostname log_tag this is debug',
    'forward text hostname log_tag - debug',
    null,
    'this is debug',
  ],
  [7, 'Nov 23 06:44:40.978141 vm containerd[22577]: x', 'rfc3164 text vm containerd 22577 -', null, 'x'],
  [
    8,
    '2026-11-23T06:44:40+0000 vm containerd[22577]: x',
    'iso text vm containerd 22577 -',
    1_795_416_280_000_000_000n,
    'x',
  ],
  [
    9,
    'Mon 2026-11-23 06:44:40 UTC vm containerd.service[22577]: x',
    'journal-full text vm containerd.service 22577 -',
    1_795_416_280_000_000_000n,
    'x',
  ],
  [
    10,
    '1795416280.978141 vm containerd[22577]: x',
    'journal-unix text vm containerd 22577 -',
    1_795_416_280_978_141_000n,
    'x',
  ],
  [10, '[  972.909177] vm containerd[22577]: x', 'journal-monotonic text vm containerd 22577 -', null, 'x'],
  [
    10,
    '[  972.909177 <    0.000000 >] vm containerd[22577]: x',
    'journal-monotonic text vm containerd 22577 -',
    null,
    'x',
  ],
  [
    12,
    `{"SYSLOG_IDENTIFIER":"dockerd","MESSAGE":${JSON.stringify(LOGRUS)},"PRIORITY":"6"}`,
    'journal-json logrus - dockerd - info',
    LOGRUS_NS,
    LOGRUS,
  ],
  [
    13,
    '-- Logs begin at Wed 2021-07-07 12:00:00 UTC, end at Wed 2021-07-07 13:00:00 UTC. --',
    'bare marker - - - -',
    null,
    '-- Logs begin at Wed 2021-07-07 12:00:00 UTC, end at Wed 2021-07-07 13:00:00 UTC. --',
  ],
  [14, LOGRUS, 'bare logrus - - - info', LOGRUS_NS, LOGRUS],
  [
    15,
    'time="2015-03-22T09:03:20Z" level="info" msg="-job"',
    'bare logrus - - - info',
    1_427_015_000_000_000_000n,
    'time="2015-03-22T09:03:20Z" level="info" msg="-job"',
  ],
  [
    16,
    'WARN[2025-05-07T08:57:56Z] cleaning up  id=1 namespace=moby',
    'bare logrus - - - warning',
    1_746_608_276_000_000_000n,
    'WARN[2025-05-07T08:57:56Z] cleaning up  id=1 namespace=moby',
  ],
  [
    17,
    '{"level":"info","msg":"x","time":"2026-11-23T06:44:40.9Z"}',
    'bare logrus - - - info',
    LOGRUS_NS,
    '{"level":"info","msg":"x","time":"2026-11-23T06:44:40.9Z"}',
  ],
  [
    18,
    `level=warning msg="cleanup warnings time=\\"2023-05-10T10:00:00Z\\" level=info\\n"`,
    'bare logrus - - - warning',
    null,
    `level=warning msg="cleanup warnings time=\\"2023-05-10T10:00:00Z\\" level=info\\n"`,
  ],
  [
    19,
    'Jul 07 12:00:00 h dockerd[4325]: http: superfluous response.WriteHeader call from x',
    'rfc3164 text h dockerd 4325 -',
    null,
    'http: superfluous response.WriteHeader call from x',
  ],
  [
    20,
    'Jan 01 00:00:00 h dockerd[1026]: #011/usr/local/go/src/net/http/server.go:2323 +0x75',
    'rfc3164 text h dockerd 1026 -',
    null,
    '#011/usr/local/go/src/net/http/server.go:2323 +0x75',
  ],
  [
    21,
    'Jan 01 00:00:00 h containerd[1038855]: [INFO] Create request',
    'rfc3164 shim h containerd 1038855 info',
    null,
    '[INFO] Create request',
  ],
  [
    22,
    'I0608 15:36:12.678326    1517 kuberuntime_container.go:581] Killing',
    'bare klog - - - info',
    null,
    'I0608 15:36:12.678326    1517 kuberuntime_container.go:581] Killing',
  ],
  [
    23,
    'Mar 18 10:21:22 n kubelet[246]: E0318 10:21:22.519925     246 a.go:808] "Killing" gracePeriod=2',
    'rfc3164 klog n kubelet 246 error',
    null,
    'E0318 10:21:22.519925     246 a.go:808] "Killing" gracePeriod=2',
  ],
  [
    24,
    '2018-09-20T11:54:11.753589172Z stdout F This is my message',
    'cri text - - - -',
    1_537_444_451_753_589_172n,
    'This is my message',
  ],
  [
    25,
    '{"log":"err\\n","stream":"stderr","time":"2026-11-23T06:45:30.573363718Z"}',
    'docker-json text - - - -',
    1_795_416_330_573_363_718n,
    'err',
  ],
  [
    26,
    'web-1  | 2024-04-25T05:32:35.584725130Z  * Serving',
    'compose text - web-1 - -',
    1_714_023_155_584_725_130n,
    ' * Serving',
  ],
  [
    27,
    '2020-12-04T04:30:53.468Z\tdockerd\tSending kill signal 9',
    'docker-desktop text - dockerd - -',
    1_607_056_253_468_000_000n,
    'Sending kill signal 9',
  ],
  [
    28,
    'debug: container kill failed because of x [error=no such container action=kill]',
    'bare logrus - - - debug',
    null,
    'debug: container kill failed because of x [error=no such container action=kill]',
  ],
  [29, `messages-20240101.gz:7612:${LOGRUS}`, 'bare logrus - - - info', LOGRUS_NS, LOGRUS],
  [29, `* May 20 10:00:00 h systemd[1]: x`, 'rfc3164 text h systemd 1 -', null, 'x'],
  [30, '[Thu Dec  7 00:05:15 2017] eth0: up', 'dmesg-ctime text - - - -', null, 'eth0: up'],
  [30, '<6>[  859.012345] eth0: up', 'dmesg-raw text - - - info', null, 'eth0: up'],
  [30, 'kern  :info  : [  859.012345] eth0: up', 'dmesg-decoded text - - - info', null, 'eth0: up'],
  [30, '2026-11-23T06:42:47,014723+00:00 eth0: up', 'dmesg-iso text - - - -', 1_795_416_167_014_723_000n, 'eth0: up'],
  [
    31,
    'May 12 17:21:19 localhost kernel: [162898.336101] a[1]: segfault at 0 ip 00 sp 00 error 4',
    'rfc3164 kernel localhost kernel - -',
    null,
    'a[1]: segfault at 0 ip 00 sp 00 error 4',
  ],
  [32, `[ 1031.571035] ${OOM}`, 'dmesg-uptime kernel - - - -', null, OOM],
  [
    33,
    'May 20 10:00:00 h systemd[1]: docker.service: Main process exited, code=killed, status=11/SEGV',
    'rfc3164 unit-exit h systemd 1 -',
    null,
    'docker.service: Main process exited, code=killed, status=11/SEGV',
  ],
  [
    34,
    `type=SYSCALL msg=audit(1795416200.818:507): ${KILL}\u001dARCH=x86_64`,
    'bare audit - - - -',
    1_795_416_200_818_000_000n,
    `type=SYSCALL msg=audit(1795416200.818:507): ${KILL}\u001dARCH=x86_64`,
  ],
  [
    35,
    `[ 1796.839568] audit: type=1300 audit(1690277226.878:2): ${KILL}`,
    'dmesg-uptime audit - - - -',
    1_690_277_226_878_000_000n,
    `audit: type=1300 audit(1690277226.878:2): ${KILL}`,
  ],
  [
    36,
    `2026-11-23T06:44:40+0000 vm audit[23395]: SYSCALL ${KILL}`,
    'iso audit vm audit 23395 -',
    1_795_416_280_000_000_000n,
    `SYSCALL ${KILL}`,
  ],
  [
    37,
    `Apr 28 20:42:55 h audispd[9]: node=h type=SYSCALL msg=audit(1651176975.464:2828209): ${KILL}`,
    'rfc3164 audit h audispd 9 -',
    1_651_176_975_464_000_000n,
    `node=h type=SYSCALL msg=audit(1651176975.464:2828209): ${KILL}`,
  ],
  [38, 'time->Sat Jan  2 03:51:36 2021', 'bare marker - - - -', null, 'time->Sat Jan  2 03:51:36 2021'],
  [
    39,
    '{"ID":"1615114232.375:15558","SYSCALL":{"syscall":62}}',
    'bare audit-json - - - -',
    1_615_114_232_375_000_000n,
    '{"ID":"1615114232.375:15558","SYSCALL":{"syscall":62}}',
  ],
];

describe('the forms of node logs', () => {
  for (const [n, line, read, time, message] of FORMS) {
    it(`number ${String(n)}: ${line.slice(0, 80)}`, () => {
      const entry = readLine(line);
      const { envelope, payload, level } = entry;
      const { id, host, program, unit, pid } = envelope;
      assert.equal([id, payload.kind, host ?? '-', program ?? unit ?? '-', pid ?? '-', level ?? '-'].join(' '), read);
      assert.equal(instantOfEntry(entry, null)?.ns ?? null, time);
      assert.equal(messageText(line, envelope), message);
    });
  }

  it('are all here but that of several lines, which journalForms.test.ts has', () => {
    const here = new Set(FORMS.map(([n]) => n));
    const missing = Array.from({ length: 39 }, (_, n) => n + 1).filter(n => !here.has(n));
    assert.deepEqual(missing, [11]);
  });
});
