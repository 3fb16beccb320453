// On which line each value of a JSON text stands, so that what is wrong with it can be told with its place.

/** A value by the way to it: '/issues/0/id'. Lines count from 0. */
export interface JsonText {
  readonly value: unknown;
  readonly lineOf: (path: string) => number;
}

interface Open {
  readonly path: string;
  /** Of the member or the element that comes next. */
  key: string | number;
  isObject: boolean;
}

const TOKEN = /"(?:[^"\\]|\\[\s\S])*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Reads a JSON text; where it is none, what the machine says of it, with the line. */
export function readJson(text: string): JsonText | { readonly problem: string; readonly line: number } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(problem)?.[1] ?? text.length);
    return { problem, line: lineAt(text, offset) };
  }
  const offsets = offsetsOf(text);
  return {
    value,
    /** A value that is not there stands where the nearest one around it does. */
    lineOf: path => {
      for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
        const offset = offsets.get(at);
        if (offset !== undefined) return lineAt(text, offset);
      }
      return 0;
    },
  };
}

function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** The columns of all values of a text that is known to be JSON. */
function offsetsOf(text: string): Map<string, number> {
  const offsets = new Map<string, number>();
  const stack: Open[] = [];
  let named = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const inside = stack.at(-1);
    if (token === '}' || token === ']') {
      stack.pop();
    } else if (token === ',') {
      if (inside && typeof inside.key === 'number') inside.key++;
      named = false;
    } else if (token === ':') {
      named = true;
    } else if (inside?.isObject && !named) {
      inside.key = JSON.parse(token) as string;
    } else {
      const path = inside ? `${inside.path}/${String(inside.key)}` : '';
      offsets.set(path, index);
      named = false;
      if (token === '{' || token === '[') stack.push({ path, key: token === '[' ? 0 : '', isObject: token === '{' });
    }
  }
  return offsets;
}
