// Events of the audit system as JSON, one a line: laurel's and go-audit's. Their time and serial are read, not their records.
import { memberText, readJsonLine } from '../log/jsonLine';
import { instantOf, type Instant } from '../log/time';

export interface JsonEvent {
  readonly time: Instant;
  readonly serial: number;
}

const ID = /^(\d{1,12})\.(\d{1,9})(?::(\d{1,15}))?$/;

/**
 * Reads `{"ID":"1615114232.375:15558","SYSCALL":{...}}` (laurel) or `{"sequence":15558,"timestamp":"1615114232.375",
 * "messages":[...]}` (go-audit) from a column on; null where another object begins there.
 */
export function parseJsonEvent(text: string, from: number): JsonEvent | null {
  const members = readJsonLine(text, from);
  const value = (name: string): string | null =>
    memberText(
      text,
      members?.find(member => member.name === name),
    );
  const id = value('ID') ?? (members?.some(({ name }) => name === 'messages') ? value('timestamp') : null);
  const [, seconds, fraction = '', serial = value('sequence')] = ID.exec(id ?? '') ?? [];
  return seconds === undefined || serial === null || !/^\d{1,15}$/.test(serial)
    ? null
    : { time: instantOf(Number(seconds), fraction), serial: Number(serial) };
}
