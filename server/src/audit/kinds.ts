// Decoders of values by kind: users, architectures, calls, results, texts, signals, modes, capabilities.
import { message, type Message } from '../message';
import { architectureMeaning, architectureName } from './data/architectures';
import { CAPABILITY_NAMES } from './data/capabilityTable';
import { systemError } from './data/errors';
import { signalMeaning, signalName } from './data/signals';
import { knowsSyscallsOf, syscallName, syscallPurpose } from './data/syscalls';
import { readRuns } from './data/tables';
import type { Decoder, Decoding } from './decoding';
import { decodedBytes, decodeText, isHex, type DecodedText } from './encoded';
import { interpretedCall } from './interpreted';
import { findField, unquote, type AuditRecord } from './record';

/** include/uapi/linux/audit.h AUDIT_UID_UNSET, as an unsigned and a signed number of 32 bits. */
const UNSET = ['4294967295', '-1', '18446744073709551615'];
/** kernel/auditsc.c: a command line is kept up to this many bytes. */
export const MAX_PROCTITLE_AUDIT_LEN = 128;
/** include/linux/sched.h TASK_COMM_LEN is 16 with the NUL at the end. */
const LONGEST_COMM = 15;

/** As it stands, without its quotes. */
export const plain: Decoder = ({ raw }) => ({ value: unquote(raw) });

/** A user or group number: only 0 and "unset" have a name on every node; other names are known from auditd alone. */
function account(unset: Message): Decoder {
  return ({ raw, enriched }) => {
    if (UNSET.includes(raw)) return { value: 'unset', meaning: unset };
    if (raw === '0') return { value: 'root', meaning: message('audit.user.root') };
    if (enriched !== null)
      return { value: enriched, meaning: message('audit.user.named', { name: enriched, id: raw }) };
    return { value: raw, meaning: /^\d+$/.test(raw) ? message('audit.user.number', { id: raw }) : null };
  };
}

export const user = account(message('audit.user.unset'));
export const group = account(message('audit.user.unset'));
/** The login uid, which stays with a process through su and sudo. */
export const loginUser = account(message('audit.user.noLogin'));

export const session: Decoder = ({ raw }) => {
  if (raw === '4294967295') return { value: 'unset', meaning: message('audit.session.unset') };
  return { value: raw, meaning: raw === '-1' ? message('audit.session.unset') : null };
};

export const oldSession: Decoder = ({ raw }) => ({
  value: raw,
  meaning: UNSET.includes(raw) ? message('audit.session.unset') : null,
});

export const architecture: Decoder = ({ raw }) => {
  const name = architectureName(raw);
  return { value: name ?? raw, meaning: name === null ? null : architectureMeaning(name) };
};

/** The name of the record's system call, by auditd's own decoding or by our tables; null where neither knows it. */
export function callOf(record: AuditRecord): string | null {
  const field = findField(record, 'syscall');
  if (field === undefined) return null;
  if (record.form === 'interpreted') return interpretedCall(field.raw);
  const enriched = field.enriched;
  if (enriched !== undefined && isKnown(enriched)) return enriched;
  const machine = architectureName(findField(record, 'arch')?.raw ?? '');
  return machine === null || !/^\d+$/.test(field.raw) ? null : syscallName(machine, Number(field.raw));
}

/** auditd writes unknown-syscall(9999) or unknown(1000) where it knows no name either. */
export function isKnown(enriched: string): boolean {
  return !enriched.startsWith('unknown-') && !enriched.startsWith('unknown(');
}

export const syscall: Decoder = ({ raw, record }) => {
  const name = callOf(record);
  if (name !== null) {
    const purpose = syscallPurpose(name);
    return { value: name, meaning: purpose && message('audit.syscall.named', { name, purpose }), hint: name };
  }
  const machine = architectureName(findField(record, 'arch')?.raw ?? '');
  const missing = machine !== null && knowsSyscallsOf(machine) && /^\d+$/.test(raw);
  return { value: missing ? `unknown-syscall(${raw})` : raw };
};

export const success: Decoder = ({ raw }) => ({
  value: raw,
  meaning: raw === 'yes' ? message('audit.success.yes') : raw === 'no' ? message('audit.success.no') : null,
});

/** What a call returned: minus an error number where it failed (errno(3)). */
export const exit: Decoder = ({ raw, record }) => {
  const number = /^-?\d{1,18}$/.test(raw) ? Number(raw) : null;
  if (number === null) return { value: raw };
  const error = number < 0 ? systemError(-number) : null;
  if (error !== null)
    return {
      value: `${error.name}(${error.text})`,
      meaning: message('audit.exit.failed', { ...error }),
      hint: error.name,
    };
  if (number < 0 || findField(record, 'success')?.raw === 'no') return { value: raw };
  return {
    value: raw,
    meaning: number === 0 ? message('audit.exit.succeeded') : message('audit.exit.returned', { value: raw }),
  };
};

/** res= and result=: 1 and 0, or words that stay. */
export const result: Decoder = ({ raw }) => {
  const value = raw === '1' ? 'yes' : raw === '0' ? 'no' : unquote(raw);
  const good = value === 'yes' || value === 'success';
  const bad = value === 'no' || value === 'failed';
  return { value, meaning: good ? message('audit.result.yes') : bad ? message('audit.result.no') : null };
};

