// A traceback while it is being read: what its lines have said so far, and whether that makes a sound traceback.
import type { Call } from './calls';
import type { FrameTable } from './frameTable';
import { StackTree } from './groups';
import { ENDED, FRAMED, GoroutineTable, HEADED, NAMED, OFFSET, type KeptGoroutine } from './goroutineTable';
import type { Head } from './headRow';
import type { Header } from './headers';
import type { Frame, Goroutine, Traceback, TracebackKind, TracebackSignal } from './traceback';

/** A line of the log with what it says. */
export type Placed<T> = T & { readonly at: number };

const tables = new WeakMap<Traceback, GoroutineTable>();

/** A traceback whose goroutines are made when they are asked for. */
function tracebackOf(said: Omit<Traceback, 'goroutines'>, table: GoroutineTable): Traceback {
  let made: readonly Goroutine[] | null = null;
  const traceback = {
    ...said,
    get goroutines() {
      return (made ??= table.goroutines());
    },
  };
  tables.set(traceback, table);
  return traceback;
}

/** What a traceback is made of. */
interface Parts {
  readonly said: Omit<Traceback, 'goroutines'>;
  readonly table: GoroutineTable;
}

/** The parts of a traceback, so that it can be written down; null for an object that is none that was read. */
export function takeApart(traceback: object): Parts | null {
  const table = tables.get(traceback as Traceback);
  if (!table) return null;
  const { kind, message, signal, program, line, endLine } = traceback as Traceback;
  return { said: { kind, message, signal, program, line, endLine }, table };
}

/** The traceback of such parts. */
export function putTogether({ said, table }: Parts): Traceback {
  return tracebackOf(said, table);
}

/**
 * The goroutines of a traceback one after the other, for whoever goes through a whole dump once: no objects are kept, and
 * the frames need not become any.
 */
export function keptGoroutines(traceback: Traceback): Iterable<KeptGoroutine> {
  const table = tables.get(traceback);
  if (!table) throw new TypeError('the traceback is not one that was read');
  return table.kept();
}

/** A call of a traceback: the first frame of it, and how many there are. */
export interface CountedCall {
  readonly frame: Frame;
  readonly count: number;
}

const counted = new WeakMap<Traceback, readonly CountedCall[]>();

/**
 * The calls of a traceback, in the order of their first frames: a dump has some hundreds in a hundred thousand frames.
 * What is asked of function, file and line alone is asked of these.
 */
export function callsOf(traceback: Traceback): readonly CountedCall[] {
  const known = counted.get(traceback);
  if (known) return known;
  const calls = new Map<number, { readonly frame: Frame; count: number }>();
  for (const { frames, first, end } of keptGoroutines(traceback)) {
    for (let index = first; index < end; index++) {
      const call = frames.call(index);
      const found = calls.get(call);
      if (found) found.count++;
      else calls.set(call, { frame: frames.frame(index), count: 1 });
    }
  }
  const all = [...calls.values()];
  counted.set(traceback, all);
  return all;
}

export class TracebackDraft {
  private kind: TracebackKind = 'dump';
  private message = '';
  private signal: TracebackSignal | null = null;
  /** The role of the strongest head read so far. */
  private headed: 'no' | 'preamble' | 'head' = 'no';
  private single = false;
  private readonly goroutines: GoroutineTable;
  /** Whether a goroutine has a header. */
  private anyHeader = false;
  private readonly ids = new Set<number>();
  private readonly tree = new StackTree();
  private first: number;
  private last: number;

  constructor(
    private readonly program: string | null,
    private readonly frames: FrameTable,
    /** The line that was added last. */
    public latest: number,
  ) {
    this.first = latest;
    this.last = latest;
    this.goroutines = new GoroutineTable(frames);
  }

  /** Counts a line of the log as one of the trace's. */
  private reach(line: number): void {
    this.latest = line;
    if (line > this.last) this.last = line;
    else if (line < this.first) this.first = line;
  }

  /** Whether only a head has been read: a stack has to come soon. */
  get waits(): boolean {
    return this.goroutines.length === 0;
  }

  /** Whether a further head belongs to this trace: a panic while panicking, or `fatal error` after its preamble. */
  takesHead(): boolean {
    return this.headed !== 'no' && this.waits && this.kind !== 'http-panic' && this.kind !== 'race';
  }

