// Which function a line of Go source lies in, read with tree-sitter.
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';
import type { Host } from '../host';
import { readCalls, type LineCalls } from './goCalls';
import { cutDeclaration } from './goDeclaration';

/** A function as Go names it within its package: 'NewService', '(*Service).Create', 'State.String'. Lines count from 1, both inclusive. */
interface GoFunction {
  readonly name: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** The functions of one file, in their order. */
export class Outline {
  constructor(readonly functions: readonly GoFunction[]) {}

  /** The declared function that encloses a line (from 1), closures counted to the function they stand in; null outside any. */
  enclosing(line: number): GoFunction | null {
    return this.functions.find(fn => fn.startLine <= line && line <= fn.endLine) ?? null;
  }
}

/** What stands around a line. */
interface Surroundings {
  readonly outline: Outline;
  readonly calls: LineCalls;
}

/** The parser of Go. One is enough for a process: it holds the grammar's wasm memory. */
export class GoOutline {
  private constructor(private readonly parser: Parser) {}

  /** Loads the grammar. */
  static async load(host: Host): Promise<GoOutline> {
    await Parser.init({ wasmBinary: (await host.wasm('web-tree-sitter')) as unknown as ArrayBuffer });
    const parser = new Parser();
    parser.setLanguage(await Language.load(await host.wasm('tree-sitter-go')));
    return new GoOutline(parser);
  }

  /** Total: of source that is no Go, what looks like functions is returned. */
  parse(source: string): Outline {
    return new Outline(this.read(source, root => root.namedChildren.flatMap(readDeclaration)) ?? []);
  }

  /** What is around one line (from 1): the functions of a part of the source, and the calls of the line; null behind its end and where the parser gives up. */
  around(source: string, line: number, part = cutDeclaration(source, line)): Surroundings | null {
    if (!part) return null;
    const shift = part.line - 1;
    const found = this.read(part.text, root => {
      // A raw string may look like the end of its function: then the part is no Go.
      if (root.hasError && part.text.length < source.length) return null;
      const functions = root.namedChildren.flatMap(readDeclaration).map(fn => ({
        name: fn.name,
        startLine: fn.startLine + shift,
        endLine: fn.endLine + shift,
      }));
      return { outline: new Outline(functions), calls: readCalls(root, line - shift) };
    });
    if (found || part.text.length === source.length) return found;
    return this.around(source, line, { text: source, line: 1 });
  }

  /** What `reader` makes of the source's tree, whose nodes are gone afterwards; null where there is no tree. */
  read<T>(source: string, reader: (root: Node) => T): T | null {
    const tree = this.parser.parse(source);
    if (!tree) return null;
    try {
      return reader(tree.rootNode);
    } finally {
      tree.delete();
    }
  }
}

function readDeclaration(node: Node): GoFunction[] {
  const name = node.childForFieldName('name')?.text;
  if (node.type === 'function_declaration' && name !== undefined) return [place(name, node)];
  if (node.type === 'method_declaration' && name !== undefined) {
    const receiver = readReceiver(node.childForFieldName('receiver'));
    return receiver === null ? [] : [place(`${receiver}.${name}`, node)];
  }
  // Closures of a package's variables belong to no declared function: the compiler names them glob..func1.
  if (node.type === 'var_declaration') return node.descendantsOfType('func_literal').map(fn => place(GLOBAL, fn));
  return [];
}

/** The name of functions that the compiler counts up in a package's variables (`glob..func1`, since Go 1.21 `init.func1`). */
export const GLOBAL = 'glob.';

function place(name: string, node: Node): GoFunction {
  return { name, startLine: node.startPosition.row + 1, endLine: node.endPosition.row + 1 };
}

/** '(*T)' of `(t *T[K])`, 'T' of `(T)`: as symbols have it, without type parameters. */
function readReceiver(list: Node | null): string | null {
  let type =
    list?.namedChildren.find(child => child.type === 'parameter_declaration')?.childForFieldName('type') ?? null;
  let pointer = false;
  while (type && type.type !== 'type_identifier') {
    pointer ||= type.type === 'pointer_type';
    type = type.type === 'generic_type' ? type.childForFieldName('type') : type.namedChild(0);
  }
  return type && (pointer ? `(*${type.text})` : type.text);
}

/**
 * Whether code of the function that a trace names (`NewService.func1`, without its package) stands in `declared`, which
 * encloses the line. Closures, method values (`-fm`), wrappers of go and defer statements and copies that were inlined
 * elsewhere (`Outer.(*T).Run.func2`, Go 1.21) bear the name of the declared function within theirs.
 */
export function isWithin(traced: string, declared: string, outline: Outline): boolean {
  const name = traced.replaceAll('[...]', '').replace(/-fm$/, '');
  if (declared === GLOBAL) return /^(?:glob\.|init)\./.test(name);
  if (name === 'panic') return declared === 'gopanic';
  if (name === declared || name.startsWith(`${declared}.`)) return true;
  const at = `${name}.`.indexOf(`.${declared}.`);
  if (at < 0) return false;
  if (declared.startsWith('(')) return true;
  // `T.Run.func1` is a method's closure if T is a type with that method, a copy of Run's closure in T if T is a function.
  const before = name.slice(0, at);
  return !before.endsWith(')') && outline.functions.some(fn => fn.name === before);
}
