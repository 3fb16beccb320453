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
    if (argument === undefined) said += part.text;
    else said += part.words ? part.words[String(argument) === '1' ? 0 : 1] : argumentText(argument);
  }
  return said;
}

/** A piece of a template: text, or the name of an argument with its braces as text. `words`: of one, and of any other number. */
interface Part {
  readonly text: string;
  readonly name: string | null;
  readonly words: readonly [string, string] | null;
}

const PLACE = /(\{\w+(?:\|[^{}|]*\|[^{}|]*)?\})/;

/** Templates are read once: a summary of every event of a log of gigabytes is put together here. */
const templates = new Map<string, readonly Part[]>();

function partsOf(template: string): readonly Part[] {
  let parts = templates.get(template);
  if (parts === undefined) {
    parts = template
      .split(PLACE)
      .filter(piece => piece !== '')
      .map(partOf);
    templates.set(template, parts);
  }
  return parts;
}

function partOf(text: string): Part {
  const [, name = null, one, more = ''] = /^\{(\w+)(?:\|(.*)\|(.*))?\}$/.exec(text) ?? [];
  return { text, name, words: one === undefined ? null : [one, more] };
}

function argumentText(argument: MessageArgument): string {
  return typeof argument === 'object' ? text(argument) : String(argument);
}
