// Which language a document gets: by its name, by its first line, by its content, or by the command.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFile, useFolder } from './documents';
import { resetSettings, set } from './settings';
import { until } from './wait';

const DOCKER =
  'time="2020-02-25T22:07:13.874199295+08:00" level=info msg="shim reaped" id=de42a6372c1d996efc475d294afc42f4\n';
const SYSLOG = `Feb 25 22:07:13 gpu-ser-xyz dockerd: ${DOCKER}`;
const AUDIT = 'type=OBJ_PID msg=audit(1582099207.232:3369619): opid=18848 oauid=-1 ouid=0 oses=-1 ocomm="systemd"\n';
const RULE = '-a always,exit -F arch=b64 -S kill,tkill,tgkill -F a1=0x9 -F key=trace_kill_9\n';
/** A line of other programs' logs, by what wrote it. */
const FOREIGN = {
  tomcat: '2020-02-25 22:07:13,874 INFO  [main] o.a.c.core.StandardService Starting service [Tomcat]\n',
  spring: '2020-02-25 22:07:13.874  INFO 1 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer : started\n',
  postgres: '2020-02-25 22:07:13.874 UTC [123] LOG:  database system is ready to accept connections\n',
  nginx: '127.0.0.1 - - [25/Feb/2020:22:07:13 +0800] "GET / HTTP/1.1" 200 612 "-" "curl/7.58.0"\n',
  elastic: '[2020-02-25T22:07:13,874][INFO ][o.e.n.Node] [node-1] started\n',
  jvm: '2020-02-25T22:07:13.874+0800: 1.234: [GC (Allocation Failure) 65536K->10720K(251392K), 0.01 secs]\n',
};
/** What VS Code's `log` language has by its extension, whatever the first line is. */
const MIXED = `# copied from the node\n${SYSLOG.repeat(5)}`;

const AUDIT_NAMES = [
  'audit.log',
  'audit.log.1',
  'audit.log.12',
  'audit.log-20200219',
  'ausearch.txt',
  'ausearch-kill.txt',
];
const DAEMON_NAMES = [
  ...['messages', 'messages.1', 'messages-20200225', 'syslog', 'syslog.1', 'kern.log', 'dmesg'],
  ...['docker.log', 'dockerd.log', 'containerd.log', 'kubelet.log', 'docker.journal.txt', 'goroutine-stacks-2020.log'],
];
const RULE_NAMES = ['audit.rules', 'rules.d/../audit/rules.d/10-kill.rules', 'kill.audit.rules'];

const BY_NAME = new Map([
  ...AUDIT_NAMES.map(name => [name, 'nodelog-audit'] as const),
  ...DAEMON_NAMES.map(name => [name, 'nodelog-daemon'] as const),
  ...RULE_NAMES.map(name => [name, 'nodelog-audit-rules'] as const),
]);

const BY_FIRST_LINE: Readonly<Record<string, readonly [content: string, language: string]>> = {
  'pasted-audit': [AUDIT, 'nodelog-audit'],
  'pasted-ausearch': [`----\n${AUDIT}`, 'nodelog-audit'],
  'pasted-syslog': [SYSLOG, 'nodelog-daemon'],
  'pasted-docker': [DOCKER, 'nodelog-daemon'],
  'pasted-klog': ['I0608 15:36:12.678326    1517 file.go:581] Starting\n', 'nodelog-daemon'],
  'pasted-stack': ['goroutine 5 [running]:\nmain.main()\n\t/src/main.go:5 +0x1\n', 'nodelog-daemon'],
  'pasted-rules': [RULE, 'nodelog-audit-rules'],
  'pasted-tomcat': [FOREIGN.tomcat, 'plaintext'],
};

const contents = Object.fromEntries(Object.entries(BY_FIRST_LINE).map(([name, [content]]) => [name, content]));
const named = Object.fromEntries([...BY_NAME.keys()].map(name => [name, 'neither here nor there\n']));

describe('the language', () => {
  const folder = useFolder({ ...named, ...contents });

  for (const [name, language] of BY_NAME) {
    it(`of a file called ${name} is ${language}`, async () => {
      assert.equal((await openFile(folder.uri(name))).languageId, language);
    });
  }

  for (const [name, [content, language]] of Object.entries(BY_FIRST_LINE)) {
    it(`of a text that begins with ${content.slice(0, 24).trim()} is ${language}`, async () => {
      assert.equal((await openFile(folder.uri(name))).languageId, language);
    });
  }
});

/** The server answers in the order of the questions: when one of these is switched, those before it have been looked at. */
const WITNESSES = ['witness-foreign.log', 'witness-back.log', 'witness-off.log'];

describe('a *.log file of another name', () => {
  const folder = useFolder({
    'docker-2020.log': SYSLOG.repeat(3),
    'mixed.log': MIXED,
    'kills.log': AUDIT.repeat(3),
    ...Object.fromEntries(Object.entries(FOREIGN).map(([name, line]) => [`${name}.log`, line.repeat(20)])),
    ...Object.fromEntries(WITNESSES.map(name => [name, SYSLOG])),
    'switched-back.log': SYSLOG,
    'switched-off.log': SYSLOG,
    'by-command.log': SYSLOG,
    'by-command.txt': `copied by hand\n${AUDIT.repeat(3)}`,
  });
  afterEach(resetSettings);

  it('is read as a daemon log when it is one', () => opensAs('docker-2020.log', 'nodelog-daemon'));
  it('is read as a daemon log though its first line is none', () => opensAs('mixed.log', 'nodelog-daemon'));
  it('is read as an audit log when it is one', () => opensAs('kills.log', 'nodelog-audit'));

  it('is left alone when its content is foreign', async () => {
    const foreign: vscode.TextDocument[] = [];
    for (const name of Object.keys(FOREIGN)) foreign.push(await openFile(folder.uri(`${name}.log`)));
    await opensAs('witness-foreign.log', 'nodelog-daemon');
    for (const { fileName, languageId } of foreign) assert.equal(languageId, 'log', fileName);
  });

  it('stays as the user has switched it back', async () => {
    await opensAs('switched-back.log', 'nodelog-daemon');
    const document = await openFile(folder.uri('switched-back.log'));
    await vscode.languages.setTextDocumentLanguage(document, 'log');
    await opensAs('witness-back.log', 'nodelog-daemon');
    assert.equal(document.languageId, 'log');
  });

  it('is left alone when the setting says so', async () => {
    await set('nodelog.languages.detectContent', false);
    const document = await openFile(folder.uri('switched-off.log'));
    await resetSettings();
    await opensAs('witness-off.log', 'nodelog-daemon');
    assert.equal(document.languageId, 'log');
  });

  it('is read as a node log by the command when the setting is off', async () => {
    await set('nodelog.languages.detectContent', false);
    await readByCommand('by-command.log', 'nodelog-daemon');
  });

  it('and any other text is read as a node log by the command', () => readByCommand('by-command.txt', 'nodelog-audit'));

  async function opensAs(name: string, language: string): Promise<void> {
    const document = await openFile(folder.uri(name));
    await until(
      `${name} is ${language}`,
      () => document.languageId,
      id => id === language,
    );
  }

  async function readByCommand(name: string, language: string): Promise<void> {
    const { document } = await vscode.window.showTextDocument(folder.uri(name));
    assert.notEqual(document.languageId, language);
    await vscode.commands.executeCommand('nodelog.document.readAsNodeLog');
    await until(
      `${name} is ${language}`,
      () => document.languageId,
      id => id === language,
    );
  }
});
