// Ids inside a hex-encoded audit value: the command line of a runtime carries them, cut at 128 bytes as it is.
import { decodeText, isHex } from '../audit/encoded';
import type { AuditField } from '../audit/record';
import { hexRuns, MIN_DIGITS } from './ids';

/** The ids and beginnings of ids in a field's decoded value, in their order; none where the value is not hex-encoded. */
export function encodedIds({ raw }: AuditField): string[] {
  return raw.length >= 2 * MIN_DIGITS && isHex(raw) ? hexRuns(decodeText(raw).text).map(run => run.digits) : [];
}
