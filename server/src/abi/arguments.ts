// The arguments of a frame: which words are which parameter's, and what value they tell.
import { splitFunction } from '../golang/frames';
import type { Frame } from '../golang/traceback';
import type { Certainty } from '../place';
import { findFunction } from './functions';
import { readFunction } from './goSyntax';
import type { GoFunction, Parameter } from './goTypes';
import { roundUp, Types, type Layout, type Placed } from './layout';
import type { Machine } from './machine';
import { flatMemory, groupedMemory, type Memory } from './memory';
import type { Scope, SourceTree } from './sourceTree';
import { readValue, type Argument } from './values';
import { parseWords, wordsOf, type Item, type Word } from './words';

/** A line of source that a frame was verified at (source/locate.ts). */
export interface FramePlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** The declared function around it: '(*Service).checkProcesses'. */
  readonly declared: string;
  /** How sure it is that this is the source that ran. */
  readonly certainty: Certainty;
}

export interface FrameArguments {
  /** The receiver first, then the parameters in their order. */
  readonly arguments: readonly Argument[];
  /** Words that belong to none of them, or to one whose type is unknown: results, mostly. */
  readonly rest: readonly Word[];
}

type Traced = Pick<Frame, 'function' | 'args' | 'cut' | 'inlined' | 'createdBy'>;

/**
 * Names a frame's words after the parameters of its function. Null where there are none, or where they cannot be those
 * of the function as the source declares it: then another source was built. Rejects where reading fails or `signal`
 * is aborted.
 */
export async function argumentsOf(
  frame: Traced,
  place: FramePlace,
  tree: SourceTree,
  machine: Machine,
  signal?: AbortSignal,
): Promise<FrameArguments | null> {
  const items = frame.inlined || frame.createdBy || frame.cut ? null : parseWords(frame.args);
  if (!items || items.length === 0 || frame.function === null) return null;
  const { member } = splitFunction(frame.function);
  const text = await tree.text(place.path);
  const scope = await tree.scope(place.path);
  const declared = text === null ? null : declaredFunction(tree, text, place, member);
  if (!scope || !declared) return null;
  const call: Call = { ...declared, items, scope, machine, types: new Types(machine.wordSize, machine.minor, signal) };
  const styles = machine.style === null ? (['flat', 'grouped'] as const) : [machine.style];
  const readings = await Promise.all(styles.map(style => (style === 'flat' ? readFlat(call) : readGrouped(call))));
  const [reading, other] = readings.filter(found => found !== null);
  if (!reading || (other && !agree(reading, other))) return null;
  return finish(reading, items, place.certainty, machine);
}

interface Call {
  readonly parameters: readonly Parameter[];
  readonly results: readonly Parameter[];
  /** Called where it stands: the compiler puts the variables that it captures before its parameters. */
  readonly direct: boolean;
  readonly items: readonly Item[];
  readonly scope: Scope;
  readonly machine: Machine;
  readonly types: Types;
}

function declaredFunction(
  tree: SourceTree,
  text: string,
  { line, declared }: FramePlace,
  member: string,
): Pick<Call, 'parameters' | 'results' | 'direct'> | null {
  // Which types a generic function was called with is not printed.
  if (member.includes('[')) return null;
  const found = tree.parser.read(text, root => {
    const fn = findFunction(root, line, member, declared);
    return fn && { fn: readFunction(fn.node), direct: fn.direct };
  });
  if (!found || found.fn.generic) return null;
  return { parameters: ownParameters(found.fn, member), results: found.fn.results, direct: found.direct };
}

/** The value of a method (`-fm`) has its receiver in its closure. */
function ownParameters({ receiver, parameters }: GoFunction, member: string): Parameter[] {
  return [...(receiver && !member.endsWith('-fm') ? [receiver] : []), ...parameters];
}

interface Reading {
  readonly parameters: readonly {
    readonly parameter: Parameter;
    readonly placed: Placed | null;
    readonly item: Item | null;
  }[];
  readonly memory: Memory;
}

async function readFlat({ parameters, results, direct, items, scope, machine, types }: Call): Promise<Reading | null> {
  const { wordSize } = machine;
  const taken = await types.place(parameters, scope);
  const given = await types.place(results, scope);
  const whole = taken.whole && given.whole;
  // Only the number of words tells that they are this function's, and whether results stand behind them.
  if (!whole && (machine.style === null || direct)) return null;
  if (direct && items.at(-1)?.kind === 'elision') return null;
  const memory = flatMemory(items, wordSize, whole ? roundUp(taken.end, wordSize) + given.end : null);
  return (
    memory && {
      memory,
      parameters: parameters.map((parameter, at) => ({ parameter, placed: taken.fields[at] ?? null, item: null })),
    }
  );
}

async function readGrouped({ parameters, direct, items, scope, machine, types }: Call): Promise<Reading | null> {
  if (direct && items.at(-1)?.kind === 'elision') return null;
  let end = 0;
  const placed: (Placed | null)[] = [];
  for (const { name, type } of parameters) {
    const layout = await types.layout(type, scope);
    placed.push(layout && { name, layout, offset: roundUp(end, layout.align) });
    end = layout ? roundUp(end, layout.align) + layout.size : end;
  }
  const memory = groupedMemory(items, placed, machine.wordSize);
  return (
    memory && {
      memory,
      parameters: parameters.map((parameter, at) => ({
        parameter,
        placed: placed[at] ?? null,
        item: items[at] ?? null,
      })),
    }
  );
}

function finish(
  { parameters, memory }: Reading,
  items: readonly Item[],
  ceiling: Certainty,
  machine: Machine,
): FrameArguments {
  const marked = machine.style === 'flat' || machine.marks;
  const named = parameters.map(({ parameter, placed, item }): Argument => {
    const unmarked = !marked || parameter.reassigned || !machine.sized ? 'likely' : 'certain';
    const certainty = least(unmarked, ceiling);
    if (placed) return readValue(parameter.name, placed.layout, placed.offset, memory, certainty);
    return {
      name: parameter.name,
      type: parameter.type.text,
      value: { kind: 'unknown' },
      words: item ? wordsOf([item]) : [],
      certainty,
    };
  });
  const used = new Set(named.flatMap(({ words }) => words));
  return { arguments: named, rest: wordsOf(items).filter(word => !used.has(word)) };
}

/** Whether two readings tell the same of every parameter. */
function agree(a: Reading, b: Reading): boolean {
  const said = ({ parameters, memory }: Reading): string =>
    JSON.stringify(parameters.map(({ placed }) => placed && bytesOf(placed.layout, placed.offset, memory)));
  return said(a) === said(b);
}

function bytesOf({ size }: Layout, offset: number, memory: Memory): (string | null)[] {
  return Array.from({ length: Math.min(size, 128) }, (_, at) => memory.read(offset + at, 1)?.value.toString() ?? null);
}

/** The less sure of two. */
export function least(a: Certainty, b: Certainty): Certainty {
  const order: readonly Certainty[] = ['certain', 'likely', 'possible'];
  return order[Math.max(order.indexOf(a), order.indexOf(b))] ?? 'possible';
}
