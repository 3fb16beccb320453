// Messages that a runtime cut into parts: one entry of several lines, whatever stands between and wherever the cuts are.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EntryJoiner } from '../../../server/src/reading/joined';

interface Line {
  readonly text: string;
  readonly part: string;
  readonly kind: string;
  readonly message: string | null;
}

function read(lines: readonly string[]): Line[] {
  const found: Line[] = [];
  const joiner = new EntryJoiner((text, { envelope, payload }, part) => {
    const message = payload.kind === 'logrus' ? (payload.entry.msg?.value ?? null) : null;
    found.push({ text, part, kind: `${envelope.id} ${payload.kind}`, message });
  });
  for (const line of lines) joiner.push(line);
  joiner.end();
  return found;
}

const line = (mark: string, text: string, stream = 'stderr', second = 1): string =>
  `2026-11-23T07:44:0${String(second)}.123456789Z ${stream} ${mark} ${text}`;
const LOGRUS = 'time="2026-11-23T07:44:01Z" level=error msg="failed to start the shim"';

/** Lines -> what each is of its entry. */
const SAMPLES: Readonly<Record<string, readonly [lines: readonly string[], parts: readonly string[]]>> = {
  'parts up to the full line': [
    [line('P', LOGRUS.slice(0, 30)), line('P', LOGRUS.slice(30, 50)), line('F', LOGRUS.slice(50)), line('F', 'next')],
    ['first cri logrus', 'rest cri text', 'rest cri text', 'whole cri text'],
  ],
  'a line of the other stream, which ends the entry': [
    [line('P', LOGRUS.slice(0, 50)), line('F', LOGRUS, 'stdout'), line('F', LOGRUS.slice(50))],
    ['first cri logrus', 'whole cri logrus', 'whole cri text'],
  ],
  'a part that is the last line': [
    [line('F', 'x'), line('P', LOGRUS)],
    ['whole cri text', 'first cri logrus'],
  ],
  'an empty last part': [
    [line('P', LOGRUS), line('F', '')],
    ['first cri logrus', 'rest cri text'],
  ],
  'parts of one message behind parts of another': [
    [line('P', 'a'), line('F', 'b'), line('P', LOGRUS.slice(0, 9)), line('F', LOGRUS.slice(9))],
    ['first cri text', 'rest cri text', 'first cri logrus', 'rest cri text'],
  ],
  'a line that has only the look of a part': [
    ['2026-11-23T07:99:01Z stderr P x', line('F', LOGRUS)],
    ['whole bare text', 'whole cri logrus'],
  ],
};

describe('A container log of the kubelet', () => {
  for (const [what, [lines, expected]] of Object.entries(SAMPLES)) {
    it(`is read with ${what}`, () => {
      const found = read(lines);
      assert.deepEqual(
        found.map(({ part, kind }) => `${part} ${kind}`),
        expected,
      );
      assert.deepEqual(
        found.map(({ text }) => text),
        lines,
      );
    });
  }

  it('says the same wherever its message was cut', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(LOGRUS.length), { maxLength: 6 }), cuts => {
        const at = [0, ...cuts.sort((a, b) => a - b), LOGRUS.length];
        const parts = at.slice(1).map((end, index) => LOGRUS.slice(at[index], end));
        const [first] = read(parts.map((part, index) => line(index < parts.length - 1 ? 'P' : 'F', part)));
        assert.equal(first?.message, 'failed to start the shim');
      }),
    );
  });
});
