// Decodes one block of lines: the audit events that begin in it, as bytes for stdout. Runs in any thread.
import { readAccounts } from '../../audit/accounts';
import { groupAuditEvents, type AuditEvent, type PlacedRecord } from '../../audit/event';
import { NO_SOURCES, type AccountSources } from '../../casefile/accounts';
import { LineCursor, type LineBlock } from '../../casefile/blocks';
import type { Placed } from '../../containers/identity';
import { readLine } from '../../reading/line';
import { MAX_LINE } from '../../reading/lines';
import { ByteWriter } from './byteWriter';
import { eventRenderer, type DecodeStyle } from './eventText';

/** What stands for an event that several files tell of; empty where it is printed at another of its places. */
export type Resolve = (event: AuditEvent) => readonly Placed<AuditEvent>[];

export interface DecodedBlock {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** How many events they show. */
  readonly events: number;
  /** The block's own lines (from 0) that are longer than what is read of a line. */
  readonly longLines: readonly number[];
}

/** An event that one file alone tells of. */
export function decodeAlone(event: AuditEvent): readonly Placed<AuditEvent>[] {
  const [first] = event.records;
  return first ? [{ at: { file: first.file, line: first.line }, also: [], value: event }] : [];
}

/** The events whose first record is one of the block's own lines; their other records may stand behind those. */
export function decodeBlock(
  block: LineBlock,
  file: string,
  style: DecodeStyle,
  accounts: AccountSources = NO_SOURCES,
  resolve: Resolve = decodeAlone,
): DecodedBlock {
  const longLines: number[] = [];
  const render = eventRenderer(style, readAccounts(accounts.passwd, accounts.group));
  const out = new ByteWriter(block.bytes.length * (style.json ? 5 : 2));
  const found = groupAuditEvents(readRecords(block, file, longLines));
  let events = 0;
  // From the last to the first, so that an event that is done with can be taken off and forgotten.
  for (let event = found.reverse().pop(); event; event = found.pop()) {
    const line = event.records[0]?.line ?? -1;
    if (line < block.firstOwn || line >= block.endOwn) continue;
    for (const placed of resolve(event)) {
      out.write(render(placed));
      events++;
    }
  }
  return { bytes: out.bytes, events, longLines };
}

/** The audit records of all lines of a block; the numbers of its own lines that are too long to be read whole go into `longLines`. */
export function* readRecords(block: LineBlock, file: string, longLines: number[]): Generator<PlacedRecord> {
  const { bytes, firstOwn, endOwn } = block;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const lines = new LineCursor(bytes, 0, bytes.length);
  for (let line = block.firstLine; lines.next(); line++) {
    const text = lineText(buffer, lines, line);
    if (text.length === MAX_LINE && line >= firstOwn && line < endOwn) longLines.push(line);
    const { payload } = readLine(text);
    if (payload.kind === 'audit') yield { record: payload.record, file, line };
  }
}

/** Each line is decoded by itself: the scanners of its parsers are three times as fast on such a text as on a slice of a larger one. */
function lineText(buffer: Buffer, { start, end }: LineCursor, line: number): string {
  const text = buffer.toString('utf8', start, end);
  return (line === 0 && text.startsWith('\ufeff') ? text.slice(1) : text).slice(0, MAX_LINE);
}
