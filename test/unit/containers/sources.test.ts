// From when to when the files of a node tell of something: dockerd at debug level, audit until it is switched off.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Source } from '../../../server/src/containers/sources';
import { factsOf } from '../incident';

const ID = 'a1'.repeat(32);

/** A line of syslog, or of a log of one program where it names none. */
function line(program: string | null, second: number, level: string, msg: string): string {
  const time = `12:00:${String(second).padStart(2, '0')}`;
  const entry = `time="2026-11-23T${time}Z" level=${level} msg="${msg}"`;
  return `${program === null ? '' : `Nov 23 ${time} node ${program}[7]: `}${entry}\n`;
}

/** The seconds of the minute from which and to which a source was heard, of each of its stretches. */
async function heard(source: Source, name: string, text: string): Promise<string[]> {
  const [facts] = await factsOf({ [name]: text });
  const second = (ns: bigint): string => String((ns / 1_000_000_000n) % 60n);
  return (facts?.sources ?? [])
    .filter(span => span.source === source)
    .map(({ from, to, goesOn }) => `${second(from.ns)}-${second(to.ns)}${goesOn ? ' goes on' : ''}`);
}

const asked = `Sending kill signal 9 to container ${ID}`;

describe('the debug lines of dockerd', () => {
  for (const [what, text, expected] of [
    [
      'are heard from the first to the last',
      line('dockerd', 1, 'info', 'x') +
        line('dockerd', 2, 'debug', 'x') +
        line('dockerd', 5, 'debug', 'x') +
        line('dockerd', 7, 'info', 'x'),
      ['2-5'],
    ],
    ['are not heard where there are none', line('dockerd', 1, 'info', 'x') + line('dockerd', 2, 'warning', 'x'), []],
    ['are not those of containerd', line('containerd', 1, 'debug', 'x') + line('dockerd', 2, 'info', 'x'), []],
    ['are not told from containerd’s where no line names a program', line(null, 1, 'debug', 'x'), []],
    [
      'are heard in a log without programs where one is dockerd’s',
      line(null, 1, 'debug', 'x') + line(null, 3, 'debug', asked),
      ['1-3'],
    ],
  ] as const) {
    it(what, async () => {
      assert.deepEqual(await heard('debug', 'messages', text), expected);
    });
  }
});

describe('audit', () => {
  const event = (second: number, serial: number, record = 'type=USER_CMD'): string =>
    `${record} msg=audit(1795435${String(200 + second)}.000:${String(serial)}): op=set audit_enabled=${record.startsWith('type=CONFIG') ? '0' : '1'} old=1\n`;

  it('is heard to its last event', async () => {
    assert.deepEqual(await heard('audit', 'audit.log', event(1, 1) + event(9, 2)), ['1-9']);
  });

  it('goes unheard from where it is switched off to its next event', async () => {
    const off = event(4, 2, 'type=CONFIG_CHANGE');
    assert.deepEqual(await heard('audit', 'audit.log', event(1, 1) + off + event(30, 3) + event(40, 4)), [
      '1-4 goes on',
      '30-40',
    ]);
  });
});
