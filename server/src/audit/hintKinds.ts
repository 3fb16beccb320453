// Which values of a record a reader would look up, and what a hint beside them says. The decoding itself is that of fields.ts.
import type { HintKind } from './decoding';
import type { DecodedField } from './fields';
import { unquote } from './fieldScan';
import { findField, type AuditField, type AuditRecord } from './record';

/** A short text to stand beside a raw value. Log text: it may hold anything but control characters. */
interface Hint {
  readonly kind: HintKind;
  readonly text: string;
}

/** What a row has to go by. */
interface HintContext {
  readonly field: AuditField;
  readonly record: AuditRecord;
  readonly decoded: DecodedField;
}

/** Fields with the kind of their hints. */
interface HintRow {
  readonly kind: HintKind;
  readonly names: readonly string[];
  /** What the hint says, null for none; without it the hint that the decoder gives. */
  readonly text?: (context: HintContext) => string | null;
  /** A record's type and fields, and the hint on the first of the fields. */
  readonly examples: readonly (readonly [type: string, fields: string, hint: string | null])[];
}

/** The decoded value, where it is another than the raw one. */
function decodedText({ field, decoded }: HintContext): string | null {
  return decoded.value === unquote(field.raw) || decoded.value === field.raw ? null : decoded.value;
}

/** A name that auditd or a file of the case gives; 0 and "unset" are known by heart. */
function nameOf(context: HintContext): string | null {
  const text = decodedText(context);
  return text === 'root' || text === 'unset' ? null : text;
}

/** The name of one of the further ids of a process, where it is not that of `first`: eight equal names say nothing. */
function otherNameThan(first: string): (context: HintContext) => string | null {
  return context => (findField(context.record, first)?.raw === context.field.raw ? null : nameOf(context));
}

/** An address without the notation of ausearch around it. */
function addressText(context: HintContext): string | null {
  const text = decodedText(context);
  const [, family, rest = ''] = /^\{ saddr_fam=(\S+) (.*) \}$/.exec(text ?? '') ?? [];
  const [, address, port] = /^laddr=(\S+) lport=(\d+)$/.exec(rest) ?? [];
  if (address !== undefined && port !== undefined)
    return family === 'inet6' ? `[${address}]:${port}` : `${address}:${port}`;
  return family === undefined ? text : `${family} ${rest.replace(/^path=/, '')}`;
}

export const HINTS: readonly HintRow[] = [
  {
    kind: 'signals',
    names: ['sig', 'sigev_signo'],
    examples: [['ANOM_ABEND', 'sig=11', 'SIGSEGV']],
  },
  {
    kind: 'syscalls',
    names: ['syscall', 'uring_op'],
    examples: [
      ['SYSCALL', 'syscall=62 arch=c000003e', 'kill'],
      ['SYSCALL', 'syscall=62', null],
    ],
  },
  {
    kind: 'commandLines',
    names: ['proctitle', 'cmd'],
    examples: [
      ['PROCTITLE', 'proctitle=6B696C6C002D39', 'kill -9'],
      ['PROCTITLE', 'proctitle="-bash"', null],
      ['USER_CMD', 'cmd=6C73202D6C61', 'ls -la'],
    ],
  },
  {
    kind: 'results',
    names: ['exit', 'errno'],
    examples: [
      ['SYSCALL', 'exit=-13 success=no', 'EACCES'],
      ['SYSCALL', 'exit=0 success=yes', null],
    ],
  },
  {
    kind: 'users',
    names: ['auid', 'uid', 'gid', 'ouid', 'ogid', 'oauid', 'old-auid', 'iuid', 'igid', 'obj_uid', 'obj_gid', 'id'],
    text: nameOf,
    examples: [
      ['SYSCALL', 'auid=1000 uid=0\x1dAUID="alice"', 'alice'],
      ['SYSCALL', 'uid=0', null],
      ['SYSCALL', 'auid=4294967295', null],
    ],
  },
  {
    kind: 'users',
    names: ['euid', 'suid', 'fsuid'],
    text: otherNameThan('uid'),
    examples: [
      ['SYSCALL', 'euid=1000 uid=1000\x1dEUID="alice" UID="alice"', null],
      ['SYSCALL', 'euid=1001 uid=1000\x1dEUID="bob" UID="alice"', 'bob'],
    ],
  },
  {
    kind: 'users',
    names: ['egid', 'sgid', 'fsgid'],
    text: otherNameThan('gid'),
    examples: [
      ['SYSCALL', 'egid=27 gid=1000\x1dEGID="sudo" GID="alice"', 'sudo'],
      ['SYSCALL', 'egid=1000 gid=1000\x1dEGID="alice" GID="alice"', null],
    ],
  },
  {
    kind: 'addresses',
    names: ['saddr'],
    text: addressText,
    examples: [
      ['SOCKADDR', 'saddr=020000097F0000010000000000000000', '127.0.0.1:9'],
      ['SOCKADDR', 'saddr=0a000016000000000000000000000000000000000000000000000000', '[::]:22'],
      ['SOCKADDR', 'saddr=01002F72756E2F782E736F636B00', 'local /run/x.sock'],
      ['SOCKADDR', 'saddr=0002D903', 'inet sockaddr len too short'],
      ['SOCKADDR', 'saddr=FF7FD903', 'unknown-family(32767)'],
      ['SOCKADDR', 'saddr=zz', null],
    ],
  },
  {
    kind: 'modes',
    names: ['mode'],
    text: decodedText,
    examples: [
      ['PATH', 'mode=0104755', 'file,suid,755'],
      ['PATH', 'mode=x', null],
    ],
  },
  {
    kind: 'flags',
    names: ['perm', 'perm_mask', 'oflag', 'flags', 'resolve', 'per', 'code'],
    text: decodedText,
    examples: [['FS_WATCH', 'perm=x', null]],
  },
];

/** Arguments of a call, by the message that names the argument in words (syscallArguments.ts). */
const ARGUMENTS: Readonly<Record<string, HintKind>> = {
  'audit.argument.signal': 'signals',
};
/** Names of constants: O_RDWR|O_CREAT, PTRACE_ATTACH, also with the bits that have no name behind them. */
const CONSTANTS = /^[A-Z][A-Z0-9_]+(?:\|[A-Z0-9_]+|\|0x[0-9a-f]+)*$/;

/** The hint on a field, given its decoding; null where the value can be read as it is, or where the decoding says no more. */
export function readHint(field: AuditField, record: AuditRecord, decoded: DecodedField): Hint | null {
  const context = { field, record, decoded };
  const row = byName.get(field.name);
  if (row === undefined && record.type === 'SYSCALL' && /^a[0-3]$/.test(field.name)) return argumentHint(context);
  const text = row?.text ? row.text(context) : decoded.hint;
  return text === null || text === '' ? null : { kind: row?.kind ?? otherKind(context), text };
}

/** An argument of a call: a signal, names of flags, or another value that stands in hex. */
function argumentHint({ field, decoded }: HintContext): Hint | null {
  const { hint, value, title } = decoded;
  const named = value !== field.raw && CONSTANTS.test(value);
  const text = hint ?? (named ? value : null);
  return text === null ? null : { kind: ARGUMENTS[title.id] ?? (named ? 'flags' : 'values'), text };
}

/** The kind of a field that no row names: the arguments of a program, and other texts in hex. */
function otherKind({ field, record }: HintContext): HintKind {
  return record.type === 'EXECVE' && /^a\d/.test(field.name) ? 'commandLines' : 'values';
}

const byName = new Map(HINTS.flatMap(row => row.names.map(name => [name, row] as const)));
