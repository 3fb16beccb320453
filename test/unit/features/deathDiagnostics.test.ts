// Problems on the lines that prove ends nobody asked for, over a real node: with the lines of other files beside them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver';
import { LocalCase } from '../../../server/src/casefile/case';
import { deathDiagnostics } from '../../../server/src/features/deathDiagnostics';
import type { Services } from '../../../server/src/features/feature';
import { LogDocument } from '../../../server/src/reading/document';
import { splitLines } from '../../../server/src/reading/lines';
import { fileUri } from '../../../server/src/services/fileUri';
import { Places } from '../../../server/src/services/places';
import { DEFAULT_SETTINGS } from '../../../server/src/services/settings';
import { MemoryHost } from '../memoryHost';

const SAMPLES = process.env['NODELOG_SAMPLES'];
const FILES = ['audit.log', 'messages', 'dockerd.log', 'containerd.log', 'dmesg.txt'];

it(
  'OOM kills, kills from the host and lost shims are problems, with the proofs of other files beside them',
  { skip: SAMPLES === undefined ? 'NODELOG_SAMPLES is unset' : false },
  async () => {
    const found = await problems(`${SAMPLES ?? ''}/captures/node-a/logs`);
    for (const said of [
      /memory of its control group/,
      /outside the runtime signalled its init/,
      /The shim of this container was killed/,
    ]) {
      const [problem] = found.filter(({ diagnostic: { message } }) => said.test(JSON.stringify(message)));
      assert.ok(problem, `${String(said)}: ${found.map(({ diagnostic }) => diagnostic.message).join('\n')}`);
      const others = problem.diagnostic.relatedInformation?.map(({ location }) => location.uri) ?? [];
      assert.ok(
        others.some(uri => uri !== problem.uri),
        `${problem.diagnostic.message}: ${others.join()}`,
      );
    }
  },
);

async function problems(folder: string): Promise<{ readonly uri: string; readonly diagnostic: Diagnostic }[]> {
  const texts = new Map(FILES.map(name => [`/case/${name}`, readFileSync(`${folder}/${name}`, 'utf8')]));
  const local = new LocalCase(new MemoryHost(Object.fromEntries(texts)), ['/case'], {
    maxFiles: 99,
    maxBytes: 1e9,
    zone: null,
  });
  await local.read();
  const services = {
    settings: { get: () => Promise.resolve(DEFAULT_SETTINGS) },
    cases: { of: () => local },
    places: new Places(() => false),
  } as unknown as Services;
  const found: { uri: string; diagnostic: Diagnostic }[] = [];
  for (const [path, text] of texts) {
    const lines = [...splitLines(text)];
    const log = new LogDocument(path, { lineCount: lines.length, line: index => lines[index] ?? '' });
    const uri = fileUri(path);
    for (const diagnostic of await deathDiagnostics(services, uri, log)) found.push({ uri, diagnostic });
  }
  return found;
}
