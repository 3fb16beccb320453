// Gets Debian's panicparse for the figures beside it: unpacked beside the other downloads, never installed.
import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { withPackages } from './debian';
import { findProgram } from './machine';
import { DOWNLOADS } from './paths';

const UNPACKED = path.join(DOWNLOADS, 'panicparse');

/**
 * The path of panicparse, unpacked where it is missing and this is a Debian machine that reaches its mirror; null where it cannot be had.
 * @param say takes progress lines
 */
export async function providePanicparse(say: (line: string) => void): Promise<string | null> {
  const installed = findProgram(['panicparse']);
  if (installed !== null) return installed;
  if (!existsSync(UNPACKED)) {
    await withPackages(['panicparse'], say, root => {
      cpSync(path.join(root, 'usr/bin/panicparse'), UNPACKED);
    });
  }
  return existsSync(UNPACKED) ? UNPACKED : null;
}
