// Heads of records that are not written as in audit.log: the kernel's own form and journald's; and where a record begins.
import type { Envelope } from '../log/envelope';
import { stampOfInstant } from '../log/time';
import { isRecordTypeName } from './data/recordTypes';
import { digitsEnd, isBlank, wordEnd } from './fieldScan';
import { readEventId, typeName } from './heads';
import type { Head } from './record';

/** One of these stands in each record that is not journald's, in whatever line it stands. */
export const RECORD_MARKS: readonly string[] = ['msg=audit(', ' audit('];

const COLON = 0x3a;
/** No type has a longer name. */
const LONGEST_TYPE = 40;
/** The syslog identifier of journald's audit entries. */
const JOURNAL_PROGRAM = 'audit';

/** The head in the kernel's form, or in journald's where the envelope's program is `audit`; null for neither. */
export function readOtherHead(text: string, from: number, envelope: Envelope | null): Head | null {
  return readKernelHead(text, from, envelope) ?? readJournalHead(text, from, envelope);
}

/**
 * `[audit: ]type=1300 audit(SECONDS.FRACTION:SERIAL):`; `audit: ` came with Linux 3.16 (kernel/audit.c, pr_fmt); the type is always a number.
 */
function readKernelHead(text: string, from: number, envelope: Envelope | null): Head | null {
  let at = text.startsWith('audit: ', from) ? from + 'audit: '.length : from;
  if (!text.startsWith('type=', at)) return null;
  const typeEnd = digitsEnd(text, at + 5);
  if (typeEnd === at + 5 || !text.startsWith(' audit(', typeEnd)) return null;
  const writtenType = text.slice(at + 5, typeEnd);
  at = typeEnd + ' audit('.length;
  const id = readEventId(text, at);
  if (id === null) return null;
  return {
    form: 'kernel',
    type: typeName(writtenType),
    writtenType,
    node: envelope && envelope.host,
    time: id.time,
    stamp: null,
    serial: id.serial,
    head: { start: from, end: id.end },
  };
}

/**
 * `SYSCALL arch=...` and `AUDIT1424 domain=...`: journald takes the event id away and writes the type's name, its number
 * where it has none: AUDIT1130, <audit-1130> in old versions (systemd, journald-audit.c and audit-type.h).
 */
function readJournalHead(text: string, from: number, envelope: Envelope | null): Head | null {
  if (envelope?.program !== JOURNAL_PROGRAM) return null;
  const end = wordEnd(text, from, Math.min(text.length, from + LONGEST_TYPE));
  const writtenType = text.slice(from, end);
  const type = typeName(writtenType);
  if (type === writtenType && !isRecordTypeName(type) && !isTypeBeforeField(text, from, end)) return null;
  return {
    form: 'journal',
    type,
    writtenType,
    node: envelope.host,
    time: null,
    stamp: envelope.stamp ?? (envelope.instant && stampOfInstant(envelope.instant)),
    serial: null,
    head: { start: from, end },
  };
}

/** A type of newer daemons: capitals, and a field behind it. */
function isTypeBeforeField(text: string, from: number, end: number): boolean {
  return /^[A-Z][A-Z0-9_]+$/.test(text.slice(from, end)) && /^ [a-z][\w-]*=/.test(text.slice(end, end + LONGEST_TYPE));
}

/**
 * The column where a record of the log's or the kernel's form begins behind an unknown prefix that ends in a blank or a
 * colon; -1 where none does. Quoted ones (in JSON, in a message) are not taken: their quotes are escaped.
 */
export function findHead(text: string, from: number): number {
  const id = text.indexOf('audit(', from);
  if (id === -1) return -1;
  const typed = text.lastIndexOf('type=', id);
  // UNKNOWN[1300] msg= is the longest that can stand between them.
  if (typed < from || id - typed > LONGEST_TYPE + 'type= msg='.length) return -1;
  const node = startOfNode(text, from, typed);
  const start = node === -1 ? (text.startsWith('audit: ', typed - 7) ? typed - 7 : typed) : node;
  const before = text.charCodeAt(start - 1);
  return start > from && (isBlank(before) || before === COLON) && text.charCodeAt(from) !== 0x7b ? start : -1;
}

/** The column of `node=NAME ` or `host=NAME ` directly before a column; -1 where none stands there. */
function startOfNode(text: string, from: number, before: number): number {
  if (text.charCodeAt(before - 1) !== 0x20) return -1;
  const word = Math.max(from, text.lastIndexOf(' ', before - 2) + 1);
  for (const name of ['node=', 'host=']) {
    // Behind `grep -n` the name of the file and the line stand in the same word.
    const start = text.startsWith(name, word) ? word : text.indexOf(`:${name}`, word) + 1;
    if (start > 0 && start < before) return start;
  }
  return -1;
}
