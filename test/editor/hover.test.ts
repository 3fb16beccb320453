// Hover on the 137 case: over audit fields and record heads, ids, API calls and frames.
import * as assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { caseIsRead, openCaseFile } from './case';
import { cursor } from './documents';
import { hoverAt, hoversAt } from './hovers';

/** A file, a cursor as a bar in the text of a line, and what the hover there says, in this order. */
type Row = readonly [file: string, at: string, ...says: string[]];

const CONTAINER = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
const PANICKED = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';
const EXEC = '0f80962a9b908b89ea5af2f20f361e9dc10cfee6986cdc29d59e040e863427ef';

const FIELDS: readonly Row[] = [
  [
    'audit.log',
    'proctitle=6E7669|6469612D63',
    'nvidia-container-runtime --root /var/run/docker/runtime-nvidia/moby --log-format json delete --force 18b2fe723696358fb06317c427a\n',
    'no more than 128',
    `Container  \n${CONTAINER}`,
    'found by the first 27 digits of its id',
  ],
  ['audit.log', 'proctitle="/usr/|sbin/init"', 'command line of the process', '/usr/sbin/init'],
  ['audit.log', 'ar|ch=c000003e', 'x86_64 (64-bit Intel/AMD)', 'AUDIT_ARCH_'],
  ['audit.log', 'syscall=6|2', '62 → kill', 'send a signal to a process'],
  ['audit.log', 'success=|yes', 'the call succeeded'],
  ['audit.log', 'ex|it=0', 'succeeded', 'errno(3)'],
  ['audit.log', 'a0=4|9a0', '49a0 → 18848', 'process 18848 (systemd)'],
  ['audit.log', 'a0=|bf', 'process 191 as the sender numbers it', 'on the host it is 7283 (sshd)'],
  ['audit.log', 'a|1=9', 'signal to send', '9 → SIGKILL', 'cannot be caught'],
  ['audit.log', 'a1=f|', 'f → SIGTERM', 'asks the process to end'],
  ['audit.log', 'a3=ffff|ffc0', 'not an argument of kill', 'it means nothing'],
  ['audit.log', ' auid=42949|67295', 'login user', 'unset: no login session'],
  ['audit.log', 'comm="nvidia-cont|aine"', '15 bytes is all that the kernel keeps', 'TASK_COMM_LEN'],
  ['audit.log', 'exe="/usr/bin/nvidia|-container-runtime"', 'file that the process runs'],
  ['audit.log', 'key="trace_|kill_9"', 'key of the audit rule that matched', 'audit.rules(7)'],
];

const KILL = 'nvidia-container-runtime (pid 23413) sent SIGKILL to systemd (host pid 18848)';
const KILL_TIMES = '2020-02-19 08:00:07.232 UTC (2020-02-19 16:00:07.232+08:00)';

const HEADS: readonly Row[] = [
  ['audit.log', 'type=SYSCALL msg=au|dit(1582099207.232:3369619)', KILL, KILL_TIMES, 'SYSCALL: a system call'],
  ['audit.log', 'type=|OBJ_PID msg=audit(1582099207.232:3369619)', KILL, KILL_TIMES, 'OBJ_PID: a process'],
  ['audit.log', '|type=PROCTITLE msg=audit(1582099207.232:3369619)', KILL, KILL_TIMES, 'PROCTITLE: the command line'],
  ['ausearch.txt', 'type=SYSCALL msg=audit(158|2099207.232:3369619)', KILL, KILL_TIMES],
  [
    'audit.log',
    'type=SYSCALL msg=au|dit(1582210039.403:2649702)',
    'nvidia-container-runtime (pid 6558) sent SIGKILL to systemd (host pid 2858)',
    '2020-02-20 14:47:19.403 UTC (2020-02-20 22:47:19.403+08:00)',
  ],
  [
    'audit.log',
    'type=SYSCALL msg=au|dit(1582210046.181:2649752)',
    'systemd-udevd (pid 16425) sent SIGTERM to systemd-udevd (host pid 6686)',
  ],
  [
    'audit.log',
    'type=SYSCALL msg=au|dit(1582210062.620:2649753)',
    'systemd (pid 6683) sent SIGTERM to sshd (host pid 7283)',
  ],
];

