// What terms there are: a table. Each row says which values are good, which lines fit, and what stands in each line that does.
import { encodedIds } from '../containers/encodedIds';
import { hexRuns, MIN_DIGITS } from '../containers/ids';
import type { Level } from '../log/level';
import { levelOfWord } from '../log/level';
import { message, type Message } from '../message';
import { instantOf, type Instant } from '../log/time';
import type { Entry } from '../reading/line';
import type { Payload } from '../reading/payload';
import type { FilterLine, TermKind } from './model';
import { shapeOf } from './shape';

type Test = (line: FilterLine) => boolean;

interface TermRow {
  readonly kind: TermKind;
  /** Whether a line has to fit one of several terms of this kind, or all of them. */
  readonly joins: 'any' | 'all';
  /** What is wrong with a value; null where nothing is. */
  readonly problem: (value: string) => Message | null;
  /** Made once for a term whose value has no problem. */
  readonly test: (value: string) => Test;
  /** Expressions of which one is found in each line that fits by its text; null where such a line may hold anything. */
  readonly needle: (value: string) => string | null;
  /** Whether a line must be read for it: else its text is enough. */
  readonly reads: boolean;
  /** What a term shows, for whoever writes a filter; null where terms of this kind are not offered. */
  readonly description: Message | null;
  /** Values that are offered; where there are none, any may follow. */
  readonly values: readonly string[];
  readonly samples: readonly { readonly value: string; readonly fits: string; readonly not: string }[];
}

const NO_NEEDLE = (): null => null;

/** From the worst on. */
const LEVELS: readonly Level[] = [
  'emergency',
  'alert',
  'critical',
  'error',
  'warning',
  'notice',
  'info',
  'debug',
  'trace',
];

/** What people call the payloads of reading/payload.ts. */
const KINDS: Readonly<Record<string, readonly Payload['kind'][]>> = {
  audit: ['audit', 'audit-json'],
  daemon: ['logrus'],
  klog: ['klog'],
  shim: ['shim'],
  exit: ['unit-exit'],
  kernel: ['kernel'],
  other: ['text', 'marker'],
};

