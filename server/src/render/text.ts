// Turns message ids into words, through the l10n bundle of the editor's language where there is one.
import type { Message, MessageArgument } from '../message';
import { messages } from './messages';

/** English text -> translated text, as in VS Code's bundle.l10n.LANGUAGE.json; {name} stays as it is in both. */
export type Bundle = Readonly<Record<string, string>>;

let bundle: Bundle = {};

/** Sets the language of all that follows. Called once by a host; without it the text is English. */
export function setBundle(translated: Bundle): void {
  bundle = translated;
}

/** The words of a message, plain text. What a bundle lacks stays English. */
export function text(message: Message): string {
  const english = messages[message.id];
  const template = bundle[english] ?? english;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const argument = message.args[name];
    return argument === undefined ? whole : argumentText(argument);
  });
}

function argumentText(argument: MessageArgument): string {
  return typeof argument === 'object' ? text(argument) : String(argument);
}
