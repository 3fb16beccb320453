// The sieve drops no line that the parser would make a fact of: what is read through it is what is read without it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { BlockSizes } from '../../../server/src/casefile/blocks';
import { SIEVED_SIZES } from '../../../server/src/casefile/sieve';
import { auditFacts } from '../../../server/src/containers/auditFacts';
import { wordings } from '../../../server/src/containers/wordings';
import { headers } from '../../../server/src/golang/headers';
import { heads } from '../../../server/src/golang/headRows';
import { KERNEL_ROWS } from '../../../server/src/kernel/rows';
import { envelopes } from '../../../server/src/log/envelopes';
import { payloads } from '../../../server/src/reading/payload';
import { banners } from '../../../server/src/source/versionForms';
import { CASE } from '../incident';
import { compare } from './sieved';

const SMALL: BlockSizes = { own: 30_000, around: 60_000 };

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
        'type=CWD msg=audit(1582639633.848:3369619): cwd="goroutine 1 [running]:"',
        'type=CWD msg=audit(1582639633.848:3369619): cwd="/=== BEGIN goroutine stack dump ===',
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

/** What a node says again and again, as syslog's program and message or by itself; `?` stands for a number. */
const QUIET = [
  'cron: ok',
  'systemd: Started Session 7 of user root.',
  'systemd[1]: Started Session ? of user root.',
  'CROND[77]: (root) CMD (/usr/lib64/sa/sa1 1 1)',
  'kernel: docker0: port 7(veth1234567) entered forwarding state',
  'kernel: [UPTIME] docker0: port ?(veth1234567) entered forwarding state',
  'kernel: [UPTIME] device veth1234567 left promiscuous mode',
  'dockerd: time="INNER" level=debug msg="attach: stdin: begin"',
  'dockerd: time="INNER" level=debug msg="event published" ns=moby topic="/tasks/exec-started"',
  'containerd[9]: time="INNER" level=debug msg="event published" ns=moby topic="/tasks/exec-started"',
  'dockerd: time="UTC" level=info msg="Layer sha256:? cleaned up"',
  'time="INNER" level=info msg="Layer sha256:? cleaned up"',
  '-- Reboot --',
];
/** A node's log goes on through hours, months and years: `step` minutes a line. */
interface Stretch {
  readonly says: string;
  readonly lines: number;
  readonly step: number;
  /** Days before the first line of it. */
  readonly pause: number;
}
const stretches: fc.Arbitrary<readonly Stretch[]> = fc.array(
  fc.record({
    says: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...QUIET) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          ...KERNEL_ROWS.flatMap(row => row.samples.map(({ message }) => `kernel: ${message}`)),
          'kernel: tail invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
        ),
      },
    ),
    lines: fc.constantFrom(1, 2, 30, 300),
    step: fc.constantFrom(0, 1, 45, 300),
    pause: fc.constantFrom(0, 0, 0, 5, 40, 200, -3, -40),
  }),
  { maxLength: 12 },
);

/** The lines of a node that is eight hours east of UTC. */
function linesOf(parts: readonly Stretch[]): string[] {
  const told: string[] = [];
  let now = Date.UTC(2020, 1, 25, 22, 0, 7);
  for (const { says, lines: count, step, pause } of parts) {
    now += pause * 86_400_000;
    for (let n = 0; n < count; n++) {
      now += step * 60_000;
      const local = new Date(now + 8 * 3_600_000);
      const [, day, month] = /, (\d\d) (\w+)/.exec(local.toUTCString()) ?? [];
      const at = local.toISOString();
      const text = says
        .replace('?', String(n))
        .replace('INNER', `${at.slice(0, 23)}+08:00`)
        .replace('UTC', new Date(now).toISOString())
        .replace('UPTIME', `${String((now / 1000) % 1_000_000).padStart(6)}.${String(100_000 + n)}`);
      const stamp = `${month ?? ''} ${String(Number(day)).padStart(2)} ${at.slice(11, 19)} node `;
      told.push(/^(?:time=|--)/.test(says) ? text : stamp + text);
    }
  }
  return told;
}

const times = (lines: number, says: string): Stretch => ({ says, lines, step: 0, pause: 0 });
const [DEBUG, PORT, BARE] = [
  'dockerd: time="INNER" level=debug msg="attach: stdin: begin"',
  'kernel: docker0: port 7(veth1234567) entered forwarding state',
  'time="INNER" level=info msg="Layer sha256:? cleaned up"',
];
/** A single line that syslog alone dates; entries of their own behind syslog's; a mark between two boots; a report of the OOM killer that goes on after others' lines. */
const RARE: readonly (readonly Stretch[])[] = [
  [times(330, DEBUG), times(1, 'cron: ok'), times(330, DEBUG)],
  [times(300, PORT), times(300, BARE)],
  [times(330, PORT), times(1, '-- Reboot --'), { ...times(330, PORT), step: 1 }],
  [
    times(300, PORT),
    times(1, 'kernel: tail invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0'),
    times(300, 'cron: ok'),
    times(2, PORT),
  ],
];

describe('the sieve, on a log of a quiet node', () => {
  it('drops nothing that tells of times, in either order', async () => {
    await fc.assert(
      fc.asyncProperty(stretches, fc.boolean(), async (parts, newestFirst) => {
        const told = linesOf(parts);
        await compare((newestFirst ? told.reverse() : told).join('\n'), { own: 8000, around: 12_000 });
      }),
      { numRuns: 100, examples: RARE.map(parts => [parts, false]) },
    );
  });
});
