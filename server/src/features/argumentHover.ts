// Hover on a word of a frame's arguments: which parameter it is of, and what it tells.
import { MarkupKind, type CancellationToken, type MarkupContent } from 'vscode-languageserver';
import { parseWords, wordsOf, type Word } from '../abi/words';
import type { Span } from '../place';
import type { FrameContext } from '../reading/document';
import { wordHover } from '../render/arguments';
import { untilCancelled } from '../services/cancellation';
import type { Position } from '../services/positions';
import type { Services } from './feature';

/** What the word at a column of a position is, and where it stands in the line; null where none stands there, or the source of its function is not at hand. */
export async function argumentHoverAt(
  { sources }: Services,
  { uri, log, line }: Position,
  context: FrameContext,
  character: number,
  token: CancellationToken,
): Promise<{ readonly contents: MarkupContent; readonly span: Span } | null> {
  const { functionAt, args } = context.frame;
  if (functionAt?.line !== line) {
    return null;
  }
  const start = functionAt.end + 1;
  // Where an envelope escapes or wraps the arguments, or the line is cut, columns do not tell the word.
  if (!log.text(line).startsWith(`${args})`, start)) {
    return null;
  }
  const word = wordsOf(parseWords(args) ?? []).find(found => isAt(found, character - start));
  const named = word && (await untilCancelled(token, signal => sources.details(context, uri, signal)))?.arguments;
  const own =
    named &&
    [...named.rest, ...named.arguments.flatMap(({ words }) => words)].find(({ start: at }) => at === word.start);
  if (!own) {
    return null;
  }
  return {
    contents: { kind: MarkupKind.Markdown, value: wordHover(named, own) },
    span: { start: start + own.start, end: start + own.end },
  };
}

function isAt({ start, end }: Word, column: number): boolean {
  return column >= start && column <= end;
}
