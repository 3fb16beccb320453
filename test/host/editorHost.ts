// Chooses the VS Code that runs a suite in its extension host: the caller's, a desktop one, or code-server.
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { existsSync } from 'node:fs';
import { findChromium } from './chromium';
import { installCodeServer, RELEASES } from './codeServer';
import type { VscodeVersion } from './codeServer';
import { answers, hasDisplay } from './machine';
import { DOWNLOADS } from './paths';
import { HostUnavailable } from './processes';

const DOWNLOAD_SERVER = 'https://update.code.visualstudio.com';
/** How long a download may stand still, in milliseconds. */
const STALL_MS = 15_000;

const WRAPPER = path.join(__dirname, 'code');

export interface EditorHost {
  /** What it is, for the user. */
  label: string;
  /** What runs suites (vscodeExecutablePath). */
  executable: string;
  /** What takes --install-extension. */
  cli: string;
  /** Environment that both need. */
  env: NodeJS.ProcessEnv;
}

/**
 * Finds the host of one end of `engines.vscode`, downloading it if need be.
 * VSCODE_EXECUTABLE, where set, is the host whatever the version asked for.
 * @throws HostUnavailable where no host can be had
 */
export async function findEditorHost(version: VscodeVersion, say: (line: string) => void): Promise<EditorHost> {
  const chosen = process.env.VSCODE_EXECUTABLE;
  if (chosen) {
    if (!existsSync(chosen)) throw new HostUnavailable(`VSCODE_EXECUTABLE=${chosen} does not exist.`);
    return desktopHost(`VSCODE_EXECUTABLE=${chosen}`, chosen);
  }
  const obstacle = await desktopObstacle();
  if (obstacle === null) {
    try {
      return await downloadDesktop(version, say);
    } catch (error) {
      say(`The desktop VS Code could not be downloaded (${String(error)}); taking code-server.`);
    }
  } else {
    say(`No desktop VS Code here (${obstacle}); taking code-server.`);
  }
  await installCodeServer(version, say);
  await findChromium(say);
  const label = `VS Code ${RELEASES[version].vscode}, code-server`;
  return { label, executable: WRAPPER, cli: WRAPPER, env: { NODELOG_VSCODE: version } };
}

/** Why a desktop VS Code cannot be downloaded or shown here; null where it can. */
async function desktopObstacle(): Promise<string | null> {
  if (!hasDisplay()) return 'no display: neither DISPLAY nor WAYLAND_DISPLAY is set';
  if (!(await answers(DOWNLOAD_SERVER))) return `${DOWNLOAD_SERVER} does not answer`;
  return null;
}

async function downloadDesktop(version: VscodeVersion, say: (line: string) => void): Promise<EditorHost> {
  const wanted = version === 'floor' ? RELEASES.floor.vscode : 'stable';
  say(`Looking for the desktop VS Code (${wanted}) in .vscode-test, else downloading it ...`);
  const reporter = { report: () => undefined, error: () => undefined };
  const executable = await downloadAndUnzipVSCode({
    version: wanted,
    cachePath: DOWNLOADS,
    timeout: STALL_MS,
    reporter,
  });
  return desktopHost(`VS Code ${wanted}, desktop`, executable);
}

function desktopHost(label: string, executable: string): EditorHost {
  const cli = resolveCliPathFromVSCodeExecutablePath(executable);
  return { label, executable, cli: existsSync(cli) ? cli : executable, env: {} };
}
