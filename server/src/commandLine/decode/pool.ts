// Decodes the blocks of a log in their order, in threads of their own where there are many.
import type { BlockMemory, LineBlock } from '../../casefile/blocks';
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

/** Makes a thread, and says how many beside this one are worth having; null where there are none (a host without threads). */
export type StartThread = { readonly start: () => DecodeThread; readonly most: number } | null;

/** So many blocks are decoded here before threads are started: a small log is done before they are. */
const ALONE = 4;
/** So many blocks a thread has before it, so that it never waits for the next. */
const AHEAD = 2;

/** A thread with the number of the blocks that it has before it. */
interface BusyThread {
  readonly thread: DecodeThread;
  waiting: number;
}

/** Blocks that no thread is free for are decoded here, so that this thread works as the others do. */
export class DecodePool {
  private readonly threads: BusyThread[] = [];
  private readonly own = new BlockDecoder();
  /** What came out and was printed. */
  private readonly spare: Uint8Array[] = [];
  /** Where blocks were that are decoded: in Buffers, which are searched the fastest. */
  readonly memory: BlockMemory = { spare: [], make: bytes => Buffer.allocUnsafeSlow(bytes) };
  private seen = 0;

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
        const spare = this.spare.pop();
        const started = this.start({ block, file: file.path, style: this.style, accounts, spare }, file, shared);
        started.catch(() => undefined); // heard when its turn comes
        underWay.push(started);
        while (underWay.length > this.threads.length * (AHEAD + 1)) yield* this.next(underWay);
      }
      while (underWay.length > 0) yield* this.next(underWay);
    } finally {
      // Where one has failed, the others end unheard.
      await Promise.allSettled(underWay);
    }
  }

  /** The oldest of those under way, which leaves them once it is done; its buffer serves again when it was printed. */
  private async *next(underWay: Promise<DecodedBlock>[]): AsyncGenerator<DecodedBlock> {
    const first = await underWay[0];
    void underWay.shift();
    if (!first) return;
    yield first;
    this.spare.push(new Uint8Array(first.bytes.buffer));
    this.memory.spare.push(Buffer.from(first.spare.buffer));
  }

  private start(job: DecodeJob, file: FoundFile, shared: SharedEvents): Promise<DecodedBlock> {
    this.seen++;
    // What other files tell of these events is known here alone.
    const free = this.seen <= ALONE || shared.touches(job.block) ? null : this.freeThread();
    return free ? this.hand(free, job) : Promise.resolve(this.own.decode(job, shared.elsewhere(file)));
  }

  private freeThread(): BusyThread | null {
    const free = this.threads.find(({ waiting }) => waiting < AHEAD);
    if (free || this.startThread === null || this.threads.length >= this.startThread.most) return free ?? null;
    const started = { thread: this.startThread.start(), waiting: 0 };
    this.threads.push(started);
    return started;
  }

  private async hand(busy: BusyThread, job: DecodeJob): Promise<DecodedBlock> {
    busy.waiting++;
    try {
      return await busy.thread.decode(job);
    } finally {
      busy.waiting--;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map(({ thread }) => thread.close()));
  }
}
