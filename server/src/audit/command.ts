// The command line of an audit event: the arguments of EXECVE records, else the proctitle.
import { decodeText, isHex, escapeControls, textOf, utf8Length } from './encoded';
import { findRecord, type AuditEvent } from './event';
import { isCutCommandLine, MAX_PROCTITLE_AUDIT_LEN } from './kinds';
import { unquote } from './fieldScan';
import { findField, type AuditRecord } from './record';

/** A command line; control characters stand as \ooo in it. */
interface AuditCommand {
  /** Never empty: argv[0] is the program as it was called. */
  readonly argv: readonly string[];
  /** True where arguments or the end of one are missing, or may be (a proctitle of 128 bytes). */
  readonly cut: boolean;
}

/** What was executed, or the command line of the process that made the event; null where no record tells. */
export function readCommand(event: AuditEvent): AuditCommand | null {
  return readWholeArguments(event) ?? readArguments(event) ?? readProctitle(event);
}

/** The command line of the process as it was when the event happened (PROCTITLE). */
export function readProctitle(event: AuditEvent): AuditCommand | null {
  const record = findRecord(event, 'PROCTITLE');
  const raw = record && findField(record, 'proctitle')?.raw;
  if (record === undefined || raw === undefined || raw === '' || raw === '(null)' || raw === '?') return null;
  if (record.form === 'interpreted') return interpretedProctitle(raw);
  const argv = decodeText(raw).text.split('\u0000').map(escapeControls);
  // Each argument ends in NUL; the kernel takes that of the last one away, other writers may not.
  while (argv.length > 1 && argv.at(-1) === '') argv.pop();
  return { argv, cut: isCutCommandLine(raw) };
}

/** ausearch -i prints blanks for the NULs: where an argument holds a blank itself it is taken for two. */
function interpretedProctitle(raw: string): AuditCommand {
  // The NUL at the end, printed as a blank, may be gone.
  return { argv: raw.split(' '), cut: utf8Length(raw) >= MAX_PROCTITLE_AUDIT_LEN - 1 };
}

interface Argument {
  /** By their numbers: a0[0], a0[1], ...; 0 for a0. */
  readonly pieces: Map<number, string>;
  interpreted: boolean;
  /** As a0_len says, in the kernel's count; null where the record gives none. */
  length: number | null;
}

const ARGUMENT_NAMES = Array.from({ length: 32 }, (_, index) => `a${String(index)}`);

/** The usual case, argc=2 a0="runc" a1="init" in one record, at a fraction of the cost of all others, for which it is null. */
function readWholeArguments(event: AuditEvent): AuditCommand | null {
  const record = findRecord(event, 'EXECVE');
  if (record === undefined || record.form === 'interpreted') return null;
  const [count, ...names] = record.names;
  if (count !== 'argc' || Number(findField(record, count)?.raw) !== names.length) return null;
  if (names.length > ARGUMENT_NAMES.length) return null;
  const argv: string[] = [];
  for (const name of names) {
    if (name !== ARGUMENT_NAMES[argv.length]) return null;
    // The first one is looked at: it may be the name of the program.
    const repeated = argv.length === 0 ? undefined : record.repeat(name, 'quoted');
    argv.push(repeated ?? escapeControls(textOf(findField(record, name)?.raw ?? '')));
  }
  return argv.length === 0 ? null : { argv, cut: false };
}

/** EXECVE: a0="runc" a1=6120, a long one in pieces a1_len=9 a1[0]=6120 a1[1]=62, all over any number of records. */
function readArguments(event: AuditEvent): AuditCommand | null {
  const found = new Map<number, Argument>();
  let count: number | null = null;
  for (const { record } of event.records) {
    if (record.type !== 'EXECVE') continue;
    for (const { name, raw } of record.fields) {
      if (name === 'argc') count = Number(raw);
      else readArgument(found, name, raw, record);
    }
  }
  if (found.size === 0) return null;
  const numbers = [...found.keys()].sort((a, b) => a - b);
  const argumentsInOrder = numbers.flatMap(number => found.get(number) ?? []);
  const missing = numbers.some((number, index) => number !== index) || (count !== null && count !== numbers.length);
  return { argv: argumentsInOrder.map(argumentText), cut: missing || argumentsInOrder.some(isShort) };
}

function readArgument(found: Map<number, Argument>, name: string, raw: string, { form }: AuditRecord): void {
  const match = /^a(\d{1,7})(_len|\[(\d{1,7})\])?$/.exec(name);
  if (match === null) return;
  const number = Number(match[1]);
  const argument = found.get(number) ?? { pieces: new Map(), interpreted: form === 'interpreted', length: null };
  found.set(number, argument);
  if (match[2] === '_len') argument.length = /^\d{1,9}$/.test(raw) ? Number(raw) : null;
  else argument.pieces.set(Number(match[3] ?? 0), raw);
}

/** In the order of their numbers: ausearch prints the records of an event last first. */
function piecesOf({ pieces }: Argument): readonly string[] {
  return [...pieces].sort(([a], [b]) => a - b).map(([, raw]) => raw);
}

/** Pieces of hex are joined before they are decoded: a character's bytes may lie in two of them. */
function argumentText(argument: Argument): string {
  const pieces = piecesOf(argument);
  if (argument.interpreted) return pieces.join('');
  if (pieces.length > 1 && pieces.every(isHex)) return escapeControls(decodeText(pieces.join('')).text);
  return pieces.map(piece => escapeControls(decodeText(piece).text)).join('');
}

/** The kernel counts bytes or hex digits in aN_len, by version: short is what falls below both; so is what lacks a piece. */
function isShort(argument: Argument): boolean {
  const { pieces, length, interpreted } = argument;
  for (let number = 0; number < pieces.size; number++) if (!pieces.has(number)) return true;
  if (length === null) return false;
  const written = piecesOf(argument).reduce(
    (sum, piece) => sum + (interpreted ? 2 * utf8Length(piece) : unquote(piece).length),
    0,
  );
  return written < length;
}
