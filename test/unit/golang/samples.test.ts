// Traces out of public reports, where their folder is at hand: NODELOG_SAMPLES names it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { loggedLines, parseTracebacks } from './tracebacks';

const samples = process.env['NODELOG_SAMPLES'];
const skip = samples === undefined ? 'NODELOG_SAMPLES is unset' : false;

interface Truth {
  readonly frames: readonly { func: string | null; file: string; line: number; created_by: boolean }[];
}

/** "function file:line" of every frame of a log, a creator's with a star. */
function framesOf(text: string): string[] {
  return parseTracebacks(loggedLines(text.split('\n'))).flatMap(traceback =>
    traceback.goroutines.flatMap(goroutine =>
      goroutine.frames.map(f => `${f.createdBy ? '*' : ''}${f.function ?? '?'} ${f.file}:${String(f.line)}`),
    ),
  );
}

describe('a public trace', { skip }, () => {
  const folder = path.join(samples ?? '', 'traces');
  const logs = samples === undefined ? [] : readdirSync(folder).filter(name => name.endsWith('.log'));
  for (const name of logs) {
    it(`yields all its frames and no other: ${name}`, () => {
      const truth = JSON.parse(readFileSync(path.join(folder, name.replace('.log', '.json')), 'utf8')) as Truth;
      assert.deepEqual(
        framesOf(readFileSync(path.join(folder, name), 'utf8')),
        truth.frames.map(f => `${f.created_by ? '*' : ''}${f.func ?? '?'} ${f.file}:${String(f.line)}`),
      );
    });
  }
});

describe('a log of a node without a panic', { skip }, () => {
  const folder = path.join(samples ?? '', 'captures/node-a/logs');
  const logs = samples === undefined ? [] : readdirSync(folder).filter(name => !name.endsWith('.gz'));
  for (const name of logs) {
    it(`yields no frame: ${name}`, () => {
      assert.deepEqual(framesOf(readFileSync(path.join(folder, name), 'utf8')), []);
    });
  }
});
