// What all pages share: links to lines of logs, and tables.
import { message } from '../../message';
import { PIN_LINK, PLACE_LINK, type Place } from '../../place';
import { escapeMarkdown } from '../markdown';
import { text } from '../text';

/** Gathers the places that the links of a page lead to: no address is ever made of log text. */
export class PlaceLinks {
  readonly places: Place[] = [];
  readonly claims: { readonly text: string; readonly at: Place }[] = [];

  to(label: string, place: Place): string {
    return `[${escapeMarkdown(label)}](${PLACE_LINK}${String(this.places.push(place) - 1)})`;
  }

  /** Offers to pin a claim. */
  pin(claim: string, at: Place): string {
    const label = escapeMarkdown(text(message('page.pin')));
    return `[${label}](${PIN_LINK}${String(this.claims.push({ text: claim, at }) - 1)})`;
  }
}

/** So many names are told of files that were not read. */
const MAX_NAMES = 3;

/** A paragraph on what was not read, of a page that does not list it; nothing where all was. */
export function notReadParagraph(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const told = names.slice(0, MAX_NAMES).join(', ');
  const count = names.length - MAX_NAMES;
  const files = count > 0 ? message('page.not-read-more', { files: told, count }) : told;
  return [escapeMarkdown(text(message('page.not-read', { files })))];
}

/** A table of cells in Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
