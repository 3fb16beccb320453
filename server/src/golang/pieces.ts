// Where in a log line the text of a traceback stands: in a message's quotes, in an object's field, several lines in one.

/** How far behind `goroutine ` the end of a header is looked for. */
const LONGEST_HEADER = 400;
const GOROUTINE = 'goroutine ';
/** A line break as loggers and syslog daemons write it into one line: `\n`, `\\n` and deeper, `#012`, `\x0a`. */
const BREAK = /(?:\\{1,8}n|#012|\\{1,4}x0a)/y;
/** The field of an object that holds the text: docker's json-file, logrus, klog, journald's export, Google's logging. */
const MESSAGE = /"(?:log|msg|message|MESSAGE|textPayload)" ?: ?"/g;
const CREATED_BY = 'created by ';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** How the text of a line holds a header: alone at its end or before a quote, with what follows behind line breaks, or behind blanks. */
type HeaderUse = { readonly start: number } & (
  | { readonly form: 'alone'; readonly end: number }
  | { readonly form: 'broken'; readonly separator: string }
  | { readonly form: 'flat' }
);

/** Finds the first `goroutine N [...]:` of text[from, end). One search through the text, whatever it holds. */
export function findHeader(text: string, from: number, end: number): HeaderUse | null {
  for (let at = text.indexOf(GOROUTINE, from); at >= 0 && at < end; at = text.indexOf(GOROUTINE, at + 1)) {
    const code = text.charCodeAt(at + GOROUTINE.length);
    if (code < 0x30 || code > 0x39) continue;
    const close = text.slice(at, Math.min(end, at + LONGEST_HEADER)).indexOf(']:');
    if (close < 0) continue;
    const behind = at + close + 2;
    if (behind === end || text.charCodeAt(behind) === QUOTE) return { start: at, form: 'alone', end: behind };
    BREAK.lastIndex = behind;
    const [separator] = BREAK.exec(text) ?? [];
    if (separator !== undefined) return { start: at, form: 'broken', separator };
    const next = text.charCodeAt(behind);
    if (next === 0x20 || next === 0x09) return { start: at, form: 'flat' };
  }
  return null;
}

/**
 * The lines that a message with written-out line breaks holds, as spans of text[from, end). The first begins behind
 * the quote that opens the message, the last ends at the one that closes it.
 */
export function splitBroken(
  text: string,
  from: number,
  end: number,
  separator: string,
  visit: (start: number, end: number) => void,
): void {
  let start = from;
  for (;;) {
    const found = text.indexOf(separator, start);
    const stop = found < 0 || found >= end ? end : found;
    if (start === from) visit(openingQuote(text, from, stop), stop);
    else visit(start, stop === end ? closingQuote(text, start, stop) : stop);
    if (stop === end) return;
    start = stop + separator.length;
  }
}

/** Behind the last quote that opens a value: `="`, `":"` or `": "`; `from` where none does. */
function openingQuote(text: string, from: number, end: number): number {
  const found = ['="', ':"', ': "'].map(mark => {
    const at = text.lastIndexOf(mark, end - mark.length);
    return at < from ? from : at + mark.length;
  });
  return Math.max(...found);
}

/** The first quote with the backslashes before it; `end` where there is none. */
function closingQuote(text: string, start: number, end: number): number {
  let at = text.indexOf('"', start);
  if (at < 0 || at > end) return end;
  while (at > start && text.charCodeAt(at - 1) === BACKSLASH) at--;
  return at;
}

/** The span of the message in a line that is a JSON object, without line breaks at its end; null where none is there. */
export function messageOf(text: string, from: number): { readonly start: number; readonly end: number } | null {
  MESSAGE.lastIndex = from;
  if (!MESSAGE.test(text)) return null;
  const start = MESSAGE.lastIndex;
  let end = start;
  while (end < text.length && text.charCodeAt(end) !== QUOTE) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
  if (end >= text.length) return { start, end: text.length };
  for (;;) {
    const last = text.slice(Math.max(start, end - 2), end);
    if (last !== '\\n' && last !== '\\r') return { start, end };
    end -= 2;
  }
}

const DUMP = '=== BEGIN goroutine stack dump ===';

/**
 * Whether a logrus entry or another line of `key=value` may hold lines of a traceback: a header somewhere, or a
 * message at its end that closes as such a line does. An audit record (`type=`) holds none.
 */
export function mayWrap(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start + 1) === 0x79 /* y of type= */) return false;
  if (text.charCodeAt(end - 1) === QUOTE) {
    const last = text.charCodeAt(end - 2);
    // ) of a function, a digit of a path, : of a header, n of a written-out break.
    if (last === 0x29 || last === 0x3a || last === 0x6e || (last >= 0x30 && last <= 0x39)) return true;
    if ((last >= 0x61 && last <= 0x66) || text.includes(CREATED_BY, start)) return true;
  }
  return text.includes(GOROUTINE, start) || text.endsWith(DUMP, end);
}

/** Where `=== BEGIN goroutine stack dump ===` stands at the end of a message whose line breaks are real; -1 where it does not. */
export function dumpStart(text: string, start: number, end: number): number {
  return text.endsWith(DUMP, end) && end - DUMP.length > start ? end - DUMP.length : -1;
}
