// Traces out of public reports, where their folder is at hand: NODELOG_SAMPLES names it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { TraceLine } from '../../../server/src/golang/traceback';
import { loggedLines, parseTracebacks } from './tracebacks';

const samples = process.env['NODELOG_SAMPLES'];
const skip = samples === undefined ? 'NODELOG_SAMPLES is unset' : false;

interface Truth {
  readonly frames: readonly { func: string | null; file: string; line: number; created_by: boolean }[];
}

/** Envelopes that are not in the table yet: a localized month, LinuxKit's (no colon after the name), SONiC's (year behind the zone). */
const OTHER_ENVELOPES = [
  /^\d{1,2}月 +\d+ [\d:]{8} \S+ (?<program>\w+)\[\d+\]: /u,
  /^\d{4}-\d\d-\d\dT[\d:]{8}Z (?<program>docker-ce) /,
  /^\w{3} +\d+ \S+ \d{4} \S+ INFO (?<program>\w+)\[\d+\]: /,
];

function takeOff(line: TraceLine): TraceLine {
  const other = line.from > 0 ? undefined : OTHER_ENVELOPES.map(form => form.exec(line.text)).find(match => match);
  return other ? { ...line, from: other[0].length, program: other.groups?.['program'] ?? null } : line;
}

/** "function file:line" of every frame of a log, a creator's with a star. */
function framesOf(text: string): string[] {
  return parseTracebacks(loggedLines(text.split('\n')).map(takeOff)).flatMap(traceback =>
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
