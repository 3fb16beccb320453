// References on what audit records name, over the files of a case: rotated, packed, of several nodes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { AuditSubject } from '../../../server/src/audit/subjects';
import { findAuditReferences, MAX_REFERENCES } from '../../../server/src/casefile/auditReferences';
import { readText } from '../../../server/src/casefile/file';
import { LocalCase } from '../../../server/src/casefile/case';
import { events } from '../audit/samples';
import { caseText } from '../incident';
import { MemoryHost, type MemoryEntry } from '../memoryHost';
import { host } from '../source/host';

async function opened(files: Readonly<Record<string, MemoryEntry>>): Promise<LocalCase> {
  const entries = Object.entries(files).map(([name, entry]) => [`/case/${name}`, entry] as const);
  const local = new LocalCase(new MemoryHost(Object.fromEntries(entries)), ['/case'], {
    maxFiles: Infinity,
    maxBytes: Infinity,
    zone: null,
  });
  await local.read();
  return local;
}

function moment(seconds: number, serial: number) {
  return { time: { ns: BigInt(seconds) * 1_000_000_000n, digits: 3 }, serial };
}

/** `file:line`, lines as a person counts them. */
async function placesOf(local: LocalCase, subject: AuditSubject, file: string): Promise<string[]> {
  const { items, total } = await local.auditReferences(subject, `/case/${file}`);
  assert.equal(items.length, total);
  return items.map(({ at }) => `${at.file.replace('/case/', '')}:${String(at.line + 1)}`);
}

const record = (type: string, id: string, fields: string, node = ''): string =>
  `${node && `node=${node} `}type=${type} msg=audit(${id}): ${fields}\n`;

