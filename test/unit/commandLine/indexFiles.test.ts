// nodelog index: the contract's fields, and what it says of files of all kinds.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { tar } from '../casefile/tarBytes';
import { CASE, caseText } from '../incident';
import { fixture } from '../inflate/packed';
import { DEVICE, MemoryHost, type MemoryEntry } from '../memoryHost';
import { call, linesOf, objects } from './call';
import { boolean, integer, list, nullable, object, oneOf, string, time } from './shape';

const KINDS = 'audit syslog journal kernel runtime kubernetes container traces versions audit-rules accounts other';
const file = object({
  file: string,
  kind: nullable(oneOf(...KINDS.split(' '))),
  forms: list(object({ form: string, lines: integer })),
  lines: integer,
  unread: list(object({ reason: string, lines: integer })),
  first: nullable(time),
  last: nullable(time),
  node: nullable(string),
  zone: nullable(string),
  zoneReason: nullable(string),
  readable: boolean,
  reason: nullable(string),
});

interface Indexed {
  readonly file: string;
  readonly kind: string | null;
  readonly forms: readonly { readonly form: string; readonly lines: number }[];
  readonly lines: number;
  readonly unread: readonly { readonly reason: string; readonly lines: number }[];
  readonly first: string | null;
  readonly last: string | null;
  readonly node: string | null;
  readonly zone: string | null;
  readonly readable: boolean;
  readonly reason: string | null;
}

async function indexed(entries: Readonly<Record<string, MemoryEntry>>, paths: readonly string[] = ['/case']) {
  const { out, err, status } = await call(['index', '--json', ...paths], { host: new MemoryHost(entries) });
  return { files: linesOf(out).map(line => JSON.parse(line) as Indexed), err, status };
}

const audit = caseText('audit.log');
const SYSLOG = [
  'Feb 25 22:07:13 vm dockerd[7]: time="2020-02-25T22:07:13.374422177+08:00" level=info msg="a"',
  'Feb 25 22:07:14 vm kernel: docker0: port 1 entered disabled state',
  'Feb 25 22:07:15 vm app: x',
];

