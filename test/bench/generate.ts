// Writes logs of a wanted size, for measuring. All their lines are made: they have the form of the 137 case's lines, and nothing of it happened.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { MadeNode } from './node';
import type { LogName } from './node';

/** How much is handed to a file at a time, in characters; the lines are ASCII, so a character is a byte. */
const CHUNK = 1 << 20;

/** A log that is being written, up to a size. */
class Log {
  private readonly stream;
  private pending: string[] = [];
  private length = 0;
  bytes = 0;

  constructor(
    readonly file: string,
    private readonly limit: number,
  ) {
    this.stream = createWriteStream(file);
  }

  get full(): boolean {
    return this.bytes >= this.limit;
  }

  /** Takes a line; true when it is time to flush. */
  add(line: string): boolean {
    this.pending.push(line);
    this.bytes += line.length + 1;
    this.length += line.length + 1;
    return this.length >= CHUNK;
  }

  /** Writes what is pending and waits where the disk is slower than we are: memory stays constant. */
  async flush(): Promise<void> {
    if (this.pending.length === 0) return;
    const ready = this.stream.write(`${this.pending.join('\n')}\n`);
    this.pending = [];
    this.length = 0;
    if (!ready) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    await this.flush();
    this.stream.end();
    await once(this.stream, 'close');
  }
}

/**
 * Writes the logs of one made node into a folder: both tell of the same containers at the same times.
 * @param bytes how large each log becomes, up to the line that reaches it
 * @param seed the same seed gives the same logs, a smaller one being the beginning of a larger one
 * @returns the paths of the logs
 */
export async function generateNode(
  folder: string,
  bytes: number,
  seed: number,
): Promise<Readonly<Record<LogName, string>>> {
  await mkdir(folder, { recursive: true });
  const logs = {
    messages: new Log(path.join(folder, 'messages'), bytes),
    'audit.log': new Log(path.join(folder, 'audit.log'), bytes),
  };
  for (const { log: name, text } of new MadeNode(seed).lines()) {
    const log = logs[name];
    if (!log.full && log.add(text)) await log.flush();
    if (log.full && Object.values(logs).every(other => other.full)) break;
  }
  await Promise.all(Object.values(logs).map(log => log.close()));
  return { messages: logs.messages.file, 'audit.log': logs['audit.log'].file };
}
