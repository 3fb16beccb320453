// Command lines of OCI runtimes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRuntimeCommand } from '../../../server/src/containers/runtimeCommand';

const ID = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
const ROOT = '--root /var/run/docker/runtime-nvidia/moby --log-format json';

describe('readRuntimeCommand', () => {
  const cases = [
    {
      command: `nvidia-container-runtime ${ROOT} delete --force 18b2fe723696358fb06317c427a`,
      cut: true,
      reads: ['delete', '18b2fe723696358fb06317c427a', true],
    },
    { command: `/usr/sbin/runc ${ROOT} kill ${ID} 9`, cut: false, reads: ['kill', ID, false] },
    {
      command: `runc --log=/run/log.json exec --process /tmp/p --detach --pid-file /run/x.pid ${ID}`,
      cut: false,
      reads: ['exec', ID, false],
    },
    {
      command: `runc ${ROOT} create --bundle /run/b/${ID} --pid-file /run/init.pid ${ID}`,
      cut: false,
      reads: ['create', ID, false],
    },
    { command: `runc delete 18b2fe723696358fb06317c427a`, cut: false, reads: null },
    { command: `runc --root /var/run/docker delete --for`, cut: true, reads: null },
    { command: `runc ${ROOT} delete --force 18b2fe7`, cut: true, reads: null },
    { command: `kill -9 ${ID}`, cut: false, reads: null },
    { command: '', cut: false, reads: null },
  ] as const;
  for (const { command, cut, reads } of cases) {
    it(`reads "${command}"${cut ? ', cut' : ''}`, () => {
      const read = readRuntimeCommand(command.split(' '), cut);
      assert.deepEqual(read && [read.subcommand, read.id, read.force], reads);
    });
  }
});
