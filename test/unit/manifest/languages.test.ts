// Which files the manifest claims, by name and by first line, and which it leaves alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { minimatch } from 'minimatch';
import { manifest } from './manifest';

const { languages } = manifest.contributes;

/**
 * The language that our manifest gives a path: an exact name before the longest pattern, case ignored, a pattern
 * with a slash held against the whole path (VS Code: src/vs/editor/common/services/languagesAssociations.ts).
 */
function languageOfName(file: string): string | null {
  const name = path.posix.basename(file).toLowerCase();
  const exact = languages.find(language => language.filenames?.some(filename => filename.toLowerCase() === name));
  if (exact) {
    return exact.id;
  }
  const matches = languages.flatMap(({ id, filenamePatterns = [] }) =>
    filenamePatterns
      .filter(pattern => minimatch(pattern.includes('/') ? file : name, pattern, { nocase: true, dot: true }))
      .map(pattern => ({ id, length: pattern.length })),
  );
  return matches.sort((a, b) => b.length - a.length)[0]?.id ?? null;
}

/** VS Code tests the first 1,000 characters of the first line, and only where no name or extension decided. */
function languagesOfFirstLine(line: string): string[] {
  return languages.flatMap(({ id, firstLine }) =>
    firstLine !== undefined && new RegExp(firstLine).test(line.slice(0, 1000)) ? [id] : [],
  );
}

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'nodelog-audit': [
    '/var/log/audit/audit.log',
    'audit.log.1',
    'audit.log.12',
    'audit.log-20200225',
    'ausearch.txt',
    'ausearch-20200220.txt',
    'ausearch.kill.log',
  ],
  'nodelog-daemon': [
    '/var/log/messages',
    'messages-20200225',
    'messages-20200219',
    'messages.1',
    'messages.10',
    'messages.iso',
    'syslog',
    'syslog.1',
    'docker.log',
    'docker.log.2',
    'dockerd.log',
    'containerd.log',
    'containerd.log-20200225',
    'kubelet.log',
    'kern.log',
    'kern.log.1',
    'dmesg',
    'dmesg.0',
    'dmesg.txt',
    'dmesg-node1.txt',
    'docker.journal.txt',
    'journalctl-docker.txt',
    'goroutine-stacks-2018-02-27T125614+1100.log',
  ],
  'nodelog-audit-rules': ['audit.rules', 'audit-kill.rules', 'node1.audit.rules', '/etc/audit/rules.d/10-kill.rules'],
};

const FOREIGN_NAMES = [
  'messages.po',
  'messages.ts',
  'messages.json',
  'messages.properties',
  'messages_de.properties',
  'messages.d.ts',
  'messages-1.ts',
  'messages-en.json',
  'messages-20200225.gz',
  'messages-20200225.xz',
  'messages.1.gz',
  'messages.md',
  'syslog.c',
  'syslog.h',
  'syslog.1.gz',
  'syslog-ng.conf',
  'audit.log.1.gz',
  'audit.log.gz',
  'audit.ts',
  'auditing.log',
  'audit-trail.log',
  'npm-audit.log',
  'dmesg.c',
  'docker.log.gz',
  'app.log',
  'journal.txt',
  'notes.txt',
  '/etc/udev/rules.d/70-persistent-net.rules',
  'firestore.rules',
  'local.rules',
  'database.rules.json',
];

const FIRST_LINES: Readonly<Record<string, readonly string[]>> = {
  'nodelog-audit': [
    '----',
    'time->Wed Feb 19 16:00:07 2020',
    'type=PROCTITLE msg=audit(1582099207.232:3369619): proctitle="/usr/sbin/init"',
    'node=vm type=SYSCALL msg=audit(1795419831.169:8389): arch=c000003e syscall=44',
    'type=UNKNOWN[1420] msg=audit(1582099207.232:1): subj_apparmor=unconfined',
    'type=SYSCALL msg=audit(08/12/25 12:48:19.093:2219) : arch=x86_64 syscall=execve',
    'type=1300 msg=audit(1582099207.232:1): arch=c000003e syscall=62',
    'audit: type=1300 audit(1690277226.878:2): arch=c00000b7 syscall=64',
  ],
  'nodelog-daemon': [
    'Feb 25 22:07:13 gpu-ser-xyz dockerd: time="2020-02-25T22:07:13.374422177+08:00" level=debug msg="Calling GET /"',
    'Feb 14 22:20:44 dockerd[5474]: panic: runtime error: index out of range',
    'Nov 23 06:44:40.978141 vm containerd[22577]: text',
    '8月 31 17:15:10 host containerd[7959]: text',
    '2026-11-23T15:43:51.260060+08:00 vm containerd[17798]: text',
    '2026-11-23T15:43:51+0800 vm kernel: text',
    'time="2026-11-23T15:43:51.259759759+08:00" level=info msg="starting containerd"',
    'I0608 15:36:12.678326    1517 kuberuntime_container.go:581] Killing container',
    '[    0.000000] Linux version 6.18.44',
    '[ 1796.839568] audit: type=1300 audit(1690277226.878:2): arch=c00000b7 syscall=64',
    'Nov 24 06:14:02 vm audit[12711]: SYSCALL arch=c000003e syscall=62',
    '2026-11-24T14:33:20.665000+0800 vm audit: CWD cwd="/"',
    'Apr 28 10:00:00 h audispd[99]: node=h type=SYSCALL msg=audit(1651176975.464:2828209): arch=c000003e',
    'goroutine 1 [chan receive, 655 minutes]:',
    '-- Logs begin at Wed 2021-07-07 12:00:00 UTC, end at Wed 2021-07-07 13:00:00 UTC. --',
    '-- Boot 448b7abcff4645b2a0aeb9f95c819071 --',
  ],
  'nodelog-audit-rules': [
    '-a always,exit -F arch=b64 -S kill,tkill,tgkill -F a1=0x9 -F key=trace_kill_9',
    '-a exit,always -S execve',
    '-w /etc/shadow -p wa -k shadow',
    '## This file is automatically generated from /etc/audit/rules.d',
    '## First rule - delete all',
  ],
};

