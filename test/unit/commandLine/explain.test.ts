// nodelog explain on the 137 case: the contract's fields, the claims that must be there, and who is meant by a word.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CASE, CUT, EXEC, KILLED, PANICKED } from '../incident';
import { call, linesOf, objects } from './call';
import { list, nullable, object, oneOf, place, string } from './shape';

interface Explained {
  readonly id: string;
  readonly cause: string;
  readonly certainty: string | null;
  readonly claims: readonly {
    readonly id: string;
    readonly text: string;
    readonly certainty: string;
    readonly evidence: readonly { readonly file: string; readonly line: number }[];
  }[];
  readonly missing: readonly { readonly what: string; readonly why: string; readonly how: string }[];
  readonly knownIssues: readonly {
    readonly id: string;
    readonly certainty: string;
    readonly fixedIn: readonly string[];
  }[];
  readonly advice: readonly string[];
}

const certainty = oneOf('certain', 'likely', 'possible');
const claim = object({ id: string, args: () => undefined, text: string, certainty, evidence: list(place) });
const missing = object({ what: string, why: string, how: string });
const issue = object({
  id: string,
  title: string,
  certainty,
  affected: nullable(value => {
    assert.equal(typeof value, 'boolean');
  }),
  fixedIn: list(string),
  links: list(string),
});

async function explained(id: string): Promise<Explained> {
  const [found, ...others] = await objects<Explained>(['explain', id, CASE]);
  assert.ok(found && others.length === 0, id);
  return found;
}

