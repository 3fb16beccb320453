// The table of envelopes, and the one way to read one: by the first character of a line few rows are asked.
import { BARE, type Envelope, type EnvelopeRow } from '../envelope';
import { compose, cri, desktop, jsonFile, timestamps } from './containers';
import { json, shortFull, shortMonotonic, shortUnix } from './journal';
import { dmesgCtime, dmesgDecoded, dmesgIso, dmesgRaw, dmesgUptime } from './kernel';
import { forward, iso, rfc3164, rfc5424, sonic } from './syslog';

/** A row before another one is asked first: its lines could be taken for the other's. */
export const envelopes: readonly EnvelopeRow[] = [
  rfc3164,
  dmesgIso,
  cri,
  timestamps,
  iso,
  desktop,
  shortUnix,
  shortFull,
  sonic,
  dmesgDecoded,
  shortMonotonic,
  dmesgUptime,
  dmesgCtime,
  rfc5424,
  forward,
  dmesgRaw,
  json,
  jsonFile,
  compose,
];

const ASCII = 0x80;
const NO_ROWS: readonly EnvelopeRow[] = [];
const ROWS_BY_FIRST = Array.from({ length: ASCII }, (_, code) => rowsFor(String.fromCharCode(code)));
/** Months and days of the week begin with other letters too. */
const ROWS_OF_OTHERS = rowsFor('é');

function rowsFor(first: string): readonly EnvelopeRow[] {
  return envelopes.filter(({ begins }) => (typeof begins === 'string' ? begins === first : begins.test(first)));
}

/** The envelope of the line that begins at a column; a line that no row knows is bare: all of it is message. */
export function readEnvelope(text: string, from = 0): Envelope {
  // time=, type=, node=, host=: logrus entries and audit records that nobody wrapped, most lines of their logs.
  if (text.charCodeAt(from + 4) !== 0x3d) {
    const first = text.charCodeAt(from);
    for (const row of first < ASCII ? (ROWS_BY_FIRST[first] ?? NO_ROWS) : ROWS_OF_OTHERS) {
      const envelope = row.parse(text, from);
      if (envelope) return envelope;
    }
  }
  return from === 0 ? BARE : { ...BARE, start: from, payload: from };
}
