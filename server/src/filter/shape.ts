// The shape of a line: what it says, with numbers and ids blanked, so that lines of one origin look alike.
import { messageText } from '../log/envelope';
import type { Entry } from '../reading/line';

/** Dates, ids and addresses in hex, numbers. */
const VARIABLE =
  /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?|\b(?:0x)?(?=[a-f]*\d)[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b|\b(?=[A-F]*\d)[0-9A-F]{8,}\b|\d+/g;
/** Longer lines differ in more than their numbers. */
const MOST = 400;

/** The shape of a line's message with the program that wrote it; what wraps a line (time, host, pid) is no part of it. */
export function shapeOf(text: string, { envelope }: Entry): string {
  const said = messageText(text, envelope).slice(0, MOST).replace(VARIABLE, '#').replace(/\s+/g, ' ').trim();
  return envelope.program === null ? said : `${envelope.program}: ${said}`;
}
