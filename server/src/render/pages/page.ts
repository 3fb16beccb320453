// What all pages share: links to lines of logs, and tables.
import { PLACE_LINK, type Place } from '../../place';
import { escapeMarkdown } from '../markdown';

/** Gathers the places that the links of a page lead to: no address is ever made of log text. */
export class PlaceLinks {
  readonly places: Place[] = [];

  to(label: string, place: Place): string {
    return `[${escapeMarkdown(label)}](${PLACE_LINK}${String(this.places.push(place) - 1)})`;
  }
}

/** A table of cells in Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
