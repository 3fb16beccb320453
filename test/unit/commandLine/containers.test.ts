// nodelog containers on the 137 case: the contract's fields, and what is true of the three containers.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CASE, CUT, EXEC, KILLED, PANICKED } from '../incident';
import { call, objects } from './call';
import { boolean, integer, list, nullable, object, oneOf, place, string, time } from './shape';

const CAUSES = [
  'exited',
  'stopped',
  'killed',
  'oom-killed',
  'killed-from-host',
  'crashed',
  'start-failed',
  'shim-died',
  'shim-panicked',
  'runtime-died',
  'running',
  'unknown',
];
const end = {
  exitCode: nullable(integer),
  cause: oneOf(...CAUSES),
  certainty: nullable(oneOf('certain', 'likely', 'possible')),
  shimPid: nullable(integer),
  initPid: nullable(integer),
};
const container = object({
  id: string,
  complete: boolean,
  names: list(string),
  image: nullable(string),
  node: nullable(string),
  first: nullable(time),
  last: nullable(time),
  state: oneOf('running', 'exited', 'unknown'),
  removed: nullable(time),
  ...end,
  runs: list(object({ started: nullable(time), finished: nullable(time), ...end })),
  execs: list(
    object({
      id: string,
      command: nullable(string),
      started: nullable(time),
      finished: nullable(time),
      exitCode: nullable(integer),
    }),
  ),
  events: list(
    object(
      {
        time: nullable(time),
        kind: string,
        text: string,
        match: oneOf('id', 'prefix', 'exec', 'pid', 'name', 'cgroup', 'time'),
        at: place,
      },
      { also: list(place) },
    ),
  ),
});

interface Place {
  readonly file: string;
  readonly line: number;
}
interface Container {
  readonly id: string;
  readonly complete: boolean;
  readonly state: string;
  readonly cause: string;
  readonly certainty: string | null;
  readonly initPid: number | null;
  readonly runs: readonly object[];
  readonly execs: readonly { readonly id: string; readonly command: string | null; readonly started: string }[];
  readonly events: readonly {
    readonly time: string | null;
    readonly kind: string;
    readonly text: string;
    readonly match: string;
    readonly at: Place;
    readonly also?: readonly Place[];
  }[];
}

function inCase(name: string, line: number): Place {
  return { file: join(CASE, name), line };
}

async function theContainer(id: string): Promise<Container> {
  const found = (await objects<Container>(['containers', CASE])).find(candidate => candidate.id === id);
  assert.ok(found, id);
  return found;
}

describe('nodelog containers on the 137 case', () => {
  it('gives every field of the contract with its type', async () => {
    for (const given of await objects<Container>(['containers', CASE])) container(given, given.id);
  });

  it('finds three containers, in order of time, and ends with status 0 and nothing on stderr', async () => {
    const { status, err } = await call(['containers', CASE]);
    assert.deepEqual({ status, err }, { status: 0, err: '' });
    const ids = (await objects<Container>(['containers', CASE])).map(({ id }) => id);
    assert.deepEqual(ids, [KILLED, CUT, PANICKED]);
  });

  it('knows of de42a6372c1d the exec with its command, the panic, and the likely cause', async () => {
    const { complete, cause, certainty, initPid, execs, events } = await theContainer(PANICKED);
    assert.deepEqual(
      { complete, cause, certainty, initPid },
      { complete: true, cause: 'shim-panicked', certainty: 'likely', initPid: null },
    );
    assert.deepEqual(
      execs.map(({ id, command, started }) => ({ id, command, started })),
      [{ id: EXEC, command: 'ip a', started: '2020-02-25T14:07:13.376409211Z' }],
    );
    const panics = events.filter(({ kind }) => kind === 'panic');
    assert.deepEqual(
      panics.map(({ time, match, at }) => ({ time, match, at })),
      [{ time: '2020-02-25T14:07:13Z', match: 'time', at: inCase('messages-20200225', 22) }],
    );
    assert.match(panics[0]?.text ?? '', /invalid memory address or nil pointer dereference/);
  });

  it('tells the events of de42a6372c1d in the order in which they happened', async () => {
    const { events } = await theContainer(PANICKED);
    assert.deepEqual(
      events.map(({ kind, at }) => `${kind} ${String(at.line)}`),
      [
        'exec-created 1',
        'exec-start-asked 3',
        'exec-started 5',
        'exec-inspected 18',
        'panic 22',
        'shim-reaped 37',
        'shim-cleaned-up 38',
      ],
    );
  });

  it('knows of 18b2fe723696 that its shim died, and matches the kill of its init by prefix', async () => {
    const { complete, state, cause, certainty, initPid, runs, events } = await theContainer(KILLED);
    assert.deepEqual(
      { complete, state, cause, certainty, initPid, runs: runs.length },
      { complete: true, state: 'exited', cause: 'shim-died', certainty: 'certain', initPid: 18848, runs: 1 },
    );
    assert.deepEqual(
      events.map(({ kind, match }) => `${kind} ${match}`),
      ['shim-reaped id', 'shim-cleaned-up id', 'forced-delete prefix'],
    );
  });

  it('keeps ff1a37ba009b an incomplete id whose cause is not known', async () => {
    const { complete, cause, certainty, events } = await theContainer(CUT);
    assert.deepEqual({ complete, cause, certainty }, { complete: false, cause: 'unknown', certainty: null });
    assert.equal(events.length, 1, 'the noise of the same minute is in its timeline');
  });

  it('gives each audit event once, with both files that hold it', async () => {
    const { events } = await theContainer(KILLED);
    assert.deepEqual(events.at(-1)?.at, inCase('audit.log', 3));
    assert.deepEqual(events.at(-1)?.also, [inCase('ausearch.txt', 5)]);
  });

  it('gives the last run of a container as its own end', async () => {
    for (const { runs, cause, certainty, initPid } of await objects<Container>(['containers', CASE])) {
      assert.deepEqual({ ...runs.at(-1), cause, certainty, initPid }, runs.at(-1));
    }
  });

  it('prints a block per container for people, without colours into a pipe', async () => {
    const plain = await call(['containers', CASE]);
    assert.equal(plain.out.includes('\x1b'), false);
    assert.match(plain.out, new RegExp(`^${KILLED}  shim died$`, 'm'));
    assert.match(
      plain.out,
      / {2}exec by API: ip a \(0f80962a9b90\) → no end told, its result was asked for after 375 ms {2}/,
    );
    const coloured = await call(['containers', CASE], { colour: true });
    assert.equal(coloured.out.replace(/\x1b\[\d+m/g, ''), plain.out);
  });
});
