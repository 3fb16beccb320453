// Events of the audit system as JSON, one a line: laurel's and go-audit's.
import { memberText, readJsonLine, type JsonMember } from '../log/jsonLine';
import { instantOf, type Instant } from '../log/time';
import { goAuditRecords } from './goAudit';
import { laurelRecords } from './laurel';
import type { AuditRecord } from './record';

/** An event; its records are read when they are asked for. */
export interface JsonEvent {
  readonly time: Instant;
  readonly serial: number;
  readonly records: readonly AuditRecord[];
}

const ID = /^(\d{1,12})\.(\d{1,9})(?::(\d{1,15}))?$/;

/**
 * Reads `{"ID":"1615114232.375:15558","SYSCALL":{...}}` (laurel) or `{"sequence":15558,"timestamp":"1615114232.375",
 * "messages":[...]}` (go-audit) from a column on; null where another object begins there.
 * @param host the node, where the event does not name it
 */
export function parseJsonEvent(text: string, from: number, host: string | null): JsonEvent | null {
  const members = readJsonLine(text, from) ?? [];
  const value = (name: string): string | null => memberText(text, member(members, name));
  const messages = member(members, 'messages');
  const id = value('ID');
  const [, seconds, fraction = '', serial = value('sequence')] =
    ID.exec(id ?? (messages && value('timestamp')) ?? '') ?? [];
  if (seconds === undefined || serial === null || !/^\d{1,15}$/.test(serial)) return null;
  const head = { node: value('NODE') ?? host, time: instantOf(Number(seconds), fraction), serial: Number(serial) };
  let records: readonly AuditRecord[] | null = null;
  return {
    time: head.time,
    serial: head.serial,
    get records() {
      return (records ??=
        id === null
          ? goAuditRecords(text, messages, member(members, 'uid_map'), head)
          : laurelRecords(text, members, head));
    },
  };
}

function member(members: readonly JsonMember[], name: string): JsonMember | undefined {
  return members.find(other => other.name === name);
}
