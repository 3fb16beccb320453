// From the tree of a Go file to what it declares (the grammar is tree-sitter-go's).
import type { Node } from 'web-tree-sitter';
import type { Field, GoFile, GoFunction, GoType, Parameter, TypeDeclaration } from './goTypes';

/** Nested types deeper than any that a person writes are not understood: source may be hostile. */
const DEEPEST = 40;
/** As much of a type as is shown to a reader. */
const LONGEST_TEXT = 80;

/** What a file declares. Total: what is no Go declares nothing. */
export function readFile(root: Node): GoFile {
  const types = new Map<string, TypeDeclaration>();
  const constants = new Map<string, number>();
  const results = new Map<string, GoType>();
  const methods = new Map<string, boolean>();
  const variables = new Map<string, GoType>();
  for (const node of root.namedChildren) {
    if (node.type === 'type_declaration') for (const spec of node.namedChildren) addType(types, spec);
    else if (node.type === 'const_declaration') for (const spec of node.namedChildren) addConstant(constants, spec);
    else if (node.type === 'var_declaration') {
      for (const spec of node.descendantsOfType('var_spec')) addVariable(variables, spec);
    } else if (node.type === 'function_declaration' || node.type === 'method_declaration')
      addFunction(results, methods, node);
  }
  const clause = root.namedChildren.find(node => node.type === 'package_clause');
  return {
    package: clause?.namedChild(0)?.text ?? '',
    imports: root.namedChildren
      .filter(node => node.type === 'import_declaration')
      .flatMap(node => node.descendantsOfType('import_spec'))
      .map(spec => ({
        name: spec.childForFieldName('name')?.text ?? null,
        path: spec.childForFieldName('path')?.text.slice(1, -1) ?? '',
      })),
    types,
    constants,
    results,
    methods,
    variables,
  };
}

function addType(types: Map<string, TypeDeclaration>, spec: Node): void {
  const [name, type] = [spec.childForFieldName('name'), spec.childForFieldName('type')];
  if (!name || !type) return;
  types.set(name.text, { type: readType(type), generic: spec.childForFieldName('type_parameters') !== null });
}

function addConstant(constants: Map<string, number>, spec: Node): void {
  const names = spec.childrenForFieldName('name').filter(node => node.isNamed);
  const value = spec.childForFieldName('value');
  const [literal] = value?.namedChildren ?? [];
  if (names.length !== 1 || value?.namedChildCount !== 1 || literal?.type !== 'int_literal') return;
  constants.set(names[0]?.text ?? '', Number(literal.text.replaceAll('_', '')));
}

function addVariable(variables: Map<string, GoType>, spec: Node): void {
  const type = spec.childForFieldName('type');
  if (!type) return;
  for (const name of spec.childrenForFieldName('name')) if (name.isNamed) variables.set(name.text, readType(type));
}

function addFunction(results: Map<string, GoType>, methods: Map<string, boolean>, node: Node): void {
  const receiver = node.childForFieldName('receiver');
  const owner = receiver?.descendantsOfType('type_identifier')[0]?.text;
  const name = (owner === undefined ? '' : `${owner}.`) + (node.childForFieldName('name')?.text ?? '');
  if (receiver) methods.set(name, receiver.descendantsOfType('pointer_type').length > 0);
  const [only, more] = readResults(node.childForFieldName('result'));
  if (only && !more) results.set(name, only.type);
}

function readResults(result: Node | null): Parameter[] {
  if (result === null || result.type === 'parameter_list') return readParameters(result, new Set());
  return [{ name: '_', type: readType(result), reassigned: false }];
}

/** What a function_declaration, method_declaration or func_literal declares. */
export function readFunction(node: Node): GoFunction {
  const receiver = node.childForFieldName('receiver');
  const changed = changedNames(node.childForFieldName('body'));
  return {
    receiver: receiver ? (readParameters(receiver, changed)[0] ?? null) : null,
    parameters: readParameters(node.childForFieldName('parameters'), changed),
    results: readResults(node.childForFieldName('result')),
    generic:
      node.childForFieldName('type_parameters') !== null ||
      (receiver?.descendantsOfType('generic_type').length ?? 0) > 0,
    startLine: node.startPosition.row + 1,
    endLine: node.endPosition.row + 1,
  };
}

function readParameters(list: Node | null, changed: ReadonlySet<string>): Parameter[] {
  const groups = (list?.namedChildren ?? []).flatMap(node => {
    const type = node.childForFieldName('type');
    const names = node.childrenForFieldName('name').filter(name => name.isNamed);
    return type ? [{ type, names, variadic: node.type === 'variadic_parameter_declaration' }] : [];
  });
  const named = groups.some(({ names }) => names.length > 0);
  const read: Parameter[] = [];
  let waiting: string[] = [];
  for (const { type: written, names, variadic } of groups) {
    // If one parameter has a name, all have: of `a, b, c int` the grammar may take a and b for types.
    if (named && names.length === 0) {
      waiting.push(written.text);
      continue;
    }
    const inner = readType(written);
    const type: GoType = variadic ? { kind: 'slice', of: inner, text: `...${inner.text}` } : inner;
    for (const name of named ? [...waiting, ...names.map(({ text }) => text)] : ['_']) {
      read.push({ name, type, reassigned: changed.has(name) });
    }
    waiting = [];
  }
  return read;
}

