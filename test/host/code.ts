// Takes the arguments that @vscode/test-electron gives to VS Code and runs them in code-server with Chromium.
import { format } from 'node:util';
import { installCodeServer } from './codeServer';
import type { VscodeVersion } from './codeServer';
import { exitWith, HostUnavailable, removeFolder, run, temporaryFolder } from './processes';
import { privateEnvironment } from './serve';
import { TESTS_END, TESTS_START } from './tally';
import { startWorkbench } from './workbench';
import type { WorkbenchExit, WorkbenchOptions } from './workbench';

/** Longer than a suite takes on a slow machine. */
const LIMIT_MS = 600_000;

const version: VscodeVersion = process.env.NODELOG_VSCODE === 'floor' ? 'floor' : 'newest';

/** Reads the arguments of the form `--name=value` that mean something here, and the folder to open. */
function readArguments(args: readonly string[]): WorkbenchOptions {
  const options: WorkbenchOptions = { version, extension: null, say: console.error };
  for (const argument of args) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined) options.workspace = argument;
    else if (name === 'extensionDevelopmentPath') options.extension = value ?? null;
    else if (name === 'extensionTestsPath') options.testsPath = value;
    else if (name === 'extensions-dir') options.extensionsDir = value;
    else if (name === 'user-data-dir') options.userDataDir = value;
    else if ((name === 'folder-uri' || name === 'file-uri') && value) {
      options.workspace = decodeURIComponent(new URL(value).pathname);
    }
  }
  return options;
}

/** `--install-extension`: code-server does that itself, without a window. */
async function manageExtensions(args: readonly string[]): Promise<number> {
  const { node, entry } = await installCodeServer(version, console.error);
  const folder = temporaryFolder();
  const command = [entry, '--config', `${folder}/config.yaml`, ...args];
  const { code } = await run(node, command, { env: privateEnvironment(folder), echo: true });
  removeFolder(folder);
  return code;
}

async function runSuite(options: WorkbenchOptions): Promise<number> {
  // The workbench's own log comes the same way as what the tests print: only the latter is passed on.
  let isSuite = false;
  const onLog = (type: string, args: readonly unknown[]): void => {
    const text = format(...args);
    if (text.startsWith(TESTS_START)) isSuite = true;
    else if (text.startsWith(TESTS_END)) isSuite = false;
    else if (isSuite) (type === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
  };
  const workbench = await startWorkbench({ ...options, onLog });
  const end = await Promise.race([workbench.exit, limit()]);
  if (end.why !== undefined) console.error(`${end.why}\n${workbench.log()}`);
  await workbench.stop();
  return end.code;
}

function limit(): Promise<WorkbenchExit> {
  return new Promise(resolve => setTimeout(resolve, LIMIT_MS, { code: 124, why: 'the suite took too long' }).unref());
}

async function main(args: readonly string[]): Promise<number> {
  if (args.some(argument => argument.startsWith('--install-extension'))) return manageExtensions(args);
  return runSuite(readArguments(args));
}

main(process.argv.slice(2)).then(exitWith, (error: unknown) => {
  console.error(error instanceof HostUnavailable ? error.message : error);
  exitWith(1);
});
