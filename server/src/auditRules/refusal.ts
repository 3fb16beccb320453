// What a row of the tables of refusals is, and the state in which auditctl is while it reads a line.
import type { Message } from '../message';
import type { Span } from '../place';
import type { Option, RulesLine } from './line';
import { readListAction, readTest, type List, type Rule, type Test } from './rule';

/** Where auditctl stands in a line: what it has read before an option (auditctl.c, setopt). */
interface State {
  /** How many of -a, -A, -d, -w and -W were read. */
  readonly operations: number;
  /** Null before an operation; lists that auditctl does not know are null too. */
  readonly list: List | null;
  /** The value of arch=. */
  readonly arch: string | null;
  /** Whether there was an -S, -w or -W, a test of permissions or of a path, of exe, of fstype: a key needs one of them. */
  readonly syscalls: boolean;
  readonly permissions: boolean;
  readonly exe: boolean;
  readonly fileSystem: boolean;
  /** How many fields the rule has. */
  readonly fields: number;
  /** How long the keys are together, the bytes between them included. */
  readonly keyBytes: number;
}

export const START: State = {
  operations: 0,
  list: null,
  arch: null,
  syscalls: false,
  permissions: false,
  exe: false,
  fileSystem: false,
  fields: 0,
  keyBytes: 0,
};

export interface Step {
  readonly line: RulesLine;
  /** Null in a line that holds none. */
  readonly rule: Rule | null;
  /** The option that is read; null at the end of the line. */
  readonly option: Option | null;
  /** The test of the option, where it has one that is no key. */
  readonly test: Test | null;
  readonly state: State;
}

export interface Finding {
  readonly span: Span;
  readonly text: Message;
}

/** Something that auditctl or the kernel refuses; the examples were given to both (test/unit/auditRules/auditctl.test.ts). */
export interface RefusalRow {
  /** Stable: it is the code of a diagnostic. */
  readonly code: string;
  readonly find: (step: Step) => Finding | null;
  /** Lines that are refused, with this code. */
  readonly examples: readonly [string, ...string[]];
  /** Lines that are much the same, and are loaded. */
  readonly counterExamples: readonly string[];
}

/** AUDIT_MAX_KEY_LEN and what stands between two keys counts with them. */
export function keyBytesWith(state: State, key: string): number {
  return state.keyBytes + (state.keyBytes > 0 ? 1 : 0) + new TextEncoder().encode(key).length;
}

/** The key that an option gives; null for other options. */
export function keyOf(option: Option): string | null {
  const text = option.argument?.text ?? null;
  if (text === null) return null;
  if (option.name === '-k') return text;
  return option.name === '-F' && text.startsWith('key=') ? text.slice('key='.length) : null;
}

/** The state behind an option. */
export function after(state: State, option: Option): State {
  const text = option.argument?.text ?? '';
  const key = keyOf(option);
  if (key !== null) return { ...state, keyBytes: keyBytesWith(state, key) };
  switch (option.name) {
    case '-a':
    case '-A':
    case '-d':
      return { ...state, operations: state.operations + 1, list: readListAction(text)[0] };
    case '-w':
    case '-W':
      return { ...state, operations: state.operations + 1, list: 'exit', syscalls: true, fields: state.fields + 1 };
    case '-S':
      return { ...state, syscalls: true };
    case '-p':
      return { ...state, permissions: true, fields: state.fields + 1 };
    case '-C':
      return { ...state, fields: state.fields + 1 };
    case '-F':
      return afterTest(state, readTest(option)[0]);
    default:
      return state;
  }
}

function afterTest(state: State, test: Test | undefined): State {
  const name = test?.field.text ?? '';
  return {
    ...state,
    fields: state.fields + 1,
    arch: name === 'arch' ? (test?.value.text ?? null) : state.arch,
    permissions: state.permissions || name === 'perm' || name === 'path' || name === 'dir',
    exe: state.exe || name === 'exe',
    fileSystem: state.fileSystem || name === 'fstype',
  };
}
