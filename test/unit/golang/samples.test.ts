// Traces out of public reports, where their folder is at hand: NODELOG_SAMPLES names it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { moduleOf } from '../../../server/src/source/moduleFile';
import { moduleRow } from '../../../server/src/source/modules';
import { framesIn } from './tracebacks';

const samples = process.env['NODELOG_SAMPLES'];
const skip = samples === undefined ? 'NODELOG_SAMPLES is unset' : false;

interface Truth {
  readonly repo: string;
  readonly frames: readonly {
    func: string | null;
    file: string;
    line: number;
    created_by: boolean;
    std: boolean;
    repo_path?: string | null;
  }[];
}

describe('a public trace', { skip }, () => {
  const folder = path.join(samples ?? '', 'traces');
  const logs = samples === undefined ? [] : readdirSync(folder).filter(name => name.endsWith('.log'));
  for (const name of logs) {
    it(`yields all its frames and no other: ${name}`, () => {
      const truth = JSON.parse(readFileSync(path.join(folder, name.replace('.log', '.json')), 'utf8')) as Truth;
      assert.deepEqual(
        framesIn(readFileSync(path.join(folder, name), 'utf8').split('\n')),
        truth.frames.map(f => `${f.created_by ? '*' : ''}${f.func ?? '?'} ${f.file}:${String(f.line)}`),
      );
    });
  }
});

describe('a frame of a public trace', { skip }, () => {
  const folder = path.join(samples ?? '', 'traces');
  const names = samples === undefined ? [] : readdirSync(folder).filter(name => name.endsWith('.json'));
  for (const name of names) {
    it(`leads to its path in its repository: ${name}`, () => {
      const { repo, frames } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Truth;
      for (const { func, file, std, repo_path: wanted = null } of frames) {
        const found = moduleOf({ function: func, file });
        const address = moduleRow(found?.module ?? '')?.cloneUrl ?? '';
        if (std) assert.deepEqual([found?.module, found?.path.startsWith('src/')], ['std', true]);
        else assert.equal(address, `https://github.com/${repo}.git`);
        if (wanted !== null) assert.equal(found?.path, wanted);
      }
    });
  }
});

describe('a log of a node without a panic', { skip }, () => {
  const folder = path.join(samples ?? '', 'captures/node-a/logs');
  const logs = samples === undefined ? [] : readdirSync(folder).filter(name => !name.endsWith('.gz'));
  for (const name of logs) {
    it(`yields no frame: ${name}`, () => {
      assert.deepEqual(framesIn(readFileSync(path.join(folder, name), 'utf8').split('\n')), []);
    });
  }
});
