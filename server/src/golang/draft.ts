// A traceback while it is being read: what its lines have said so far, and whether that makes a sound traceback.
import type { FileLine, FunctionLine } from './frames';
import type { Head } from './heads';
import type { Header } from './headers';
import type { Frame, Goroutine, Traceback, TracebackKind, TracebackSignal } from './traceback';

interface Stack {
  /** Null where the stack has no header of its own. */
  readonly header: Header | null;
  readonly line: number;
  readonly frames: Frame[];
  /** Whether a `created by` frame has ended the stack. */
  ended: boolean;
  /** Whether its lines contradict the order in which Go prints them, as in a log sorted newest first. */
  broken: boolean;
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
  endLine: number;

  constructor(
    private readonly program: string | null,
    private readonly line: number,
  ) {
    this.endLine = line;
  }

  /** Whether only a head has been read: a stack has to come soon. */
  get waits(): boolean {
    return this.stacks.length === 0;
  }

  /** Whether a further head belongs to this trace: a panic while panicking, or `fatal error` after its preamble. */
  takesHead(): boolean {
    return this.headed !== 'no' && this.stacks.length === 0 && this.kind !== 'http-panic' && this.kind !== 'race';
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
    this.endLine = line;
  }

  addDetail(head: Head, line: number): void {
    if (this.headed === 'no') {
      this.kind = head.kind;
      this.headed = 'preamble';
    }
    this.addSignal(head.signal);
    this.endLine = line;
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
    if (this.single && this.hasHeader()) return false;
    return header.id === null || !this.ids.has(header.id);
  }

  addHeader(header: Header, line: number): void {
    if (header.id !== null) this.ids.add(header.id);
    this.stacks.push({ header, line, frames: [], ended: false, broken: false, offset: false });
    this.endLine = line;
  }

  /** Whether the current stack has a header, so that a frame without a package or an offset can be believed. */
  hasHeader(): boolean {
    return (this.stacks.at(-1)?.header ?? null) !== null;
  }

  /** Adds a frame to the current stack; `fn` is null where no line gives the function. */
  addFrame(fn: (FunctionLine & { readonly at: number }) | null, file: FileLine, line: number): void {
    const stack = this.currentStack(fn?.at ?? line);
    if (stack.ended) {
      // Newest first, `created by` begins a stack; else these frames belong to a stack whose header is missing.
      stack.broken ||= stack.frames.length <= 2;
      return;
    }
    if (fn?.createdBy) {
      stack.ended = true;
      // Newest first, a stack begins with the creator's path, taken here for a frame without a function.
      if (stack.frames.length === 1 && stack.frames[0]?.function === null) stack.broken = true;
    }
    stack.offset ||= file.offset;
    stack.frames.push({
      function: fn?.name ?? null,
      args: fn?.args ?? '',
      file: file.file,
      line: file.line,
      inlined: fn?.inlined ?? false,
      createdBy: fn?.createdBy ?? false,
      functionAt: fn && { line: fn.at, start: fn.start, end: fn.end },
      fileAt: { line, start: file.start, end: file.end },
    });
    this.endLine = line;
  }

  private currentStack(line: number): Stack {
    const last = this.stacks.at(-1);
    if (last) return last;
    const stack: Stack = { header: null, line, frames: [], ended: false, broken: false, offset: false };
    this.stacks.push(stack);
    return stack;
  }

  /** The traceback; null where what was read is not sound enough to be called one. */
  finish(): Traceback | null {
    if (this.isReversed()) return null;
    const sound = this.stacks.filter(stack => stack.header ?? (!stack.broken && this.isBelievable(stack)));
    const goroutines = group(sound);
    const frames = goroutines.some(goroutine => goroutine.frames.length > 0);
    if (!frames && (this.headed !== 'head' || goroutines.length === 0) && !this.signal?.pc) return null;
    return {
      kind: this.kind,
      message: this.message,
      signal: this.signal,
      program: this.program,
      line: this.line,
      endLine: this.endLine,
      goroutines,
    };
  }

  /** A stack without a header needs a head, or a function with an offset. */
  private isBelievable(stack: Stack): boolean {
    return stack.frames.length > 0 && (this.headed !== 'no' || (stack.offset && stack.frames.some(f => f.function)));
  }

  /** Frames before the first header and none after the last, without a head: the lines run from the newest to the oldest. */
  private isReversed(): boolean {
    const [first] = this.stacks;
    const last = this.stacks.at(-1);
    return this.headed === 'no' && first?.header === null && last?.header !== null && last?.frames.length === 0;
  }
}

function group(stacks: readonly Stack[]): Goroutine[] {
  const groups = new Map<string, number>();
  return stacks.map(({ header, line, frames: read, broken }) => {
    const frames = broken ? [] : read;
    const key = frames.map(f => `${f.function ?? ''}\n${f.file}\n${String(f.line)}`).join('\n');
    const number = groups.get(key) ?? groups.size + 1;
    groups.set(key, number);
    return {
      id: header?.id ?? null,
      state: header?.state ?? null,
      waitMinutes: header?.waitMinutes ?? null,
      locked: header?.locked ?? false,
      line,
      group: number,
      frames,
    };
  });
}
