// Lines of the commonest forms as bytes: audit records as auditd writes them, syslog's lines, logrus entries, bare or in these.
import { isNameCharacter, LONGEST_HOST, LONGEST_PROGRAM } from '../log/tag';
import { readEnvelope } from '../log/envelopes';
import { AuditHead, stands } from './auditHead';
import { isDigit } from './bytes';

/** What a line is: anything else than the parser has to tell, or one of the forms. */
export const UNKNOWN = 0;
export const AUDIT = 1;
export const ENTRY = 2;
export const SYSLOG = 3;

const ESCAPE = 0x1b;
const BLANK = 0x20;
const QUOTE = 0x22;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const letters = (text: string): readonly number[] => [...text].map(letter => letter.charCodeAt(0));
const TIME = letters('time="');
const LEVEL = letters('" level=');
const DEBUG = letters('debug');
const KERNEL = letters('kernel');
const CONTAINERD = letters('containerd');
/** What entries of logrus in its other forms begin with that are of debug level or have no time. */
const OTHER_ENTRIES = [letters('level='), letters('debug: ')];
/** `Feb 19 16:00:07 ` */
const STAMP = 16;
const DATE = 6;
/** `2020-02-19T16:00:07` */
const SECONDS_END = 19;
const MOST_FRACTION = 9;
const MOST_PID = 10;
/** So many hosts and days are remembered. */
const MOST_LEARNED = 256;

/** The first 128 characters that a program's name has. */
const NAMES = Uint8Array.from({ length: 128 }, (_, code) => Number(isNameCharacter(code)));

interface Day {
  readonly month: number;
  readonly day: number;
}

/**
 * Reads one line after the other; one object serves for all. What a date or a host means is learned from the parser of
 * its form: it is asked for each that is new.
 */
export class PlainLine {
  /** Where the message begins; of an audit record what follows its head. */
  message = 0;
  /** The host that the line names; the same string for the same host. */
  host: string | null = null;
  /** Whether syslog's message has the seconds since boot before it. */
  hasUptime = false;
  /** Of an audit record. */
  readonly head = new AuditHead();
  /** Where a whole stamp stands that an entry begins with; 0 where none does. */
  entryStamp = 0;
  /** Minutes east of UTC in that. */
  offset = 0;
  /** Whether the entry is of debug level. */
  isDebug = false;
  /** Which of the programs that matter syslog names; null for others. */
  program: 'kernel' | 'containerd' | null = null;
  private today: Day = { month: 0, day: 0 };
  private lastDay = '';
  private readonly days = new Map<string, Day | null>();
  private lastHost = '';
  private sureHost = '';
  private readonly hosts = new Map<string, boolean>();

  /** The form of the line [start, end); UNKNOWN where the parser alone can tell. */
  read(bytes: Uint8Array, start: number, end: number): number {
    this.entryStamp = 0;
    this.isDebug = false;
    this.hasUptime = false;
    this.program = null;
    this.host = null;
    if (bytes[start + 4] === 0x3d /* = */) {
      if (bytes[start + 1] === 0x69 /* i of time= */) {
        this.message = start;
        return this.readEntry(bytes, start, end) ? ENTRY : UNKNOWN;
      }
      if (!this.head.read(bytes, start, end)) return UNKNOWN;
      if (this.head.nodeEnd > 0) this.host = this.named(bytes, this.head.nodeStart, this.head.nodeEnd);
      this.message = this.head.end;
      return AUDIT;
    }
    if (bytes[start + 3] !== BLANK || !this.readStamp(bytes, start, end)) return UNKNOWN;
    return this.readTag(bytes, start, end) ? SYSLOG : UNKNOWN;
  }

  /** The month (from 1) of the syslog line that was read last, and its minutes since the month began. */
  get month(): number {
    return this.today.month;
  }

  minutesOfStamp(bytes: Uint8Array, start: number): number {
    return this.today.day * 1440 + two(bytes, start + 7) * 60 + two(bytes, start + 10);
  }

  /** A number for year and month of the entry's stamp, and the month itself (from 1) as its rest by 16. */
  yearAndMonth(bytes: Uint8Array): number {
    const at = this.entryStamp;
    return (two(bytes, at) * 100 + two(bytes, at + 2)) * 16 + two(bytes, at + 5);
  }

  minutesOfEntry(bytes: Uint8Array): number {
    const at = this.entryStamp;
    return two(bytes, at + 8) * 1440 + two(bytes, at + 11) * 60 + two(bytes, at + 14);
  }

