// What the language server takes its time for, without an editor: starting, tokens, hovers, jumps, reading a case.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DefinitionRequest,
  HoverRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol/node';
import type { LanguageId } from '../../server/src/protocol';
import { openCase } from '../../server/src/protocol';
import { makeContainerdRepository } from '../host/containerdRepository';
import { BUNDLED_CASE } from '../host/paths';
import { removeFolder, temporaryFolder } from '../host/processes';
import type { Figure } from './figures';
import { LanguageServer } from './languageServer';
import type { OpenLog } from './languageServer';
import { timed } from './measured';
import { Random } from './random';

const RUNS = 5;
const HOVERS = 500;
/** The lines that an editor shows at first. */
const SHOWN = { start: { line: 0, character: 0 }, end: { line: 60, character: 0 } };
const SEED = 1;

type Aspect = 'first' | 'full' | 'read' | 'hover' | 'peak';

/** A log that is opened in a window without folders: its first tokens, all of them, and hovers at random places. */
export async function measureLog(script: string, log: string, language: LanguageId): Promise<Figure[]> {
  const samples = { first: [], full: [], read: [], hover: [], peak: [] } as Record<Aspect, number[]>;
  for (let run = 0; run < RUNS; run++) {
    const server = await LanguageServer.start(script);
    const began = performance.now();
    const opened = await server.open(log, language);
    const textDocument = { uri: opened.uri };
    await server.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range: SHOWN });
    samples.first.push(performance.now() - began);
    await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    samples.full.push(performance.now() - began);
    await server.caseIsRead();
    samples.read.push(performance.now() - began);
    samples.hover.push(...(await hoverTimes(server, opened)));
    samples.peak.push((await server.stop()).peak);
  }
  return [
    { what: `opened 10 MB ${path.basename(log)}: to the first tokens`, unit: 'ms', samples: samples.first },
    { what: '- to all tokens', unit: 'ms', samples: samples.full },
    { what: '- to its case being read', unit: 'ms', samples: samples.read },
    { what: '- hover at random places', unit: 'ms', samples: samples.hover },
    { what: '- peak memory', unit: 'MB', samples: samples.peak },
  ];
}

async function hoverTimes({ connection }: LanguageServer, { uri, lines }: OpenLog): Promise<number[]> {
  const random = new Random(SEED);
  const times: number[] = [];
  for (let hover = 0; hover < HOVERS; hover++) {
    const line = random.below(lines.length - 1);
    const position = { line, character: random.below(lines[line]?.length ?? 1) };
    times.push((await timed(() => connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }))).ms);
  }
  return times;
}

/** Starting, the bundled case, and the jumps from the frames of its panic into a clone. */
export async function measureCase(script: string): Promise<Figure[]> {
  const folder = temporaryFolder();
  const repository = await makeContainerdRepository(path.join(folder, 'containerd'));
  const settings = { source: { repositories: { 'github.com/containerd/containerd': repository.folder } } };
  const starting: number[] = [];
  const reading: number[] = [];
  const first: number[] = [];
  const others: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const server = await LanguageServer.start(script, settings);
    starting.push(server.initializeMs);
    reading.push((await readCase(server, BUNDLED_CASE)).ms);
    const log = await server.open(path.join(BUNDLED_CASE, 'messages-20200225'), 'nodelog-daemon');
    const [cold = NaN, ...warm] = await jumpTimes(server, log);
    first.push(cold);
    others.push(...warm);
    await server.stop();
  }
  removeFolder(folder);
  return [
    { what: 'start to initialized', unit: 'ms', samples: starting },
    { what: 'reading the bundled case', unit: 'ms', samples: reading },
    { what: 'definition on a frame, the first', unit: 'ms', samples: first },
    { what: '- the others of its panic', unit: 'ms', samples: others },
  ];
}

/** Reading a folder with both logs of a node. */
export async function measureFolder(script: string, folder: string): Promise<Figure[]> {
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const server = await LanguageServer.start(script);
    samples.push((await readCase(server, folder)).ms);
    await server.stop();
  }
  return [{ what: 'reading a case of 10 MB messages and 10 MB audit.log', unit: 'ms', samples }];
}

function readCase({ connection }: LanguageServer, folder: string): Promise<{ readonly ms: number }> {
  return timed(() => connection.sendRequest(openCase, { uri: pathToFileURL(folder).href }));
}

async function jumpTimes({ connection }: LanguageServer, { uri, lines }: OpenLog): Promise<number[]> {
  const times: number[] = [];
  for (const [line, text] of lines.entries()) {
    const character = text.indexOf('/go/src/');
    if (character < 0) continue;
    const position = { line, character };
    const ask = (): Promise<unknown> =>
      connection.sendRequest(DefinitionRequest.type, { textDocument: { uri }, position });
    times.push((await timed(ask)).ms);
  }
  return times;
}
