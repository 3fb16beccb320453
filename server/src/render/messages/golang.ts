// What is said about Go tracebacks and frames.

export const golangMessages = {
  'golang.kind.panic': 'panic: {message}',
  'golang.kind.fatal': 'fatal error: {message}',
  'golang.kind.signal': 'signal: {message}',
  'golang.kind.race': 'data race: {message}',
  'golang.kind.http-panic': 'panic in an HTTP handler: {message}',
  'golang.dump': 'stacks of {goroutines} goroutine(s)',
  'golang.goroutines': '{count} goroutines [{states}]',
  'golang.waits': '{least} to {most} minutes',
  'golang.goroutine': 'goroutine {id} [{state}]',
  'golang.headless': 'a stack whose header is missing',
  'golang.wait': '{minutes} minutes',
  'golang.locked': 'locked to thread',
} as const;
