// logrus' other forms: for terminals (text_formatter.go, printColored), as JSON (json_formatter.go), in Windows' event log.
import { CutText, moveSpan, type EscapedText } from '../log/escaped';
import { memberText, readJsonLine } from '../log/jsonLine';
import { readIsoStamp } from '../log/stamp';
import { readPairs, type LogrusEntry, type LogrusField } from './logrus';

/** Four letters of the level, and in brackets a stamp or the seconds since the program began. */
const TERMINAL = /(TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[([^\]\s]{1,40})\](?: |$)/y;
/** Behind the padding of the message. */
const FIRST_PAIR = /(?<! ) {2,}(?=[\w.@/-]{1,64}=)/g;
const COLOUR = /\u001b\[[\d;]{0,10}m/g;
const EVENT = /(trace|debug|info|warning|error|fatal|panic): (.*) \[(?=[\w.-]{1,64}=)(.*)\]$/y;

/**
 * Reads `INFO[0000] Starting up    key=value`, which has the level in colours on a terminal; null where the line begins
 * otherwise. Spans are columns of the line.
 */
export function parseTerminalLogrus(text: string, from: number): LogrusEntry | null {
  if (text.charCodeAt(from) !== 0x1b) return readTerminal(text, from);
  const plain = withoutColours(text, from);
  const entry = readTerminal(plain.text, 0);
  return entry && moveLogrus(entry, plain);
}

function readTerminal(text: string, from: number): LogrusEntry | null {
  TERMINAL.lastIndex = from;
  const [whole, level, written = ''] = TERMINAL.exec(text) ?? [];
  if (whole === undefined || level === undefined) return null;
  const read = readIsoStamp(written, 0);
  if (!read && !/^\d{4,9}$/.test(written)) return null;
  const start = from + whole.length;
  const { end, pairs } = messageAndPairs(text, start);
  const msg = { name: 'msg', value: text.slice(start, end), nameSpan: { start, end: start }, span: { start, end } };
  return { stamp: read ? read.stamp : null, level, msg, fields: [msg, ...pairs] };
}

/** A message without quotes ends where pairs begin that reach to the end of the line. */
function messageAndPairs(text: string, start: number): { end: number; pairs: LogrusField[] } {
  FIRST_PAIR.lastIndex = start;
  for (let found = FIRST_PAIR.exec(text); found; found = FIRST_PAIR.exec(text)) {
    const pairs = readPairs(text, found.index);
    const last = pairs.at(-1);
    if (last && text.slice(last.span.end).replace(/^"/, '').trim() === '') return { end: found.index, pairs };
  }
  return { end: start + text.slice(start).trimEnd().length, pairs: [] };
}

/** Reads `{"level":"info","msg":"...","time":"..."}`; null where it is another object. */
export function parseJsonLogrus(text: string, from: number): LogrusEntry | null {
  const fields = readJsonLine(text, from)?.map((member): LogrusField => ({
    name: member.name,
    value: memberText(text, member) ?? '',
    nameSpan: member.nameSpan,
    span: member.span,
  }));
  const find = (name: string): LogrusField | null => fields?.find(field => field.name === name) ?? null;
  const [level, msg, time] = [find('level'), find('msg'), find('time')];
  // Other loggers have level and msg too.
  if (!fields || !level || !msg || !time) return null;
  return { stamp: readIsoStamp(time.value, 0)?.stamp ?? null, level: level.value, msg, fields };
}

/** Reads `debug: text [key=value key=value]`; null where the line has another form. Values are not quoted there. */
export function parseEventLogrus(text: string, from: number): LogrusEntry | null {
  // Without a bracket at the end the pattern would look for one behind each bracket of the line.
  if (text.charCodeAt(text.length - 1) !== 0x5d) return null;
  EVENT.lastIndex = from;
  const [, level, message, pairs] = EVENT.exec(text) ?? [];
  if (level === undefined || message === undefined || pairs === undefined) return null;
  const start = from + level.length + 2;
  const span = { start, end: start + message.length };
  const msg = { name: 'msg', value: message, nameSpan: { start, end: start }, span };
  return { stamp: null, level, msg, fields: [msg, ...unquotedPairs(text, span.end + 2, text.length - 1)] };
}

/** A value goes on to the next word with an equals sign. */
function unquotedPairs(text: string, from: number, to: number): LogrusField[] {
  const pairs: LogrusField[] = [];
  const names = [...text.slice(from, to).matchAll(/(?:^| )([\w.-]{1,64})=/g)];
  names.forEach(({ 0: whole, 1: name = '', index }, n) => {
    const start = from + index + whole.length;
    const next = names[n + 1];
    const end = next ? from + next.index : to;
    pairs.push({
      name,
      value: text.slice(start, end),
      nameSpan: { start: start - name.length - 1, end: start - 1 },
      span: { start, end },
    });
  });
  return pairs;
}

/** An entry read in a text that is written otherwise in the line: its spans as columns of the line. */
export function moveLogrus(entry: LogrusEntry, written: EscapedText): LogrusEntry {
  const move = (field: LogrusField): LogrusField => ({
    ...field,
    nameSpan: moveSpan(field.nameSpan, written),
    span: moveSpan(field.span, written),
  });
  const fields = entry.fields.map(move);
  const msg = entry.msg && (fields[entry.fields.indexOf(entry.msg)] ?? null);
  return { ...entry, msg, fields };
}

function withoutColours(text: string, from: number): CutText {
  const kept: { start: number; end: number }[] = [];
  let start = from;
  for (const { index, 0: colour } of text.slice(from).matchAll(COLOUR)) {
    if (from + index > start) kept.push({ start, end: from + index });
    start = from + index + colour.length;
  }
  kept.push({ start, end: text.length });
  return new CutText(text, kept);
}
