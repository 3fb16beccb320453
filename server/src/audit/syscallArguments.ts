// The arguments a0..a3 of a SYSCALL record, which mean what the call makes of them.
import { addTo } from '../lists';
import { message, type Message } from '../message';
import { architectureName } from './data/architectures';
import { CALL_ROWS } from './data/callSignatures';
import type { Decoder, Decoding, FieldContext } from './decoding';
import { interpretedArgument } from './interpreted';
import { callOf } from './kinds';
import { findField, type AuditRecord } from './record';
import { KINDS, prefixed, PREFIXING, type Argument, type Kind, type Reading } from './syscallArgumentKinds';
import { KINDS_BY_COMMAND } from './syscallArgumentsByCommand';

/** The signature of a call: its arguments by name, and its page in section 2 of the manual; '' where none is written. */
interface Signature {
  readonly arguments: readonly { readonly name: string; readonly kind: Kind }[];
  readonly manual: string;
}

/** A call with its architecture and its signature; null where no row has one. */
export interface KnownCall {
  readonly call: string;
  readonly architecture: string;
  readonly signature: Signature | null;
}

/** Where a call that sends signals has its target and its signal (kill(2), tkill(2), pidfd_send_signal(2), rt_sigqueueinfo(2)). */
const SIGNAL_CALLS: ReadonlyMap<string, readonly [target: number | null, signal: number]> = new Map([
  ['kill', [0, 1]],
  ['tkill', [0, 1]],
  ['tgkill', [0, 2]],
  ['pidfd_send_signal', [null, 1]],
  ['rt_sigqueueinfo', [0, 1]],
  ['rt_tgsigqueueinfo', [0, 2]],
]);

/** Where a call that sends signals has its signal, and the number of its target as the sender gives it. */
interface SignalCall {
  readonly call: string;
  readonly signal: number | null;
  /** For kill(2) also 0, -1 and minus a process group; null for a file descriptor, or where the argument is missing. */
  readonly target: number | null;
}

/** Reads the arguments of a call that sends a signal; null for other calls. */
export function readSignalCall(record: AuditRecord): SignalCall | null {
  const call = callOf(record);
  const places = call === null ? undefined : SIGNAL_CALLS.get(call);
  if (call === null || places === undefined) return null;
  const read = (index: number) => {
    if (record.form === 'interpreted') return interpretedArgument(argumentOf(record, index) ?? '');
    const low = lowBits(argumentOf(record, index) ?? '');
    return low === null ? null : low | 0;
  };
  return {
    call,
    signal: read(places[1]),
    get target() {
      return places[0] === null ? null : read(places[0]);
    },
  };
}

/** The call of a SYSCALL record; null where neither the record nor our tables name it. */
export function knownCall(record: AuditRecord): KnownCall | null {
  const named = callOf(record);
  if (named === null) return null;
  // auditd's own decoding may say which of many: socketcall(bind)
  const call = named.endsWith(')') ? named.slice(0, named.indexOf('(')) : named;
  const architecture = architectureName(findField(record, 'arch')?.raw ?? '') ?? '';
  return { call, architecture, signature: signatureOf(call, architecture) };
}

/** Decodes a0..a3 of a SYSCALL record. */
export const syscallArgument: Decoder = context => {
  const known = knownCall(context.record);
  const { raw } = context;
  const digits = lowBits(raw) === null ? raw : prefixed(raw);
  if (known === null) return { value: digits };
  const { call, signature } = known;
  const index = Number(context.name.slice(1));
  if (signature === null) return { value: digits, title: message('audit.argument.of', { number: index + 1, call }) };
  const argument = signature.arguments[index];
  if (argument === undefined) return unused(digits, call, signature.arguments.length);
  const title = message('audit.argument.named', { name: argument.name, call });
  const reading = readArgument(context, known, argument.kind);
  if (reading !== null) return decodingOf(reading, title);
  return { value: digits, title, meaning: message('audit.argument.ignored', { name: argument.name, call }) };
};

