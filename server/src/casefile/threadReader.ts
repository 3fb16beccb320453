// Reads files in a thread of their own, which is started when it is needed, and once more where it ends in the middle of a file.
import { message, type Message } from '../message';
import type { FileReading, RulesReading } from './file';
import { readingOf, type FileState } from './fileState';
import { reasonOf, type NotRead } from './notRead';
import type { Answer, CaseReader, FileRequest, Question, ReadCase, ReadThread, WholeState } from './reading';

type Asked = Omit<Extract<Question, { kind: 'read' }>, 'id'> | Omit<Extract<Question, { kind: 'release' }>, 'id'>;

interface Waiting {
  readonly take: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
}

/** The thread has ended before it answered. */
class ThreadEnded extends Error {}

export class ThreadReader implements CaseReader {
  private thread: ReadThread | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  constructor(
    private readonly start: () => ReadThread,
    /** Where readings are kept; null as long as that is not known. */
    private readonly storage: () => string | null,
    private readonly say: (said: Message) => void,
  ) {}

  async read(request: FileRequest): Promise<FileReading | RulesReading | NotRead> {
    const { path, name } = request.found;
    const again = (id: 'case.reader-restarted' | 'case.state-lost', reason: string): void => {
      this.say(message(id, { path, reason }));
    };
    let anew = false;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.readState(request, anew);
        if (answer.kind === 'not-read') return answer.notRead;
        if (answer.kind === 'failed') throw new Error(answer.reason);
        if (answer.kind !== 'state') throw new Error(`an answer that was not asked for: ${answer.kind}`);
        return await wholeReading(request, answer.state);
      } catch (error) {
        request.signal.throwIfAborted();
        const reason = reasonOf(error);
        if (attempt === 2) return { path, name, kind: 'unread', reason: message('case.reader-ended', { reason }) };
        // What was kept may be what could not be taken over, or what the thread has ended of.
        anew = true;
        again(error instanceof ThreadEnded ? 'case.reader-restarted' : 'case.state-lost', reason);
      }
    }
  }

  async release(of: ReadCase, paths: readonly string[]): Promise<void> {
    if (!this.thread) return;
    // A thread that has ended holds nothing.
    await this.ask({ kind: 'release', in: of, paths, storage: this.storage() }).catch(() => undefined);
  }

  /** Ends the thread; the next file starts another one. */
  async close(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    await thread?.close();
    this.failAll('closed');
  }

  private async readState(request: FileRequest, anew: boolean): Promise<Answer> {
    const { found, maxBytes, signal, onBytes } = request;
    const parts = request.parts !== null;
    signal.throwIfAborted();
    let id = -1;
    const cancel = (): void => {
      this.thread?.post({ kind: 'cancel', id });
    };
    signal.addEventListener('abort', cancel);
    try {
      const asked = { kind: 'read', found, in: request.in, maxBytes, anew, parts, storage: this.storage() } as const;
      return await this.ask(
        asked,
        given => (id = given),
        answer => {
          if (answer.kind === 'bytes') onBytes(answer.bytes);
          if (answer.kind === 'part' && request.parts?.isDue()) void this.show(request, answer.state);
        },
      );
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  /** A part that cannot be shown is none: the whole tells what is wrong. */
  private async show(request: FileRequest, state: FileState): Promise<void> {
    try {
      const reading = await readingOf(request.found, state, request);
      if ('facts' in reading) request.parts?.take(reading);
    } catch {
      return;
    }
  }

  private ask(
    asked: Asked,
    onId: (id: number) => unknown = () => undefined,
    onPart: (answer: Answer) => void = () => undefined,
  ): Promise<Answer> {
    const id = ++this.count;
    onId(id);
    return new Promise((resolve, reject) => {
      const take = (answer: Answer): void => {
        if (answer.kind === 'bytes' || answer.kind === 'part') onPart(answer);
        else {
          this.waiting.delete(id);
          resolve(answer);
        }
      };
      this.waiting.set(id, { take, fail: reject });
      this.running().post({ ...asked, id });
    });
  }

  private running(): ReadThread {
    if (this.thread) return this.thread;
    const thread = (this.thread = this.start());
    thread.listen(answer => {
      if (answer.kind === 'said') this.say(answer.said);
      else this.waiting.get(answer.id)?.take(answer);
    });
    thread.onEnd(reason => {
      if (this.thread !== thread) return;
      this.thread = null;
      this.failAll(reason);
    });
    return thread;
  }

  private failAll(reason: string): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { fail } of all) fail(new ThreadEnded(reason));
  }
}

async function wholeReading(request: FileRequest, state: WholeState): Promise<FileReading | RulesReading | NotRead> {
  const reading = await readingOf(request.found, state, request);
  if (!('facts' in reading)) return reading;
  if (state.isKept) request.onKept();
  if (state.gone === null) return reading;
  return { ...reading, notes: [...reading.notes, message('case.gone-meanwhile', { reason: state.gone })] };
}
