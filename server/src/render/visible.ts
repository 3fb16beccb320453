// What is written for eyes: text of a log, a path or a program, with all that could not be seen as something that can.

/** Line breaks and tabs apart. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
/** DEL, the second block of control characters, and what turns the direction of writing (UAX #9). */
const INVISIBLE = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LINE_BREAK = /[\n\r]/g;
const SEPARATOR = /[\u2028\u2029]/g;

const UNPRINTABLE = /[^\x20-\x7e]/;

/** Control characters as pictures of themselves (U+2400 ff.), the others as a replacement character; lines stay lines. */
export function visible(text: string): string {
  return text.replace(CONTROL, picture).replace(INVISIBLE, '\ufffd');
}

/**
 * The same in one line: tabs become blanks, and line breaks, which could begin a row of their own, pictures or a
 * replacement character. What is printed to a terminal cannot drive it so.
 */
export function visibleLine(text: string): string {
  if (!UNPRINTABLE.test(text)) return text;
  return visible(text).replaceAll('\t', ' ').replace(LINE_BREAK, picture).replace(SEPARATOR, '\ufffd');
}

function picture(control: string): string {
  return String.fromCharCode(0x2400 + control.charCodeAt(0));
}
