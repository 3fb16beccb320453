// Turns message ids into words, through the l10n bundle of the editor's language where there is one.
import type { Message, MessageArgument } from '../message';
import { messages } from './messages';

/** English text -> translated text, as in VS Code's bundle.l10n.LANGUAGE.json; {name} stays as it is in both. */
type Bundle = Readonly<Record<string, string>>;

let bundle: Bundle = {};

/** Sets the language of all that follows. Called once by a host; without it the text is English. */
export function setBundle(translated: Bundle): void {
  bundle = translated;
}

/** The words of a message, plain text. What a bundle lacks stays English. */
export function text(message: Message): string {
  let said = '';
  for (const part of templateOf(message)) said += saidOf(part, message);
  return said;
}

/** Words, or a command as it is to be typed. */
export interface Piece {
  readonly text: string;
  readonly isCommand: boolean;
}

/** The words of a message and the commands in it, which its template has between backticks. Log text makes none. */
export function piecesOf(message: Message): Piece[] {
  const pieces: { text: string; isCommand: boolean }[] = [];
  const add = (piece: Piece): void => {
    const last = pieces.at(-1);
    if (last?.isCommand === piece.isCommand) last.text += piece.text;
    else pieces.push({ ...piece });
  };
  for (const part of templateOf(message)) {
    const argument = part.name === null ? undefined : message.args[part.name];
    if (typeof argument === 'object' && !part.isCommand) piecesOf(argument).forEach(add);
    else add({ text: saidOf(part, message), isCommand: part.isCommand });
  }
  return pieces;
}

/** A piece of a template: text, or the name of an argument with its braces as text. `words`: of one, and of any other number. */
interface Part extends Piece {
  readonly name: string | null;
  readonly words: readonly [string, string] | null;
}

const PLACE = /(\{\w+(?:\|[^{}|]*\|[^{}|]*)?\})/;

/** Templates are read once: a summary of every event of a log of gigabytes is put together here. */
const templates = new Map<string, readonly Part[]>();

function templateOf({ id }: Message): readonly Part[] {
  const english = messages[id];
  const template = bundle[english] ?? english;
  let parts = templates.get(template);
  if (parts === undefined) {
    // Every second piece between backticks is a command.
    parts = template.split('`').flatMap((piece, index) => partsOf(piece, index % 2 === 1));
    templates.set(template, parts);
  }
  return parts;
}

function partsOf(template: string, isCommand: boolean): Part[] {
  const pieces = template.split(PLACE).filter(piece => piece !== '');
  return pieces.map(piece => {
    const [, name = null, one, more = ''] = /^\{(\w+)(?:\|(.*)\|(.*))?\}$/.exec(piece) ?? [];
    return { text: piece, name, words: one === undefined ? null : [one, more], isCommand };
  });
}

function saidOf({ text: said, name, words }: Part, { args }: Message): string {
  const argument = name === null ? undefined : args[name];
  if (argument === undefined) return said;
  return words ? words[String(argument) === '1' ? 0 : 1] : argumentText(argument);
}

function argumentText(argument: MessageArgument): string {
  return typeof argument === 'object' ? text(argument) : String(argument);
}
