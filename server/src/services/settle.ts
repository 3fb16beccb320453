// Waits until what is touched has come to rest, but not for ever.

/** File events of one save come several times, and writers write in bursts. */
const QUIET_MS = 300;
/** A log that is written all the time never comes to rest. */
const LONGEST_MS = 2000;

/** Calls back once after a burst of touches: when QUIET_MS have passed since the last or LONGEST_MS since the first. */
export class Settle {
  private timer: NodeJS.Timeout | null = null;
  private since: number | null = null;

  constructor(private readonly settled: () => void) {}

  touch(): void {
    const now = Date.now();
    const since = this.since ?? now;
    this.stop();
    this.since = since;
    this.timer = setTimeout(
      () => {
        this.stop();
        this.settled();
      },
      Math.max(0, Math.min(QUIET_MS, since + LONGEST_MS - now)),
    );
  }

  /** Forgets the touches so far. */
  stop(): void {
    if (this.timer) {
      clearTimeout(this.timer);
    }
    this.timer = null;
    this.since = null;
  }
}
