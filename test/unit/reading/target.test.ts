// What stands at a position; the cursor is a bar in the text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LogDocument } from '../../../server/src/reading/document';
import { isoUtc } from '../../../server/src/log/time';
import { targetAt, type Target } from '../../../server/src/reading/target';
import { caseText, EXEC, KILLED, PANICKED } from '../incident';

/** Line breaks, as an editor counts them. */
function documentOf(text: string): LogDocument {
  const lines = text.split('\n');
  return new LogDocument('/case/log', { lineCount: lines.length, line: index => lines[index] ?? '' });
}

/** What stands at the bar: its kind, the text of its span, and what the target is about. */
function at(text: string): string {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const [line, column] = [before.length - 1, before.at(-1)?.length ?? 0];
  const document = documentOf(text.replace('|', ''));
  const target = targetAt(document, line, column);
  return target
    ? `${target.kind} "${document.text(line).slice(target.span.start, target.span.end)}" ${about(target)}`
    : 'nothing';
}

function about(target: Target): string {
  switch (target.kind) {
    case 'frame':
      return `${target.context.frame.file.replace(/^.*\//, '')}:${String(target.context.frame.line)}`;
    case 'audit-head':
      return `${target.record.type} of ${String(target.event?.records.length)}`;
    case 'audit-field':
      return `${target.field.raw.slice(0, 12)} of ${target.record.type}`;
    case 'id':
      return target.digits.slice(0, 12);
    case 'kernel':
      return target.description.sentence.id;
    case 'form-data':
      return JSON.stringify(target.json);
    case 'api-call':
      return `${target.call.method} ${target.call.path}`;
    case 'time':
      return target.time ? isoUtc(target.time) : 'unknown';
  }
}

const SEGFAULT = 'resizer[1]: segfault at 0 ip 000000000040007a sp 00007ffe48418740 error 6 in resizer[7a,400000+1000]';
const XID = 'NVRM: Xid (PCI:0000:3b:00): 79';
const HEAD = 'Feb 25 22:07:13 gpu-ser-xyz dockerd: ';
const CALL = 'time="2020-02-25T22:07:13.7+08:00" level=debug msg="Calling GET /v1.38/containers/json?all=1&limit=0"';
const FORM = 'time="2020-02-25T22:07:13.3+08:00" level=debug msg="form data: {\\"Tty\\":false}"';
const EVENT = caseText('audit.log').split('\n').slice(0, 3).join('\n');
/** Made: what auditd writes at the end of a line with `log_format = ENRICHED`. */
const ENRICHED =
  'type=SYSCALL msg=audit(1582099207.232:1): auid=1000 uid=0 uid=7\x1dAUID="alice" UID="root" UID="tom" EUID="root"';
