// What the Traces view and a review say of tracebacks, goroutines and frames.

export const traceMessages = {
  'trace.goroutines': 'goroutines: {count}',
  'trace.more': '{count} more',
  'trace.frame.createdBy': 'created by {function}',
  'trace.frame.failed': 'This frame failed.',
  'trace.frame.inlined': 'Inlined into its caller: its arguments are not known.',
  'trace.frame.library': 'A library’s code.',
  'trace.frame.runtime': 'Go’s runtime or standard library.',
  'trace.status': '{frame}/{frames} · {source}',
  'trace.status.noModule': 'repository unknown',
  'trace.status.missing': 'source not at hand',
} as const;
