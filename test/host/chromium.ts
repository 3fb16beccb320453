// Finds a Chromium that runs here, or gets one: the installed one, else playwright's, else Debian's package.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { answers, findProgram } from './machine';
import { DOWNLOADS, ROOT } from './paths';
import { HostUnavailable, run } from './processes';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
/** Where playwright downloads its browsers from. */
const PLAYWRIGHT_CDN = 'https://cdn.playwright.dev';
const DOWNLOAD_MS = 300_000;

let found: Promise<string> | undefined;

/**
 * Returns the path of a Chromium that starts on this machine.
 * @param say takes progress lines
 * @throws HostUnavailable with the command to run
 */
export function findChromium(say: (line: string) => void): Promise<string> {
  return (found ??= search(say));
}

async function search(say: (line: string) => void): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (await starts(chosen)) return chosen;
    throw new HostUnavailable(`CHROMIUM_PATH=${chosen} does not start.`);
  }
  for (const find of [installed, fromPlaywright, fromDebian]) {
    const candidate = await find(say);
    if (candidate !== null && (await starts(candidate))) return candidate;
  }
  throw new HostUnavailable(
    'No Chromium found. Install it (Debian: sudo apt-get install chromium; elsewhere: npx playwright-core install --with-deps chromium) or set CHROMIUM_PATH.',
  );
}

/** The installed browser, by its usual names. */
function installed(): Promise<string | null> {
  const application = APPLICATIONS.find(file => existsSync(file));
  return Promise.resolve(findProgram(NAMES) ?? application ?? null);
}

/** Playwright's own, downloaded into .vscode-test/ where its server can be reached. */
async function fromPlaywright(say: (line: string) => void): Promise<string | null> {
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  const env = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: path.join(DOWNLOADS, 'browsers') };
  // The library reads the variable once, when it is loaded: so a process of its own tells the path.
  const tell = `process.stdout.write(require('playwright-core').chromium.executablePath())`;
  const executable = (await run(process.execPath, ['-e', tell], { cwd: ROOT, env })).output;
  if (existsSync(executable)) return executable;
  if (!(await answers(PLAYWRIGHT_CDN))) return null;
  say('Downloading Chromium (playwright) into .vscode-test ...');
  const cli = path.join(ROOT, 'node_modules/playwright-core/cli.js');
  const { code } = await run(process.execPath, [cli, 'install', 'chromium'], { env, timeoutMs: DOWNLOAD_MS });
  return code === 0 && existsSync(executable) ? executable : null;
}

/** Debian's package, where we may install it. */
async function fromDebian(say: (line: string) => void): Promise<string | null> {
  if (process.getuid?.() !== 0 || findProgram(['apt-get']) === null) return null;
  say('Installing Chromium (apt-get install chromium) ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  const install = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
  const { code, output } = await run('apt-get', install, { env });
  if (code !== 0) say(output);
  return findProgram(NAMES);
}

/** A package may be there and yet not start: a snap stub, or libraries that are missing. */
async function starts(executable: string): Promise<boolean> {
  return (await run(executable, ['--version'], { timeoutMs: 30_000 })).code === 0;
}
