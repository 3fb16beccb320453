// The rules that would have caught a killer: that they load and log was seen with auditctl (auditctl.test.ts).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readKill } from '../../../server/src/audit/kill';
import { readRules } from '../../../server/src/auditRules/document';
import { writeKillerRules, type LoggedKill } from '../../../server/src/auditRules/killerRules';
import { problemsOf } from '../../../server/src/auditRules/problems';
import { bitsOf } from '../../../server/src/auditRules/abi';
import { catches } from '../../../server/src/auditRules/reach';
import { SIGNAL_CALLS } from '../../../server/src/auditRules/signalRules';
import { killerRulesText } from '../../../server/src/render/killerRules';
import { caseText } from '../incident';
import { LogReader } from '../../../server/src/reading/log';
import { splitLines } from '../../../server/src/reading/lines';

function kills(log: string): LoggedKill[] {
  const reader = new LogReader('audit.log');
  for (const line of splitLines(log)) reader.push(line);
  return reader.end().auditEvents.flatMap(event => {
    const kill = readKill(event);
    return kill ? [{ kill, bits: 64 as const }] : [];
  });
}

const [first] = kills(caseText('audit.log'));
const rules = [readRules('/case/audit.rules', caseText('audit.rules'))];
const question = { container: '18b2fe723696', kills: first ? [first] : [], architecture: 'x86_64', rules };

function written(changes: Partial<typeof question> = {}): string {
  return killerRulesText(writeKillerRules({ ...question, ...changes }));
}

describe('bitsOf', () => {
  for (const [value, bits] of [
    ['b64', 64],
    ['B32', 32],
    ['aarch64', 64],
    ['armv7l', 32],
    ['c000003e', 64],
    ['0xc0000102', 64],
    ['40000003', 32],
    ['28', 32],
    ['ffffffff', null],
    ['sparkly', null],
  ] as const) {
    it(`says of ${value}: ${String(bits)}`, () => {
      assert.equal(bitsOf(value), bits);
    });
  }
});

describe('catches', () => {
  for (const [line, call, answer] of [
    ['-S kill -F a1=9', 'kill', 'always'],
    ['-S kill -F a0=1234 -F a1=9', 'kill', 'sometimes'],
    ['-S kill -F a1=9 -F a0=1234', 'kill', 'sometimes'],
    ['-S kill -F a0=1234 -F a1=15', 'kill', 'never'],
    ['-S tgkill -F a1=77 -F a2=9', 'tgkill', 'sometimes'],
    ['-S kill,tgkill -F a1=9', 'tgkill', 'never'],
    ['-S kill,tgkill -F a0=1234 -F a1=9', 'tgkill', 'never'],
    ['-S kill,tgkill -F a1=9 -F a0=1234', 'tgkill', 'never'],
    ['-S kill -F a0=1234', 'kill', 'sometimes'],
    ['-S tgkill -F a1=77', 'tgkill', 'sometimes'],
    ['-S all -F a0=1234', 'kill', 'sometimes'],
    ['-S kill', 'kill', 'always'],
  ] as const) {
    it(`says that ${line} logs SIGKILL by ${call}: ${answer}`, () => {
      const [entry] = readRules('a.rules', `-a always,exit -F arch=b64 ${line} -k k`).rules;
      assert.ok(entry);
      assert.equal(catches(entry.rule, call, 64, 9), answer);
    });
  }
});

