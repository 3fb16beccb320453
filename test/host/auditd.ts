// Gets Debian's ausearch for the tests that compare with it: unpacked beside the other downloads, never installed.
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withPackages } from './debian';
import { findProgram } from './machine';
import { DOWNLOADS } from './paths';

/** Where the package is unpacked; its programs stand in bin/. */
export const AUDITD = path.join(DOWNLOADS, 'auditd');
/** The package, and the libraries of its own that ausearch loads. */
const PACKAGES = ['auditd', 'libauparse0', 'libaudit1', 'libcap-ng0'];
const PROGRAMS = { ausearch: 'sbin/ausearch', ausyscall: 'usr/bin/ausyscall' };

/**
 * Unpacks ausearch and ausyscall where they are missing and this is a Debian machine that reaches its mirror. The
 * package is not installed: that would start its daemon. Without it the tests that need it are skipped and say so.
 * @param say takes progress lines
 */
export async function provideAusearch(say: (line: string) => void): Promise<void> {
  if (findProgram(['ausearch']) !== null || existsSync(path.join(AUDITD, 'bin/ausearch'))) return;
  await withPackages(PACKAGES, say, keep);
}

/** Writes programs that find the libraries, and copies all of it to its place. */
function keep(root: string): void {
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  for (const [name, file] of Object.entries(PROGRAMS)) {
    const script = path.join(root, 'bin', name);
    writeFileSync(script, wrapperOf(file));
    chmodSync(script, 0o755);
  }
  // Copied, since the temporary folder may stand on another file system; bin/ last, since it tells that all is there.
  for (const part of ['lib', 'sbin', 'usr', 'bin'].filter(name => existsSync(path.join(root, name))))
    cpSync(path.join(root, part), path.join(AUDITD, part), { recursive: true, verbatimSymlinks: true });
}

function wrapperOf(file: string): string {
  return `#!/bin/sh
here=$(cd "$(dirname "$0")/.." && pwd)
LD_LIBRARY_PATH=$(echo "$here"/lib/*-linux-gnu "$here"/usr/lib/*-linux-gnu | tr ' ' :) exec "$here/${file}" "$@"
`;
}
