// The traceback lines of one process, in their order: puts functions and paths together and tells one trace from the next.
import { ArgumentText } from './argumentText';
import { Calls } from './calls';
import { beginsForward, isBackward, type Token } from './direction';
import { TracebackDraft, type Placed } from './draft';
import { FrameTable } from './frameTable';
import { isQualified, type FileLine, type FunctionLine } from './frames';
import type { Head, HeadRow } from './headRow';
import type { Header } from './headers';
import type { Traceback } from './traceback';

/** How many other lines may stand between two lines of one traceback: a busy daemon logs while a shim dies. */
const GAP = 100;
/**
 * The same where the log names whose the lines are, and that one is in the middle of a stack: by its process id there is
 * no doubt, by a program's name alone another run of it could go on.
 */
const NAMED_GAP = { process: 100_000, program: 1000, nobody: GAP } as const;
/** How many may stand between a head and the first stack: a panic's value can take several lines. */
const HEAD_GAP = 30;
/** How many may stand between the lines of a stack that neither a head nor a header announced. */
const BARE_GAP = 8;
/** After so many lines the direction of a trace is decided. */
const UNDECIDED = 64;

/** What the tracebacks of one log have in common, and those that are read. */
export class TracebackStore {
  readonly calls = new Calls();
  readonly args = new ArgumentText();
  readonly done: Traceback[] = [];
}

export class Stream {
  /** Lines whose direction is not decided; null where they run forward and are taken at once. */
  private tokens: Token[] | null = [];
  private backward = false;
  private latest = -1;

  private draft: TracebackDraft | null = null;
  /** A function whose path has not come yet. */
  private fn: Placed<FunctionLine> | null = null;
  /** A path whose function was not seen; a frame if another frame follows it. */
  private orphan: Placed<FileLine> | null = null;
  /** The first frame of a debugger's stack, which is believed when a second one follows. */
  private lone: { readonly fn: Placed<FunctionLine>; readonly file: FileLine } | null = null;
  /** The line up to which klog may list bare paths below its head; -1 where it does not. */
  private pathsUntil = -1;

  constructor(
    private readonly program: string | null,
    /** What names the sender of these lines. */
    private readonly sender: keyof typeof NAMED_GAP,
    private readonly store: TracebackStore,
  ) {}

  /** Whether a trace is being read: lines that look like halves of its lines may be. */
  get isOpen(): boolean {
    return this.draft !== null || (this.tokens?.length ?? 0) > 0;
  }

  /**
   * The traceback whose next lines may be taken as they are, without a look at what stands around them: it runs forward
   * and waits for no second half of anything. Null where there is none, or where the line `at` is too far from it.
   */
  draftAt(at: number): TracebackDraft | null {
    const { draft } = this;
    const waits = this.tokens !== null || this.fn !== null || this.orphan !== null || this.lone !== null;
    return waits || !draft || draft.waits || at - this.latest > GAP ? null : draft;
  }

  /** Notes that lines up to the draft's last were taken for it. */
  tookLines(): void {
    this.latest = this.draft?.latest ?? this.latest;
  }

  /** Takes a head. */
  head(row: HeadRow, head: Head, at: number): void {
    if (this.isForward(at, 'head')) this.takeHead(row, head, at);
    else this.keep({ kind: 'head', row, head, at });
  }

  /** Takes the header of a goroutine. */
  header(header: Header, at: number): void {
    if (this.isForward(at, 'header')) this.takeHeader(header, at);
    else this.keep({ kind: 'header', header, at });
  }

  /** Takes the first line of a frame. */
  function(fn: FunctionLine, at: number): void {
    if (this.isForward(at, 'function')) this.fn = { ...fn, at };
    else this.keep({ kind: 'function', fn, at });
  }

  /** Takes the second line of a frame. */
  file(file: FileLine, at: number): void {
    if (this.isForward(at, 'file')) this.takeFile(file, at);
    else this.keep({ kind: 'file', file, at });
  }

  /** Takes a frame that stands on one line as debuggers print it; it needs a header or a neighbour like it. */
  pair(fn: FunctionLine, file: FileLine, at: number): void {
    this.decide(false);
    this.isForward(at, 'function');
    const { lone } = this;
    this.lone = null;
    const near = lone !== null && at - lone.fn.at <= 2;
    if (!this.draft?.isAnnounced() && !near && !(this.draft && at - this.draft.latest <= 2)) {
      this.lone = { fn: { ...fn, at }, file };
      return;
    }
    const draft = this.draft ?? this.open(lone?.fn.at ?? at);
    if (near) this.addFrame(draft, lone.fn, sure(lone.file), lone.fn.at);
    this.addFrame(draft, { ...fn, at }, sure(file), at);
  }

  /** Ends what has been read. */
  close(): void {
    this.decide();
    this.closeDraft();
    this.tokens = [];
    this.backward = false;
    this.lone = null;
  }

  /** Whether lines are taken at once; what is too far from the last line has been closed before. */
  private isForward(at: number, kind: Token['kind']): boolean {
    const { draft } = this;
    const gap = this.gapBefore(kind);
    if (at - this.latest > gap || (draft && at - draft.latest > (draft.waits ? HEAD_GAP : gap))) this.close();
    this.latest = at;
    return this.tokens === null;
  }

