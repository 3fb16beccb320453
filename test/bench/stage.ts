// The extension as it is packaged, copied aside: what is measured stays the same though somebody builds meanwhile.
import { cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, VSIX } from '../host/paths';
import { run, temporaryFolder } from '../host/processes';

/** What the package is made from. */
const SOURCES = ['client', 'server', 'syntaxes', 'esbuild.mjs', 'package.json', 'package-lock.json', '.vscodeignore'];
/** What it holds, beside texts for people. */
const PARTS = ['client/media', 'client/l10n', 'dist', 'package.json', 'package.nls.json', 'syntaxes'];

/** Packages the extension where dist/ has no package of these sources, and returns a folder with all that is in it. */
export async function stageExtension(say: (line: string) => void): Promise<string> {
  if (isStale()) {
    say('Packaging the extension (npm run package) ...');
    const { code, output } = await run('npm', ['run', 'package'], { cwd: ROOT });
    if (code !== 0) throw new Error(`npm run package failed:\n${output.trimEnd()}`);
  }
  const folder = temporaryFolder();
  for (const part of PARTS) cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  return folder;
}

function isStale(): boolean {
  if (!existsSync(VSIX)) return true;
  return Math.max(...SOURCES.map(name => newest(path.join(ROOT, name)))) > statSync(VSIX).mtimeMs;
}

/** When the file, or the youngest file below the folder, was written; milliseconds since the epoch. */
function newest(file: string): number {
  const { mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return mtimeMs;
  return Math.max(0, ...readdirSync(file).map(name => newest(path.join(file, name))));
}
