// Members of archives that are streams: one pass from its start gives them all, if they are asked for in their order.
import { message } from '../../message';
import { Refused } from '../packed';
import type { ArchiveReader } from './entry';
import type { Member } from './listing';

/** A way through an archive, and which entry of it comes next. */
interface Pass {
  readonly reader: ArchiveReader;
  next: number;
}

export class Passes {
  /** Those that nobody reads from now, by archive: the next member may lie before them. */
  private readonly waiting = new Map<string, Pass>();

  constructor(private readonly open: (archive: string) => Promise<ArchiveReader>) {}

  /** The bytes of a member. Rejects where the archive is not what was listed, or fails. */
  async *read(archive: string, member: Member): AsyncGenerator<Uint8Array> {
    const pass = await this.take(archive, member.index);
    let failed = false;
    try {
      yield* contentOf(pass, member);
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      // Whoever has seen enough of a member may want the next one.
      if (failed || this.waiting.has(archive)) await pass.reader.close();
      else this.waiting.set(archive, pass);
    }
  }

  async release(): Promise<void> {
    for (const archive of [...this.waiting.keys()]) await this.close(archive);
  }

  private async take(archive: string, index: number): Promise<Pass> {
    // An archive within this one reads from a pass of this one, which comes back with its end.
    for (const inner of [...this.waiting.keys()]) if (inner.startsWith(`${archive}/`)) await this.close(inner);
    const pass = this.waiting.get(archive);
    if (pass && pass.next <= index) {
      this.waiting.delete(archive);
      return pass;
    }
    await this.close(archive);
    return { reader: await this.open(archive), next: 0 };
  }

  private async close(archive: string): Promise<void> {
    const pass = this.waiting.get(archive);
    this.waiting.delete(archive);
    await pass?.reader.close();
  }
}

async function* contentOf(pass: Pass, member: Member): AsyncGenerator<Uint8Array> {
  for (;;) {
    const entry = await pass.reader.next();
    const index = pass.next++;
    if (entry && index < member.index) continue;
    if (entry?.name !== member.raw || entry.bytes !== member.bytes) throw new Refused(message('case.archive-changed'));
    return yield* pass.reader.content();
  }
}
