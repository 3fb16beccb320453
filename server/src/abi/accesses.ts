// What a line reads from memory through pointers and interfaces, and where behind them.
import type { Expression, Line } from './expressions';
import type { Types } from './layout';
import type { Scope } from './sourceTree';
import { Typing, type Member } from './typing';

/** A read through `base`, which is a pointer or an interface. */
export interface Access {
  readonly base: string;
  /** What is read: 'execProcess.pid', 'Any.GetTypeUrl', '*p'. */
  readonly member: string;
  readonly kind: 'field' | 'method' | 'value';
  /** Bytes behind the address in `base`; null where they are not known. */
  readonly at: { readonly offset: number; readonly size: number } | null;
}

/** The reads of a line, each name of it understood as `types` has it; of what is not understood `at` is null. */
export async function accessesOf({ expressions, locals }: Line, scope: Scope, types: Types): Promise<Access[]> {
  const reader = new AccessReader(new Typing(types, scope, locals), types);
  const accesses: Access[] = [];
  for (const expression of expressions) accesses.push(...(await reader.read(expression)));
  return accesses;
}

class AccessReader {
  /** Structs by value, whose parts the expressions around them tell. */
  private readonly covered = new Set<string>();

  constructor(
    private readonly typing: Typing,
    private readonly types: Types,
  ) {}

  /** What an expression reads itself; the ones in it are asked by themselves. */
  async read(expression: Expression): Promise<Access[]> {
    if (this.covered.has(expression.text)) return [];
    if (expression.kind === 'selector') return this.selected(expression);
    if (expression.kind === 'pointee') return this.pointee(expression);
    return expression.kind === 'call' ? this.called(expression) : [];
  }

  private async pointee(expression: Extract<Expression, { operand: Expression }>): Promise<Access[]> {
    const typed = await this.typing.typeOf(expression);
    const layout = typed && (await this.types.layout(typed.type, typed.scope));
    const base = expression.operand.text;
    return [{ base, member: expression.text, kind: 'value', at: layout && { offset: 0, size: layout.size } }];
  }

  /** A call of a variable reads the address of code through it; functions and methods are none. */
  private async called({ operand, text }: Extract<Expression, { operand: Expression }>): Promise<Access[]> {
    const typed = await this.typing.typeOf(operand);
    const made = typed && (await this.types.underlying(typed.type, typed.scope));
    if (made && made.type.kind !== 'function') return [];
    if (!made && (operand.kind === 'name' || operand.kind === 'selector' || operand.kind === 'other')) return [];
    return [{ base: operand.text, member: text, kind: 'value', at: made && { offset: 0, size: this.types.wordSize } }];
  }

  private async selected({ operand, field }: Extract<Expression, { kind: 'selector' }>): Promise<Access[]> {
    // A name that is a package's selects nothing.
    if (operand.kind === 'name' && !this.typing.isVariable(operand.text)) return [];
    const base = operand.text;
    const typed = await this.typing.typeOf(operand);
    const member = typed && (await this.typing.member(typed, field));
    if (!typed || !member) return [{ base, member: field, kind: 'field', at: null }];
    const made = await this.types.underlying(typed.type, typed.scope);
    const direct = made?.type.kind === 'pointer' || member.kind === 'interface-method';
    return direct ? this.through(base, typed.type.text, field, member) : this.inside(operand, field, member);
  }

  /** Reads through a pointer or an interface, and on through the embedded ones behind it. */
  private through(base: string, type: string, name: string, member: Member): Access[] {
    const unknown: Access = { base, member: name, kind: 'field', at: null };
    if (member.kind === 'interface-method') {
      return [{ base, member: `${type}.${name}`, kind: 'method', at: this.method(member.index) }];
    }
    // A method for values copies what the pointer leads to; one for pointers takes nil as it is.
    if (member.kind === 'method') return member.pointer ? [] : [unknown];
    const own: Access = { ...unknown, member: member.name, at: member.place };
    const { through: next } = member;
    return next ? [own, ...this.through(`${base}.${next.field}`, member.typed.type.text, name, next.member)] : [own];
  }

  /** A part of a struct by value: what is read lies behind the pointer to that, if one leads to it. */
  private async inside(operand: Expression, name: string, member: Member): Promise<Access[]> {
    this.covered.add(operand.text);
    const reads = operand.kind === 'selector' ? await this.selected(operand) : [];
    const outer = reads.pop();
    if (outer && member.kind === 'method') {
      // Of a pointer to a part of a struct it is asked whether the struct's is nil.
      reads.push(member.pointer ? { ...outer, at: { offset: 0, size: 1 } } : outer);
    } else if (outer && member.kind === 'field') {
      const { place } = member;
      const at = outer.at && place && { offset: outer.at.offset + place.offset, size: place.size };
      reads.push({ ...outer, member: `${outer.member}.${name}`, at });
    }
    const next = member.kind === 'field' ? member.through : null;
    if (!next || member.kind !== 'field') return reads;
    return [...reads, ...this.through(`${operand.text}.${next.field}`, member.typed.type.text, name, next.member)];
  }

  /**
   * Methods stand in a table behind the addresses of two types and a hash (runtime/runtime2.go: itab; since Go 1.22
   * internal/abi: ITab): before 1.10 with another address, before 1.22 with 4 bytes more, which 64-bit programs need anyway.
   */
  private method(index: number): Access['at'] {
    const { wordSize, minor } = this.types;
    const version = minor ?? 0;
    const head = wordSize === 8 ? (version < 10 ? 32 : 24) : version < 10 ? 20 : version < 22 ? 16 : 12;
    return { offset: head + index * wordSize, size: wordSize };
  }
}
