// Programs of Debian packages with their libraries: unpacked beside the other downloads, never installed.
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withPackages } from './debian';
import { findProgram } from './machine';
import { DOWNLOADS } from './paths';

interface Unpacked {
  /** The name of the folder it stands in; its programs stand in bin/ there. */
  readonly folder: string;
  /** The package, and those of the libraries that a machine may lack. */
  readonly packages: readonly string[];
  /** Where each program lies in the package. */
  readonly programs: Readonly<Record<string, string>>;
}

/**
 * The path of a program: on PATH, or unpacked where it is missing and this is a Debian machine that reaches its mirror;
 * null where it cannot be had.
 * @param say takes progress lines
 */
export async function provideProgram(
  name: string,
  { folder, packages, programs }: Unpacked,
  say: (line: string) => void,
): Promise<string | null> {
  const installed = findProgram([name]);
  if (installed !== null) return installed;
  const place = path.join(DOWNLOADS, folder);
  const program = path.join(place, 'bin', name);
  if (!existsSync(program)) {
    await withPackages(packages, say, root => {
      keep(root, place, programs);
    });
  }
  return existsSync(program) ? program : null;
}

/** Writes programs that find the libraries, and copies all of it to its place. */
function keep(root: string, place: string, programs: Unpacked['programs']): void {
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  for (const [name, file] of Object.entries(programs)) {
    const script = path.join(root, 'bin', name);
    writeFileSync(script, wrapperOf(file));
    chmodSync(script, 0o755);
  }
  // Copied, since the temporary folder may stand on another file system; bin/ last, since it tells that all is there.
  for (const part of ['lib', 'sbin', 'usr', 'bin'].filter(name => existsSync(path.join(root, name))))
    cpSync(path.join(root, part), path.join(place, part), { recursive: true, verbatimSymlinks: true });
}

function wrapperOf(file: string): string {
  return `#!/bin/sh
here=$(cd "$(dirname "$0")/.." && pwd)
LD_LIBRARY_PATH=$(echo "$here"/lib/*-linux-gnu "$here"/usr/lib/*-linux-gnu | tr ' ' :) exec "$here/${file}" "$@"
`;
}
