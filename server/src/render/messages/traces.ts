// What the Traces view and a review say of tracebacks, goroutines and frames.

export const traceMessages = {
  'trace.goroutines': 'goroutines: {count}',
  'trace.more': '{count} more',
  'trace.frame.createdBy': 'created by {function}',
  'trace.frame.failed': 'This frame failed.',
  'trace.frame.inlined': 'Inlined into its caller: its arguments are not known.',
  'trace.frame.library': 'A library’s code.',
  'trace.frame.runtime': 'Go’s runtime or standard library.',
  'trace.lens.review': 'Open Review',
  'trace.lens.copy': 'Copy as Markdown',
  'trace.lens.revision': '{module}: {reason}',
  'trace.lens.noRevision': '{module}: the revision that ran is not known',
  'trace.lens.same': 'same trace: {count}',
  'trace.lens.alone': 'in no other file that was read',
  'trace.link': 'Go to {path}, line {line}, of {module}',
  'trace.diagnostic.failed': '{function}, which failed',
  'trace.markdown.more': '{count} more stacks are not copied',
  'trace.status': '{frame}/{frames} · {source}',
  'trace.status.noModule': 'repository unknown',
  'trace.status.missing': 'source not at hand',
} as const;
