// What the statement on a line of Go source calls, and what its function defers, by name.
import type { Node } from 'web-tree-sitter';

/** A call in a statement; `name` is the last part of what is called ('Pid' of `p.Pid()`), null where that has no name. */
export interface Call {
  readonly name: string | null;
  /** Whether it is what a go statement starts. */
  readonly go: boolean;
}

/** What a line may call: the calls of its statement, and the names that its function defers, which run as it returns. */
export interface LineCalls {
  readonly calls: readonly Call[];
  readonly deferred: readonly Call[];
}

/** What in a statement has statements of its own: they have their own lines. */
const BODY = new Set([
  'block',
  'statement_list',
  'communication_case',
  'default_case',
  'expression_case',
  'type_case',
  'func_literal',
]);
const STATEMENT = /_(?:statement|declaration|case)$/;

/** Reads the calls of the statement that covers a line (from 1). */
export function readCalls(root: Node, line: number): LineCalls {
  const statement = innermost(root, line - 1);
  return statement
    ? { calls: callsOf(statement, line - 1), deferred: deferredAround(statement) }
    : { calls: [], deferred: [] };
}

/** The innermost statement that covers a row; of several on it the one that begins first. */
function innermost(root: Node, row: number): Node | null {
  let found: Node | null = null;
  for (let node: Node | undefined = root; node; node = node.namedChildren.find(child => covers(child, row))) {
    if (STATEMENT.test(node.type)) found = node;
  }
  return found;
}

function covers({ startPosition, endPosition }: Node, row: number): boolean {
  return startPosition.row <= row && row <= endPosition.row;
}

/** The calls of a statement: of one with a body those on the row itself, else all, for a call may go over several lines. */
function callsOf(statement: Node, row: number): Call[] {
  const found: Call[] = [];
  const parts = statement.namedChildren.filter(child => !BODY.has(child.type));
  const whole = parts.length === statement.namedChildren.length;
  const visit = (node: Node, go: boolean): void => {
    if (BODY.has(node.type)) return;
    if (node.type === 'call_expression') found.push({ name: calledName(node.childForFieldName('function')), go });
    // Without types `F[int](x)` may be a conversion as well as a call.
    if (node.type === 'type_conversion_expression') found.push({ name: typeName(node.childForFieldName('type')), go });
    for (const child of node.namedChildren) visit(child, false);
  };
  for (const part of parts) if (whole || covers(part, row)) visit(part, statement.type === 'go_statement');
  return found;
}

/** The name under which something is called: of a selector its last part, of an instantiated function its own. */
function calledName(callee: Node | null): string | null {
  if (!callee) return null;
  switch (callee.type) {
    case 'identifier':
      return callee.text;
    case 'selector_expression':
      return callee.childForFieldName('field')?.text ?? null;
    case 'parenthesized_expression':
      return calledName(callee.namedChild(0));
    default:
      return null;
  }
}

/** The last name of `F[int]` and `pkg.F[int]`. */
function typeName(type: Node | null): string | null {
  return type?.type === 'generic_type' ? (type.childForFieldName('type')?.text.replace(/^.*\./, '') ?? null) : null;
}

/** What is deferred in the function, or closure, around a statement. */
function deferredAround(statement: Node): Call[] {
  let around: Node | null = statement;
  while (around && !/^(?:func_literal|function_declaration|method_declaration)$/.test(around.type))
    around = around.parent;
  return (around?.descendantsOfType('defer_statement') ?? []).flatMap(deferred =>
    callsOf(deferred, deferred.startPosition.row),
  );
}
