// References that many rows of the table of fields share.

export const TASK = 'kernel/auditsc.c, audit_log_task_info; credentials(7)';
export const DICTIONARY = 'audit-documentation, field-dictionary.csv';
/** The types of the records that AppArmor writes (linux/audit.h, AUDIT_APPARMOR_*). */
export const APPARMOR = [
  'AVC',
  'APPARMOR',
  'APPARMOR_ALLOWED',
  'APPARMOR_AUDIT',
  'APPARMOR_DENIED',
  'APPARMOR_ERROR',
  'APPARMOR_HINT',
  'APPARMOR_STATUS',
  'APPARMOR_KILL',
];
