// Known issues of users: what is read of the file, what is told of what cannot be used, and that a case looks for them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LocalCase } from '../../../../server/src/casefile/case';
import { text } from '../../../../server/src/render/text';
import type { VersionRange } from '../../../../server/src/verdict/knownIssues/model';
import { readUserRows, USER_ROWS_FILE } from '../../../../server/src/verdict/knownIssues/userRows';
import { MemoryHost } from '../../memoryHost';
import { see } from './see';

const ISSUE = { id: 'acme.stall', title: 'NFS of rack 7 stalls', match: { contains: 'not responding' } };
const file = (...issues: readonly unknown[]): string => JSON.stringify({ issues }, null, 2);
const problems = (written: string): string[] => readUserRows(written, []).problems.map(({ text: said }) => text(said));

describe('readUserRows', () => {
  it('reads a row with all that it may have', () => {
    const affected: VersionRange[] = [{ program: 'containerd', from: 'v1.2.1', before: '1.2.3' }];
    const all = {
      ...ISSUE,
      explanation: 'x',
      advice: ['a', 'b'],
      affected,
      fixedIn: ['v1.2.3'],
      links: ['https://acme.example/7'],
    };
    const { rows, problems: told } = readUserRows(file(all), []);
    assert.deepEqual(told, []);
    assert.deepEqual(
      rows.map(row => [row.id, text(row.title), row.advice.map(text), row.affected, row.fixedIn, row.links]),
      [
        [
          'acme.stall',
          'NFS of rack 7 stalls',
          ['a', 'b'],
          [{ program: 'containerd', from: '1.2.1', before: '1.2.3' }],
          ['v1.2.3'],
          ['https://acme.example/7'],
        ],
      ],
    );
  });

  for (const [match, seen, others] of [
    [{ contains: 'say "no"' }, 'time="2020-02-19T16:00:07Z" level=info msg="they say \\"no\\""', 'they say no'],
    [
      { contains: 'nfs', kinds: ['text'] },
      'Feb 19 16:00:07 n app: nfs',
      'time="2020-02-19T16:00:07Z" level=info msg=nfs',
    ],
    [
      { pattern: '^nfs: \\d+', programs: ['kernel'] },
      'Feb 19 16:00:07 n kernel: nfs: 12',
      'Feb 19 16:00:07 n app: nfs: 12',
    ],
    [{ fields: { status: '^[45]' } }, 'level=info msg=x status=404', 'level=info msg=x status=200'],
    [{ contains: 'took', pattern: '\\d{4}ms' }, 'level=info msg="took 1200ms"', 'level=info msg="took 12ms"'],
    [
      { traceback: ['panic'], frames: ['x.(*T).Run'] },
      'panic: boom\n\ngoroutine 1 [running]:\nacme.example/x.(*T).Run(0x1)\n\t/src/x/t.go:5 +0x1',
      'panic: boom\n\ngoroutine 1 [running]:\nacme.example/ax.(*T).Run(0x1)\n\t/src/x/t.go:5 +0x1',
    ],
    [
      { message: '^boom$' },
      'panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/x/t.go:5 +0x1',
      'panic: boo\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/x/t.go:5 +0x1',
    ],
  ] as const) {
    it(`finds what ${JSON.stringify(match)} asks for`, () => {
      const { rows, problems: told } = readUserRows(file({ ...ISSUE, match }), []);
      assert.deepEqual(told, []);
      assert.equal(see(seen, rows).length, 1);
      assert.equal(see(others, rows).length, 0);
    });
  }

  for (const [what, written, told] of [
    ['no JSON', '{\n  "issues": [\n', /^line 3: no JSON/],
    ['a list', '[]', /^line 1: "issues" is wanted/],
    ['a row that is none', file('x'), /^line 3: an object/],
    ['no id', file({ ...ISSUE, id: undefined }), /^line 3: the issue needs "id"/],
    ['a bad id', file({ ...ISSUE, id: 'A b' }), /^line 4: "id" must be lower-case/],
    ['an unknown key', file({ ...ISSUE, colour: 'red' }), /^line 9: there is no "colour" here/],
    ['no match', file({ ...ISSUE, match: undefined }), /^line 3: the issue needs "match"/],
    ['an empty match', file({ ...ISSUE, match: {} }), /^line 6: "match" needs/],
    ['a bad pattern', file({ ...ISSUE, match: { pattern: '(?=x)' } }), /^line 7: the pattern cannot be used: "\(\?=x"/],
    ['a bad kind', file({ ...ISSUE, match: { contains: 'x', kinds: ['journal'] } }), /^line 8: "kinds" must be logrus/],
    ['a bad link', file({ ...ISSUE, links: ['command:x'] }), /^line 9: "links" must be addresses/],
    ['a wrong type', file({ ...ISSUE, title: 7 }), /^line 5: "title" must be a text/],
  ] as const) {
    it(`tells the line of ${what}, and loses nothing else`, () => {
      assert.match(problems(written)[0] ?? '', told);
      if (what === 'no JSON' || what === 'a list') return;
      const broken = (JSON.parse(written) as { readonly issues: readonly unknown[] }).issues;
      const { rows } = readUserRows(file(...broken, { ...ISSUE, id: 'other' }), []);
      assert.deepEqual(
        rows.map(({ id }) => id),
        ['other'],
      );
    });
  }

  it('tells of an id that is taken', () => {
    assert.match(problems(file(ISSUE, ISSUE))[0] ?? '', /another issue "acme.stall"/);
    assert.equal(readUserRows(file(ISSUE), ['acme.stall']).rows.length, 0);
  });

  it('never throws, and says something of whatever it does not use', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const { rows, problems: told } = readUserRows(JSON.stringify({ issues: [value] }), []);
        assert.equal(rows.length + Math.min(told.length, 1), 1);
      }),
    );
    fc.assert(
      fc.property(fc.string(), written => {
        assert.ok(readUserRows(written, []).problems.length > 0);
      }),
    );
  });
});

