// What no log should be: empty, binary, cut, with CRLF, with lines of megabytes. All of it is answered, none of it kills.
import * as assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { openFile, useFolder } from './documents';
import { hoverAt, hoverText } from './hovers';
import { until } from './wait';

const EVENT = 'msg=audit(1582099207.232:3369619):';
const CUT_IN_A_RECORD = [
  `type=OBJ_PID ${EVENT} opid=18848 oauid=-1 ouid=0 oses=-1 ocomm="systemd"`,
  `type=SYSCALL ${EVENT} arch=c000003e syscall=62 success=yes exit=0 a0=49a0 a1=9 a2=0 a3=0 pid=23413 comm="nvidia-con`,
].join('\n');
const CUT_IN_HEX = `type=PROCTITLE ${EVENT} proctitle=6E76696469612D636F6E7461696E65722D72756E74696D650`;
const CUT_IN_A_HEAD = `type=OBJ_PID ${EVENT} opid=18848\ntype=SYSCALL msg=audit(15820992`;

const ID = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';
const REAPED = `Feb 25 22:07:13 node dockerd: time="2020-02-25T22:07:13.874199295+08:00" level=info msg="shim reaped" id=${ID}\n`;
const LENGTH = 10_000_000;
const LONG_TEXT = `${REAPED}Feb 25 22:07:13 node dockerd: ${'a b="c" '.repeat(LENGTH / 8)}\n${REAPED}`;
const LONG_HEX = `type=PROCTITLE ${EVENT} proctitle=${'6E76'.repeat(LENGTH / 4)}\n${CUT_IN_A_RECORD}`;

/** No longer hover is of use to anybody. */
const HOVER_LIMIT = 20_000;

