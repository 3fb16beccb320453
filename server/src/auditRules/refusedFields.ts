// What auditctl refuses of -F and -C, and then the kernel of the whole rule: one row each.
import { message } from '../message';
import { isArchitecture } from './abi';
import { comparableWith, ruleField } from './fields';
import { isUnset, readNumber } from './numbers';
import { keyOf, type Finding, type RefusalRow, type Step } from './refusal';
import type { Test } from './rule';
import { errorNumber, FILE_SYSTEMS, FILE_TYPES, permissionsMeaning, type ValueKind } from './values';

const RULE = '-a always,exit -F arch=b64 -S kill';
/** linux/audit.h AUDIT_MAX_FIELDS is 64; libaudit leaves the last one free (audit_rule_fieldpair_data). */
const MAX_FIELDS = 63;
/** bits/socket.h, AF_MAX. */
const AF_MAX = 46;

/** What the row says of a test with -F (`=` and a key apart) or with -C. */
function testFinding(step: Step, of: '-F' | '-C', find: (test: Test, step: Step) => Finding | null): Finding | null {
  return step.test && step.option?.name === of ? find(step.test, step) : null;
}

export const REFUSED_FIELDS: readonly RefusalRow[] = [
  {
    code: 'field-before-list',
    find: ({ option, state }) =>
      option && ['-F', '-C'].includes(option.name) && state.operations === 0
        ? { span: option.span, text: message('rules.refused.fieldEarly') }
        : null,
    examples: ['-F arch=b64 -a always,exit -S kill', '-F arch=b64 -S kill', '-C auid!=uid -a always,exit -S kill'],
    counterExamples: [RULE],
  },
  {
    code: 'too-many-fields',
    find: ({ option, line, state }) => {
      const tests = option && ['-F', '-C'].includes(option.name) && keyOf(option) === null;
      const more = tests === true || (option === null && state.keyBytes > 0);
      const span = option?.span ?? line.options.at(-1)?.span;
      return more && span && state.fields >= MAX_FIELDS
        ? { span, text: message('rules.refused.fields', { limit: MAX_FIELDS }) }
        : null;
    },
    examples: [`${RULE} ${'-F auid=0 '.repeat(63)}`, `${RULE} ${'-F auid=0 '.repeat(62)}-k x`],
    counterExamples: [`${RULE} ${'-F auid=0 '.repeat(62)}`, `${RULE} ${'-F auid=0 '.repeat(61)}-k x`],
  },
  {
    code: 'comparison-operator',
    find: step =>
      testFinding(step, '-C', ({ operator, operatorSpan, span }) =>
        operator === '=' || operator === '!='
          ? null
          : { span: operator === null ? span : operatorSpan, text: message('rules.refused.comparisonOperator') },
      ),
    examples: [`${RULE} -C auid>uid`, `${RULE} -C auid`],
    counterExamples: [`${RULE} -C auid!=uid`],
  },
  {
    code: 'missing-operator',
    find: step =>
      testFinding(step, '-F', ({ operator, span }) =>
        operator === null ? { span, text: message('rules.refused.noOperator') } : null,
      ),
    examples: [`${RULE} -F a1~9`, `${RULE} -F a1`, `${RULE} -F a1 = 9`],
    counterExamples: [`${RULE} -F a1=9`],
  },
  {
    code: 'missing-field',
    find: ({ test }) => (test?.field.text === '' ? { span: test.span, text: message('rules.refused.noField') } : null),
    examples: [`${RULE} -F =1`, `${RULE} -C !=uid`],
    counterExamples: [],
  },
  {
    code: 'missing-value',
    find: ({ test }) =>
      test?.value.text === '' && test.operator !== null
        ? { span: test.span, text: message('rules.refused.noValue') }
        : null,
    examples: [`${RULE} -F a1=`, `${RULE} -F a1= 9`, `${RULE} -C auid!=`],
    counterExamples: [],
  },
  {
    code: 'unknown-field',
    find: ({ test }) => {
      const names = test ? [test.field, ...(test.comparison ? [test.value] : [])] : [];
      const unknown = names.find(({ text }) => text !== '' && ruleField(text) === null);
      return unknown ? { span: unknown.span, text: message('rules.refused.field', { field: unknown.text }) } : null;
    },
    examples: [`${RULE} -F nosuch=1`, `${RULE} -F a4=1`, `${RULE} -F syscall=62`, `${RULE} -C auid!=nosuch`],
    counterExamples: [`${RULE} -F loginuid=0`, `${RULE} -F AUID=0`],
  },
  {
    code: 'comparison',
    find: step =>
      testFinding(step, '-C', ({ field, value, span }, { state }) => {
        if (state.list !== 'exit') return { span, text: message('rules.refused.comparisonList') };
        const other = value.text === 'loginuid' ? 'auid' : value.text;
        return comparableWith(field.text).includes(other)
          ? null
          : { span, text: message('rules.refused.comparison', { left: field.text, right: value.text }) };
      }),
    examples: [`${RULE} -C auid!=gid`, `${RULE} -C auid!=auid`, `${RULE} -C pid!=ppid`, '-a always,task -C auid!=uid'],
    counterExamples: [`${RULE} -C auid=obj_uid`, `${RULE} -C egid!=obj_gid`],
  },
  {
    code: 'arch-after-syscall',
    find: ({ test, state }) =>
      test?.field.text === 'arch' && !test.comparison && state.syscalls
        ? { span: test.span, text: message('rules.refused.archLate') }
        : null,
    examples: ['-a always,exit -S kill -F arch=b64', '-w /etc/passwd -F arch=b64'],
    counterExamples: [RULE],
  },
  {
    code: 'field-on-list',
    find: step =>
      testFinding(step, '-F', ({ field }, { state }) => {
        const row = ruleField(field.text);
        if (row === null || state.list === null || row.lists.includes(state.list)) return null;
        const lists = row.lists.join(', ');
        return {
          span: field.span,
          text: message('rules.refused.fieldList', { field: field.text, list: state.list, lists }),
        };
      }),
    examples: [
      '-a always,exit -F msgtype=CWD',
      '-a always,exit -F fstype=tracefs',
      '-a always,exclude -F a0=1',
      '-a always,exclude -F euid=0',
      '-a always,task -F ppid=1',
      '-a never,filesystem -F uid=0',
      '-a always,task -F exit=0',
      '-a always,task -F path=/etc/passwd',
      '-a always,user -F perm=wa',
      '-a always,exclude -F sessionid=1',
      '-a always,task -F success=1',
      '-a always,task -F obj_type=x',
      '-a always,task -F inode=1',
      '-a always,user -F filetype=file',
      '-a always,task -F sessionid=1',
    ],
    counterExamples: [
      '-a always,exclude -F msgtype=CWD',
      '-a always,exclude -F auid=0',
      '-a always,exclude -F exe=/bin/sh',
      '-a never,filesystem -F fstype=tracefs',
      '-a always,user -F sessionid=1',
      '-a always,task -F euid=0',
      '-a always,user -F arch=b64',
      '-a always,task -F a0=1',
      '-a always,task -F obj_uid=0',
      '-a always,exclude -F subj_type=x',
      '-a always,user -F saddr_fam=2',
      '-a always,task -F pers=8',
      '-a always,task -F exe=/bin/sh',
    ],
  },
  {
    code: 'operator',
    find: step =>
      testFinding(step, '-F', ({ field, operator, operatorSpan }) => {
        const row = ruleField(field.text);
        if (row === null || operator === null || row.operators.includes(operator)) return null;
        const operators = row.operators.join(' ');
        return {
          span: operatorSpan,
          text: message('rules.refused.operator', { field: field.text, operator, operators }),
        };
      }),
    examples: [
      '-a always,exit -F arch>b64 -S kill',
      '-a always,exit -F perm!=wa -F path=/etc/passwd',
      `${RULE} -F inode>5`,
      '-a always,exit -F exe>/bin/sh',
      `${RULE} -F auid&0`,
      `${RULE} -F filetype>file`,
      '-a always,exit -F path!=/etc/passwd',
      '-a always,exit -F dir!=/etc',
      `${RULE} -F subj_user>x`,
      `${RULE} -F exit&1`,
      `${RULE} -F success&=1`,
      `${RULE} -F devmajor&1`,
      `${RULE} -F saddr_fam&1`,
      `${RULE} -F ppid&1`,
    ],
    counterExamples: [
      '-a always,exit -F arch!=b64 -S kill',
      `${RULE} -F a1&9`,
      `${RULE} -F a1&=9`,
      `${RULE} -F a1>=9`,
      `${RULE} -F exit!=0`,
      `${RULE} -F success!=0`,
      `${RULE} -F inode!=5`,
      `${RULE} -F filetype!=file`,
      `${RULE} -F pers&8`,
      `${RULE} -F devminor&8`,
      `${RULE} -F subj_sen>x`,
      `${RULE} -F obj_lev_low>x`,
      `${RULE} -F auid>=1000`,
    ],
  },
  {
    code: 'value',
    find: step =>
      testFinding(step, '-F', ({ field, value }) => {
        const row = ruleField(field.text);
        const text = row && value.text !== '' ? refusedValue(row.kind, value.text) : null;
        return text && { span: value.span, text };
      }),
    examples: [
      '-a always,exit -F arch=b65 -S kill',
      `${RULE} -F a1=SIGKILL`,
      `${RULE} -F success=yes`,
      `${RULE} -F pid=-1`,
      `${RULE} -F exit=-NOSUCH`,
      `${RULE} -F filetype=nosuch`,
      `${RULE} -F filetype=32768`,
      '-a never,filesystem -F fstype=ext4',
      '-a always,exit -F perm=wz -F path=/etc/passwd',
      '-a always,exit -F perm=rwxaa -F path=/etc/passwd',
      '-a always,exit -F arch=b64 -S socket -F saddr_fam=99',
      `${RULE} -F gid=-1`,
      `${RULE} -F gid=unset`,
      `${RULE} -F uid=unset`,
      `${RULE} -F euid=-1`,
      `${RULE} -F gid=4294967295`,
    ],
    counterExamples: [
      '-a always,exit -F arch=c000003e -S kill',
      '-a always,exit -F arch=0xc000003e -S kill',
      '-a always,exit -F arch=B64 -S kill',
      `${RULE} -F a1=0x9`,
      `${RULE} -F a1=-1`,
      `${RULE} -F success=1`,
      `${RULE} -F exit=-EACCES`,
      `${RULE} -F exit=-EWOULDBLOCK`,
      `${RULE} -F exit=-13`,
      `${RULE} -F exit=-eacces`,
      `${RULE} -F filetype=FILE`,
      '-a never,filesystem -F fstype=TRACEFS',
      `${RULE} -F auid!=unset`,
      `${RULE} -F auid!=-1`,
      `${RULE} -F auid!=4294967295`,
      `${RULE} -F sessionid=unset`,
      '-a never,filesystem -F fstype=0x74726163',
    ],
  },
  {
    code: 'key-without-rule',
    find: ({ option, line, state }) => {
      const can = state.syscalls || state.permissions || state.exe || state.fileSystem;
      const key =
        option === null &&
        state.keyBytes > 0 &&
        !can &&
        !line.options.some(({ name }) => name === '-D' || name === '-l');
      const at = line.options.find(candidate => keyOf(candidate) !== null);
      return key && at ? { span: at.argument?.span ?? at.span, text: message('rules.refused.keyAlone') } : null;
    },
    examples: ['-a always,exit -F key=x', '-a always,exit -F uid=0 -F key=x', '-a always,task -F uid=0 -F key=x'],
    counterExamples: [
      '-a always,exit -F key=x -F arch=b64 -S kill',
      '-a always,exit -F exe=/bin/sh -F key=x',
      '-a always,exit -F perm=wa -F key=x',
      '-a never,filesystem -F fstype=tracefs -F key=x',
    ],
  },
  {
    code: 'path-form',
    find: step =>
      testFinding(step, '-F', ({ field, value }) => {
        const kind = ruleField(field.text)?.kind;
        const folded = kind === 'file' && value.text.endsWith('/');
        const bad = (kind === 'file' || kind === 'folder') && (!value.text.startsWith('/') || folded);
        return bad && value.text !== ''
          ? { span: value.span, text: message('rules.refused.path', { field: field.text }) }
          : null;
      }),
    examples: [
      '-a always,exit -F path=etc/passwd -F perm=wa',
      '-a always,exit -F path=/etc/ -F perm=wa',
      '-a always,exit -F exe=bin/sh',
      '-a always,exit -F exe=/bin/',
      '-a always,exit -F dir=etc',
    ],
    counterExamples: [
      '-a always,exit -F path=/etc/passwd -F perm=wa',
      '-a always,exit -F dir=/etc/',
      '-a always,exit -F exe=/bin/sh',
    ],
  },
  {
    code: 'one-file',
    find: ({ rule, test }) => {
      if (!rule || !test) return null;
      const group = FILE_GROUPS.find(names => names.includes(test.field.text));
      const others = rule.tests.filter(other => !other.comparison && group?.includes(other.field.text));
      const watched = group === FILE_GROUPS[0] && rule.watch !== null;
      return group && (others.indexOf(test) > 0 || watched)
        ? { span: test.field.span, text: message('rules.refused.oneFile', { fields: group.join(', ') }) }
        : null;
    },
    examples: [
      '-a always,exit -F dir=/etc -F path=/etc/passwd',
      '-a always,exit -F path=/etc/passwd -F path=/etc/shadow',
      '-a always,exit -F exe=/bin/sh -F exe=/bin/ls',
      '-w /etc/passwd -F path=/etc/shadow',
    ],
    counterExamples: ['-a always,exit -F path=/etc/passwd -F exe=/bin/sh'],
  },
  {
    code: 'unset-order',
    find: step =>
      testFinding(step, '-F', ({ field, operator, operatorSpan, value }) =>
        ruleField(field.text)?.kind === 'loginUser' && isUnset(value.text) && operator !== '=' && operator !== '!='
          ? { span: operatorSpan, text: message('rules.refused.unsetOrder') }
          : null,
      ),
    examples: [`${RULE} -F auid<unset`, `${RULE} -F auid>=-1`],
    counterExamples: [`${RULE} -F auid=unset`],
  },
];

