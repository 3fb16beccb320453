// What a traceback tells of the program that printed it: the size of its words and how its Go passes arguments.
import { framesOf, type Traceback } from '../golang/traceback';
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

/** `goVersion` as printed, 'go1.10.3', or null. Null for a machine whose bytes may lie the other way round. */
export function machineOf(traceback: Traceback, goVersion: string | null): Machine | null {
  const frames = framesOf(traceback);
  const lists = frames.map(({ args }) => parseWords(args) ?? []);
  const words = lists.flatMap(wordsOf);
  const minor = minorOf(goVersion);
  const grouped = lists.some(items => items.some(({ kind }) => kind === 'group')) || words.some(isMarked);
  const stale = words.some(word => word.stale);
  const epochs = EPOCHS.filter(epoch => (grouped ? epoch >= 17 : true) && (stale ? epoch >= 18 : true));
  const likely = minor !== null ? [minor] : !grouped && isOld(words) ? epochs.filter(epoch => epoch <= 10) : epochs;
  const style = likely.every(epoch => epoch >= 17) ? 'grouped' : likely.every(epoch => epoch < 17) ? 'flat' : null;
  const named = frames.flatMap(({ file }) => ASSEMBLY.exec(file)?.[1] ?? []);
  const sizes = [...new Set(named.map(name => WORD_SIZES.get(name)))];
  if (sizes.length > 1 || (sizes.length === 1 && sizes[0] === undefined)) return null;
  const [size] = sizes;
  const sized = size !== undefined || words.some(({ value }) => value !== null && isWide(value, style));
  return { wordSize: size ?? 8, sized, style, minor, epochs: likely, marks: stale || (minor ?? 0) >= 18 };
}

/** Whether all addresses of the heap lie where Go 1.10 and older had it. */
function isOld(words: readonly Word[]): boolean {
  const heap = words.flatMap(({ value }) => (value !== null && value >= HEAP.from && value < HEAP.to ? [value] : []));
  return heap.length > 0 && heap.every(value => value >= OLD_HEAP);
}

function isMarked({ stale, value }: Word): boolean {
  return stale || value === null;
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