const frameLines = caseText('messages-20200225').split('\n').slice(21, 36);
const bareFrames = frameLines.map(line => line.replace(/^.*? dockerd: /, '').replace(/^\//, '\t/'));

function barBefore(text: string, word: string): string {
  const index = text.indexOf(word);
  assert.ok(index >= 0, word);
  return `${text.slice(0, index)}|${text.slice(index)}`;
}

function barBehind(text: string, word: string): string {
  return barBefore(text, word).replace(`|${word}`, () => `${word}|`);
}

const PIDV = 'github.com/containerd/containerd/runtime/v1/linux/proc.(*execProcess).pidv';
const EXEC_GO = '/go/src/github.com/containerd/containerd/runtime/v1/linux/proc/exec.go:76';

const SAMPLES: readonly (readonly [what: string, text: string, expected: string])[] = [
  ['an audit field', barBefore(EVENT, 'a1=9'), 'audit-field "a1=9" 9 of SYSCALL'],
  ['the end of an audit field', barBehind(EVENT, 'a1=9'), 'audit-field "a1=9" 9 of SYSCALL'],
  ["auditd's own decoding of a field", barBefore(ENRICHED, 'AUID='), 'audit-field "AUID="alice"" 1000 of SYSCALL'],
  ['the second decoding of a doubled name', barBefore(ENRICHED, 'tom'), 'audit-field "UID="tom"" 7 of SYSCALL'],
  ['the start of what auditd decoded', barBefore(ENRICHED, '\x1d'), 'audit-field "uid=7" 7 of SYSCALL'],
  ['a decoding without its field', barBefore(ENRICHED, 'EUID='), 'nothing'],
  [
    "a record's head",
    `ty|${EVENT.slice(2)}`,
    'audit-head "type=PROCTITLE msg=audit(1582099207.232:3369619):" PROCTITLE of 3',
  ],
  [
    "another record's head",
    barBefore(EVENT, 'OBJ_PID'),
    'audit-head "type=OBJ_PID msg=audit(1582099207.232:3369619):" OBJ_PID of 3',
  ],
  ['an id', `${HEAD}level=info id=18b2|${KILLED.slice(4)} x`, `id "${KILLED}" ${KILLED.slice(0, 12)}`],
  ['the end of an id', `${HEAD}level=info id=${KILLED}| x`, `id "${KILLED}" ${KILLED.slice(0, 12)}`],
  [
    'an id in a call',
    `${HEAD}${CALL.replace('json?all=1&limit=0', `${PANICKED.slice(0, 9)}|${PANICKED.slice(9)}/exec`)}`,
    `id "${PANICKED}" ${PANICKED.slice(0, 12)}`,
  ],
  ["an exec's id in text without a form", `see |${EXEC}`, `id "${EXEC}" ${EXEC.slice(0, 12)}`],
  ['form data', HEAD + barBefore(FORM, 'Tty'), 'form-data "form data: {\\"Tty\\":false}" {"Tty":false}'],
  [
    'a call with a query',
    HEAD + barBefore(CALL, 'all=1'),
    'api-call "Calling GET /v1.38/containers/json?all=1&limit=0" GET /v1.38/containers/json',
  ],
  ['a call without one', HEAD + barBefore(CALL.replace('?all=1&limit=0', ''), 'json'), 'nothing'],
  ['what stands before the message', HEAD + barBefore(CALL, 'level'), 'nothing'],
  ['the head of a line', `Feb |${HEAD.slice(4)}${CALL}`, `time "${HEAD}" 2020-02-25T14:07:13.7Z`],
  ['the stamp inside', HEAD + barBefore(CALL, '2020'), `time "2020-02-25T22:07:13.7+08:00" 2020-02-25T14:07:13.7Z`],
  [
    'the head of a line without year and zone',
    'Feb |25 22:07:13 vm systemd[1]: x',
    'time "Feb 25 22:07:13 vm systemd[1]: " unknown',
  ],
  [
    "the kernel's report of a crash",
    `Nov 23 15:44:10 vm kernel: [ 4542.128236] ${barBefore(SEGFAULT, 'error')}`,
    `kernel "${SEGFAULT.slice(12, 73)}" kernel.segfaultIn`,
  ],
  [
    'a fault of a GPU in the JSON of the journal',
    `{"MESSAGE":"${barBefore(XID, '79')}, x"}`,
    `kernel "${XID}" kernel.xid`,
  ],
  ['what stands behind a report', `${barBefore(SEGFAULT, 'resizer[7a')}`, 'nothing'],
  [
    'the id in a report of the OOM killer',
    `oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/docker/|${KILLED},pid=7`,
    `id "${KILLED}" ${KILLED.slice(0, 12)}`,
  ],
  ['plain text', 'no |log', 'nothing'],
  ['an empty text', '|', 'nothing'],
];

describe('targetAt', () => {
  for (const [what, text, expected] of SAMPLES) {
    it(`knows ${what}`, () => {
      assert.equal(at(text), expected);
    });
  }

  it('knows a hex proctitle, with its name', () => {
    assert.match(
      at(barBefore(EVENT, '636F6E7461')),
      /^audit-field "proctitle=6E76[0-9A-F]+" 6E7669646961 of PROCTITLE$/,
    );
  });

  for (const [form, lines] of [
    ['with a syslog head', frameLines],
    ['bare', bareFrames],
  ] as const) {
    it(`knows a frame on both of its lines, ${form}`, () => {
      const text = lines.join('\n');
      assert.equal(at(barBefore(text, 'execProcess).pidv')), `frame "${PIDV}" exec.go:76`);
      assert.equal(at(barBefore(text, 'exec.go:76')), `frame "${EXEC_GO}" exec.go:76`);
      assert.match(at(barBefore(text, 'shim.NewService')), /^frame ".*shim\.NewService" service\.go:91$/);
    });
  }

  it('knows the frame over its arguments and behind the end of its line, and the time before it', () => {
    const text = frameLines.join('\n');
    assert.match(at(barBehind(text, '0x8d8cf0,')), / exec_state\.go:175$/);
    assert.match(at(barBehind(text, 'exec.go:76')), / exec\.go:76$/);
    assert.match(at(barBefore(text, 'dockerd: github.com')), /^time /);
  });

  it('knows nothing behind the last line', () => {
    assert.equal(targetAt(documentOf('x'), 5, 0), null);
  });
});

/** The bar, and what the value there names. */
const NAMES: readonly (readonly [text: string, named: string | null])[] = [
  [barBefore(EVENT, '3369619'), 'event "3369619"'],
  [barBehind(EVENT, '3369619'), 'event "3369619"'],
  [barBefore(EVENT, '1582099207'), null],
  [barBefore(EVENT, '8848'), 'process "18848"'],
  [barBefore(EVENT, 'pid=18848'), null],
  [barBefore(EVENT, '49a0'), 'process "49a0"'],
  [barBefore(EVENT, '14134'), 'process "14134"'],
  [barBefore(EVENT, '_kill_9'), 'key "trace_kill_9"'],
  [barBefore(EVENT.replace('"trace_kill_9"', '6101626364'), '6364'), 'key "626364"'],
  [barBefore(EVENT, 'key='), null],
  [barBefore(EVENT, 'comm='), null],
];

describe('the id at a position of an audit field', () => {
  const EXECUTED = `type=EXECVE msg=audit(1582099207.232:1): argc=2 a0="runc" a1="/run/${KILLED}/${PANICKED}.pid" a2=7fc1fff88ac0`;
  for (const [what, text, expected] of [
    ['the one under the cursor', barBefore(EXECUTED, KILLED.slice(4)), KILLED],
    ['not the one beside it', barBefore(EXECUTED, PANICKED.slice(4)), PANICKED],
    ['none where the value has none there', barBefore(EXECUTED, '/run/'), null],
    ['no number', barBefore(EXECUTED, '7fc1'), null],
    ['the last of a hex-encoded value', barBefore(EVENT, '636F6E7461'), KILLED.slice(0, 27)],
  ] as const) {
    it(`is ${what}`, () => {
      const bar = text.indexOf('|');
      const target = targetAt(documentOf(text.replace('|', '')), 0, bar);
      assert.equal(target?.kind === 'audit-field' ? target.digits : 'no field', expected);
    });
  }
});

describe('what the value at a position names', () => {
  for (const [text, expected] of NAMES) {
    const bar = text.indexOf('|');
    it(`is ${expected ?? 'nothing'} at ${text.slice(Math.max(0, bar - 12), bar + 12)}`, () => {
      const before = text.slice(0, bar).split('\n');
      const [line, column] = [before.length - 1, before.at(-1)?.length ?? 0];
      const document = documentOf(text.replace('|', ''));
      const target = targetAt(document, line, column);
      assert.ok(target?.kind === 'audit-head' || target?.kind === 'audit-field');
      const { named } = target;
      const words = named && `${named.subject.kind} "${document.text(line).slice(named.span.start, named.span.end)}"`;
      assert.equal(words, expected);
    });
  }
});

describe('LogDocument', () => {
  it('knows the event that each record belongs to', () => {
    const document = documentOf(caseText('ausearch.txt'));
    assert.equal(document.auditEvent(1), null);
    assert.equal(document.auditEvent(2)?.serial, 3369619);
    assert.equal(document.auditEvent(2), document.auditEvent(4));
    assert.notEqual(document.auditEvent(4), document.auditEvent(7));
  });

  it('reads the text once, at the first question', () => {
    let asked = 0;
    const lines = caseText('audit.log').split('\n');
    const document = new LogDocument('/case/audit.log', {
      lineCount: lines.length,
      line: index => {
        asked++;
        return lines[index] ?? '';
      },
    });
    assert.equal(asked, 0);
    assert.equal(document.contents, document.contents);
    document.auditEvent(0);
    document.frame(0);
    assert.equal(asked, lines.length);
  });
});