  /** How many other lines may stand before the next line of what is being read. */
  private gapBefore(kind: Token['kind']): number {
    return kind !== 'head' && this.isWithin(kind) ? NAMED_GAP[this.sender] : GAP;
  }

  /** Whether such a line can only go on with the stacks that are being read. */
  private isWithin(kind: Token['kind']): boolean {
    const { draft, sender, tokens } = this;
    // A process that dies prints nothing else; one that goes on may print another stack of its own.
    if (kind === 'header') return sender === 'process' && draft?.isDeath === true;
    const last = tokens?.at(-1)?.kind;
    return draft?.isAnnounced() ?? (last === 'header' || last === 'function');
  }

  private keep(token: Token): void {
    this.tokens?.push(token);
    if (this.backward || !this.tokens) return;
    if (beginsForward(this.tokens)) this.decide(false);
    else if (this.tokens.length >= UNDECIDED) this.decideLongRun();
  }

  private decideLongRun(): void {
    if (isBackward(this.tokens ?? [])) this.backward = true;
    else this.decide(false);
  }

  /** Takes the lines that were kept, in the order in which Go printed them. */
  private decide(backward = this.backward || isBackward(this.tokens ?? [])): void {
    const tokens = this.tokens ?? [];
    this.tokens = null;
    for (const token of backward ? tokens.reverse() : tokens) this.take(token);
    if (backward) this.closeDraft();
  }

  private take(token: Token): void {
    const { draft } = this;
    const gap = draft ? Math.abs(token.at - draft.latest) : 0;
    if (draft && gap > (draft.waits ? HEAD_GAP : this.gapBefore(token.kind))) this.closeDraft();
    if (token.kind === 'head') this.takeHead(token.row, token.head, token.at);
    else if (token.kind === 'header') this.takeHeader(token.header, token.at);
    else if (token.kind === 'function') this.fn = { ...token.fn, at: token.at };
    else this.takeFile(token.file, token.at);
  }

  private closeDraft(): void {
    const traceback = this.draft?.finish();
    if (traceback) this.store.done.push(traceback);
    this.draft = null;
    this.fn = null;
    this.orphan = null;
    this.pathsUntil = -1;
  }

  private open(at: number): TracebackDraft {
    this.closeDraft();
    const { calls, args } = this.store;
    this.draft = new TracebackDraft(this.program, new FrameTable(calls, args), at);
    return this.draft;
  }

  private takeHead(row: HeadRow, head: Head, at: number): void {
    this.fn = null;
    if (row.role === 'end') {
      this.closeDraft();
      this.tokens ??= [];
      return;
    }
    if (row.role === 'detail') {
      const draft = this.draft?.takesDetail() ? this.draft : this.open(at);
      draft.addDetail(head, at);
      return;
    }
    const draft = this.draft?.takesHead() ? this.draft : this.open(at);
    draft.addHead(head, row.role, row.single, at);
    this.pathsUntil = row.id === 'klog' ? at + BARE_GAP : -1;
  }

  private takeHeader(header: Header, at: number): void {
    this.fn = null;
    this.pathsUntil = -1;
    const draft = this.draft?.takesHeader(header) ? this.draft : this.open(at);
    draft.addHeader(header, at);
  }

  private takeFile(file: FileLine, at: number): void {
    const { fn } = this;
    this.fn = null;
    if (!fn || !this.store.calls.of(fn, file).agrees) {
      this.takeOrphan(file, at);
      return;
    }
    if (this.draft?.isComplete) this.closeDraft();
    const announced = this.draft?.isAnnounced() ?? false;
    if (Math.abs(at - fn.at) > (announced ? NAMED_GAP[this.sender] : BARE_GAP)) return;
    // Once a trace is there, even a name of C without a package is believed by the offset behind its path.
    const named = isQualified(fn.name) || (this.draft !== null && file.offset);
    if (!announced && !(named && (file.offset || fn.inlined))) return;
    const { orphan } = this;
    const draft = this.draft ?? this.open(orphan?.at ?? fn.at);
    if (orphan && Math.abs(fn.at - orphan.at) <= BARE_GAP) this.addFrame(draft, null, orphan, orphan.at);
    this.orphan = null;
    this.addFrame(draft, fn, file, at);
  }

  /** Adds a frame; `fn` is null where no line gives the function. */
  private addFrame(draft: TracebackDraft, fn: Placed<FunctionLine> | null, file: FileLine, at: number): void {
    const { calls, args } = this.store;
    const text = fn?.args ?? '';
    draft.addFrame(calls.of(fn, file), fn?.at ?? at, at, args.add(text), text.length);
  }

  private takeOrphan(file: FileLine, at: number): void {
    if (at <= this.pathsUntil && this.draft && file.file.includes('/')) {
      this.addFrame(this.draft, null, file, at);
      this.pathsUntil = at + BARE_GAP;
      return;
    }
    if (!file.offset) return;
    if (this.draft) this.addFrame(this.draft, null, file, at);
    else this.orphan = { ...file, at };
  }
}

/** A debugger's line has no offset and needs none: its form is all its own. */
function sure(file: FileLine): FileLine {
  return { ...file, offset: true };
}
