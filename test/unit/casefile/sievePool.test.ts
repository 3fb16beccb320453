// Blocks that are sieved elsewhere come out in their order, and what is read of them is what is read without threads.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lineBlocks } from '../../../server/src/casefile/blocks';
import { FileReader } from '../../../server/src/casefile/fileReader';
import { marksOfFacts } from '../../../server/src/casefile/marks';
import { Sieve } from '../../../server/src/casefile/sieve';
import { SievePool, type SieveJob, type SieveThreads } from '../../../server/src/casefile/sievePool';
import { EntrySample } from '../../../server/src/reading/entrySample';
import { knownIssues } from '../../../server/src/verdict/knownIssues/rows';

const marks = marksOfFacts(knownIssues);
assert.ok(marks);
const own = new Sieve(marks);
const SIZES = { own: 4000, around: 2000 };
const ID = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';
/** What repeats, what differs, and now and then what matters: some forty blocks. */
const LOG = Array.from({ length: 2000 }, (_, n) => {
  const stamp = `Feb 25 22:${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')} node`;
  if (n % 97 === 0) return `${stamp} dockerd: time="2020-02-25T22:07:13.5+08:00" level=info msg="shim reaped" id=${ID}`;
  return `${stamp} systemd: ${n % 3 === 0 ? 'Started Session 7 of user root.' : `Started Session ${String(n)} of user root.`}`;
}).join('\n');

interface MadeThreads extends SieveThreads {
  readonly jobs: SieveJob[];
}

/** Threads that get what a real one gets, a copy, and answer when the event loop comes round. */
function madeThreads(fails = false): MadeThreads {
  const jobs: SieveJob[] = [];
  const start: SieveThreads['start'] = given => {
    const sieve = new Sieve(structuredClone(given));
    return {
      async sieve(job) {
        jobs.push(job);
        const { block, sample } = structuredClone(job);
        await new Promise(resolve => setImmediate(resolve));
        if (fails) throw new Error('out of memory');
        return structuredClone(sieve.sieve(block, new EntrySample(sample)));
      },
    };
  };
  return { start, most: 2, jobs };
}

async function read(threads: SieveThreads | null): Promise<unknown> {
  const found = { path: '/case/log', name: 'log', group: '', bytes: LOG.length, modified: 0, named: true };
  const reader = new FileReader(found, { signal: undefined });
  const pieces = (async function* () {
    yield await Promise.resolve(new TextEncoder().encode(LOG));
  })();
  assert.ok(marks);
  const pool = new SievePool(marks, own, threads);
  for await (const sieved of pool.sieve(lineBlocks(pieces, SIZES), reader.sample)) await reader.take(sieved);
  const { facts, contents } = reader.end();
  const { sample, lines, known, timeline } = contents;
  return { facts, lines, known, newest: timeline.evidence.newest, sample: [...sample.messages.entries] };
}

describe('SievePool', () => {
  it('gives what is read without threads, though most blocks are sieved in them', async () => {
    const threads = madeThreads();
    assert.deepEqual(await read(threads), await read(null));
    assert.ok(threads.jobs.length > 10, String(threads.jobs.length));
  });

  it('rejects where a thread fails', async () => {
    await assert.rejects(read(madeThreads(true)), /out of memory/);
  });
});
