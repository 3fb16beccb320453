// What the tests of this room share: reading lines into events, and the words of a message.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHITECTURE_NAMES } from '../../../server/src/audit/data/architectureTable';
import { syscallName } from '../../../server/src/audit/data/syscalls';
import { groupAuditEvents, type AuditEvent } from '../../../server/src/audit/event';
import { parseAuditRecord, type AuditRecord } from '../../../server/src/audit/record';

export const CASE = join(import.meta.dirname, '../../../client/media/cases/exec-panic-137');

/** A record that must be readable. */
export function record(line: string): AuditRecord {
  const parsed = parseAuditRecord(line, 0);
  if (parsed === null) throw new Error(`no record: ${line}`);
  return parsed;
}

/** The events of lines; other lines are passed over. */
export function events(lines: readonly string[], file = 'audit.log'): AuditEvent[] {
  return groupAuditEvents(
    lines.flatMap((text, line) => {
      const parsed = parseAuditRecord(text, 0);
      return parsed === null ? [] : [{ record: parsed, file, line }];
    }),
  );
}

/** The only event of lines. */
export function event(...lines: string[]): AuditEvent {
  const [first, ...others] = events(lines);
  if (first === undefined || others.length > 0) throw new Error(`${String(others.length + 1)} events`);
  return first;
}

export function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n');
}

/** A made line: `TYPE fields`, all with one event id. */
export function line(type: string, fields: string): string {
  return `type=${type} msg=audit(1582099207.232:7): ${fields}`;
}

/** A made SYSCALL record of a call by its name, with a0, a1, ... as hexadecimal digits between blanks. */
export function callLine(call: string, digits: string, architecture = 'x86_64'): string {
  const token = Object.entries(ARCHITECTURE_NAMES).find(
    ([, name]) => name === architecture.replace('armeb', 'arm'),
  )?.[0];
  const number = Array.from({ length: 500 }, (_, at) => at).find(at => syscallName(architecture, at) === call);
  if (token === undefined || number === undefined) throw new Error(`${architecture} has no call ${call}`);
  const values = digits.split(' ').map((value, index) => `a${String(index)}=${value}`);
  return line('SYSCALL', `arch=${token} syscall=${String(number)} ${values.join(' ')}`);
}
