// What the language status item says of a document; the popup is narrow, and a record's hover tells why a zone.

export const statusMessages = {
  'status.summary': 'audit events: {events} · tracebacks: {tracebacks}',
  'status.revision': '{module}: {reason}',
  'status.zone': 'zone {zone}',
  'status.zone-unknown': 'zone unknown',
} as const;
