// `npm test`: runs the suites one after the other and ends with the counts of all of them together.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseTestCommand } from './commandLine';
import { ROOT } from './paths';
import { exitWith, HostUnavailable, isEnding } from './processes';
import { SUITES } from './suites';
import type { Suite, SuiteContext } from './suites';
import { add, check, NOTHING, renderTally } from './tally';
import type { Tally } from './tally';

const say = (line: string): void => console.log(line);

/** Runs one suite and prints its line; a suite that cannot run has failed. */
async function runSuite(suite: Suite, context: SuiteContext): Promise<Tally> {
  const began = Date.now();
  say(`\n== ${suite.name}`);
  let tally = await suite.run(context).catch((error: unknown) => {
    say(error instanceof HostUnavailable ? error.message : String(error instanceof Error ? error.stack : error));
    return check(false);
  });
  if (context.grep === undefined && tally.passed + tally.failed + tally.skipped === 0) {
    say('No test ran.');
    tally = check(false);
  }
  say(`${suite.name}: ${renderTally(tally)} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  return tally;
}

async function main(args: readonly string[]): Promise<number> {
  const known = SUITES.map(suite => suite.name);
  const command = parseTestCommand(args, known);
  if (typeof command === 'string') {
    console.error(command);
    return 2;
  }
  // A VS Code that the caller chose is the only one: it has one version.
  const versions = process.env.VSCODE_EXECUTABLE ? command.versions.slice(0, 1) : command.versions;
  const chosen = SUITES.filter(suite => command.suites.includes(suite.name));
  const needsBuild = chosen.some(suite => suite.needsBuild);
  const suites = SUITES.filter(suite => chosen.includes(suite) || (needsBuild && suite.name === 'build'));
  let total = NOTHING;
  for (const suite of suites) {
    if (isEnding()) break;
    const isBuilt = !suite.needsBuild || existsSync(path.join(ROOT, 'dist/client.js'));
    const ready: Suite = isBuilt
      ? suite
      : { ...suite, run: () => Promise.reject(new HostUnavailable('The build failed.')) };
    total = add(total, await runSuite(ready, { versions, grep: command.grep, say }));
  }
  if (!isEnding()) say(`\n${renderTally(total)}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

void main(process.argv.slice(2)).then(exitWith);
