// One line: who wrapped it and what its payload is.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readLine, stampOf } from '../../../server/src/reading/line';
import { caseText } from '../incident';

const SYSLOG = 'Feb 25 22:07:13 gpu-ser-xyz dockerd: ';
const LOGRUS = 'time="2020-02-25T22:07:13.374422177+08:00" level=debug msg="attach done"';
const RECORD = 'type=PROCTITLE msg=audit(1582210062.620:2649753): proctitle="/usr/sbin/init"';

/** A line, its envelope, the kind of its payload, and what gives the year of its stamp. */
const SAMPLES: readonly (readonly [line: string, envelope: string, kind: string, year: number | null | 'no stamp'])[] =
  [
    [RECORD, 'bare', 'audit', 'no stamp'],
    [`node=a ${RECORD}`, 'bare', 'audit', 'no stamp'],
    [`Feb 25 22:07:13 gpu-ser-xyz audispd: ${RECORD}`, 'rfc3164', 'audit', null],
    [LOGRUS, 'bare', 'logrus', 2020],
    [SYSLOG + LOGRUS, 'rfc3164', 'logrus', 2020],
    [`2020-02-25T22:07:13.380000+08:00 gpu-ser-xyz dockerd[812]: ${LOGRUS}`, 'iso', 'logrus', 2020],
    [`${SYSLOG}level=info msg="no stamp inside"`, 'rfc3164', 'logrus', null],
    [`${SYSLOG}goroutine 5 [running]:`, 'rfc3164', 'text', null],
    ['goroutine 5 [running]:', 'bare', 'text', 'no stamp'],
    ['time->Wed Feb 19 16:00:07 2020', 'bare', 'marker', 'no stamp'],
    ['', 'bare', 'text', 'no stamp'],
    ['type=', 'bare', 'text', 'no stamp'],
    ['[ 1031.571035] device eth0 left promiscuous mode', 'dmesg-uptime', 'text', 'no stamp'],
  ];

describe('readLine', () => {
  for (const [line, envelope, kind, year] of SAMPLES) {
    it(`reads ${envelope} ${kind}: ${line.slice(0, 90)}`, () => {
      const entry = readLine(line);
      const stamp = stampOf(entry);
      assert.deepEqual(
        [entry.envelope.id, entry.payload.kind, stamp ? stamp.year : 'no stamp'],
        [envelope, kind, year],
      );
    });
  }

  it('never throws, and finds the payload within the line', () => {
    const real = ['audit.log', 'messages-20200225'] as const;
    const lines = real.flatMap(name => caseText(name).split('\n'));
    const cut = fc
      .tuple(fc.constantFrom(...lines), fc.nat(200), fc.string({ unit: 'binary', maxLength: 10 }))
      .map(([line, at, noise]) => line.slice(0, at) + noise + line.slice(at + 3));
    fc.assert(
      fc.property(fc.oneof(cut, fc.string({ unit: 'binary' })), text => {
        const { envelope } = readLine(text);
        assert.ok(envelope.payload >= 0 && envelope.payload <= text.length);
      }),
      { numRuns: 500 },
    );
  });
});
