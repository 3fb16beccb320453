// Every field that is met has a general explanation.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIELDS } from '../../../server/src/audit/fieldTable';
import { fieldGuide } from '../../../server/src/audit/fieldGuide';
import { SENTENCE_ROWS } from '../../../server/src/audit/sentences';
import { CASE, linesOf } from './samples';
import { parseAuditRecord } from '../../../server/src/audit/record';

/** A word with = in the free text of a message is a field by its form only. */
const FREE_TEXT = ['USER.with'];

/** The fields of records without an explanation, as TYPE.field. */
function unexplained(lines: readonly string[]): string[] {
  const missing = new Set<string>();
  for (const text of lines) {
    const record = parseAuditRecord(text, 0);
    for (const { name } of record?.fields ?? [])
      if (fieldGuide(name, record?.type ?? '') === null) missing.add(`${record?.type ?? ''}.${name}`);
  }
  return [...missing].filter(name => !FREE_TEXT.includes(name)).sort();
}

const FIXTURES = join(import.meta.dirname, '../../fixtures/audit');
const SAMPLES = process.env['NODELOG_SAMPLES'];
const CAPTURES = SAMPLES === undefined ? [] : ['audit.log', 'audit.log.1', 'audit.enriched.log'];

for (const path of [
  `${CASE}/audit.log`,
  `${FIXTURES}/audit.log`,
  `${FIXTURES}/audit.enriched.log`,
  ...CAPTURES.map(name => join(SAMPLES ?? '', 'captures/node-a/logs', name)),
])
  test(`every field of ${path.split('/').slice(-3).join('/')} is explained`, t => {
    if (!existsSync(path)) return t.skip('the file is not there');
    assert.deepEqual(unexplained(linesOf(path)), []);
  });

test('every field of the samples of sentences is explained', () => {
  const made = SENTENCE_ROWS.flatMap(({ samples }) => samples.flatMap(([, ...records]) => records)).map(text =>
    /^(?:node=\S+ )?type=/.test(text) ? text : text.replace(/^(\S+) /, 'type=$1 msg=audit(1.000:2): '),
  );
  assert.ok(made.length > 100);
  assert.deepEqual(unexplained(made), []);
});

test('every field that has a row has an explanation', () => {
  for (const { names, types } of FIELDS)
    for (const name of names) {
      if (name === '*') continue;
      for (const type of types ?? ['SYSCALL']) assert.notEqual(fieldGuide(name, type), null, `${type}.${name}`);
    }
});

test('an argument of a program is explained whatever its number, and an unknown field is not', () => {
  for (const name of ['a0', 'a12', 'a1[0]', 'a1_len']) assert.notEqual(fieldGuide(name, 'EXECVE'), null, name);
  assert.equal(fieldGuide('no-such-field', 'SYSCALL'), null);
});
