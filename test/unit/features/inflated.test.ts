// What a read-only document shows of a file that is called *.gz.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Services } from '../../../server/src/features/feature';
import { inflated } from '../../../server/src/features/inflated';
import { DEFAULT_SETTINGS } from '../../../server/src/services/settings';
import { fileUri } from '../../../server/src/services/fileUri';
import { MemoryHost, type MemoryEntry } from '../memoryHost';

async function shown(entry: MemoryEntry): Promise<unknown> {
  let answer: (query: { readonly uri: string }) => Promise<unknown> = () => Promise.resolve();
  const services = {
    connection: {
      onRequest: (_: unknown, handler: typeof answer) => {
        answer = handler;
      },
    },
    host: new MemoryHost({ '/case/audit.log.gz': entry }),
    settings: { get: () => Promise.resolve(DEFAULT_SETTINGS) },
  };
  inflated.register(services as unknown as Services);
  return answer({ uri: fileUri('/case/audit.log.gz') });
}

describe('inflated', () => {
  for (const [what, entry, text = 'type=SYSCALL'] of [
    ['what is packed', gzipSync('type=SYSCALL')],
    ['what is there of what is cut', gzipSync('type=SYSCALL\nx', { level: 0 }).subarray(0, -9), 'type=SYSCALL\n'],
    ['a text that is not packed, though its name says so', 'type=SYSCALL'],
  ] as const) {
    it(`shows ${what}`, async () => {
      assert.equal(await shown(entry), text);
    });
  }
});
