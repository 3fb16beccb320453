// JSON with the offset of each value, as far as it goes: what was cut off at its end is read up to there.
import { unescapeJson } from '../log/escaped';
import type { Node } from './value';

/** Deeper than any output of these tools. */
const DEEPEST = 64;
const BLANKS = /[ \t\r\n]*/y;
const STRING = /"((?:[^"\\\n]|\\[^\n])*)"/y;
const WORD = /-?\d[\d.eE+-]*|true|false|null/y;

export interface ReadJson {
  readonly node: Node;
  /** The offset behind it. */
  readonly end: number;
  /** Whether it was read to its end. */
  readonly whole: boolean;
}

/** The value that begins at an offset; null where none does. */
export function readJson(text: string, from: number): ReadJson | null {
  const reader = new Reader(text, from);
  const node = reader.value(0);
  return node && { node, end: reader.at, whole: !reader.broken };
}

class Reader {
  broken = false;

  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  value(depth: number): Node | null {
    this.take(BLANKS);
    const { at } = this;
    switch (this.text.charAt(at)) {
      case '{':
        return depth < DEEPEST ? this.members(at, depth) : this.breakOff();
      case '[':
        return depth < DEEPEST ? this.list(at, depth) : this.breakOff();
      case '"': {
        const string = this.string();
        return string === null ? this.breakOff() : { kind: 'scalar', at: at + 1, text: string };
      }
      default: {
        const word = this.take(WORD)?.[0];
        return word === undefined ? this.breakOff() : { kind: 'scalar', at, text: word === 'null' ? null : word };
      }
    }
  }

  private members(at: number, depth: number): Node {
    const members = new Map<string, Node>();
    this.elements('}', () => {
      const name = this.string();
      if (name === null || !this.skip(':')) return false;
      const value = this.value(depth + 1);
      if (value) members.set(name, value);
      return value !== null;
    });
    return { kind: 'members', at, members };
  }

  private list(at: number, depth: number): Node {
    const items: Node[] = [];
    this.elements(']', () => {
      const value = this.value(depth + 1);
      if (value) items.push(value);
      return value !== null;
    });
    return { kind: 'list', at, items };
  }

  /** Elements with commas between them, to the bracket that ends them; each is taken by `next`, which says whether there is one. */
  private elements(close: string, next: () => boolean): void {
    this.at++;
    if (this.skip(close)) return;
    do {
      this.take(BLANKS);
      if (!next()) this.broken = true;
    } while (!this.broken && this.skip(','));
    if (!this.broken && !this.skip(close)) this.broken = true;
  }

  private string(): string | null {
    const match = this.take(STRING);
    return match ? unescapeJson(match[1] ?? '') : null;
  }

  private skip(char: string): boolean {
    this.take(BLANKS);
    if (this.text.charAt(this.at) !== char) return false;
    this.at++;
    return true;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }

  private breakOff(): null {
    this.broken = true;
    return null;
  }
}
