// What syslog daemons and journalctl write between the stamp and the message: [host ]program[pid]: (RFC 3164 section 4.1.3).
import { BARE, type Envelope } from './envelope';
import type { Level } from './level';
import type { Instant, Stamp } from './time';

/** When a line was written, as its form has it. */
export interface When {
  readonly stamp: Stamp | null;
  readonly instant: Instant | null;
  readonly uptime: Instant | null;
}

interface Tag {
  readonly host: string | null;
  readonly program: string;
  readonly pid: number | null;
  /** Where the message begins. */
  readonly end: number;
}

const BLANK = 0x20;
const COLON = 0x3a;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/** RFC 1035 allows a host 255 characters; a tag has at most 64 here. */
export const LONGEST_HOST = 255;
export const LONGEST_PROGRAM = 64;

/** A word that other programs' logs write where syslog has the host: such a line is not syslog's. */
const LEVEL = /^(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)$/i;
/** Words with which a Go program dies: `panic: x` behind a stamp, and perhaps a host, has no tag before it. */
const LAST_WORDS = /^(?:panic|SIG[A-Z]{2,8}|http2?)$/;
/** What systemd calls a unit that processes run in (systemd.unit(5)); `-o with-unit` writes it where others have the program. */
const UNIT = /\.(?:service|scope|socket|mount|slice|timer|swap|automount|path|target|device)$/;

/** Which characters a program's name has: letters, digits and _./@()-\: as units and paths have them. */
const NAME_CHARACTERS = new Uint8Array(128);
for (const character of '_./@()-\\+') NAME_CHARACTERS[character.charCodeAt(0)] = 1;
for (let code = 0x30; code < 0x7b; code++) {
  if (/[0-9A-Za-z]/.test(String.fromCharCode(code))) NAME_CHARACTERS[code] = 1;
}

/**
 * Reads what follows a stamp that ends at `at`: a blank, the tag and the message. Null where no tag stands there.
 * In the kernel's lines the seconds since boot that rsyslog's imklog leaves before the message are taken off it.
 */
export function tagged(id: string, text: string, start: number, at: number, when: When): Envelope | null {
  const tag = text.charCodeAt(at) === BLANK ? readTag(text, at + 1) : null;
  if (!tag) return null;
  const { host, program, pid, end } = tag;
  const { stamp, instant } = when;
  const isUnit = UNIT.test(program);
  const since = program === 'kernel' && pid === null ? readUptime(text, end) : null;
  return {
    id,
    start,
    payload: since ? since.end : end,
    end: null,
    message: null,
    stamp,
    instant,
    uptime: since ? since.uptime : when.uptime,
    boot: null,
    host,
    program: isUnit ? null : program,
    pid,
    unit: isUnit ? program : null,
    level: null,
  };
}

/** Reads `<30>` at a column: what of the priority is a level, and the column behind it; null where none stands there. */
export function readPriority(text: string, from: number): { readonly priority: number; readonly end: number } | null {
  if (text.charCodeAt(from) !== 0x3c) return null;
  const end = text.indexOf('>', from);
  const digits = text.slice(from + 1, end);
  return end > 0 && /^\d{1,3}$/.test(digits) ? { priority: Number(digits), end: end + 1 } : null;
}

/** Reads the kernel's `[ 1031.571035] `, seconds since boot, at a column; null where they do not stand there. */
export function readUptime(text: string, from: number): { readonly uptime: Instant; readonly end: number } | null {
  if (text.charCodeAt(from) !== OPEN) return null;
  UPTIME.lastIndex = from;
  const [whole, seconds = '', fraction = ''] = UPTIME.exec(text) ?? [];
  return whole === undefined ? null : { uptime: since(seconds, fraction), end: from + whole.length };
}

const UPTIME = /\[ *(\d{1,10})\.(\d{1,9})\] ?/y;

/** A time that counts from the boot, of seconds and the digits behind the point. */
export function since(seconds: string, fraction: string): Instant {
  return { ns: BigInt(seconds + fraction.padEnd(9, '0')), digits: fraction.length };
}

function readTag(text: string, at: number): Tag | null {
  const blank = text.indexOf(' ', at);
  const first = blank < 0 ? text.length : blank;
  let host: string | null = null;
  let programStart = at;
  if (text.charCodeAt(first - 1) !== COLON) {
    if (first === at || first - at > LONGEST_HOST || blank < 0) return null;
    host = hostName(text, at, first);
    if (host === null) return null;
    programStart = first + 1;
  }
  const programEnd = nameEnd(text, programStart);
  if (programEnd === programStart || programEnd - programStart > LONGEST_PROGRAM) return null;
  const pidEnd = text.charCodeAt(programEnd) === OPEN ? digitsEnd(text, programEnd + 1) : 0;
  const withPid = pidEnd > programEnd + 1 && pidEnd - programEnd <= 11 && text.charCodeAt(pidEnd) === CLOSE;
  const colon = withPid ? pidEnd + 1 : programEnd;
  if (text.charCodeAt(colon) !== COLON) return null;
  const program = remembered(text, programStart, programEnd);
  if (LEVEL.test(host ?? program) || (!withPid && LAST_WORDS.test(program))) return null;
  const end = text.charCodeAt(colon + 1) === BLANK ? colon + 2 : colon + 1;
  return { host, program, pid: withPid ? Number(text.slice(programEnd + 1, pidEnd)) : null, end };
}

function hostName(text: string, start: number, end: number): string | null {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON || code === OPEN || code === CLOSE) return null;
  }
  return remembered(text, start, end);
}

export function isNameCharacter(code: number): boolean {
  return NAME_CHARACTERS[code] === 1;
}

function nameEnd(text: string, start: number): number {
  let at = start;
  while (isNameCharacter(text.charCodeAt(at))) at++;
  return at;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++;
  return at;
}

// Few hosts and programs write most lines of a log: their names are one string each, which keeps no line alive.
const names: string[] = [];
const REMEMBERED = 64;

function remembered(text: string, start: number, end: number): string {
  const slot = (text.charCodeAt(start) * 7 + text.charCodeAt(end - 1) + (end - start) * 3) % REMEMBERED;
  const name = names[slot];
  if (name?.length === end - start && text.startsWith(name, start)) return name;
  return (names[slot] = text.slice(start, end));
}

/** The envelope with the level that a priority, a word or a letter gave. */
export function withLevel(envelope: Envelope | null, level: Level | null): Envelope | null {
  return envelope && { ...envelope, level };
}

/** An envelope that names no host and no program. */
export function unnamed(id: string, start: number, payload: number, when: Partial<When>): Envelope {
  return { ...BARE, id, start, payload, ...when };
}
