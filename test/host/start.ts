// `npm start [-- FOLDER]`: builds the extension and opens a folder of logs in VS Code with it.
import { statSync } from 'node:fs';
import path from 'node:path';
import { findProgram, hasDisplay } from './machine';
import { BUNDLED_CASE, DOWNLOADS, ROOT } from './paths';
import { exitWith, HostUnavailable, isEnding, run, temporaryFolder } from './processes';
import { linkExtension, serve, writeUserSettings } from './serve';

const INSTALL_HINT =
  'Install VS Code (https://code.visualstudio.com) so that `code` is on PATH, then run npm start again.';

/** The folder to open; relative paths are the caller's, who may stand elsewhere than npm. Null where there is none. */
function readFolder(args: readonly string[]): string | null {
  const [name, ...others] = args;
  if (others.length > 0) return null;
  if (name === undefined) return BUNDLED_CASE;
  const folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), name);
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? folder : null;
}

/**
 * Opens the folder in a desktop VS Code with a profile of its own, which is what Ctrl+C can end.
 * @returns whether a window was shown, after it was closed
 */
async function openDesktop(executable: string, folder: string): Promise<boolean> {
  const profile = path.join(DOWNLOADS, 'start-profile');
  writeUserSettings(profile);
  console.log(`Opening ${folder} in ${executable}; Ctrl+C ends it.`);
  const args = [`--user-data-dir=${profile}`, `--extensionDevelopmentPath=${ROOT}`, '--new-window', '--wait', folder];
  // VS Code asks to be told so when root runs it.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { code } = await run(executable, [...args, ...asRoot], { echo: true });
  return code === 0 && hasDisplay();
}

async function openCodeServer(folder: string): Promise<number> {
  const profile = temporaryFolder();
  const extensionsDir = path.join(profile, 'extensions');
  linkExtension(extensionsDir);
  const server = await serve({ version: 'newest', extensionsDir, say: line => console.log(line) });
  console.log(`Nodelog is ready. Open this address in a browser; Ctrl+C ends it.`);
  console.log(`http://${server.authority}/?folder=${encodeURIComponent(folder).replaceAll('%2F', '/')}`);
  await server.gone;
  if (isEnding()) return 0;
  console.error(`code-server ended by itself:\n${server.log()}`);
  return 1;
}

async function main(args: readonly string[]): Promise<number> {
  const folder = readFolder(args);
  if (folder === null) {
    console.error(`${args.join(' ')} is not a folder.\nusage: npm start [-- FOLDER]`);
    return 2;
  }
  // Ctrl+C is the usual end of this command.
  process.exitCode = 0;
  console.log('Building the extension ...');
  const build = await run(process.execPath, ['esbuild.mjs'], { cwd: ROOT });
  if (build.code !== 0) {
    console.error(build.output);
    return 1;
  }
  const desktop = findProgram(['code', 'codium']);
  if (desktop !== null && (await openDesktop(desktop, folder))) return 0;
  return openCodeServer(folder);
}

main(process.argv.slice(2)).then(exitWith, (error: unknown) => {
  console.error(error instanceof HostUnavailable ? `${error.message}\n${INSTALL_HINT}` : error);
  exitWith(1);
});
