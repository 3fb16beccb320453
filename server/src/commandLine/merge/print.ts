// A line of a merge as an object or for people.
import { isoUtc } from '../../log/time';
import { fileName } from '../../place';
import type { FoundFile } from '../../casefile/discover';
import type { Part } from '../output';
import type { MergedLine } from './source';

/** One object with its break; `file` is the path as JSON. */
export function jsonLine({ time, node, unit, line, text }: MergedLine, file: string): string {
  const when = time ? `"${isoUtc(time)}"` : 'null';
  const at = `{"file":${file},"line":${String(line + 1)}}`;
  return `{"time":${when},"node":${jsonText(node)},"unit":${jsonText(unit)},"at":${at},"text":${JSON.stringify(text)}}\n`;
}

/** Few hosts and units write all lines. */
const texts = new Map<string, string>();
const MOST_TEXTS = 1000;

function jsonText(text: string | null): string {
  if (text === null) return 'null';
  const known = texts.get(text);
  if (known !== undefined) return known;
  const json = JSON.stringify(text);
  if (texts.size < MOST_TEXTS) texts.set(text, json);
  return json;
}

/** To the millisecond: what else a log writes stands in the line. */
const TIME_LENGTH = '2020-02-25T14:07:13.374Z'.length;
const WIDEST = 24;

/** The time, the file, the line. */
export function textLine({ time, text }: MergedLine, column: string): Part[] {
  const when = time ? isoUtc({ ...time, digits: Math.min(time.digits, 3) }) : '';
  return [['dim', when.padEnd(TIME_LENGTH)], ' ', ['cyan', column], ' ', text];
}

/** A short name of each file, all of one width: with its folder only where several files have the name. */
export function columnsOf(files: readonly FoundFile[]): string[] {
  const names = files.map(({ path, name }) => {
    const isOne = files.filter(other => fileName(other.path) === fileName(path)).length === 1;
    return isOne ? fileName(path) : name;
  });
  const width = Math.min(WIDEST, Math.max(0, ...names.map(name => name.length)));
  return names.map(name => (name.length > width ? `…${name.slice(name.length - width + 1)}` : name.padEnd(width)));
}
