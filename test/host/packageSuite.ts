// The tests of the package: what is in it, how large it is, and whether it works once installed.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { findEditorHost } from './editorHost';
import type { EditorHost } from './editorHost';
import { runEditorSuite } from './editorSuite';
import { ROOT, VSIX } from './paths';
import { removeFolder, run, temporaryFolder } from './processes';
import type { SuiteContext } from './suites';
import { add, check, NOTHING } from './tally';
import type { Tally } from './tally';

const LARGEST_BYTES = 1_000_000;

/** What the package may hold, as paths in the installed extension; the packager writes some names in lower case. */
const ALLOWED = [
  /^package(?:\.nls(?:\.[\w-]+)?)?\.json$/,
  /^(?:readme|changelog)\.md$/i,
  /^license(?:\.md|\.txt)?$/i,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^dist\/(?:client|engine|server|cli)\.js$/,
  /^dist\/(?:web-tree-sitter|tree-sitter-go)\.wasm$/,
  /^client\/(?:media|l10n|schemas)\//,
  /^syntaxes\/[\w.-]+\.json$/,
  // What the packager and the host add.
  /^\.vsixmanifest$/,
];
const REQUIRED = [
  'dist/client.js',
  'dist/engine.js',
  'dist/server.js',
  'dist/cli.js',
  'dist/web-tree-sitter.wasm',
  'dist/tree-sitter-go.wasm',
];

/** Packages the extension, installs it into the newest VS Code and runs the packaged suite there. */
export async function testPackage(context: SuiteContext): Promise<Tally> {
  const commands: readonly [string, string[]][] = [
    ['npm', ['run', 'package']],
    [process.execPath, ['esbuild.mjs', '--tests']],
  ];
  for (const [command, args] of commands) {
    const { code, output } = await run(command, args, { cwd: ROOT });
    if (code === 0) continue;
    context.say(output.trimEnd());
    return check(false);
  }
  const host = await findEditorHost('newest', context.say);
  const folder = temporaryFolder();
  const extensionsDir = path.join(folder, 'extensions');
  const extension = await install(host, folder, extensionsDir, context);
  if (extension === null) return check(false);
  const problems = [sizeProblems(), contentProblems(extension)];
  for (const problem of problems.flat()) context.say(problem);
  context.say(`${path.relative(ROOT, VSIX)} has ${statSync(VSIX).size} bytes. Installed into ${host.label}:`);
  const suite = await runEditorSuite(host, { name: 'packaged', extensionsDir, grep: context.grep });
  removeFolder(folder);
  return [...problems.map(found => check(found.length === 0)), suite].reduce(add, NOTHING);
}

/** Installs the package with the host's own command; returns the folder of the installed extension. */
async function install(
  host: EditorHost,
  folder: string,
  extensionsDir: string,
  context: SuiteContext,
): Promise<string | null> {
  const profile = [`--extensions-dir=${extensionsDir}`, `--user-data-dir=${path.join(folder, 'user-data')}`];
  const env = { ...process.env, ...host.env };
  const { code, output } = await run(host.cli, [...profile, '--install-extension', VSIX], { env });
  const names = existsSync(extensionsDir) ? readdirSync(extensionsDir) : [];
  const name = names.find(candidate => candidate.startsWith('nodelog.nodelog'));
  if (code === 0 && name !== undefined) return path.join(extensionsDir, name);
  context.say(`The package could not be installed:\n${output}`);
  return null;
}

function sizeProblems(): string[] {
  const { size } = statSync(VSIX);
  return size <= LARGEST_BYTES ? [] : [`The package has ${size} bytes, more than ${LARGEST_BYTES}.`];
}

function contentProblems(extension: string): string[] {
  const files = readdirSync(extension, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(extension, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  const manifest = JSON.parse(readFileSync(path.join(extension, 'package.json'), 'utf8')) as unknown;
  const surplus = files.filter(file => !ALLOWED.some(pattern => pattern.test(file)));
  const missing = [...REQUIRED, ...pathsIn(manifest)].filter(file => !existsSync(path.join(extension, file)));
  return [
    ...surplus.map(file => `The package holds ${file}, which it should not.`),
    ...missing.map(file => `The package lacks ${file}.`),
  ];
}

/** The paths that a manifest names, wherever they stand in it. */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^(?:\.\/)?(?:client|dist|syntaxes)\/\S+$/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : [];
}