describe('references of an audit case', () => {
  const AUDIT = caseText('audit.log');
  const KILL = { time: { ns: 1582099207232000000n, digits: 3 }, serial: 3369619 };

  it('of an event are its records in all files, packed ones too', async () => {
    const local = await opened({ 'audit.log.1.gz': gzipSync(AUDIT), 'ausearch.txt': caseText('ausearch.txt') });
    assert.deepEqual(await placesOf(local, { kind: 'event', node: null, moment: KILL }, 'ausearch.txt'), [
      'audit.log.1.gz:1',
      'audit.log.1.gz:2',
      'audit.log.1.gz:3',
      'ausearch.txt:3',
      'ausearch.txt:4',
      'ausearch.txt:5',
    ]);
  });

  it('of a pid stand where it is the target, by both of its numbers; a copy counts once, in the file that was asked', async () => {
    const local = await opened({ 'audit.log': AUDIT, 'ausearch.txt': caseText('ausearch.txt') });
    const pid: AuditSubject = { kind: 'process', node: null, pid: 18848, moment: KILL };
    assert.deepEqual(await placesOf(local, pid, 'audit.log'), ['audit.log:2', 'audit.log:3']);
    assert.deepEqual(await placesOf(local, pid, 'ausearch.txt'), ['ausearch.txt:4', 'ausearch.txt:5']);
  });

  it('of a pid stand where it acts and where it is the parent', async () => {
    const local = await opened({
      'audit.log': record('SYSCALL', '100.000:11', 'pid=9 ppid=7') + record('SYSCALL', '101.000:12', 'pid=7 ppid=1'),
    });
    const pid: AuditSubject = { kind: 'process', node: null, pid: 7, moment: moment(100, 11) };
    assert.deepEqual(await placesOf(local, pid, 'audit.log'), ['audit.log:1', 'audit.log:2']);
  });

  it('of a pid stay on the node of the file, and within a boot', async () => {
    const local = await opened({
      'a/audit.log': record('SYSCALL', '100.000:5001', 'pid=7', 'a') + record('SYSCALL', '900.000:12', 'pid=7', 'a'),
      'b/audit.log': record('SYSCALL', '101.000:5002', 'pid=7', 'b'),
    });
    const pid: AuditSubject = { kind: 'process', node: 'a', pid: 7, moment: moment(100, 5001) };
    assert.deepEqual(await placesOf(local, pid, 'a/audit.log'), ['a/audit.log:1']);
  });

  it('of a key are one per event, on all nodes, at the call', async () => {
    const local = await opened({
      'a/audit.log':
        record('PROCTITLE', '100.000:11', 'proctitle="x"', 'a') + record('SYSCALL', '100.000:11', 'key="k"', 'a'),
      'b/audit.log':
        record('SYSCALL', '101.000:5', 'key=6B0161', 'b') +
        record('SYSCALL', '102.000:6', 'key="kk"', 'b') +
        record('CONFIG_CHANGE', '103.000:7', 'op=add_rule key="k" list=4 res=1', 'b'),
    });
    const places = await placesOf(local, { kind: 'key', key: 'k' }, 'a/audit.log');
    assert.deepEqual(places, ['a/audit.log:2', 'b/audit.log:1', 'b/audit.log:3']);
  });

  it('of a key in the journal, which tells neither a serial nor more than the second, are each its own', async () => {
    const line = (pid: number): string =>
      `2020-02-19T08:00:07+00:00 vm audit[${String(pid)}]: SYSCALL arch=c000003e syscall=62 pid=${String(pid)} key="k"\n`;
    const local = await opened({ messages: line(7) + line(8) });
    assert.deepEqual(await placesOf(local, { kind: 'key', key: 'k' }, 'messages'), ['messages:1', 'messages:2']);
  });

  it('are in the order of the files and of their lines, also where copies and events overlap', async () => {
    const [early, late] = [record('SYSCALL', '100.000:11', 'pid=7'), record('SYSCALL', '101.000:12', 'pid=7')];
    const other = record('SYSCALL', '102.000:13', 'pid=7');
    const files = [
      { file: 'a', group: '', events: events([late.trim()], 'a') },
      {
        file: 'b',
        group: '',
        events: events(
          [early, other, late].map(text => text.trim()),
          'b',
        ),
      },
      {
        file: 'c',
        group: '',
        events: events(
          [record('OBJ_PID', '103.000:14', 'opid=7'), other, record('CWD', '103.000:14', 'pid=7')].map(text =>
            text.trim(),
          ),
          'c',
        ),
      },
    ];
    const subject: AuditSubject = { kind: 'process', node: null, pid: 7, moment: moment(100, 11) };
    const { items } = await findAuditReferences(files, subject, 'b');
    assert.deepEqual(
      items.map(({ at }) => `${at.file}:${String(at.line + 1)}`),
      ['b:1', 'b:2', 'b:3', 'c:1', 'c:3'],
    );
  });

  it('are cut to those nearest in time, and the number of all is told', async () => {
    const lines = Array.from({ length: 2 * MAX_REFERENCES }, (_, at) =>
      record('SYSCALL', `${String(1000 + at)}.000:${String(at + 1)}`, 'pid=7').trim(),
    );
    const files = [{ file: 'audit.log', group: '', events: events(lines) }];
    const last = lines.length - 1;
    const subject: AuditSubject = { kind: 'process', node: null, pid: 7, moment: moment(1000 + last, last + 1) };
    const { items, total } = await findAuditReferences(files, subject, null);
    assert.equal(total, lines.length);
    assert.equal(items.length, MAX_REFERENCES);
    assert.deepEqual([items[0]?.at.line, items.at(-1)?.at.line], [last + 1 - MAX_REFERENCES, last]);
  });

  it('end when nobody waits for them any more', async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => record('SYSCALL', `1.000:${String(at)}`, 'pid=7').trim());
    const files = [{ file: 'audit.log', group: '', events: events(lines) }];
    const subject: AuditSubject = { kind: 'process', node: null, pid: 7, moment: null };
    await assert.rejects(findAuditReferences(files, subject, null, AbortSignal.abort()), { name: 'AbortError' });
  });
});

const samples = process.env['NODELOG_SAMPLES'];
const skip = samples === undefined ? 'NODELOG_SAMPLES is unset' : false;

describe('references in the capture node-a', { skip }, () => {
  const logs = join(samples ?? '', 'captures/node-a/logs');
  let local: LocalCase;
  before(async () => {
    local = new LocalCase(host, [logs], { maxFiles: Infinity, maxBytes: Infinity, zone: null });
    await local.read();
  });

  it('follow an event over a rotation', async () => {
    const file = join(logs, 'audit.log');
    const event = (await local.files()).find(({ found }) => found.path === file)?.facts.audit[0];
    assert.equal(event?.serial, 8725);
    const { items } = await local.auditReferences({ kind: 'event', node: 'vm', moment: event }, file);
    assert.deepEqual(
      [...new Set(items.map(({ at }) => at.file.replace(/^.*\//, '')))],
      ['audit.enriched.log', 'audit.log', 'audit.log.1'],
    );
  });

  it('give a key once per event, although the log is there twice', async () => {
    const { total } = await local.auditReferences({ kind: 'key', key: 'trace_kill_9' }, join(logs, 'audit.log'));
    const enriched = (await local.files()).find(({ found }) => found.name === 'audit.enriched.log');
    assert.ok(enriched);
    const { contents } = await readText(enriched.found, readFileSync(enriched.found.path, 'utf8'));
    const keyed = contents.auditEvents.filter(({ records }) =>
      records.some(({ record: { fields } }) => fields.some(({ raw }) => raw === '"trace_kill_9"')),
    );
    assert.equal(total, keyed.length);
    assert.ok(total > 20);
  });
});
