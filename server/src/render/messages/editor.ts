// What features of the editor say beside the log: the outline, lists that were cut, what is marked.

export const editorMessages = {
  'audit.outline.record': '{time} · {count} record',
  'audit.outline.records': '{time} · {count} records',
  'audit.references.cut': '{shown} of {total} places are listed: those nearest in time',
} as const;
