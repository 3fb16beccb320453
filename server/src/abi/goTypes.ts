// What Go source declares, as far as the layout of values needs it: types, fields, parameters.

/** A type as it is written; `text` is how, for a reader. */
export type GoType = { readonly text: string } & (
  | { readonly kind: 'name'; readonly package: string | null; readonly name: string }
  | { readonly kind: 'pointer' | 'slice' | 'map' | 'channel'; readonly of: GoType }
  | { readonly kind: 'array'; readonly length: string; readonly of: GoType }
  | { readonly kind: 'function'; readonly result: GoType | null }
  | { readonly kind: 'struct'; readonly fields: readonly Field[] }
  | { readonly kind: 'interface'; readonly methods: readonly string[]; readonly embedded: readonly GoType[] }
  /** What is not understood: a generic type with its arguments, source that is no Go. */
  | { readonly kind: 'unknown' }
);

export interface Field {
  /** The type's own name for an embedded field. */
  readonly name: string;
  readonly type: GoType;
  readonly embedded: boolean;
}

export interface Parameter {
  /** '_' where it has no name. */
  readonly name: string;
  readonly type: GoType;
  /** Whether the function's body may give it another value, or its address away. */
  readonly reassigned: boolean;
}

/** A function, method or function literal. Lines count from 1, both inclusive. */
export interface GoFunction {
  readonly receiver: Parameter | null;
  readonly parameters: readonly Parameter[];
  readonly results: readonly Parameter[];
  /** Whether it, or the type of its receiver, has type parameters. */
  readonly generic: boolean;
  readonly startLine: number;
  readonly endLine: number;
}

export interface TypeDeclaration {
  readonly type: GoType;
  readonly generic: boolean;
}

/** What one file declares. */
export interface GoFile {
  readonly package: string;
  /** Import paths with the name that the file gives them, null where it gives none. */
  readonly imports: readonly { readonly name: string | null; readonly path: string }[];
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  /** Constants that are written as a whole number. */
  readonly constants: ReadonlyMap<string, number>;
  /** The single result of functions and methods ('T.M' for both receivers), for those that have one. */
  readonly results: ReadonlyMap<string, GoType>;
  /** Methods ('T.M'), and whether they take a pointer. */
  readonly methods: ReadonlyMap<string, boolean>;
  /** Types of the package's variables, where they are written. */
  readonly variables: ReadonlyMap<string, GoType>;
}

/** The types of Go's universe whose layout no declaration gives (go.dev/ref/spec#Types). */
export const UNIVERSE: ReadonlySet<string> = new Set(
  (
    'bool int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr byte rune float32 float64 ' +
    'complex64 complex128 string error any'
  ).split(' '),
);
