// A traceback while it is being read: what its lines have said so far, and whether that makes a sound traceback.
import type { FileLine, FunctionLine } from './frames';
import { StackTree, type StackNode } from './groups';
import type { Head } from './heads';
import type { Header } from './headers';
import type { Frame, Goroutine, Traceback, TracebackKind, TracebackSignal } from './traceback';

/** A line of the log with what it says. */
export type Placed<T> = T & { readonly at: number };

interface Stack {
  /** Null where the stack has no header of its own. */
  readonly header: Header | null;
  readonly line: number;
  readonly frames: Frame[];
  /** Where its frames lead in the tree of stacks. */
  node: StackNode;
  /** Whether a `created by` frame has ended the stack. */
  ended: boolean;
  /** Whether a frame has the offset of a return address, which hardly any other text has. */
  offset: boolean;
}

export class TracebackDraft {
  private kind: TracebackKind = 'dump';
  private message = '';
  private signal: TracebackSignal | null = null;
  /** The role of the strongest head read so far. */
  private headed: 'no' | 'preamble' | 'head' = 'no';
  private single = false;
  private readonly stacks: Stack[] = [];
  private readonly ids = new Set<number>();
  private readonly tree = new StackTree();
  private first: number;
  private last: number;

  constructor(
    private readonly program: string | null,
    /** The line that was added last. */
    public latest: number,
  ) {
    this.first = latest;
    this.last = latest;
  }

  /** Counts a line of the log as one of the trace's. */
  private reach(line: number): void {
    this.latest = line;
    if (line > this.last) this.last = line;
    else if (line < this.first) this.first = line;
  }

  /** Whether only a head has been read: a stack has to come soon. */
  get waits(): boolean {
    return this.stacks.length === 0;
  }

  /** Whether a further head belongs to this trace: a panic while panicking, or `fatal error` after its preamble. */
  takesHead(): boolean {
    return this.headed !== 'no' && this.stacks.length === 0 && this.kind !== 'http-panic' && this.kind !== 'race';
  }

  /** Whether only a head of one goroutine is there and that goroutine is complete: what follows is another trace. */
  get isComplete(): boolean {
    return this.single && (this.stacks.at(-1)?.ended ?? false);
  }

  /** Whether a line that adds to a head may belong here. */
  takesDetail(): boolean {
    return this.headed !== 'no' && this.stacks.length === 0;
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
    if (this.single && this.stacks.some(stack => stack.header !== null)) return false;
    return header.id === null || !this.ids.has(header.id);
  }

  addHeader(header: Header, line: number): void {
    this.openStack(header, line);
    this.reach(line);
  }

  /** Whether the current stack has a header, so that a frame without a package or an offset can be believed. */
  isAnnounced(): boolean {
    const last = this.stacks.at(-1);
    return last !== undefined && last.header !== null && !last.ended;
  }

  /** Adds a frame to the current stack; `fn` is null where no line gives the function. */
  addFrame(fn: Placed<FunctionLine> | null, file: FileLine, line: number): void {
    const stack = this.currentStack(fn?.at ?? line);
    const name = fn === null ? null : fn.name;
    const createdBy = fn?.createdBy ?? false;
    // A goroutine that ran on another thread is named first with its creator only.
    if (stack.frames.length === 0 && !createdBy && typeof stack.header?.id === 'number') this.ids.add(stack.header.id);
    stack.ended = createdBy;
    stack.offset ||= file.offset;
    stack.node = this.tree.step(stack.node, name, file.file, file.line, createdBy);
    stack.frames.push({
      function: name,
      args: fn === null ? '' : fn.args,
      ...(fn?.cut === true && { cut: true }),
      file: file.file,
      line: file.line,
      inlined: fn?.inlined ?? false,
      createdBy,
      functionAt: fn && { line: fn.at, start: fn.start, end: fn.end },
      fileAt: { line, start: file.start, end: file.end },
    });
    this.reach(fn?.at ?? line);
    this.reach(line);
  }

  /** The stack that a frame belongs to: behind a `created by` frame another begins, whose header is missing. */
  private currentStack(line: number): Stack {
    const last = this.stacks.at(-1);
    return last && !last.ended ? last : this.openStack(null, line);
  }

  private openStack(header: Header | null, line: number): Stack {
    const stack = { header, line, frames: [], node: this.tree.root, ended: false, offset: false };
    this.stacks.push(stack);
    return stack;
  }

  /** The traceback; null where what was read is not sound enough to be called one. */
  finish(): Traceback | null {
    const sound = this.stacks.filter(stack => stack.header ?? this.isBelievable(stack));
    const goroutines = sound.map(stack => this.goroutine(stack));
    const frames = goroutines.some(goroutine => goroutine.frames.length > 0);
    if (!frames && (this.headed !== 'head' || goroutines.length === 0) && !this.signal?.pc) return null;
    return {
      kind: this.kind,
      message: this.message,
      signal: this.signal,
      program: this.program,
      line: this.first,
      endLine: this.last,
      goroutines,
    };
  }

  /** A stack without a header needs a head, or a function with an offset. */
  private isBelievable(stack: Stack): boolean {
    return stack.frames.length > 0 && (this.headed !== 'no' || (stack.offset && stack.frames.some(f => f.function)));
  }

  private goroutine({ header, line, node, frames }: Stack): Goroutine {
    return {
      id: header?.id ?? null,
      state: header?.state ?? null,
      waitMinutes: header?.waitMinutes ?? null,
      locked: header?.locked ?? false,
      line,
      group: this.tree.group(node),
      frames,
    };
  }
}
