// Blind spots of rules for calls that send signals. What is said of signals was seen on Linux 6.18: with
// the rule `-S kill,tkill,tgkill -F a1=0x9` a SIGKILL by kill and tkill was recorded, by tgkill, pidfd_send_signal,
// rt_sigqueueinfo and rt_tgsigqueueinfo it was not; with the rules of the fix all six were.
import { signalName } from '../audit/data/signals';
import { message, type Message } from '../message';
import type { Bits } from './abi';
import { addLines, callsSpan, type BlindSpotRow, type Fix, type Spot } from './blindSpot';
import type { RuleEntry, RulesDocument } from './document';
import { isUnset } from './numbers';
import { bitsOfRule, catches, logsCalls, signalCallsOf, signalField, signalsOf } from './reach';
import { valueOf, type Rule } from './rule';
import { SIGNAL_CALLS, signalRules } from './signalRules';

const KILL = '-a always,exit -F arch=b64 -S kill -F a1=0x9 -F key=k';
const ALL_CALLS = [
  '-a always,exit -F arch=b64 -S kill,tkill,pidfd_send_signal,rt_sigqueueinfo -F a1=0x9 -F key=k',
  '-a always,exit -F arch=b64 -S tgkill,rt_tgsigqueueinfo -F a2=0x9 -F key=k',
].join('\n');

export const SIGNAL_SPOTS: readonly BlindSpotRow[] = [
  {
    code: 'signal-argument',
    severity: 'warning',
    find: document => document.rules.flatMap(entry => signalArgument(entry, document)),
    examples: [
      '-a always,exit -F arch=b64 -S kill,tkill,tgkill -F a1=0x9 -F key=trace_kill_9',
      '-a always,exit -F arch=b64 -S kill,tgkill -F a2=15 -k k',
    ],
    counterExamples: [
      ALL_CALLS,
      KILL,
      '-a always,exit -F arch=b64 -S kill,tkill,tgkill -k k',
      '-a never,exit -F arch=b64 -S kill,tgkill -F a1=9',
    ],
  },
  {
    code: 'signal-calls',
    severity: 'warning',
    find: signalCalls,
    examples: [KILL, '-a always,exit -F arch=b64 -S kill,tkill,tgkill -F a1=0xF -F key=trace_kill_15'],
    counterExamples: [
      ALL_CALLS,
      '-a always,exit -F arch=b64 -S all -F auid=0 -k k',
      '-a always,exit -F arch=b64 -S kill -F a1=0 -k probe',
    ],
  },
  {
    code: 'daemons-unseen',
    severity: 'information',
    find: document => document.rules.flatMap(daemonsUnseen),
    examples: [
      '-a always,exit -F arch=b64 -S kill -F a1=9 -F auid>=1000 -F auid!=unset -k k',
      '-a always,exit -F arch=b64 -S kill -F a1=9 -F auid!=-1 -k k',
    ],
    counterExamples: [
      KILL,
      '-a always,exit -F arch=b64 -S openat -F auid!=unset -k k',
      '-a always,exit -F arch=b64 -S kill -F auid>=1000 -k k',
    ],
  },
];

function keyText(rule: Rule): string | null {
  return rule.keys[0]?.text ?? null;
}

/** The arch= that added rules have: the rule's own word, else b64. */
function archWord(rule: Rule): string {
  return valueOf(rule, 'arch') ?? 'b64';
}

function nameOf(signal: number): Message | string {
  return signalName(signal) ?? String(signal);
}

/** Calls of the rule whose signal the rule looks for in the argument of another call. */
function misplaced({ rule }: RuleEntry): { readonly signal: number; readonly calls: string[] }[] {
  if (!logsCalls(rule)) return [];
  const tested = new Set(rule.tests.map(test => test.field.text));
  return signalsOf(rule)
    .filter(signal => signal > 0)
    .map(signal => ({ signal, calls: signalCallsOf(rule).filter(call => !tested.has(signalField(call))) }))
    .filter(({ calls }) => calls.length > 0);
}

function signalArgument(entry: RuleEntry, document: RulesDocument): Spot[] {
  const bits = bitsOfRule(entry.rule);
  if (bits === null) return [];
  return misplaced(entry).flatMap(({ signal, calls }) =>
    calls
      .filter(call => !isCaught(document, call, bits, signal))
      .map(call => {
        const field = signalField(call);
        const name = entry.rule.syscalls.find(({ text }) => text.toLowerCase() === call);
        const text = message('rules.spot.signalArgument', { call, field, signal: nameOf(signal) });
        return {
          number: entry.number,
          span: name?.span ?? callsSpan(entry),
          text,
          fix: addSignal(entry, document, bits, signal),
        };
      }),
  );
}

const caught = new WeakMap<RulesDocument, Map<string, boolean>>();

/** Looked for once in each document: every rule of it asks the same. */
function isCaught(document: RulesDocument, call: string, bits: Bits, signal: number): boolean {
  const answers = caught.get(document) ?? new Map<string, boolean>();
  caught.set(document, answers);
  const question = `${call} ${String(bits)} ${String(signal)}`;
  const answer =
    answers.get(question) ?? document.rules.some(({ rule }) => catches(rule, call, bits, signal) !== 'never');
  answers.set(question, answer);
  return answer;
}

/** The calls by which a signal is sent that no rule of the file logs. */
function uncaught(document: RulesDocument, bits: Bits, signal: number): string[] {
  return SIGNAL_CALLS.filter(call => !isCaught(document, call, bits, signal));
}

function addSignal(entry: RuleEntry, document: RulesDocument, bits: Bits, signal: number): Fix {
  const calls = uncaught(document, bits, signal);
  const lines = signalRules(archWord(entry.rule), calls, signal, keyText(entry.rule));
  return {
    title: message('rules.fix.addSignal', { signal: nameOf(signal), calls: calls.join(', ') }),
    edits: [addLines(entry, lines)],
  };
}

/** Once for each signal and width, at the first rule that looks for it; what signal-argument says is not said again. */
function signalCalls(document: RulesDocument): Spot[] {
  const told = new Set<string>();
  return document.rules.flatMap(entry =>
    signalsOf(entry.rule).flatMap(signal => {
      const bits = bitsOfRule(entry.rule);
      const about = `${String(signal)} ${String(bits)}`;
      if (bits === null || told.has(about) || signal === 0 || !logsCalls(entry.rule)) return [];
      told.add(about);
      const named = new Set(document.rules.flatMap(other => misplaced(other).flatMap(({ calls }) => calls)));
      const calls = uncaught(document, bits, signal).filter(call => !named.has(call));
      if (calls.length === 0) return [];
      const text = message('rules.spot.signalCalls', { signal: nameOf(signal), calls: calls.join(', '), bits });
      return [{ number: entry.number, span: callsSpan(entry), text, fix: addSignal(entry, document, bits, signal) }];
    }),
  );
}

/** Seen: a kill by a process without login session is not recorded by a rule with auid!=unset. */
function daemonsUnseen({ number, rule }: RuleEntry): Spot[] {
  const test = rule.tests.find(
    ({ field, operator, value }) => /^(?:auid|loginuid)$/.test(field.text) && operator === '!=' && isUnset(value.text),
  );
  const calls = signalCallsOf(rule);
  return test && logsCalls(rule) && calls.length > 0
    ? [{ number, span: test.span, text: message('rules.spot.daemons', { calls: calls.join(', ') }), fix: null }]
    : [];
}
