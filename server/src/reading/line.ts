// One line of a log: its envelope and what the payload is. The one way in for open documents, files and the command line.
import { BARE, type Envelope } from '../log/envelope';
import { readEnvelope } from '../log/envelopes';
import { behindForeignPrefixes } from '../log/foreignPrefix';
import type { Level } from '../log/level';
import { isWhole, type Stamp } from '../log/time';
import { findPayload, levelOfPayload, readPayload, stampOfPayload, type Payload } from './payload';
import { movePayload } from './written';

export interface Entry {
  readonly envelope: Envelope;
  readonly payload: Payload;
  /** What the payload says of itself before what the envelope says of it. */
  readonly level: Level | null;
}

/**
 * Reads one line (without its line break). Total: what is not known is text in a bare envelope. A line that nobody knows
 * from its beginning on is looked at behind what another tool may have put before it, and taken so if it is known then.
 */
export function readLine(text: string): Entry {
  const entry = readFrom(text, readEnvelope(text));
  if (entry.envelope !== BARE || entry.payload.kind !== 'text') return entry;
  for (const from of behindForeignPrefixes(text)) {
    const behind = readFrom(text, readEnvelope(text, from));
    if (behind.envelope.id !== BARE.id || behind.payload.kind !== 'text') return behind;
  }
  return { ...entry, payload: findPayload(text, 0, BARE) };
}

/** The entry of an envelope: its message read as a payload. */
export function readFrom(text: string, envelope: Envelope): Entry {
  const payload = payloadIn(text, envelope);
  return { envelope, payload, level: levelOfPayload(payload) ?? envelope.level };
}

function payloadIn(text: string, envelope: Envelope): Payload {
  const { message } = envelope;
  if (message) {
    const payload = payloadAt(message.text, 0, envelope);
    return payload.kind === 'text' ? payload : movePayload(payload, message);
  }
  if (envelope.end !== null) return payloadAt(text.slice(0, envelope.end), envelope.payload, envelope);
  return payloadAt(text, envelope.payload, envelope);
}

/** In a known envelope a record may stand behind other words. */
function payloadAt(text: string, from: number, envelope: Envelope): Payload {
  const payload = readPayload(text, from, envelope);
  return payload.kind === 'text' && envelope.id !== BARE.id ? findPayload(text, from, envelope) : payload;
}

/**
 * The stamp that counts: the payload's own before the envelope's where it has a year and a zone, or the envelope has no
 * time. The zone of a payload that lacks it is the program's, which need not be the one that the envelope is printed in.
 */
export function stampOf({ envelope, payload }: Entry): Stamp | null {
  const inner = stampOfPayload(payload);
  return inner && (isWhole(inner) || (!envelope.instant && !envelope.stamp)) ? inner : envelope.stamp;
}
