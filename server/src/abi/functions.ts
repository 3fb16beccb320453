// The function of a frame in the tree of its file: a declared one, or a literal in it.
import type { Node } from 'web-tree-sitter';
import { GLOBAL } from '../source/goOutline';

/** A function's node, and whether it is a literal that is called where it stands: `func() {...}()`. */
interface FoundFunction {
  readonly node: Node;
  readonly direct: boolean;
}

/** How the compiler numbers literals behind a function's name: `.func1`, in that `.func1.2`, and `-fm` for a method's value. */
const LITERALS = /^(?:\.func\d+(?:\.\d+)*)*(?:-fm)?$/;

/**
 * The function that a trace names `member` ('NewService.func1', without its package), which `declared` encloses at a
 * line (from 1). Null for what the compiler made (wrappers of go and defer statements) and where several literals
 * stand on the line.
 */
export function findFunction(root: Node, line: number, member: string, declared: string): FoundFunction | null {
  const global = declared === GLOBAL;
  const at = global ? member.search(/\.func\d/) : member.indexOf(declared);
  if (at < 0) return null;
  const behind = global ? member.slice(at) : member.slice(at + declared.length);
  if (!LITERALS.test(behind)) return null;
  const depth = behind.match(/\.(?:func)?\d+/g)?.length ?? 0;
  const inner = root.namedChildren.filter(child => encloses(child, line) && isOuter(child, global));
  return inner.length === 1 && inner[0] ? descend(inner[0], line, depth) : null;
}

function isOuter({ type }: Node, global: boolean): boolean {
  return global ? type === 'var_declaration' : type === 'function_declaration' || type === 'method_declaration';
}

function descend(outer: Node, line: number, depth: number): FoundFunction | null {
  let node = outer;
  for (let level = 0; level < depth; level++) {
    const literals = literalsBelow(node).filter(literal => encloses(literal, line));
    const [only] = literals;
    if (literals.length !== 1 || !only) return null;
    node = only;
  }
  const { parent } = node;
  const direct = parent?.type === 'call_expression' && parent.childForFieldName('function')?.equals(node) === true;
  return node.type === 'var_declaration' ? null : { node, direct };
}

/** The literals in a node that stand in no other literal in it. */
function literalsBelow(node: Node): Node[] {
  const found: Node[] = [];
  const rest = [...node.namedChildren];
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (next.type === 'func_literal') found.push(next);
    else rest.push(...next.namedChildren);
  }
  return found;
}

function encloses({ startPosition, endPosition }: Node, line: number): boolean {
  return startPosition.row < line && line <= endPosition.row + 1;
}
