// An open document: which frame stands on a line, and that a whole text reads as its lines do.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { LogDocument, type LineSource } from '../../../server/src/reading/document';
import { generateGoTraces } from '../../bench/goTraces';
import { CASE } from '../incident';
import { temporaryFolder } from '../source/host';

function sourceOf(text: string): LineSource {
  const lines = text.split(/\r\n|\n|\r/);
  return { lineCount: lines.length, line: index => lines[index] ?? '' };
}

/** Both ways of reading have to agree, and each line has the frame whose function or path stands on it. */
function check(text: string): void {
  const source = sourceOf(text);
  const document = new LogDocument('a.log', { ...source, text: () => text });
  const { lines, ...contents } = document.contents;
  const { lines: counted, ...byLine } = new LogDocument('a.log', source).contents;
  assert.deepEqual(contents, byLine);
  // An editor counts the empty rest behind the last break.
  assert.equal(lines, /[\r\n]$|^$/.test(text) ? counted - 1 : counted);
  const frames = new Map<number, string>();
  for (const { traceback } of contents.tracebacks) {
    for (const { id, frames: all } of traceback.goroutines) {
      for (const frame of all) {
        for (const at of [frame.functionAt, frame.fileAt]) {
          if (at) frames.set(at.line, `${String(id)} ${String(frame.function)} ${frame.file}:${String(frame.line)}`);
        }
      }
    }
  }
  for (let line = 0; line < source.lineCount; line++) {
    const context = document.frame(line);
    const { goroutine, frame } = context ?? {};
    const said =
      context && `${String(goroutine?.id)} ${String(frame?.function)} ${String(frame?.file)}:${String(frame?.line)}`;
    assert.equal(said ?? undefined, frames.get(line), `line ${String(line + 1)}`);
  }
}

const samples = process.env['NODELOG_SAMPLES'];
const FOLDERS: readonly (readonly [folder: string, ending: RegExp])[] = [
  ['test/fixtures/golang', /\.txt$/],
  [CASE, /^messages/],
  ...(samples === undefined ? [] : [[path.join(samples, 'traces'), /\.log$/] as const]),
];
const folder = temporaryFolder();

describe('an open log', () => {
  for (const [where, ending] of FOLDERS) {
    for (const name of readdirSync(where).filter(file => ending.test(file))) {
      it(`knows the frames of ${path.basename(where)}/${name} by their lines`, () => {
        const text = readFileSync(path.join(where, name), 'utf8');
        check(text);
        check(text.split('\n').reverse().join('\n'));
      });
    }
  }

  it('knows the frames of a long dump by their lines', async () => {
    const file = path.join(folder.path, 'dump.log');
    await generateGoTraces(file, 300_000, 137);
    check(readFileSync(file, 'utf8'));
  });

  it('knows the frames of two processes whose lines are mixed', () => {
    const trace = (tag: string): string[] =>
      ['panic: boom', 'goroutine 1 [running]:', 'main.f(0x1)', '\t/f.go:1 +0x1', 'main.g(0x1)', '\t/g.go:1 +0x1'].map(
        line => `Feb 25 22:07:13 node ${tag}: ${line}`,
      );
    const [a, b] = [trace('dockerd'), trace('kubelet')];
    check(a.flatMap((line, index) => [line, b[index] ?? '']).join('\n'));
  });
});