/** A rule tests one file, folder or inode, and one program (kernel/auditfilter.c, audit_to_watch and audit_make_tree). */
const FILE_GROUPS: readonly (readonly string[])[] = [['path', 'dir', 'inode'], ['exe']];

/** Why a value is refused; null where it is taken, or where that depends on the machine that loads the rule. */
function refusedValue(kind: ValueKind, value: string): Finding['text'] | null {
  const digits = /^[0-9]/.test(value);
  const number = readNumber(value)?.value ?? null;
  switch (kind) {
    case 'arch':
      return isArchitecture(value) ? null : message('rules.refused.arch', { value });
    case 'argument':
      return /^-?[0-9]/.test(value)
        ? null
        : message(/^SIG/.test(value) ? 'rules.refused.signal' : 'rules.refused.valueNumber');
    case 'success':
      return digits ? null : message('rules.refused.success');
    case 'number':
      return digits ? null : message('rules.refused.valueNumber');
    case 'exit':
      return /^-?[0-9]/.test(value) || errorNumber(value) !== null ? null : message('rules.refused.error', { value });
    case 'fileType':
      return FILE_TYPES.includes(value.toLowerCase())
        ? null
        : message('rules.refused.fileType', { types: FILE_TYPES.join(', ') });
    case 'fileSystem':
      return digits || FILE_SYSTEMS.includes(value.toLowerCase())
        ? null
        : message('rules.refused.fileSystem', { types: FILE_SYSTEMS.join(', ') });
    case 'permissions':
      return value.length <= 4 && permissionsMeaning(value) !== null
        ? null
        : message('rules.refused.permissions', { letters: value });
    case 'family':
      return number !== null && number >= AF_MAX ? message('rules.refused.family', { limit: AF_MAX }) : null;
    case 'user':
      return isUnset(value) ? message('rules.refused.unset') : null;
    case 'group':
      return isUnset(value) ? message('rules.refused.unset') : null;
    case 'loginUser':
    case 'session':
    case 'recordType':
    case 'key':
    case 'file':
    case 'folder':
    case 'text':
      return null;
  }
}