export const TERMS: readonly TermRow[] = [
  {
    kind: 'text',
    joins: 'all',
    problem: value => (value === '' ? message('filter.empty') : null),
    test: value => {
      const expression = new RegExp(textExpression(value), caseOf(value));
      return ({ text }) => expression.test(text);
    },
    needle: textExpression,
    reads: false,
    description: null,
    values: [],
    samples: [
      { value: 'panic', fits: 'a PANIC: b', not: 'pan ic' },
      { value: 'Panic', fits: 'Panic: x', not: 'panic: x' },
      { value: 'a.c', fits: 'xa.cx', not: 'abc' },
    ],
  },
  {
    kind: 'regex',
    joins: 'all',
    problem: regexProblem,
    test: value => {
      const expression = readRegex(value);
      return ({ text }) => expression.test(text);
    },
    needle: NO_NEEDLE,
    reads: false,
    description: null,
    values: [],
    samples: [{ value: '/exit(ed)? [1-9]/i', fits: 'Exit 137', not: 'exit 0' }],
  },
  {
    kind: 'like',
    joins: 'all',
    problem: value => (value === '' ? message('filter.empty') : null),
    test: value => line => shapeOf(line.text, line.entry) === value,
    needle: NO_NEEDLE,
    reads: true,
    description: null,
    values: [],
    samples: [
      {
        value: 'dockerd: time="#" level=debug msg="Calling GET /containers/#/json"',
        fits: 'Feb 25 22:07:13 n dockerd[7]: time="2020-02-25T22:07:13Z" level=debug msg="Calling GET /containers/18b2fe723696/json"',
        not: 'Feb 25 22:07:13 n dockerd[7]: time="2020-02-25T22:07:13Z" level=debug msg="Calling GET /containers/json"',
      },
    ],
  },
  {
    kind: 'container',
    joins: 'any',
    problem: value =>
      isDigits(value) || isContainerName(value) ? null : message('filter.container', { value, digits: MIN_DIGITS }),
    test: value => line => line.tellsOf(value) || idsIn(line).some(digits => sameId(digits, value)),
    needle: value => {
      // Whoever writes less than the whole id writes at least so much of it; audit records have it in hex.
      const start = value.slice(0, MIN_DIGITS);
      const encoded = [...start].map(digit => digit.charCodeAt(0).toString(16).toUpperCase()).join('');
      return `${start}|${encoded}`;
    },
    reads: true,
    description: message('filter.term.container'),
    values: [],
    samples: [
      { value: '18b2fe723696', fits: 'exec in 18b2fe723696', not: 'exec in 28b2fe723696' },
      {
        value: '18b2fe7236960f6c',
        fits: 'type=PROCTITLE msg=audit(1.2:3): proctitle=72756E63006B696C6C00313862326665373233363936306636630039',
        not: 'type=PROCTITLE msg=audit(1.2:3): proctitle=72756E63006B696C6C00323862326665373233363936306636630039',
      },
    ],
  },
  {
    kind: 'node',
    joins: 'any',
    problem: value => (value === '' ? message('filter.empty') : null),
    test: value => line => same(hostOf(line.entry) ?? line.node, value),
    needle: NO_NEEDLE,
    reads: true,
    description: message('filter.term.node'),
    values: [],
    samples: [
      { value: 'gpu-1', fits: 'Feb 25 22:07:13 gpu-1 dockerd[7]: x', not: 'Feb 25 22:07:13 gpu-2 dockerd[7]: x' },
    ],
  },
  {
    kind: 'unit',
    joins: 'any',
    problem: value => (value === '' ? message('filter.empty') : null),
    test: value => {
      const wanted = value.replace(/\.service$/, '');
      return ({ entry: { envelope } }) =>
        same(envelope.program, wanted) || same(envelope.unit?.replace(/\.service$/, '') ?? null, wanted);
    },
    // The kernel's own log names no program, and JSON writes what is no word with escapes.
    needle: value =>
      /^[\w.-]+$/.test(value) && !same(value, 'kernel') ? textExpression(value.replace(/\.service$/, '')) : null,
    reads: true,
    description: message('filter.term.unit'),
    values: ['dockerd', 'containerd', 'kubelet', 'kernel', 'systemd'],
    samples: [
      { value: 'docker.service', fits: 'Feb 25 22:07:13 n docker[7]: x', not: 'Feb 25 22:07:13 n dockerd[7]: docker' },
    ],
  },
  {
    kind: 'level',
    joins: 'any',
    problem: value =>
      levelOfWord(value) === null ? message('filter.level', { value, levels: LEVELS.join(', ') }) : null,
    test: value => {
      const least = LEVELS.indexOf(levelOfWord(value) ?? 'trace');
      return ({ entry: { level } }) => level !== null && LEVELS.indexOf(level) <= least;
    },
    needle: NO_NEEDLE,
    reads: true,
    description: message('filter.term.level'),
    values: ['error', 'warning', 'info', 'debug'],
    samples: [
      {
        value: 'warning',
        fits: 'time="2020-02-25T22:07:13Z" level=error msg="x"',
        not: 'time="2020-02-25T22:07:13Z" level=info msg="error"',
      },
    ],
  },
  {
    kind: 'kind',
    joins: 'any',
    problem: value => (value in KINDS ? null : message('filter.kind', { value, kinds: Object.keys(KINDS).join(', ') })),
    test: value => {
      const kinds = KINDS[value] ?? [];
      return ({ entry: { payload } }) => kinds.includes(payload.kind);
    },
    needle: NO_NEEDLE,
    reads: true,
    description: message('filter.term.kind'),
    values: Object.keys(KINDS),
    samples: [
      {
        value: 'audit',
        fits: 'type=SYSCALL msg=audit(1.2:3): a0=1',
        not: 'time="2020-02-25T22:07:13Z" level=info msg="x"',
      },
    ],
  },
  {
    kind: 'type',
    joins: 'any',
    problem: value => (value === '' ? message('filter.empty') : null),
    test:
      value =>
      ({ entry: { payload } }) =>
        payload.kind === 'audit' && same(payload.record.type, value),
    needle: NO_NEEDLE,
    reads: true,
    description: message('filter.term.type'),
    values: ['SYSCALL', 'EXECVE', 'PROCTITLE', 'OBJ_PID', 'ANOM_ABEND'],
    samples: [
      {
        value: 'syscall',
        fits: 'type=SYSCALL msg=audit(1.2:3): a0=1',
        not: 'type=PROCTITLE msg=audit(1.2:3): proctitle="SYSCALL"',
      },
    ],
  },
  {
    kind: 'since',
    joins: 'all',
    problem: timeProblem,
    test: value => {
      const from = readTime(value)?.ns ?? 0n;
      return ({ time }) => time !== null && time.ns >= from;
    },
    needle: NO_NEEDLE,
    reads: true,
    description: message('filter.term.since'),
    values: [],
    samples: [
      {
        value: '2020-02-25T22:07:13+08:00',
        fits: 'time="2020-02-25T14:07:13Z" level=info msg="x"',
        not: 'time="2020-02-25T14:07:12Z" level=info msg="x"',
      },
    ],
  },
  {
    kind: 'until',
    joins: 'all',
    problem: timeProblem,
    test: value => {
      const end = readTime(value)?.ns ?? 0n;
      return ({ time }) => time !== null && time.ns < end;
    },
    needle: NO_NEEDLE,
    reads: true,
    description: message('filter.term.until'),
    values: [],
    samples: [
      {
        value: '2020-02-25T14:07',
        fits: 'time="2020-02-25T14:06:59Z" level=info msg="x"',
        not: 'time="2020-02-25T14:07:00Z" level=info msg="x"',
      },
    ],
  },
  {
    // What is shown beside the lines that fit: by default the whole audit event, entry or traceback that each is part of.
    kind: 'lines',
    joins: 'any',
    problem: value => (value === 'alone' ? null : message('filter.lines', { value })),
    test: () => () => true,
    needle: NO_NEEDLE,
    reads: false,
    description: message('filter.term.lines'),
    values: ['alone'],
    samples: [],
  },
];

