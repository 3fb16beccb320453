// What the programs have in common: libraries of containerd, of moby and of others.
import { gitHub, library, type ModuleRow } from './row';

export const libraries: readonly ModuleRow[] = [
  gitHub({
    module: 'github.com/containerd/ttrpc',
    aliases: ['github.com/stevvooe/ttrpc'],
    landmarks: ['codec.go'],
    samples: [
      {
        file: '/root/go/pkg/mod/github.com/containerd/ttrpc@v1.2.3/server.go',
        function: null,
        path: 'server.go',
        version: 'v1.2.3',
      },
    ],
  }),
  gitHub({
    module: 'github.com/containerd/typeurl',
    samples: [
      {
        file: '/root/go/pkg/mod/github.com/containerd/typeurl/v2@v2.1.1/types.go',
        function: 'github.com/containerd/typeurl/v2.Is',
        path: 'types.go',
        version: 'v2.1.1',
      },
    ],
  }),
  ...(
    [
      ['go-runc', 'monitor.go'],
      ['fifo', 'fifo.go'],
      ['console', 'console_linux.go'],
      ['continuity', 'fs/copy.go'],
      ['go-cni', 'cni.go'],
      ['nri', 'pkg/adaptation/adaptation.go'],
      ['errdefs', 'errors.go'],
      ['log', 'context.go'],
      ['platforms', 'platforms.go'],
      ['stargz-snapshotter', 'fs/fs.go'],
      ['nerdctl', 'cmd/nerdctl/main.go'],
    ] as const
  ).map(([name, file]) => library(`github.com/containerd/${name}`, file)),
  gitHub({
    module: 'github.com/containerd/cgroups',
    samples: [
      { file: '/go/src/github.com/containerd/cgroups/cgroup.go', function: null, path: 'cgroup.go' },
      {
        file: '/root/go/pkg/mod/github.com/containerd/cgroups/v3@v3.0.2/cgroup2/manager.go',
        function: null,
        path: 'cgroup2/manager.go',
        version: 'v3.0.2',
      },
    ],
  }),
  gitHub({
    module: 'go.etcd.io/bbolt',
    aliases: ['github.com/etcd-io/bbolt', 'github.com/coreos/bbolt'],
    repository: 'etcd-io/bbolt',
    samples: [
      {
        file: '/root/go/pkg/mod/go.etcd.io/bbolt@v1.3.11/db.go',
        function: 'go.etcd.io/bbolt.(*DB).freepages',
        path: 'db.go',
        version: 'v1.3.11',
      },
    ],
  }),
  gitHub({
    module: 'github.com/Microsoft/hcsshim',
    samples: [
      {
        file: '/root/go/pkg/mod/github.com/!microsoft/hcsshim@v0.11.4/container.go',
        function: null,
        path: 'container.go',
        version: 'v0.11.4',
      },
    ],
  }),
  ...(
    [
      ['github.com/docker/swarmkit', 'manager/manager.go', 'moby/swarmkit'],
      ['github.com/moby/swarmkit', 'manager/manager.go', 'moby/swarmkit'],
      ['github.com/docker/libnetwork', 'sandbox.go', 'moby/libnetwork'],
      ['github.com/docker/libcontainer', 'container_linux.go', 'docker-archive/libcontainer'],
      ['github.com/docker/go-events', 'queue.go', 'docker/go-events'],
      ['github.com/moby/ipvs', 'ipvs.go', 'moby/ipvs'],
      ['github.com/opencontainers/selinux', 'go-selinux/selinux.go', 'opencontainers/selinux'],
      ['github.com/opencontainers/cgroups', 'fs2/fs2.go', 'opencontainers/cgroups'],
      ['github.com/sirupsen/logrus', 'entry.go', 'sirupsen/logrus'],
      ['github.com/vishvananda/netlink', 'link_linux.go', 'vishvananda/netlink'],
      ['github.com/urfave/cli', 'app.go', 'urfave/cli'],
      ['github.com/grpc-ecosystem/go-grpc-middleware', 'chain.go', 'grpc-ecosystem/go-grpc-middleware'],
      ['google.golang.org/grpc', 'server.go', 'grpc/grpc-go'],
      ['google.golang.org/protobuf', 'proto/decode.go', 'protocolbuffers/protobuf-go'],
      ['golang.org/x/net', 'http2/server.go', 'golang/net'],
      ['golang.org/x/sys', 'unix/syscall_linux.go', 'golang/sys'],
      ['golang.org/x/sync', 'errgroup/errgroup.go', 'golang/sync'],
      ['golang.org/x/crypto', 'ssh/mux.go', 'golang/crypto'],
    ] as const
  ).map(([module, file, repository]) => library(module, file, repository)),
];
