// What is said about Go tracebacks and frames.

export const golangMessages = {
  'golang.kind.panic': 'panic: {message}',
  'golang.kind.fatal': 'fatal error: {message}',
  'golang.kind.signal': 'signal: {message}',
  'golang.kind.race': 'data race: {message}',
  'golang.kind.http-panic': 'panic in an HTTP handler: {message}',
  'golang.dump': 'stacks of {goroutines} goroutine(s)',
  'golang.goroutine': 'goroutine {id} [{state}]',
  'golang.group': '{count} goroutines [{state}]: {ids}',
  'golang.headlessGroup': '{count} stacks whose headers are missing',
  'golang.headless': 'a stack whose header is missing',
  'golang.wait': '{minutes} minutes',
  'golang.waits': '{least} to {most} minutes',
  'golang.waitUpTo': 'up to {most} minutes',
  'golang.someLocked': 'some locked to their threads',
  'golang.locked': 'locked to thread',
} as const;
