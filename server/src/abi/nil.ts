// What was nil where a program read from an address near zero: the field, or the interface's method, that lies there.
import { splitFunction } from '../golang/frames';
import type { Frame, Traceback } from '../golang/traceback';
import type { Certainty } from '../place';
import type { FramePlace } from './arguments';
import { readLine, type Expression, type Line } from './expressions';
import { findFunction } from './functions';
import { Types } from './layout';
import type { Machine } from './machine';
import type { Scope, SourceTree } from './sourceTree';
import { Typing } from './typing';

/** What can be nil on the line of a fault, and what was. */
export interface NilReport {
  /** As logged: '0x78'. */
  readonly addr: string;
  /** Expressions through which the line reads memory, each once, as the source writes them. */
  readonly candidates: readonly string[];
  /** Null where nothing on the line is known to lie at the address, or several things do. */
  readonly found: NilFinding | null;
}

export interface NilFinding {
  /** The expression that was nil: 'e'. */
  readonly expression: string;
  /** What lies at the address: a field ('execProcess.pid'), or the method of an interface ('Any.GetTypeUrl'). */
  readonly member: string;
  readonly kind: 'field' | 'method' | 'value';
  /** possible: another expression of the line, whose type is unknown, may have been nil too. */
  readonly certainty: Certainty;
}

/** Addresses below are taken for an offset from nil: the first page is never mapped (runtime/signal_unix.go: sigpanic). */
const PAGE = 4096n;
const NIL = /nil pointer dereference/;

/**
 * The frame that read from an address near zero; null where the trace is of something else, or where its frames do not
 * tell which it was. Panics of deferred calls stand above the frame that failed first, whose message comes first.
 */
export function faultingFrame({ signal, message, kind, goroutines }: Traceback): Frame | null {
  const panicked = kind === 'panic' || kind === 'http-panic';
  if (!panicked || !NIL.test(message) || addressOf(signal?.addr ?? null) === null) return null;
  const frames = goroutines[0]?.frames ?? [];
  const last = frames.findLastIndex(
    frame => frame.function !== null && /^(?:panic|runtime\.(?:gopanic|sigpanic|panicmem))$/.test(frame.function),
  );
  const frame = frames.slice(last + 1).find(({ function: name }) => name === null || !name.startsWith('runtime.'));
  return frame?.createdBy === false ? frame : null;
}

/** A number below 4096 as logged; null for others. */
function addressOf(addr: string | null): bigint | null {
  const value = addr !== null && /^0x[0-9a-f]{1,16}$/.test(addr) ? BigInt(addr) : PAGE;
  return value < PAGE ? value : null;
}

/**
 * What was nil at the line of the faulting frame. Null where the address is none near zero or the function is not
 * found. Rejects where reading fails or `signal` is aborted.
 */
export async function nilAt(
  addr: string,
  frame: Pick<Frame, 'function'>,
  place: FramePlace,
  tree: SourceTree,
  machine: Machine,
  signal?: AbortSignal,
): Promise<NilReport | null> {
  const address = addressOf(addr);
  const scope = await tree.scope(place.path);
  const text = await tree.text(place.path);
  if (address === null || !scope || text === null || frame.function === null) return null;
  const { member } = splitFunction(frame.function);
  const line = tree.parser.read(text, root => {
    const fn = findFunction(root, place.line, member.replaceAll('[...]', ''), place.declared);
    return fn && readLine(fn.node, place.line);
  });
  if (!line) return null;
  // Where Go's version decides what lies at the address, nothing is claimed unless all that it may be agree.
  const views: Access[][] = [];
  for (const minor of machine.epochs) {
    views.push(await accessesOf(line, scope, new Types(machine.wordSize, minor, signal), minor));
  }
  const candidates = [...new Set(views.flat().map(({ base }) => base))];
  return { addr, candidates, found: agreed(views, Number(address), place.certainty, machine) };
}

/** A read through `base`, which is a pointer or an interface; `at` null where its place is not known. */
interface Access {
  readonly base: string;
  readonly member: string;
  readonly kind: NilFinding['kind'];
  readonly at: { readonly offset: number; readonly size: number } | null;
}

