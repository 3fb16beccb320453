// Gets Debian's ausearch for the tests that compare with it: unpacked beside the other downloads, never installed.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from './machine';
import { DOWNLOADS } from './paths';
import { removeFolder, run, temporaryFolder } from './processes';

/** Where the package is unpacked; its programs stand in bin/. */
export const AUDITD = path.join(DOWNLOADS, 'auditd');
/** The package, and the libraries of its own that ausearch loads. */
const PACKAGES = ['auditd', 'libauparse0', 'libaudit1', 'libcap-ng0'];
const PROGRAMS = { ausearch: 'sbin/ausearch', ausyscall: 'usr/bin/ausyscall' };
const LIMIT_MS = 120_000;

/**
 * Unpacks ausearch and ausyscall where they are missing and this is a Debian machine that reaches its mirror. The
 * package is not installed: that would start its daemon. Without it the tests that need it are skipped and say so.
 * @param say takes progress lines
 */
export async function provideAusearch(say: (line: string) => void): Promise<void> {
  if (findProgram(['ausearch']) !== null || existsSync(path.join(AUDITD, 'bin/ausearch'))) return;
  if (findProgram(['apt-get']) === null || findProgram(['dpkg-deb']) === null) return;
  say('Unpacking ausearch (apt-get download auditd) into .vscode-test ...');
  const folder = temporaryFolder();
  if (!(await download(folder, say)) || !(await unpack(folder))) {
    say('ausearch cannot be had: the comparison with it is skipped.');
  }
  removeFolder(folder);
}

/** Root may refresh the lists of packages where they are missing or old. */
async function download(folder: string, say: (line: string) => void): Promise<boolean> {
  const fetchAll = () => run('apt-get', ['download', ...PACKAGES], { cwd: folder, timeoutMs: LIMIT_MS });
  let fetched = await fetchAll();
  if (fetched.code !== 0 && process.getuid?.() === 0) {
    await run('apt-get', ['update'], { timeoutMs: LIMIT_MS });
    fetched = await fetchAll();
  }
  if (fetched.code !== 0) say(fetched.output.trimEnd());
  return fetched.code === 0;
}

/** Unpacks the packages, and writes programs that find the libraries; all or nothing. */
async function unpack(folder: string): Promise<boolean> {
  const root = path.join(folder, 'auditd');
  for (const file of readdirSync(folder).filter(name => name.endsWith('.deb'))) {
    if ((await run('dpkg-deb', ['-x', path.join(folder, file), root])).code !== 0) return false;
  }
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  for (const [name, file] of Object.entries(PROGRAMS)) {
    const script = path.join(root, 'bin', name);
    writeFileSync(script, wrapperOf(file));
    chmodSync(script, 0o755);
  }
  // Copied, since the temporary folder may stand on another file system; bin/ last, since it tells that all is there.
  for (const part of ['lib', 'sbin', 'usr', 'bin'].filter(name => existsSync(path.join(root, name))))
    cpSync(path.join(root, part), path.join(AUDITD, part), { recursive: true, verbatimSymlinks: true });
  return true;
}

function wrapperOf(file: string): string {
  return `#!/bin/sh
here=$(cd "$(dirname "$0")/.." && pwd)
LD_LIBRARY_PATH=$(echo "$here"/lib/*-linux-gnu "$here"/usr/lib/*-linux-gnu | tr ' ' :) exec "$here/${file}" "$@"
`;
}
