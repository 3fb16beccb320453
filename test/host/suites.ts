// The suites of `npm test`, one row each, in the order in which they run.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { provideAusearch } from './auditd';
import { findChromium } from './chromium';
import { installCodeServer, RELEASES } from './codeServer';
import type { VscodeVersion } from './codeServer';
import { findEditorHost } from './editorHost';
import { runEditorSuite } from './editorSuite';
import { testPackage } from './packageSuite';
import { ROOT, TSX } from './paths';
import { HostUnavailable, removeFolder, run, temporaryFolder } from './processes';
import { add, check, NOTHING, parseTap } from './tally';
import type { Tally } from './tally';

export interface SuiteContext {
  /** The ends of `engines.vscode` on which the editor suite runs. */
  versions: readonly VscodeVersion[];
  /** Only tests whose title contains this; for the suites that have titles. */
  grep: string | undefined;
  say: (line: string) => void;
}

export interface Suite {
  name: string;
  /** Whether the bundles of dist/ have to be there. */
  needsBuild: boolean;
  /** Runs the suite; HostUnavailable means that it could not run here, and why. */
  run(context: SuiteContext): Promise<Tally>;
}

/** Longer than node's suites take on a slow machine. */
const LIMIT_MS = 1_200_000;

export const SUITES: readonly Suite[] = [
  { name: 'types', needsBuild: false, run: context => tool(context, 'typescript/bin/tsc', ['--noEmit']) },
  { name: 'lint', needsBuild: false, run: context => tool(context, 'eslint/bin/eslint.js', ['.']) },
  { name: 'format', needsBuild: false, run: context => tool(context, 'prettier/bin/prettier.cjs', ['--check', '.']) },
  { name: 'build', needsBuild: false, run: context => script(context, ['esbuild.mjs']) },
  { name: 'unit', needsBuild: false, run: unit },
  { name: 'grammar', needsBuild: false, run: grammar },
  { name: 'editor', needsBuild: true, run: editor },
  { name: 'ui', needsBuild: true, run: ui },
  { name: 'package', needsBuild: false, run: testPackage },
];

/** Runs a tool of node_modules that either passes or tells what is wrong. */
function tool(context: SuiteContext, file: string, args: readonly string[]): Promise<Tally> {
  return script(context, [path.join('node_modules', file), ...args]);
}

async function script(context: SuiteContext, args: readonly string[]): Promise<Tally> {
  const { code, output } = await run(process.execPath, args, { cwd: ROOT });
  if (code !== 0) context.say(output.trimEnd());
  return check(code === 0);
}

/** Runs the *.test.ts files below a folder with node's own runner and counts from its TAP report. */
async function nodeTests(context: SuiteContext, folder: string, flags: readonly string[]): Promise<Tally> {
  const files = filesBelow(folder).filter(file => file.endsWith('.test.ts'));
  if (files.length === 0) {
    context.say(`There is no ${folder}/**/*.test.ts.`);
    return check(false);
  }
  const reports = temporaryFolder();
  const reporters = ['tap', 'spec'].flatMap(reporter => [
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${path.join(reports, reporter)}`,
  ]);
  const titles = context.grep === undefined ? [] : [`--test-name-pattern=${escapeRegExp(context.grep)}`];
  const args = [...TSX, '--test', ...flags, ...titles, ...reporters, ...files];
  const { code, output } = await run(process.execPath, args, { cwd: ROOT, timeoutMs: LIMIT_MS });
  const report = (name: string): string => {
    const file = path.join(reports, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const tally = parseTap(report('tap'));
  if (code !== 0) context.say(failuresOf(report('spec')) + output);
  removeFolder(reports);
  if (tally === null) return check(false);
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** The part of a spec report that tells of the failed tests. */
function failuresOf(spec: string): string {
  const start = spec.lastIndexOf('failing tests:');
  return start < 0 ? spec : spec.slice(spec.lastIndexOf('\n', start) + 1);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The files below a folder of the repository, as paths from its root; none where the folder is missing. */
function filesBelow(folder: string): string[] {
  const root = path.join(ROOT, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Some compare with ausearch, which is got once here and not by each test. */
async function unit(context: SuiteContext): Promise<Tally> {
  await provideAusearch(context.say);
  return nodeTests(context, 'test/unit', []);
}

/** Each file with a `SYNTAX TEST` head or a snapshot beside it is one test. */
async function grammar(context: SuiteContext): Promise<Tally> {
  const files = filesBelow('test/grammar');
  const isAssertion = (file: string): boolean => /^.*SYNTAX TEST/.test(readFileSync(path.join(ROOT, file), 'utf8'));
  const assertions = files.filter(file => !file.endsWith('.snap') && isAssertion(file));
  const snapshots = files.filter(file => files.includes(`${file}.snap`));
  const tests = [
    ...assertions.map(file => ({ file, runner: 'unit.js' })),
    ...snapshots.map(file => ({ file, runner: 'snapshot.js' })),
  ];
  if (tests.length === 0) {
    context.say('There are no grammar tests: no file below test/grammar begins with SYNTAX TEST or has a .snap.');
    return check(false);
  }
  let tally = NOTHING;
  for (const { file, runner } of tests) {
    tally = add(tally, await tool(context, `vscode-tmgrammar-test/dist/${runner}`, [file]));
  }
  return tally;
}

async function editor(context: SuiteContext): Promise<Tally> {
  const bundled = await script(context, ['esbuild.mjs', '--tests']);
  if (bundled.failed > 0) return bundled;
  let tally = NOTHING;
  for (const version of context.versions) {
    const host = await findEditorHost(version, context.say);
    context.say(`On ${host.label}:`);
    tally = add(tally, await runEditorSuite(host, { name: 'editor', grep: context.grep }));
  }
  return tally;
}

/** One file at a time: each has a workbench and a browser of its own. */
async function ui(context: SuiteContext): Promise<Tally> {
  try {
    await installCodeServer('newest', context.say);
    await findChromium(context.say);
  } catch (error) {
    if (!(error instanceof HostUnavailable)) throw error;
    context.say(`Skipped, the UI tests drive code-server with Chromium: ${error.message}`);
    return { ...NOTHING, skipped: 1 };
  }
  context.say(`On VS Code ${RELEASES.newest.vscode}, code-server; screenshots are in test/output/ui.`);
  mkdirSync(path.join(ROOT, 'test/output/ui'), { recursive: true });
  return nodeTests(context, 'test/ui', ['--test-concurrency=1']);
}
