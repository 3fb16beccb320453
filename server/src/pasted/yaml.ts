// The YAML that kubectl and crictl print: mappings and lists by indentation, plain and quoted values, texts in blocks. Anchors,
// tags and flow collections with contents, which they never print, are left out with what depends on them.
import type { Node } from './value';
import type { TextLines } from './textLines';

const DEEPEST = 64;
/** `name:`, `"name": value`, `io.kubernetes.pod.name: value` */
const ENTRY = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#&*![{\-][^:#]*?|-[^\s:][^:]*?)(?: *):(?: +(.*)|)$/;
const BLOCK = /^[|>][-+]?\d?$/;

/** The mapping that begins at a line, and the line behind it. */
export function readYaml(lines: TextLines, from: number): { readonly node: Node; readonly end: number } | null {
  const reader = new Reader(lines, from);
  const node = reader.block(0, 0);
  return node && { node, end: reader.line };
}

class Reader {
  constructor(
    private readonly lines: TextLines,
    public line: number,
  ) {}

  /** The value whose lines are indented by `indent` columns. */
  block(indent: number, depth: number): Node | null {
    this.passBlank();
    const text = this.lines.line(this.line);
    if (depth > DEEPEST || indentOf(text) !== indent || this.line >= this.lines.count) return null;
    return /^ *-(?: |$)/.test(text) ? this.list(indent, depth) : this.mapping(indent, indent, depth);
  }

  /** A mapping whose first line begins at a column: behind the dash of a list it is not the line's indentation. */
  private mapping(indent: number, column: number, depth: number): Node | null {
    const members = new Map<string, Node>();
    const at = this.lines.start(this.line) + column;
    let from = column;
    for (;;) {
      const text = this.lines.line(this.line);
      const match = ENTRY.exec(text.slice(from).trimEnd());
      if (!match) break;
      const value = this.value(match[2] ?? '', indent, depth, from + match[0].length);
      if (value) members.set(unquoted(match[1] ?? ''), value);
      this.passBlank();
      from = indent;
      const next = this.lines.line(this.line);
      if (this.line >= this.lines.count || indentOf(next) !== indent || /^ *-(?: |$)/.test(next)) break;
    }
    return members.size > 0 ? { kind: 'members', at, members } : null;
  }

  private list(indent: number, depth: number): Node {
    const at = this.lines.start(this.line) + indent;
    const items: Node[] = [];
    for (;;) {
      const text = this.lines.line(this.line);
      const [dash = ''] = /^ *- */.exec(text) ?? [];
      if (dash === '' || indentOf(text) !== indent || this.line >= this.lines.count) break;
      const before = this.line;
      const isMapping = ENTRY.test(text.slice(dash.length).trimEnd());
      const item = isMapping
        ? this.mapping(dash.length, dash.length, depth + 1)
        : this.value(text.slice(dash.length), indent, depth, text.trimEnd().length);
      if (item) items.push(item);
      if (this.line === before) this.line++;
      this.passBlank();
    }
    return { kind: 'list', at, items };
  }

  /** What stands behind a name or a dash; the line is taken. `end` is the column behind it. */
  private value(written: string, indent: number, depth: number, end: number): Node | null {
    const at = this.lines.start(this.line) + end - written.length;
    const text = written.trim();
    this.line++;
    if (text === '') {
      this.passBlank();
      const next = this.lines.line(this.line);
      const deeper = indentOf(next) > indent;
      // A list may stand as deep as the name that it belongs to.
      return deeper || (/^ *-(?: |$)/.test(next) && indentOf(next) === indent)
        ? this.block(indentOf(next), depth + 1)
        : null;
    }
    if (BLOCK.test(text)) return { kind: 'scalar', at, text: this.blockText(indent) };
    if (text === '{}') return { kind: 'members', at, members: new Map() };
    if (text === '[]') return { kind: 'list', at, items: [] };
    if (/^[&*![{]/.test(text)) return null;
    // A long value is folded: what is indented more is its own.
    while (this.line < this.lines.count && indentOf(this.lines.line(this.line)) > indent) this.line++;
    return { kind: 'scalar', at, text: text === 'null' || text === '~' ? null : unquoted(text) };
  }

  private blockText(indent: number): string {
    const taken: string[] = [];
    while (this.line < this.lines.count) {
      const text = this.lines.line(this.line);
      if (text.trim() !== '' && indentOf(text) <= indent) break;
      taken.push(text.trim());
      this.line++;
    }
    return taken.join('\n').trim();
  }

  private passBlank(): void {
    while (this.line < this.lines.count && /^\s*(?:#.*)?$/.test(this.lines.line(this.line))) this.line++;
  }
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function unquoted(text: string): string {
  if (/^".*"$/s.test(text)) return text.slice(1, -1).replace(/\\(["\\])/g, '$1');
  return /^'.*'$/s.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text;
}
