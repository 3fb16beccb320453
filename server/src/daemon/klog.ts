// klog's lines, which the kubelet and other parts of Kubernetes write: `I0608 15:36:12.678326    1517 file.go:581] text` (k8s.io/klog).
import { moveSpan, type EscapedText } from '../log/escaped';
import { levelOfWord, type Level } from '../log/level';
import type { Stamp } from '../log/time';
import type { Span } from '../place';
import { bareEnd, readPairs, unescapeGo, type LogrusField } from './logrus';

export interface KlogEntry {
  readonly level: Level;
  /** Without year and zone. */
  readonly stamp: Stamp;
  /** The number behind the time: of the process, padded to seven characters. */
  readonly pid: number;
  readonly file: string;
  readonly line: number;
  /** The text; of a structured entry (InfoS, ErrorS) what is in its quotes. */
  readonly msg: { readonly value: string; readonly span: Span };
  /** The pairs of a structured entry. */
  readonly fields: readonly LogrusField[];
}

const HEAD = /([IWEF])(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6}) +(\d{1,10}) ([\w./-]{1,128}):(\d{1,7})\] ?/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"(?: |$)/y;

/** Reads a line of klog from a column on; null where it begins otherwise. */
export function parseKlog(text: string, from: number): KlogEntry | null {
  const first = text.charCodeAt(from);
  // I, W, E or F, and a digit of the month.
  if (first !== 0x49 && first !== 0x57 && first !== 0x45 && first !== 0x46) return null;
  HEAD.lastIndex = from;
  const match = HEAD.exec(text);
  if (!match) return null;
  const [whole, letter = '', month, day, hour, minute, second, fraction = '', pid, file = '', line] = match;
  const level = levelOfWord(letter);
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), fraction };
  const stamp: Stamp = { year: null, month: Number(month), day: Number(day), ...clock, offset: null };
  if (level === null || !isDate(stamp)) return null;
  return { level, stamp, pid: Number(pid), file, line: Number(line), ...readMessage(text, from + whole.length) };
}

function isDate({ month, day, hour, minute, second }: Stamp): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second <= 60;
}

/** What is said: plain text, or a quoted message with pairs behind it. */
function readMessage(text: string, start: number): Pick<KlogEntry, 'msg' | 'fields'> {
  QUOTED.lastIndex = start;
  const [whole, written] = QUOTED.exec(text) ?? [];
  if (whole === undefined || written === undefined) {
    const value = text.slice(start).trimEnd();
    return { msg: { value, span: { start, end: start + value.length } }, fields: [] };
  }
  const span = { start: start + 1, end: start + 1 + written.length };
  return { msg: { value: unescapeGo(written), span }, fields: readPairs(text, start + whole.length, valueEnd) };
}

const OPENING = /&?\{|(?:map)?\[/y;

/**
 * klog quotes strings only: a struct, a list and a map stand as Go prints them, blanks and all (`%+v`), up to the bracket
 * that ends them. One that is cut ends at the first blank.
 */
function valueEnd(text: string, start: number): number {
  OPENING.lastIndex = start;
  if (!OPENING.test(text)) return bareEnd(text, start);
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') depth--;
    // What stands behind a closed value belongs to the next one.
    if (depth === 0 && (c === '}' || c === ']')) return i + 1;
  }
  return bareEnd(text, start);
}

/** An entry read in a text that is written otherwise in the line: its spans as columns of the line. */
export function moveKlog(entry: KlogEntry, written: EscapedText): KlogEntry {
  const move = (span: Span): Span => moveSpan(span, written);
  return {
    ...entry,
    msg: { ...entry.msg, span: move(entry.msg.span) },
    fields: entry.fields.map(field => ({ ...field, nameSpan: move(field.nameSpan), span: move(field.span) })),
  };
}
