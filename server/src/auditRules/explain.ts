// What a rule does, as one sentence without words.
import { SIGNAL_ARGUMENTS } from '../audit/syscallArguments';
import { signalName } from '../audit/data/signals';
import { message, type Message } from '../message';
import { errorNumber, joined, permissionsMeaning, sendersBy, valueMeaning } from './values';
import { bitsOf } from './abi';
import { ruleField } from './fields';
import { isUnset, readNumber } from './numbers';
import { callsOf } from './reach';
import type { Rule, Test } from './rule';

const ORDINALS = ['a0', 'a1', 'a2', 'a3'] as const;

/** The sentence of a rule; null where list or action are missing. */
export function explainRule(rule: Rule): Message | null {
  const { list, action, operation } = rule;
  if (list === null || action === null) return null;
  const clauses = clausesOf(rule);
  const keys = rule.keys.map(key => key.text);
  const withKey = keys.length > 0 ? [message('rules.clause.key', { keys: keys.join(', ') })] : [];
  const what = joined([subjectOf(rule), ...clauses, ...(action === 'always' ? withKey : [])]);
  if (operation === 'delete' || operation === 'unwatch') return message('rules.sentence.delete', { what });
  switch (list) {
    case 'exit':
    case 'io_uring':
      return message(action === 'always' ? 'rules.sentence.logs' : 'rules.sentence.never', { what });
    case 'task':
      return message(action === 'always' ? 'rules.sentence.task' : 'rules.sentence.taskNever', { what });
    case 'user':
      return message(action === 'always' ? 'rules.sentence.user' : 'rules.sentence.userNever', { what });
    case 'exclude':
      return message('rules.sentence.exclude', { what });
    case 'filesystem':
      return message(action === 'always' ? 'rules.sentence.filesystem' : 'rules.sentence.filesystemNever', { what });
  }
}

/** What the rule is about: calls, a file, a folder; on other lists what the list is about. */
function subjectOf(rule: Rule): Message {
  switch (rule.list) {
    case 'task':
      return message('rules.subject.process');
    case 'user':
      return message('rules.subject.userMessage');
    case 'exclude':
      return message('rules.subject.record');
    case 'filesystem':
      return message('rules.subject.fileSystemEvent');
    case 'exit':
    case 'io_uring':
    case null:
      break;
  }
  const calls = callsOf(rule);
  const permissions = rule.permissions?.text ?? findValue(rule, 'perm');
  const access = permissions === null ? message('rules.subject.access') : permissionsMeaning(permissions);
  const path = rule.watch?.text ?? findValue(rule, 'path');
  const folder = findValue(rule, 'dir');
  if (calls === 'all' && access && path !== null) return message('rules.subject.file', { access, path });
  if (calls === 'all' && access && folder !== null) return message('rules.subject.folder', { access, path: folder });
  if (calls === 'all') return message('rules.subject.everyCall');
  return message('rules.subject.calls', { calls: calls.join(', ') });
}

function findValue(rule: Rule, field: string): string | null {
  return rule.tests.find(test => test.field.text === field && test.operator === '=')?.value.text ?? null;
}

/** One clause a test, in the order of the line, those apart that the subject tells. */
function clausesOf(rule: Rule): Message[] {
  const file =
    callsOf(rule) === 'all' &&
    (rule.watch !== null || findValue(rule, 'path') !== null || findValue(rule, 'dir') !== null);
  const told = file ? ['path', 'dir', 'perm'] : [];
  return rule.tests
    .filter(test => !told.includes(test.field.text) || test.operator !== '=')
    .map(test => explainTest(test, rule));
}

/** One test as a clause: "with second argument SIGKILL (9)", "on 64-bit calls". */
export function explainTest(test: Test, rule: Rule): Message {
  const { field, operator, value, comparison } = test;
  const row = ruleField(field.text);
  if (row === null || operator === null || comparison) return plainClause(test);
  const equal = operator === '=' || operator === '!=';
  const not = operator === '!=';
  switch (row.kind) {
    case 'arch': {
      const bits = bitsOf(value.text);
      if (bits === null) return plainClause(test);
      return message((bits === 64) !== not ? 'rules.clause.b64' : 'rules.clause.b32');
    }
    case 'argument':
      return equal ? argumentClause(test, rule, not) : plainClause(test);
    case 'success':
      return equal
        ? message((readNumber(value.text)?.value === 0) !== not ? 'rules.clause.failed' : 'rules.clause.succeeded')
        : plainClause(test);
    case 'loginUser':
      if (!equal || !isUnset(value.text)) return plainClause(test);
      return message(not ? 'rules.clause.login' : 'rules.clause.noLogin');
    case 'exit': {
      const meaning = valueMeaning('exit', value.text, { field: field.text, calls: [] });
      const known = errorNumber(value.text) !== null || readNumber(value.text) !== null;
      if (!equal || meaning === null || !known) return plainClause(test);
      return message(not ? 'rules.clause.notReturning' : 'rules.clause.returning', { value: meaning });
    }
    case 'user':
    case 'group':
    case 'session':
    case 'number':
    case 'permissions':
    case 'fileType':
    case 'fileSystem':
    case 'recordType':
    case 'family':
    case 'file':
    case 'folder':
    case 'text':
    case 'key':
      return plainClause(test);
  }
}

/** "where uid >= 1000", as it is written. */
function plainClause({ field, operator, value }: Test): Message {
  return message('rules.clause.test', { field: field.text, operator: operator ?? '?', value: value.text });
}

function argumentClause(test: Test, rule: Rule, not: boolean): Message {
  const index = ORDINALS.findIndex(name => name === test.field.text);
  const calls = callsOf(rule);
  const number = readNumber(test.value.text)?.value ?? null;
  const senders = calls === 'all' ? [] : sendersBy(test.field.text, calls);
  const name = number === null ? null : signalName(number);
  const argument = message(`rules.argument.${String(index) as '0' | '1' | '2' | '3'}`);
  if (name === null || senders.length === 0 || calls === 'all')
    return message(not ? 'rules.clause.argumentNot' : 'rules.clause.argument', { argument, value: test.value.text });
  const value = message('rules.signal', { name, number: number ?? 0 });
  const others = calls.filter(call => SIGNAL_ARGUMENTS.has(call) && !senders.includes(call));
  const clause = message(not ? 'rules.clause.argumentNot' : 'rules.clause.argument', { argument, value });
  return others.length === 0 ? clause : message('rules.clause.notSignalOf', { clause, calls: others.join(', ') });
}
