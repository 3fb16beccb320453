// A value of a pasted output, whatever it was written in (JSON, YAML), with the offset at which it stands.

/** A string, or what else is written without members: a number keeps its digits. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly at: number;
  /** Null for null. */
  readonly text: string | null;
}

export interface List {
  readonly kind: 'list';
  readonly at: number;
  readonly items: readonly Node[];
}

export interface Members {
  readonly kind: 'members';
  readonly at: number;
  readonly members: ReadonlyMap<string, Node>;
}

export type Node = Scalar | List | Members;

/** The value at the end of a way of names; null where there is none. */
export function find(node: Node | null, ...way: readonly string[]): Node | null {
  let at = node;
  for (const name of way) {
    if (at?.kind !== 'members') return null;
    at = at.members.get(name) ?? null;
  }
  return at;
}

/** The text at the end of a way of names; null where there is none, and for an empty one. */
export function textAt(node: Node | null, ...way: readonly string[]): string | null {
  const found = find(node, ...way);
  return found?.kind === 'scalar' && found.text !== '' ? found.text : null;
}

/** The whole number there; null where there is none. */
export function numberAt(node: Node | null, ...way: readonly string[]): number | null {
  const text = textAt(node, ...way);
  return text !== null && /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Whether `true` or `false` stands there; null where neither does. */
export function flagAt(node: Node | null, ...way: readonly string[]): boolean | null {
  const text = textAt(node, ...way);
  return text === 'true' ? true : text === 'false' ? false : null;
}

/** The elements of the list there; none where there is no list. */
export function itemsAt(node: Node | null, ...way: readonly string[]): readonly Node[] {
  const found = find(node, ...way);
  return found?.kind === 'list' ? found.items : [];
}
