// The one door through which log text reaches markdown.
import { visible } from './visible';

/** Line breaks as Markdown and JavaScript know them. */
const BREAKS = /[\r\n\u2028\u2029]+/g;
/** What renderers make links of by themselves (GFM's autolinks, linkify-it): no backslash hinders all of them. */
const LINKED = /\/\/|@|www\./i;
/** Means something wherever it stands, or where it ends a heading. */
const SPECIAL = /^#+$|[\\`*~<[\]|$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=[#A-Za-z])/g;
/** Means something where it is the first word of a line (CommonMark 4 and 5): headings, quotes, lists, rules, tables. */
const LEADING = /^(?:>|(?:[+\-=:]+|\d{1,9}[.)])$)/;

/**
 * Escapes hostile text for a markdown line, in a table too: line breaks become blanks, control characters their Unicode
 * pictures (U+2400 ff.), what means something gets a backslash, and words that look like addresses stand in code; so that
 * neither links, images, HTML, tables nor commands come out, and whoever reads the source reads the text.
 */
export function escapeMarkdown(text: string): string {
  // Blanks at its beginning would indent a code block, those at its end would break the line.
  const flat = shown(text).replace(BREAKS, ' ').trim();
  const escaped = flat
    .split(/([ \t]+)/)
    .map(escapeWord)
    .join('');
  // Before a link of ours it would make an image of it.
  return escaped.replace(/!$/, '\\!');
}

function escapeWord(word: string, index: number): string {
  if (LINKED.test(word))
    return word
      .split('|')
      .map(part => (part === '' ? '' : code(part)))
      .join('\\|');
  const escaped = word.replace(SPECIAL, '\\$&');
  return index === 0 && LEADING.test(word) ? escaped.replace(/^\d*/, '$&\\') : escaped;
}

/** A fenced block that its own content cannot close; `language` is ours, never log text. */
export function fence(text: string, language = ''): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
  const ticks = '`'.repeat(Math.max(3, longest + 1));
  return `${ticks}${language}\n${shown(text)}\n${ticks}`;
}

/** Inline code that its own content cannot close; in a table its text must not hold `|`. */
export function code(text: string): string {
  const flat = shown(text).replace(BREAKS, ' ');
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
