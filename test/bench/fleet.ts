// Writes the logs of a made node on which many containers live and die, of a wanted size, and the truth about them beside it.
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { killBy, runtime, runtimeCommand } from './auditEvents';
import { noiseEvent } from './auditLog';
import { lifeOf, noiseOfDaemon, type Moment } from './fleetStories';
import { Random } from './random';

/** How a container ended, and when: what the logs prove, to the digits of the line that proves it. */
export interface Truth {
  readonly id: string;
  readonly end: 'shim-panicked' | 'shim-died' | 'other';
  /** ISO 8601 in UTC; null for an end that no line proves. */
  readonly finished: string | null;
}

export interface Fleet {
  readonly folder: string;
  readonly truth: readonly Truth[];
  readonly bytes: number;
}

export const CONTAINERS = 2000;
/** 2020-02-25T00:00:00Z in milliseconds; the logs tell of one day. */
const START = 1_582_588_800_000;
const DAY = 86_400_000;
/** The lines are ASCII; so many characters are handed over at a time. */
const CHUNK = 1 << 20;
/** How many bytes an audit event and a line of the daemon have on average, and the lives of all containers: sets how fast the day goes by. */
const AUDIT_EVENT = 600;
const DAEMON_LINE = 166;
const LIVES = 10_700_000;
/** Fewer lines of the daemon than this stand between two audit events. */
const BETWEEN = 12;
/** One audit event of so many has its records between those of the next. */
const INTERLEAVED = 20;

class Log {
  private readonly stream: WriteStream;
  private pending = '';
  bytes = 0;

  constructor(file: string) {
    this.stream = createWriteStream(file);
  }

  async add(text: string): Promise<void> {
    this.pending += text;
    this.bytes += text.length;
    if (this.pending.length < CHUNK) return;
    if (!this.stream.write(this.pending)) await once(this.stream, 'drain');
    this.pending = '';
  }

  async close(): Promise<void> {
    this.stream.end(this.pending);
    await once(this.stream, 'close');
  }
}

/**
 * Writes `messages`, `audit.log` and truth.json into a folder.
 * @param bytes how large both logs become together, about
 * @param seed the same seed and size give the same logs
 */
export async function generateFleet(folder: string, bytes: number, seed: number): Promise<Fleet> {
  await mkdir(folder, { recursive: true });
  const random = new Random(seed);
  const lives = Array.from({ length: CONTAINERS }, (_, index) =>
    lifeOf(random, START + Math.floor(((index + 0.5) / (CONTAINERS + 1)) * DAY)),
  );
  const moments = lives.flatMap(({ moments }) => [...moments]).sort((a, b) => a.at - b.at);
  const [messages, audit] = [new Log(path.join(folder, 'messages')), new Log(path.join(folder, 'audit.log'))];
  const records = new Records(random);
  const write = async (moment: Moment): Promise<void> => {
    for (const line of moment.daemon) await messages.add(`${line}\n`);
    for (const event of moment.kills) {
      const sender = runtime(event.pid);
      const said = killBy(
        sender,
        runtimeCommand(event.subcommand, event.id),
        { pid: event.victim, comm: 'sh' },
        event.signal,
      );
      await audit.add(records.event(moment.at, said));
    }
  };
  let next = 0;
  const steps = Math.max(1, Math.floor((bytes - LIVES) / (AUDIT_EVENT + (DAEMON_LINE * (BETWEEN - 1)) / 2)));
  for (let step = 0; step < steps; step++) {
    const now = START + Math.floor((step / steps) * DAY);
    for (let moment = moments[next]; moment && moment.at <= now; moment = moments[++next]) await write(moment);
    await audit.add(records.event(now, noiseEvent(random)));
    for (let line = random.below(BETWEEN); line > 0; line--) await messages.add(`${noiseOfDaemon(random, now)}\n`);
  }
  for (let moment = moments[next]; moment; moment = moments[++next]) await write(moment);
  await Promise.all([messages.close(), audit.close()]);
  const truth = lives.map(life => life.truth);
  await writeFile(path.join(folder, 'truth.json'), JSON.stringify(truth));
  return { folder, truth, bytes: messages.bytes + audit.bytes };
}

/** The records of audit events, some of them between those of the next event. */
class Records {
  private serial = 3_369_619;
  private held: readonly string[] = [];

  constructor(private readonly random: Random) {}

  event(at: number, records: readonly (readonly [type: string, fields: string])[]): string {
    const stamp = `${String(Math.floor(at / 1000))}.${String(at % 1000).padStart(3, '0')}`;
    const id = `msg=audit(${stamp}:${String(this.serial++)})`;
    const lines = records.map(([type, fields]) => `type=${type} ${id}: ${fields}\n`);
    const { held } = this;
    if (held.length === 0 && this.random.below(INTERLEAVED) === 0) {
      this.held = lines;
      return '';
    }
    this.held = [];
    const all = Math.max(held.length, lines.length);
    return Array.from({ length: all }, (_, index) => (held[index] ?? '') + (lines[index] ?? '')).join('');
  }
}
