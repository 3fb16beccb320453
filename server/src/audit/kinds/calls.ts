// A call and what came of it: architecture, number, result.
import { message } from '../../message';
import { callOf, machineOf } from '../call';
import { architectureMeaning, architectureName } from '../data/architectures';
import { systemError, type SystemError } from '../data/errors';
import { subCallName } from '../data/subCalls';
import { knowsSyscallsOf, syscallPurpose } from '../data/syscalls';
import type { FieldContext, Kind } from '../decoding';
import { decimal, hexadecimal, isDigits, isHex } from '../encoded';
import { unquote } from '../fieldScan';
import { findField, type AuditRecord } from '../record';

export const architecture: Kind = {
  value: ({ raw }) => architectureName(raw) ?? raw,
  explain: (_, value) => ({ meaning: architectureMeaning(value) }),
};

/** What a call that stands for several was asked to do by its first argument; null for other calls. */
function subCallOf(call: string, record: AuditRecord): string | null {
  if (call !== 'socketcall' && call !== 'ipc') return null;
  const number = hexadecimal(findField(record, 'a0')?.raw ?? '');
  return number === null ? null : subCallName(call, number);
}

export const syscall: Kind = {
  contextual: 'call',
  value: ({ raw, record }) => {
    const call = callOf(record);
    if (call !== null) {
      const asked = subCallOf(call, record);
      return asked === null ? call : `${call}(${asked})`;
    }
    const machine = machineOf(record);
    return machine !== null && knowsSyscallsOf(machine) && isDigits(raw) ? `unknown-syscall(${raw})` : raw;
  },
  explain: ({ record }, value) => {
    const call = callOf(record);
    if (call === null) return {};
    const purpose = syscallPurpose(subCallOf(call, record) ?? call);
    return { meaning: purpose && message('audit.syscall.named', { name: value, purpose }), hint: value };
  },
};

export const success: Kind = {
  value: ({ raw }) => raw,
  explain: ({ raw }) => ({
    meaning: raw === 'yes' ? message('audit.success.yes') : raw === 'no' ? message('audit.success.no') : null,
  }),
};

/** The error of a result: minus an error number (errno(3)); null where it is none. */
function errorOf(raw: string): SystemError | null {
  const number = raw.charCodeAt(0) === MINUS ? decimal(raw) : null;
  return number === null ? null : systemError(-number);
}

const MINUS = 0x2d;

/** What a call returned: minus an error number where it failed. */
export const exit: Kind = {
  value: ({ raw }) => {
    const error = errorOf(raw);
    return error === null ? raw : `${error.name}(${error.text})`;
  },
  explain: ({ raw, record }) => {
    const error = errorOf(raw);
    if (error !== null) return { meaning: message('audit.exit.failed', { ...error }), hint: error.name };
    const number = decimal(raw);
    if (number === null || number < 0 || findField(record, 'success')?.raw === 'no') return {};
    return {
      meaning: number === 0 ? message('audit.exit.succeeded') : message('audit.exit.returned', { value: raw }),
    };
  },
};

/** errno=, an error number with or without a minus; 0 is none. */
export const errorNumber: Kind = {
  value: ({ raw }) => errorNumbered(raw)?.name ?? raw,
  explain: ({ raw }) => {
    const error = errorNumbered(raw);
    return error === null ? {} : { meaning: message('audit.error', { name: error.name, text: error.text }) };
  },
};

function errorNumbered(raw: string): SystemError | null {
  const number = decimal(raw);
  return number === null || number === 0 ? null : systemError(Math.abs(number));
}

/** res= and result=: 1 and 0, or words that stay. */
export const result: Kind = {
  value: ({ raw }) => (raw === '1' ? 'yes' : raw === '0' ? 'no' : unquote(raw)),
  explain: (_: FieldContext, value) => {
    const good = value === 'yes' || value === 'success';
    const bad = value === 'no' || value === 'failed';
    return { meaning: good ? message('audit.result.yes') : bad ? message('audit.result.no') : null };
  },
};

/** Hexadecimal digits, with 0x before them. */
export const hexNumber: Kind = { value: ({ raw }) => (isHex(raw) ? `0x${raw}` : raw) };
