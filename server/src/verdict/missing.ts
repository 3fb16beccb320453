// What the files at hand do not tell of a run, why that matters, and how to have it next time: a table.
import type { Cause } from '../containers/model';
import { message } from '../message';
import type { Evidence } from './evidence';
import { observedStatus } from './exitStatus';
import type { Missing } from './model';

interface MissingRow extends Missing {
  readonly id: string;
  readonly isMissing: (evidence: Evidence, cause: Cause) => boolean;
}

const CRASHES: readonly Cause[] = ['shim-panicked', 'crashed'];

/** Whether a shim is gone and nothing tells why. */
function lostShim(evidence: Evidence, cause: Cause): boolean {
  return cause === 'shim-died' && evidence.of('shim-kill').length === 0;
}

/** Whether a source would have told more of the end than is known. */
function lacks(source: 'audit' | 'kernel' | 'debug', ...causes: readonly Cause[]): MissingRow['isMissing'] {
  return (evidence, cause) => {
    const time = evidence.end?.time ?? null;
    return causes.includes(cause) && time !== null && !evidence.heard(source, time);
  };
}

const lacksAudit = lacks('audit', 'unknown', 'shim-died', 'stopped', 'killed');
/** Whether some audit event of the run is at hand: then it is not the log that is missing but its other parts. */
const hasAuditPart = (evidence: Evidence): boolean => evidence.of('kill', 'forced-delete', 'shim-kill').length > 0;

const MISSING_ROWS: readonly MissingRow[] = [
  {
    id: 'audit',
    isMissing: (evidence, cause) => lacksAudit(evidence, cause) && !hasAuditPart(evidence),
    what: message('verdict.missing.audit.what'),
    why: message('verdict.missing.audit.why'),
    how: message('verdict.missing.audit.how'),
  },
  {
    id: 'audit-rest',
    isMissing: (evidence, cause) => lacksAudit(evidence, cause) && hasAuditPart(evidence),
    what: message('verdict.missing.audit-rest.what'),
    why: message('verdict.missing.audit-rest.why'),
    how: message('verdict.missing.audit-rest.how'),
  },
  {
    id: 'kernel',
    isMissing: lacks('kernel', 'unknown', 'shim-died', 'exited'),
    what: message('verdict.missing.kernel.what'),
    why: message('verdict.missing.kernel.why'),
    how: message('verdict.missing.kernel.how'),
  },
  {
    id: 'debug',
    isMissing: lacks('debug', 'unknown', 'stopped', 'killed', 'start-failed'),
    what: message('verdict.missing.debug.what'),
    why: message('verdict.missing.debug.why'),
    how: message('verdict.missing.debug.how'),
  },
  {
    id: 'start-error',
    isMissing: (evidence, cause) => cause === 'start-failed' && !evidence.of('start-failed').some(saysWhy),
    what: message('verdict.missing.start-error.what'),
    why: message('verdict.missing.start-error.why'),
    how: message('verdict.missing.start-error.how'),
  },
  {
    id: 'shim',
    isMissing: lostShim,
    what: message('verdict.missing.shim.what'),
    why: message('verdict.missing.shim.why'),
    how: message('verdict.missing.shim.how'),
  },
  {
    id: 'core',
    isMissing: (evidence, cause) => CRASHES.includes(cause) || lostShim(evidence, cause),
    what: message('verdict.missing.core.what'),
    why: message('verdict.missing.core.why'),
    how: message('verdict.missing.core.how'),
  },
  {
    id: 'lost-end',
    isMissing: ({ end, start, run }, cause) => cause === 'unknown' && end === null && start !== null && run.isLast,
    what: message('verdict.missing.lost-end.what'),
    why: message('verdict.missing.lost-end.why'),
    how: message('verdict.missing.lost-end.how'),
  },
  {
    id: 'exit-code',
    isMissing: (evidence, cause) => evidence.end !== null && cause !== 'running' && observedStatus(evidence) === null,
    what: message('verdict.missing.exit-code.what'),
    why: message('verdict.missing.exit-code.why'),
    how: message('verdict.missing.exit-code.how'),
  },
];

/** dockerd's answer to a start names the error; the clean-up behind it does not. */
function saysWhy({ text }: { readonly text: Missing['what'] }): boolean {
  return text.id === 'container.start-failed' && text.args['error'] !== 'no such container';
}

/** What is missing of a run that is said to have ended so. */
export function missingOf(evidence: Evidence, cause: Cause): Missing[] {
  return MISSING_ROWS.filter(({ isMissing }) => isMissing(evidence, cause)).map(({ what, why, how }) => ({
    what,
    why,
    how,
  }));
}
