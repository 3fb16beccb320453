// What is decoded by shape is what the parser and the decoder say of every record by itself, byte for byte.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { NO_ACCOUNTS, readAccounts } from '../../../server/src/audit/accounts';
import { CALL_ROWS } from '../../../server/src/audit/sentences/calls';
import { SENTENCE_ROWS } from '../../../server/src/audit/sentences';
import { FIELDS } from '../../../server/src/audit/fieldTable';
import { recordTypeName } from '../../../server/src/audit/data/recordTypes';
import { BlockDecoder, decodeAlone } from '../../../server/src/commandLine/decode/block';
import { BlockLines } from '../../../server/src/commandLine/decode/blockLines';
import { ByteWriter } from '../../../server/src/commandLine/decode/byteWriter';
import { QuickEvents } from '../../../server/src/commandLine/decode/quickEvents';
import type { LineBlock } from '../../../server/src/casefile/blocks';
import { generateAuditLog } from '../../bench/auditLog';
import { temporaryFolder } from '../source/host';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/audit');
const SAMPLES = process.env['NODELOG_SAMPLES'];
const STYLES = [
  { json: false, colour: false },
  { json: true, colour: false },
];
const ACCOUNTS = [
  NO_ACCOUNTS,
  readAccounts(
    [{ file: 'passwd', text: 'root:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n' }],
    [{ file: 'group', text: 'users:x:100:\n' }],
  ),
];
/** No event is decoded by shape where all may stand elsewhere. */
const BY_PARSER = { has: () => true, resolve: decodeAlone };

function blockOf(log: string): LineBlock {
  const bytes = new TextEncoder().encode(log);
  const own = { firstOwn: 0, endOwn: Infinity, ownStart: 0, ownEnd: bytes.length };
  return { bytes, firstLine: 0, ...own, hasReturns: log.includes('\r') };
}

function assertSame(log: string): void {
  for (const style of STYLES)
    for (const accounts of ACCOUNTS) {
      const job = { file: 'audit.log', style, accounts };
      const decoder = new BlockDecoder();
      // Twice: what the first block has taught serves for the second.
      for (let time = 0; time < 2; time++) {
        const quick = decoder.decode({ ...job, block: blockOf(log) });
        const slow = new BlockDecoder().decode({ ...job, block: blockOf(log) }, BY_PARSER);
        assert.equal(quick.events, slow.events);
        const [got, wanted] = [quick.bytes, slow.bytes].map(bytes => new TextDecoder().decode(bytes).split('\n'));
        assert.deepEqual(got, wanted);
      }
    }
}

const LOGS = ['audit.log', 'audit.enriched.log'].map(name => path.join(FIXTURES, name));
const CAPTURES = ['audit.log', 'audit.log.1', 'audit.enriched.log'].map(name => `captures/node-a/logs/${name}`);

/** The records of a sample as a log has them; what a sentence repeats is replaced. */
function sampleLog(records: readonly string[], serial: number, digits: string, text: string): string[] {
  const address = String(serial).padStart(6, '0') + 'C0A8FF';
  return records.map(record => {
    const line = /^(?:type|node)=/.test(record) ? record : record.replace(/^(\S+) /, 'type=$1 msg=audit(1.5:1): ');
    return line
      .replace(/\([\d.]+:\d+\)/, `(1.5:${String(serial)})`)
      .replace(/(?<= (?:pid|ppid|opid|exit)=)\d+/g, digits)
      .replace(/(?<= (?:name|a1|a2)=")[^"]*/g, text)
      .replace(/(?<=saddr=0200)[0-9A-F]{12}/g, address);
  });
}

/** What may stand before records, and whether these are in the kernel's form; 9 stands for any digit. */
const WRAPPED: readonly (readonly [before: string, kernel: boolean])[] = [
  ['Apr 28 10:00:00 h1 audispd[99]: ', false],
  ['Apr 28 10:00:00 h9 kernel: [  693.708999] ', true],
  ['[  693.708999] ', true],
  ['2023-11-13T03:50:55.291699+01:00 host audispd: node=n1 ', false],
  ['<14>1 2026-11-23T06:44:49.966899+00:00 vm audispd 22577 - - ', false],
  ['<13>Mar  6 04:07:29 h audispd: ', false],
  ['Apr 28 19:99:99 h audispd: ', false],
  ['Apr 28 10:00:00 INFO audispd: ', false],
  ['logs/audit.log:99:', false],
  ['node=n9 ', false],
  ['node=n9 ', true],
  ['host=a host=n9  ', false],
  ['', true],
  ['> ', false],
  ['web-9  | ', true],
  ['a(b) audit( ', false],
  ['caf\u00e9: ', true],
  ['{"MESSAGE":"', true],
  ['{"log":"', false],
  ['\u001b[0m ', true],
];

