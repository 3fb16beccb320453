// Which form of archive bytes are.
import { isTar } from './tar';
import { isZip } from './zipDirectory';

/**
 * The form of archive that begins so, unpacked; null for none.
 * @param isPacked whether the bytes were packed: a zip archive is, by itself, and is read from its end
 */
export function archiveForm({
  head,
  isPacked = false,
}: {
  readonly head: Uint8Array;
  readonly isPacked?: boolean;
}): 'tar' | 'zip' | null {
  if (isTar(head)) return 'tar';
  return isZip(head) && !isPacked ? 'zip' : null;
}
