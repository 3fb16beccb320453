// Our values beside those of `ausearch -i` (Debian's package auditd) on real logs; skipped where it is not installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeField } from '../../../server/src/audit/fields';
import { parseAuditRecord, type AuditRecord } from '../../../server/src/audit/record';
import { readSignalCall } from '../../../server/src/audit/syscallArguments';
import { CASE, linesOf } from './samples';

const ausearch = spawnSync('ausearch', ['--version']).error === undefined;
const samples = process.env['NODELOG_SAMPLES'];
const node = samples === undefined ? [] : ['audit.log', 'audit.log.1', 'audit.enriched.log'];
const files = [join(CASE, 'audit.log'), ...node.map(file => join(samples ?? '', 'captures/node-a/logs', file))];

/** Where ausearch 3.0.9 errs or is silent, with the reason why ours is right. */
const KNOWN: readonly { readonly why: string; readonly holds: (at: Difference) => boolean }[] = [
  {
    why: 'the pid of a kill stays hex: a0=0x49a0 is pid 18848 (kill(2))',
    holds: ({ record, name, theirs }) =>
      readSignalCall(record) !== null && /^a[01]$/.test(name) && /^0x[0-9a-f]+$/.test(theirs),
  },
];

interface Difference {
  readonly record: AuditRecord;
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
}

/** ausearch prints the records of an event last first, and breaks events apart: (serial, type) -> bodies, ours in order. */
function interpret(file: string): Map<string, string[]> {
  const run = spawnSync('ausearch', ['-i', '-if', file], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    maxBuffer: 1 << 28,
  });
  const bodies = new Map<string, string[]>();
  for (const printed of run.stdout.split('\n')) {
    const match = /type=(\S+) msg=audit\([^)]*:(\d+)\) : (.*)$/.exec(printed);
    if (match === null) continue;
    const id = `${match[2] ?? ''} ${match[1] ?? ''}`;
    bodies.set(id, [match[3] ?? '', ...(bodies.get(id) ?? [])]);
  }
  return bodies;
}

/** Walks both sides field by field: a value of theirs ends where the next of our fields begins. */
function compare(record: AuditRecord, body: string): Difference[] {
  let rest = body.replace(/^msg='|'\s*$/g, '');
  return record.fields.map((field, index) => {
    const next = record.fields[index + 1];
    const start = rest.indexOf(`${field.name}=`) + field.name.length + 1;
    const end = next === undefined ? rest.trimEnd().length : rest.indexOf(` ${next.name}=`, start);
    const theirs = rest.slice(start, end);
    rest = rest.slice(end);
    return { record, name: field.name, ours: decodeField(field, record).value, theirs };
  });
}

for (const file of files)
  test(`the values of ${file.split('/').at(-1) ?? ''} are those of ausearch -i`, t => {
    if (!ausearch) return t.skip('ausearch is not installed (Debian: apt-get install auditd)');
    if (!existsSync(file)) return t.skip(`${file} is not there`);
    const bodies = interpret(file);
    const compared: Difference[] = [];
    for (const text of linesOf(file)) {
      const record = parseAuditRecord(text, 0);
      const body = bodies.get(`${String(record?.serial)} ${String(record?.type)}`)?.shift();
      if (record !== null && body !== undefined) compared.push(...compare(record, body));
    }
    const differing = compared.filter(at => at.ours !== at.theirs);
    const known = differing.filter(at => KNOWN.some(row => row.holds(at)));
    const report = `${String(compared.length)} fields compared, ${String(compared.length - differing.length)} agree`;
    t.diagnostic(`${report}, ${String(known.length)} differ where ausearch errs`);
    assert.ok(compared.length > 100, report);
    assert.deepEqual(
      differing.filter(at => !known.includes(at)).map(at => `${at.record.type} ${at.name}: ${at.ours} | ${at.theirs}`),
      [],
    );
  });

test('the logs of node-a are compared too', t => {
  if (samples === undefined) t.skip('NODELOG_SAMPLES is not set: the samples of the capture are not here');
});
