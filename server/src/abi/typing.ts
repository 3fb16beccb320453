// The types of expressions, and where the field that one selects lies.
import type { Expression, Line } from './expressions';
import type { GoType } from './goTypes';
import { mayBeCalled, type Types } from './layout';
import type { Scope } from './sourceTree';

/** A type with the scope that its names are looked up in. */
interface Typed {
  readonly type: GoType;
  readonly scope: Scope;
}

/** What `x.name` is, for an x of some type or a pointer to it. */
export type Member =
  | FieldMember
  | { readonly kind: 'method'; readonly pointer: boolean }
  /** A method of an interface: its place among the interface's methods in order of their names. */
  | { readonly kind: 'interface-method'; readonly index: number };

/** A field of x, which holds it itself or in structs embedded by value. */
interface FieldMember {
  readonly kind: 'field';
  readonly typed: Typed;
  /** Bytes from the start of x; null where the layout before it is not known. */
  readonly place: { readonly offset: number; readonly size: number } | null;
  /** The struct that declares it, and its name: 'execProcess.pid'. */
  readonly name: string;
  /** What was asked for lies behind this embedded pointer or interface: how the field is called, and what it leads to. */
  readonly through: { readonly field: string; readonly member: Member } | null;
}

const DEEPEST = 12;

export class Typing {
  constructor(
    readonly types: Types,
    private readonly scope: Scope,
    private readonly locals: Line['locals'],
  ) {}

  /** Null where it is not known. */
  async typeOf(expression: Expression, depth = 0): Promise<Typed | null> {
    if (depth > DEEPEST) return null;
    switch (expression.kind) {
      case 'name':
        return this.typeOfName(expression.text, depth);
      case 'typed':
        return { type: expression.type, scope: this.scope };
      case 'address': {
        const typed = await this.typeOf(expression.operand, depth + 1);
        return typed && { type: { kind: 'pointer', of: typed.type, text: `*${typed.type.text}` }, scope: typed.scope };
      }
      case 'pointee':
        return this.inner(expression.operand, ['pointer'], depth);
      case 'element':
        return this.inner(expression.operand, ['slice', 'array', 'map', 'channel'], depth);
      case 'selector': {
        const typed = await this.typeOf(expression.operand, depth + 1);
        const member = typed && (await this.member(typed, expression.field));
        return member && lastField(member);
      }
      case 'call':
        return this.typeOfCall(expression.operand, depth);
      case 'other':
        return null;
    }
  }

  /** Whether a name is the function's own or its package's, rather than that of a package. */
  isVariable(name: string): boolean {
    if (this.locals.has(name)) return true;
    return !this.scope.file.imports.some(
      entry => entry.name === name || (entry.name === null && mayBeCalled(entry.path, name)),
    );
  }

  private async typeOfName(name: string, depth: number): Promise<Typed | null> {
    const local = this.locals.get(name);
    if (local === null) return null;
    if (local) return 'type' in local ? { type: local.type, scope: this.scope } : this.typeOf(local.value, depth + 1);
    const scope = await this.types.declaring(this.scope, name);
    const type = scope?.file.variables.get(name);
    return scope && type ? { type, scope } : null;
  }

  private async inner(operand: Expression, kinds: readonly GoType['kind'][], depth: number): Promise<Typed | null> {
    const typed = await this.typeOf(operand, depth + 1);
    const made = typed && (await this.types.underlying(typed.type, typed.scope));
    if (!made || !kinds.includes(made.type.kind) || !('of' in made.type)) return null;
    return { type: made.type.of, scope: made.scope };
  }

  private async typeOfCall(fn: Expression, depth: number): Promise<Typed | null> {
    if (fn.kind === 'name') {
      if (this.locals.has(fn.text)) return null;
      return this.resultOf(this.scope, fn.text);
    }
    if (fn.kind !== 'selector') return null;
    const typed = await this.typeOf(fn.operand, depth + 1);
    const named = typed?.type.kind === 'pointer' ? typed.type.of : typed?.type;
    if (!typed || named?.kind !== 'name') return null;
    const found = await this.types.find(named, typed.scope);
    return found && this.resultOf(found.scope, `${baseName(found.name)}.${fn.field}`);
  }

