// The sieve drops no line that the parser would make a fact of: what is read through it is what is read without it, but for
// the times that other lines of the log complete.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lineBlocks, type BlockSizes } from '../../../server/src/casefile/blocks';
import { FileReader } from '../../../server/src/casefile/fileReader';
import { marksOfFacts } from '../../../server/src/casefile/marks';
import { Sieve, SIEVED_SIZES, unsieved, type SievedBlock } from '../../../server/src/casefile/sieve';
import { auditFacts } from '../../../server/src/containers/auditFacts';
import { wordings } from '../../../server/src/containers/wordings';
import { headers } from '../../../server/src/golang/headers';
import { heads } from '../../../server/src/golang/heads';
import { KERNEL_ROWS } from '../../../server/src/kernel/rows';
import { envelopes } from '../../../server/src/log/envelopes';
import { payloads } from '../../../server/src/reading/payload';
import { knownIssues } from '../../../server/src/verdict/knownIssues/rows';
import { banners } from '../../../server/src/source/versionForms';
import { CASE } from '../incident';

const marks = marksOfFacts(knownIssues);
assert.ok(marks);
const sieve = new Sieve(marks);
const SMALL: BlockSizes = { own: 30_000, around: 60_000 };

async function read(bytes: Uint8Array, sizes: BlockSizes, sieved: (block: SievedBlock['block']) => SievedBlock) {
  const found = { path: '/case/log', name: 'log', group: '', bytes: bytes.length, modified: 0, named: true };
  const reader = new FileReader(found, { signal: undefined });
  const pieces = (async function* () {
    yield await Promise.resolve(bytes);
  })();
  for await (const block of lineBlocks(pieces, sizes)) await reader.take(sieved(block));
  const { facts, contents, versions, notes, issues } = reader.end();
  const { tracebacks, oomReports, lines, known } = contents;
  // Records have methods.
  const audit = facts.audit.map(({ records, ...event }) => ({
    ...event,
    records: records.map(({ record, line }) => ({ ...record, find: null, repeat: null, fields: record.fields, line })),
  }));
  return {
    facts: { ...facts, audit },
    tracebacks,
    oomReports,
    lines,
    known,
    versions,
    notes,
    issues,
  };
}

const TIMES = new Set(['time', 'key', 'sources']);

/** The same without what depends on the times of lines; what has a getter is read by it. */
function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (value instanceof Map || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (TIMES.has(name) ? [] : [[name, withoutTimes(inner)]])),
  );
}

/** Both ways have to agree. */
async function compare(text: string | Uint8Array, sizes: BlockSizes): Promise<void> {
  const bytes = Buffer.from(text as string);
  const through = await read(bytes, sizes, block => sieve.sieve(block));
  assert.deepEqual(withoutTimes(through), withoutTimes(await read(bytes, sizes, unsieved)));
}

const samples = process.env['NODELOG_SAMPLES'];
const FOLDERS = [
  'test/fixtures',
  CASE,
  ...(samples === undefined ? [] : ['captures', 'traces', 'cases'].map(name => path.join(samples, name))),
];

describe('the sieve', () => {
  for (const folder of FOLDERS) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter(name => statSync(path.join(folder, name)).isFile())) {
      it(`drops nothing of ${path.basename(folder)}/${file}`, async () => {
        const bytes = readFileSync(path.join(folder, file));
        await compare(bytes, SIEVED_SIZES);
        if (bytes.length < 1e6) await compare(bytes, { own: 10_000, around: 30_000 });
      });
    }
  }
});

