// Which Go built what was traced: by the folders of Go's own frames, else by what the program itself said.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goVersionOf } from '../../../server/src/source/goVersion';
import { chooseRevision } from '../../../server/src/source/revision';
import { loggedLines, parseTracebacks } from '../golang/tracebacks';
import { readVersionFacts } from './versionFacts';

const MODULE = 'github.com/containerd/containerd';
const COMMIT = '9754871865f7fe2f4e74d43e2fc7ccd237edcbce';
const DOCKER =
  'Server:\n Engine:\n  Version: 18.09.2\n  Go version: go1.10.6\n  Git commit: 6247962\n containerd:\n  Version: 1.2.2';
const CTR = `Client:\n  Version:  1.2.2\n  Revision: ${COMMIT}\n  Go version: go1.11.4`;
const SERVER = `\nServer:\n  Version:  1.2.2\n  Revision: ${COMMIT}`;

function versionOf(panicFile: string, pasted: string, module = MODULE): string | null {
  const [traceback] = parseTracebacks(
    loggedLines(['panic: made', '', 'goroutine 1 [running]:', 'panic(0x1, 0x2)', `\t${panicFile}:1 +0x1`]),
  );
  assert.ok(traceback);
  const facts = readVersionFacts('versions.txt', pasted.split('\n'));
  return goVersionOf(traceback, chooseRevision({ module, version: null }, facts, null), facts);
}

describe('the version of Go', () => {
  const plain = '/usr/local/go/src/runtime/panic.go';
  const cases: readonly [what: string, file: string, pasted: string, version: string | null, module?: string][] = [
    ['is not told by a GOROOT without one', plain, '', null],
    ['is that of the folder, as far as that names it', '/usr/lib/go-1.13/src/runtime/panic.go', CTR, 'go1.13'],
    [
      'is that of a toolchain',
      '/m/golang.org/toolchain@v0.0.1-go1.22.4.linux-amd64/src/runtime/panic.go',
      '',
      'go1.22.4',
    ],
    ['of dockerd is not that of containerd', plain, DOCKER, null],
    ['of dockerd is its own', plain, DOCKER, 'go1.10.6', 'github.com/docker/docker'],
    ['is that of another program of the same commit', plain, CTR + SERVER, 'go1.11.4'],
    ['is not that of another program of another commit', plain, CTR.replace(COMMIT, '1234567') + SERVER, null],
    [
      'of runc is what runc prints',
      plain,
      'runc version 1.1.4\ncommit: v1.1.4-0-g5fd4c4d1\nspec: 1.0.2-dev\ngo: go1.17.10',
      'go1.17.10',
      'github.com/opencontainers/runc',
    ],
    ['is not taken where two outputs of one commit differ', plain, `${CTR + SERVER}\n  Go version: go1.12`, null],
    ['is no other text', plain, CTR.replace('go1.11.4', 'devel') + SERVER, null],
  ];
  for (const [what, file, pasted, version, module] of cases) {
    it(what, () => {
      assert.equal(versionOf(file, pasted, module), version);
    });
  }
});
