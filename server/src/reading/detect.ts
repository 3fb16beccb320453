// Decides from its beginning whether a text is a log that we read, and of which kind.
import { MAX_LINE, splitLines } from './lines';
import { LogReader } from './log';

export type LogKind = 'audit' | 'daemon';

const LINES = 200;
/** Less than this share of known lines: somebody else's log. */
const SHARE = 0.5;
/** What ausearch prints between events (ausearch(8)): it has let through what was asked for. */
export const AUSEARCH = /^(?:----$|time->)/m;
/** klog's head, which the kubelet writes: I0608 15:36:12.678326    1517 file.go:581] (k8s.io/klog). */
export const KLOG = /^[IWEF]\d{4} \d{2}:\d{2}:\d{2}\.\d{6} +\d+ [\w./-]+:\d+\] /m;

/** The kind of log that the beginning of a text is; null for a foreign one. */
export function detectLog(head: string): LogKind | null {
  const reader = new LogReader('');
  let lines = 0;
  let known = 0;
  let audit = 0;
  for (const text of splitLines(head)) {
    if (text.trim() === '' || text.length === MAX_LINE) {
      continue;
    }
    const { payload, envelope } = reader.push(text);
    // A log whose records are wrapped as syslog does is read as such: the envelopes are part of it.
    audit += payload.kind === 'audit' && envelope.id === 'bare' ? 1 : 0;
    known += AUSEARCH.test(text) || KLOG.test(text) ? 1 : 0;
    if (++lines >= LINES) {
      break;
    }
  }
  const all = reader.end().known + known;
  return lines === 0 || all < lines * SHARE ? null : audit > 0 && audit * 2 >= lines - known ? 'audit' : 'daemon';
}
