// Ids inside hex-encoded audit values.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodedIds } from '../../../server/src/containers/encodedIds';
import { parseAuditRecord } from '../../../server/src/audit/record';
import { caseText, CUT, KILLED } from '../incident';

function idsIn(raw: string): string[] {
  const record = parseAuditRecord(`type=PROCTITLE msg=audit(1582099207.232:7): proctitle=${raw}`, 0);
  return record?.fields.flatMap(encodedIds) ?? [];
}

const hexOf = (text: string): string => Buffer.from(text).toString('hex').toUpperCase();

describe('encodedIds', () => {
  for (const [text, ids] of [
    [`runc\0kill\0${KILLED}\0-9`, [KILLED]],
    [`runc\0delete\0--force\0${CUT}`, [CUT]],
    [`runc\0exec\0--process\0/tmp/x\0${KILLED}\0${CUT}`, [KILLED, CUT]],
    [`runc\0kill\0${KILLED.slice(0, 11)}`, []],
    ['ip\0a', []],
  ] as const) {
    it(`finds ${ids.length === 0 ? 'none' : ids.map(id => id.slice(0, 12)).join(' and ')} in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(idsIn(hexOf(text)), ids);
      assert.deepEqual(idsIn(hexOf(text).toLowerCase()), ids);
    });
  }

  it('finds what is left of an id whose last digit the log has cut in two', () => {
    assert.deepEqual(idsIn(hexOf(`runc\0delete\0${CUT}`).slice(0, -1)), [CUT.slice(0, -1)]);
  });

  it('finds nothing in a quoted value, where the id stands plain', () => {
    assert.deepEqual(idsIn(`"runc kill ${KILLED}"`), []);
  });

  it('finds the two cut ids of the 137 case', () => {
    const found = caseText('audit.log')
      .split('\n')
      .flatMap(line => parseAuditRecord(line, 0)?.fields.flatMap(encodedIds) ?? []);
    assert.deepEqual(found, [KILLED.slice(0, 27), CUT]);
  });
});
