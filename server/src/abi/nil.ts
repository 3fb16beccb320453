// What was nil where a program read from an address near zero: the field, or the interface's method, that lies there.
import { faultOf } from '../golang/fault';
import { splitFunction } from '../golang/frames';
import type { Frame, Traceback } from '../golang/traceback';
import type { Certainty } from '../place';
import type { FramePlace } from './arguments';
import { accessesOf, type Access } from './accesses';
import { readLine } from './expressions';
import { findFunction } from './functions';
import { Types } from './layout';
import type { Machine } from './machine';
import type { SourceTree } from './sourceTree';

/** What can be nil on the line of a fault, and what was. */
export interface NilReport {
  /** As logged: '0x78'. */
  readonly addr: string;
  /** Expressions through which the line reads memory, each once, as the source writes them. */
  readonly candidates: readonly string[];
  /** Null where nothing on the line is known to lie at the address, or several things do. */
  readonly found: NilFinding | null;
}

interface NilFinding {
  /** The expression that was nil: 'e'. */
  readonly expression: string;
  /** What lies at the address: a field ('execProcess.pid'), or the method of an interface ('Any.GetTypeUrl'). */
  readonly member: string;
  readonly kind: Access['kind'];
  /** possible: another expression of the line, whose type is unknown, may have been nil too. */
  readonly certainty: Certainty;
}

/** Addresses below are taken for an offset from nil: the first page is never mapped (runtime/signal_unix.go: sigpanic). */
const PAGE = 4096n;
const NIL = /nil pointer dereference/;

/**
 * The frame that read from an address near zero; null where the trace is of something else, or where its frames do not
 * tell which it was.
 */
export function faultingFrame(traceback: Traceback): Frame | null {
  const { signal, message, kind } = traceback;
  const panicked = kind === 'panic' || kind === 'http-panic';
  if (!panicked || !NIL.test(message) || addressOf(signal?.addr ?? null) === null) return null;
  const fault = faultOf(traceback);
  return fault?.goroutine.frames[fault.frame] ?? null;
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
    views.push(await accessesOf(line, scope, new Types(machine.wordSize, minor, signal)));
  }
  const candidates = [...new Set(views.flat().map(({ base }) => base))];
  return { addr, candidates, found: agreed(views, Number(address), place.certainty, machine) };
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
