// Debian packages for the tests and figures that compare with their programs: unpacked, never installed.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from './machine';
import { removeFolder, run, temporaryFolder } from './processes';

const LIMIT_MS = 120_000;

/**
 * Downloads packages and hands the folder they are unpacked in to `use`, which has to copy what it needs; says why where
 * that is not possible. Nothing happens on a machine that is no Debian.
 * @param say takes progress lines
 */
export async function withPackages(
  packages: readonly string[],
  say: (line: string) => void,
  use: (root: string) => void,
): Promise<void> {
  if (findProgram(['apt-get']) === null || findProgram(['dpkg-deb']) === null) return;
  const [first = ''] = packages;
  say(`Unpacking ${first} (apt-get download ${first}) into .vscode-test ...`);
  const folder = temporaryFolder();
  const root = path.join(folder, 'root');
  if ((await download(packages, folder, say)) && (await unpack(folder, root))) use(root);
  else say(`${first} cannot be had: the comparison with it is skipped.`);
  removeFolder(folder);
}

/** Root may refresh the lists of packages where they are missing or old. */
async function download(packages: readonly string[], folder: string, say: (line: string) => void): Promise<boolean> {
  const fetchAll = () => run('apt-get', ['download', ...packages], { cwd: folder, timeoutMs: LIMIT_MS });
  let fetched = await fetchAll();
  if (fetched.code !== 0 && process.getuid?.() === 0) {
    await run('apt-get', ['update'], { timeoutMs: LIMIT_MS });
    fetched = await fetchAll();
  }
  if (fetched.code !== 0) say(fetched.output.trimEnd());
  return fetched.code === 0;
}

/** All or nothing. */
async function unpack(folder: string, root: string): Promise<boolean> {
  for (const file of readdirSync(folder).filter(name => name.endsWith('.deb'))) {
    if ((await run('dpkg-deb', ['-x', path.join(folder, file), root])).code !== 0) return false;
  }
  return true;
}
