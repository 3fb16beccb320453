// What of a case was not read, and why.
import { message, type Message } from '../message';

/** Something that was not read, or not whole, and why. */
export interface NotRead {
  readonly path: string;
  /** The path within the case. */
  readonly name: string;
  /** unread: it may hold what is looked for. partial: some of it was not read. foreign: it was looked at and is no log. */
  readonly kind: 'unread' | 'partial' | 'foreign';
  readonly reason: Message;
}

/** Those that may hold what is looked for. */
export function lacking(notRead: readonly NotRead[]): NotRead[] {
  return notRead.filter(({ kind }) => kind !== 'foreign');
}

/** The reason of a failed read, as the system words it. */
export function unreadable(error: unknown): Message {
  return message('case.unreadable', { reason: reasonOf(error) });
}

/** The words of an error. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
