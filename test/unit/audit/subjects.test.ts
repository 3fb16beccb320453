// What values of audit records name, and what two of them mean the same.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventSubject, keyForms, mayBeOneBoot, sameSubject, subjectsOf } from '../../../server/src/audit/subjects';
import { event, line, linesOf, CASE, record } from './samples';

/** The made or real lines of one event, and what each of them names: `field text`. */
const NAMED: readonly (readonly [what: string, lines: readonly string[], named: readonly string[]])[] = [
  [
    'a kill whose target OBJ_PID proves',
    linesOf(`${CASE}/audit.log`).slice(0, 3),
    ['opid 18848', 'a0 49a0', 'ppid 14134', 'pid 23413', 'key trace_kill_9'],
  ],
  [
    'a kill within a pid namespace: a0 is no pid of the host',
    linesOf(`${CASE}/audit.log`).slice(9, 12),
    ['opid 7283', 'ppid 6661', 'pid 6683', 'key trace_kill_15'],
  ],
  ['a kill without OBJ_PID', [line('SYSCALL', 'arch=c000003e syscall=62 a0=49a0 a1=9 pid=5')], ['pid 5']],
  [
    'a tkill: its first argument is a thread',
    [line('SYSCALL', 'arch=c000003e syscall=200 a0=2a a1=9 pid=5'), line('OBJ_PID', 'opid=42')],
    ['pid 5', 'opid 42'],
  ],
  [
    'a kill of a group',
    [line('SYSCALL', 'arch=c000003e syscall=62 a0=ffffffd6 a1=9 pid=5'), line('OBJ_PID', 'opid=42')],
    ['pid 5', 'opid 42'],
  ],
  ['pids that are none', [line('SYSCALL', 'ppid=0 pid=-1 opid=? a0=5')], []],
  ['a bare key', [line('SYSCALL', 'key=kills')], ['key kills']],
  ['a key with a blank, in hex', [line('SYSCALL', 'key=612062')], ['key 612062']],
  ['several keys', [line('SYSCALL', 'key=6101626301')], ['key 61', 'key 6263']],
  ['no key', [line('SYSCALL', 'key=(null)')], []],
  ['an empty key', [line('SYSCALL', 'key=""')], []],
  ['the first argument of a program', [line('EXECVE', 'argc=1 a0="5"')], []],
];

describe('subjectsOf', () => {
  for (const [what, lines, expected] of NAMED) {
    it(`finds ${expected.join(', ') || 'nothing'} in ${what}`, () => {
      const whole = event(...lines);
      const named = lines.flatMap(text =>
        subjectsOf(record(text), whole).map(({ field, span }) => `${field} ${text.slice(span.start, span.end)}`),
      );
      assert.deepEqual(named, expected);
    });
  }

  it('decodes keys that stand in hex', () => {
    const keys = subjectsOf(record(line('SYSCALL', 'key=74726163655F6B696C6C01612062')), null);
    assert.deepEqual(
      keys.map(({ subject }) => subject),
      [
        { kind: 'key', key: 'trace_kill' },
        { kind: 'key', key: 'a b' },
      ],
    );
  });

  it('gives forms of a key that find it in each of these', () => {
    for (const raw of ['"a b"', 'a b', '612062', '74726163655F6B696C6C01612062'])
      assert.ok(
        keyForms('a b').some(form => `key=${raw}`.includes(form)),
        raw,
      );
  });
});

describe('eventSubject', () => {
  for (const text of [
    'type=CWD msg=audit(1582099207.232:3369619): cwd="/"',
    'node=a type=CWD msg=audit(1582099207.232:3369619) : cwd=":3369619)"',
  ]) {
    it(`finds the serial of ${text}`, () => {
      const named = eventSubject(record(text), text);
      assert.ok(named);
      assert.equal(text.indexOf('3369619'), named.span.start);
      assert.equal(text.slice(named.span.start, named.span.end), '3369619');
    });
  }
});

/** `node pid second:serial` of two records. */
const SAME: readonly (readonly [what: string, a: string, b: string, same: boolean])[] = [
  ['one pid a moment later', 'a 7 100:5000', 'a 7 101:5001', true],
  ['one pid with the records out of order', 'a 7 100:5000', 'a 7 101:4990', true],
  ['one pid after a boot', 'a 7 100:500000', 'a 7 9000:12', false],
  ['the same, asked from behind the boot', 'a 7 9000:12', 'a 7 100:500000', false],
  ['one pid on two nodes', 'a 7 100:5000', 'b 7 101:5001', false],
  ['another pid', 'a 7 100:5000', 'a 8 101:5001', false],
];

describe('sameSubject', () => {
  const pidOf = (text: string) => {
    const [node = '', pid = '', id = ''] = text.split(' ');
    const [second = '', serial = ''] = id.split(':');
    const made = record(`node=${node} type=SYSCALL msg=audit(${second}.000:${serial}): pid=${pid}`);
    const [named] = subjectsOf(made, null);
    assert.ok(named);
    return named.subject;
  };
  for (const [what, a, b, same] of SAME) {
    it(`says ${same ? 'yes' : 'no'} to ${what}`, () => {
      assert.equal(sameSubject(pidOf(a), pidOf(b)), same);
    });
  }

  it('lets a record without node= fit', () => {
    const [bare] = subjectsOf(record('type=SYSCALL msg=audit(100.000:5): pid=7'), null);
    assert.ok(bare && sameSubject(bare.subject, pidOf('a 7 100:5')));
  });

  it("compares no pid by auditd's own serials", () => {
    const [daemon] = subjectsOf(record('node=a type=DAEMON_END msg=audit(9000.000:12): pid=7'), null);
    assert.ok(daemon && sameSubject(daemon.subject, pidOf('a 7 100:500000')));
  });

  it('is symmetric about boots', () => {
    const [a, b] = [record('type=A msg=audit(100.000:500000):'), record('type=A msg=audit(9000.000:12):')];
    assert.equal(mayBeOneBoot(a, b), mayBeOneBoot(b, a));
  });
});
