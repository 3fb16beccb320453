// When what was touched is looked at again: at once after a rest, and never so often that nothing else has its turn.

/** One save gives several events, and writers write in bursts: so much time passes between two looks at least. */
const SHORTEST_MS = 100;
/** However long a look takes, what is written all the time is looked at again after so long. */
const LONGEST_MS = 2000;

/** Calls back after touches: at once where the last call is long enough ago, else once when it is. */
export class Settle {
  private timer: NodeJS.Timeout | null = null;
  /** Before this moment there is no next call. */
  private next = 0;

  constructor(private readonly settled: () => void) {}

  touch(): void {
    this.timer ??= setTimeout(
      () => {
        this.stop();
        this.took(0);
        this.settled();
      },
      Math.max(0, this.next - Date.now()),
    );
  }

  /** What is called has just ended, and has taken so long: the next call waits as long. */
  took(ms: number): void {
    this.next = Date.now() + Math.min(Math.max(ms, SHORTEST_MS), LONGEST_MS);
  }

  /** Forgets the touches so far. */
  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
