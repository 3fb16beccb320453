// Bundles the client and the engine behind server and command line into dist/, with the wasm files they load;
// with --tests only the suites of the extension host, into .vscode-test/out/.
import { chmod, copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const require = createRequire(import.meta.url);

/** web-tree-sitter's ESM file calls createRequire(undefined) in a CJS bundle, so its CJS file is taken. */
const WEB_TREE_SITTER = require.resolve('web-tree-sitter');
const WASM = {
  'web-tree-sitter.wasm': require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  'tree-sitter-go.wasm': path.join(path.dirname(require.resolve('tree-sitter-go/package.json')), 'tree-sitter-go.wasm'),
};

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  conditions: ['node', 'require'],
  external: ['vscode'],
  alias: { 'web-tree-sitter': WEB_TREE_SITTER },
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'info',
  metafile: true,
};

const bundles = [
  { ...common, entryPoints: ['client/src/node.ts'], outfile: 'dist/client.js' },
  { ...common, entryPoints: ['server/src/engine.ts'], outfile: 'dist/engine.js' },
];

/** What is started: each runs its part of the one engine. */
const PROGRAMS = {
  'server.js': "require('./engine.js').languageServer();\n",
  'cli.js': "#!/usr/bin/env node\nrequire('./engine.js').commandLine();\n",
};

/** Two suites from one folder: what runs on the extension under development, and what runs on the installed package. */
async function testBundles() {
  const files = (await readdir('test/editor', { recursive: true })).filter(file => file.endsWith('.test.ts'));
  const isPackaged = file => path.basename(file).startsWith('packaged');
  const suites = { editor: files.filter(file => !isPackaged(file)), packaged: files.filter(isPackaged) };
  return Object.entries(suites).map(([name, tests]) => ({
    ...common,
    entryPoints: ['index.ts', ...tests].map(file => path.join('test/editor', file)),
    outdir: path.join('.vscode-test/out', name),
    entryNames: '[name]',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  }));
}

/** Those of packages that bring no file of theirs. */
const LICENCES = { 'xz-decompress': 'server/src/inflate/xz-decompress.licence.txt' };

/** Writes the licences of every package that a bundle holds, and of the grammar whose wasm lies beside them. */
async function writeNotices(results) {
  const bundled = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = [...bundled, WASM['tree-sitter-go.wasm']].flatMap(
    file => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.resolve(file))?.[1] ?? [],
  );
  const notices = [...new Set(folders)].sort().map(async folder => {
    const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find(entry => /^licen[cs]e/i.test(entry));
    const text = file ? path.join(folder, file) : LICENCES[name];
    if (!text) throw new Error(`${name} has no licence file`);
    return `${name} ${version} (${license})\n\n${(await readFile(text, 'utf8')).trim()}\n`;
  });
  const rule = `\n${'-'.repeat(100)}\n\n`;
  await writeFile('dist/THIRD-PARTY-NOTICES.txt', (await Promise.all(notices)).join(rule));
}

async function main() {
  if (process.argv.includes('--tests')) {
    await rm('.vscode-test/out', { recursive: true, force: true });
    await Promise.all((await testBundles()).map(options => esbuild.build(options)));
    return;
  }
  await rm('dist', { recursive: true, force: true });
  await mkdir('dist', { recursive: true });
  await Promise.all(Object.entries(WASM).map(([name, file]) => copyFile(file, path.join('dist', name))));
  await Promise.all(Object.entries(PROGRAMS).map(([name, text]) => writeFile(path.join('dist', name), text)));
  await chmod('dist/cli.js', 0o755);
  if (watch) {
    const contexts = await Promise.all(bundles.map(options => esbuild.context(options)));
    await Promise.all(contexts.map(context => context.watch()));
  } else {
    await writeNotices(await Promise.all(bundles.map(options => esbuild.build(options))));
  }
}

main().catch(error => {
  // esbuild has printed its own errors already.
  if (!error.errors) console.error(error);
  process.exit(1);
});
