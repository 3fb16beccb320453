// One line of audit rules: a comment, or options with their arguments as getopt_long(3) finds them. Total.
import type { Span } from '../place';
import { longOption, optionRow, type OptionRow } from './options';
import { part, splitWords, type Word } from './words';

export interface Option {
  /** As it is written: -a, --reset-lost. */
  readonly name: string;
  readonly span: Span;
  /** Null for an option that auditctl does not have. */
  readonly row: OptionRow | null;
  /** Null where the row takes none, or where it is missing. */
  readonly argument: Word | null;
}

export interface RulesLine {
  readonly text: string;
  readonly kind: 'blank' | 'comment' | 'options';
  /** In the order of the line. */
  readonly options: readonly Option[];
  /** Words that belong to no option, wherever they stand. */
  readonly strays: readonly Word[];
}

/** Reads one line without its break. Never throws; all spans lie within the line. */
export function readRulesLine(text: string): RulesLine {
  const words = splitWords(text);
  const [first] = words;
  if (first === undefined) return { text, kind: 'blank', options: [], strays: [] };
  if (first.text.startsWith('#')) return { text, kind: 'comment', options: [], strays: [] };
  const options: Option[] = [];
  const strays: Word[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    if (word.text === '--') {
      strays.push(...words.slice(index + 1));
      break;
    }
    if (!word.text.startsWith('-') || word.text === '-') {
      strays.push(word);
    } else {
      const read = word.text.startsWith('--') ? readLong(word, words[index + 1]) : readShort(word, words[index + 1]);
      options.push(...read.options);
      index += read.tookNext ? 1 : 0;
    }
  }
  return { text, kind: 'options', options, strays };
}

interface Read {
  readonly options: readonly Option[];
  /** Whether the next word is the argument. */
  readonly tookNext: boolean;
}

function readLong(word: Word, next: Word | undefined): Read {
  const equals = word.text.indexOf('=');
  const name = part(word, 0, equals < 0 ? undefined : equals);
  const row = longOption(name.text);
  if (equals >= 0) {
    const known = takes(row) ? row : null; // an option without an argument is given none
    return {
      options: [{ name: name.text, span: name.span, row: known, argument: part(word, equals + 1) }],
      tookNext: false,
    };
  }
  const argument = takes(row) ? (next ?? null) : null;
  return { options: [{ name: name.text, span: name.span, row, argument }], tookNext: argument !== null };
}

function takes(row: OptionRow | null): boolean {
  return row !== null && row.argument !== null;
}

/** One word may hold several short options, and the last one's argument: -Skill. */
function readShort(word: Word, next: Word | undefined): Read {
  const options: Option[] = [];
  for (let at = 1; at < word.text.length; at++) {
    const name = `-${word.text.charAt(at)}`;
    const row = optionRow(name);
    const span = part(word, at === 1 ? 0 : at, at + 1).span;
    if (!takes(row)) {
      options.push({ name, span, row, argument: null });
      continue;
    }
    const attached = at + 1 < word.text.length;
    const argument = attached ? part(word, at + 1) : (next ?? null);
    options.push({ name, span, row, argument });
    return { options, tookNext: !attached && argument !== null };
  }
  return { options, tookNext: false };
}
