// Corrections of a file's times: what is offered where files disagree, and what holds for files that no case has.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import { timeActions } from '../../../server/src/features/fileTime';
import type { Services } from '../../../server/src/features/feature';
import { Documents } from '../../../server/src/services/documents';
import { DEFAULT_SETTINGS } from '../../../server/src/services/settings';
import { MemoryHost } from '../memoryHost';
import { uriOf } from './services';

const MINUTES = [1, 2, 3, 4];
const said = (n: number): string => `vm sshd[1]: session ${String(n)} opened for user root by a long message`;
const ISO = MINUTES.map(n => `2020-02-25T14:0${String(n)}:00+00:00 ${said(n)}\n`).join('');
const SYSLOG = [
  'Feb 25 22:07:13 vm dockerd[7]: time="2020-02-25T22:07:13+08:00" level=info msg="x"\n',
  ...MINUTES.map(n => `Feb 25 14:0${String(n)}:00 ${said(n)}\n`),
].join('');

function withOffsets(offsets: Readonly<Record<string, string>>) {
  const settings = { ...DEFAULT_SETTINGS, time: { ...DEFAULT_SETTINGS.time, offsets } };
  return { get: () => Promise.resolve(settings) } as unknown as Services['settings'];
}

/** The value that is offered for messages, with what is set already. */
async function offered(set: Readonly<Record<string, string>>): Promise<unknown> {
  const local = new LocalCase(new MemoryHost({ '/case/messages': SYSLOG, '/case/messages.iso': ISO }), ['/case'], {
    maxFiles: 9,
    maxBytes: 1e9,
    zone: null,
    offsets: Object.entries(set).map(([pattern, value]) => ({ pattern, value })),
  });
  await local.read();
  const cases = { of: () => local } as unknown as Services['cases'];
  const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const actions = await timeActions({ cases, settings: withOffsets(set) }, uriOf('messages'), everywhere);
  return actions.map(({ title, command }) => [title, (command?.arguments?.[0] as { value: string }).value]);
}

describe('timeActions', () => {
  for (const [what, set, title, value] of [
    ['nothing is set', {}, 'Add +8h to all times of messages', '+8h'],
    ['a difference is set', { '/messages': '+7h' }, 'Add +1h to all times of messages', '+8h'],
    ['a difference is set for many files', { 'mess*s': '-1h' }, 'Add +9h to all times of messages', '+8h'],
    ['a year is set', { '/messages': 'year 2020' }, 'Add +8h to all times of messages', 'year 2020, +8h'],
  ] as const) {
    it(`offers what makes the files agree where ${what}`, async () => {
      assert.deepEqual(await offered(set), [[title, value]]);
    });
  }

  it('offers nothing where they agree', async () => {
    assert.deepEqual(await offered({ '/messages': '+8h' }), []);
  });
});

describe('Documents.givenTime', () => {
  it('knows a file that no case has by its name, as the command sets it', async () => {
    const connection = new Proxy({}, { get: () => () => ({ dispose: () => undefined }) });
    const documents = new Documents(connection as never, withOffsets({ '/messages': '+8h' }));
    assert.equal((await documents.givenTime('file:///home/me/messages')).shift?.ns, 28_800_000_000_000n);
    assert.equal((await documents.givenTime('file:///home/me/messages.1')).shift, null);
  });
});
