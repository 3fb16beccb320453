// Every row of the tables of heads and goroutine headers reads its samples and passes over its counter-examples.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHeader, headers } from '../../../server/src/golang/headers';
import { heads } from '../../../server/src/golang/headRows';
import { parseHead } from '../../../server/src/golang/heads';

describe('heads of tracebacks', () => {
  for (const row of heads) {
    for (const [payload, head] of row.samples) {
      it(`reads ${payload}`, () => {
        assert.deepEqual(parseHead(payload, 0, payload.length), { row, head });
      });
    }
    for (const payload of row.counterExamples) {
      it(`takes ${payload} for no ${row.id}`, () => {
        assert.notEqual(parseHead(payload, 0, payload.length)?.row, row);
      });
    }
  }
});

describe('headers of goroutines', () => {
  for (const row of headers) {
    for (const [payload, header] of row.samples) {
      it(`reads ${payload}`, () => {
        assert.deepEqual(parseHeader(payload, 0, payload.length), header);
      });
    }
    for (const payload of row.counterExamples) {
      it(`takes ${payload} for no ${row.id}`, () => {
        assert.equal(row.parse(payload), null);
      });
    }
  }
});
