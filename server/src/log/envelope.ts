// Who wrapped a line: syslog, the journal, the kernel, a container's runtime, or nobody. The rows stand in envelopes/.
import type { Span } from '../place';
import type { EscapedText } from './escaped';
import type { Level } from './level';
import type { Instant, Stamp } from './time';

/** What stands around the message of a line. Columns are UTF-16. */
export interface Envelope {
  readonly id: string;
  /** The column where the line as it was written begins: another tool may have put something before it (`file:12:`, `> `). */
  readonly start: number;
  /** Where the message stands: [payload, end); a null end is the line's. */
  readonly payload: number;
  readonly end: number | null;
  /** The message where it is written with escapes; null where it is the line's text. */
  readonly message: EscapedText | null;
  /** The date as written. */
  readonly stamp: Stamp | null;
  /** The time where the form counts from the epoch. */
  readonly instant: Instant | null;
  /** The time since the node booted. */
  readonly uptime: Instant | null;
  readonly host: string | null;
  readonly program: string | null;
  readonly pid: number | null;
  /** The boot that it was written in, by the id that the kernel gave it (journald's _BOOT_ID). */
  readonly boot: string | null;
  /** systemd's unit. */
  readonly unit: string | null;
  readonly level: Level | null;
}

/** What is read of a sample; fields that are left out are null in the envelope. */
interface EnvelopeSample {
  readonly line: string;
  /** Where the line is from: of a real node or a public report (the row's form), or made after one. */
  readonly source: 'real' | 'made';
  readonly message: string;
  /** Nanoseconds of UTC; what is missing for it; null where the form has no time at all. */
  readonly time: bigint | 'year and zone' | 'zone' | 'boot' | null;
  readonly host?: string;
  readonly program?: string;
  readonly pid?: number;
  readonly unit?: string;
  readonly level?: Level;
}

export interface EnvelopeRow {
  readonly id: string;
  /** The forms of journalctl, syslog daemons and others that the row reads, for people. */
  readonly form: string;
  /** The characters with which such a line can begin. */
  readonly begins: string | RegExp;
  /** Reads the line that begins at a column; null where it has another form. */
  readonly parse: (text: string, from: number) => Envelope | null;
  readonly samples: readonly EnvelopeSample[];
  /** Lines that must not be taken for this form. */
  readonly counterSamples: readonly string[];
}

/** All of the line is message, and nothing is known of it. */
export const BARE: Envelope = {
  id: 'bare',
  start: 0,
  payload: 0,
  end: null,
  message: null,
  stamp: null,
  instant: null,
  uptime: null,
  boot: null,
  host: null,
  program: null,
  pid: null,
  unit: null,
  level: null,
};

/** Where the message stands in the line, without blanks at its end. */
export function messageSpan(text: string, { payload, end }: Envelope): Span {
  const stop = end ?? text.length;
  return { start: payload, end: payload + text.slice(payload, stop).trimEnd().length };
}

/** Where tracebacks are looked for in a line: from its message on, or from the object on that the message is a string of. */
export function traceStart(text: string, { start, payload, end }: Envelope): number {
  const object = end === null ? -1 : text.indexOf('{', start);
  return object < 0 || object > payload ? payload : object;
}

/** The message of a line as its writer meant it. */
export function messageText(text: string, { payload, end, message }: Envelope): string {
  return message ? message.text : text.slice(payload, end ?? undefined);
}
