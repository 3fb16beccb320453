// Expressions on a line of a function, and what the function's names stand for.
import type { Node } from 'web-tree-sitter';
import { readFunction, readType } from './goSyntax';
import type { GoType, Parameter } from './goTypes';

/** An expression as far as its type and what it reads from memory can be told. */
export type Expression = { readonly text: string } & (
  | { readonly kind: 'name' }
  | { readonly kind: 'selector'; readonly operand: Expression; readonly field: string }
  /** `call`: a result; `element`: of a slice, array, map or channel; `pointee`: `*x`; `address`: `&x`. */
  | { readonly kind: 'call' | 'element' | 'pointee' | 'address'; readonly operand: Expression }
  /** `x.(T)`, `T{}`, `new(T)` and others that name their type. */
  | { readonly kind: 'typed'; readonly type: GoType }
  | { readonly kind: 'other' }
);

/** What a name in a function stands for; null where it stands for several things. */
type Locals = ReadonlyMap<string, { readonly type: GoType } | { readonly value: Expression } | null>;

/** What is read on one line of a function. */
export interface Line {
  /** Selectors, dereferences and calls whose code stands on the line, outer ones before those in them. */
  readonly expressions: readonly Expression[];
  readonly locals: Locals;
}

const DEEPEST = 30;
/** Longer expressions are shown cut. */
const LONGEST_TEXT = 60;

/** What stands on a line (from 1) of a function; literals in it run at another time. */
export function readLine(fn: Node, line: number): Line {
  const expressions: Expression[] = [];
  const rest: Node[] = [fn.childForFieldName('body') ?? fn];
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.type === 'func_literal' || node.startPosition.row >= line || node.endPosition.row < line - 1) continue;
    if (readsMemory(node) && rowOf(node) === line - 1) expressions.push(readExpression(node));
    rest.push(...[...node.namedChildren].reverse());
  }
  return { expressions, locals: localsOf(outermost(fn)) };
}

function readsMemory(node: Node): boolean {
  if (node.type === 'selector_expression' || node.type === 'call_expression') return true;
  return node.type === 'unary_expression' && node.childForFieldName('operator')?.text === '*';
}

/** The row of what is read: of a selector that goes on over lines, its field's. */
function rowOf(node: Node): number {
  return (node.childForFieldName('field') ?? node).startPosition.row;
}

function outermost(fn: Node): Node {
  let node = fn;
  for (let parent = fn.parent; parent; parent = parent.parent) {
    if (/^(?:function|method)_declaration$/.test(parent.type)) node = parent;
  }
  return node;
}

/** An expression; `depth` bounds what hostile source nests. */
function readExpression(node: Node, depth = 0): Expression {
  const text = shown(node);
  if (depth > DEEPEST) return { kind: 'other', text };
  const operand = (field: string): Expression => {
    const child = node.childForFieldName(field);
    return child ? readExpression(child, depth + 1) : { kind: 'other', text };
  };
  const typed = (type: Node | null | undefined): Expression =>
    type ? { kind: 'typed', type: readType(type), text } : { kind: 'other', text };
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', text: node.text };
    case 'parenthesized_expression': {
      const [inner] = node.namedChildren;
      return inner ? readExpression(inner, depth + 1) : { kind: 'other', text };
    }
    case 'selector_expression':
      return {
        kind: 'selector',
        operand: operand('operand'),
        field: node.childForFieldName('field')?.text ?? '',
        text,
      };
    case 'index_expression':
      return { kind: 'element', operand: operand('operand'), text };
    case 'slice_expression':
      return operand('operand');
    case 'type_assertion_expression':
    case 'composite_literal':
      return typed(node.childForFieldName('type'));
    case 'call_expression': {
      const made = node.childForFieldName('arguments')?.namedChild(0);
      const name = node.childForFieldName('function')?.text;
      if (name === 'make') return typed(made);
      if (name !== 'new' || !made) return { kind: 'call', operand: operand('function'), text };
      const type = readType(made);
      return { kind: 'typed', type: { kind: 'pointer', of: type, text: `*${type.text}` }, text };
    }
    case 'unary_expression': {
      const operator = node.childForFieldName('operator')?.text;
      const kind = operator === '*' ? 'pointee' : operator === '&' ? 'address' : operator === '<-' ? 'element' : null;
      return kind ? { kind, operand: operand('operand'), text } : { kind: 'other', text };
    }
    default:
      return { kind: 'other', text };
  }
}

/** All names that a declared function gives a meaning to, in the literals in it too. */
function localsOf(fn: Node): Locals {
  const locals = new Map<string, { readonly type: GoType } | { readonly value: Expression } | null>();
  const add = (name: string, meaning: { readonly type: GoType } | { readonly value: Expression } | null): void => {
    if (name !== '_') locals.set(name, locals.has(name) ? null : meaning);
  };
  const addParameters = (given: readonly Parameter[]): void => {
    for (const { name, type } of given) add(name, { type });
  };
  for (const inner of [fn, ...fn.descendantsOfType('func_literal')]) {
    const { receiver, parameters, results } = readFunction(inner);
    addParameters([...(receiver ? [receiver] : []), ...parameters, ...results]);
  }
  for (const spec of fn.descendantsOfType('var_spec')) {
    const type = spec.childForFieldName('type');
    const names = spec.childrenForFieldName('name').filter(name => name.isNamed);
    const values = spec.childForFieldName('value')?.namedChildren ?? [];
    names.forEach((name, index) => {
      const value = values.length === names.length ? values[index] : undefined;
      add(name.text, type ? { type: readType(type) } : value ? { value: readExpression(value) } : null);
    });
  }
  for (const node of fn.descendantsOfType([
    'short_var_declaration',
    'range_clause',
    'type_switch_statement',
    'receive_statement',
  ])) {
    addDeclared(node, add);
  }
  return locals;
}

function addDeclared(node: Node, add: (name: string, meaning: { readonly value: Expression } | null) => void): void {
  const names = (node.childForFieldName('left') ?? node.childForFieldName('alias'))?.namedChildren ?? [];
  const right = node.childForFieldName('right');
  if (node.type === 'short_var_declaration') {
    const values = right?.namedChildren ?? [];
    names.forEach((name, index) => {
      // `v, ok := m[k]`: the first is what the expression alone would be, but a call has several results.
      const only = values.length === 1 && names.length === 2 && index === 0 && values[0]?.type !== 'call_expression';
      const value = values.length === names.length || only ? values[index] : undefined;
      add(name.text, value ? { value: readExpression(value) } : null);
    });
  } else if (node.type === 'range_clause') {
    const [first, second] = names;
    if (first) add(first.text, null);
    if (second)
      add(
        second.text,
        right ? { value: { kind: 'element', operand: readExpression(right), text: shown(right) } } : null,
      );
  } else for (const name of names) add(name.text, null);
}

function shown({ text }: Node): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
}
