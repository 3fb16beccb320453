// The first thing that the scripts of package.json run: checks node, installs what is missing, hands over.
// Only node's own modules here, and plain JavaScript: nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const ENTRIES = { start: 'test/host/start.ts', test: 'test/host/run.ts', bench: 'test/bench/run.ts' };
/** The oldest node that the tools of package.json run on. */
const OLDEST_NODE = [20, 19];
const PARENT = process.ppid;

function fail(message) {
  console.error(message);
  process.exit(2);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(`Nodelog needs node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node} (${process.execPath}).`);
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Whether node_modules holds what the lock file says, by the record that npm leaves there when it is done. */
function isInstalled() {
  const wanted = readLock('package-lock.json');
  const found = readLock('node_modules/.package-lock.json');
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || entry.peer || found[name]?.version === entry.version,
  );
}

function install() {
  console.log('Installing the packages of package-lock.json (npm ci) ...');
  const flags = ['--prefix', ROOT, '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync('npm', ['ci', ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell,
  });
  if (status !== 0) fail(`npm ci failed${error ? `: ${error.message}` : ''}; is the npm registry within reach?`);
}

/** npm passes SIGTERM on to its shell only; when that is gone, this process has been told to end. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

const [name = '', ...args] = process.argv.slice(2);
const entry = ENTRIES[name];
if (!entry && name !== 'install') {
  fail(`usage: node test/host/bootstrap.mjs install|${Object.keys(ENTRIES).join('|')} [ARGUMENTS]`);
}
checkNode();
if (!isInstalled()) install();
if (entry) {
  endWithNpm();
  process.argv = [process.execPath, path.join(ROOT, entry), ...args];
  await import('tsx');
  await import(pathToFileURL(process.argv[1]).href);
}
