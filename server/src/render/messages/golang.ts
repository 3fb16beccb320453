// What is said about Go tracebacks and frames.

export const golangMessages = {
  'golang.kind.panic': 'panic: {message}',
  'golang.kind.fatal': 'fatal error: {message}',
  'golang.kind.signal': '{signal}: {message}',
  'golang.signal': 'signal {signal}',
  'golang.kind.race': 'data race: {message}',
  'golang.kind.http-panic': 'panic in an HTTP handler: {message}',
  'golang.dump': '{goroutines|stack|stacks} of {goroutines} {goroutines|goroutine|goroutines}',
  'golang.goroutine': 'goroutine {id} [{state}]',
  'golang.group': '{count} {count|goroutine|goroutines} [{state}]: {ids}',
  'golang.headlessGroup': '{count} {count|stack whose header is|stacks whose headers are} missing',
  'golang.headless': 'a stack whose header is missing',
  'golang.wait': '{minutes} {minutes|minute|minutes}',
  'golang.waits': '{least} to {most} minutes',
  'golang.waitUpTo': 'up to {most} {most|minute|minutes}',
  'golang.someLocked': 'some locked to their threads',
  'golang.locked': 'locked to thread',

  // Values of arguments, and how sure they are.
  'golang.value.string': '{length} {length|byte|bytes} at {address}',
  'golang.value.nil-inside': 'an interface that holds nil',
  'golang.argument.rest':
    'No parameter: a result, whose value was not there yet, or a word that no declaration explains.',
  'golang.argument.likely':
    'Likely: the function may have changed it, this version of Go does not mark stale values, or the revision that ran is not certain.',
  'golang.argument.possible':
    'Possible: Go marks it as stale (it came in a register and need not be stored where it was read), or the revision that ran is not certain.',

  // What was nil.
  'golang.nil.field': 'addr={addr} is the offset of {member}: {expression} was nil.',
  'golang.nil.method':
    'addr={addr} is where {member} stands in a table of methods: the interface {expression} was nil.',
  'golang.nil.value': 'addr={addr} and nothing else is read through a pointer here: {expression} was nil.',
  'golang.nil.likely': 'Likely: {said}',
  'golang.nil.possible': 'Possible: {said} Something else on this line could have been nil instead.',
} as const;