describe('bad input', () => {
  const folder = useFolder({
    'empty/audit.log': '',
    'binary/audit.log': Uint8Array.from({ length: 4096 }, (_, index) => (index * 31) % 256),
    'binary/messages': REAPED,
    'record/audit.log': CUT_IN_A_RECORD,
    'hex/audit.log': CUT_IN_HEX,
    'head/audit.log': CUT_IN_A_HEAD,
    'crlf/keep': '',
    'text/messages': LONG_TEXT,
    'long/audit.log': LONG_HEX,
  });

  before(caseIsRead);
  afterEach('the server still answers', async () => {
    await caseIsRead();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('an empty file has nothing in it', async () => {
    const document = await openFile(folder.uri('empty/audit.log'));
    assert.equal(document.languageId, 'nodelog-audit');
    assert.deepEqual(await askEverything(document, [new vscode.Position(0, 0)]), []);
  });

  it('a binary file called audit.log leaves its neighbours readable, and is named as skipped', async () => {
    await openAsCase('binary', async () => {
      const document = await openFile(folder.uri('binary/messages'));
      await until(
        'the case is read',
        () => hoverAt(document, 'id=de42|a637'),
        text => text.includes('Container'),
      );
      await vscode.commands.executeCommand('nodelog.output.show');
      await until('the log names the file', outputText, text => /audit\.log.*binary/.test(text));
    });
  });

  it('a file cut in the middle of a record tells what the rest says', async () => {
    const document = await openFile(folder.uri('record/audit.log'));
    const text = await hoverAt(document, 'type=SYS|CALL');
    assert.match(text, /nvidia-con\S* \(pid 23413\) sent SIGKILL to systemd \(host pid 18848\)/);
    assert.match(await hoverAt(document, 'comm="nvid|ia-con'), /name of the command/);
    await askEverything(document, ends(document));
  });

  it('a hex command line cut inside a digit pair is shown as far as it goes, and that is said', async () => {
    const document = await openFile(folder.uri('hex/audit.log'));
    assert.match(await hoverAt(document, 'proctitle=6E|76'), /nvidia-container-runtime\b[^]*odd number of hex digits/);
    await askEverything(document, ends(document));
  });

  it('a file cut inside the head of a record has the records before it', async () => {
    const document = await openFile(folder.uri('head/audit.log'));
    assert.match(await hoverAt(document, 'opid=|18848'), /as the host numbers it/);
    await askEverything(document, ends(document));
  });

  it('line ends of CRLF change nothing', async () => {
    for (const name of ['audit.log', 'messages-20200225']) {
      const original = await openCaseFile(name);
      const copy = folder.uri(`crlf/${name}`);
      await writeFile(copy.fsPath, (await readFile(original.uri.fsPath, 'utf8')).replaceAll('\n', '\r\n'));
    }
    await openAsCase('crlf', async () => {
      const panic = await openFile(folder.uri('crlf/messages-20200225'));
      assert.equal(panic.eol, vscode.EndOfLine.CRLF);
      const known = (): Promise<string> => hoverAt(panic, '/containers/de42|a6372c');
      await until('the case is read', known, text => text.includes('shim panicked (likely)'));
      for (const name of ['audit.log', 'messages-20200225']) {
        const copy = await openFile(folder.uri(`crlf/${name}`));
        const original = await openCaseFile(name);
        assert.deepEqual(await askEverything(copy, []), await askEverything(original, []), name);
      }
      assert.match(await hoverAt(panic, 'exec.|go:76'), /in github\.com\/containerd\/containerd/);
    });
  });

  it('a line of 10 MB leaves the lines around it readable', async () => {
    const document = await openFile(folder.uri('text/messages'));
    assert.equal(document.languageId, 'nodelog-daemon');
    await openAsCase('text', async () => {
      const last = (): Promise<string> => hoverText(document, document.lineAt(2).range.end);
      await until('the case is read', last, text => text.includes('Container'));
      await askEverything(document, [new vscode.Position(1, 40), new vscode.Position(1, LENGTH - 10)]);
    });
  });

  it('a command line of 10 MB in hex gives no hover without end', async () => {
    const document = await openFile(folder.uri('long/audit.log'));
    const text = await hoverText(document, new vscode.Position(0, 70));
    assert.ok(text.includes('nvnv') && text.length < HOVER_LIMIT, `${String(text.length)} characters`);
    assert.match(await hoverAt(document, 'type=SYS|CALL'), /sent SIGKILL to systemd/);
    await askEverything(document, [new vscode.Position(0, 80), new vscode.Position(0, LENGTH - 10)]);
  });

  /** Opens a sub-folder as a case for as long as `use` runs. */
  async function openAsCase(name: string, use: () => Promise<void>): Promise<void> {
    const uri = folder.uri(name);
    await vscode.commands.executeCommand('nodelog.case.openFolder', uri);
    try {
      await use();
    } finally {
      await vscode.commands.executeCommand('nodelog.case.close', { case: { uri: uri.toString() } });
    }
  }
});

const FEATURES = [
  'vscode.executeDocumentSymbolProvider',
  'vscode.executeFoldingRangeProvider',
  'vscode.provideDocumentSemanticTokens',
];
const FEATURES_OF_PLACES = [
  'vscode.executeHoverProvider',
  'vscode.executeDefinitionProvider',
  'vscode.executeReferenceProvider',
];

/** Asks every feature; returns the answers about the whole document that are not empty, as plain data. */
async function askEverything(document: vscode.TextDocument, places: readonly vscode.Position[]): Promise<unknown[]> {
  const { uri } = document;
  const answers: unknown[] = [];
  for (const feature of FEATURES) answers.push(await vscode.commands.executeCommand(feature, uri));
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  for (const feature of ['vscode.executeInlayHintProvider', 'vscode.provideDocumentRangeSemanticTokens']) {
    answers.push(await vscode.commands.executeCommand(feature, uri, all));
  }
  for (const place of places) {
    for (const feature of FEATURES_OF_PLACES) await vscode.commands.executeCommand(feature, uri, place);
  }
  return answers.map(plainData).filter(answer => !/^(?:null|\[\]|\{"data":\{\}\})$/.test(JSON.stringify(answer)));
}

/** Without the uri, in which a copy differs. */
function plainData(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer ?? null, (key, value: unknown) => (key === 'uri' ? undefined : value)));
}

/** The beginning of the text, and the end of its last line. */
function ends(document: vscode.TextDocument): vscode.Position[] {
  return [new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end];
}

/** What the Output panel shows. */
function outputText(): string {
  const shown = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'output');
  return shown.map(document => document.getText()).join('\n');
}