const FOREIGN_FIRST_LINES = [
  '127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /index.html HTTP/1.1" 200 2326 "-" "Mozilla/5.0"',
  '0 info it worked if it ends with ok',
  '0 verbose cli /usr/bin/node /usr/bin/npm',
  '2024-01-01 12:00:00,123 INFO [main] com.example.Main: started',
  '2024-01-01T12:00:00.123Z INFO com.example.Main: started',
  '2024-01-01T12:00:00.123+01:00  INFO 4711 --- [main] com.example.Main : started',
  'Jan 01, 2024 12:00:00 PM com.example.Main main',
  '2024-01-01 12:00:00,123 - root - INFO - started',
  'INFO:root:started',
  'WARNING:root:watch out',
  '[Wed Oct 11 14:32:52 2000] [error] [client 127.0.0.1] client denied by server configuration',
  '[    27.123] X.Org X Server 1.21.1',
  'time,level,message',
  '2024-01-01T12:00:00Z,host,dockerd,text',
  '{"level":"info","msg":"x"}',
  'commit 9754871865f7fe2f4e74d43e2fc7ccd237edcbce',
  '---',
  '-----BEGIN CERTIFICATE-----',
  'ACTION=="add", SUBSYSTEM=="net", KERNEL=="eth*"',
  '-A INPUT -i lo -j ACCEPT',
  '-w',
  'type=text msg=hello',
  'audit: 12 files were looked at',
  'audit: type=full started',
  '# Changelog',
  '',
];

describe('languages by name', () => {
  for (const [language, names] of Object.entries(NAMES)) {
    for (const name of names) {
      test(`${name} is ${language}`, () => assert.equal(languageOfName(name), language));
    }
  }
  for (const name of FOREIGN_NAMES) {
    test(`${name} is left alone`, () => assert.equal(languageOfName(name), null));
  }
  test('no language of ours claims a whole extension', () => {
    assert.deepEqual(
      languages.filter(language => language.extensions),
      [],
    );
  });
});

describe('languages by first line', () => {
  for (const [language, lines] of Object.entries(FIRST_LINES)) {
    for (const line of lines) {
      test(`${line} is ${language}`, () => assert.deepEqual(languagesOfFirstLine(line), [language]));
    }
  }
  for (const line of FOREIGN_FIRST_LINES) {
    test(`${line || 'an empty line'} is left alone`, () => assert.deepEqual(languagesOfFirstLine(line), []));
  }
});

describe('words', () => {
  /** The word of a line that VS Code finds at a column by the wordPattern of a language configuration. */
  function wordAt(configuration: string, line: string, part: string): string | undefined {
    const { wordPattern } = JSON.parse(readFileSync(path.join('syntaxes', configuration), 'utf8')) as {
      wordPattern: string;
    };
    const column = line.indexOf(part);
    return Array.from(line.matchAll(new RegExp(wordPattern, 'g'))).find(
      match => match.index <= column && column < match.index + match[0].length,
    )?.[0];
  }
  const log = 'log.language-configuration.json';
  const id = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';

  test('an id in a path is a word', () => {
    assert.equal(wordAt(log, `msg="Calling POST /v1.39/containers/${id}/exec"`, 'efc475'), id);
  });
  test('a file in a frame is a word without its line', () => {
    assert.equal(wordAt(log, '/go/src/shim/service.go:514 +0xde', 'vice'), 'service.go');
  });
  test('a key is a word without its value', () => {
    assert.equal(wordAt(log, 'comm="x" key="trace_kill_9"', 'kill'), 'trace_kill_9');
  });
  test('a key of a rule is a word', () => {
    assert.equal(wordAt('audit-rules.language-configuration.json', '-F key=trace-kill', 'kill'), 'trace-kill');
  });
});
