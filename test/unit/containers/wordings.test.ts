// The rows of the table of wordings against their own samples.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readStatement, wordings } from '../../../server/src/containers/wordings/index';
import { saidIn } from '../../../server/src/containers/wordings/row';
import { readLine } from '../../../server/src/reading/line';

function read(line: string): ReturnType<typeof readStatement> {
  const { payload } = readLine(line);
  assert.ok(payload.kind === 'logrus' || payload.kind === 'klog', line);
  return readStatement(saidIn(payload.entry));
}

describe('readStatement', () => {
  for (const row of wordings) {
    for (const { line, kind, container, reference, exec } of row.samples) {
      it(`reads ${row.id}: ${line}`, () => {
        const statement = read(line);
        assert.deepEqual(
          [statement?.kind, statement?.container, statement?.reference, statement?.exec],
          [kind, container ?? null, reference ?? null, exec ?? null],
        );
      });
    }
    for (const line of row.counterSamples) {
      it(`does not take for ${row.id}: ${line}`, () => {
        assert.notEqual(read(line)?.kind, row.samples[0]?.kind);
      });
    }
  }

  it('knows a container by the field that names it, whatever the message says', () => {
    const id = 'a'.repeat(63) + '1';
    assert.equal(
      read(`time="2026-11-23T15:44:26Z" level=debug msg="restoring container" container=${id}`)?.container,
      id,
    );
  });

  for (const [what, said, shown] of [
    ['a short message whole', 'x'.repeat(200), 'x'.repeat(200)],
    ['that a message is cut', 'x'.repeat(201), `${'x'.repeat(199)}…`],
    ['no half of a character', `${'x'.repeat(198)}😀yz`, `${'x'.repeat(198)}…`],
  ] as const) {
    it(`shows ${what}`, () => {
      const statement = read(`time="2026-11-23T15:44:26Z" level=debug msg="${said}" container=${'a'.repeat(64)}`);
      assert.equal(statement?.text.args['text'], shown);
    });
  }

  it('takes no other 64 digits for a container', () => {
    const layer = 'f2b3f0a0b3c5231280b8f82b05240c1c'.repeat(2);
    assert.equal(
      read(`time="2026-11-23T15:44:26Z" level=debug msg="GetMountID id: ${layer} -> mountID: ${layer}"`),
      null,
    );
    assert.equal(read(`time="2026-11-23T15:44:26Z" level=info msg="Removing stale sandbox ${layer} (x)"`), null);
  });
});
