// What auditctl refuses of options, lists, system calls, keys and watches: one row each, in the order of its own checks.
import { message } from '../message';
import { architecturesOf, callName } from './abi';
import { readNumber } from './numbers';
import { keyBytesWith, keyOf, type Finding, type RefusalRow, type Step } from './refusal';
import { ACTIONS, isSkipped, LISTS, splitList } from './rule';
import { permissionsMeaning } from './values';

const RULE = '-a always,exit -F arch=b64 -S kill';
/** linux/audit.h, AUDIT_MAX_KEY_LEN. */
const MAX_KEY = 256;
/** linux/audit.h: AUDIT_BITMASK_SIZE words of 32 bits hold the numbers of the calls. */
const MAX_SYSCALL = 2048;
/** More letters than there are. */
const MAX_PERMISSIONS = 4;
/** limits.h. */
const PATH_MAX = 4096;
const NAME_MAX = 255;

/** What the row says at the argument of an option with one of the names. */
function argumentFinding(
  step: Step,
  names: string,
  text: (argument: string) => Finding['text'] | null,
): Finding | null {
  const { option } = step;
  if (!option?.argument || !names.split(' ').includes(option.name)) return null;
  const said = text(option.argument.text);
  return said && { span: option.argument.span, text: said };
}

export const REFUSED_OPTIONS: readonly RefusalRow[] = [
  {
    code: 'tab',
    find: ({ line }) => {
      const start = line.text.search(/\t(?=[ \t]*-)|(?<=(?:^| )-\w)\t/);
      const taken = line.options.some(
        ({ name, argument }) => name === '-k' && argument && argument.span.start <= start && start < argument.span.end,
      );
      return start < 0 || taken ? null : { span: { start, end: start + 1 }, text: message('rules.refused.tab') };
    },
    examples: [`\t${RULE}`, '-a always,exit\t-S kill', '-a\talways,exit -S kill'],
    counterExamples: [`  ${RULE}`, `${RULE} -k a\tb`, `${RULE} -k a\t-b`],
  },
  {
    code: 'unknown-option',
    find: ({ option }) =>
      option?.row === null
        ? { span: option.span, text: message('rules.refused.unknownOption', { option: option.name }) }
        : null,
    examples: [`${RULE} -Z`, `${RULE} --nosuch`, '--reset-lost=1'],
    counterExamples: [RULE, '-aalways,exit -Farch=b64 -Skill -kx', '--reset-l'],
  },
  {
    code: 'missing-argument',
    find: ({ option }) =>
      option?.argument === null && (option.row?.argument ?? null) !== null
        ? { span: option.span, text: message('rules.refused.missingArgument', { option: option.name }) }
        : null,
    examples: ['-b', '-w', `${RULE} -k`, '-a'],
    counterExamples: ['-b 8192'],
  },
  {
    code: 'second-operation',
    find: ({ option, state }) =>
      option && ['-a', '-A', '-d', '-w'].includes(option.name) && state.operations > 0
        ? { span: option.span, text: message('rules.refused.secondOperation') }
        : null,
    examples: [
      `${RULE} -a always,exit`,
      '-w /etc/passwd -w /etc/shadow',
      '-a always,exit -w /etc/passwd',
      '-w /etc/passwd -a always,exit',
    ],
    counterExamples: ['-w /etc/passwd'],
  },
  {
    code: 'list-action',
    find: step => argumentFinding(step, '-a -A -d', listAction),
    examples: [
      '-a exit,foo -S kill',
      '-a foo,exit',
      '-a always -S kill',
      '-a always,exit,task',
      '-a always,entry -S kill',
      '-a possible,exit -S kill',
      '-a entry,possible -S kill',
      '-a always,always',
      '-a Always,exit',
    ],
    counterExamples: [RULE, '-a exit,always -S kill', '-A always,exit -S kill', '-a never,task', '-a exit,possible'],
  },
  {
    code: 'syscall-on-list',
    find: ({ option, state }) =>
      option?.name === '-S' && state.list !== null && !['exit', 'io_uring'].includes(state.list)
        ? { span: option.span, text: message('rules.refused.syscallList', { list: state.list }) }
        : null,
    examples: [
      '-a always,task -S kill',
      '-a always,user -S kill',
      '-a always,exclude -S kill',
      '-a never,filesystem -S kill',
    ],
    counterExamples: ['-a always,task -F uid=0'],
  },
  {
    code: 'unknown-syscall',
    find: unknownSyscall,
    examples: [
      '-a always,exit -F arch=b64 -S nosuch',
      '-a always,exit -F arch=b64 -S kill,nosuch',
      '-a always,exit -F arch=b64 -S 2048',
      '-a always,exit -F arch=x86_64 -S umount',
      '-a always,exit -F arch=b64 -S -1',
      '-a always,exit -S nosuch',
    ],
    counterExamples: [
      RULE,
      '-a always,exit -F arch=b64 -S KILL',
      '-a always,exit -F arch=b64 -S 62,all',
      '-a always,exit -F arch=b64 -S 2047',
      '-a always,exit -F arch=b32 -S umount',
      '-a always,exit -F arch=b64 -S kill,,tkill',
    ],
  },
  {
    code: 'key-before-rule',
    find: ({ line, option, state }) => {
      const can = state.syscalls || state.permissions || state.exe || state.fileSystem;
      const search = line.options.some(({ name }) => name === '-D' || name === '-l'); // there -k says which rules
      const early = option?.name === '-k' && !search && !(can && state.operations > 0);
      return early ? { span: option.span, text: message('rules.refused.keyEarly') } : null;
    },
    examples: [
      '-k x -w /etc/passwd',
      '-a always,exit -k x -F arch=b64 -S kill',
      '-a always,exit -F uid=0 -k x',
      '-a always,task -F uid=0 -k x',
    ],
    counterExamples: [
      '-w /etc/passwd -k x',
      '-a always,exit -S kill -k x',
      '-a always,exit -F exe=/bin/sh -k x',
      '-a always,exit -F path=/etc/passwd -k x',
    ],
  },
  {
    code: 'key-too-long',
    find: ({ option, state }) => {
      const key = option && keyOf(option);
      const bytes = typeof key !== 'string' ? 0 : keyBytesWith(state, key);
      return option?.argument && bytes > MAX_KEY
        ? { span: option.argument.span, text: message('rules.refused.keyLong', { bytes, limit: MAX_KEY }) }
        : null;
    },
    examples: [
      `${RULE} -k ${'k'.repeat(MAX_KEY + 1)}`,
      `${RULE} -F key=${'k'.repeat(MAX_KEY + 1)}`,
      `${RULE} -k ${'k'.repeat(200)} -k ${'k'.repeat(56)}`,
      `${RULE} -k ${'ü'.repeat(129)}`,
    ],
    counterExamples: [
      `${RULE} -k ${'k'.repeat(MAX_KEY)}`,
      `${RULE} -k ${'k'.repeat(200)} -k ${'k'.repeat(55)}`,
      `${RULE} -k ${'ü'.repeat(128)}`,
    ],
  },
  {
    code: 'permission-before-rule',
    find: ({ option, state }) =>
      option?.name === '-p' && state.fields === 0
        ? { span: option.span, text: message('rules.refused.permissionEarly') }
        : null,
    examples: ['-p wa -w /etc/passwd', '-a always,exit -S kill -p wa', '-a always,exit -S kill -k k -p wa'],
    counterExamples: [
      '-w /etc/passwd -p wa',
      '-a always,exit -F arch=b64 -S kill -p wa',
      '-a always,exit -F dir=/etc -p wa',
    ],
  },
  {
    code: 'mount-pair',
    find: step =>
      argumentFinding(step, '-q', text => (text.includes(',') ? null : message('rules.refused.mountPair', { text }))),
    examples: ['-q /etc'],
    counterExamples: ['-q /etc,/var'],
  },
  {
    code: 'permission-letters',
    find: step => argumentFinding(step, '-p', permissionLetters),
    examples: ['-w /etc/passwd -p wz -k x', '-w /etc/passwd -p wawaw'],
    counterExamples: ['-w /etc/passwd -p rwxa', '-w /etc/passwd -p WA'],
  },
  {
    code: 'watch-path',
    find: step => argumentFinding(step, '-w -W', watchPath),
    examples: ['-w etc/passwd -p wa -k x', `-w /${'n'.repeat(NAME_MAX + 1)}`, `-w ${'/a'.repeat(PATH_MAX / 2)}`],
    counterExamples: ['-w /etc/passwd', '-w /etc/', '-w /'],
  },
  {
    code: 'flag-value',
    find: step =>
      argumentFinding(step, '-e -f', value => (/^[012]$/.test(value) ? null : message('rules.refused.flag'))),
    examples: ['-e 3', '-e x', '-f 3', '-f 01'],
    counterExamples: ['-f 1', '-e 0'],
  },
  {
    code: 'number-value',
    find: step =>
      argumentFinding(step, '-b -r --backlog_wait_time', value =>
        /^[0-9]/.test(value) ? null : message('rules.refused.number'),
      ),
    examples: ['-b x', '-b -5', '-r x', '--backlog_wait_time x'],
    counterExamples: ['-b 8192', '-r 0', '--backlog_wait_time=15000'],
  },
  {
    code: 'delete-all-arguments',
    find: deleteAllArguments,
    examples: ['-D x', '-D -b 64'],
    counterExamples: ['-D', '-D -k x'],
  },
  {
    code: 'no-rule-option',
    find: ({ option }) =>
      option && ['-R', '-h'].includes(option.name)
        ? { span: option.span, text: message('rules.refused.noRuleOption', { option: option.name }) }
        : null,
    examples: ['-R /etc/audit/audit.rules', '-h'],
    counterExamples: ['-s'],
  },
  {
    code: 'stray-word',
    find: ({ line, option }) => {
      const stray = option === null ? line.strays[0] : undefined;
      if (stray === undefined) return null;
      const comment = stray.text.startsWith('#');
      const span = comment ? { start: stray.span.start, end: line.text.length } : stray.span;
      const text = comment ? message('rules.refused.comment') : message('rules.refused.stray', { word: stray.text });
      return { span, text };
    },
    examples: [
      `${RULE} foo`,
      'foo',
      `${RULE} -k a # comment`,
      `${RULE} -F key="a b"`,
      '-a always,exit -F arch=b64 -S kill, tkill',
      '-',
    ],
    counterExamples: [`${RULE} -F key=a\\ b`, '  # comment'],
  },
];

