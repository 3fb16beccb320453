// The status of a log says which revision its first traceback was taken to have run in, and why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import type { Connection } from 'vscode-languageserver';
import type { Services } from '../../../server/src/features/feature';
import { documentStatus } from '../../../server/src/features/documentStatus';
import type { Host } from '../../../server/src/host';
import type { DocumentStatus } from '../../../server/src/protocol';
import { LogDocument } from '../../../server/src/reading/document';
import { DEFAULT_SETTINGS } from '../../../server/src/services/settings';
import type { VersionFact } from '../../../server/src/source/model';
import { makeContainerdRepository } from '../../host/containerdRepository';
import { madeSources } from '../services/madeSources';
import { host as realHost, temporaryFolder } from '../source/host';

const MODULE = 'github.com/containerd/containerd';
const LINES = readFileSync('client/media/cases/exec-panic-137/messages-20200225', 'utf8').split('\n');

const ZONE =
  'zone +08:00, year 2020: messages, line 1 says Feb 25 22:07:13 outside and 2020-02-25T22:07:13+08:00 inside';

describe('the status of a log', () => {
  const folder = temporaryFolder();
  let repository: string;
  before(async () => {
    repository = (await makeContainerdRepository(path.join(folder.path, 'containerd'), { bare: true })).folder;
  });

  async function detail(
    repositories: Readonly<Record<string, string>>,
    facts: readonly VersionFact[],
    host: Host = realHost,
  ): Promise<string> {
    const log = new LogDocument('messages', { lineCount: LINES.length, line: index => LINES[index] ?? '' });
    const settings = { ...DEFAULT_SETTINGS, source: { ...DEFAULT_SETTINGS.source, repositories } };
    const { sources } = madeSources({ log: LINES.join('\n'), settings, facts, host });
    let ask: ((params: { uri: string }) => Promise<DocumentStatus | null>) | null = null;
    const connection = {
      onRequest: (_type: unknown, handler: typeof ask) => {
        ask = handler;
      },
    } as unknown as Connection;
    const documents = { log: () => Promise.resolve(log) };
    documentStatus.register({ connection, documents, cases: { of: () => null }, sources } as unknown as Services);
    assert.ok(ask);
    return (
      (await (ask as (params: { uri: string }) => Promise<DocumentStatus | null>)({ uri: 'file:///log' }))?.detail ?? ''
    );
  }

  const at = { file: 'versions.txt', line: 16 };
  const stated = {
    program: 'containerd',
    module: MODULE,
    version: '1.2.2',
    revision: '9754871865f7',
    go: null,
    patched: false,
  };
  const fact: VersionFact = { ...stated, at, said: 'pasted', time: null };

  it('says nothing of a revision that is not known', async () => {
    assert.equal(await detail({}, []), ZONE);
  });
  it('says what the trace itself tells', async () => {
    assert.equal(
      await detail({ [MODULE]: repository }, []),
      `${ZONE}; containerd: consistent release: v1.2.2 (by the trace itself)`,
    );
  });
  it('says why the trace could not be asked', async () => {
    const failing: Host = {
      ...realHost,
      git: (args, options) =>
        args.includes('for-each-ref')
          ? Promise.resolve({ code: 128, stdout: new Uint8Array(), stderr: 'fatal: bad object refs/tags/v1.2.2' })
          : realHost.git(args, options),
    };
    assert.equal(
      await detail({ [MODULE]: repository }, [], failing),
      'zone +08:00; git failed: bad object refs/tags/v1.2.2',
    );
  });
  it('says what a line tells, without a clone too', async () => {
    assert.equal(await detail({}, [fact]), `${ZONE}; containerd: revision 9754871 from versions.txt, line 17`);
  });
  it('says what a line tells beside what the trace does', async () => {
    assert.equal(
      await detail({ [MODULE]: repository }, [fact]),
      `${ZONE}; containerd: revision 9754871 from versions.txt, line 17; consistent release: v1.2.2`,
    );
  });
});