function wrapped(line: string, before: string, kernel: boolean, index: number): string {
  const digits = before.replace(/9/g, () => String(index % 7 === 0 ? 9 : index % 5));
  return digits + (kernel ? line.replace(/^type=(\w+) msg=/, (_, type: string) => kernelHead(type, index)) : line);
}

/** `audit: ` came with Linux 3.16. */
function kernelHead(type: string, index: number): string {
  return `${index % 50 === 0 ? '' : 'audit: '}type=${String(NUMBERS.get(type) ?? 1300)} `;
}

const NUMBERS = new Map(Array.from({ length: 3000 }, (_, number) => [recordTypeName(number) ?? '', number] as const));

describe('QuickEvents', () => {
  const folder = temporaryFolder();

  for (const file of LOGS)
    it(`prints ${path.basename(file)} of the fixtures as the parser and the decoder do`, async () => {
      assertSame(await readFile(file, 'utf8'));
    });

  for (const name of CAPTURES)
    it(
      `prints ${name} as the parser and the decoder do`,
      { skip: SAMPLES === undefined && 'NODELOG_SAMPLES is not set' },
      async () => {
        assertSame(await readFile(path.join(SAMPLES ?? '', name), 'utf8'));
      },
    );

  it('prints a generated log so, and leaves none of its events to the parser', async () => {
    const file = path.join(folder.path, 'audit.log');
    await generateAuditLog(file, 500_000, 1);
    const log = await readFile(file, 'utf8');
    assertSame(log);
    const lines = new BlockLines().read(blockOf(log));
    const quick = new QuickEvents(STYLES[0] ?? { json: false, colour: false }, NO_ACCOUNTS, file);
    const out = new ByteWriter(1000);
    for (const [, first] of lines.firsts(true)) assert.ok(quick.write(lines, first, out));
  });

  for (const [before, kernel] of WRAPPED)
    it(`prints records behind "${before}"${kernel ? " in the kernel's form" : ''} so`, async () => {
      const log = (await readFile(LOGS[0] ?? '', 'utf8')).split('\n').slice(0, 600);
      assertSame(log.map((line, index) => wrapped(line, before, kernel, index)).join('\n'));
    });

  it('leaves no record of syslog to the parser, nor any of the kernel', async () => {
    const file = path.join(folder.path, 'audit.log');
    await generateAuditLog(file, 50_000, 1);
    const log = (await readFile(file, 'utf8')).trimEnd().split('\n');
    for (const [before, kernel] of WRAPPED.slice(0, 4)) {
      const lines = new BlockLines().read(blockOf(log.map(line => wrapped(line, before, kernel, 0)).join('\n')));
      const quick = new QuickEvents(STYLES[0] ?? { json: false, colour: false }, NO_ACCOUNTS, file);
      const out = new ByteWriter(1000);
      for (const [, first] of lines.firsts(true)) assert.ok(quick.write(lines, first, out), before);
    }
  });

  it('prints values with every character in every place as the parser and the decoder do', () => {
    const values = Array.from({ length: 256 }, (_, code) =>
      Array.from({ length: 9 }, (__, at) => `abcdefgh`.slice(0, at) + String.fromCharCode(code) + `abcdefgh`.slice(at)),
    ).flat();
    const records = values.flatMap(value => [`name=${value} inode=5`, `name="${value}" inode=5`, `proctitle=${value}`]);
    assertSame(records.map((fields, index) => `type=PATH msg=audit(1.5:${String(index)}): ${fields}`).join('\n'));
  });

  it('prints events whose values were changed as the parser and the decoder do', async () => {
    const log = (await Promise.all(LOGS.map(file => readFile(file, 'utf8')))).join('');
    const events = new Map<string, string[]>();
    for (const line of log.split('\n')) {
      const id = /\(([\d.:]+)\)/.exec(line)?.[1] ?? '';
      events.set(id, [...(events.get(id) ?? []), line]);
    }
    await fc.assert(
      fc.asyncProperty(fc.array(changedEvent([...events.values()]), { minLength: 1, maxLength: 12 }), changed => {
        assertSame(changed.flat().join('\n'));
        return Promise.resolve();
      }),
      { numRuns: 60 },
    );
  });

  it('prints the arguments of every call as the decoder does', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 5, maxLength: 40 }), calls => {
        // The same calls with other arguments, so that their shapes and values are known.
        const records = calls.flatMap(({ head, sets }) => sets.map(set => `${head} ${set}`));
        assertSame(
          records.map((fields, index) => `type=SYSCALL msg=audit(1.5:${String(index)}): ${fields}`).join('\n'),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('repeats in the sentence of every row what the event says, whatever that is', () => {
    const samples = [...SENTENCE_ROWS, ...CALL_ROWS].flatMap(row => row.samples.map(([, ...records]) => records));
    const lines = samples.flatMap((records, sample) =>
      ['7', '0', '1', '12', '4294967295', '007'].flatMap((digits, index) =>
        ['/a', '/b', 'x', '/', ' ', '?', 'a/b'].flatMap((text, other) =>
          sampleLog(records, 100 * sample + 10 * index + other, digits, text),
        ),
      ),
    );
    assertSame(lines.join('\n'));
  });

  it('prints every field of the table, quoted, bare and in hex, as the decoder does', () => {
    const records = FIELDS.flatMap(({ names, types, examples }) =>
      examples.flatMap(([field, , others]) =>
        (types ?? ['SYSCALL', 'PATH', 'USER_LOGIN']).flatMap(type =>
          names.flatMap(name => {
            const value = field.slice(field.indexOf('=') + 1);
            return [value, `"${value}"`, value, '0', '1', `"${value}"`].map(
              raw => `type=${type} msg=audit(1.5:ID): ${others ?? 'pid=5'} ${name}=${raw}`,
            );
          }),
        ),
      ),
    );
    assertSame(records.map((record, index) => record.replace('ID', String(index))).join('\n'));
  });
});

const VALUES = [
  '0', '1', '-1', '007', '4294967295', '?', '(null)', '(none)', '""', '"?"', '"a b"', '"/a"', '"/b c"', '"unclosed', "'q'",
  '{ a b }', '{', '}', 'a,', 'a)', '612062', '6100', '2F61', 'C3A9', 'yes', 'no', 'ä', '"ä"', 'a\\b', '"a\\b"', 'x=y', '',
  'ffffff9c', '7ffe00000000', '\u0001', 'a\u001db', 'unset', '20', '-13', '1000', '"bash"', '99999999999999999999',
]; // prettier-ignore

/** An event of several, some of its values replaced and with an id of its own; twice, so that its shapes are known. */
function changedEvent(events: readonly (readonly string[])[]): fc.Arbitrary<string[]> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...VALUES)), { maxLength: 4 });
  return fc
    .tuple(fc.constantFrom(...events), changes, fc.integer({ min: 1, max: 50 }))
    .map(([lines, places, serial]) => {
      const changed = [...lines];
      for (const [line, place, value] of places) {
        const at = line % changed.length;
        const values = [...(changed[at] ?? '').matchAll(/(?<==)[^ \u001d]*/g)];
        const chosen = values[place % Math.max(1, values.length)];
        if (chosen === undefined) continue;
        const text = changed[at] ?? '';
        changed[at] = text.slice(0, chosen.index) + value + text.slice(chosen.index + chosen[0].length);
      }
      const named = (all: readonly string[], id: number): string[] =>
        all.map(line => line.replace(/\(([\d.]+):\d+\)/, (_, time: string) => `(${time}:${String(id)})`));
      return [...named(lines, serial), ...named(changed, serial + 100)];
    });
}

const digits = fc.oneof(
  fc.constantFrom('0', '1', '2', '9', 'ffffff9c', 'ffffffff', '80241', '10', '7ffe00000000', 'x', ''),
  fc.integer({ min: 0, max: 0x7fffffff }).map(number => number.toString(16)),
);
const set = fc
  .tuple(digits, digits, digits, digits)
  .map(values => values.map((value, n) => `a${String(n)}=${value}`).join(' '));
const call = fc.record({
  head: fc
    .tuple(
      fc.constantFrom('c000003e', '40000003', 'c00000b7', '80000015', 'c00000f3', 'ffff'),
      fc.oneof(fc.constantFrom(2, 41, 54, 55, 72, 101, 102, 117, 157, 257), fc.integer({ min: 0, max: 470 })),
      fc.constantFrom('yes exit=3', 'no exit=-13', 'yes exit=0'),
    )
    .map(([arch, number, result]) => `arch=${arch} syscall=${String(number)} success=${result}`),
  sets: fc.array(set, { minLength: 2, maxLength: 4 }),
});
