// Every form of pasted outputs against its samples, and what holds for any text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isoUtc, type Instant } from '../../../server/src/log/time';
import { LINE_FORMS, OBJECT_FORMS } from '../../../server/src/pasted/forms/index';
import type { ToldContainer, ToldEvent, ToldPod, ToldRun } from '../../../server/src/pasted/model';
import { readPasted } from '../../../server/src/pasted/read';
import { SAMPLES } from './samples';

function time(instant: Instant | null): string {
  return instant ? isoUtc(instant) : '-';
}

function podWords({ namespace, pod, name }: ToldPod): string {
  return [namespace, pod, name].filter(part => part !== null).join('/');
}

function runWords(run: ToldRun): string[] {
  return [
    run.state,
    ...(run.state === 'running' ? [] : [String(run.exitCode ?? '-')]),
    ...(run.observed ? [] : ['unseen']),
    ...(run.oomKilled ? ['oom'] : []),
    ...(run.initPid === null ? [] : [`pid ${String(run.initPid)}`]),
    `${time(run.started)} to ${time(run.finished)}`,
    ...(run.error === null ? [] : [`error ${run.error}`]),
    ...(run.endedAgo === null ? [] : [`${String(run.endedAgo.least)}..${String(run.endedAgo.most)} s ago`]),
  ];
}

/** A container in words, with the word that stands where its end is told. */
function containerWords({ by, id, names, image, restarts, run }: ToldContainer, lines: readonly string[]): string {
  const digits = id === null ? '-' : id.length === 64 ? id.slice(0, 12) : id;
  return [
    by,
    digits,
    names.join(' ') || '-',
    image ?? '-',
    ...(run ? runWords(run) : []),
    ...(restarts === null ? [] : [`restarts ${String(restarts)}`]),
    ...(run ? [`at ${/^[\w-]+/.exec(lines[run.at.line]?.slice(run.at.column) ?? '')?.[0] ?? '?'}`] : []),
  ].join(' ');
}

function eventWords({ by, action, id, pod, time: at, attributes }: ToldEvent): string {
  const words = [...attributes].map(([name, value]) => `${name}=${value}`);
  return [by, action.trimEnd(), id?.slice(0, 12) ?? (pod ? podWords(pod) : '-'), time(at), ...words].join(' ');
}

function words(text: string): string[] {
  const { containers, events } = readPasted(text);
  return [...containers.map(told => containerWords(told, text.split('\n'))), ...events.map(eventWords)];
}

describe('the forms of pasted outputs', () => {
  for (const { id } of [...OBJECT_FORMS, ...LINE_FORMS]) {
    const { samples, counterSamples } = SAMPLES[id] ?? { samples: [], counterSamples: [] };
    it(`${id} has samples and counter-samples`, () => {
      assert.ok(samples.length > 0 && counterSamples.length > 0);
    });
    for (const { text, tells } of samples) {
      it(`${id} is read: ${text.replace(/\s+/g, ' ').slice(0, 100)}`, () => {
        assert.deepEqual(words(text), tells);
        assert.deepEqual(
          readPasted(text).forms.map(({ form }) => form),
          [id],
        );
      });
    }
    for (const text of counterSamples) {
      it(`${id} is not: ${text.replace(/\s+/g, ' ').slice(0, 100)}`, () => {
        assert.ok(!readPasted(text).forms.some(({ form }) => form === id));
      });
    }
  }
});

const ALL = Object.values(SAMPLES).flatMap(({ samples }) => samples);

describe('readPasted', () => {
  it('reads outputs one behind the other, between prompts and other lines, as each by itself', () => {
    const order = fc.shuffledSubarray(ALL, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(order, samples => {
        const text = samples.map(({ text: one }) => `[root@vm ~]# some command\n${one.trimEnd()}\nType 1\n`).join('');
        assert.deepEqual(words(text).sort(), samples.flatMap(({ tells }) => tells).sort());
      }),
      { numRuns: 100 },
    );
  });

  it('never throws, and tells of places in the text only, wherever it is cut or changed', () => {
    const text = fc.constantFrom(...ALL.map(sample => sample.text));
    const change = fc.record({
      at: fc.nat(),
      length: fc.nat({ max: 40 }),
      by: fc.string({ maxLength: 8, unit: 'binary' }),
    });
    fc.assert(
      fc.property(text, change, (whole, { at, length, by }) => {
        const from = at % (whole.length + 1);
        const changed = whole.slice(0, from) + by + whole.slice(from + length);
        const lines = changed.split('\n');
        const { containers, events, taken } = readPasted(changed);
        const spots = [
          ...containers.map(told => told.at),
          ...containers.flatMap(({ run }) => (run ? [run.at] : [])),
          ...events,
        ];
        for (const spot of spots) {
          const { line, column } = 'at' in spot ? spot.at : spot;
          assert.ok(column <= (lines[line]?.length ?? -1), `${String(line)}:${String(column)}`);
          assert.ok(taken.some(([first, end]) => line >= first && line < end));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads brackets that never end, and deep ones, in bounded depth', () => {
    for (const text of [
      '['.repeat(100_000),
      '{"a":'.repeat(100_000),
      '- '.repeat(50_000),
      'status:\n' + ' - -'.repeat(10_000),
    ]) {
      assert.deepEqual(words(text), []);
    }
  });

  it('takes no line of a log', () => {
    const log = [
      'Feb 25 22:07:13 node dockerd[1]: time="2020-02-25T22:07:13.37+08:00" level=info msg="x"',
      'type=SYSCALL msg=audit(1582639633.374:1): arch=c000003e syscall=62',
      '{"log":"x\\n","stream":"stdout","time":"2020-02-25T14:07:13Z"}',
      '{"__REALTIME_TIMESTAMP":"1582639633374422","MESSAGE":"x"}',
      'I1123 15:44:22.621960    1 kubelet.go:1] "Killing container"',
    ].join('\n');
    assert.deepEqual(readPasted(log).taken, []);
  });
});
