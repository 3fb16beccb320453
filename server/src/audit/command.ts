// The command line of an audit event: the arguments of EXECVE records, else the proctitle.
import { decodeText, isHex, printable } from './encoded';
import { findRecord, type AuditEvent } from './event';
import { isCutCommandLine } from './kinds';
import { findField, unquote } from './record';

/** A command line; control characters stand as \ooo in it. */
export interface AuditCommand {
  /** Never empty: argv[0] is the program as it was called. */
  readonly argv: readonly string[];
  /** True where arguments or the end of one are missing, or may be (a proctitle of 128 bytes). */
  readonly cut: boolean;
}

/** What was executed, or the command line of the process that made the event; null where no record tells. */
export function readCommand(event: AuditEvent): AuditCommand | null {
  return readArguments(event) ?? readProctitle(event);
}

/** The command line of the process as it was when the event happened (PROCTITLE). */
export function readProctitle(event: AuditEvent): AuditCommand | null {
  const record = findRecord(event, 'PROCTITLE');
  const raw = record && findField(record, 'proctitle')?.raw;
  if (raw === undefined || raw === '' || raw === '(null)' || raw === '?') return null;
  const argv = decodeText(raw).text.split('\u0000').map(printable);
  // Each argument ends in NUL; the kernel takes that of the last one away, other writers may not.
  while (argv.length > 1 && argv.at(-1) === '') argv.pop();
  return { argv, cut: isCutCommandLine(raw) };
}

interface Argument {
  /** In the order of their numbers: a0[0], a0[1], ... */
  readonly pieces: string[];
  /** As a0_len says, in the kernel's count; null where the record gives none. */
  length: number | null;
}

/** EXECVE: a0="runc" a1=6120, a long one in pieces a1_len=9 a1[0]=6120 a1[1]=62, all over any number of records. */
function readArguments(event: AuditEvent): AuditCommand | null {
  const found = new Map<number, Argument>();
  let count: number | null = null;
  for (const { record } of event.records) {
    if (record.type !== 'EXECVE') continue;
    for (const { name, raw } of record.fields) {
      if (name === 'argc') count = Number(raw);
      else readArgument(found, name, raw);
    }
  }
  if (found.size === 0) return null;
  const numbers = [...found.keys()].sort((a, b) => a - b);
  const argumentsInOrder = numbers.flatMap(number => found.get(number) ?? []);
  const missing = numbers.some((number, index) => number !== index) || (count !== null && count !== numbers.length);
  return { argv: argumentsInOrder.map(argumentText), cut: missing || argumentsInOrder.some(isShort) };
}

function readArgument(found: Map<number, Argument>, name: string, raw: string): void {
  const match = /^a(\d{1,7})(_len|\[(\d{1,7})\])?$/.exec(name);
  if (match === null) return;
  const number = Number(match[1]);
  const argument = found.get(number) ?? { pieces: [], length: null };
  found.set(number, argument);
  if (match[2] === '_len') argument.length = /^\d{1,9}$/.test(raw) ? Number(raw) : null;
  else argument.pieces.push(raw);
}

/** Pieces of hex are joined before they are decoded: a character's bytes may lie in two of them. */
function argumentText({ pieces }: Argument): string {
  if (pieces.length > 1 && pieces.every(isHex)) return printable(decodeText(pieces.join('')).text);
  return pieces.map(piece => printable(decodeText(piece).text)).join('');
}

/** The kernel counts bytes or hex digits in aN_len, by version: short is what falls below both. */
function isShort({ pieces, length }: Argument): boolean {
  if (length === null) return false;
  const written = pieces.reduce((sum, piece) => sum + unquote(piece).length, 0);
  return written < length;
}