describe('nodelog explain on the 137 case', () => {
  it('gives claims, what is missing, known issues and advice with their types', async () => {
    for (const given of await objects<Explained>(['explain', '--all', CASE])) {
      given.claims.forEach(made => claim(made, given.id));
      given.missing.forEach(row => missing(row, given.id));
      given.knownIssues.forEach(row => issue(row, given.id));
      list(string)(given.advice, given.id);
    }
  });

  it('explains 18b2fe723696: the shim was gone first, the kill is that of the clean-up, and what is missing', async () => {
    const { cause, certainty: sure, claims, missing: lacks, advice } = await explained(KILLED);
    assert.deepEqual({ cause, sure }, { cause: 'shim-died', sure: 'certain' });
    assert.deepEqual(
      claims.map(made => [made.id, made.certainty]),
      [
        ['shim-cleaned-up', 'certain'],
        ['killed-by-clean-up', 'certain'],
      ],
    );
    assert.deepEqual(claims[1]?.evidence, [
      { file: join(CASE, 'audit.log'), line: 3 },
      { file: join(CASE, 'ausearch.txt'), line: 5 },
    ]);
    assert.ok(lacks.some(({ what }) => what === 'why the shim was gone'));
    // The kill itself is at hand: what is missing of the audit log is its rest.
    assert.deepEqual(
      lacks.map(({ what }) => what).filter(what => what.includes('audit log')),
      ['the rest of the audit log of that time, of which these files have a part'],
    );
    assert.ok(advice.some(line => line.includes(`docker cp ${KILLED}`)));
  });

  it('explains de42a6372c1d: the panic is certain, that it was of this shim is likely, and the issue is known', async () => {
    const { cause, certainty: sure, claims, knownIssues } = await explained(PANICKED);
    assert.deepEqual({ cause, sure }, { cause: 'shim-panicked', sure: 'likely' });
    assert.deepEqual(
      claims.slice(0, 3).map(made => [made.id, made.certainty]),
      [
        ['panic', 'certain'],
        ['panic-of-this-shim', 'likely'],
        ['shim-cleaned-up', 'certain'],
      ],
    );
    assert.ok(
      knownIssues.some(
        ({ id, fixedIn }) => id === 'shim-execpidv-race' && fixedIn.some(version => version.includes('1.2.3')),
      ),
    );
  });

  for (const [what, word, id] of [
    ['a beginning of an id', KILLED.slice(0, 12), KILLED],
    ['an exec', EXEC, PANICKED],
    ['a beginning of an exec', EXEC.slice(0, 12), PANICKED],
  ] as const) {
    it(`finds a container by ${what}`, async () => {
      assert.equal((await explained(word)).id, id);
    });
  }

  it('covers what has ended, also without an ID', async () => {
    const ids = (await objects<Explained>(['explain', CASE])).map(given => given.id);
    assert.deepEqual(
      ids,
      [KILLED, CUT, PANICKED].filter(id => ids.includes(id)),
    );
    assert.ok(ids.includes(KILLED) && ids.includes(PANICKED));
  });

  it('ends with status 1 for a word that nothing is called by, which is no wrong call', async () => {
    const { status, out, err } = await call(['explain', 'nobody', CASE]);
    assert.deepEqual({ status, out }, { status: 1, out: '' });
    assert.match(err, /^nodelog: no container, exec or name "nobody" is told of in these files\n$/);
  });

  it('names what was not read where a word means nothing in the rest', async () => {
    const { status, err } = await call(['explain', 'nobody', CASE, '/not/there']);
    assert.equal(status, 3);
    assert.match(err, /no container, exec or name "nobody"/);
    assert.match(err, /\/not\/there/);
  });

  it('ends with status 2 and the candidates where a word may mean several', async () => {
    const line = (id: string): string => `time="2020-02-25T22:07:13Z" level=info msg="shim reaped" id=${id}\n`;
    const twins = ['aaaabbbbcccc1', 'aaaabbbbcccc2'].map(beginning => beginning.padEnd(64, '0'));
    const { status, err } = await call(['explain', 'aaaabbbbcccc', '-'], { stdin: twins.map(line).join('') });
    assert.equal(status, 2);
    for (const twin of twins) assert.ok(err.includes(twin), err);
  });

  it('narrows by cause, time and node', async () => {
    const ids = async (...options: readonly string[]): Promise<string[]> =>
      (await objects<Explained>(['containers', ...options, CASE])).map(({ id }) => id);
    assert.deepEqual(await ids('--cause', 'shim-panicked'), [PANICKED]);
    assert.deepEqual(await ids('--since', '2020-02-24T00:00:00Z'), [PANICKED]);
    assert.deepEqual(await ids('--until', '2020-02-21'), [KILLED, CUT]);
    assert.deepEqual(await ids('--node', 'nowhere'), []);
    const { status, err } = await call(['containers', '--cause', 'boredom', CASE]);
    assert.equal(status, 2);
    assert.match(err, /--cause takes one of exited, stopped/);
  });

  it('prints an explanation for people, each claim with its lines', async () => {
    const { out } = await call(['explain', KILLED, CASE]);
    assert.ok(
      linesOf(out).some(line => line.includes('audit.log:3')),
      out,
    );
    assert.match(out, /delete --force/);
  });

  it('prints each line that proves something once a claim, with its time, and the timeline of the one that is asked for', async () => {
    const { out } = await call(['explain', KILLED, CASE]);
    const [, why = '', timeline = ''] = out.split(/^(?:Why|Timeline)$/m);
    const clean = linesOf(why).filter(line => line.includes('audit.log:3'));
    assert.equal(clean.length, 1, out);
    assert.match(clean[0] ?? '', /^ {6}2020-02-19T08:00:07\.232Z {2}.*audit\.log:3 {2}\(and in 1 more file\)$/);
    assert.equal(why.includes('ausearch.txt'), false);
    assert.match(timeline, /the shim process has ended {2}.*messages-20200219:1/);
  });

  it('says of several containers how many ended how, and what is missing once', async () => {
    const { out } = await call(['explain', CASE]);
    assert.match(out, /^3 containers: (?:1 (?:shim died|shim panicked|cause unknown)(?:, |$)){3}/m);
    const lines = linesOf(out).filter(line => line.includes('Missing: its exit code'));
    assert.equal(lines.length, 1, out);
    assert.match(lines[0] ?? '', /\(for 3 of these containers\)$/);
  });
});