describe('writeKillerRules', () => {
  it('writes rules that log SIGKILL and SIGTERM by every call that sends a signal, on both widths', () => {
    const document = readRules('killer.rules', written());
    for (const bits of [64, 32] as const)
      for (const signal of [9, 15])
        for (const call of SIGNAL_CALLS)
          assert.ok(
            document.rules.some(({ rule }) => catches(rule, call, bits, signal) === 'always'),
            `${call} ${String(signal)} on ${String(bits)} bits`,
          );
  });

  it('writes rules in which nothing is to be mended', () => {
    assert.deepEqual(problemsOf(readRules('killer.rules', written())), []);
  });

  it('says which rules of the case logged the kill, and what they miss', () => {
    const text = written();
    assert.match(
      text,
      /^# In this case nvidia-container-runtime sent SIGKILL by kill, on 64 bits; it was logged with key trace_kill_9\.$/m,
    );
    assert.match(text, /^# audit\.rules, line 2: logs it\.$/m);
    assert.match(text, /^# audit\.rules, line 3: does not log it\.$/m);
    assert.match(
      text,
      /^# audit\.rules, line 2: logs SIGKILL on 64 bits by kill, tkill; misses tgkill, pidfd_send_signal, rt_sigqueueinfo, rt_tgsigqueueinfo\.$/m,
    );
  });

  it('names rules that did not log the kill together, and misses nothing that another rule of the file logs', () => {
    const rule = (calls: string, signal: string) => `-a always,exit -F arch=b64 -S ${calls} -F ${signal} -k k`;
    const lines = [
      rule('kill,tkill,pidfd_send_signal,rt_sigqueueinfo', 'a1=9'),
      rule('tgkill,rt_tgsigqueueinfo', 'a2=9'),
      rule('kill', 'a1=15'),
    ];
    const text = written({ rules: [readRules('a.rules', lines.join('\n'))] });
    assert.match(text, /^# a\.rules, line 1: logs it\.\n# a\.rules, lines 2, 3: do not log it\.$/m);
    assert.match(text, /^# a\.rules, line 2: logs SIGKILL on 64 bits by tgkill, rt_tgsigqueueinfo\.$/m);
    assert.match(text, /^# a\.rules, line 3: logs SIGTERM on 64 bits by kill; misses tkill, tgkill,/m);
  });

  it('says that a rule behind one that never logs would not have logged it', () => {
    const text = written({
      rules: [readRules('a.rules', '-a never,exit\n-a always,exit -F arch=b64 -S kill -F a1=9 -k k')],
    });
    assert.match(text, /^# a\.rules, line 2: does not log it, a rule before it keeps it from being reached\.$/m);
    assert.doesNotMatch(text, /line 2: logs/);
  });

  it('claims no width where the record of the kill tells none', () => {
    assert.ok(first);
    const narrow = '-a always,exit -F arch=b32 -S kill -F a1=9 -k k';
    const files = [
      readRules('a.rules', `${narrow}\n${narrow.replace('b32', 'b64')}\n${narrow.replace('a1=9', 'a1=15')}`),
    ];
    const text = killerRulesText(
      writeKillerRules({ ...question, kills: [{ kill: first.kill, bits: null }], rules: files }),
    );
    assert.match(
      text,
      /^# In this case nvidia-container-runtime sent SIGKILL by kill; it was logged with key trace_kill_9\.$/m,
    );
    for (const line of ['a.rules, line 1', 'a.rules, line 2'])
      assert.ok(text.includes(`# ${line}: logs it where its other conditions hold.\n`), line);
    assert.match(text, /^# a\.rules, line 3: does not log it\.$/m);
    const keyless = { ...first.kill, key: null };
    const plain = killerRulesText(writeKillerRules({ ...question, kills: [{ kill: keyless, bits: null }] }));
    assert.match(plain, /^# In this case nvidia-container-runtime sent SIGKILL by kill\.$/m);
  });

  it('claims no width of a rule that logs its signal by no call', () => {
    const contrary = readRules('a.rules', '-a always,exit -F arch=b64 -S kill -F a1=9 -F a1=15 -k k');
    assert.match(written({ rules: [contrary] }), /^# a\.rules, line 1: looks for SIGKILL, but logs it by no call\.$/m);
  });

  it('says what it cannot see', () => {
    for (const what of ['OOM kill', 'cgroup.kill', 'pid namespace', 'lost']) assert.ok(written().includes(what), what);
  });

  for (const [architecture, arches] of [
    ['x86_64', ['b64', 'b32']],
    ['aarch64', ['b64', 'b32']],
    ['ppc64le', ['b64']],
    ['i386', ['b32']],
    [null, ['b64', 'b32']],
  ] as const) {
    it(`writes rules for ${arches.join(' and ')} on ${architecture ?? 'a node whose architecture no record tells'}`, () => {
      const text = killerRulesText(writeKillerRules({ ...question, architecture }));
      assert.deepEqual([...new Set(text.match(/(?<=arch=)b\d\d/g))], arches);
    });
  }

  it('keeps what a log says within its comment', () => {
    assert.ok(first);
    const kill = { ...first.kill, sender: { ...first.kill.sender, name: 'x\n-D\r\n-e 0\u2028-D\u202e' } };
    const text = written({ kills: [{ kill, bits: 64 }] });
    assert.doesNotMatch(text, /[\u202a-\u202e]/);
    const document = readRules('killer.rules', text);
    assert.ok(document.entries.every(({ line }) => line.options.every(({ name }) => name !== '-D' && name !== '-e')));
  });
});