function listAction(text: string): Finding['text'] | null {
  if (isSkipped(text)) return null;
  const words = text.split(',');
  const known =
    words.length === 2 &&
    words.some(word => LISTS.some(list => list === word)) &&
    words.some(word => ACTIONS.some(action => action === word));
  if (known) return null;
  const old = words.find(word => word === 'entry' || word === 'possible');
  return old === undefined
    ? message('rules.refused.listAction', { text })
    : message('rules.refused.oldWord', { word: old });
}

function unknownSyscall({ option, state }: Step): Finding | null {
  if (option?.name !== '-S' || option.argument === null || state.list === 'io_uring') return null;
  const architectures = architecturesOf(state.arch);
  if (architectures.length === 0) return null;
  const unknown = splitList(option.argument).find(({ text }) => {
    if (text === 'all' || callName(text, state.arch) !== null) return false;
    return !/^[0-9]/.test(text) || (readNumber(text)?.value ?? 0) >= MAX_SYSCALL;
  });
  return unknown
    ? {
        span: unknown.span,
        text: message('rules.refused.syscall', { call: unknown.text, architectures: architectures.join(', ') }),
      }
    : null;
}

function permissionLetters(letters: string): Finding['text'] | null {
  return letters.length <= MAX_PERMISSIONS && permissionsMeaning(letters) !== null
    ? null
    : message('rules.refused.permissions', { letters });
}

function watchPath(path: string): Finding['text'] | null {
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  if (!path.startsWith('/')) return message('rules.refused.relativePath');
  const base = path.replace(/\/+$/, '').replace(/^.*\//, '');
  return bytes(path) >= PATH_MAX || bytes(base) > NAME_MAX ? message('rules.refused.longPath') : null;
}

function deleteAllArguments({ line, option }: Step): Finding | null {
  if (option?.name !== '-D') return null;
  const others = line.options.filter(other => other !== option);
  const [only] = others;
  const words = line.strays.length + others.length;
  const alone = words === 0 || (words === 1 && only?.name === '-k');
  return alone ? null : { span: option.span, text: message('rules.refused.deleteAll') };
}