function agreed(
  views: readonly (readonly Access[])[],
  address: number,
  ceiling: Certainty,
  { sized }: Machine,
): NilFinding | null {
  const findings = views.map(view => {
    const unknown = view.some(({ at }) => at === null);
    // Before a field further on is read, nil may be asked for at 0: then the line has to have one pointer only.
    const pointers = view.filter(({ kind }) => kind !== 'method');
    const hits = address === 0 ? pointers : view.filter(({ at }) => at !== null && isWithin(address, at));
    const hit = hits.at(-1);
    return !hit || new Set(hits.map(({ base }) => base)).size > 1 || (address === 0 && unknown)
      ? null
      : { hit, unknown };
  });
  const [first] = findings;
  if (
    !first ||
    !findings.every(finding => finding?.hit.base === first.hit.base && finding.hit.member === first.hit.member)
  )
    return null;
  const { base, member, kind } = first.hit;
  const unknown = findings.some(finding => finding?.unknown);
  const certainty = unknown || ceiling === 'possible' ? 'possible' : sized && address !== 0 ? ceiling : 'likely';
  return { expression: base, member: address === 0 ? base : member, kind: address === 0 ? 'value' : kind, certainty };
}

function isWithin(address: number, { offset, size }: NonNullable<Access['at']>): boolean {
  return offset <= address && address < offset + size;
}

async function accessesOf({ expressions, locals }: Line, scope: Scope, types: Types, minor: number): Promise<Access[]> {
  const typing = new Typing(types, scope, locals);
  const accesses: Access[] = [];
  // What lies in a struct that is read through one pointer is told by the outer expression.
  const covered = new Set<string>();
  for (const expression of expressions) {
    if (covered.has(expression.text)) continue;
    const access = await accessOf(expression, typing, minor, covered);
    if (access) accesses.push(access);
  }
  return accesses;
}

async function accessOf(
  expression: Expression,
  typing: Typing,
  minor: number,
  covered: Set<string>,
): Promise<Access | null> {
  if (expression.kind === 'selector') return selected(expression, typing, minor, covered);
  const { wordSize } = typing.types;
  if (expression.kind === 'pointee') {
    const typed = await typing.typeOf(expression);
    const layout = typed && (await typing.types.layout(typed.type, typed.scope));
    const base = expression.operand.text;
    return { base, member: expression.text, kind: 'value', at: layout && { offset: 0, size: layout.size } };
  }
  if (expression.kind !== 'call') return null;
  // A call of a variable reads the function's address from it.
  const typed = await typing.typeOf(expression.operand);
  const made = typed && (await typing.types.underlying(typed.type, typed.scope));
  if (made?.type.kind !== 'function') return null;
  return { base: expression.operand.text, member: expression.text, kind: 'value', at: { offset: 0, size: wordSize } };
}

async function selected(
  { operand, field }: Extract<Expression, { kind: 'selector' }>,
  typing: Typing,
  minor: number,
  covered: Set<string>,
): Promise<Access | null> {
  // A name that is a package's selects nothing.
  if (operand.kind === 'name' && !typing.isVariable(operand.text)) return null;
  const base = operand.text;
  const unknown: Access = { base, member: field, kind: 'field', at: null };
  const typed = await typing.typeOf(operand);
  const member = typed && (await typing.member(typed, field));
  if (!typed || !member) return unknown;
  const { wordSize } = typing.types;
  if (member.kind === 'interface-method') {
    // The words before the methods of a table (runtime/runtime2.go: itab); one more before Go 1.10.
    const words = wordSize === 8 ? (minor < 10 ? 4 : 3) : minor < 10 ? 5 : 4;
    const offset = (words + member.index) * wordSize;
    return { base, member: `${typed.type.text}.${field}`, kind: 'method', at: { offset, size: wordSize } };
  }
  const made = typed.type.kind === 'pointer' ? typed : await typing.types.underlying(typed.type, typed.scope);
  if (made?.type.kind === 'pointer') {
    // Where an embedded interface leads on, that may have been nil itself.
    if (member.kind === 'field') return { ...unknown, member: member.name, at: member.leads ? null : member.place };
    // A method for values copies what the pointer leads to; one for pointers takes nil as it is.
    return member.pointer ? null : unknown;
  }
  // A value in a struct: what is read lies behind the pointer to that.
  covered.add(operand.text);
  const outer = operand.kind === 'selector' ? await selected(operand, typing, minor, covered) : null;
  if (!outer) return null;
  // Of a pointer to a part of a struct it is asked whether the struct's is nil.
  if (member.kind === 'method') return member.pointer ? { ...outer, at: { offset: 0, size: 1 } } : outer;
  const place = member.leads ? null : member.place;
  const at = outer.at && place && { offset: outer.at.offset + place.offset, size: place.size };
  return { ...outer, member: `${outer.member}.${field}`, at };
}
