// What the inside of a JSON string means.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unescapeJson } from '../../../server/src/log/escaped';

for (const [written, meant] of [
  ['plain', 'plain'],
  ['a \\"b\\" c', 'a "b" c'],
  ['\\u0041\\n', 'A\n'],
  ['a\tb \\"c\\"', 'a\tb "c"'],
  ['\u001d\\\\', '\u001d\\'],
  ['\\\u0000', '\\\u0000'],
  ['\\q', '\\q'],
  ['cut \\', 'cut \\'],
] as const) {
  test(`${JSON.stringify(written)} means ${JSON.stringify(meant)}`, () => {
    assert.equal(unescapeJson(written), meant);
  });
}
