// What the pure rooms say instead of words: the id of a message with its arguments. Room render/ turns it into text.
import type { Messages } from './render/messages';

/** The names in braces of a template: Placeholders<'{a} of {b}'> is 'a' | 'b'. `{a|line|lines}` is a word by the number a. */
type Placeholders<T extends string> = T extends `${string}{${infer Inner}}${infer Rest}`
  ? NameIn<Inner> | Placeholders<Rest>
  : never;
type NameIn<T extends string> = T extends `${infer Name}|${string}` ? Name : T;

export type MessageId = keyof Messages;

/** Log text, a number, or another message to be put into a sentence. */
export type MessageArgument = string | number | Message;

export type MessageArguments<Id extends MessageId> = Readonly<Record<Placeholders<Messages[Id]>, MessageArgument>>;

/** A statement without words; `args` may hold log text, which is hostile until render/ has escaped it. */
export interface Message {
  readonly id: MessageId;
  readonly args: Readonly<Record<string, MessageArgument>>;
}

/** Makes a message; the compiler checks that the arguments are those that the template of `id` names. */
export function message<Id extends MessageId>(
  id: Id,
  ...args: Placeholders<Messages[Id]> extends never ? [] : [MessageArguments<Id>]
): Message {
  return { id, args: (args[0] ?? {}) as Message['args'] };
}
