// A log read through the sieve, and without it.
import assert from 'node:assert/strict';
import { lineBlocks, type BlockSizes, type LineBlock } from '../../../server/src/casefile/blocks';
import { FileReader } from '../../../server/src/casefile/fileReader';
import { marksOfFacts } from '../../../server/src/casefile/marks';
import { Sieve, unsieved, type SampleView, type SievedBlock } from '../../../server/src/casefile/sieve';
import { knownIssues } from '../../../server/src/verdict/knownIssues/rows';

const marks = marksOfFacts(knownIssues);
assert.ok(marks);
const sieve = new Sieve(marks);

async function read(
  bytes: Uint8Array,
  sizes: BlockSizes,
  sieved: (block: LineBlock, sample: SampleView) => SievedBlock,
) {
  const found = { path: '/case/log', name: 'log', group: '', bytes: bytes.length, modified: 0, named: true };
  const reader = new FileReader(found, { signal: undefined });
  const pieces = (async function* () {
    yield await Promise.resolve(bytes);
  })();
  for await (const block of lineBlocks(pieces, sizes)) await reader.take(sieved(block, reader.sample));
  const { facts, contents, versions, notes, issues } = reader.end();
  const { tracebacks, oomReports, lines, known, timeline, sample } = contents;
  const { zones, years, months, moments, isLacking, newest, boots } = timeline.evidence;
  // Records have methods.
  const audit = facts.audit.map(({ records, ...event }) => ({
    ...event,
    records: records.map(({ record, line }) => ({ ...record, find: null, repeat: null, fields: record.fields, line })),
  }));
  return {
    facts: { ...facts, audit },
    tracebacks,
    oomReports,
    lines,
    known,
    versions,
    notes,
    issues,
    times: { zones, years, months, moments, isLacking, newest, boots },
    sample: [sample.messages, sample.records, sample.kernel].map(pool => [...pool.entries]),
  };
}

type Read = Awaited<ReturnType<typeof read>>;

/** What is read of a log through the sieve, and without it. */
export async function bothWays(text: string | Uint8Array, sizes: BlockSizes): Promise<[through: Read, whole: Read]> {
  const bytes = Buffer.from(text as string);
  const through = await read(bytes, sizes, (block, sample) => sieve.sieve(block, sample));
  return [through, await read(bytes, sizes, unsieved)];
}

/** Both ways have to agree; what both have is given back. */
export async function compare(text: string | Uint8Array, sizes: BlockSizes): Promise<Read> {
  const [through, whole] = await bothWays(text, sizes);
  assert.deepEqual(through, whole);
  return whole;
}
