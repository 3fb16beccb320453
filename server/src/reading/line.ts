// One line of a log: its envelope and what the payload is. The one way in for open documents, files and the command line.
import { findAuditRecord, parseAuditRecord, type AuditRecord } from '../audit/record';
import { parseLogrus, type LogrusEntry } from '../daemon/logrus';
import { readEnvelope, type Envelope } from '../log/envelope';
import type { Stamp } from '../log/time';

type Payload =
  | { readonly kind: 'audit'; readonly record: AuditRecord }
  | { readonly kind: 'logrus'; readonly entry: LogrusEntry }
  | { readonly kind: 'text' };

export interface Entry {
  readonly envelope: Envelope;
  readonly payload: Payload;
}

const TEXT: Payload = { kind: 'text' };

/** Reads one line (without its line break). Total: what is not known is text in a bare envelope. */
export function readLine(text: string): Entry {
  const envelope = readEnvelope(text);
  return { envelope, payload: readPayload(text, envelope) };
}

function readPayload(text: string, envelope: Envelope): Payload {
  const from = envelope.payload;
  const record = parseAuditRecord(text, from, envelope);
  if (record) {
    return { kind: 'audit', record };
  }
  const entry = parseLogrus(text, from);
  if (entry) {
    return { kind: 'logrus', entry };
  }
  const prefixed = findAuditRecord(text, from, envelope);
  return prefixed ? { kind: 'audit', record: prefixed } : TEXT;
}

/** The stamp that counts: the payload's own before the envelope's, since that has a year and a zone. */
export function stampOf(entry: Entry): Stamp | null {
  return (entry.payload.kind === 'logrus' ? entry.payload.entry.stamp : null) ?? entry.envelope.stamp;
}
