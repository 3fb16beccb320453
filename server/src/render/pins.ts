// Where a pin stands, in words.
import { message, type Message } from '../message';
import type { FoundPin } from '../pins/model';
import { fileName } from '../place';

/** "messages:22", and whether it was elsewhere when it was pinned, or is nowhere now. */
export function pinPlace({ pin, state, at }: FoundPin): Message {
  const { file, line } = pin;
  if (state !== 'moved' || !at) return message(state === 'gone' ? 'pins.gone' : 'pins.here', { file, line });
  const folder = file.slice(0, file.length - fileName(file).length);
  const now = { file: folder + fileName(at.file), line: at.line + 1 };
  return message('pins.moved', { ...now, before: message('pins.here', { file, line }) });
}
