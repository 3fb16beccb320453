// What stands on both sides of a border between two blocks: marks between boots and the lines that date them, and the
// records of one event.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BlockSizes } from '../../../server/src/casefile/blocks';
import { SIEVED_SIZES } from '../../../server/src/casefile/sieve';
import { bothWays, compare } from './sieved';

const SIZES: BlockSizes = { own: 8000, around: 2000 };
const MARKS = ['-- Reboot --', '-- Boot 0123456789abcdef0123456789abcdef --'];
/** The first lines of a log tell its year and its zone. */
const DATING = 4;
/** 2020-02-25T22:00:00+08:00, in seconds. */
const START = Date.UTC(2020, 1, 25, 14) / 1000;
/** The n-th line of a quiet node, a second behind the one before: nothing but the mark before it makes it matter. */
const DATED: readonly { readonly form: string; readonly line: (n: number) => string }[] = [
  { form: 'a line of syslog', line: n => `${syslog(n)} systemd[1]: Started Session 8 of user root.` },
  { form: 'the kernel', line: n => `${syslog(n)} kernel: docker0: port 7(veth1234567) entered forwarding state` },
  { form: 'an entry behind syslog', line: n => `${syslog(n)} dockerd: ${entry(n)}` },
  { form: 'an entry', line: entry },
  {
    form: 'an audit record',
    line: n => `type=CWD msg=audit(${String(START + n)}.000:${String(1000 + n)}): cwd="/"`,
  },
];

function syslog(n: number): string {
  return `Feb 25 ${clock(n)} node`;
}

function entry(n: number): string {
  return `time="2020-02-25T${clock(n)}+08:00" level=debug msg="attach: stdin: begin"`;
}

function clock(n: number): string {
  return new Date(Date.UTC(2020, 1, 25, 22) + n * 1000).toISOString().slice(11, 19);
}

describe('a mark between two boots', () => {
  for (const mark of MARKS) {
    for (const { form, line } of DATED) {
      it(`is dated by ${form} behind ${mark.slice(0, 9)}, on whichever side of a border they stand`, async () => {
        // Of the first block all is read, for the sample of the log.
        const border = 2 * Math.floor(SIZES.own / (line(0).length + 1));
        const lines = Array.from({ length: 2 * border }, (_, n) =>
          n < DATING ? `${syslog(n)} dockerd: ${entry(n)}` : line(n),
        );
        for (let before = border - 4; before < border + 4; before++) {
          const log = [...lines.slice(0, before), mark, ...lines.slice(before)].join('\n');
          const { facts } = await compare(log, SIZES);
          const [boot, ...others] = facts.boots;
          assert.deepEqual([boot?.line, others], [before, []]);
          assert.equal(Number(boot?.time?.ns ?? 0n) / 1e9, START + before);
        }
      });
    }
  }
});

const ID = 'msg=audit(1582639633.848:3369619):';
const KILL = `type=SYSCALL ${ID} arch=c000003e syscall=62 success=yes exit=0 a0=49a0 a1=9 a2=0 a3=0 items=0 ppid=1 pid=2\n`;
const HIT = `type=OBJ_PID ${ID} opid=18848 oauid=-1 ouid=0 oses=-1 ocomm="systemd"\n`;

/** Records of other events, so many bytes of them about, `time` milliseconds behind the second. */
function others(bytes: number, time: number): string {
  const records: string[] = [];
  for (let length = 0, serial = time * 10_000; length < bytes; serial++) {
    const record = `type=CWD msg=audit(1582639633.${String(time)}:${String(serial)}): cwd="/"\n`;
    records.push(record);
    length += record.length;
  }
  return records.join('');
}

const { own, around } = SIEVED_SIZES;

/** Where the two records of a kill stand: so many bytes before the first, and between them. */
const SPLITS: readonly {
  readonly what: string;
  readonly before: number;
  readonly between: number;
  readonly isWhole: boolean;
}[] = [
  { what: 'in one block, close', before: 1000, between: 1000, isWhole: true },
  { what: 'in one block, farther than lines around it reach', before: 1000, between: 10 * around, isWhole: true },
  { what: 'in two blocks, close', before: own - 500, between: 1000, isWhole: true },
  {
    what: 'in two blocks, nearly as far as lines around them reach',
    before: own - 30_000,
    between: 60_000,
    isWhole: true,
  },
  { what: 'in two blocks, farther than that', before: own - 80_000, between: 160_000, isWhole: false },
];

describe('an event whose records stand apart', () => {
  for (const { what, before, between, isWhole } of SPLITS) {
    it(`is ${isWhole ? 'whole' : 'told without its second record'} where they stand ${what}`, async () => {
      const log = `${others(before, 847)}${KILL}${others(between, 848)}${HIT}${others(own, 849)}`;
      const [through, whole] = await bothWays(log, SIEVED_SIZES);
      if (isWhole) assert.deepEqual(through, whole);
      const recordsOf = ({ facts }: typeof whole): (readonly string[])[] =>
        facts.audit.filter(({ serial }) => serial === 3369619).map(({ records }) => records.map(({ type }) => type));
      assert.deepEqual(recordsOf(whole), [['SYSCALL', 'OBJ_PID']]);
      assert.deepEqual(recordsOf(through), [isWhole ? ['SYSCALL', 'OBJ_PID'] : ['SYSCALL']]);
    });
  }
});
