// Our values beside those of `ausearch -i` (Debian's package auditd), on real logs and on records that are made.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test, type TestContext } from 'node:test';
import { compareLog, whyNot, type Comparison, type Pair } from './ausearch/compare';
import { generateLogs } from './ausearch/generate';
import { KNOWN_DIFFERENCES, type KnownDifference } from './ausearch/known';
import { CASE, linesOf } from './samples';

const skip = whyNot() ?? false;
const samples = process.env['NODELOG_SAMPLES'];
const FIXTURES = join(import.meta.dirname, '../../fixtures/audit');
const REAL = [
  join(CASE, 'audit.log'),
  join(FIXTURES, 'audit.log'),
  join(FIXTURES, 'audit.enriched.log'),
  ...(samples === undefined ? [] : ['audit.log', 'audit.log.1', 'audit.enriched.log']).map(file =>
    join(samples ?? '', 'captures/node-a/logs', file),
  ),
];
/** Made: 32-bit calls, ENRICHED without names, old and SELinux forms, a last record that is cut. */
const SHAPES = join(import.meta.dirname, 'ausearch/shapes.log');
/** Made after what the kernel and the programs of RHEL 5 to 9, Fedora, Debian and Ubuntu write: a record of every type. */
const DISTRIBUTIONS = join(import.meta.dirname, 'ausearch/distributions.log');
/** How many of the differences that no row explains are written out. */
const SHOWN = 40;

/** What was compared in all logs of one sort. */
class Sum {
  fields = 0;
  agreeing = 0;
  known = 0;

  toString(): string {
    const right = this.agreeing + this.known;
    const share = (part: number): string => `${((100 * part) / Math.max(this.fields, 1)).toFixed(3)} %`;
    return (
      `${String(this.fields)} fields compared, ${String(this.agreeing)} agree (${share(this.agreeing)}), ` +
      `${String(this.known)} differ where ausearch errs: ${share(right)} are right by ausearch or by proof`
    );
  }
}

const sums = { real: new Sum(), made: new Sum() };
const met = new Set<KnownDifference>();

/** Counts a comparison; gives the differences that no row explains. */
function judge({ pairs }: Comparison, sum: Sum): Pair[] {
  const unexplained: Pair[] = [];
  for (const pair of pairs) {
    sum.fields++;
    if (pair.ours === pair.theirs) {
      sum.agreeing++;
      continue;
    }
    const known = KNOWN_DIFFERENCES.find(row => row.holds(pair));
    if (known === undefined) unexplained.push(pair);
    else {
      met.add(known);
      sum.known++;
    }
  }
  return unexplained;
}

function written({ record, field, ours, theirs }: Pair): string {
  const call = record.type === 'SYSCALL' ? ` (arch, syscall ${callText(record)})` : '';
  return `${record.type}${call} ${field.name}=${field.raw.slice(0, 100)}: ${ours.slice(0, 100)} | ${theirs.slice(0, 100)}`;
}

function callText(record: Pair['record']): string {
  return record.fields
    .slice(0, 2)
    .map(field => field.raw)
    .join(' ');
}

/** Every record and field must be there on their side too, but those that ausearch is known to leave out. */
function assertAligned({ missing, lost }: Comparison): void {
  const left = missing.filter(record => !/^(APPARMOR|AVC)/.test(record.type)).map(record => record.type);
  assert.deepEqual([left, lost.map(({ record, field }) => `${record.type} ${field.name}=${field.raw}`)], [[], []]);
}

function check(t: TestContext, comparison: Comparison, sum: Sum): void {
  const own = new Sum();
  const unexplained = judge(comparison, own);
  for (const key of ['fields', 'agreeing', 'known'] as const) sum[key] += own[key];
  t.diagnostic(String(own));
  assertAligned(comparison);
  assert.ok(own.fields > 100, String(own));
  assert.deepEqual(unexplained.slice(0, SHOWN).map(written), [], `${String(unexplained.length)} differences`);
}

describe('ausearch -i beside us', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'nodelog-ausearch-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const file of REAL)
    test(`the values of ${file.split('/').slice(-2).join('/')} are those of ausearch -i`, t => {
      if (!existsSync(file)) return t.skip(`${file} is not there`);
      check(t, compareLog(file, linesOf(file)), sums.real);
    });

  test('the logs of node-a are compared too', t => {
    if (samples === undefined) t.skip('NODELOG_SAMPLES is not set: the samples of the capture are not here');
  });

  test('the values of records of many shapes, made after real ones, are those of ausearch -i', t => {
    check(t, compareLog(SHAPES, linesOf(SHAPES)), sums.made);
  });

  test('the values of records as distributions have them, made, are those of ausearch -i', t => {
    check(t, compareLog(DISTRIBUTIONS, linesOf(DISTRIBUTIONS)), sums.made);
  });

  for (const { title, lines } of skip ? [] : generateLogs())
    test(`the values of made records are those of ausearch -i: ${title}`, t => {
      const file = join(folder, `${title.replaceAll(' ', '-')}.log`);
      writeFileSync(file, `${lines.join('\n')}\n`);
      check(t, compareLog(file, lines), sums.made);
    });

  test('every known difference is still met, and the sums are told', t => {
    t.diagnostic(`real logs: ${String(sums.real)}`);
    t.diagnostic(`made records: ${String(sums.made)}`);
    const dead = KNOWN_DIFFERENCES.filter(row => !met.has(row)).map(row => row.id);
    assert.deepEqual(dead, []);
  });
});
