// The request for rules against a container's killer, on the 137 case: the kill is found in the container's events.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import type { Services } from '../../../server/src/features/feature';
import { killerRules } from '../../../server/src/features/killerRules';
import { caseText } from '../incident';
import { MemoryHost } from '../memoryHost';

type Ask = (query: { readonly case: string; readonly container: string }) => Promise<{ readonly text: string }>;

async function written(): Promise<string> {
  const names = ['audit.log', 'ausearch.txt', 'audit.rules', 'messages-20200219'] as const;
  const host = new MemoryHost(Object.fromEntries(names.map(name => [`/case/${name}`, caseText(name)])));
  const local = new LocalCase(host, ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
  await local.read();
  let answer: Ask = () => Promise.resolve({ text: '' });
  const services = {
    connection: {
      onRequest: (_: unknown, handler: Ask) => {
        answer = handler;
      },
    },
    cases: { get: () => local },
  };
  killerRules.register(services as unknown as Services);
  const [container = ''] = await local.containerIds();
  return (await answer({ case: 'file:///case', container })).text;
}

describe('killerRules', () => {
  it('tells the kill of the container once, and what the rules of the case made of it', async () => {
    const lines = (await written()).split('\n').filter(line => /In this case|logs it|does not log it/.test(line));
    assert.deepEqual(lines, [
      '# In this case nvidia-container-runtime sent SIGKILL by kill, on 64 bits; it was logged with key trace_kill_9.',
      '# audit.rules, line 2: logs it.',
      '# audit.rules, line 3: does not log it.',
    ]);
  });
});
