// The words of one line of audit rules, as auditctl splits them.
import type { Span } from '../place';

/** A word: `text` as auditctl takes it, `span` as it is written (the two differ in length where a blank is escaped). */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/**
 * Splits a line at blanks. A backslash takes the meaning from a blank and from a backslash; there are no quotes, and a tab
 * is a character like others (auditctl(8), -R; auditctl.c, fileopt and preprocess).
 */
export function splitWords(line: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    while (line.charAt(at) === ' ') at++;
    const start = at;
    let text = '';
    while (at < line.length && line.charAt(at) !== ' ') {
      const next = line.charAt(at + 1);
      const escaped = line.charAt(at) === '\\' && (next === ' ' || next === '\\');
      text += escaped ? next : line.charAt(at);
      at += escaped ? 2 : 1;
    }
    if (at > start) words.push({ text, span: { start, end: at } });
  }
  return words;
}

/** A part of a word, by the columns of its text; where the word has escapes, all of its rest. */
export function part(word: Word, from: number, to = word.text.length): Word {
  const { start, end } = word.span;
  const plain = word.text.length === end - start;
  const text = word.text.slice(from, to);
  return { text, span: { start: Math.min(start + from, end), end: plain ? start + to : end } };
}
