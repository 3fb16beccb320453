// Everything that is to be said of a file of rules: what is refused, and what does less than it seems to.
import { message, type Message } from '../message';
import type { Span } from '../place';
import type { BlindSpotRow, Fix, Severity } from './blindSpot';
import type { RulesDocument } from './document';
import { ORDER_SPOTS } from './orderSpots';
import { SIGNAL_SPOTS } from './signalSpots';
import { VALUE_SPOTS } from './valueSpots';
import { WIDTH_SPOTS } from './widthSpots';

export const BLIND_SPOTS: readonly BlindSpotRow[] = [...SIGNAL_SPOTS, ...WIDTH_SPOTS, ...ORDER_SPOTS, ...VALUE_SPOTS];

export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** The line, from 0. */
  readonly number: number;
  readonly span: Span;
  readonly text: Message;
  readonly fix: Fix | null;
}

const known = new WeakMap<RulesDocument, readonly Problem[]>();

/** The problems of a file in the order of its lines; looked for once in each version of it. */
export function problemsOf(document: RulesDocument): readonly Problem[] {
  const problems = known.get(document) ?? findProblems(document);
  known.set(document, problems);
  return problems;
}

function findProblems(document: RulesDocument): Problem[] {
  return [...refusals(document), ...blindSpots(document)].sort(
    (a, b) => a.number - b.number || a.span.start - b.span.start,
  );
}

/** auditctl -R stops at the first line that is refused, unless -i or -c stood before it (auditctl(8)). */
function refusals({ entries }: RulesDocument): Problem[] {
  const goesOn = entries.find(({ line }) => line.options.some(({ name }) => name === '-i' || name === '-c'))?.number;
  return entries.flatMap(({ number, refusal }) => {
    if (refusal === null) return [];
    const stops = goesOn === undefined || goesOn > number;
    const text = message(stops ? 'rules.refused.stops' : 'rules.refused.goesOn', { reason: refusal.text });
    return [{ code: refusal.code, severity: 'error' as const, number, span: refusal.span, text, fix: null }];
  });
}

function blindSpots(document: RulesDocument): Problem[] {
  return BLIND_SPOTS.flatMap(({ code, severity, find }) => find(document).map(spot => ({ code, severity, ...spot })));
}
