// Reads a line as auditctl does and says where it would be refused, by auditctl itself or by the kernel.
import { isSkipped, readTest, type Rule } from './rule';
import { after, keyOf, START, type Finding, type RefusalRow, type Step } from './refusal';
import { REFUSED_FIELDS } from './refusedFields';
import { REFUSED_OPTIONS } from './refusedOptions';
import type { RulesLine } from './line';

export const REFUSALS: readonly RefusalRow[] = [...REFUSED_OPTIONS, ...REFUSED_FIELDS];

export interface Refusal extends Finding {
  readonly code: string;
}

/**
 * The first thing in a line that is refused; null where the line is loaded, as far as can be known without the machine:
 * whether a file, a user or an architecture is there is not asked. After auditctl 3.0.9 on Linux 6.18.
 */
export function refusalOf(line: RulesLine, rule: Rule | null): Refusal | null {
  let state = START;
  for (const option of line.options) {
    const read = keyOf(option) === null ? readTest(option)[0] : undefined;
    const test = rule?.tests.find(known => known.span.start === read?.span.start) ?? read ?? null;
    const refusal = refusalAt({ line, rule, option, test, state });
    if (refusal) return refusal;
    if (['-a', '-A', '-d'].includes(option.name) && isSkipped(option.argument?.text ?? '')) return null;
    state = after(state, option);
  }
  return refusalAt({ line, rule, option: null, test: null, state });
}

function refusalAt(step: Step): Refusal | null {
  for (const { code, find } of REFUSALS) {
    const finding = find(step);
    if (finding) return { code, ...finding };
  }
  return null;
}
