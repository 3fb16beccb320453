// Which texts are logs of ours, by their beginning.
import assert from 'node:assert/strict';
import { openSync, readFileSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { detectLog, type LogKind } from '../../../server/src/reading/detect';
import { RECORDED } from '../audit/samples';
import { caseText } from '../incident';

const samples = process.env['NODELOG_SAMPLES'];

const ZOOKEEPER =
  '2015-07-29 17:41:44,747 - INFO  [QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181:FastLeaderElection@774] - x';
const LOG4J = '2024-01-02 12:00:00,123 INFO org.example.Main: started';
const NGINX = '10.0.0.7 - - [25/Feb/2020:22:07:13 +0800] "GET / HTTP/1.1" 200 612 "-" "curl/7.58.0"';
const PYTHON = 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    main()\nValueError: x';
const JAVA = 'Exception in thread "main" java.lang.NullPointerException\n\tat com.example.Main.main(Main.java:5)';
const NPM = '> nodelog@0.1.0 build\n> node esbuild.mjs\n\nadded 300 packages in 5s';
const KLOG = 'I0608 15:36:12.678326    1517 file.go:581] Starting kubelet';
const GO = 'package main\n\nfunc main() {\n\tpanic("x")\n}';

function recordedText(name: string): string {
  return readFileSync(join(RECORDED, name), 'utf8');
}

const SAMPLES: readonly (readonly [what: string, head: string, LogKind | null])[] = [
  ["the case's audit.log", caseText('audit.log'), 'audit'],
  ["the case's ausearch.txt", caseText('ausearch.txt'), 'audit'],
  ["the case's messages-20200219", caseText('messages-20200219'), 'daemon'],
  ["the case's messages-20200225", caseText('messages-20200225'), 'daemon'],
  ["the case's README.md", caseText('README.md'), null],
  ["the case's versions.txt", caseText('versions.txt'), null],
  ["the case's audit.rules", caseText('audit.rules'), null],
  ['an audit log with CRLF', caseText('audit.log').replaceAll('\n', '\r\n'), 'audit'],
  ['an audit log whose beginning is cut', caseText('audit.log').slice(100), 'audit'],
  [
    'bare stacks',
    caseText('messages-20200225')
      .split('\n')
      .slice(23, 36)
      .join('\n')
      .replace(/^.*? dockerd: /gm, ''),
    'daemon',
  ],
  ['one line of syslog among many others', `Feb 25 22:07:13 a b: c\n${'something else\n'.repeat(9)}`, null],
  ['what ausearch -i prints', recordedText('ausearch-i.txt'), 'audit'],
  ["journald's audit records", recordedText('journal.txt'), 'daemon'],
  ["the kernel's audit records in syslog", recordedText('kernel.txt'), 'daemon'],
  ["the kernel's audit records in dmesg", recordedText('dmesg.txt'), 'daemon'],
  ["the kernel's audit records alone", recordedText('dmesg.txt').replace(/^\[.*?\] /gm, ''), 'audit'],
  ['klog', `${KLOG}\n`.repeat(3), 'daemon'],
  ['an empty text', '', null],
  ['empty lines', '\n\n \n', null],
  ["ZooKeeper's log", `${ZOOKEEPER}\n`.repeat(5), null],
  ["log4j's log", `${LOG4J}\n`.repeat(5), null],
  ["nginx's log", `${NGINX}\n`.repeat(5), null],
  ["Python's traceback", PYTHON, null],
  ["Java's stack", JAVA, null],
  ["npm's output", NPM, null],
  ['Go source', GO, null],
];

function head(path: string): string {
  const buffer = Buffer.alloc(65536);
  const file = openSync(path, 'r');
  const size = readSync(file, buffer, 0, buffer.length, 0);
  closeSync(file);
  return buffer.toString('utf8', 0, size);
}

describe('detectLog', () => {
  for (const [what, text, kind] of SAMPLES) {
    it(`takes ${what} for ${kind === null ? 'foreign' : `${kind === 'audit' ? 'an audit' : 'a daemon'} log`}`, () => {
      assert.equal(detectLog(text), kind);
    });
  }

  for (const [name, kind] of [
    ['audit.log', 'audit'],
    ['audit.log.1', 'audit'],
    ['audit.enriched.log', 'audit'],
    ['containerd.log', 'daemon'],
    ['dmesg.txt', 'daemon'],
    ['docker.journal.txt', 'daemon'],
    ['dockerd.log', 'daemon'],
    ['messages', 'daemon'],
    ['messages.iso', 'daemon'],
    ['audit.rules', null],
  ] as const) {
    const skip = samples === undefined ? 'NODELOG_SAMPLES is unset' : false;
    it(`takes ${name} of a real node for ${kind ?? 'foreign'}`, { skip }, () => {
      assert.equal(detectLog(head(join(samples ?? '', 'captures/node-a/logs', name))), kind);
    });
  }

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        detectLog(text);
      }),
    );
  });
});
