// Words for what only some forms of audit records have, or lack.
export const auditFormMessages = {
  'audit.hover.unnumbered': 'Event with {count} records, which by host, stamp and order can only be of one call.',
  'audit.hover.noTime': 'No time: the line has a local date, and nothing in the log tells the year or the zone of it.',
  'audit.field.seresult': 'what the access vector cache decided',
  'audit.field.seperms': 'permissions that were asked for',
} as const;
