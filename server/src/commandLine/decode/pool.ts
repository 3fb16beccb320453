// Decodes the blocks of a log in their order, in threads of their own where there are many.
import type { LineBlock } from '../../casefile/blocks';
import type { FoundFile } from '../../casefile/discover';
import type { AccountNames } from '../../audit/accounts';
import { BlockDecoder, type DecodedBlock, type DecodeJob } from './block';
import type { DecodeStyle } from './eventText';
import type { SharedEvents } from './sharedEvents';

/** A thread that decodes one block after the other. */
export interface DecodeThread {
  decode(job: DecodeJob): Promise<DecodedBlock>;
  close(): Promise<void>;
}

/** Makes a thread, and says how many are worth having; null where there are none (a host without threads). */
export type StartThread = { readonly start: () => DecodeThread; readonly most: number } | null;

/** So many blocks are decoded here before threads are started: a small log is done before they are. */
const ALONE = 4;
/** So many blocks a thread has before it, so that it never waits for the next. */
const AHEAD = 2;

export class DecodePool {
  private readonly threads: DecodeThread[] = [];
  private readonly own = new BlockDecoder();
  private seen = 0;
  private turn = 0;

  constructor(
    private readonly style: DecodeStyle,
    private readonly startThread: StartThread,
  ) {}

  /** Decodes the blocks of a file; they come out in their order, while later ones are under way. */
  async *decode(
    blocks: AsyncIterable<LineBlock>,
    file: FoundFile,
    accounts: AccountNames,
    shared: SharedEvents,
  ): AsyncGenerator<DecodedBlock> {
    const underWay: Promise<DecodedBlock>[] = [];
    try {
      for await (const block of blocks) {
        underWay.push(this.start({ block, file: file.path, style: this.style, accounts }, file, shared));
        while (underWay.length > this.threads.length * AHEAD) yield await next(underWay);
      }
      while (underWay.length > 0) yield await next(underWay);
    } finally {
      // Where one has failed, the others end unheard.
      await Promise.allSettled(underWay);
    }
  }

  private start(job: DecodeJob, file: FoundFile, shared: SharedEvents): Promise<DecodedBlock> {
    this.seen++;
    // What other files tell of these events is known here alone.
    const here = this.startThread === null || this.seen <= ALONE || shared.touches(job.block);
    if (here) return Promise.resolve(this.own.decode(job, shared.resolverOf(file)));
    return this.thread(this.startThread).decode(job);
  }

  /** The threads take turns. */
  private thread({ start, most }: NonNullable<StartThread>): DecodeThread {
    if (this.threads.length < most) this.threads.push(start());
    const thread = this.threads[this.turn++ % this.threads.length];
    if (!thread) throw new RangeError('a host with threads starts one at least');
    return thread;
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map(thread => thread.close()));
  }
}

/** The oldest of those under way, which leaves them once it is done. */
async function next(underWay: Promise<DecodedBlock>[]): Promise<DecodedBlock> {
  const first = await underWay[0];
  if (!first) throw new RangeError('nothing is under way');
  void underWay.shift();
  return first;
}
