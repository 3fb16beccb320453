// What the features answer in files of audit rules, and how they lead from a log to its rules.
import {
  DiagnosticSeverity,
  MarkupKind,
  type CancellationToken,
  type Diagnostic,
  type LocationLink,
  type MarkupContent,
  type Position,
  type Range,
} from 'vscode-languageserver';
import type { NamedSubject } from '../audit/subjects';
import type { RulesDocument } from '../auditRules/document';
import { problemsOf, type Problem } from '../auditRules/problems';
import { ruleTargetAt } from '../auditRules/target';
import type { Span } from '../place';
import type { Location } from '../protocol';
import { ruleHover } from '../render/auditRules';
import { text } from '../render/text';
import { untilCancelled } from '../services/cancellation';
import { filePath, fileUri } from '../services/fileUri';
import type { Settings } from '../services/settings';
import { auditReferences } from './auditReferences';
import type { Services } from './feature';

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

export function spanRange(line: number, { start, end }: Span): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

/** What a hover says of a place in a file of rules. */
export async function rulesHoverAt(
  { cases }: Services,
  uri: string,
  rules: RulesDocument,
  { line, character }: Position,
  token: CancellationToken,
): Promise<{ readonly contents: MarkupContent; readonly range: Range } | null> {
  const entry = rules.entry(line);
  const target = entry && ruleTargetAt(entry, character);
  if (!target) {
    return null;
  }
  const subject = target.kind === 'key' ? ({ kind: 'key', key: target.key } as const) : null;
  const inCase = cases.of(uri);
  const found =
    subject && inCase
      ? await untilCancelled(token, signal => inCase.auditReferences(subject, filePath(uri), signal))
      : null;
  if (token.isCancellationRequested) {
    return null; // nobody looks any more
  }
  const value = ruleHover(target, entry, found?.total ?? null);
  return { contents: { kind: MarkupKind.Markdown, value }, range: spanRange(line, target.span) };
}

/** The problems of a file of rules as diagnostics, as many kinds of them as the user wants to see. */
export function rulesDiagnostics(rules: RulesDocument, wanted: Settings['diagnostics']['auditRules']): Diagnostic[] {
  return problemsOf(rules)
    .filter(({ severity }) => wanted === 'all' || (wanted === 'refused' && severity === 'error'))
    .map(problemDiagnostic);
}

export function problemDiagnostic({ number, span, text: said, severity, code }: Problem): Diagnostic {
  return { range: spanRange(number, span), message: text(said), severity: SEVERITY[severity], source: 'Nodelog', code };
}

/** The events of a rule's key, behind the rules of the file that have it where they are asked for too. */
export async function keyReferences(
  services: Services,
  uri: string,
  rules: RulesDocument,
  { line, character }: Position,
  withRules: boolean,
  token: CancellationToken,
): Promise<Location[] | null> {
  const entry = rules.entry(line);
  const target = entry && ruleTargetAt(entry, character);
  if (target?.kind !== 'key') {
    return null;
  }
  const events = await auditReferences(services, { uri, log: null }, { kind: 'key', key: target.key }, token);
  const own = withRules ? keyPlaces(rules, target.key).map(place => ({ uri, ...place })) : [];
  return [...own, ...events];
}

/** From the key of a record to the rules that have it: those beside the log, else those of any case or open file. */
export async function rulesWithKey(
  { documents, cases }: Services,
  uri: string,
  { subject, span }: NamedSubject,
  line: number,
): Promise<LocationLink[] | null> {
  const key = subject.kind === 'key' ? subject.key : '';
  const places = (rules: readonly RulesDocument[]): Location[] =>
    rules.flatMap(rule => keyPlaces(rule, key).map(place => ({ uri: uriOf(rule), ...place })));
  const beside = places((await cases.of(uri)?.rules(filePath(uri))) ?? []);
  const inCases =
    beside.length > 0 ? beside : places((await Promise.all(cases.all().map(all => all.rules(null)))).flat());
  const opened = documents.ruleFiles().flatMap(file => documents.rules(file) ?? []);
  const found = inCases.length > 0 ? inCases : places(opened);
  const origin = spanRange(line, span);
  return found.map(({ uri: targetUri, range }) => ({
    originSelectionRange: origin,
    targetUri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}

/** On a rule's key its own place: for a definition that is where the cursor is, VS Code shows the references. */
export function ownKeyRule(uri: string, rules: RulesDocument, { line, character }: Position): LocationLink[] | null {
  const entry = rules.entry(line);
  const target = entry && ruleTargetAt(entry, character);
  if (target?.kind !== 'key') {
    return null;
  }
  const range = spanRange(line, target.span);
  return [{ originSelectionRange: range, targetUri: uri, targetRange: range, targetSelectionRange: range }];
}

/** Where rules of a file have a key. */
function keyPlaces(rules: RulesDocument, key: string): { readonly range: Range }[] {
  return rules
    .withKey(key)
    .flatMap(({ number, rule }) =>
      rule.keys.filter(({ text: name }) => name === key).map(({ span }) => ({ range: spanRange(number, span) })),
    );
}

/** A document without a file calls itself by its uri. */
function uriOf({ file }: RulesDocument): string {
  return /^[a-z][\w+.-]+:/i.test(file) && filePath(file) === null ? file : fileUri(file);
}
