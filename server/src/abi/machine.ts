// What a traceback tells of the program that printed it: the size of its words and how its Go passes arguments.
import { framesOf, type Frame, type Traceback } from '../golang/traceback';
import { EPOCHS } from './standardTypes';
import { parseWords, wordsOf, type Word } from './words';

export interface Machine {
  /** Bytes of a word. */
  readonly wordSize: 4 | 8;
  /** Whether that was seen; of a trace that does not tell it 8 is taken. */
  readonly sized: boolean;
  /**
   * flat: the words of the stack, results behind the parameters (before Go 1.17); grouped: value by value, without
   * results (runtime/traceback.go); null where nothing tells.
   */
  readonly style: 'flat' | 'grouped' | null;
  /** The version 1.minor of Go; null where it is not known. */
  readonly minor: number | null;
  /** Minor versions that it may be, each standing for those up to the next (standardTypes.ts). */
  readonly epochs: readonly number[];
  /** Whether this Go marks what may be stale (1.18 and later). */
  readonly marks: boolean;
}

/** Assembly of the runtime is named after the machine it is for. */
const ASSEMBLY =
  /_(386|amd64|arm|arm64|loong64|mips|mips64|mips64le|mips64x|mipsle|mipsx|ppc64|ppc64le|ppc64x|riscv64|s390x)\.s$/;
const WORD_SIZES: ReadonlyMap<string, 4 | 8> = new Map([
  ['386', 4],
  ['arm', 4],
  ['amd64', 8],
  ['arm64', 8],
  ['loong64', 8],
  ['riscv64', 8],
]);
/** Where Go keeps its heap on 64-bit systems (runtime/malloc.go: mallocinit). */
const HEAP = { from: 0xc000000000n, to: 0xd000000000n };
/** Where it began up to Go 1.10. */
const OLD_HEAP = 0xc420000000n;

/** What the frames of a traceback show of the program, whatever its version. */
interface Signs {
  readonly words: readonly Word[];
  /** The minor versions of Go that print such arguments: from one, and before another. */
  readonly from: number;
  readonly before: number;
  /** The sizes of words of the machines that assembly is named after; undefined for a machine that is not known. */
  readonly sizes: readonly (4 | 8 | undefined)[];
}

/** A dump has a hundred thousand frames: the first tell as much. */
const MOST_FRAMES = 2000;
/** Each frame asks, and the answer is that of all frames. */
const seen = new WeakMap<Traceback, Signs>();

function signsOf(traceback: Traceback): Signs {
  const known = seen.get(traceback);
  if (known) return known;
  const frames: Frame[] = [];
  for (const frame of framesOf(traceback)) if (frames.push(frame) === MOST_FRAMES) break;
  const words = frames.flatMap(({ args }) => wordsOf(parseWords(args) ?? []));
  const named = frames.flatMap(({ file }) => ASSEMBLY.exec(file)?.[1] ?? []);
  const sizes = [...new Set(named.map(name => WORD_SIZES.get(name)))];
  const signs = { words, sizes, ...boundsOf(frames, words) };
  seen.set(traceback, signs);
  return signs;
}

/**
 * `goVersion` as printed, 'go1.10.3', or null; one that does not print such traces is not believed. Null for a machine
 * whose bytes may lie the other way round.
 */
export function machineOf(traceback: Traceback, goVersion: string | null): Machine | null {
  const { words, sizes, from, before } = signsOf(traceback);
  const told = minorOf(goVersion);
  const minor = told !== null && told >= from && told < before ? told : null;
  const stale = words.some(word => word.stale);
  const epochs = minor === null ? EPOCHS.filter(epoch => epoch >= from && epoch < before) : [minor];
  const style = epochs.every(epoch => epoch >= 17) ? 'grouped' : epochs.every(epoch => epoch < 17) ? 'flat' : null;
  if (sizes.length > 1 || (sizes.length === 1 && sizes[0] === undefined)) return null;
  if (epochs.length === 0) return null;
  const [size] = sizes;
  const sized = size !== undefined || words.some(({ value }) => value !== null && isWide(value, style));
  return { wordSize: size ?? 8, sized, style, minor, epochs, marks: stale || (minor ?? 0) >= 18 };
}

/** Functions of the runtime with one parameter of two words: since Go 1.17 these stand in braces. */
const TWO_WORDS = /^(?:panic|runtime\.throw)$/;
const PAIR = /^(\{?)0x[0-9a-f]+\??, 0x[0-9a-f]+\??\}?$/;

/** The minor versions of Go 1 that print such arguments. */
function boundsOf(frames: readonly Frame[], words: readonly Word[]): Pick<Signs, 'from' | 'before'> {
  const pairs = frames.filter(frame => TWO_WORDS.test(frame.function ?? '')).map(({ args }) => PAIR.exec(args)?.[1]);
  const heap = words.flatMap(({ value }) => (value !== null && value >= HEAP.from && value < HEAP.to ? [value] : []));
  const marked = words.some(({ stale }) => stale);
  const grouped = marked || words.some(({ value }) => value === null) || frames.some(({ args }) => args.includes('{'));
  const newHeap = heap.some(value => value < OLD_HEAP);
  // Each is a sign of its own, the latest of the early ones and the earliest of the late ones count.
  const from = marked ? 18 : grouped ? 17 : newHeap ? 11 : 0;
  return { from, before: grouped ? Infinity : heap.length > 0 && !newHeap ? 11 : pairs.includes('') ? 17 : Infinity };
}

/** Whether only a 64-bit program prints this number: since Go 1.17 others print their 64-bit integers in one, too. */
function isWide(value: bigint, style: Machine['style']): boolean {
  return style === 'grouped' ? value >= HEAP.from && value < HEAP.to : value > 0xffffffffn;
}

/** 10 of 'go1.10.3'; null of what is no release of Go 1. */
function minorOf(version: string | null): number | null {
  const minor = /^(?:go)?1\.(\d{1,3})(?:\D|$)/.exec(version ?? '')?.[1];
  return minor === undefined ? null : Number(minor);
}
