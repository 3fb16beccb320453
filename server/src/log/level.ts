// How severe a line says it is, in the words of syslog (RFC 5424, table 2) whoever wrote it.

export type Level = 'emergency' | 'alert' | 'critical' | 'error' | 'warning' | 'notice' | 'info' | 'debug' | 'trace';

/** By syslog's number, which journald calls PRIORITY and the kernel its log level. */
const BY_NUMBER: readonly Level[] = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];

/**
 * By the words and letters of dmesg -x (util-linux, sys-utils/dmesg.c), logrus (its syslog hook takes fatal and panic for
 * critical), its terminal form, klog and the shims in Rust.
 */
const BY_WORD: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...['emerg', 'emergency'].map(word => [word, 'emergency'] as const),
  ['alert', 'alert'],
  ...['crit', 'critical', 'fatal', 'fata', 'f', 'panic', 'pani'].map(word => [word, 'critical'] as const),
  ...['err', 'error', 'erro', 'e'].map(word => [word, 'error'] as const),
  ...['warn', 'warning', 'w'].map(word => [word, 'warning'] as const),
  ['notice', 'notice'],
  ...['info', 'i'].map(word => [word, 'info'] as const),
  ...['debug', 'debu'].map(word => [word, 'debug'] as const),
  ...['trace', 'trac'].map(word => [word, 'trace'] as const),
]);

/** The level of a word as a log writes it, in any case; null for another word. */
export function levelOfWord(word: string): Level | null {
  return BY_WORD.get(word) ?? BY_WORD.get(word.toLowerCase()) ?? null;
}

/** The level of a syslog priority, whose facility is left out (RFC 3164 section 4.1.1); null for what is none. */
export function levelOfPriority(priority: number): Level | null {
  return priority >= 0 && priority <= 191 ? (BY_NUMBER[priority & 7] ?? null) : null;
}
