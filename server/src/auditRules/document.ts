// A file of audit rules, line by line: what each line says, in the order in which the kernel tries the rules.
import type { LineSource } from '../reading/document';
import { MAX_LINE, splitLines } from '../reading/lines';
import { readRulesLine, type RulesLine } from './line';
import { refusalOf, type Refusal } from './refusals';
import { isSkipped, readRule, type Rule } from './rule';

/** A line with what it says. `number` counts from 0. */
export interface Entry {
  readonly number: number;
  readonly line: RulesLine;
  readonly rule: Rule | null;
  readonly refusal: Refusal | null;
}

/** An entry that holds a rule. */
export type RuleEntry = Entry & { readonly rule: Rule };

/** More lines than any set of rules has: what is behind them is not looked at. */
const MAX_LINES = 10_000;

/** One version of a file. All is read when it is made; a set of rules is small. */
export class RulesDocument {
  readonly entries: readonly Entry[];
  /** Rules that add something to a list and are neither refused nor skipped, in the order of the file. */
  readonly rules: readonly RuleEntry[];
  /** The same in the order in which the kernel tries them: -A puts a rule before all others. */
  readonly inOrder: readonly RuleEntry[];

  constructor(
    readonly file: string,
    source: LineSource,
  ) {
    this.entries = Array.from({ length: Math.min(source.lineCount, MAX_LINES) }, (_, number) =>
      readEntry(source.line(number).slice(0, MAX_LINE), number),
    );
    this.rules = this.entries.filter(isLoaded);
    const first = this.rules.filter(({ rule }) => rule.operation === 'prepend').reverse();
    this.inOrder = [...first, ...this.rules.filter(({ rule }) => rule.operation !== 'prepend')];
  }

  /** Whether augenrules(8) merges the file with others, which puts -D first and -e last wherever they stand. */
  get merged(): boolean {
    return /[\\/]rules\.d[\\/]/.test(this.file);
  }

  entry(number: number): Entry | null {
    return this.entries[number] ?? null;
  }

  /** The keys that rules of this file have, in the order of the file. */
  get keys(): string[] {
    return [...new Set(this.entries.flatMap(({ rule }) => (rule?.keys ?? []).map(key => key.text)))];
  }

  /** The entries of the rules that have a key. */
  withKey(key: string): RuleEntry[] {
    return this.entries.filter(isRule).filter(({ rule }) => rule.keys.some(({ text }) => text === key));
  }
}

/** Reads the text of a file of rules. */
export function readRules(file: string, text: string): RulesDocument {
  const lines = [...splitLines(text)];
  return new RulesDocument(file, { lineCount: lines.length, line: index => lines[index] ?? '' });
}

/** Whether a text is audit rules: most lines that say something are options of auditctl, one at least a rule. */
export function looksLikeRules(document: RulesDocument): boolean {
  const saying = document.entries.filter(({ line }) => line.kind === 'options');
  const sound = saying.filter(({ line }) => line.options.length > 0 && line.options.every(({ row }) => row !== null));
  return document.entries.some(isRule) && sound.length * 2 > saying.length;
}

function readEntry(text: string, number: number): Entry {
  const line = readRulesLine(text);
  const rule = readRule(line);
  return { number, line, rule, refusal: refusalOf(line, rule) };
}

function isRule(entry: Entry): entry is RuleEntry {
  return entry.rule !== null;
}

function isLoaded(entry: Entry): entry is RuleEntry {
  if (!isRule(entry) || entry.refusal !== null) return false;
  const { operation, head } = entry.rule;
  return !['delete', 'unwatch'].includes(operation) && !isSkipped(head.argument?.text ?? '');
}
