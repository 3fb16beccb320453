// How values lie in memory: size, alignment and offsets by the rules of Go's compilers (cmd/compile/abi-internal.md).
import { remember } from '../remember';
import type { Field, GoType } from './goTypes';
import { UNIVERSE } from './goTypes';
import { declares, type GoPackage, type Scope } from './sourceTree';

/** Sizes and offsets in bytes. `type` is the type as its user writes it. */
export type Layout = { readonly type: string; readonly size: number; readonly align: number } & (
  | { readonly kind: 'signed' | 'unsigned' | 'uintptr' | 'boolean' | 'float' | 'pointer' }
  | { readonly kind: 'string' | 'slice' | 'interface' | 'complex' }
  | { readonly kind: 'array'; readonly length: number; readonly of: Layout }
  | {
      readonly kind: 'struct';
      readonly fields: readonly Placed[];
      /** The import path and name of a type whose fields mean more than themselves: 'time.Time'. */
      readonly known: string | null;
    }
);

export interface Placed {
  readonly name: string;
  readonly offset: number;
  readonly layout: Layout;
}

/** A type that a name leads to, and where names in it are looked up. */
export interface Found {
  readonly type: GoType;
  readonly scope: Scope;
  /** `<import path>.<name>` of the declaration. */
  readonly name: string;
}

/** Types that hold each other deeper than this are not resolved: source may be hostile. */
const DEEPEST = 16;
const LARGEST = 1 << 30;
/** How many types are resolved at most for one question. */
const MOST_TYPES = 5000;
const NUMBER = /^(u?)int(8|16|32|64)$/;

const ERROR: GoType = { kind: 'interface', methods: ['Error'], embedded: [], text: 'error' };

/** Layouts and declarations of types for one machine; reads files as it needs them. */
export class Types {
  private readonly found = new Map<Scope['file'], Map<string, Promise<Found | null>>>();
  private resolved = 0;

  /** `minor`: the version 1.minor of Go, null: what all versions have alike. */
  constructor(
    readonly wordSize: 4 | 8,
    readonly minor: number | null,
    private readonly signal?: AbortSignal,
  ) {}

  /** Null where a part of the type is unknown. Rejects where reading fails or was cancelled. */
  async layout(type: GoType, scope: Scope, depth = 0): Promise<Layout | null> {
    if (depth > DEEPEST || ++this.resolved > MOST_TYPES) return null;
    const text = type.text;
    switch (type.kind) {
      case 'pointer':
      case 'map':
      case 'channel':
      case 'function':
        return this.words('pointer', 1, text);
      case 'slice':
        return this.words('slice', 3, text);
      case 'interface':
        return this.words('interface', 2, text);
      case 'array':
        return this.array(type, scope, depth);
      case 'struct':
        return this.struct(type.fields, scope, text, null, depth);
      case 'name':
        return this.named(type, scope, depth);
      case 'unknown':
        return null;
    }
  }

  /** The fields of a struct as they lie, up to the first whose type is unknown; parameters on the stack lie alike. */
  async place(
    fields: readonly Pick<Field, 'name' | 'type'>[],
    scope: Scope,
    depth = 0,
  ): Promise<{
    readonly fields: readonly Placed[];
    readonly end: number;
    readonly align: number;
    readonly whole: boolean;
  }> {
    const placed: Placed[] = [];
    let end = 0;
    let align = 1;
    for (const { name, type } of fields) {
      const layout = await this.layout(type, scope, depth + 1);
      if (!layout || end > LARGEST) return { fields: placed, end, align, whole: false };
      const offset = roundUp(end, layout.align);
      placed.push({ name, offset, layout });
      end = offset + layout.size;
      align = Math.max(align, layout.align);
    }
    return { fields: placed, end, align, whole: true };
  }

  /** The type that a name stands for, one step: its declaration; null where it is not found, generic or Go's own. */
  find(type: Extract<GoType, { kind: 'name' }>, scope: Scope): Promise<Found | null> {
    this.signal?.throwIfAborted();
    const names = this.found.get(scope.file) ?? new Map<string, Promise<Found | null>>();
    this.found.set(scope.file, names);
    return remember(names, `${type.package ?? ''}.${type.name}`, () => this.search(type.package, type.name, scope));
  }

  /** The type without names: what it is made of. Null where that is unknown or one of Go's own types. */
  async underlying(type: GoType, scope: Scope): Promise<{ readonly type: GoType; readonly scope: Scope } | null> {
    let at = { type, scope };
    for (let step = 0; at.type.kind === 'name'; step++) {
      if (at.type.package === null && at.type.name === 'error') return { type: ERROR, scope: at.scope };
      const own = at.type.package === null && UNIVERSE.has(at.type.name);
      const found = own || step > DEEPEST ? null : await this.find(at.type, at.scope);
      if (!found) return null;
      at = found;
    }
    return at;
  }

  /** Where a file's package declares a name; null where it does not, or not once. */
  async declaring(scope: Scope, name: string): Promise<Scope | null> {
    this.signal?.throwIfAborted();
    if (declares(scope.file, name)) return scope;
    return scope.package.tree.declaring(scope.package, name);
  }

  /** The package that a file calls `name`; null where no import says so. */
  async imported(name: string, scope: Scope): Promise<GoPackage | null> {
    const { imports } = scope.file;
    const given = imports.find(entry => entry.name === name);
    if (given) return scope.package.tree.package(given.path);
    // Without a name it is what the package calls itself: mostly the last element.
    const unnamed = imports.filter(entry => entry.name === null);
    const likely = unnamed.filter(({ path }) => mayBeCalled(path, name));
    const [only, more] = likely;
    return only && !more ? scope.package.tree.package(only.path) : null;
  }

