// Blind spots of single values: what auditctl takes and reads as something else.
import { message } from '../message';
import { insert, type BlindSpotRow, type Spot } from './blindSpot';
import type { RuleEntry } from './document';
import { ruleField } from './fields';
import { isUnset, readNumber } from './numbers';
import { logsCalls } from './reach';
import { errorNumber, type ValueKind } from './values';

const RULE = '-a always,exit -F arch=b64 -S kill';

/** Kinds whose values strtoul(3) reads, and which of them auditctl takes without any digit, as 0 (seen by auditctl -l). */
const NUMERIC: readonly ValueKind[] = [
  'argument',
  'number',
  'success',
  'user',
  'loginUser',
  'group',
  'session',
  'family',
];
const ZERO_WITHOUT_DIGITS: readonly ValueKind[] = ['session', 'family'];

export const VALUE_SPOTS: readonly BlindSpotRow[] = [
  {
    // auditctl -l shows a1=0x0 for a1=09 and a1=0x9 for a1=0x9z.
    code: 'number-cut',
    severity: 'warning',
    find: document => document.rules.flatMap(numberCut),
    examples: [
      `${RULE} -F a1=09 -k k`,
      `${RULE} -F a1=0x9z -k k`,
      `${RULE} -F sessionid=foo -k k`,
      '-a always,exit -F arch=b64 -S socket -F saddr_fam=inet -k k',
    ],
    counterExamples: [
      `${RULE} -F a1=9 -k k`,
      `${RULE} -F a1=0x9 -k k`,
      `${RULE} -F a1=011 -k k`,
      `${RULE} -F sessionid=unset -k k`,
      `${RULE} -F auid=root -k k`,
    ],
  },
  {
    // auditctl -l shows key="ab" with the quotes.
    code: 'quoted-key',
    severity: 'warning',
    find: ({ rules }) =>
      rules.flatMap(({ number, rule }) =>
        rule.keys
          .filter(({ text }) => /^["']|["']$/.test(text))
          .map(({ span, text }) => ({
            number,
            span,
            text: message('rules.spot.quotes', { key: text }),
            fix: {
              title: message('rules.fix.removeQuotes'),
              edits: [{ number, span, text: text.replace(/^["']|["']$/g, '') }],
            },
          })),
      ),
    examples: [`${RULE} -k "ab"`, `${RULE} -F key='ab'`],
    counterExamples: [`${RULE} -k ab`],
  },
  {
    // A call that fails returns minus an error; auditctl -l shows exit=13 for exit=EACCES.
    code: 'exit-positive',
    severity: 'warning',
    find: ({ rules }) =>
      rules.flatMap(({ number, rule }) =>
        rule.tests
          .filter(
            ({ field, value, comparison }) =>
              !comparison && field.text === 'exit' && /^E/.test(value.text) && errorNumber(value.text) !== null,
          )
          .map(({ value }) => ({
            number,
            span: value.span,
            text: message('rules.spot.exitPositive', { name: value.text, number: errorNumber(value.text) ?? 0 }),
            fix: {
              title: message('rules.fix.minus', { name: value.text }),
              edits: [insert(number, value.span.start, '-')],
            },
          })),
      ),
    examples: [`${RULE} -F exit=EACCES -k k`],
    counterExamples: [`${RULE} -F exit=-EACCES -k k`, `${RULE} -F exit=13 -k k`],
  },
  {
    // All tests of a rule must hold (audit.rules(7)); seen: with a1=9 and a1=15 neither signal is recorded.
    code: 'contradiction',
    severity: 'warning',
    find: document => document.rules.flatMap(contradictions),
    examples: [
      `${RULE} -F a1=9 -F a1=15 -k k`,
      `${RULE} -F auid=0 -F auid=1000 -k k`,
      '-a always,exit -F arch=b64 -F arch=b32 -S kill -k k',
    ],
    counterExamples: [
      `${RULE} -F a1=9 -F a1=0x9 -k k`,
      `${RULE} -F auid=0 -F uid=1000 -k k`,
      `${RULE} -F auid!=0 -F auid!=1000 -k k`,
      `${RULE} -F auid=0 -F auid=root -k k`,
    ],
  },
  {
    // auditctl.c, check_path, warns of both in syslog, and loads the rule.
    code: 'watch-pattern',
    severity: 'warning',
    find: ({ rules }) =>
      rules.flatMap(({ number, rule }) => {
        const { watch } = rule;
        if (watch === null || !/[*?]|\.\./.test(watch.text)) return [];
        const text = message(/[*?]/.test(watch.text) ? 'rules.spot.wildcard' : 'rules.spot.relative');
        return [{ number, span: watch.span, text, fix: null }];
      }),
    examples: ['-w /etc/* -p wa -k k', '-w /etc/../etc/passwd -p wa -k k'],
    counterExamples: ['-w /etc -p wa -k k'],
  },
  {
    // linux/audit.h, AUDIT_UID_UNSET is the greatest number: seen, a kill by a daemon is recorded by auid>=1000.
    code: 'unset-included',
    severity: 'information',
    find: document => document.rules.flatMap(unsetIncluded),
    examples: [`${RULE} -F auid>=1000 -k k`, `${RULE} -F auid>999 -k k`],
    counterExamples: [
      `${RULE} -F auid>=1000 -F auid!=unset -k k`,
      `${RULE} -F auid>=1000 -F auid!=-1 -k k`,
      `${RULE} -F auid>=1000 -F auid!=4294967295 -k k`,
      `${RULE} -F auid<1000 -k k`,
      `${RULE} -F uid>=1000 -k k`,
    ],
  },
  {
    code: 'missing-key',
    severity: 'information',
    find: ({ rules }) =>
      rules
        .filter(({ rule }) => rule.keys.length === 0 && logsCalls(rule))
        .map(({ number, rule }) => ({ number, span: rule.head.span, text: message('rules.spot.key'), fix: null })),
    examples: [RULE, '-w /etc/passwd -p wa'],
    counterExamples: [
      `${RULE} -k k`,
      `${RULE} -F key=k`,
      '-a never,exit -F arch=b64 -S kill',
      '-a always,exclude -F msgtype=CWD',
    ],
  },
];

function numberCut({ number, rule }: RuleEntry): Spot[] {
  return rule.tests.flatMap(({ field, value, comparison }) => {
    const kind = ruleField(field.text)?.kind;
    if (comparison || kind === undefined || !NUMERIC.includes(kind) || value.text === 'unset') return [];
    const read = readNumber(value.text);
    if (read?.whole || (read === null && !ZERO_WITHOUT_DIGITS.includes(kind))) return [];
    const text = message('rules.spot.numberCut', { written: value.text, read: read?.value ?? 0 });
    return [{ number, span: value.span, text, fix: null }];
  });
}

function contradictions({ number, rule }: RuleEntry): Spot[] {
  const values = new Map<string, string>();
  return rule.tests.flatMap(({ field, operator, value, span, comparison }) => {
    if (comparison || operator !== '=') return [];
    const read = readNumber(value.text);
    const wanted = read === null ? value.text : String(read.value);
    const before = values.get(field.text);
    values.set(field.text, before ?? wanted);
    // A name and a number can be the same user.
    const comparable = before !== undefined && /^-?\d+$/.test(before) === (read !== null);
    return comparable && before !== wanted
      ? [{ number, span, text: message('rules.spot.contradiction', { field: field.text }), fix: null }]
      : [];
  });
}

function unsetIncluded({ number, rule }: RuleEntry): Spot[] {
  const tests = rule.tests.filter(({ field, comparison }) => !comparison && /^(?:auid|loginuid)$/.test(field.text));
  const from = tests.find(({ operator }) => operator === '>=' || operator === '>');
  const told = tests.some(
    ({ operator, value }) => operator !== '>=' && operator !== '>' && (isUnset(value.text) || operator !== '!='),
  );
  return from && !told && logsCalls(rule)
    ? [
        {
          number,
          span: from.span,
          text: message('rules.spot.unset', { test: `${from.field.text}${from.operator ?? ''}${from.value.text}` }),
          fix: {
            title: message('rules.fix.addUnset'),
            edits: [insert(number, from.span.end, ` -F ${from.field.text}!=unset`)],
          },
        },
      ]
    : [];
}
