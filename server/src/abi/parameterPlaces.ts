// Where the parameters of a frame's function stand in its source, so that their values can be shown there.
import type { Node } from 'web-tree-sitter';
import { splitFunction } from '../golang/frames';
import type { GoOutline } from '../source/goOutline';
import { findFunction } from './functions';

/** A place in a source file, from 0, columns in UTF-16 units. */
export interface SourcePoint {
  readonly line: number;
  readonly character: number;
}

/**
 * Behind each named parameter (and the receiver) of the function that `name` is at a line (from 1): behind its type, or
 * behind its own name where several share one type. Empty where that function is not found.
 */
export function parameterPlaces(
  parser: GoOutline,
  source: string,
  line: number,
  name: string,
  declared: string,
): ReadonlyMap<string, SourcePoint> {
  const member = splitFunction(name).member.replaceAll('[...]', '');
  const places = parser.read(source, root => {
    const fn = findFunction(root, line, member, declared)?.node;
    const lists = [fn?.childForFieldName('receiver'), fn?.childForFieldName('parameters')];
    return lists.flatMap(list => list?.namedChildren.flatMap(placesOf) ?? []);
  });
  return new Map(places ?? []);
}

function placesOf(parameter: Node): (readonly [name: string, at: SourcePoint])[] {
  const names = parameter.childrenForFieldName('name').filter(name => name.isNamed);
  const behind = (node: Node): SourcePoint => ({ line: node.endPosition.row, character: node.endPosition.column });
  return names.map(name => [name.text, behind(names.length === 1 ? parameter : name)]);
}
