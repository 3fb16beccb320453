// nodelog decode of events that are JSON, and of audit records in the journal's JSON and export forms; the lines are made.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { call } from './call';

const LAUREL =
  '{"ID":"1615114232.375:15558","NODE":"n1","SYSCALL":{"arch":"0xc000003e","syscall":62,"success":"yes","exit":0,' +
  '"ppid":1,"pid":12711,"uid":0,"comm":"kill","exe":"/usr/bin/kill","key":null,"ARGV":["0x31a6","0x9","0x0","0x0"]}}';
const GO_AUDIT =
  '{"sequence":15558,"timestamp":"1615114232.375","messages":[{"type":1300,"data":"arch=c000003e syscall=62 ' +
  'success=yes exit=0 a0=31a6 a1=9 a2=0 a3=0 ppid=1 pid=12711 uid=0 comm=\\"kill\\" exe=\\"/usr/bin/kill\\" key=(null)"}],' +
  '"uid_map":{"0":"root"}}';
const MESSAGE =
  'SYSCALL arch=c000003e syscall=62 success=yes exit=0 a0=31a6 a1=9 a2=0 a3=0 ppid=1 pid=12711 comm="kill"';
const JOURNAL = {
  __REALTIME_TIMESTAMP: '1615114232375000',
  _HOSTNAME: 'n1',
  _TRANSPORT: 'audit',
  SYSLOG_IDENTIFIER: 'audit',
};
const SENTENCE = "sent SIGKILL to pid 12710 (in the sender's pid namespace)";

const CASES: readonly (readonly [what: string, log: string])[] = [
  ['laurel', LAUREL],
  [
    'laurel, with blanks and other members first',
    LAUREL.replace('{"ID":"1615114232.375:15558",', '{ "x": 1, "ID": "1615114232.375:15558", '),
  ],
  ['go-audit', GO_AUDIT],
  ['go-audit in syslog', `Mar  7 10:50:32 n1 go-audit[812]: ${GO_AUDIT}`],
  [
    'laurel in the log of a container',
    JSON.stringify({ log: `${LAUREL}\n`, stream: 'stdout', time: '2021-03-07T10:50:33Z' }),
  ],
  ["the journal's JSON", JSON.stringify({ ...JOURNAL, MESSAGE })],
  [
    "the journal's export form",
    Object.entries({ __CURSOR: 'c', ...JOURNAL, MESSAGE })
      .map(pair => pair.join('='))
      .join('\n'),
  ],
];

for (const [what, log] of CASES)
  void test(`events are decoded: ${what}`, async () => {
    const { out, err, status } = await call(['decode', '-'], { stdin: `Some other line\n${log}\n` });
    const [sentence = '', record, ...more] = out.trimEnd().split('\n');
    assert.deepEqual([err, status, more], ['', 0, []]);
    assert.ok(sentence.startsWith('2021-03-07T10:50:32.375') && sentence.endsWith(SENTENCE), sentence);
    assert.match(record ?? '', /^ {2}SYSCALL arch=x86_64 syscall=kill .* a1=SIGKILL /);
  });

void test('an event of laurel that stands in two files is printed once, with both places', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'nodelog-'));
  const files = ['a.log', 'b.log'].map(name => path.join(folder, name));
  try {
    for (const file of files) await writeFile(file, `${LAUREL}\n`);
    const { out } = await call(['decode', '--json', folder]);
    const [event, ...more] = out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { file: string; also: unknown; records: unknown[] });
    assert.deepEqual(
      [event?.file, event?.also, event?.records.length, more],
      [files[0], [{ file: files[1], line: 1 }], 1, []],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