  private async search(owner: string | null, name: string, scope: Scope): Promise<Found | null> {
    if (owner === null) {
      const at = await this.declaring(scope, name);
      return at && declared(name, at);
    }
    const target = await this.imported(owner, scope);
    if (!target) return null;
    if (target.folder === null) {
      const file = target.tree.standard(target.importPath, this.minor);
      return file && declared(name, { file, package: target });
    }
    const at = await target.tree.declaring(target, name);
    return at && declared(name, at);
  }

  private async named(type: Extract<GoType, { kind: 'name' }>, scope: Scope, depth: number): Promise<Layout | null> {
    const { text } = type;
    // Nobody gives int another meaning in a file of its own.
    if (type.package === null && UNIVERSE.has(type.name) && !scope.file.types.has(type.name)) {
      return this.universe(type.name, text);
    }
    const found = await this.find(type, scope);
    if (!found) return null;
    const inner = found.type;
    if (inner.kind === 'struct') {
      const layout = await this.struct(inner.fields, found.scope, text, found.name, depth + 1);
      return layout && found.name === 'sync/atomic.align64' ? { ...layout, align: 8 } : layout;
    }
    const layout = await this.layout(inner, found.scope, depth + 1);
    return layout && { ...layout, type: text };
  }

  private universe(name: string, type: string): Layout | null {
    const [, unsigned, bits] = NUMBER.exec(name === 'byte' ? 'uint8' : name === 'rune' ? 'int32' : name) ?? [];
    if (bits !== undefined) return this.number(unsigned === 'u' ? 'unsigned' : 'signed', Number(bits) / 8, type);
    switch (name) {
      case 'bool':
        return { kind: 'boolean', type, size: 1, align: 1 };
      case 'int':
        return this.number('signed', this.wordSize, type);
      case 'uint':
        return this.number('unsigned', this.wordSize, type);
      case 'uintptr':
        return this.number('uintptr', this.wordSize, type);
      case 'float32':
      case 'float64':
        return this.number('float', name === 'float32' ? 4 : 8, type);
      case 'complex64':
      case 'complex128':
        return {
          ...this.number('float', name === 'complex64' ? 4 : 8, type),
          kind: 'complex',
          size: name === 'complex64' ? 8 : 16,
        };
      case 'string':
        return this.words('string', 2, type);
      default:
        return this.words('interface', 2, type);
    }
  }

  private number(
    kind: 'signed' | 'unsigned' | 'uintptr' | 'float',
    size: number,
    type: string,
  ): Layout & { kind: typeof kind } {
    // 8-byte numbers of 386 and arm are aligned to 4.
    return { kind, type, size, align: Math.min(size, this.wordSize) };
  }

  private words(kind: 'pointer' | 'string' | 'slice' | 'interface', count: number, type: string): Layout {
    return { kind, type, size: count * this.wordSize, align: this.wordSize };
  }

  private async array(type: Extract<GoType, { kind: 'array' }>, scope: Scope, depth: number): Promise<Layout | null> {
    const { text } = type;
    const length = await this.length(type.length, scope);
    const of = length === null ? null : await this.layout(type.of, scope, depth + 1);
    if (length === null || !of || length * of.size > LARGEST) return null;
    return { kind: 'array', type: text, length, of, size: length * of.size, align: of.align };
  }

  private async length(text: string, scope: Scope): Promise<number | null> {
    const literal = /^(?:0[xX][\da-fA-F_]+|\d[\d_]*)$/.test(text) ? Number(text.replaceAll('_', '')) : null;
    if (literal !== null || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text)) return literal;
    return (await this.declaring(scope, text))?.file.constants.get(text) ?? null;
  }

  private async struct(
    fields: readonly Field[],
    scope: Scope,
    type: string,
    known: string | null,
    depth: number,
  ): Promise<Layout | null> {
    const placed = await this.place(fields, scope, depth);
    if (!placed.whole) return null;
    // The address of a last field without size has to lie within the struct (cmd/compile: types.CalcSize).
    const last = placed.fields.at(-1)?.layout.size === 0 && placed.end > 0 ? placed.end + 1 : placed.end;
    const { align } = placed;
    return { kind: 'struct', type, fields: placed.fields, size: roundUp(last, align), align, known };
  }
}

/** The next multiple of `align` from `offset` on. */
export function roundUp(offset: number, align: number): number {
  return Math.ceil(offset / align) * align;
}

function declared(name: string, scope: Scope): Found | null {
  const declaration = scope.file.types.get(name);
  if (!declaration || declaration.generic) return null;
  return { type: declaration.type, scope, name: `${scope.package.importPath}.${name}` };
}

/** Whether a package at an import path may call itself so: 'go-runc' is runc, 'typeurl/v2' typeurl, 'yaml.v2' yaml. */
export function mayBeCalled(importPath: string, name: string): boolean {
  const elements = importPath.split('/');
  const last = elements.at(-1) ?? '';
  const own = /^v\d+$/.test(last) && elements.length > 1 ? (elements.at(-2) ?? '') : last;
  return (
    own
      .replace(/\.v\d+$/, '')
      .replace(/^go-|[-.]go$/g, '')
      .replaceAll('-', '') === name
  );
}
