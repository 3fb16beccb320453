// nodelog decode on the 137 case: the contract's fields, sentences and values.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CASE } from '../incident';
import { call, objects } from './call';
import { integer, lineNumber, list, nullable, object, place, string, time } from './shape';

const auditEvent = object(
  {
    time,
    serial: integer,
    node: nullable(string),
    file: string,
    line: lineNumber,
    summary: string,
    records: list(
      object({
        type: string,
        file: string,
        line: lineNumber,
        fields: list(object({ name: string, raw: string, value: string }, { enriched: string })),
      }),
    ),
  },
  { also: list(place) },
);

interface AuditEvent {
  readonly time: string;
  readonly serial: number;
  readonly line: number;
  readonly also: readonly { readonly file: string; readonly line: number }[];
  readonly summary: string;
  readonly records: readonly {
    readonly type: string;
    readonly fields: readonly { readonly name: string; readonly raw: string; readonly value: string }[];
  }[];
}

const AUDIT = `${CASE}/audit.log`;

/** The decoded values of the first event that shows them all. */
const VALUES: readonly (readonly [name: string, raw: string, value: string])[] = [
  ['opid', '18848', '18848'],
  ['ocomm', '"systemd"', 'systemd'],
  ['oauid', '-1', 'unset'],
  ['ouid', '0', 'root'],
  ['arch', 'c000003e', 'x86_64'],
  ['syscall', '62', 'kill'],
  ['success', 'yes', 'yes'],
  ['exit', '0', '0'],
  ['a0', '49a0', '18848'],
  ['a1', '9', 'SIGKILL'],
  ['auid', '4294967295', 'unset'],
  ['uid', '0', 'root'],
  ['fsgid', '0', 'root'],
  ['ses', '4294967295', 'unset'],
  ['tty', '(none)', '(none)'],
  ['comm', '"nvidia-containe"', 'nvidia-containe'],
  ['exe', '"/usr/bin/nvidia-container-runtime"', '/usr/bin/nvidia-container-runtime'],
  ['key', '"trace_kill_9"', 'trace_kill_9'],
];

describe('nodelog decode on the 137 case', () => {
  it('gives every field of the contract with its type', async () => {
    for (const given of await objects<AuditEvent>(['decode', CASE])) auditEvent(given, String(given.serial));
  });

  it('gives the four events once each, though two files hold them', async () => {
    const events = await objects<AuditEvent>(['decode', CASE]);
    assert.deepEqual(
      events.map(({ time, serial, line, also }) => ({ time, serial, line, also: also.map(at => at.line) })),
      [
        { time: '2020-02-19T08:00:07.232Z', serial: 3369619, line: 1, also: [3] },
        { time: '2020-02-20T14:47:19.403Z', serial: 2649702, line: 4, also: [8] },
        { time: '2020-02-20T14:47:26.181Z', serial: 2649752, line: 7, also: [13] },
        { time: '2020-02-20T14:47:42.620Z', serial: 2649753, line: 10, also: [18] },
      ],
    );
  });

  it('says each event in one sentence', async () => {
    const events = await objects<AuditEvent>(['decode', AUDIT]);
    assert.deepEqual(
      events.map(({ summary }) => summary),
      [
        'nvidia-container-runtime (pid 23413) sent SIGKILL to systemd (host pid 18848)',
        'nvidia-container-runtime (pid 6558) sent SIGKILL to systemd (host pid 2858)',
        'systemd-udevd (pid 16425) sent SIGTERM to systemd-udevd (host pid 6686)',
        'systemd (pid 6683) sent SIGTERM to sshd (host pid 7283)',
      ],
    );
  });

  for (const [name, raw, value] of VALUES) {
    it(`decodes ${name}=${raw} to ${value}`, async () => {
      const [event] = await objects<AuditEvent>(['decode', AUDIT]);
      const field = event?.records.flatMap(record => record.fields).find(candidate => candidate.name === name);
      assert.deepEqual(field, { name, raw, value });
    });
  }

  it('decodes the proctitle to the command line, as far as the kernel kept it', async () => {
    const [event] = await objects<AuditEvent>(['decode', AUDIT]);
    assert.equal(
      event?.records[0]?.fields[0]?.value,
      'nvidia-container-runtime --root /var/run/docker/runtime-nvidia/moby --log-format json delete --force 18b2fe723696358fb06317c427a',
    );
  });

  it('prints sentence and values for people', async () => {
    const { out, status } = await call(['decode', AUDIT]);
    assert.equal(status, 0);
    assert.match(out, /^2020-02-19T08:00:07\.232Z {2}3369619 {2}nvidia-container-runtime \(pid 23413\) sent SIGKILL/);
    assert.match(out, /^ {2}SYSCALL arch=x86_64 syscall=kill success=yes/m);
  });
});

describe('nodelog decode on records of other forms', () => {
  const decoded = async (...lines: readonly string[]): Promise<readonly Record<string, unknown>[]> => {
    const { out } = await call(['decode', '--json', '-'], { stdin: `${lines.join('\n')}\n` });
    return out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
  };

  it('gives null for the time and the serial that the journal does not tell', async () => {
    const lines = [
      'Nov 24 14:33:20 vm audit[2610]: SYSCALL arch=c000003e syscall=62 success=yes exit=0 a1=9 items=0 pid=2610 comm="kill"',
      'Nov 24 14:33:20 vm audit: OBJ_PID opid=2609 ocomm="sleep"',
    ];
    const [event, ...others] = await decoded(...lines);
    assert.deepEqual([event?.['time'], event?.['serial'], event?.['node'], others], [null, null, 'vm', []]);
    assert.equal(event?.['summary'], 'kill (pid 2610) sent SIGKILL to sleep (host pid 2609)');
    const { out } = await call(['decode', '-'], { stdin: lines.join('\n') });
    assert.match(out, /^- {2}- {2}vm {2}kill \(pid 2610\) sent SIGKILL/);
  });

  it('gives the types of the kernel log by name', async () => {
    const [event] = await decoded('[  603.7] audit: type=1318 audit(1795500842.841:3): opid=2609 ocomm="sleep"');
    assert.deepEqual(
      [event?.['time'], event?.['serial'], (event?.['records'] as { type: string }[])[0]?.type],
      ['2026-11-24T06:14:02.841Z', 3, 'OBJ_PID'],
    );
  });

  it('gives the values of ausearch -i as they are, and no time without a zone', async () => {
    const [event] = await decoded(
      'type=SYSCALL msg=audit(11/24/26 14:33:20.665:6421) : arch=x86_64 syscall=kill success=yes exit=0 a0=0xa31 a1=SIGKILL pid=5 comm=my prog key=6162 ',
    );
    const [record] = event?.['records'] as { fields: { name: string; raw: string; value: string }[] }[];
    assert.deepEqual([event?.['time'], event?.['serial']], [null, 6421]);
    for (const { raw, value } of record?.fields ?? []) {
      assert.equal(value, raw);
    }
    assert.deepEqual(record?.fields.at(-1), { name: 'key', raw: '6162', value: '6162' });
  });
});
