// `npm run bench`: measures sizes, the command line, the server and the extension in VS Code, and prints one table. It judges nothing.
import os from 'node:os';
import path from 'node:path';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import { measureCommand, measureStart } from './commandLine';
import { measureContainers } from './containers';
import { measureDecode } from './decode';
import { measureEditor } from './editor';
import { renderTable } from './figures';
import type { Figure, Section } from './figures';
import { generateNode } from './generate';
import { measureLargeCase } from './largeCase';
import { measureCase, measureFolder, measureLog } from './server';
import { measureSizes } from './sizes';
import { stageExtension } from './stage';
import { measureTraces } from './traces';

const SEED = 137;
const SMALL = { bytes: 10_000_000, runs: 5 };
const GIGABYTE = 1_000_000_000;
const LARGE = { bytes: 100_000_000, runs: 3 };

interface Part {
  readonly title: string;
  /** Measured one after the other; one that fails leaves its reason in the table. */
  readonly measures: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>>;
}

const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const loads = [load()];
  const extension = await stageExtension(say);
  const folder = temporaryFolder();
  say('Making logs of 10 and 100 MB ...');
  const small = await generateNode(path.join(folder, 'small'), SMALL.bytes, SEED);
  const large = await generateNode(path.join(folder, 'large'), LARGE.bytes, SEED);
  const dist = path.join(extension, 'dist');
  const [cli, server] = [path.join(dist, 'cli.js'), path.join(dist, 'server.js')];
  const decode = ['decode', '--json'];
  const logs = { small: path.join(BUNDLED_CASE, 'audit.log'), messages: small.messages, audit: small['audit.log'] };
  const parts: readonly Part[] = [
    { title: 'Sizes', measures: { 'the package': () => measureSizes(dist) } },
    {
      title: 'Command line',
      measures: {
        'its start': () => measureStart(cli),
        'containers, 10 MB': () => measureCommand(cli, ['containers'], small.messages, SMALL.runs),
        'containers, 100 MB': () => measureCommand(cli, ['containers'], large.messages, LARGE.runs),
        'decode, 100 MB': () => measureCommand(cli, decode, large['audit.log'], LARGE.runs),
      },
    },
    {
      title: 'decode beside ausearch -i, in one run',
      measures: { 'decode, 1 GB': () => measureDecode(cli, folder, GIGABYTE, SEED) },
    },
    {
      title: 'containers of a node with 2,000 of them, beside others, in one run',
      measures: {
        '100 MB and 1 GB': () => measureContainers(cli, folder, [LARGE.bytes, GIGABYTE], SEED),
      },
    },
    {
      title: 'trace beside gostackparse and panicparse, in one run',
      measures: { 'a dump of 100 MB': () => measureTraces(cli, folder, LARGE.bytes, SEED) },
    },
    {
      title: 'Language server, without an editor',
      measures: {
        'its start and the bundled case': () => measureCase(server),
        'dockerd log': () => measureLog(server, small.messages, 'nodelog-daemon'),
        'audit log': () => measureLog(server, small['audit.log'], 'nodelog-audit'),
        'case of 20 MB': () => measureFolder(server, path.dirname(small.messages)),
        'case of 100 MB': () =>
          measureLargeCase(server, path.join(folder, 'fleet-read'), LARGE.bytes, SEED, LARGE.runs),
      },
    },
    { title: 'In VS Code', measures: { 'the extension': () => measureEditor(extension, logs, say) } },
  ];
  const sections: Section[] = [];
  for (const part of parts) sections.push(await measurePart(part));
  loads.push(load());
  removeFolder(folder);
  removeFolder(extension);
  say(`\n${machine(loads)}\n\n${renderTable(sections)}`);
}

async function measurePart({ title, measures }: Part): Promise<Section> {
  const figures: Figure[] = [];
  for (const [what, measure] of Object.entries(measures)) {
    say(`${title}: ${what} ...`);
    try {
      figures.push(...(await measure()));
    } catch (error) {
      const missing = error instanceof Error ? error.message : String(error);
      figures.push({ what, unit: '', samples: [], missing });
    }
  }
  return { title, figures };
}

function load(): string {
  return (os.loadavg()[0] ?? 0).toFixed(1);
}

/** What the figures were measured on: without that they tell nothing. */
function machine(loads: readonly string[]): string {
  const [cpu] = os.cpus();
  return [
    `${new Date().toISOString().slice(0, 16)}Z, node ${process.versions.node}, ${os.platform()} ${os.release()} ${os.arch()},`,
    `${String(os.cpus().length)} cores (${cpu?.model.trim() ?? 'unknown'}), ${(os.totalmem() / 1e9).toFixed(0)} GB of memory;`,
    `load of the last minute ${loads.join(' before, ')} after. The logs are made (seed ${String(SEED)}); MB are 10^6 bytes.`,
  ].join('\n');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