function oddNote(text: DecodedText): Message | null {
  return text.odd ? message('audit.note.odd') : null;
}

function hintOf(text: DecodedText, value: string): string | null {
  return text.form === 'hex' ? value : null;
}

/** A text that is quoted, or in hex because of what it holds. */
export const text: Decoder = ({ raw }) => {
  const decoded = decodeText(raw);
  const value = decoded.text;
  return { value, note: oddNote(decoded), hint: hintOf(decoded, value) };
};

export const commandName: Decoder = ({ raw }) => {
  const decoded = decodeText(raw);
  const value = decoded.text;
  const full = value.length <= LONGEST_COMM && decodedBytes(raw) === LONGEST_COMM && decoded.form !== 'bare';
  const note = oddNote(decoded) ?? (full ? message('audit.note.comm') : null);
  return { value, note, hint: hintOf(decoded, value) };
};

/** The keys of a rule are joined by 0x01; ausearch prints them as `key=a key=b`. */
export const key: Decoder = ({ raw }) => {
  const decoded = decodeText(raw);
  const value = decoded.text.split('\u0001').join(' key=');
  return {
    value,
    meaning: raw === '(null)' ? message('audit.key.none') : null,
    note: oddNote(decoded),
    hint: hintOf(decoded, value),
  };
};

/** A command line: its arguments end in NUL, shown as blanks. */
export const commandLine: Decoder = ({ raw }) => {
  const decoded = decodeText(raw);
  const value = decoded.text.replaceAll('\u0000', ' ');
  const bytes = decoded.form === 'bare' ? 0 : decodedBytes(raw);
  const full = bytes >= MAX_PROCTITLE_AUDIT_LEN;
  const note = oddNote(decoded) ?? (full ? message('audit.note.proctitle', { bytes }) : null);
  return { value, note, hint: hintOf(decoded, value) };
};

/** True where the kernel or the log may have cut this proctitle. */
export function isCutCommandLine(raw: string): boolean {
  const open = raw.startsWith('"') && !(raw.length > 1 && raw.endsWith('"'));
  return decodeText(raw).odd || open || decodedBytes(raw) >= MAX_PROCTITLE_AUDIT_LEN;
}

/** A signal's decoding; `unknown` is what stands where the number names none. */
export function decodeSignal(number: number | null, unknown: string): Decoding {
  const name = number === null ? null : signalName(number);
  if (number === null || name === null) return { value: unknown };
  return { value: name, meaning: signalMeaning(number), hint: name };
}

export const signal: Decoder = ({ raw }) => {
  const number = /^\d{1,3}$/.test(raw) ? Number(raw) : null;
  return decodeSignal(number, number === null ? raw : `unknown-signal(${raw})`);
};

const FILE_TYPES: ReadonlyMap<number, string> = new Map([
  [0o01, 'fifo'],
  [0o02, 'character'],
  [0o04, 'dir'],
  [0o06, 'block'],
  [0o10, 'file'],
  [0o12, 'link'],
  [0o14, 'socket'],
]);

function specialBits(mode: number): string {
  return `${mode & 0o4000 ? 'suid,' : ''}${mode & 0o2000 ? 'sgid,' : ''}${mode & 0o1000 ? 'sticky,' : ''}`;
}

const octal = (value: number) => value.toString(8).padStart(3, '0');

/** A file's mode with its type (inode(7)), in octal digits. */
export const mode: Decoder = ({ raw }) => {
  if (!/^[0-7]{1,10}$/.test(raw)) return { value: raw };
  const bits = parseInt(raw, 8);
  return { value: `${FILE_TYPES.get(bits >> 12) ?? octal(bits >> 12)},${specialBits(bits)}${octal(bits & 0o777)}` };
};

/** A mode that was asked for, without a type. */
export const shortMode: Decoder = ({ raw }) => {
  if (!/^[0-7]{1,10}$/.test(raw)) return { value: raw };
  const bits = parseInt(raw, 8);
  return { value: `${specialBits(bits)}0${octal(bits & 0o777)}` };
};

const capabilities = [...readRuns(CAPABILITY_NAMES)];

/** A set of capabilities as 64 bits in hex (capabilities(7)). */
export const capabilitySet: Decoder = ({ raw }) => {
  const digits = raw.startsWith('0x') ? raw.slice(2) : raw;
  if (digits.length > 16 || !isHex(digits)) return { value: raw };
  const low = parseInt(digits.slice(-8), 16);
  const high = digits.length > 8 ? parseInt(digits.slice(0, -8), 16) : 0;
  if (low === 0 && high === 0) return { value: 'none' };
  const names = capabilities.filter(([bit]) => ((bit < 32 ? low : high) >>> (bit % 32)) & 1).map(([, name]) => name);
  if (names.length === 0) return { value: raw };
  return {
    value: names.join(','),
    meaning: names.length === capabilities.length ? message('audit.capability.all') : null,
  };
};

const FILTER_LISTS = ['user', 'task', 'entry', null, 'exit', 'exclude', 'filesystem', 'io_uring'];

/** The list that a rule belongs to (linux/audit.h, AUDIT_FILTER_*). */
export const filterList: Decoder = ({ raw }) => ({ value: (/^\d$/.test(raw) && FILTER_LISTS[Number(raw)]) || raw });