describe('nodelog index', () => {
  it('has the fields of the contract for each file of the 137 case', async () => {
    const files = await objects<Indexed>(['index', CASE]);
    files.forEach((value, at) => {
      file(value, `file ${String(at)}`);
    });
    assert.deepEqual(
      files.map(({ file: path, kind, lines }) => `${path.slice(CASE.length + 1)} ${String(kind)} ${String(lines)}`),
      [
        'audit.log audit 12',
        'audit.rules audit-rules 3',
        'ausearch.txt audit 20',
        'messages-20200219 syslog 3',
        'messages-20200225 syslog 38',
        'README.md other 32',
        'versions.txt versions 37',
      ],
    );
  });

  it('counts every line once: those of each form and those of none', async () => {
    for (const { forms, unread, lines } of await objects<Indexed>(['index', CASE])) {
      assert.equal(
        [...forms, ...unread].reduce((sum, part) => sum + part.lines, 0),
        lines,
      );
    }
  });

  it('names forms after envelope and payload, tells the span, the node, and the zone with its reason', async () => {
    const { files, status } = await indexed({ '/case/messages': `${SYSLOG.join('\n')}\nno form\n` });
    const [{ forms, unread, first, last, node, zone, kind } = assert.fail()] = files;
    assert.deepEqual(forms, [
      { form: 'rfc3164+text', lines: 2 },
      { form: 'rfc3164+logrus', lines: 1 },
    ]);
    assert.deepEqual(unread, [{ reason: 'no known form', lines: 1 }]);
    assert.deepEqual([first, last], ['2020-02-25T14:07:13.374422177Z', '2020-02-25T14:07:15Z']);
    assert.deepEqual([kind, node, zone, status], ['syslog', 'vm', '+08:00', 0]);
  });

  it('prints files that cannot be read, says them on stderr, and exits with 3', async () => {
    const { files, err, status } = await indexed({
      '/case/audit.log': audit,
      '/case/core': Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 0),
      '/case/denied.log': { problem: 'EACCES: permission denied' },
      '/case/empty': '',
      '/case/notes': 'hello\nworld\n',
      '/case/sock': DEVICE,
      '/case/z.log.gz': gzipSync(audit, { level: 0 }).subarray(0, 1500),
    });
    assert.deepEqual(
      files.map(({ file: path, kind, readable, reason }) => [path, kind, readable, reason]),
      [
        ['/case/audit.log', 'audit', true, null],
        ['/case/core', null, false, 'binary data, no text'],
        ['/case/denied.log', null, false, 'cannot be read: EACCES: permission denied'],
        ['/case/empty', null, true, 'empty file'],
        ['/case/notes', 'other', true, 'no log: too few lines of a form that Nodelog knows'],
        ['/case/sock', null, false, 'neither a file nor a folder'],
        ['/case/z.log.gz', 'audit', true, 'read up to line 6: the rest cannot be inflated: unexpected end of file'],
      ],
    );
    assert.equal(status, 3);
    assert.deepEqual(
      linesOf(err).map(line => line.split(':')[1]?.trim()),
      ['/case/sock', '/case/core', '/case/denied.log', '/case/z.log.gz'],
    );
  });

  it('exits with 1 where there is no file, and with 3 where the path is not there', async () => {
    assert.equal((await indexed({ '/case/a/.git/config': '' }, ['/case'])).status, 1);
    assert.equal((await indexed({}, ['/gone'])).status, 3);
  });

  it('has the members of an archive, each under a path that can be given again', async () => {
    const archive = gzipSync(
      tar([
        { name: 'sos/var/log/audit/audit.log', content: audit },
        { name: 'sos/etc/passwd', content: 'root:x:0:0::/root:/bin/sh\n' },
        { name: '../x', content: audit },
      ]),
    );
    const { files, status } = await indexed({ '/case/sos.tar.gz': archive });
    assert.deepEqual(
      files.map(({ file: path, kind, node, readable }) => [path, kind, node, readable]),
      [
        ['/case/sos.tar.gz/../x', null, 'sos', false],
        ['/case/sos.tar.gz/sos/etc/passwd', 'accounts', 'sos', true],
        ['/case/sos.tar.gz/sos/var/log/audit/audit.log', 'audit', 'sos', true],
      ],
    );
    assert.equal(status, 3);
    const path = '/case/sos.tar.gz/sos/var/log/audit/audit.log';
    const again = await indexed({ '/case/sos.tar.gz': archive }, [path]);
    assert.deepEqual([again.files.map(({ lines }) => lines), again.status], [[12], 0]);
  });

  it('prints a table and the rotated sets for people', async () => {
    const { out } = await call(['index', '/case'], {
      host: new MemoryHost({
        '/case/audit.log': audit,
        '/case/audit.log.1': audit,
        '/case/audit.log.2.gz': gzipSync(audit),
      }),
    });
    const lines = linesOf(out);
    assert.match(lines[0] ?? '', /^\/case\/audit\.log {7}audit {2}12 {2}100 % known {2}2020-/);
    assert.equal(lines.at(-1), 'rotated set /case/audit.log, the oldest first: audit.log.2.gz, audit.log.1, audit.log');
  });

  it('reads a zip archive that is piped in, and names what of it is not read', async () => {
    const { out, err, status } = await call(['index', '--json', '-'], { stdin: fixture('report.zip') });
    const files = linesOf(out).map(line => JSON.parse(line) as Indexed);
    assert.deepEqual(
      files.filter(({ readable }) => readable).map(({ file, lines }) => [file, lines]),
      [
        ['-/sos/var/log/audit/audit.log', 12],
        ['-/sos/var/log/messages', 38],
        ['-/sos/var/log/messages-20200219', 3],
      ],
    );
    assert.match(err, /secret\.log: encrypted/);
    assert.equal(status, 3);
  });
});