  /** `Feb 19 16:00:07 `: the date as one that the parser takes. */
  private readStamp(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < STAMP || bytes[start + DATE] !== BLANK || bytes[start + STAMP - 1] !== BLANK) return false;
    if (bytes[start + 9] !== COLON || bytes[start + 12] !== COLON) return false;
    if (!(two(bytes, start + 7) < 24 && two(bytes, start + 10) < 60 && two(bytes, start + 13) < 60)) return false;
    const { lastDay } = this;
    for (let index = 0; index < DATE; index++) {
      if (bytes[start + index] !== lastDay.charCodeAt(index)) return this.learnDay(bytes, start);
    }
    return true;
  }

  private learnDay(bytes: Uint8Array, start: number): boolean {
    const written = text(bytes, start, start + DATE);
    let day = this.days.get(written);
    if (day === undefined) {
      const { id, stamp } = readEnvelope(`${written} 00:00:00 host program: `);
      day = id === 'rfc3164' && stamp ? stamp : null;
      if (this.days.size < MOST_LEARNED) this.days.set(written, day);
    }
    if (day === null) return false;
    this.lastDay = written;
    this.today = day;
    return true;
  }

  /** `HOST PROGRAM[PID]: ` */
  private readTag(bytes: Uint8Array, start: number, end: number): boolean {
    const hostStart = start + STAMP;
    let at = hostStart;
    for (let byte = bytes[at]; byte !== BLANK; byte = bytes[++at]) {
      if (at >= end || byte === COLON || byte === OPEN || byte === CLOSE) return false;
    }
    if (at === hostStart || at - hostStart > LONGEST_HOST) return false;
    this.host = this.named(bytes, hostStart, at);
    if (!this.isHost(this.host)) return false;
    const program = ++at;
    while (NAMES[bytes[at] ?? 0] === 1) at++;
    if (at === program || at - program > LONGEST_PROGRAM) return false;
    if (at - program === KERNEL.length && stands(KERNEL, bytes, program)) this.program = 'kernel';
    if (at - program === CONTAINERD.length && stands(CONTAINERD, bytes, program)) this.program = 'containerd';
    if (bytes[at] === OPEN) {
      const pid = ++at;
      while (isDigit(bytes[at])) at++;
      if (at === pid || at - pid > MOST_PID || bytes[at] !== CLOSE) return false;
      at++;
    }
    if (bytes[at] !== COLON || at >= end) return false;
    const message = bytes[at + 1] === BLANK && at + 1 < end ? at + 2 : at + 1;
    this.message = behindUptime(bytes, message);
    this.hasUptime = this.message > message;
    // Its own forms of records have no mark in them.
    if (isAudit(bytes, program) || isAudit(bytes, this.message) || bytes[this.message] === 0x7b /* { */) return false;
    if (stands(TIME, bytes, this.message)) return this.readEntry(bytes, this.message, end);
    return !isOtherEntry(bytes, this.message);
  }

  /** Few hosts write most lines of a log. */
  private named(bytes: Uint8Array, start: number, end: number): string {
    const { lastHost } = this;
    if (end - start !== lastHost.length) return (this.lastHost = text(bytes, start, end));
    for (let index = 0; index < lastHost.length; index++) {
      if (bytes[start + index] !== lastHost.charCodeAt(index)) return (this.lastHost = text(bytes, start, end));
    }
    return lastHost;
  }

  /** Whether a host's name is one to the parser: words such as INFO are none. */
  private isHost(name: string): boolean {
    if (name === this.sureHost) return true;
    let known = this.hosts.get(name);
    if (known === undefined) {
      known = readEnvelope(`Jan  1 00:00:00 ${name} program: `).host === name;
      if (this.hosts.size < MOST_LEARNED) this.hosts.set(name, known);
    }
    if (known) this.sureHost = name;
    return known;
  }

  /** `time="2020-02-19T16:00:07.204930762+08:00" level=` */
  private readEntry(bytes: Uint8Array, start: number, end: number): boolean {
    const stamp = start + TIME.length;
    if (!stands(TIME, bytes, start) || end - stamp < SECONDS_END) return false;
    if (bytes[stamp + 4] !== 0x2d || bytes[stamp + 7] !== 0x2d || bytes[stamp + 10] !== 0x54) return false;
    if (bytes[stamp + 13] !== COLON || bytes[stamp + 16] !== COLON) return false;
    const numbers = two(bytes, stamp) + two(bytes, stamp + 2) + two(bytes, stamp + 5) + two(bytes, stamp + 8);
    if (Number.isNaN(numbers + two(bytes, stamp + 11) + two(bytes, stamp + 14) + two(bytes, stamp + 17))) return false;
    let at = stamp + SECONDS_END;
    if (bytes[at] === POINT) {
      const fraction = ++at;
      while (isDigit(bytes[at])) at++;
      if (at === fraction || at - fraction > MOST_FRACTION) return false;
    }
    const sign = bytes[at];
    if (sign === 0x5a /* Z */) {
      this.offset = 0;
      at++;
    } else {
      if ((sign !== 0x2b && sign !== 0x2d) || bytes[at + 3] !== COLON) return false;
      const minutes = two(bytes, at + 1) * 60 + two(bytes, at + 4);
      if (Number.isNaN(minutes)) return false;
      this.offset = sign === 0x2d ? -minutes : minutes;
      at += 6;
    }
    if (bytes[at] !== QUOTE || !stands(LEVEL, bytes, at) || at + LEVEL.length > end) return false;
    this.entryStamp = stamp;
    const level = at + LEVEL.length;
    this.isDebug = stands(DEBUG, bytes, bytes[level] === QUOTE ? level + 1 : level);
    return true;
  }
}

/** Bytes as Latin-1. */
function text(bytes: Uint8Array, start: number, end: number): string {
  let read = '';
  for (let at = start; at < end; at++) read += String.fromCharCode(bytes[at] ?? 0);
  return read;
}

/** Behind the kernel's `[ 1031.571035] `, where that stands: only its messages begin so. */
function behindUptime(bytes: Uint8Array, start: number): number {
  let at = start;
  if (bytes[at] !== OPEN) return start;
  do at++;
  while (bytes[at] === BLANK || bytes[at] === POINT || isDigit(bytes[at]));
  if (bytes[at] !== CLOSE) return start;
  return bytes[at + 1] === BLANK ? at + 2 : at + 1;
}

/** A number of two digits; NaN for anything else. */
function two(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Whether a message may be an entry of logrus without `time=`: `level=...`, `INFO[2025-05-07T08:57:56Z] ...`, in colours, `debug: ...`. */
function isOtherEntry(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === ESCAPE || bytes[at + 4] === OPEN || OTHER_ENTRIES.some(beginning => stands(beginning, bytes, at))
  );
}

function isAudit(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x61 && bytes[at + 1] === 0x75 && bytes[at + 2] === 0x64;
}
