// Decoding in blocks gives what decoding the whole log gives, wherever the blocks are cut and however events are interleaved.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { NO_ACCOUNTS } from '../../../server/src/audit/accounts';
import { lineBlocks, type BlockSizes } from '../../../server/src/casefile/blocks';
import { BlockDecoder } from '../../../server/src/commandLine/decode/block';

const STYLE = { json: true, colour: false };

interface Decoded {
  readonly serial: number;
  readonly line: number;
  readonly records: readonly { readonly line: number }[];
}

async function decode(log: string, sizes: BlockSizes): Promise<Decoded[]> {
  const bytes = new TextEncoder().encode(log);
  const pieces = (async function* () {
    for (let at = 0; at < bytes.length; at += 100) yield await Promise.resolve(bytes.subarray(at, at + 100));
  })();
  const decoder = new BlockDecoder();
  let json = '';
  for await (const block of lineBlocks(pieces, sizes)) {
    json += new TextDecoder().decode(
      decoder.decode({ block, file: 'audit.log', style: STYLE, accounts: NO_ACCOUNTS }).bytes,
    );
  }
  return json
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Decoded);
}

/** Records in the order of their events, each moved by a few places. */
const interleaved = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 })), { maxLength: 60 })
  .map(events =>
    events
      .flatMap(([records, late], serial) =>
        Array.from({ length: records }, (_, record) => ({ at: serial + (record * late) / 2, serial, record })),
      )
      .sort((a, b) => a.at - b.at)
      .map(
        ({ serial, record }) =>
          `type=PATH msg=audit(1582099207.232:${String(serial + 1)}): item=${String(record)} name="/x"\n`,
      )
      .join(''),
  );

describe('BlockDecoder', () => {
  it('gives each event once and whole', async () => {
    const sizes = fc.record({ own: fc.integer({ min: 50, max: 2000 }), around: fc.constant(2000) });
    await fc.assert(
      fc.asyncProperty(interleaved, sizes, async (log, size) => {
        assert.deepEqual(await decode(log, size), await decode(log, { own: 1 << 20, around: 1 << 10 }));
      }),
    );
  });

  it('counts lines through the whole log', async () => {
    const record = (serial: number): string => `type=CWD msg=audit(1582099207.232:${String(serial)}): cwd="/"\n`;
    const log = Array.from({ length: 50 }, (_, serial) => record(serial) + '\n').join('');
    const events = await decode(log, { own: 200, around: 100 });
    assert.deepEqual(
      events.map(({ serial, line }) => [serial, line]),
      Array.from({ length: 50 }, (_, serial) => [serial, 2 * serial + 1]),
    );
  });
});
