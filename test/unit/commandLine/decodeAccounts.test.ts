// nodelog decode --passwd and --group: who the numbers are, and what is said of files that cannot be read.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Host } from '../../../server/src/host';
import { MemoryHost } from '../memoryHost';
import { call } from './call';

const memory = new MemoryHost({
  '/audit.log':
    'type=SYSCALL msg=audit(1582099207.232:7): arch=c000003e syscall=62 uid=1000 gid=1000 euid=0 auid=4294967295\n',
  '/case/audit.log': 'type=SYSCALL msg=audit(1582099207.232:7): uid=1000\n',
  '/case/passwd': 'found:x:1000:1000::/:/bin/sh\n',
  '/p': 'alice:x:1000:1000::/:/bin/sh\n',
  '/g': 'staff:x:1000:\n',
});
/** The command line adds standard input to a host by copying its properties. */
const host: Host = {
  readFile: path => memory.readFile(path),
  listFolder: path => memory.listFolder(path),
  stat: path => memory.stat(path),
  realPath: path => memory.realPath(path),
  readPieces: path => memory.readPieces(path),
  inflate: (method, pieces) => memory.inflate(method, pieces),
  gzip: bytes => memory.gzip(bytes),
  git: () => memory.git(),
  startGit: () => memory.startGit(),
  goFolders: () => memory.goFolders(),
  writeFile: () => memory.writeFile(),
  remove: () => memory.remove(),
  bounded: work => memory.bounded(work),
  wasm: () => memory.wasm(),
};

describe('nodelog decode names users', () => {
  for (const [argv, values] of [
    [['/audit.log'], 'uid=1000 gid=1000 euid=root auid=unset'],
    [['--passwd', '/p', '/audit.log'], 'uid=alice gid=1000 euid=root auid=unset'],
    [['--group', '/g', '/audit.log'], 'uid=1000 gid=staff euid=root auid=unset'],
    [['/audit.log', '--passwd', '/p', '--group=/g'], 'uid=alice gid=staff euid=root auid=unset'],
    [['/case'], 'uid=found'],
    [['/case', '--passwd=/p'], 'uid=alice'],
  ] as const)
    it(`decode ${argv.join(' ')} prints ${values}`, async () => {
      const { status, out, err } = await call(['decode', ...argv], { host });
      assert.deepEqual([status, err], [0, '']);
      assert.ok(out.trimEnd().endsWith(values), out);
    });

  it('by a file that cannot be read: nobody, which is said, and the status is 3', async () => {
    const { status, out, err } = await call(['decode', '/audit.log', '--passwd', '/gone'], { host });
    assert.equal(status, 3);
    assert.match(out, /uid=1000/);
    assert.match(err, /\/gone: cannot be read: /);
  });

  it('and other commands do not take the options', async () => {
    assert.equal((await call(['containers', '/case', '--passwd', '/p'], { host })).status, 2);
  });
});