/** The row of a kind. */
export function rowOf(kind: TermKind): TermRow {
  const row = TERMS.find(candidate => candidate.kind === kind);
  if (!row) throw new Error(`No row for ${kind}`);
  return row;
}

/** A longer expression is no search but a program. */
const LONGEST_REGEX = 1000;

function regexProblem(value: string): Message | null {
  if (value.length > LONGEST_REGEX) return message('filter.regex-long', { limit: LONGEST_REGEX });
  try {
    readRegex(value);
    return null;
  } catch (error) {
    return message('filter.regex', { reason: error instanceof Error ? error.message : String(error) });
  }
}

/** `/expression/` or `/expression/i`. Throws a SyntaxError as RegExp does. */
function readRegex(value: string): RegExp {
  const end = value.lastIndexOf('/');
  return new RegExp(value.slice(1, end), value.slice(end + 1));
}

function textExpression(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Whoever writes no capital means any case. */
function caseOf(value: string): '' | 'i' {
  return value === value.toLowerCase() ? 'i' : '';
}

function isDigits(value: string): boolean {
  return value.length >= MIN_DIGITS && value.length <= 64 && /^[0-9a-f]+$/.test(value);
}

/**
 * Whether a value is a container's name (moby, daemon/names): whoever shows the filter has its id instead. A few digits are
 * an id that is too short, `db` is a name.
 */
export function isContainerName(value: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(value) && !isDigits(value) && !/^(?=[a-f]*\d)[0-9a-f]+$/.test(value);
}

function idsIn({ text, entry: { payload, envelope } }: FilterLine): string[] {
  const plain = hexRuns(text, envelope.payload).map(({ digits }) => digits);
  return payload.kind === 'audit' ? [...plain, ...payload.record.fields.flatMap(encodedIds)] : plain;
}

function sameId(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

function hostOf({ envelope, payload }: Entry): string | null {
  return payload.kind === 'audit' ? payload.record.node : envelope.host;
}

function same(a: string | null, b: string): boolean {
  return a !== null && a.toLowerCase() === b.toLowerCase();
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d:\d\d)?$/;

function timeProblem(value: string): Message | null {
  return readTime(value) === null ? message('filter.time', { value }) : null;
}

/** A moment as ISO 8601 has it: a day, or a time of it; without a zone in UTC. */
export function readTime(value: string): Instant | null {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
    TIME.exec(value) ?? [];
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const real = new Date(ms).getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60;
  if (year === undefined || !real) return null;
  return instantOf(ms / 1000 - offsetOf(zone) * 60, fraction);
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
