// The entry of a suite in the extension host: runs the test files bundled beside it with mocha and writes their tally.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { GREP, TALLY_FILE, TESTS_END, TESTS_START } from '../host/tally';
import type { Tally } from '../host/tally';

/** A slow machine takes its time to start a language server. */
const TIMEOUT_MS = 60_000;

/** Called by VS Code; rejects where a test failed. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: TIMEOUT_MS, color: false, grep: process.env[GREP] });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  }
  console.log(TESTS_START);
  const tally = await new Promise<Tally>(resolve => {
    const runner = mocha.run(failed => {
      resolve({ passed: runner.stats?.passes ?? 0, failed, skipped: runner.stats?.pending ?? 0 });
    });
  });
  console.log(TESTS_END);
  const file = process.env[TALLY_FILE];
  if (file) writeFileSync(file, JSON.stringify(tally));
  if (tally.failed > 0) throw new Error(`${tally.failed} tests failed`);
}
