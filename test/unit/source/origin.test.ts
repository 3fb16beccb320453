// Whose code a frame is, by its path and by the program's main package.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Frame } from '../../../server/src/golang/traceback';
import { MODULES } from '../../../server/src/source/moduleTable';
import { Origins } from '../../../server/src/source/origin';

type Row = readonly [name: string | null, file: string, origin: 'own' | 'library' | 'runtime'];

const CONTAINERD = 'github.com/containerd/containerd';

function frame(name: string | null, file: string): Frame {
  return { function: name, file, line: 1 } as Frame;
}

function originOf([name, file]: Row, others: readonly Frame[] = []): string {
  const frames = [frame(name, file), ...others];
  return new Origins(frames, MODULES).of(frames[0] as Frame);
}

describe('the origin of a frame', () => {
  for (const row of [
    [`${CONTAINERD}/runtime/v1/shim.New`, `/go/src/${CONTAINERD}/runtime/v1/shim/service.go`, 'own'],
    [
      'github.com/containerd/ttrpc.(*S).run',
      `/go/src/${CONTAINERD}/vendor/github.com/containerd/ttrpc/s.go`,
      'library',
    ],
    ['github.com/x/y.F', '/go/src/github.com/a/b/Godeps/_workspace/src/github.com/x/y/y.go', 'library'],
    [
      'github.com/containerd/ttrpc.(*S).run',
      '/root/go/pkg/mod/github.com/containerd/ttrpc@v1.1.0/server.go',
      'library',
    ],
    ['panic', '/usr/local/go/src/runtime/panic.go', 'runtime'],
    ['net/http.(*conn).serve', '/usr/lib/go-1.13/src/net/http/server.go', 'runtime'],
    ['runtime.goexit', 'runtime/asm_amd64.s', 'runtime'],
    ['main.main', '/home/me/tool/main.go', 'own'],
    ['C_function', '??', 'library'],
    [null, '/home/me/tool/main.go', 'own'],
    [null, '/home/me/tool/vendor/github.com/x/y/y.go', 'library'],
  ] as const satisfies readonly Row[]) {
    it(`${String(row[0])} in ${row[1]} is ${row[2]}`, () => {
      assert.equal(originOf(row), row[2]);
    });
  }

  it('is the own module where package main is of it, whatever version the path names', () => {
    const main = frame('main.main', `/root/go/pkg/mod/${CONTAINERD}@v1.6.8/cmd/containerd/main.go`);
    const own = [`${CONTAINERD}/services.F`, `/root/go/pkg/mod/${CONTAINERD}@v1.6.8/services/f.go`, 'own'] as const;
    assert.equal(originOf(own, [main]), 'own');
  });

  it('is a library where package main is of another module, without vendor/ too', () => {
    const main = frame('main.main', `/build/_build/src/${CONTAINERD}/cmd/containerd/main.go`);
    const other = [
      'github.com/containerd/ttrpc.F',
      '/build/_build/src/github.com/containerd/ttrpc/f.go',
      'own',
    ] as const;
    assert.equal(originOf(other, [main]), 'library');
    assert.equal(originOf(other), 'own');
  });
});
