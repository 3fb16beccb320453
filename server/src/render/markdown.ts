// The one door through which log text reaches markdown.
import { visible } from './visible';

/**
 * Escapes hostile text for a markdown line: no character keeps a meaning of its own (a blank at the beginning would indent
 * a code block), line breaks become blanks, control characters their Unicode pictures (U+2400 ff.), so that neither links,
 * images, HTML nor commands come out.
 */
export function escapeMarkdown(text: string): string {
  return shown(text)
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(/^[ \t]|[\\`*_{}[\]()#+\-.!|<>~&$:@/=^"']/g, character => `&#${String(character.charCodeAt(0))};`);
}

/** A fenced block that its own content cannot close; `language` is ours, never log text. */
export function fence(text: string, language = ''): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
  const ticks = '`'.repeat(Math.max(3, longest + 1));
  return `${ticks}${language}\n${shown(text)}\n${ticks}`;
}

/** Inline code that its own content cannot close. */
export function code(text: string): string {
  const flat = shown(text).replace(/[\r\n\u2028\u2029]+/g, ' ');
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map(run => run.length));
  const ticks = '`'.repeat(longest + 1);
  const padding = /^[\s`]|[\s`]$/.test(flat) || flat === '' ? ' ' : '';
  return `${ticks}${padding}${flat}${padding}${ticks}`;
}

/** Longer than any text that is of use in a hover (UTF-16 units); a log can hold lines of megabytes. */
const MAX_TEXT = 10_000;

/** The text as it can be seen; what is longer than MAX_TEXT ends in an ellipsis. */
function shown(text: string): string {
  return visible(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
}

/** A link to a web page; the label alone where the address is none of https. What would end the link is encoded in it. `as` writes the label. */
export function link(label: string, url: string, as: (label: string) => string = escapeMarkdown): string {
  if (!/^https:\/\/[\w.-]+\//.test(url)) return as(label);
  const safe = url.replace(/[^\w\-.~:/?#@!$&*+,;=%]/gu, character =>
    /[()'[\]]/.test(character) ? `%${character.charCodeAt(0).toString(16)}` : encodeURIComponent(character),
  );
  return `[${as(label)}](${safe})`;
}
