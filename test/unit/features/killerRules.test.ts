// The request for rules against a container's killer, on the 137 case: the kill is found in the container's events.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import type { Services } from '../../../server/src/features/feature';
import { readKill } from '../../../server/src/audit/kill';
import { distinctKills, killerRules } from '../../../server/src/features/killerRules';
import { LogReader } from '../../../server/src/reading/log';
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

describe('distinctKills', () => {
  const call = 'arch=c000003e syscall=62 success=yes a0=7 a1=9 items=0 pid=7';
  const journal = `2020-02-19T08:00:07+00:00 vm audit[7]: SYSCALL ${call}`;
  const numbered = (node: string): string => `node=${node} type=SYSCALL msg=audit(100.000:11): ${call}`;

  for (const [title, files, count] of [
    ['two kills of one second in the journal', [[journal, journal]], 2],
    ['the first lines of two journals', [[journal], [journal]], 2],
    ['two copies of one event', [[numbered('a')], [numbered('a')]], 1],
    ['events of two nodes that happen to share time and serial', [[numbered('a'), numbered('b')]], 2],
  ] as const) {
    it(`tells ${title} as ${String(count)}`, () => {
      const kills = files.flatMap((lines, index) => {
        const reader = new LogReader(`log.${String(index)}`);
        for (const line of lines) reader.push(line);
        return reader.end().auditEvents.flatMap(event => readKill(event) ?? []);
      });
      assert.equal(kills.length, files.flat().length);
      assert.equal(distinctKills(kills.map(kill => ({ kill, bits: 64 }))).length, count);
    });
  }

  it('tells a journal kill that several events of a container name once', () => {
    const reader = new LogReader('messages');
    reader.push(journal);
    const [kill] = reader.end().auditEvents.flatMap(event => readKill(event) ?? []);
    assert.ok(kill);
    assert.equal(
      distinctKills([
        { kill, bits: 64 },
        { kill, bits: 64 },
      ]).length,
      1,
    );
  });
});
