// What a reader knows can be written down at any line, and read back: what it reads then is what it would have read.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FileReader, type WholeReading } from '../../../../server/src/casefile/fileReader';
import { GraphError } from '../../../../server/src/casefile/store/graph';
import { readReader, writeReader } from '../../../../server/src/casefile/store/keptReader';
import { framesOf } from '../../../../server/src/golang/traceback';
import { headers } from '../../../../server/src/golang/headers';
import { heads } from '../../../../server/src/golang/headRows';
import { envelopes } from '../../../../server/src/log/envelopes';
import { readPasted } from '../../../../server/src/pasted/read';
import { payloads } from '../../../../server/src/reading/payload';
import { knownIssues } from '../../../../server/src/verdict/knownIssues/rows';
import { CASE } from '../../incident';
import { SAMPLES as PASTED } from '../../pasted/samples';

const FOLDERS = [CASE, ...['audit', 'golang', 'golang/words', 'journal/forms'].map(name => `test/fixtures/${name}`)];
/** Real logs of all kinds. */
const LOGS = FOLDERS.flatMap(folder =>
  readdirSync(folder)
    .map(name => path.join(folder, name))
    .filter(file => statSync(file).isFile() && /\.(?:log|txt)$|messages/.test(file))
    .map(file => ({ file, text: readFileSync(file, 'utf8') })),
);

/** Lines of all forms that there are rows for. */
const SAMPLES = [
  ...envelopes.flatMap(({ samples }) => samples.map(({ line }) => line)),
  ...payloads.flatMap(({ samples }) => samples.map(({ message }) => message)),
  ...[...headers, ...heads].flatMap(({ samples }) => samples.map(sample => (typeof sample === 'string' ? sample : ''))),
];

const FOUND = { path: '/case/log', name: 'log', group: '', bytes: 1, modified: 0, named: true };

/** What was read, without what makes objects of it when they are asked for. */
function told({ facts, versions, issues, contents, notes }: WholeReading): unknown {
  const { tracebacks, oomReports, timeline, lines, known } = contents;
  const traces = tracebacks.map(({ traceback, time }) => ({ ...traceback, frames: [...framesOf(traceback)], time }));
  const audit = facts.audit.map(({ records, ...event }) => ({
    ...event,
    records: records.map(({ record, line }) => ({ type: record.type, body: record.body, names: record.names, line })),
  }));
  const { tracebacks: hosted, ...others } = facts;
  const hosts = hosted.map(({ host }) => host);
  return {
    facts: { ...others, audit, hosts },
    versions,
    issues,
    traces,
    oomReports,
    last: timeline.last,
    lines,
    known,
    notes,
  };
}

/** Reads lines, writing the reader down before each of the lines `cuts`. */
function read(lines: readonly string[], cuts: ReadonlySet<number>): unknown {
  let reader = new FileReader(FOUND, { signal: undefined });
  lines.forEach((line, index) => {
    if (cuts.has(index)) reader = readReader(writeReader(reader, knownIssues), FOUND, { issues: knownIssues });
    reader.push(line);
  });
  return told(reader.end());
}

describe('a reader that is written down', () => {
  it('knows the outputs that were pasted into its file', () => {
    const pasted = readPasted(
      Object.values(PASTED)
        .flatMap(({ samples }) => samples.map(({ text }) => `${text}\n`))
        .join(''),
    );
    const reader = new FileReader(FOUND, { signal: undefined });
    reader.paste(pasted);
    const again = readReader(writeReader(reader, knownIssues), FOUND, { issues: knownIssues });
    const { facts } = reader.end();
    assert.ok(facts.inspections.length > 0 && facts.statements.length > 0);
    assert.deepEqual(told(again.end()), told(reader.end()));
  });

  for (const { file, text } of LOGS) {
    it(`goes on with ${file.slice(-40)} at any line`, () => {
      const lines = text.split('\n').slice(0, 400);
      const whole = read(lines, new Set());
      const at = fc.uniqueArray(fc.nat(lines.length), { maxLength: 4 });
      fc.assert(
        fc.property(at, cuts => {
          assert.deepEqual(read(lines, new Set(cuts)), whole);
        }),
        { numRuns: 6 },
      );
    });
  }

  it('goes on with any mixture of lines', () => {
    const lines = fc.array(fc.constantFrom(...SAMPLES), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(lines, fc.uniqueArray(fc.nat(40), { maxLength: 5 }), (some, cuts) => {
        assert.deepEqual(read(some, new Set(cuts)), read(some, new Set()));
      }),
      { numRuns: 300 },
    );
  });

  it('can go on itself afterwards', () => {
    const [log] = LOGS;
    assert.ok(log);
    const reader = new FileReader(FOUND, { signal: undefined });
    for (const line of log.text.split('\n')) {
      reader.push(line);
      if (reader.lines % 100 === 0) writeReader(reader, knownIssues);
    }
    assert.deepEqual(told(reader.end()), read(log.text.split('\n'), new Set()));
  });
});

describe('bytes of a reader', () => {
  const log = LOGS.find(({ file }) => file.endsWith('messages-20200225'));
  assert.ok(log);
  const reader = new FileReader(FOUND, { signal: undefined });
  for (const line of log.text.split('\n').slice(0, 300)) reader.push(line);
  const bytes = writeReader(reader, knownIssues);

  it('are refused where they are cut, wherever that is', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), length => {
        assert.throws(() => readReader(bytes.subarray(0, length), FOUND, { issues: knownIssues }), GraphError);
      }),
    );
  });

  it('are read or refused, whatever is changed in them', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ by;
        try {
          readReader(changed, FOUND, { issues: knownIssues });
        } catch (error) {
          assert.ok(error instanceof GraphError, String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('are refused where they are anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), other => {
        assert.throws(() => readReader(other, FOUND, { issues: knownIssues }), GraphError);
      }),
    );
  });

  it('are refused where other known issues are looked for', () => {
    const row = knownIssues.find(({ id }) => new TextDecoder().decode(bytes).includes(`issue ${id}`));
    assert.ok(row, 'the log shows no known issue');
    const others = knownIssues.filter(issue => issue !== row);
    assert.throws(() => readReader(bytes, FOUND, { issues: others }), GraphError);
  });
});
