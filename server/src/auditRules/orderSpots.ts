// Blind spots that come from the order of the lines: rules that are never reached, deleted, or not loaded.
import { message } from '../message';
import { MAX_COMPARED, type BlindSpotRow, type Spot } from './blindSpot';
import type { Entry, RulesDocument } from './document';
import { covers, identity } from './reach';
import { isSkipped } from './rule';

const KILL = '-a always,exit -F arch=b64 -S kill -F a1=9 -F key=k9';

export const ORDER_SPOTS: readonly BlindSpotRow[] = [
  {
    // auditctl.c, setopt, eats what is deprecated: seen, auditctl -R ends with 0 and auditctl -l shows the next rule alone.
    code: 'skipped-rule',
    severity: 'warning',
    find: ({ entries }) =>
      entries
        .filter(({ rule, refusal }) => refusal === null && isSkipped(rule?.head.argument?.text ?? ''))
        .map(({ number, rule }) => ({
          number,
          span: rule?.head.argument?.span ?? { start: 0, end: 0 },
          text: message('rules.spot.possible'),
          fix: null,
        })),
    examples: ['-a exit,possible -S kill', '-a exit,possible -S nosuch', '-A task,possible'],
    counterExamples: [KILL],
  },
  {
    // EEXIST from the kernel; auditctl -R stops there (seen).
    code: 'duplicate-rule',
    severity: 'error',
    find: duplicates,
    examples: [
      `${KILL}\n${KILL}`,
      '-w /etc/passwd -p wa\n-w /etc/passwd -p aw',
      `${KILL}\n-a exit,always -F arch=b64 -S kill -F a1=0x9 -k k9`,
    ],
    counterExamples: [`${KILL}\n${KILL}2`, `${KILL}\n-D\n${KILL}`, '-w /etc/passwd -p wa\n-w /etc/passwd -p r'],
  },
  {
    // The kernel takes the first rule of a list that matches (kernel/auditsc.c, audit_filter_syscall); seen with kill.
    code: 'never-before',
    severity: 'warning',
    find: document => hidden(document, 'never'),
    examples: [`-a never,exit\n${KILL}`, `-a never,exit -F arch=b64 -S kill\n${KILL}`, `${KILL}\n-A never,exit`],
    counterExamples: [
      `${KILL}\n-a never,exit`,
      `-a never,exit -F arch=b64 -S kill -F auid=0\n${KILL}`,
      `-a never,exit -F arch=b32 -S kill\n${KILL}`,
      `-a never,exit -F arch=b64 -S tkill\n${KILL}`,
    ],
  },
  {
    code: 'always-before',
    severity: 'information',
    find: document => hidden(document, 'always'),
    examples: [`-a always,exit -F arch=b64 -S kill -F key=first\n${KILL}`],
    counterExamples: [`${KILL}\n-a always,exit -F arch=b64 -S kill -F key=first`],
  },
  {
    // A task that a never rule of the task list matches when it is made has no audit context (kernel/auditsc.c,
    // audit_alloc): seen with a child whose kill was not recorded, while its parent's was.
    code: 'never-task',
    severity: 'warning',
    find: ({ rules }) =>
      rules.some(({ rule }) => rule.list === 'exit' && rule.action === 'always')
        ? rules
            .filter(({ rule }) => rule.list === 'task' && rule.action === 'never' && rule.tests.length === 0)
            .map(({ number, rule }) => ({
              number,
              span: rule.head.argument?.span ?? rule.head.span,
              text: message('rules.spot.neverTask'),
              fix: null,
            }))
        : [],
    examples: [`-a never,task\n${KILL}`, `${KILL}\n-a task,never`],
    counterExamples: ['-a never,task', `-a never,task -F uid=1000\n${KILL}`],
  },
  {
    code: 'delete-all-late',
    severity: 'warning',
    find: deletedLate,
    examples: [`${KILL}\n-D\n-w /etc/shadow -p wa -k y`],
    counterExamples: [`-D\n${KILL}`, `${KILL}\n-D -k other`],
  },
  {
    // auditctl(8), -e 2: the configuration is locked, every change is refused; kernel/audit.c gives EPERM.
    code: 'after-immutable',
    severity: 'error',
    find: lockedOut,
    examples: [`-e 2\n${KILL}`, `${KILL}\n-e 2\n-b 8192`],
    counterExamples: [`${KILL}\n-e 2`, `-e 1\n${KILL}`, `${KILL}\n-e 2\n# the end`],
  },
];

/** Whether a line empties all lists. */
function isDeleteAll({ line, refusal }: Entry): boolean {
  return refusal === null && line.options.length === 1 && line.options[0]?.name === '-D';
}

function duplicates({ entries, rules }: RulesDocument): Spot[] {
  const seen = new Map<string, number>();
  const added = new Map(rules.map(entry => [entry.number, entry.rule]));
  return entries.flatMap(entry => {
    if (isDeleteAll(entry)) seen.clear();
    const rule = added.get(entry.number);
    if (rule === undefined) return [];
    const same = identity(rule);
    const first = seen.get(same);
    if (first === undefined) {
      seen.set(same, entry.number);
      return [];
    }
    const text = message('rules.spot.duplicate', { line: first + 1 });
    return [
      { number: entry.number, span: { start: rule.head.span.start, end: entry.line.text.length }, text, fix: null },
    ];
  });
}

/** Rules that an earlier one with this action keeps from ever being the one that matches. */
function hidden({ inOrder }: RulesDocument, action: 'always' | 'never'): Spot[] {
  return inOrder.slice(0, MAX_COMPARED).flatMap((entry, index) => {
    const { number, rule, line } = entry;
    if (rule.list !== 'exit' || rule.action !== 'always') return [];
    const cover = inOrder.slice(0, index).find(earlier => covers(earlier.rule, rule));
    if (!cover || cover.rule.action !== action || identity(cover.rule) === identity(rule)) return [];
    const span = { start: rule.head.span.start, end: line.text.length };
    const keys = cover.rule.keys.map(key => key.text).join(', ');
    const text =
      action === 'never'
        ? message('rules.spot.neverBefore', { line: cover.number + 1 })
        : message('rules.spot.alwaysBefore', { line: cover.number + 1, key: keys === '' ? '(null)' : keys });
    return [{ number, span, text, fix: null }];
  });
}

function deletedLate({ entries, rules, merged }: RulesDocument): Spot[] {
  if (merged) return [];
  return entries.filter(isDeleteAll).flatMap(({ number, line }) => {
    const before = rules.filter(rule => rule.number < number);
    const span = line.options[0]?.span ?? { start: 0, end: line.text.length };
    return before.length === 0
      ? []
      : [{ number, span, text: message('rules.spot.deleteAll', { count: before.length }), fix: null }];
  });
}

function lockedOut({ entries, merged }: RulesDocument): Spot[] {
  const locks = ({ line }: Entry): boolean =>
    line.options.some(({ name, argument }) => name === '-e' && argument?.text === '2');
  const at = merged ? undefined : entries.find(locks)?.number;
  if (at === undefined) return [];
  return entries
    .filter(({ number, line }) => number > at && line.kind === 'options')
    .map(({ number, line }) => ({
      number,
      span: { start: line.options[0]?.span.start ?? 0, end: line.text.length },
      text: message('rules.spot.locked', { line: at + 1 }),
      fix: null,
    }));
}
