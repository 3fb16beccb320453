// What the language status item says of a document.

export const statusMessages = {
  'status.summary': 'audit events: {events} · tracebacks: {tracebacks}',
  'status.revision': '{module}: {reason}',
} as const;
