// Packed data of test/fixtures/packed, and what node packs itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { PackMethod } from '../../../server/src/host';
import { caseText } from '../incident';

export const AUDIT = caseText('audit.log');

export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/packed', name)));
}

/** audit.log of the 137 case, packed by each method. */
export const PACKED: Readonly<Record<PackMethod, Uint8Array>> = {
  gzip: new Uint8Array(gzipSync(AUDIT)),
  xz: fixture('audit.log.xz'),
  zstd: fixture('audit.log.zst'),
  bzip2: fixture('audit.log.bz2'),
};