/** Reads an argument by its kind; null where the call does not look at it. What is no hexadecimal number stays. */
export function readArgument(context: FieldContext, { call, architecture }: KnownCall, kind: Kind): Reading | null {
  const { raw, record } = context;
  const low = lowBits(raw);
  if (low === null) return { value: raw };
  const other = (index: number) => lowBits(argumentOf(record, index) ?? '');
  const argument: Argument = { raw, low, call, architecture, other, context };
  return kind(argument);
}

/**
 * What a field that depends on its record's call depends on there, the same for all records of the call (equal arch= and
 * syscall=): on its own digits, which stand with 0x before them or are decoded, or on other arguments as well.
 */
export function dependenceInCall(name: string, record: AuditRecord): 'prefixed' | 'own' | 'others' {
  // Two calls stand for several, which their first argument tells.
  if (name === 'syscall') return /^(?:socketcall|ipc)\b/.test(callOf(record) ?? '') ? 'others' : 'own';
  const kind = knownCall(record)?.signature?.arguments[Number(name.slice(1))]?.kind;
  if (kind === undefined || PREFIXING.has(kind)) return 'prefixed';
  return OWN_KINDS.has(kind) ? 'own' : 'others';
}

const OWN_KINDS: ReadonlySet<Kind> = new Set(Object.values(KINDS));

function decodingOf(reading: Reading, named: Message): Decoding {
  const { value, title, meaning, note, hint } = reading;
  return { value, title: title ?? named, meaning: meaning ?? null, note: note ?? null, hint: hint ?? null };
}

function unused(value: string, call: string, count: number): Decoding {
  return {
    value,
    title: message('audit.argument.unused', { call }),
    meaning: message('audit.argument.unusedMeaning', { call, count }),
  };
}

function argumentOf(record: AuditRecord, index: number): string | undefined {
  return findField(record, `a${String(index)}`)?.raw;
}

/** The lower 32 bits, unsigned, of up to 64 in hex; null where it is no such number. */
export function lowBits(raw: string): number | null {
  if (raw.length === 0 || raw.length > 16) return null;
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    const letter = code | 0x20;
    if (!((code >= 0x30 && code <= 0x39) || (letter >= 0x61 && letter <= 0x66))) return null;
  }
  return parseInt(raw.length > 8 ? raw.slice(-8) : raw, 16);
}

interface SignatureOn {
  readonly signature: Signature;
  /** The only architectures in which it holds; null: all. */
  readonly on: readonly string[] | null;
}

/** By call, made when first asked for. */
let signatures: ReadonlyMap<string, readonly SignatureOn[]> | null = null;

function signatureOf(call: string, architecture: string): Signature | null {
  signatures ??= readSignatures();
  return signatures.get(call)?.find(({ on }) => on === null || on.includes(architecture))?.signature ?? null;
}

function readSignatures(): ReadonlyMap<string, readonly SignatureOn[]> {
  const byCall = new Map<string, SignatureOn[]>();
  for (const row of CALL_ROWS) {
    const on = row.on?.split(' ') ?? null;
    const words = row.signature === '' ? [] : row.signature.split(' ');
    const named = words.map(readWord);
    for (const call of row.calls.split(' ')) {
      const signature: Signature = { arguments: named, manual: row.manual ?? call };
      addTo(byCall, call, { signature, on });
    }
  }
  return byCall;
}

const KINDS_BY_NAME: Readonly<Record<string, Kind>> = { ...KINDS, ...KINDS_BY_COMMAND };

function readWord(word: string): Signature['arguments'][number] {
  const [name = '', kind = 'address'] = word.split(':');
  return { name, kind: KINDS_BY_NAME[kind] ?? KINDS.address };
}

/** The calls that send a signal, each with the index of the argument that is the signal: kill 1, tgkill 2. */
export const SIGNAL_ARGUMENTS: ReadonlyMap<string, number> = new Map(
  [...SIGNAL_CALLS].map(([call, [, signal]]) => [call, signal]),
);