/** Names that a body assigns to, counts up or down, or takes the address of; of other variables of that name too. */
function changedNames(body: Node | null): Set<string> {
  const names = new Set<string>();
  for (const node of body?.descendantsOfType(['assignment_statement', 'inc_statement', 'dec_statement']) ?? []) {
    const targets =
      node.type === 'assignment_statement' ? node.childForFieldName('left')?.namedChildren : node.namedChildren;
    for (const target of targets ?? []) names.add(rootName(target));
  }
  for (const node of body?.descendantsOfType('unary_expression') ?? []) {
    const operand = node.childForFieldName('operand');
    if (operand && node.childForFieldName('operator')?.text === '&') names.add(rootName(operand));
  }
  for (const node of body?.descendantsOfType('range_clause') ?? []) {
    for (const target of node.childForFieldName('left')?.namedChildren ?? []) names.add(rootName(target));
  }
  return names;
}

/** 'e' of `e.x[1]`, in which a value of e itself may lie. */
function rootName(node: Node): string {
  let at: Node | null = node;
  while (at && at.type !== 'identifier') at = at.childForFieldName('operand') ?? at.namedChild(0);
  return at?.text ?? '';
}

/** A type as the source writes it. */
export function readType(node: Node, depth = 0): GoType {
  const text = shownText(node);
  if (depth > DEEPEST) return { kind: 'unknown', text };
  const inner = (field: string): GoType => {
    const child = node.childForFieldName(field);
    return child ? readType(child, depth + 1) : { kind: 'unknown', text };
  };
  switch (node.type) {
    case 'type_identifier':
    case 'identifier':
      return { kind: 'name', package: null, name: node.text, text };
    case 'qualified_type': {
      const owner = node.childForFieldName('package')?.text ?? '';
      return { kind: 'name', package: owner, name: node.childForFieldName('name')?.text ?? '', text };
    }
    case 'parenthesized_type':
    case 'pointer_type': {
      const child = node.namedChild(0);
      const of: GoType = child ? readType(child, depth + 1) : { kind: 'unknown', text };
      return node.type === 'pointer_type' ? { kind: 'pointer', of, text } : of;
    }
    case 'slice_type':
      return { kind: 'slice', of: inner('element'), text };
    case 'array_type':
      return { kind: 'array', length: node.childForFieldName('length')?.text ?? '', of: inner('element'), text };
    case 'map_type':
      return { kind: 'map', of: inner('value'), text };
    case 'channel_type':
      return { kind: 'channel', of: inner('value'), text };
    case 'function_type':
      return { kind: 'function', result: node.childForFieldName('result') ? inner('result') : null, text };
    case 'struct_type':
      return { kind: 'struct', fields: readFields(node, depth), text: 'struct' };
    case 'interface_type':
      return readInterface(node, depth);
    default:
      return { kind: 'unknown', text };
  }
}

function readFields(node: Node, depth: number): Field[] {
  const list = node.namedChildren.find(child => child.type === 'field_declaration_list');
  return (list?.namedChildren ?? []).flatMap(field => {
    if (field.type === 'comment') return [];
    const written = field.childForFieldName('type');
    const type: GoType = written ? readType(written, depth + 1) : { kind: 'unknown', text: shownText(field) };
    const names = field.childrenForFieldName('name').filter(name => name.isNamed);
    if (names.length > 0) return names.map((name): Field => ({ name: name.text, type, embedded: false }));
    // `*T` is embedded as the star beside the type's name.
    const pointer = field.child(0)?.text === '*';
    const embedded: GoType = pointer ? { kind: 'pointer', of: type, text: `*${type.text}` } : type;
    return [{ name: type.kind === 'name' ? type.name : '_', type: embedded, embedded: true }];
  });
}

function readInterface(node: Node, depth: number): GoType {
  const elements = node.namedChildren.filter(child => child.type !== 'comment');
  const methods = elements.filter(child => child.type === 'method_elem');
  const embedded = elements
    .filter(child => child.type === 'type_elem')
    .map((child): GoType => {
      const [only, more] = child.namedChildren;
      return only && !more ? readType(only, depth + 1) : { kind: 'unknown', text: shownText(child) };
    });
  return {
    kind: 'interface',
    methods: methods.map(child => child.childForFieldName('name')?.text ?? ''),
    embedded,
    text: methods.length + embedded.length === 0 ? 'interface{}' : 'interface',
  };
}

function shownText({ text }: Node): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
}
