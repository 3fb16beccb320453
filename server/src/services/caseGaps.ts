// What a part of a log may lack because the case was not read whole: "nothing found" is only said of what was read.
import type { Case } from '../casefile/case';
import { lacking, type NotRead } from '../casefile/notRead';
import { message, type Message } from '../message';
import { grouped } from '../render/numbers';

/** So many files are named; the view Containers names all. */
const MOST_NAMED = 5;

/** The files of a case that were not read, or not whole, with their reasons; those that are no logs are no loss. */
export async function gapsOf(inCase: Case | null): Promise<readonly Message[]> {
  const { items } = (await inCase?.notRead(0, Number.MAX_SAFE_INTEGER)) ?? { items: [] };
  const gaps = lacking(items);
  const rest = gaps.length - MOST_NAMED;
  return [
    ...gaps.slice(0, MOST_NAMED).map(gapOf),
    ...(rest > 0 ? [message('slice.case-rest', { files: grouped(rest) })] : []),
  ];
}

function gapOf({ name, kind, reason }: NotRead): Message {
  return message(kind === 'partial' ? 'slice.case-partial' : 'slice.case-unread', { name, reason });
}
