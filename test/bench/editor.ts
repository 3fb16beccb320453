// The extension in a real VS Code: from opening a log to the extension being awake, to tokens and to hints.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { findEditorHost } from '../host/editorHost';
import type { EditorHost } from '../host/editorHost';
import { ROOT, TSX } from '../host/paths';
import { removeFolder, run, temporaryFolder } from '../host/processes';
import { writeUserSettings } from '../host/serve';
import { MEASURE } from './editorTimes';
import type { EditorTimes, Measurement } from './editorTimes';
import type { Figure } from './figures';

const RUNS = 3;
const LIMIT_MS = 300_000;

const FIGURES: readonly (readonly [keyof EditorTimes, string])[] = [
  ['activate', 'opened a small audit.log: to the extension being active'],
  ['firstTokens', '- to its first tokens'],
  ['messagesTokens', 'opened 10 MB messages: to the first tokens'],
  ['auditTokens', 'opened 10 MB audit.log: to the first tokens'],
  ['auditHints', '- to the first hints'],
];

/** Measures in fresh windows of the newest VS Code that can be had here. */
export async function measureEditor(
  extension: string,
  logs: Omit<Measurement, 'result'>,
  say: (line: string) => void,
): Promise<Figure[]> {
  const host = await findEditorHost('newest', say);
  say(`On ${host.label} ...`);
  const folder = temporaryFolder();
  const entry = path.join(folder, 'inEditor.js');
  await bundle(entry);
  const times: EditorTimes[] = [];
  for (let window = 0; window < RUNS; window++) {
    times.push(await measureWindow(host, path.join(folder, String(window)), entry, extension, logs));
  }
  removeFolder(folder);
  return FIGURES.map(([key, what]) => ({ what, unit: 'ms', samples: times.map(time => time[key]) }));
}

async function measureWindow(
  host: EditorHost,
  folder: string,
  entry: string,
  extension: string,
  logs: Omit<Measurement, 'result'>,
): Promise<EditorTimes> {
  const measurement: Measurement = { ...logs, result: path.join(folder, 'times.json') };
  const userDataDir = path.join(folder, 'user-data');
  writeUserSettings(userDataDir);
  const options = {
    vscodeExecutablePath: host.executable,
    extensionDevelopmentPath: extension,
    extensionTestsPath: entry,
    extensionTestsEnv: { ...host.env, [MEASURE]: JSON.stringify(measurement) },
    launchArgs: [`--user-data-dir=${userDataDir}`, `--extensions-dir=${path.join(folder, 'extensions')}`],
  };
  const command = [...TSX, path.join(ROOT, 'test/host/runTests.ts'), JSON.stringify(options)];
  const { output } = await run(process.execPath, command, { cwd: ROOT, timeoutMs: LIMIT_MS });
  if (!existsSync(measurement.result)) throw new Error(`${host.label} gave no times. ${output.trim()}`);
  return JSON.parse(readFileSync(measurement.result, 'utf8')) as EditorTimes;
}

/** VS Code loads a suite as one CommonJS file. */
async function bundle(entry: string): Promise<void> {
  const source = path.join(ROOT, 'test/bench/inEditor.ts');
  const options = { bundle: true, platform: 'node', format: 'cjs', logLevel: 'warning' } as const;
  await esbuild.build({ ...options, external: ['vscode'], entryPoints: [source], outfile: entry });
}
