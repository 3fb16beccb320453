// The values of a rule's fields by kind: what they mean, and what can be proposed.
import { ERRORS } from '../audit/data/errorTable';
import { systemError } from '../audit/data/errors';
import { signalMeaning, signalName } from '../audit/data/signals';
import { SIGNAL_ARGUMENTS } from '../audit/syscallArguments';
import { message, type Message } from '../message';
import { ARCH_WORDS, bitsOf } from './abi';
import { isUnset, readNumber } from './numbers';

export type ValueKind =
  | 'arch'
  | 'argument'
  | 'success'
  | 'exit'
  | 'key'
  | 'loginUser'
  | 'user'
  | 'group'
  | 'number'
  | 'session'
  | 'file'
  | 'folder'
  | 'permissions'
  | 'fileType'
  | 'fileSystem'
  | 'recordType'
  | 'family'
  | 'text';

/** What a value can depend on: which argument it is, and of which calls. */
interface ValueContext {
  readonly field: string;
  readonly calls: readonly string[];
}

/** Something to choose; `insert` is what is written, `label` what is read. */
export interface Proposal {
  readonly label: string;
  readonly insert: string;
  readonly detail: Message | null;
}

const PERMISSIONS: Readonly<Record<string, Message>> = {
  r: message('rules.permission.r'),
  w: message('rules.permission.w'),
  x: message('rules.permission.x'),
  a: message('rules.permission.a'),
};

/** libaudit, ftypetab.h. */
export const FILE_TYPES: readonly string[] = ['file', 'dir', 'link', 'socket', 'block', 'character', 'fifo'];
/** libaudit, fstypetab.h; cgroup and cgroup2 since 4.0. */
export const FILE_SYSTEMS: readonly string[] = ['tracefs', 'debugfs', 'cgroup', 'cgroup2'];
/** bits/socket.h; the ones that people watch for. */
const FAMILIES: readonly (readonly [number, string])[] = [
  [1, 'AF_UNIX'],
  [2, 'AF_INET'],
  [10, 'AF_INET6'],
  [16, 'AF_NETLINK'],
  [17, 'AF_PACKET'],
];
/** What ends a container is read most: these signals come first. */
const SIGNALS = [9, 15, 2, 1, 3, 6, 11, 19, 18, 10, 12];

/** The errors that auditctl knows by name, the two that are other names of others included (libaudit, errtab.h). */
const errorNumbers: ReadonlyMap<string, number> = new Map([
  ...ERRORS.map(([number, name]) => [name, number] as const),
  ['EWOULDBLOCK', 11],
  ['EDEADLOCK', 35],
]);

/** The number of an error's name, with a minus before it or without; null for an unknown one. */
export function errorNumber(name: string): number | null {
  return errorNumbers.get(name.replace(/^-/, '').toUpperCase()) ?? null;
}

/** What a value means here; null where it says it all, or where its meaning is not known. */
export function valueMeaning(kind: ValueKind, value: string, context: ValueContext): Message | null {
  const number = readNumber(value)?.value ?? null;
  switch (kind) {
    case 'arch':
      return archMeaning(value);
    case 'argument':
      return number === null ? null : signalValue(number, context);
    case 'success':
      return number === null ? null : number === 0 ? message('rules.value.failed') : message('rules.value.succeeded');
    case 'exit':
      return exitMeaning(value, number);
    case 'loginUser':
    case 'session':
      return isUnset(value) ? message('rules.value.noSession') : userMeaning(number);
    case 'user':
    case 'group':
      return userMeaning(number);
    case 'permissions':
      return permissionsMeaning(value);
    case 'family': {
      const name = FAMILIES.find(([family]) => family === number)?.[1];
      return name === undefined ? null : message('rules.value.family', { name });
    }
    case 'fileType':
    case 'fileSystem':
    case 'recordType':
    case 'key':
    case 'number':
    case 'file':
    case 'folder':
    case 'text':
      return null;
  }
}

function archMeaning(value: string): Message | null {
  const bits = bitsOf(value);
  return bits === null ? null : message(bits === 64 ? 'rules.value.b64' : 'rules.value.b32');
}

function userMeaning(number: number | null): Message | null {
  return number === 0 ? message('audit.user.root') : null;
}

function exitMeaning(value: string, number: number | null): Message | null {
  const code = number ?? (value.startsWith('-') ? -1 : 1) * (errorNumber(value) ?? 0);
  const error = code < 0 ? systemError(-code) : null;
  return error && message('rules.value.error', { name: error.name, number: -code, text: error.text });
}

/** The signal that an argument is for those of the calls whose signal it is; null where it is none's. */
function signalValue(number: number, { field, calls }: ValueContext): Message | null {
  const senders = sendersBy(field, calls);
  const meaning = senders.length === 0 ? null : signalMeaning(number);
  const others = calls.filter(call => SIGNAL_ARGUMENTS.has(call) && !senders.includes(call));
  if (meaning === null || others.length === 0) return meaning;
  return message('rules.value.signalFor', { meaning, calls: senders.join(', '), others: others.join(', ') });
}

/** Those of the calls that have their signal in this field (a1, a2). */
export function sendersBy(field: string, calls: readonly string[]): string[] {
  return calls.filter(call => field === `a${String(SIGNAL_ARGUMENTS.get(call) ?? '')}`);
}

/** "write, attribute change"; null where a letter is none of rwxa. */
export function permissionsMeaning(value: string): Message | null {
  const words = [...new Set(value.toLowerCase())].map(letter => PERMISSIONS[letter] ?? null);
  const known = words.filter(word => word !== null);
  return known.length === 0 || known.length < words.length ? null : joined(known);
}

/** Messages one behind the other, with commas. */
export function joined(parts: readonly Message[]): Message {
  const [first, ...rest] = parts;
  if (first === undefined) return message('rules.none');
  return rest.reduce((left, right) => message('rules.joined', { left, right }), first);
}

/** What can stand behind a field's operator; none where only the user knows. */
export function proposeValues(kind: ValueKind, context: ValueContext): Proposal[] {
  const words = (list: readonly string[]): Proposal[] =>
    list.map(word => ({ label: word, insert: word, detail: valueMeaning(kind, word, context) }));
  switch (kind) {
    case 'arch':
      return words(ARCH_WORDS);
    case 'argument':
      return sendersBy(context.field, context.calls).length === 0 ? [] : SIGNALS.flatMap(proposeSignal);
    case 'success':
      return words(['1', '0']);
    case 'exit':
      return words([...errorNumbers.keys()].map(name => `-${name}`));
    case 'loginUser':
    case 'session':
      return words(['unset', ...(kind === 'session' ? [] : ['0', '1000'])]);
    case 'user':
    case 'group':
      return words(['0']);
    case 'permissions':
      return words(['wa', 'r', 'w', 'x', 'a', 'rwxa']);
    case 'fileType':
      return words(FILE_TYPES);
    case 'fileSystem':
      return words(FILE_SYSTEMS);
    case 'family':
      return FAMILIES.map(([number, name]) => ({ label: name, insert: String(number), detail: null }));
    case 'key':
    case 'number':
    case 'recordType':
    case 'file':
    case 'folder':
    case 'text':
      return [];
  }
}

/** auditctl takes numbers only: the name is read, the number written. */
function proposeSignal(number: number): Proposal[] {
  const label = signalName(number);
  const insert = `0x${number.toString(16).toUpperCase()}`;
  return label === null ? [] : [{ label, insert, detail: signalMeaning(number) }];
}