const ID = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';
const two = (n: number): string => String(n).padStart(2, '0');
const clock = fc.tuple(
  fc.integer({ min: 0, max: 23 }),
  fc.integer({ min: 0, max: 59 }),
  fc.integer({ min: 0, max: 59 }),
);
const days = fc.constantFrom(
  [2, 'Feb', 25],
  [2, 'Feb', 26],
  [3, 'Mar', 1],
  [12, 'Dec', 31],
  [1, 'Jan', 1],
) as fc.Arbitrary<[number, string, number]>;
const zones = fc.constantFrom('Z', '+08:00', '+00:00', '-05:30', '+05:45', '+0800', '');
/** What is said in the lines: samples of all rows, and what tells nothing. */
const said = fc.oneof(
  fc.constantFrom(
    ...wordings.flatMap(row => row.samples.map(({ line }) => line.slice(line.indexOf('level=')))),
    ...wordings.flatMap(row => row.counterSamples.map(line => line.slice(line.indexOf('level=')))),
    'level=debug msg="attach: stdin: end"',
    'level=debug msg="Calling GET /v1.38/containers/json?all=1&limit=0"',
    `level=debug msg="Calling POST /v1.39/containers/web/exec"`,
    String.raw`level=debug msg="form data: {\"AttachStdin\":true,\"Cmd\":[\"ip\",\"a\"]}"`,
    `level=error msg="x" container=${ID}`,
    `level=debug msg="mount of layer ${ID}"`,
    'level=info msg="goroutine 1 [running]:"',
    'level=info msg="main.work(0x1)"',
    String.raw`level=info msg="/src/work.go:10 +0x20\n"`,
  ),
);
const plain = fc.constantFrom(
  ...heads.flatMap(row => row.samples.map(([text]) => text)),
  ...headers.flatMap(row => row.samples.map(([text]) => text)),
  ...KERNEL_ROWS.flatMap(row => row.samples.map(({ message }) => message)),
  ...payloads.flatMap(row => row.samples.map(({ message }) => message)),
  ...banners.flatMap(row => row.samples.map(([text]) => text)),
  'main.work(0x1)',
  'main.main()',
  '\t/src/work.go:10 +0x20',
  'created by main.main',
  'Started Session 7 of user root.',
  '(root) CMD (/usr/lib64/sa/sa1 1 1)',
  'docker0: port 7(veth1234567) entered forwarding state',
  `Removed container ${ID}`,
  'runc version 1.0.0-rc6',
  'commit: 9754871865f7fe2f4e74d43e2fc7ccd237edcbce',
);
const stamped = fc
  .tuple(days, clock, clock, zones, fc.constantFrom('', '.5', '.374422177'), said, fc.boolean())
  .map(([[month, name, day], [h, m, s], other, zone, fraction, text, near]) => {
    const [ih, im, is] = near ? [h, m, s] : other;
    const inner = `time="2020-${two(month)}-${two(day)}T${two(ih)}:${two(im)}:${two(is)}${fraction}${zone}" ${text}`;
    return { outer: `${name} ${String(day).padStart(2)} ${two(h)}:${two(m)}:${two(s)}`, inner };
  });
const tags = fc.constantFrom(
  'node dockerd:',
  'node dockerd[7]:',
  'other containerd[8]:',
  'node kernel:',
  'node kernel: [  12.5]',
  'INFO main:',
  'dockerd[9]:',
  'node audit[1]:',
  'node systemd[1]:',
);
const syslog = fc
  .tuple(stamped, tags, fc.oneof(fc.constant(null), plain))
  .map(([{ outer, inner }, tag, text]) => `${outer} ${tag} ${text ?? inner}`);
const records = fc
  .tuple(
    fc.constantFrom('', '', '', 'node=a ', 'node=b '),
    fc.integer({ min: 1, max: 6 }),
    fc.oneof(
      fc.constantFrom(...auditFacts.flatMap(row => [...row.samples, ...row.counterSamples].flat())),
      fc.constantFrom(
        'type=OBJ_PID msg=audit(1582639633.848:3369619): opid=18848 oauid=-1 ouid=0 oses=-1 ocomm="systemd"',
        'type=CWD msg=audit(1582639633.848:3369619): cwd="/"',
        "type=USER_START msg=audit(1582639633.848:3369619): pid=7 uid=0 msg='op=PAM:session_open res=success'",
        'type=SYSCALL msg=audit(1582639633.848:3369619): arch=40000003 syscall=5 success=yes exit=3 a0=1 a1=2',
      ),
    ),
  )
  .map(([node, event, text]) => node + text.replace(':3369619)', `:${String(3369619 + event)})`));
const line = fc.oneof(
  { weight: 4, arbitrary: syslog },
  { weight: 4, arbitrary: records },
  { weight: 2, arbitrary: stamped.map(({ inner }) => inner) },
  { weight: 1, arbitrary: plain },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ...envelopes.flatMap(row => [...row.samples.map(sample => sample.line), ...row.counterSamples]),
      '                                        goroutine 1 [running]:',
      '__CURSOR=s=1',
      'MESSAGE=panic: boom',
      '{',
      '\t"MESSAGE" : "panic: boom"',
      '}',
    ),
  },
);
/** A line, and how often it stands there: most lines of a log look like those before them. */
const logs = fc.array(fc.tuple(line, fc.constantFrom(1, 1, 1, 5, 40, 200)), { maxLength: 40 }).map(parts =>
  parts.flatMap(([text, times], index) => {
    // The records of an event stand near each other.
    const near = text.replace(':33696', `:${String(33696 + (index >> 1))}`);
    return Array.from({ length: times }, () => near);
  }),
);

describe('the sieve, on any mixture of lines', () => {
  it('drops nothing that the parser would make a fact of', async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.constantFrom('\n', '\n', '\n', '\r\n'), fc.boolean(), async (lines, end, ended) => {
        await compare(lines.join(end) + (ended ? end : ''), SMALL);
      }),
      { numRuns: 40 },
    );
  });
});
