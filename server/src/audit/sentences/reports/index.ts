// What trusted programs report (libaudit's audit_log_* functions), in words.
import type { SentenceRow } from '../sentence';
import { ACCOUNT_REPORTS } from './accounts';
import { LOGIN_REPORTS } from './logins';
import { OTHER_REPORTS } from './others';
import { SYSTEM_REPORTS } from './system';

/** Samples are made, not recorded, in the form known (from memory, not checked against the source text) of the programs that each file names and the field dictionary of audit-documentation. */
export const REPORT_ROWS: readonly SentenceRow[] = [
  ...LOGIN_REPORTS,
  ...ACCOUNT_REPORTS,
  ...SYSTEM_REPORTS,
  ...OTHER_REPORTS,
];
