// The audit events that stand in several places: copies of a log, events that a rotation split, logs put one behind the other.
import { addTo } from '../../lists';
import { groupAuditEvents, type AuditEvent } from '../../audit/event';
import { auditKey, AuditKeys, hasRecordWithoutId, keysIn } from '../../casefile/auditKeys';
import type { LineBlock } from '../../casefile/blocks';
import type { FoundFile } from '../../casefile/discover';
import { mergeAuditEvents, type Placed } from '../../containers/identity';
import { decodeAlone, readRecords, type Elsewhere } from './block';
import { latin1 } from './blockLines';

type ReadBlocks = (file: FoundFile) => AsyncIterable<LineBlock>;
type ReadPieces = (file: FoundFile) => AsyncIterable<Uint8Array>;

/**
 * Found in one pass over the files that looks at nothing but the ids of events (eight bytes are kept of each), and a
 * second one over those files that share some, whose records are kept.
 */
export class SharedEvents {
  static readonly NONE = new SharedEvents(new Map(), new Set(), new Map());

  private constructor(
    /** When the first event of a file happened, in milliseconds; a file without one is not here. */
    private readonly firstTimes: ReadonlyMap<FoundFile, number>,
    private readonly keys: ReadonlySet<number>,
    private readonly events: ReadonlyMap<number, readonly Placed<AuditEvent>[]>,
  ) {}

  /** Null where a file may hold records without an id: all have to be read as a whole then. */
  static async find(files: readonly FoundFile[], pieces: ReadPieces, blocks: ReadBlocks): Promise<SharedEvents | null> {
    const keysOf = new Map<FoundFile, AuditKeys>();
    for (const file of files) {
      let withoutId = false;
      const keys = new AuditKeys(lines => {
        withoutId ||= hasRecordWithoutId(latin1(lines));
      });
      for await (const piece of pieces(file)) {
        keys.push(piece);
        if (withoutId) return null;
      }
      keys.end();
      if (withoutId) return null;
      if (keys.any) keysOf.set(file, keys);
    }
    const firstTimes = new Map([...keysOf].map(([file, { first }]) => [file, first]));
    const keys = AuditKeys.shared([...keysOf.values()]);
    const holders = [...keysOf].filter(([, own]) => own.hasSome(keys)).map(([file]) => file);
    return new SharedEvents(firstTimes, keys, await gather(inOrder(holders, firstTimes), keys, blocks));
  }

  /** The files with audit records in the order of their first events; all of them where that is not known. */
  inOrder(files: readonly FoundFile[]): readonly FoundFile[] {
    return this === SharedEvents.NONE ? files : inOrder(files, this.firstTimes);
  }

  /** Whether a block has records of such an event. */
  touches(block: LineBlock): boolean {
    if (this.keys.size === 0) return false;
    return keysIn(block.bytes.subarray(block.ownStart, block.ownEnd)).hasSome(this.keys);
  }

  /** What is printed in a file for an event of it: the whole event, at the first of its places only. */
  elsewhere(file: FoundFile): Elsewhere {
    return {
      has: key => this.keys.has(key),
      resolve: event => {
        const placed = this.keys.size === 0 ? undefined : this.events.get(keyOf(event));
        if (placed === undefined) return decodeAlone(event);
        const line = event.records[0]?.line;
        return placed.filter(({ at }) => at.file === file.path && at.line === line);
      },
    };
  }
}

function inOrder(files: readonly FoundFile[], firstTimes: ReadonlyMap<FoundFile, number>): FoundFile[] {
  const time = (file: FoundFile): number => firstTimes.get(file) ?? Infinity;
  return files.filter(file => firstTimes.has(file)).sort((a, b) => time(a) - time(b));
}

/** Reads the files again and unites what they tell of the events with these keys. */
async function gather(
  files: readonly FoundFile[],
  keys: ReadonlySet<number>,
  read: ReadBlocks,
): Promise<Map<number, Placed<AuditEvent>[]>> {
  const events = new Map<number, Placed<AuditEvent>[]>();
  if (keys.size === 0) return events;
  const told: { group: string; events: AuditEvent[] }[] = [];
  for (const file of files) {
    for await (const block of read(file)) {
      const records = readRecords(block, file.path).filter(({ record }) => keys.has(keyOf(record)));
      told.push({ group: file.group, events: groupAuditEvents(records) });
    }
  }
  for (const placed of mergeAuditEvents(told)) addTo(events, keyOf(placed.value), placed);
  return events;
}

/** NaN, which is no key, for an event without a time or a serial. */
function keyOf({ time, serial }: Pick<AuditEvent, 'time' | 'serial'>): number {
  return time === null || serial === null ? NaN : auditKey(Number(time.ns / 1_000_000n), serial);
}
