// Go itself: its standard library and the runtime.
import { gitHub, type ModuleRow } from './row';

export const standard: readonly ModuleRow[] = [
  gitHub({
    module: 'std',
    repository: 'golang/go',
    folder: 'src/',
    tags: ['go{version}'],
    landmarks: ['src/runtime/panic.go'],
    samples: [
      {
        file: '/usr/local/go/src/net/http/server.go',
        function: 'net/http.(*conn).serve',
        path: 'src/net/http/server.go',
      },
      { file: '/usr/lib/go-1.13/src/runtime/panic.go', function: 'panic', path: 'src/runtime/panic.go' },
      { file: '/usr/lib/golang/src/runtime/asm_amd64.s', function: 'runtime.goexit', path: 'src/runtime/asm_amd64.s' },
      { file: 'syscall/asm_linux_amd64.s', function: 'syscall.Syscall', path: 'src/syscall/asm_linux_amd64.s' },
      { file: 'runtime/netpoll.go', function: 'internal/poll.runtime_pollWait', path: 'src/runtime/netpoll.go' },
      { file: 'syscall/asm_linux_amd64.s', function: null, path: 'src/syscall/asm_linux_amd64.s' },
      {
        file: '/usr/local/go/src/vendor/golang.org/x/net/http2/hpack/hpack.go',
        function: 'vendor/golang.org/x/net/http2/hpack.(*Decoder).Write',
        path: 'src/vendor/golang.org/x/net/http2/hpack/hpack.go',
      },
      {
        file: 'vendor/golang.org/x/net/http2/hpack/hpack.go',
        function: 'vendor/golang.org/x/net/http2/hpack.(*Decoder).Write',
        path: 'src/vendor/golang.org/x/net/http2/hpack/hpack.go',
      },
      {
        file: '/opt/rh/go-toolset-1.10/root/usr/lib/go-toolset-1.10-golang/src/runtime/proc.go',
        function: null,
        path: 'src/runtime/proc.go',
      },
      { file: '/usr/local/go/src/pkg/runtime/panic.c', function: null, path: 'src/pkg/runtime/panic.c' },
      { file: '/home/user/go/src/net/fd_unix.go', function: 'net.(*netFD).Read', path: 'src/net/fd_unix.go' },
      {
        file: '/build/go.tip/go/src/pkg/runtime/netpoll.goc',
        function: 'net.runtime_pollWait',
        path: 'src/pkg/runtime/netpoll.goc',
      },
      { file: 'C:/Program Files/Go/src/runtime/proc.go', function: 'runtime.main', path: 'src/runtime/proc.go' },
      { file: 'c:/go/src/net/http/server.go', function: 'net/http.(*conn).serve', path: 'src/net/http/server.go' },
      {
        file: '/opt/hostedtoolcache/go/1.20.3/x64/src/runtime/panic.go',
        function: 'panic',
        path: 'src/runtime/panic.go',
        version: 'v1.20.3',
      },
      {
        file: '/root/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.4.linux-amd64/src/runtime/panic.go',
        function: 'panic',
        path: 'src/runtime/panic.go',
        version: 'v1.22.4',
      },
      {
        file: '/usr/local/go/src/runtime/netpoll.go',
        function: 'internal/poll.runtime_pollWait',
        path: 'src/runtime/netpoll.go',
      },
    ],
    counterExamples: [
      { file: 'main/server.go', function: 'main.main' },
      { file: 'plugin/pkg/auth/auth.go', function: null },
      { file: '/usr/local/go/src/github.com/docker/docker/daemon/daemon.go', function: null },
      { file: 'server/server.go', function: 'server/other.Run' },
      { file: '/home/user/server/server.go', function: 'server.Run' },
    ],
  }),
];
