// Writes rules that log a signal, whichever call sends it.
import { SIGNAL_ARGUMENTS } from '../audit/syscallArguments';
import { signalField } from './reach';

export const SIGNAL_CALLS: readonly string[] = [...SIGNAL_ARGUMENTS.keys()];

/** Calls with their signal in the same argument share a rule; `arch` is a word of arch=. */
export function signalRules(arch: string, calls: readonly string[], signal: number, key: string | null): string[] {
  const fields = [...new Set(calls.map(signalField))].sort();
  return fields.map(field => {
    const names = calls.filter(call => signalField(call) === field).join(',');
    const test = `-F ${field}=${signalValue(signal)}`;
    return [
      `-a always,exit -F arch=${arch} -S ${names} ${test}`,
      ...(key === null ? [] : [`-F key=${escapeWord(key)}`]),
    ].join(' ');
  });
}

/** A signal as auditctl -l prints it: 0x9, 0xF. */
function signalValue(signal: number): string {
  return `0x${signal.toString(16).toUpperCase()}`;
}

/** A word as it is written in a file of rules. */
export function escapeWord(text: string): string {
  return text.replace(/[\\ ]/g, character => `\\${character}`);
}
