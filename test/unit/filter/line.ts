// Lines as filters look at them, made of a text alone.
import type { FilterLine } from '../../../server/src/filter/model';
import { readLine } from '../../../server/src/reading/line';
import { instantOfEntry } from '../../../server/src/reading/log';

export function filterLine(text: string, rest: Partial<FilterLine> = {}): FilterLine {
  const entry = readLine(text);
  return { text, entry, time: instantOfEntry(entry, null), node: '', tellsOf: () => false, ...rest };
}
