// What repeats in tracebacks: functions, lines of files, and the calls that both make together. Each is kept once.
import { agreement } from './agreement';
import type { FileLine, FunctionLine } from './frames';

/** A function's line without its arguments, which differ from frame to frame. */
type FunctionSymbol = Omit<FunctionLine, 'args' | 'inlined'>;

/** A call as it stands in the code, at the columns where the log has it. */
export interface Call {
  readonly id: number;
  /** Null where no line gives the function. */
  readonly fn: FunctionSymbol | null;
  readonly file: FileLine;
  /** Whether the file can be the function's: a line between the two may be lost, and a wrong pair is worse than none. */
  readonly agrees: boolean;
  /** The same number for calls of the same function, file and line, wherever they stand in their log lines. */
  readonly place: number;
}

/** The calls of a function, or of none. */
interface KnownFunction {
  readonly symbol: FunctionSymbol | null;
  readonly calls: Map<FileLine, Call>;
}

/** All calls of one log. */
export class Calls {
  private readonly calls: Call[] = [];
  private readonly functions = new Map<string, KnownFunction[]>();
  private readonly nameless: KnownFunction = { symbol: null, calls: new Map() };
  private readonly files = new Map<string, FileLine[]>();
  private readonly places = new Map<string, number>();

  /** The call that two lines make. */
  of(fn: FunctionLine | null, file: FileLine): Call {
    const owner = fn === null ? this.nameless : this.function(fn);
    const known = this.file(file);
    return owner.calls.get(known) ?? this.add(owner, known);
  }

  get(id: number): Call {
    const call = this.calls[id];
    if (!call) throw new RangeError(`no call has the number ${String(id)}`);
    return call;
  }

  private function(fn: FunctionLine): KnownFunction {
    const { name, createdBy, start, end, cut } = fn;
    const alike = this.functions.get(name) ?? [];
    for (const known of alike) {
      const { symbol } = known;
      const same = symbol?.start === start && symbol.end === end;
      if (same && symbol.createdBy === createdBy && symbol.cut === cut) return known;
    }
    const added = { symbol: { name, createdBy, start, end, ...(cut && { cut }) }, calls: new Map<FileLine, Call>() };
    this.functions.set(name, [...alike, added]);
    return added;
  }

  private file(line: FileLine): FileLine {
    const alike = this.files.get(line.file) ?? [];
    for (const known of alike) {
      const { start, end, offset } = known;
      if (known.line === line.line && start === line.start && end === line.end && offset === line.offset) return known;
    }
    if (alike.length === 0) this.files.set(line.file, alike);
    alike.push(line);
    return line;
  }

  private add(owner: KnownFunction, file: FileLine): Call {
    const fn = owner.symbol;
    const name = fn === null ? '' : `${fn.createdBy ? 'created by' : ''} ${fn.name}`;
    const agrees = fn === null || agreement(fn.name, file.file) !== 'no';
    const call = {
      id: this.calls.length,
      fn,
      file,
      agrees,
      place: this.place(`${name}\n${file.file}:${String(file.line)}`),
    };
    this.calls.push(call);
    owner.calls.set(file, call);
    return call;
  }

  private place(text: string): number {
    const place = this.places.get(text) ?? this.places.size;
    this.places.set(text, place);
    return place;
  }
}