  /** Whether its head is of a program that ends with it. */
  get isDeath(): boolean {
    return this.headed === 'head' && !this.single && this.kind !== 'race';
  }

  /** Whether only a head of one goroutine is there and that goroutine is complete: what follows is another trace. */
  get isComplete(): boolean {
    return this.single && (this.goroutines.current & ENDED) !== 0;
  }

  /** Whether a line that adds to a head may belong here. */
  takesDetail(): boolean {
    return this.headed !== 'no' && this.waits;
  }

  addHead(head: Head, role: 'head' | 'preamble', single: boolean, line: number): void {
    if (this.headed !== 'head') {
      this.kind = head.kind;
      this.message = head.message;
      this.headed = role;
      this.single = single;
    }
    this.addSignal(head.signal);
    this.reach(line);
  }

  addDetail(head: Head, line: number): void {
    if (this.headed === 'no') {
      this.kind = head.kind;
      this.headed = 'preamble';
    }
    this.addSignal(head.signal);
    this.reach(line);
  }

  private addSignal(signal: TracebackSignal | null): void {
    if (!signal) return;
    const known = this.signal;
    this.signal = {
      name: known?.name ?? signal.name,
      code: known?.code ?? signal.code,
      addr: known?.addr ?? signal.addr,
      pc: known?.pc ?? signal.pc,
    };
  }

  /** Whether a goroutine of this header may follow: each is printed once, and a program that goes on prints one. */
  takesHeader(header: Header): boolean {
    if (this.kind === 'race') return true;
    if (this.single && this.anyHeader) return false;
    return header.id === null || !this.ids.has(header.id);
  }

  addHeader(header: Header, line: number): void {
    this.goroutines.add(header, line, this.tree.root);
    this.anyHeader = true;
    this.reach(line);
  }

  /** Whether the current stack has a header, so that a frame without a package or an offset can be believed. */
  isAnnounced(): boolean {
    return (this.goroutines.current & (HEADED | ENDED)) === HEADED;
  }

  /**
   * Adds a frame to the current stack.
   * @param functionAt the log line of the function; that of the path where no line gives one
   * @param argsAt where the arguments are kept
   */
  addFrame(call: Call, functionAt: number, fileAt: number, argsAt: number, argsLength: number): void {
    const { fn, file } = call;
    const { goroutines } = this;
    const createdBy = fn?.createdBy ?? false;
    // Behind a `created by` frame another goroutine begins, whose header is missing.
    if (this.waits || (goroutines.current & ENDED) !== 0) goroutines.add(null, functionAt, this.tree.root);
    // A goroutine that ran on another thread is named first with its creator only.
    if (!createdBy && (goroutines.current & FRAMED) === 0) this.noteId(goroutines.lastId);
    goroutines.current |= FRAMED | (createdBy ? ENDED : 0) | (file.offset ? OFFSET : 0) | (fn === null ? 0 : NAMED);
    goroutines.node = this.tree.step(goroutines.node, call.place);
    this.frames.add(call.id, functionAt, fileAt, argsAt, argsLength);
    this.reach(functionAt);
    this.reach(fileAt);
  }

  private noteId(id: number | null): void {
    if (id !== null) this.ids.add(id);
  }

  /** The place of the call that followed the same calls as have been read of this goroutine when they were last met; -1 for none. */
  get expected(): number {
    return this.tree.lastStep(this.goroutines.node);
  }

  /** The traceback; null where what was read is not sound enough to be called one. */
  finish(): Traceback | null {
    const { goroutines, kind, message, signal, program, first: line, last: endLine } = this;
    const deep = goroutines.complete(
      flags => this.isSound(flags),
      node => this.tree.group(node),
    );
    if (!deep && (this.headed !== 'head' || goroutines.length === 0) && !signal?.pc) return null;
    return tracebackOf({ kind, message, signal, program, line, endLine }, goroutines);
  }

  /** A stack without a header needs a head, or a function with an offset. */
  private isSound(flags: number): boolean {
    if ((flags & HEADED) !== 0) return true;
    const believable = this.headed !== 'no' || (flags & (OFFSET | NAMED)) === (OFFSET | NAMED);
    return believable && (flags & FRAMED) !== 0;
  }
}
