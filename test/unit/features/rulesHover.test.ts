// The hover on a rule's key, which looks through the case: a client that no longer waits ends the search.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver';
import { readRules } from '../../../server/src/auditRules/document';
import type { Services } from '../../../server/src/features/feature';
import { rulesHoverAt } from '../../../server/src/features/auditRules';

const LINE = '-a always,exit -F arch=b64 -S kill -F a1=9 -F key=trace';
const RULES = readRules('/case/a.rules', LINE);
const KEY = { line: 0, character: LINE.indexOf('trace') + 1 };

type Search = (subject: unknown, file: unknown, signal: AbortSignal) => Promise<{ items: []; total: number }>;

function hover(search: Search, source: CancellationTokenSource): ReturnType<typeof rulesHoverAt> {
  const services = { cases: { of: () => ({ auditReferences: search }) } } as unknown as Services;
  return rulesHoverAt(services, 'file:///case/a.rules', RULES, KEY, source.token);
}

describe('rulesHoverAt', () => {
  it('tells how many events of the case have the key', async () => {
    const found = await hover(() => Promise.resolve({ items: [], total: 7 }), new CancellationTokenSource());
    assert.match(found?.contents.value ?? '', /7/);
  });

  it('ends the search when nobody waits for it any more', async () => {
    const source = new CancellationTokenSource();
    const search: Search = (_subject, _file, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
        source.cancel();
      });
    assert.equal(await hover(search, source), null);
  });

  it('passes on what goes wrong in the search itself', async () => {
    const broken: Search = () => Promise.reject(new Error('broken'));
    await assert.rejects(hover(broken, new CancellationTokenSource()), /broken/);
  });
});
