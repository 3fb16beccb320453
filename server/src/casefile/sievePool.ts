// Sieves the blocks of a log in threads of their own where there are many: what comes out comes in the order of the log.
import type { EntrySample, SampleHint } from '../reading/entrySample';
import type { ByteBlock } from './blocks';
import type { Marks } from './marks';
import type { Sieve, SievedBlock } from './sieve';

/** What a thread is given: a block, and what the sample of the log needs no more, as far as that is known. */
export interface SieveJob {
  readonly block: ByteBlock;
  readonly sample: SampleHint;
}

/** A thread that sieves one block after the other; the bytes of a block go to it and come back. Idle, it keeps no process from ending. */
export interface SieveThread {
  sieve(job: SieveJob): Promise<SievedBlock>;
}

/** Makes a thread that looks for marks, and says how many beside this one are worth having. */
export interface SieveThreads {
  readonly start: (marks: Marks) => SieveThread;
  readonly most: number;
}

/** So many blocks are sieved here before threads are started: a small log is done before they are. */
const ALONE = 4;
/** So many blocks a thread has before it, so that it never waits for the next. */
const AHEAD = 2;

interface BusyThread {
  readonly thread: SieveThread;
  waiting: number;
}

/** Blocks that no thread is free for are sieved here, so that this thread works as the others do. */
export class SievePool {
  private readonly threads: BusyThread[] = [];
  private seen = 0;

  constructor(
    private readonly marks: Marks,
    private readonly own: Sieve,
    private readonly from: SieveThreads | null,
  ) {}

  /** Sieves the blocks of a file; rejects as they do. */
  async *sieve(blocks: AsyncIterable<ByteBlock>, sample: EntrySample): AsyncGenerator<SievedBlock> {
    const underWay: Promise<SievedBlock>[] = [];
    try {
      for await (const block of blocks) {
        const started = this.start(block, sample);
        started.catch(() => undefined); // heard when its turn comes
        underWay.push(started);
        while (underWay.length > this.threads.length * (AHEAD + 1)) yield* next(underWay);
      }
      while (underWay.length > 0) yield* next(underWay);
    } finally {
      // Where one has failed, the others end unheard.
      await Promise.allSettled(underWay);
    }
  }

  private start(block: ByteBlock, sample: EntrySample): Promise<SievedBlock> {
    const free = ++this.seen > ALONE && !block.hasReturns ? this.freeThread() : null;
    return free ? hand(free, { block, sample: sample.hint }) : Promise.resolve(this.own.sieve(block, sample));
  }

  private freeThread(): BusyThread | null {
    const { from } = this;
    const free = this.threads.find(({ waiting }) => waiting < AHEAD);
    if (free || from === null || this.threads.length >= from.most) return free ?? null;
    const started = { thread: from.start(this.marks), waiting: 0 };
    this.threads.push(started);
    return started;
  }
}

async function* next(underWay: Promise<SievedBlock>[]): AsyncGenerator<SievedBlock> {
  const first = await underWay[0];
  void underWay.shift();
  if (first) yield first;
}

async function hand(busy: BusyThread, job: SieveJob): Promise<SievedBlock> {
  busy.waiting++;
  try {
    return await busy.thread.sieve(job);
  } finally {
    busy.waiting--;
  }
}
