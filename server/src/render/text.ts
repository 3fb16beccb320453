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
  const english = messages[message.id];
  let said = '';
  for (const part of partsOf(bundle[english] ?? english)) {
    const argument = part.name === null ? undefined : message.args[part.name];
    said += argument === undefined ? part.text : argumentText(argument);
  }
  return said;
}

/** A piece of a template: text, or the name of an argument with its braces as text. */
interface Part {
  readonly text: string;
  readonly name: string | null;
}

/** Templates are read once: a summary of every event of a log of gigabytes is put together here. */
const templates = new Map<string, readonly Part[]>();

function partsOf(template: string): readonly Part[] {
  let parts = templates.get(template);
  if (parts === undefined) {
    const pieces = template.split(/(\{\w+\})/).filter(piece => piece !== '');
    parts = pieces.map(piece => ({ text: piece, name: /^\{(\w+)\}$/.exec(piece)?.[1] ?? null }));
    templates.set(template, parts);
  }
  return parts;
}

function argumentText(argument: MessageArgument): string {
  return typeof argument === 'object' ? text(argument) : String(argument);
}
