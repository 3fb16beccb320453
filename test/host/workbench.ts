// A workbench under a test's hands: code-server shown by a headless Chromium, driven with playwright.
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from './chromium';
import type { VscodeVersion } from './codeServer';
import { serve } from './serve';
import type { CodeServerProcess } from './serve';

const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];
const VIEWPORT = { width: 1280, height: 800 };

export interface WorkbenchOptions {
  version: VscodeVersion;
  /** The extension under development; null for what extensionsDir holds. */
  extension: string | null;
  /** The suite's entry (a CommonJS module with `run()`) in the extension host; needs `extension`. */
  testsPath?: string;
  /** A folder, or a .code-workspace file; an empty window where absent. */
  workspace?: string;
  /** User settings beside those that keep the workbench quiet. */
  settings?: Readonly<Record<string, unknown>>;
  /** The folder of installed extensions; an empty one where absent. */
  extensionsDir?: string;
  /** The profile's folder; an empty one where absent. */
  userDataDir?: string;
  /** Environment of the extension host beside this process's own. */
  env?: NodeJS.ProcessEnv;
  /** Takes what the workbench and the extension host log, with the console's arguments. */
  onLog?: (type: string, args: readonly unknown[]) => void;
  /** Takes progress lines of an install. */
  say?: (line: string) => void;
}

/** How the tests in the extension host ended, or why the host did. */
export interface WorkbenchExit {
  code: number;
  why?: string;
}

export interface Workbench {
  page: Page;
  /** Resolves when the suite of testsPath is done, or when the page or the server dies. */
  exit: Promise<WorkbenchExit>;
  /** The server's log, to print where a test failed. */
  log(): string;
  /** Ends browser and server and removes their folders. */
  stop(): Promise<void>;
}

/** Shows a workbench; resolves when the page is loaded, which is before its parts are drawn. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const executablePath = await findChromium(options.say ?? (() => undefined));
  const server = await serve(options);
  let browser: Browser | undefined;
  const stop = async (): Promise<void> => {
    await browser?.close().catch(() => undefined);
    await server.stop();
  };
  try {
    browser = await launch(executablePath, server.folder);
    const context = await browser.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: `http://${server.authority}` });
    const page = await context.newPage();
    const exit = watchExit(page, server, options);
    await exposeLog(page, options);
    await injectDevelopment(page, server.authority, options);
    await page.goto(address(server.authority, options), { waitUntil: 'domcontentloaded' });
    return { page, exit, log: () => server.log(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function launch(executablePath: string, folder: string): Promise<Browser> {
  // Signals are this process's own business: playwright would exit before the server has ended.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const env = {
    HOME: folder,
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
  };
  return chromium.launch({
    executablePath,
    ...signals,
    args: CHROMIUM_ARGUMENTS,
    env: { ...definedEnvironment(), ...env },
  });
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The first of: the suite's end, the page's crash, the server's end. */
function watchExit(page: Page, server: CodeServerProcess, options: WorkbenchOptions): Promise<WorkbenchExit> {
  const suite = new Promise<WorkbenchExit>((resolve, reject) => {
    page.on('crash', () => resolve({ code: 101, why: 'the page crashed' }));
    if (options.testsPath === undefined) return;
    page.exposeFunction('codeAutomationExit', (code: number) => resolve({ code })).catch(reject);
  });
  return Promise.race([suite, server.gone.then(() => ({ code: 102, why: 'code-server ended' }))]);
}

/** VS Code hands all its logging to this function of the page, if the page has it. */
async function exposeLog(page: Page, options: WorkbenchOptions): Promise<void> {
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => options.onLog?.(type, args));
}

/**
 * Puts the extension under development into the configuration that the page carries, before the workbench reads it:
 * a built workbench takes development paths from nowhere else.
 */
async function injectDevelopment(page: Page, authority: string, options: WorkbenchOptions): Promise<void> {
  if (options.extension === null) return;
  const uri = (file: string): object => ({ $mid: 1, scheme: 'vscode-remote', authority, path: path.resolve(file) });
  const development = {
    extensions: [uri(options.extension)],
    extensionTestsPath: options.testsPath === undefined ? undefined : uri(options.testsPath),
  };
  await page.addInitScript(developmentOptions => {
    document.addEventListener('readystatechange', () => {
      const element = document.getElementById('vscode-workbench-web-configuration');
      const settings = element?.getAttribute('data-settings');
      if (!element || !settings || document.readyState !== 'interactive') return;
      const configuration = JSON.parse(settings) as Record<string, object>;
      configuration.developmentOptions = { ...configuration.developmentOptions, ...developmentOptions };
      element.setAttribute('data-settings', JSON.stringify(configuration));
    });
  }, development);
}

function address(authority: string, options: WorkbenchOptions): string {
  const query = new URLSearchParams();
  const { workspace } = options;
  if (workspace === undefined) query.set('ew', 'true');
  else query.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(workspace));
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  if (options.extension !== null) payload.push(['extensionDevelopmentPath', remote(authority, options.extension)]);
  if (options.testsPath !== undefined) payload.push(['extensionTestsPath', remote(authority, options.testsPath)]);
  query.set('payload', JSON.stringify(payload));
  return `http://${authority}/?${query}`;
}

function remote(authority: string, file: string): string {
  return `vscode-remote://${authority}${encodeURI(path.resolve(file))}`;
}
