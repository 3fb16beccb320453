// Decodes one block of lines: the audit events that begin in it, as bytes for stdout. Runs in any thread.
import type { AccountNames } from '../../audit/accounts';
import { groupAuditEvents, type AuditEvent, type PlacedRecord } from '../../audit/event';
import type { LineBlock } from '../../casefile/blocks';
import { BlockLines } from './blockLines';
import type { Placed } from '../../containers/identity';
import { readLine } from '../../reading/line';
import { recordsOf } from '../../reading/payload';
import { ByteWriter } from './byteWriter';
import { eventWriter, type DecodeStyle, type WriteEvent } from './eventText';
import { QuickEvents } from './quickEvents';

/** A block with all that its decoding depends on; plain data, for another thread. */
export interface DecodeJob {
  readonly block: LineBlock;
  readonly file: string;
  readonly style: DecodeStyle;
  readonly accounts: AccountNames;
  /** A buffer that nobody needs any more, for what comes out: else hundreds of megabytes wait for the garbage collector. */
  readonly spare?: Uint8Array | undefined;
}

/** The events that other places tell of too. */
export interface Elsewhere {
  /** Whether an event with this key (auditKey) may be one of them. */
  has(key: number): boolean;
  /** What stands for an event; empty where it is printed at another of its places. */
  resolve(event: AuditEvent): readonly Placed<AuditEvent>[];
}

export interface DecodedBlock {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** Those of the block, which nobody needs any more. */
  readonly spare: Uint8Array;
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

const NOWHERE: Elsewhere = { has: () => false, resolve: decodeAlone };

/** Decodes blocks one after the other; what it has learnt of the fields of a file serves for its next block. */
export class BlockDecoder {
  private readonly lines = new BlockLines();
  private ofFile: FileDecoding | null = null;

  /**
   * The events whose first record is one of the block's own lines; their other records stand near behind those (what
   * does not is found by SharedEvents). One event
   * is read after the other: all records of a block would live until its end, and the garbage collector would move them.
   */
  decode(job: DecodeJob, elsewhere: Elsewhere = NOWHERE): DecodedBlock {
    const { block, file, style, spare } = job;
    const { quick, write } = this.decodingOf(job);
    const lines = this.lines.read(block);
    const out = new ByteWriter((block.ownEnd - block.ownStart) * (style.json ? 4 : 2), spare);
    let events = 0;
    for (const [key, first] of lines.firsts(true)) {
      if (!elsewhere.has(key) && quick?.write(lines, first, out)) {
        events++;
        continue;
      }
      for (const event of groupAuditEvents(recordsAt(lines, lines.linesFrom(first), file))) {
        for (const placed of elsewhere.resolve(event)) {
          write(placed, out);
          events++;
        }
      }
    }
    return { bytes: out.bytes, spare: block.bytes, events, longLines: lines.longLines };
  }

  private decodingOf({ file, style, accounts }: DecodeJob): FileDecoding {
    if (this.ofFile?.file !== file) {
      // A terminal is no faster than the parser, and nothing else gets colours.
      const quick = style.colour ? null : new QuickEvents(style, accounts, file);
      this.ofFile = { file, quick, write: eventWriter(style, accounts) };
    }
    return this.ofFile;
  }
}

interface FileDecoding {
  readonly file: string;
  readonly quick: QuickEvents | null;
  readonly write: WriteEvent;
}

/** The audit records of a block's own lines. */
export function readRecords(block: LineBlock, file: string): PlacedRecord[] {
  const lines = new BlockLines().read(block);
  const own = [...lines.firsts(false)].map(([, first]) => lines.linesFrom(first).filter(index => lines.isOwn(index)));
  return own.flatMap(indices => recordsAt(lines, indices, file));
}

function recordsAt(lines: BlockLines, indices: readonly number[], file: string): PlacedRecord[] {
  const records: PlacedRecord[] = [];
  for (const index of indices) {
    const { payload } = readLine(lines.text(index));
    for (const record of recordsOf(payload)) records.push({ record, file, line: lines.number(index) });
  }
  return records;
}
