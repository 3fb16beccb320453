// How often a verdict is right, over captures of real nodes and parts of them. Wrong must be none, whatever is missing.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { captures, containersOf, score, skip, type Capture, type Score } from './captures';

/** Parts of a capture as an engineer may have them, and the share of runs whose cause must be right. */
const PARTS: readonly (readonly [name: string, holds: (file: string) => boolean, share: number])[] = [
  ['all files', () => true, 0.95],
  ['audit.log* messages* dmesg', file => /^(?:audit\.log|messages(?:$|-)|dmesg)/.test(file), 0.95],
  [
    'audit.enriched.log docker.journal.json containerd.log',
    file => /^(?:audit\.enriched|docker\.journal\.json|containerd\.log)/.test(file),
    0.85,
  ],
  ['audit.log* dockerd.log containerd.log', file => /^(?:audit\.log|dockerd|containerd)/.test(file), 0.85],
  ['audit.log* docker.journal.txt', file => /^(?:audit\.log|docker\.journal\.txt)/.test(file), 0.85],
  ['audit.log* alone', file => file.startsWith('audit.log'), 0],
  ['messages* alone', file => /^messages(?:$|-)/.test(file), 0],
  ['messages.iso alone', file => file === 'messages.iso', 0],
  ['dockerd.log alone', file => file === 'dockerd.log', 0],
  ['containerd.log alone', file => file === 'containerd.log', 0],
  ['docker.journal.json alone', file => file === 'docker.journal.json', 0],
  [
    'docker.journal.json containerd.log dmesg',
    file => /^(?:docker\.journal\.json|containerd\.log|dmesg)/.test(file),
    0,
  ],
  ['dmesg alone', file => file.startsWith('dmesg'), 0],
];

const rows: string[] = [];

function tell(name: string, { right, unknown, wrong, open }: Score): void {
  const runs = right + unknown + wrong.length;
  const share = `${((100 * right) / runs).toFixed(1)} %`;
  rows.push(
    `${name.padEnd(64)} right ${String(right).padStart(3)} of ${String(runs)} (${share}), unknown ${String(unknown)}, wrong ${String(wrong.length)}`,
  );
  if (process.env['NODELOG_OPEN'] !== undefined) rows.push(...open.map(line => `    ? ${line}`));
  rows.push(...wrong.map(line => `    WRONG ${line}`));
}

function paths({ folder }: Capture, files: readonly string[]): string[] {
  return files.map(file => join(folder, file));
}

describe('the causes over captures', { skip }, () => {
  after(() => {
    console.log(rows.join('\n'));
  });

  for (const capture of captures()) {
    const part = async (files: readonly string[]): Promise<Score> =>
      score(await containersOf(paths(capture, files)), capture);

    for (const [name, holds, share] of PARTS) {
      const files = capture.files.filter(holds);
      it(`are not wrong for ${capture.name}: ${name}`, { skip: files.length === 0 }, async () => {
        const scored = await part(files);
        tell(`${capture.name}: ${name}`, scored);
        assert.deepEqual(scored.wrong, []);
        assert.ok(scored.right >= share * (scored.right + scored.unknown), `${String(scored.right)} right`);
      });
    }

    it(`are neither wrong nor surer for ${capture.name} with any one file taken away`, async () => {
      for (const [set, holds] of PARTS.slice(0, 3)) {
        const all = capture.files.filter(holds);
        const whole = await part(all);
        for (const file of all) {
          const without = await part(all.filter(other => other !== file));
          tell(`${capture.name}: ${set} without ${file}`, without);
          assert.deepEqual(without.wrong, [], file);
          for (const [run, certainty] of without.certainty) {
            assert.ok(certainty <= (whole.certainty.get(run) ?? 0), `${run} is surer without ${file}`);
          }
        }
      }
    });

    it(`are the same for ${capture.name} in two copies in two sub-folders`, async () => {
      const root = mkdtempSync(join(tmpdir(), 'nodelog-'));
      try {
        for (const folder of ['one', 'two']) {
          mkdirSync(join(root, folder));
          cpSync(capture.folder, join(root, folder), { recursive: true });
        }
        const scored = score(await containersOf([root]), capture);
        tell(`${capture.name}: two copies in two sub-folders`, scored);
        assert.deepEqual(scored.wrong, []);
        assert.equal(scored.right, (await part(capture.files)).right);
      } finally {
        rmSync(root, { recursive: true });
      }
    });
  }
});
