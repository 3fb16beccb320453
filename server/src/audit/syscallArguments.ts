// The arguments a0..a3 of a SYSCALL record, which mean what the call makes of them.
import { message, type Message } from '../message';
import type { Decoder, Decoding, FieldContext } from './decoding';
import { decodeText, printable } from './encoded';
import { callOf, decodeSignal } from './kinds';
import { findField, type AuditRecord } from './record';

/** What one argument of a call is. */
interface Argument {
  readonly title: Message;
  readonly decode: (context: FieldContext, call: string) => Decoding;
}

const signal: Argument = {
  title: message('audit.argument.signal'),
  decode: ({ raw }) => {
    const number = int32(raw);
    return decodeSignal(number, number === null ? raw : `unknown-signal(0x${raw})`);
  },
};
const process: Argument = { title: message('audit.argument.pid'), decode: decodeProcess };
const thread: Argument = { title: message('audit.argument.tid'), decode: decodeThread };
const pidfd: Argument = { title: message('audit.argument.pidfd'), decode: decodeFileDescriptor };
const info: Argument = { title: message('audit.argument.siginfo'), decode: ({ raw }) => ({ value: prefixed(raw) }) };
const flags: Argument = { title: message('audit.argument.flags'), decode: ({ raw }) => ({ value: prefixed(raw) }) };

/** The calls that send a signal, with their arguments (kill(2), tkill(2), pidfd_send_signal(2), rt_sigqueueinfo(2)). */
const CALLS: Readonly<Record<string, readonly Argument[]>> = {
  kill: [process, signal],
  tkill: [thread, signal],
  tgkill: [process, thread, signal],
  pidfd_send_signal: [pidfd, signal, info, flags],
  rt_sigqueueinfo: [process, signal, info],
  rt_tgsigqueueinfo: [process, thread, signal, info],
};

/** Where a call that sends signals has its signal, and the number of its target as the sender gives it. */
export interface SignalCall {
  readonly call: string;
  readonly signal: number | null;
  /** For kill(2) also 0, -1 and minus a process group; null for a file descriptor, or where the argument is missing. */
  readonly target: number | null;
}

/** Reads the arguments of a call that sends a signal; null for other calls. */
export function readSignalCall(record: AuditRecord): SignalCall | null {
  const call = callOf(record);
  const signature = call !== null && Object.hasOwn(CALLS, call) ? CALLS[call] : undefined;
  if (call === null || signature === undefined) return null;
  const read = (index: number) => int32(findField(record, `a${String(index)}`)?.raw ?? '');
  return { call, signal: read(signature.indexOf(signal)), target: signature[0] === pidfd ? null : read(0) };
}

/** Decodes a0..a3 of a SYSCALL record. */
export const syscallArgument: Decoder = context => {
  const call = callOf(context.record);
  const index = Number(context.name.slice(1));
  if (call === null) return { value: prefixed(context.raw) };
  const signature = Object.hasOwn(CALLS, call) ? CALLS[call] : undefined;
  if (signature === undefined)
    return { value: prefixed(context.raw), title: message('audit.argument.of', { number: index + 1, call }) };
  const argument = signature[index];
  if (argument !== undefined) return { title: argument.title, ...argument.decode(context, call) };
  return {
    value: prefixed(context.raw),
    title: message('audit.argument.unused', { call }),
    meaning: message('audit.argument.unusedMeaning', { call, count: signature.length }),
  };
};

/** An argument as the C type int: the lower 32 bits of up to 64 in hex; null where it is no such number. */
function int32(raw: string): number | null {
  return /^[0-9a-fA-F]{1,16}$/.test(raw) ? parseInt(raw.slice(-8), 16) | 0 : null;
}

function prefixed(raw: string): string {
  return /^[0-9a-fA-F]+$/.test(raw) ? `0x${raw}` : raw;
}

/** The pid of kill(2), as the sender numbers it: in a pid namespace it is another than the host's. */
function decodeProcess(context: FieldContext, call: string): Decoding {
  const pid = int32(context.raw);
  if (pid === null) return { value: context.raw };
  const value = String(pid);
  if (call === 'kill' && pid === 0) return { value, meaning: message('audit.target.ownGroup') };
  if (call === 'kill' && pid === -1) return { value, meaning: message('audit.target.all') };
  if (call === 'kill' && pid < 0) return { value, meaning: message('audit.target.group', { group: -pid }) };
  return { value, ...targetOf(context, pid), hint: context.raw === value ? null : value };
}

/** Says who the target was where the event's only OBJ_PID record tells it. */
function targetOf(context: FieldContext, pid: number): { meaning?: Message } {
  const targets = context.event?.records.filter(({ record }) => record.type === 'OBJ_PID') ?? [];
  const target = targets.length === 1 ? targets[0]?.record : undefined;
  const opid = target && findField(target, 'opid')?.raw;
  if (target === undefined || opid === undefined) return {};
  const name = printable(decodeText(findField(target, 'ocomm')?.raw ?? '?').text);
  if (opid === String(pid)) return { meaning: message('audit.target.same', { pid, name }) };
  return { meaning: message('audit.target.namespace', { pid, opid, name }) };
}

function decodeThread({ raw }: FieldContext): Decoding {
  const tid = int32(raw);
  return { value: tid === null ? raw : String(tid) };
}

function decodeFileDescriptor({ raw }: FieldContext): Decoding {
  const number = int32(raw);
  if (number === null) return { value: raw };
  return { value: prefixed(raw), meaning: message('audit.argument.pidfdMeaning', { number }) };
}

/** The calls that send a signal, each with the index of the argument that is the signal: kill 1, tgkill 2. */
export const SIGNAL_ARGUMENTS: ReadonlyMap<string, number> = new Map(
  Object.entries(CALLS)
    .map(([call, signature]) => [call, signature.indexOf(signal)] as const)
    .filter(([, index]) => index >= 0),
);
