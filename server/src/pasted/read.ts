// A text in which outputs of docker, crictl and kubectl may stand, alone or one after the other between other lines.
import type { Told } from './form';
import { LINE_FORMS, OBJECT_FORMS } from './forms/index';
import { readJson } from './json';
import type { Pasted, ToldContainer, ToldEvent } from './model';
import { find, itemsAt, textAt, type Node } from './value';
import { TextLines } from './textLines';
import { readYaml } from './yaml';

/** An output at a line: what it tells, by form, and the line behind it. */
interface Output {
  readonly told: readonly (Told & { readonly form: string })[];
  readonly end: number;
}

/** All that a text tells by pasted outputs. */
export function readPasted(text: string): Pasted {
  const lines = new TextLines(text);
  const containers: ToldContainer[] = [];
  const events: ToldEvent[] = [];
  const forms = new Map<string, number>();
  const taken: [number, number][] = [];
  for (let line = 0; line < lines.count;) {
    const output = outputAt(lines, line);
    if (!output) {
      line++;
      continue;
    }
    for (const told of output.told) {
      containers.push(...(told.containers ?? []));
      events.push(...(told.events ?? []));
    }
    // One output has one form: of a list with pods and services the first that is known names it.
    const form = output.told[0]?.form ?? '';
    forms.set(form, (forms.get(form) ?? 0) + output.end - line);
    const last = taken.at(-1);
    if (last?.[1] === line) last[1] = output.end;
    else taken.push([line, output.end]);
    line = output.end;
  }
  return { containers, events, forms: [...forms].map(([form, count]) => ({ form, lines: count })), taken };
}

/** Whether a text that begins so holds a pasted output. */
export function isPastedIn(beginning: string): boolean {
  return readPasted(beginning).taken.length > 0;
}

function outputAt(lines: TextLines, line: number): Output | null {
  const first = lines.line(line);
  if (/^[[{]/.test(first)) return jsonAt(lines, line);
  if (/^(?:-|apiVersion:|status:|info:|items:)/.test(first)) return yamlAt(lines, line);
  for (const form of LINE_FORMS) {
    const told = form.read(lines, line);
    if (told) return { told: [{ ...told, form: form.id }], end: told.end };
  }
  return null;
}

function jsonAt(lines: TextLines, line: number): Output | null {
  const read = readJson(lines.text, lines.start(line));
  const told = read && objectsOf(read.node, lines);
  if (!told || told.length === 0) return null;
  return { told, end: lines.spot(Math.max(read.end - 1, lines.start(line))).line + 1 };
}

function yamlAt(lines: TextLines, line: number): Output | null {
  const read = readYaml(lines, line);
  const told = read && objectsOf(read.node, lines);
  return told && told.length > 0 ? { told, end: Math.max(read.end, line + 1) } : null;
}

/** What the objects of an output tell: it is one, an array of them, or a List of Kubernetes or of CRI. */
function objectsOf(node: Node, lines: TextLines): Output['told'] {
  const isList = node.kind === 'members' && (textAt(node, 'kind')?.endsWith('List') ?? find(node, 'items') !== null);
  const objects = node.kind === 'list' ? node.items : isList ? itemsAt(node, 'items') : [node];
  return objects.flatMap(object => {
    for (const form of OBJECT_FORMS) {
      const told = form.read(object, ({ at }) => lines.spot(at));
      if (told) return [{ ...told, form: form.id }];
    }
    return [];
  });
}
