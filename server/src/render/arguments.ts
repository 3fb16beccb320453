// Arguments of frames, and what was nil, in words; values as a Go programmer writes them.
import type { FrameArguments } from '../abi/arguments';
import type { NilReport } from '../abi/nil';
import type { Argument, Value } from '../abi/values';
import type { Word } from '../abi/words';
import { message } from '../message';
import { code, escapeMarkdown } from './markdown';
import { text } from './text';

const GAP = '…';

/** "e = {Timestamp: 2020-02-25T14:07:13.848Z, Pid: 17160, Status: 0}"; a mark of Go's own behind what may be stale. */
export function argumentText(argument: Argument): string {
  return `${argument.name} = ${valueText(argument)}`;
}

/** All arguments of a frame, in one line. */
export function argumentsText({ arguments: named }: FrameArguments): string {
  return named.map(argumentText).join(', ');
}

/** A value without its name; `?` behind it where Go marks it as stale. */
export function valueText({ value, words }: Argument): string {
  const said = plainText(value, words);
  const parts = value.kind === 'fields' || value.kind === 'elements';
  return words.some(word => word.stale) && !parts && said !== GAP ? `${said}?` : said;
}

function plainText(value: Value, words: readonly Word[]): string {
  switch (value.kind) {
    case 'integer':
    case 'boolean':
    case 'float':
      return String(value.value);
    case 'uintptr':
      return hex(value.value);
    case 'address':
      return value.value === 0n ? 'nil' : hex(value.value);
    case 'string':
      if (value.length === 0n) return '""';
      return text(message('golang.value.string', { length: String(value.length), address: hex(value.address) }));
    case 'slice':
      return value.address === 0n ? 'nil' : `len ${String(value.length)}, cap ${String(value.capacity)}`;
    case 'interface':
      if (value.type === 0n) return 'nil';
      return value.data === 0n ? text(message('golang.value.nil-inside')) : hex(value.data);
    case 'time':
      return new Date(value.milliseconds).toISOString();
    case 'fields': {
      const known = value.fields.filter(isTold);
      const parts = known.map(field => `${field.name}: ${valueText(field)}`);
      return `{${[...parts, ...(known.length < value.fields.length ? [GAP] : [])].join(', ')}}`;
    }
    case 'elements': {
      const known = value.elements.filter(isTold);
      return `[${[...known.map(valueText), ...(known.length < value.length ? [GAP] : [])].join(', ')}]`;
    }
    case 'unknown':
      return words.length === 0 ? GAP : words.map(word => (word.value === null ? '_' : hex(word.value))).join(', ');
  }
}

/** Whether anything of it was printed. */
function isTold({ words }: Argument): boolean {
  return words.length > 0;
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** What a hover says of one word: whose it is, with the value that it belongs to; then all arguments of the frame. */
export function wordHover(named: FrameArguments, word: Word): string {
  const owner = ownerOf(named.arguments, word);
  const all = code(argumentsText(named));
  if (!owner) return `${escapeMarkdown(text(message('golang.argument.rest')))}\n\n${all}`;
  const { path, argument } = owner;
  const said = `**${escapeMarkdown(path)}** ${code(argument.type)} = ${code(valueText(argument))}`;
  const sure =
    argument.certainty === 'certain' ? null : escapeMarkdown(text(message(`golang.argument.${argument.certainty}`)));
  return [said, sure, named.arguments.length > 1 || argument.value.kind === 'fields' || path.includes('.') ? all : null]
    .filter(part => part !== null)
    .join('\n\n');
}

/** The innermost argument that a word belongs to, with its path: 'e.Timestamp'. */
function ownerOf(named: readonly Argument[], word: Word, prefix = ''): { path: string; argument: Argument } | null {
  const argument = named.find(({ words }) => words.includes(word));
  if (!argument) return null;
  const path = prefix + argument.name;
  const { value } = argument;
  const inner = value.kind === 'fields' ? value.fields : value.kind === 'elements' ? value.elements : [];
  return ownerOf(inner, word, `${path}.`) ?? { path, argument };
}

/** "addr=0x78 is the offset of execProcess.pid: e was nil."; null where nothing is claimed. */
export function nilText({ addr, found }: NilReport): string | null {
  if (!found) return null;
  const { expression, member, kind, certainty } = found;
  const said =
    kind === 'value'
      ? message('golang.nil.value', { addr, expression })
      : message(`golang.nil.${kind}`, { addr, expression, member });
  return text(certainty === 'certain' ? said : message(`golang.nil.${certainty}`, { said }));
}

/** What is said of a frame below its line of source: its arguments, and what was nil. */
export function detailLines(details: {
  readonly arguments: FrameArguments | null;
  readonly nil: NilReport | null;
}): string[] {
  const lines = [details.arguments && argumentsText(details.arguments), details.nil && nilText(details.nil)];
  return lines.flatMap(line => (line === null || line === '' ? [] : [line]));
}
