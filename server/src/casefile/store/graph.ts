// Objects as bytes: what they hold, which of them are one and the same, and of which class they are. What both ends share.

/** What stands before a value. Numbers are LEB128, strings and objects that came before are named by their number. */
export const TAG = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  /** A whole number: zigzag. */
  whole: 4,
  /** Any other number: eight bytes. */
  number: 5,
  /** Eight bytes, or its digits. */
  bigint: 6,
  digits: 7,
  string: 8,
  knownString: 9,
  object: 10,
  knownObject: 11,
  array: 12,
  map: 13,
  set: 14,
  buffer: 15,
  view: 16,
  /** Something that the reading end has by itself, by its name. */
  named: 17,
  /** What a class of `Packed` makes of an object. */
  packed: 18,
} as const;

/** Makes a class known to both ends. */
export interface KeptClass {
  readonly type: abstract new (...args: never[]) => object;
  /** Fields that are made anew when they are asked for: null stands in their place. */
  readonly anew?: readonly string[];
}

/** An object that is more than its fields: what has to be kept of it, and how it is made of that again. */
export interface PackedObject {
  readonly pack: (value: object) => unknown;
  readonly unpack: (kept: unknown) => object;
}

/** What there is beyond plain values. A name means the same at both ends. */
export interface GraphTypes {
  readonly classes: Readonly<Record<string, KeptClass>>;
  /** Objects with an accessor of their own are asked for here. */
  readonly packed: Readonly<Record<string, PackedObject>>;
  /** Objects that are not written down: tables of the program. */
  readonly named: ReadonlyMap<string, object>;
}

/** Kinds of views of a buffer, by their number. */
export const VIEWS = [Uint8Array, Int32Array, Uint32Array, Float64Array, DataView] as const;

/** What cannot be written down, or read. */
export class GraphError extends Error {}

/** What `work` gives; whatever it throws is thrown as a GraphError. For bytes that may stand for anything. */
export function orGraphError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof GraphError ? error : new GraphError(error instanceof Error ? error.message : String(error));
  }
}
