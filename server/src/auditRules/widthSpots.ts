// Blind spots of rules whose arch= leaves calls out: those of the other width, or, without one, more than was meant.
import { syscallNumber } from '../audit/data/syscalls';
import { message } from '../message';
import type { Span } from '../place';
import { architecturesOf, bitsOf, type Bits } from './abi';
import { addLines, callsSpan, insert, MAX_COMPARED, type BlindSpotRow, type Fix, type Spot } from './blindSpot';
import type { RuleEntry, RulesDocument } from './document';
import { bitsOfRule, callsOf, conditionsOf, logsCalls, oncePerRule } from './reach';
import type { Rule } from './rule';

const KILL = '-a always,exit -F arch=b64 -S kill -F a1=0x9 -F key=k';

export const WIDTH_SPOTS: readonly BlindSpotRow[] = [
  {
    code: 'missing-arch',
    severity: 'warning',
    find: document => document.rules.flatMap(missingArch),
    examples: ['-a always,exit -S kill -F a1=9 -k k'],
    counterExamples: [
      KILL,
      '-a always,exit -S all -F auid=0 -k k',
      '-a always,exit -F path=/etc/passwd -F perm=wa -k k',
      '-a always,exit -S 62 -k k',
    ],
  },
  {
    code: 'one-abi',
    severity: 'information',
    find: oneAbi,
    examples: [KILL, '-a always,exit -F arch=b32 -S kill -F a1=0x9 -F key=k'],
    counterExamples: [
      `${KILL}\n${KILL.replace('b64', 'b32')}`,
      '-a always,exit -S kill -F a1=9 -k k',
      '-a always,exit -F arch=ppc64le -S kill -k k',
      '-a always,exit -F arch=b32 -S stime -k k',
    ],
  },
];

/** auditctl.c, check_rule_mismatch, warns of it in syslog. */
function missingArch(entry: RuleEntry): Spot[] {
  const { number, rule, line } = entry;
  const names = rule.syscalls.filter(({ text }) => text !== 'all' && !/^[0-9]/.test(text));
  const [first] = names;
  const option = line.options.find(({ name }) => name === '-S');
  const unsure = rule.tests.some(test => test.field.text === 'arch') || rule.list !== 'exit';
  if (!first || !option || unsure) return [];
  const other = line.text.slice(0, option.span.start) + '-F arch=b32 ' + line.text.slice(option.span.start);
  const kept = namesOn(rule, 'b32').length === names.length;
  const fix: Fix = {
    title: message('rules.fix.addArch'),
    edits: [insert(number, option.span.start, '-F arch=b64 '), ...(kept ? [addLines(entry, [other])] : [])],
  };
  return [{ number, span: callsSpan(entry), text: message('rules.spot.arch', { call: first.text }), fix }];
}

/** The names of a rule's calls that an arch= has. */
function namesOn(rule: Rule, arch: string): string[] {
  const [architecture] = architecturesOf(arch);
  return rule.syscalls
    .map(({ text }) => text)
    .filter(
      text =>
        architecture !== undefined && (text === 'all' || syscallNumber(architecture, text.toLowerCase()) !== null),
    );
}

const OTHER: Readonly<Record<Bits, 'b64' | 'b32'>> = { 64: 'b32', 32: 'b64' };
/** More lines are not listed. */
const MAX_LISTED = 8;
/** Machines that have no calls of the other width. */
const SINGLE = /^(?:ppc64le|riscv64|riscv32|arm.*|i.86|ppc|s390)$/;

/** The same for rules of the same conditions in whatever order. */
const alikeness = oncePerRule(rule => [...conditionsOf(rule)].sort().join(' '));

/** Once for each width, at the first rule: that a whole file has rules of one width only is one thing to know. */
function oneAbi({ rules }: RulesDocument): Spot[] {
  const alone = rules.slice(0, MAX_COMPARED).flatMap(entry => {
    const written = ofOneWidth(entry.rule, rules) ? inOtherWidth(entry) : null;
    return written ? [{ entry, ...written }] : [];
  });
  return ([64, 32] as const).flatMap(bits => {
    const found = alone.filter(each => each.bits === bits);
    const [first] = found;
    if (first === undefined) return [];
    const other = bits === 64 ? 32 : 64;
    const edits = found.map(({ entry, text }) => addLines(entry, [text]));
    const { number } = first.entry;
    if (found.length === 1) {
      const title = message('rules.fix.addAbi', { arch: OTHER[bits] });
      const text = message('rules.spot.oneAbi', { bits, other });
      return [{ number, span: first.span, text, fix: { title, edits } }];
    }
    const lines = found.map(({ entry }) => entry.number + 1);
    const title = message('rules.fix.addAbis', { arch: OTHER[bits], count: found.length });
    const text = message('rules.spot.oneAbis', { bits, other, count: found.length, lines: listed(lines) });
    return [{ number, span: first.span, text, fix: { title, edits } }];
  });
}

/** Line numbers, as many as can be read at a glance. */
function listed(lines: readonly number[]): string {
  return lines.length <= MAX_LISTED ? lines.join(', ') : `${lines.slice(0, MAX_LISTED).join(', ')}, …`;
}

/** Whether a rule logs calls of one width, and no other rule logs any of them for the other width. */
function ofOneWidth(rule: Rule, rules: readonly RuleEntry[]): boolean {
  const bits = bitsOfRule(rule);
  if (bits === null || !logsCalls(rule)) return false;
  const wanted = callsOf(rule);
  const conditions = alikeness(rule);
  return !rules.some(({ rule: other }) => {
    const calls = callsOf(other);
    const same = calls === 'all' || (wanted !== 'all' && wanted.some(call => calls.includes(call)));
    const alike = alikeness(other) === conditions || conditionsOf(other).length === 0;
    return other !== rule && logsCalls(other) && bitsOfRule(other) !== bits && same && alike;
  });
}

/** A rule written for the other width, with those of its calls that there are; null where a node has no such calls. */
function inOtherWidth({
  rule,
  line,
}: RuleEntry): { readonly bits: Bits; readonly span: Span; readonly text: string } | null {
  const arch = rule.tests.find(test => test.field.text === 'arch' && test.operator === '=' && !test.comparison);
  const bits = arch && bitsOf(arch.value.text);
  if (!arch || !bits || SINGLE.test(arch.value.text)) return null;
  const names = rule.syscalls.length === 0 ? ['all'] : namesOn(rule, OTHER[bits]);
  if (names.length === 0) return null;
  const { text } = line;
  const renamed = text.slice(0, arch.value.span.start) + OTHER[bits] + text.slice(arch.value.span.end);
  const [option, ...more] = line.options.filter(({ name }) => name === '-S');
  const at = option?.argument?.span;
  if (!at || more.length > 0) return { bits, span: arch.span, text: renamed };
  const shift = OTHER[bits].length - (arch.value.span.end - arch.value.span.start);
  const named = renamed.slice(0, at.start + shift) + names.join(',') + renamed.slice(at.end + shift);
  return { bits, span: arch.span, text: named };
}
