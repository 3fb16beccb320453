// The formats in which files are packed, and what unpacks each: piece by piece, in bounded memory.
import { createGunzip, createInflateRaw } from 'node:zlib';
import type { InflateMethod } from '../host';
import { bunzip2 } from './bzip2';
import { throughZlib } from './zlib';
import { unxz } from './xz';
import { unzstd } from './zstd';

type Bytes = AsyncIterable<Uint8Array>;

const METHODS: Readonly<Record<InflateMethod, (pieces: Bytes) => Bytes>> = {
  gzip: pieces => throughZlib(createGunzip, pieces),
  deflate: pieces => throughZlib(createInflateRaw, pieces),
  zstd: unzstd,
  xz: unxz,
  bzip2: bunzip2,
};

/**
 * What packed bytes hold. Rejects where they are damaged or end too early, and as the pieces do; what could be unpacked
 * before that has come out then.
 */
export function inflate(method: InflateMethod, pieces: Bytes): Bytes {
  return METHODS[method](pieces);
}