  private async resultOf(scope: Scope, name: string): Promise<Typed | null> {
    const at = await this.types.declaring(scope, name);
    const type = at?.file.results.get(name);
    return at && type ? { type, scope: at } : null;
  }

  /** What a name selects in a value of a type, or in what a pointer of the type leads to; null where that is not known. */
  async member({ type, scope }: Typed, name: string, depth = 0): Promise<Member | null> {
    const base: Typed = type.kind === 'pointer' ? { type: type.of, scope } : { type, scope };
    const made = depth > DEEPEST ? null : await this.types.underlying(base.type, base.scope);
    if (!made) return null;
    if (made.type.kind === 'interface') {
      const methods = type.kind === 'pointer' ? null : await this.methods(made);
      const index = methods?.indexOf(name) ?? -1;
      return index < 0 ? null : { kind: 'interface-method', index };
    }
    const method = await this.method(base, name);
    if (method !== null) return { kind: 'method', pointer: method };
    return made.type.kind === 'struct' ? this.field(made, base.type.text, name, depth) : null;
  }

  private async method({ type, scope }: Typed, name: string): Promise<boolean | null> {
    if (type.kind !== 'name') return null;
    const found = await this.types.find(type, scope);
    if (!found) return null;
    const full = `${baseName(found.name)}.${name}`;
    return (await this.types.declaring(found.scope, full))?.file.methods.get(full) ?? null;
  }

  private async field(struct: Typed, owner: string, name: string, depth: number): Promise<Member | null> {
    if (struct.type.kind !== 'struct') return null;
    const { fields } = struct.type;
    const at = fields.findIndex(field => field.name === name);
    const embedded = fields.flatMap((field, index) => (field.embedded ? [index] : []));
    for (const index of at < 0 ? embedded : [at]) {
      const field = fields[index];
      if (!field) return null;
      const typed: Typed = { type: field.type, scope: struct.scope };
      const laid = (await this.types.place(fields.slice(0, index + 1), struct.scope)).fields[index];
      const place = laid ? { offset: laid.offset, size: laid.layout.size } : null;
      const own: FieldMember = { kind: 'field', typed, place, name: `${owner}.${field.name}`, through: null };
      if (at >= 0) return own;
      const inner = await this.member(typed, name, depth + 1);
      if (!inner) continue;
      if (field.type.kind === 'pointer' || inner.kind === 'interface-method') {
        return { ...own, through: { field: field.name, member: inner } };
      }
      if (inner.kind !== 'field') return inner;
      return { ...inner, place: place && inner.place && { ...inner.place, offset: place.offset + inner.place.offset } };
    }
    return null;
  }

  /** The names of an interface's methods in their order; null where an embedded interface is unknown. */
  private async methods({ type, scope }: Typed, depth = 0): Promise<string[] | null> {
    if (type.kind !== 'interface' || depth > DEEPEST) return null;
    const names = new Set(type.methods);
    for (const embedded of type.embedded) {
      const made = await this.types.underlying(embedded, scope);
      const inner = made && (await this.methods(made, depth + 1));
      if (!inner) return null;
      for (const name of inner) names.add(name);
    }
    // As the compiler sorts them: exported names first (cmd/compile/internal/types: Sym.Less).
    return [...names].sort((a, b) => Number(isExported(b)) - Number(isExported(a)) || (a < b ? -1 : 1));
  }
}

function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

/** 'Service' of 'github.com/containerd/containerd/runtime/v1/shim.Service'. */
function baseName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The type of the field at the end of embedded pointers; null for a method. */
function lastField(member: Member): Typed | null {
  if (member.kind !== 'field') return null;
  return member.through ? lastField(member.through.member) : member.typed;
}
