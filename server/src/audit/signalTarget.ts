// Whom kill(2) and its kin are told to signal: a process, a group, or all.
import { message, type Message } from '../message';
import type { Decoding, FieldContext } from './decoding';
import { decodeText, escapeControls } from './encoded';
import { findField } from './record';

/** The pid of kill(2), as the sender numbers it: in a pid namespace it is another than the host's. */
export function decodeSignalTarget(context: FieldContext, call: string, pid: number): Decoding {
  const value = String(pid);
  const title = message('audit.argument.pid');
  if (call === 'kill' && pid === 0) return { title, value, meaning: message('audit.target.ownGroup') };
  if (call === 'kill' && pid === -1) return { title, value, meaning: message('audit.target.all') };
  if (call === 'kill' && pid < 0) return { title, value, meaning: message('audit.target.group', { group: -pid }) };
  return { title, value, ...targetOf(context, pid), hint: context.raw === value ? null : value };
}

/** Says who the target was where the event's only OBJ_PID record tells it. */
function targetOf(context: FieldContext, pid: number): { meaning?: Message } {
  const targets = context.event?.records.filter(({ record }) => record.type === 'OBJ_PID') ?? [];
  const target = targets.length === 1 ? targets[0]?.record : undefined;
  const opid = target && findField(target, 'opid')?.raw;
  if (target === undefined || opid === undefined) return {};
  const name = escapeControls(decodeText(findField(target, 'ocomm')?.raw ?? '?').text);
  if (opid === String(pid)) return { meaning: message('audit.target.same', { pid, name }) };
  return { meaning: message('audit.target.namespace', { pid, opid, name }) };
}
