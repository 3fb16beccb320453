// The outline of the 137 case: audit events, and the panic with its goroutine and frames; and of interleaved events.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { openFile, useFolder } from './documents';
import { INTERLEAVED } from './interleaved';

const EVENTS = [
  '1-3 nvidia-container-runtime (pid 23413) sent SIGKILL to systemd (host pid 18848)',
  '4-6 nvidia-container-runtime (pid 6558) sent SIGKILL to systemd (host pid 2858)',
  '7-9 systemd-udevd (pid 16425) sent SIGTERM to systemd-udevd (host pid 6686)',
  '10-12 systemd (pid 6683) sent SIGTERM to sshd (host pid 7283)',
];

const PANIC = [
  '22-36 panic: runtime error: invalid memory address or nil pointer dereference',
  '  24-36 goroutine 5 [running]',
  '    25-26 proc.(*execProcess).pidv exec.go:76',
  '    27-28 proc.(*execStoppedState).Pid exec_state.go:175',
  '    29-30 proc.(*execProcess).Pid exec.go:72',
  '    31-32 shim.(*Service).checkProcesses service.go:514',
  '    33-34 shim.(*Service).processExits service.go:492',
  '    35-36 shim.NewService service.go:91',
];

describe('outline', () => {
  const folder = useFolder({ 'audit.log': INTERLEAVED });
  before(caseIsRead);

  it('names the audit events of audit.log, each with its lines', async () => {
    assert.deepEqual(await outlineOf('audit.log', symbol => symbol.name), EVENTS);
  });

  it('names the same events in what ausearch printed', async () => {
    const names = await outlineOf('ausearch.txt', symbol => symbol.name);
    assert.deepEqual(names.map(withoutLines), EVENTS.map(withoutLines));
  });

  it('gives the time of an event by the clock of the node, and how many records it has', async () => {
    const [first] = await symbolsOf(await openCaseFile('audit.log'));
    assert.equal(first?.detail, '2020-02-19T16:00:07.232+08:00 · 3 records');
  });

  it('has one node for each of interleaved events, where its first records stand, with all records counted', async () => {
    const symbols = await symbolsOf(await openFile(folder.uri('audit.log')));
    assert.deepEqual(
      symbols.map(({ name, detail, range }) => [
        name,
        detail.replace(/^.* · /, ''),
        range.start.line + 1,
        range.end.line + 1,
      ]),
      [
        ['seven (pid 70) opened /etc/passwd', '4 records', 1, 2],
        ['eight (pid 80) opened /etc/group', '2 records', 3, 3],
        ['nine (pid 90) tried to open /etc/shadow: failed, EACCES (Permission denied)', '2 records', 7, 8],
      ],
    );
  });

  it('holds the panic, its goroutine and its frames, one in the other', async () => {
    const described = await outlineOf('messages-20200225', ({ name, detail, kind }) =>
      kind === vscode.SymbolKind.Function ? `${name} ${detail}` : name,
    );
    assert.deepEqual(described, PANIC);
  });

  it('is empty where neither is', async () => {
    assert.deepEqual(await symbolsOf(await openCaseFile('messages-20200219')), []);
  });
});

/** The symbols as indented lines: `first-last NAME`, lines counted from 1. */
async function outlineOf(file: string, nameOf: (symbol: vscode.DocumentSymbol) => string): Promise<string[]> {
  const write = (symbol: vscode.DocumentSymbol, indent: string): string[] => {
    const { start, end } = symbol.range;
    const lines = `${String(start.line + 1)}-${String(end.line + 1)}`;
    return [`${indent}${lines} ${nameOf(symbol)}`, ...symbol.children.flatMap(child => write(child, `${indent}  `))];
  };
  return (await symbolsOf(await openCaseFile(file))).flatMap(symbol => write(symbol, ''));
}

async function symbolsOf({ uri }: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  const command = 'vscode.executeDocumentSymbolProvider';
  return (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(command, uri)) ?? [];
}

function withoutLines(line: string): string {
  return line.replace(/^\S+ /, '');
}
