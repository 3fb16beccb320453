// Decides from its beginning whether a text is a log that we read, and of which kind.
import { MAX_LINE, splitLines } from './lines';
import { LogReader } from './log';

export type LogKind = 'audit' | 'daemon';

const LINES = 200;
/** Less than this share of known lines: somebody else's log. */
const SHARE = 0.5;
/** What ausearch prints between events (ausearch(8)): it has let through what was asked for. */
export const AUSEARCH = /^(?:----$|time->)/m;

/** The kind of log that the beginning of a text is; null for a foreign one. */
export function detectLog(head: string): LogKind | null {
  let audit = 0;
  let markers = 0;
  const reader = new LogReader('', (_, { payload, envelope }) => {
    // A log whose records are wrapped as syslog does is read as such: the envelopes are part of it.
    audit += payload.kind === 'audit' && envelope.id === 'bare' ? 1 : 0;
    markers += payload.kind === 'marker' ? 1 : 0;
  });
  let lines = 0;
  for (const text of splitLines(head)) {
    if (text.trim() === '' || text.length === MAX_LINE) {
      continue;
    }
    reader.push(text);
    if (++lines >= LINES) {
      break;
    }
  }
  const { known } = reader.end();
  return lines === 0 || known < lines * SHARE ? null : audit > 0 && audit * 2 >= lines - markers ? 'audit' : 'daemon';
}