describe('the schema of the file', () => {
  it('names the same keys as the reader', () => {
    interface Schema {
      readonly properties: Readonly<Record<string, { readonly enum?: unknown }>>;
    }
    const schema = JSON.parse(readFileSync('client/schemas/knownIssues.schema.json', 'utf8')) as {
      readonly properties: { readonly issues: { readonly items: Schema } };
      readonly definitions: Readonly<Record<'entry' | 'traceback', Schema>>;
    };
    const keys = (written: string): string[] => problems(written).filter(said => said.includes('there is no'));
    const row = Object.fromEntries(Object.keys(schema.properties.issues.items.properties).map(key => [key, 0]));
    const match = ({ properties }: Schema): object => Object.fromEntries(Object.keys(properties).map(key => [key, 0]));
    assert.deepEqual(keys(file(row)), []);
    assert.deepEqual(keys(file({ ...ISSUE, match: match(schema.definitions.entry) })), []);
    assert.deepEqual(keys(file({ ...ISSUE, match: match(schema.definitions.traceback) })), []);
  });
});

describe('a case', () => {
  it('looks for the issues of its folder, tells what is wrong with them, and looks again when they change', async () => {
    const host = new MemoryHost({
      '/case/messages': 'Feb 19 16:00:07 n kernel: nfs: server fs not responding\nFeb 19 16:00:08 n kernel: fs gone\n',
      [`/case/${USER_ROWS_FILE}`]: file(ISSUE, {}),
    });
    const local = new LocalCase(host, ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
    await local.read();
    const lines = async (): Promise<string[]> =>
      (await local.sightings()).map(({ value, at }) => `${value.issue.id} ${at.file}:${String(at.line + 1)}`);
    assert.deepEqual(await lines(), ['acme.stall /case/messages:1']);
    const told = (await local.notRead(0, 9)).items;
    assert.equal(told[0]?.path, `/case/${USER_ROWS_FILE}`);
    assert.match(text(told[0].reason), /^line \d+: the issue needs/);
    host.write(`/case/${USER_ROWS_FILE}`, file({ ...ISSUE, match: { contains: 'gone' } }));
    await local.read();
    assert.deepEqual(await lines(), ['acme.stall /case/messages:2']);
    assert.equal((await local.notRead(0, 9)).total, 0);
  });
});
