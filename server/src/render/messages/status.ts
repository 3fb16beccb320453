// What the language status item says of a document.

export const statusMessages = {
  'status.summary': 'lines: {lines} · audit events: {events} · tracebacks: {tracebacks}',
  'status.zone': 'zone of the node {zone}, {reason}',
} as const;
