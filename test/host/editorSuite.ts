// Runs a bundled suite in the extension host of a VS Code, on a copy of the bundled case.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EditorHost } from './editorHost';
import { BUNDLED_CASE, BUNDLED_TESTS, ROOT, TSX } from './paths';
import { removeFolder, run, temporaryFolder } from './processes';
import { writeUserSettings } from './serve';
import { GREP, NOTHING, parseTally, TALLY_FILE } from './tally';
import type { Tally } from './tally';

const LIMIT_MS = 900_000;

interface EditorSuite {
  /** A folder below test/editor's bundles (esbuild.mjs --tests). */
  name: 'editor' | 'packaged';
  /** The folder of installed extensions where the extension is one of them; else it is the one under development. */
  extensionsDir?: string;
  /** Only tests whose title contains this. */
  grep?: string;
}

/** Runs a suite; a host that dies or hangs counts as one failure. */
export async function runEditorSuite(host: EditorHost, suite: EditorSuite): Promise<Tally> {
  const folder = temporaryFolder();
  const tallyFile = path.join(folder, 'tally.json');
  const workspace = copyCase(folder);
  const userDataDir = path.join(folder, 'user-data');
  writeUserSettings(userDataDir);
  const profile = [
    `--user-data-dir=${userDataDir}`,
    `--extensions-dir=${suite.extensionsDir ?? path.join(folder, 'extensions')}`,
  ];
  const options = {
    vscodeExecutablePath: host.executable,
    extensionDevelopmentPath: suite.extensionsDir === undefined ? ROOT : emptyExtension(folder),
    extensionTestsPath: path.join(BUNDLED_TESTS, suite.name, 'index.js'),
    extensionTestsEnv: { ...host.env, [TALLY_FILE]: tallyFile, [GREP]: suite.grep ?? '' },
    launchArgs: [workspace, ...profile],
  };
  const command = [...TSX, path.join(__dirname, 'runTests.ts'), JSON.stringify(options)];
  const { code } = await run(process.execPath, command, { cwd: ROOT, echo: true, timeoutMs: LIMIT_MS });
  const tally = existsSync(tallyFile) ? parseTally(readFileSync(tallyFile, 'utf8')) : null;
  removeFolder(folder);
  if (tally === null) return { ...NOTHING, failed: 1 };
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/**
 * Copies the case, so that tests may write into it, and makes a workspace file for it: in one, folders come and go
 * without a restart of the extension host. Returns the file's path.
 */
function copyCase(folder: string): string {
  const name = path.basename(BUNDLED_CASE);
  cpSync(BUNDLED_CASE, path.join(folder, name), { recursive: true });
  const file = path.join(folder, `${name}.code-workspace`);
  writeFileSync(file, JSON.stringify({ folders: [{ path: name }] }));
  return file;
}

/** Tests of an installed extension still need one under development: VS Code runs tests only then. */
function emptyExtension(folder: string): string {
  const extension = path.join(folder, 'empty-extension');
  mkdirSync(extension);
  const manifest = { name: 'empty', publisher: 'nodelog-tests', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(path.join(extension, 'package.json'), JSON.stringify(manifest));
  return extension;
}