const IDS: readonly Row[] = [
  ['messages-20200219', 'id=18b2fe72|3696358', `Container  \n${CONTAINER}`],
  ['messages-20200225', '/containers/de42a6|372c1d', `Container  \n${PANICKED}`, 'shim panicked (likely)', 'ip a'],
  ['messages-20200225', '/exec/0f80962a9b|908b89', 'a command run inside a container', EXEC, 'ip a', PANICKED],
];

const CALLS: readonly Row[] = [
  ['messages-20200225', 'form data: {\\"Attach|Stderr', '"AttachStderr": true,', '"Cmd": [\n    "ip",\n    "a"\n  ],'],
  [
    'messages-20200225',
    '&filters=%7B%22la|bel%22%3A%7B%22io.kubernetes.docker.type%3Dpodsandbox',
    'GET /v1.38/containers/json',
    'all: 1',
    '{\n  "label": {\n    "io.kubernetes.docker.type=podsandbox": true\n  }\n}',
  ],
];

const PANIC = 'panic: runtime error: invalid memory address or nil pointer dereference';

const FRAMES: readonly Row[] = [
  ['messages-20200225', 'proc.(*execProcess).pi|dv(...)', 'proc.(*execProcess).pidv', PANIC, 'goroutine 5 [running]'],
  ['messages-20200225', 'proc/exec.|go:76', 'exec.go:76', 'in github.com/containerd/containerd', 'versions.txt'],
  ['messages-20200225', 'shim/service.go|:91 +0x3e9', 'shim.NewService', 'service.go:91', PANIC],
];

function describeRows(subject: string, rows: readonly Row[]): void {
  describe(`hover over ${subject}`, () => {
    before(caseIsRead);
    for (const [file, at, ...says] of rows) {
      it(`at ${at} of ${file} says ${JSON.stringify(says[0])}`, async () => {
        assertSays(await hoverAt(await openCaseFile(file), at), says);
      });
    }
  });
}

/** The pieces stand in the text, each behind the one before it. */
function assertSays(text: string, says: readonly string[]): void {
  let from = 0;
  for (const piece of says) {
    const found = text.indexOf(piece, from);
    assert.ok(found >= 0, `${JSON.stringify(piece)} is missing, in its order, in:\n${text}`);
    from = found + piece.length;
  }
}

describeRows('audit fields', FIELDS);
describeRows('record heads', HEADS);
describeRows('ids', IDS);
describeRows('API calls', CALLS);
describeRows('frames', FRAMES);

describe('hover', () => {
  before(caseIsRead);

  it('covers the field under the cursor', async () => {
    const document = await openCaseFile('audit.log');
    const [hover] = await hoversAt(document, cursor(document, 'arch=c000|003e'));
    assert.equal(document.getText(hover?.range), 'arch=c000003e');
  });

  it('shows no icon as its source text', async () => {
    const document = await openCaseFile('audit.log');
    const hovers = await hoversAt(document, cursor(document, 'comm="nvidia-cont|aine"'));
    const contents = hovers.flatMap(hover => hover.contents as vscode.MarkdownString[]);
    assert.ok(contents.every(({ value, supportThemeIcons }) => supportThemeIcons === true || !value.includes('$(')));
  });

  it('is silent where nothing is to be said', async () => {
    assert.equal(await hoverAt(await openCaseFile('messages-20200225'), 'attach: std|in: begin'), '');
    assert.equal(await hoverAt(await openCaseFile('audit.rules'), '# catch SIG|KILL'), '');
  });

  it('never trusts what it shows', async () => {
    const document = await openCaseFile('messages-20200219');
    const hovers = await hoversAt(document, cursor(document, 'id=18b2fe7|23696'));
    const contents = hovers.flatMap(hover => hover.contents as vscode.MarkdownString[]);
    assert.ok(contents.length > 0 && contents.every(({ isTrusted, supportHtml }) => !isTrusted && !supportHtml));
  });
});
