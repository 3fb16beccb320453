// A real node's logs with what docker would have printed of its containers beside them, made of what truly happened.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { lastRun } from '../../../server/src/containers/model';
import { captures, containersOf, score, skip, type Capture } from './captures';
import { madeEvents, madeInspects, madePs } from './madeOutputs';

/** Parts of a capture as an engineer may have them. */
const PARTS: readonly (readonly [name: string, holds: (file: string) => boolean])[] = [
  ['all files', () => true],
  ['audit.log* messages* dmesg', file => /^(?:audit\.log|messages(?:$|-)|dmesg)/.test(file)],
  ['audit.log* alone', file => file.startsWith('audit.log')],
  ['messages* alone', file => /^messages(?:$|-)/.test(file)],
  ['dockerd.log alone', file => file === 'dockerd.log'],
  ['containerd.log alone', file => file === 'containerd.log'],
  ['no log at all', () => false],
];

describe('outputs of docker beside a capture', { skip }, () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'nodelog-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const outputs = (capture: Capture): Readonly<Record<string, string>> => ({
    'docker inspect': write('inspect.json', madeInspects(capture)),
    'docker ps': write('ps.txt', madePs(capture, 30)),
    'docker ps, hours later': write('ps-later.txt', madePs(capture, 9000)),
    'docker events': write('events.txt', madeEvents(capture, 'text')),
    'docker events as JSON': write('events.json', madeEvents(capture, 'json')),
  });

  for (const capture of captures()) {
    it(`give ${capture.name} the exit code of the last run, where somebody saw it, and of no run before`, async () => {
      const containers = await containersOf([capture.folder, outputs(capture)['docker inspect'] ?? '']);
      for (const real of capture.truth.containers) {
        const said = containers.find(({ id }) => id === real.id);
        assert.ok(said);
        const before = said.runs.slice(0, -1).map(({ exitCode }) => exitCode);
        assert.ok(
          before.every(code => code === null),
          real.id,
        );
        const code = real.cause === 'shim-died' ? null : real.exit_code;
        assert.equal(lastRun(said).exitCode, code, `${real.id} ${real.cause}`);
        assert.equal(said.image, real.image);
        assert.ok(said.names.includes(real.name));
      }
    });

    it(`give ${capture.name} the exit code of every run by docker's events`, async () => {
      const containers = await containersOf([outputs(capture)['docker events'] ?? '']);
      for (const real of capture.truth.containers) {
        const said = containers.find(({ id }) => id === real.id);
        const codes = real.runs.map(run => run.exit_code);
        assert.deepEqual(said?.runs.map(({ exitCode }) => exitCode) ?? [], codes.length > 0 ? codes : [null], real.id);
      }
    });

    for (const [name, holds] of PARTS) {
      it(`make nothing wrong, and nothing less sure, of ${capture.name}: ${name}`, async () => {
        const files = capture.files.filter(holds).map(file => join(capture.folder, file));
        const bare = score(files.length > 0 ? await containersOf(files) : [], capture);
        for (const [output, path] of Object.entries(outputs(capture))) {
          const containers = await containersOf([...files, path]);
          const scored = score(containers, capture);
          assert.deepEqual(scored.wrong, [], output);
          for (const [run, certainty] of bare.certainty) {
            assert.ok(certainty <= (scored.certainty.get(run) ?? 0), `${run} is surer without ${output}`);
          }
        }
      });
    }

    it(`are the same for ${capture.name} in any order of the files`, async () => {
      const files = capture.files.filter(file => file.startsWith('messages')).map(file => join(capture.folder, file));
      const all = [...files, ...Object.values(outputs(capture))];
      assert.deepEqual(await containersOf([...all].reverse()), await containersOf(all));
    });
  }
});
