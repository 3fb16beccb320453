// The programs that run containers, and the modules that their repositories publish.
import { buildFolder, gitHub, nested, type ModuleRow } from './row';

export const daemons: readonly ModuleRow[] = [
  gitHub({
    module: 'github.com/containerd/containerd',
    aliases: ['github.com/docker/containerd'],
    programs: ['containerd', 'containerd-shim', 'ctr'],
    landmarks: ['cmd/containerd/main.go', 'containerd/main.go'],
    roots: [buildFolder('containerd(?:\\.io)?(?:-app)?')],
    samples: [
      {
        file: '/go/src/github.com/containerd/containerd/runtime/v1/linux/proc/exec.go',
        function: null,
        path: 'runtime/v1/linux/proc/exec.go',
      },
      { file: '/go/src/github.com/docker/containerd/supervisor/exit.go', function: null, path: 'supervisor/exit.go' },
      {
        file: '/go/src/github.com/containerd/containerd/runtime/v2/manager.go',
        function: null,
        path: 'runtime/v2/manager.go',
      },
      {
        file: '/root/go/pkg/mod/github.com/containerd/containerd/v2@v2.0.1/core/mount/mount.go',
        function: null,
        path: 'core/mount/mount.go',
        version: 'v2.0.1',
      },
      {
        file: 'github.com/containerd/containerd@v1.6.8/runtime/v2/shim.go',
        function: null,
        path: 'runtime/v2/shim.go',
        version: 'v1.6.8',
      },
      {
        file: '/go/src/github.com/containerd/containerd/vendor/github.com/containerd/typeurl/v2/types.go',
        function: 'github.com/containerd/typeurl/v2.Is',
        path: 'vendor/github.com/containerd/typeurl/v2/types.go',
      },
      {
        file: '/root/rpmbuild/BUILD/containerd.io-1.7.6/_build/src/github.com/containerd/containerd/vendor/go.etcd.io/bbolt/db.go',
        function: 'go.etcd.io/bbolt._assert',
        path: 'vendor/go.etcd.io/bbolt/db.go',
        build: '1.7.6',
      },
      {
        file: '/root/rpmbuild/BUILD/containerd.io-2.2.1-build/core/runtime/v2/bundle.go',
        function: 'github.com/containerd/containerd/v2/core/runtime/v2.NewBundle',
        path: 'core/runtime/v2/bundle.go',
        build: '2.2.1',
      },
      {
        file: '/root/rpmbuild/BUILD/containerd.io-2.2.1-build/vendor/go.etcd.io/bbolt/db.go',
        function: 'go.etcd.io/bbolt.(*DB).Update',
        path: 'vendor/go.etcd.io/bbolt/db.go',
        build: '2.2.1',
      },
      {
        file: '/build/containerd-app-1.7.2/cmd/containerd/main.go',
        function: 'main.main',
        path: 'cmd/containerd/main.go',
        build: '1.7.2',
      },
      {
        file: '/builddir/build/BUILD/containerd-9754871865f7fe2f4e74d43e2fc7ccd237edcbce/services/tasks/local.go',
        function: 'github.com/containerd/containerd/services/tasks.(*local).Create',
        path: 'services/tasks/local.go',
        build: '9754871865f7fe2f4e74d43e2fc7ccd237edcbce',
      },
      {
        file: '/var/tmp/portage/app-emulation/containerd-1.2.2/work/containerd-1.2.2/src/github.com/containerd/containerd/services/tasks/local.go',
        function: 'github.com/containerd/containerd/services/tasks.(*local).Create',
        path: 'services/tasks/local.go',
        build: '1.2.2',
      },
      {
        file: 'e:/go/src/github.com/containerd/containerd/cmd/containerd-shim-runhcs-v1/main.go',
        function: 'main.main',
        path: 'cmd/containerd-shim-runhcs-v1/main.go',
      },
      {
        file: '/build/source/core/mount/mount_linux.go',
        function: 'github.com/containerd/containerd/v2/core/mount.(*Mount).mount',
        path: 'core/mount/mount_linux.go',
      },
    ],
    counterExamples: [
      { file: '/srv/containerd-config/main.go', function: 'main.main' },
      { file: '/go/src/github.com/containerd/containerd-demo/main.go', function: 'main.main' },
      { file: '/go/src/github.com/containerd/containerd/../../../etc/passwd', function: null },
      { file: '/go/src/github.com/docker/docker/vendor/github.com/containerd/containerd/client.go', function: null },
      {
        file: '/src/vendor/github.com/containerd/containerd/client.go',
        function: 'github.com/containerd/containerd.New',
      },
    ],
  }),
  gitHub({
    module: 'github.com/containerd/containerd/api',
    repository: 'containerd/containerd',
    folder: 'api/',
    tags: ['api/v{version}'],
    samples: [
      {
        file: '/root/go/pkg/mod/github.com/containerd/containerd/api@v1.8.0/services/tasks/v1/tasks.pb.go',
        function: null,
        path: 'api/services/tasks/v1/tasks.pb.go',
        version: 'v1.8.0',
      },
    ],
    counterExamples: [{ file: '/go/src/github.com/containerd/containerd/api/types/task.go', function: null }],
  }),
  gitHub({
    module: 'github.com/docker/docker',
    aliases: ['github.com/moby/moby'],
    repository: 'moby/moby',
    programs: ['dockerd'],
    tags: ['v{version}', 'docker-v{version}'],
    landmarks: ['cmd/dockerd/docker.go', 'daemon/daemon.go'],
    // docker-ce's RPM unpacks moby in src/engine; the repository docker-ce had it in components/engine.
    roots: [/\/BUILD\/src\/engine\//g, /(?:^|\/)components\/engine\//g, buildFolder('moby(?:-engine)?')],
    samples: [
      { file: '/go/src/github.com/docker/docker/container/state.go', function: null, path: 'container/state.go' },
      {
        file: '/go/src/github.com/docker/docker/vendor/github.com/moby/buildkit/solver/scheduler.go',
        function: 'github.com/docker/docker/vendor/github.com/moby/buildkit/solver.newScheduler',
        path: 'vendor/github.com/moby/buildkit/solver/scheduler.go',
      },
      {
        file: '/usr/src/docker/.gopath/src/github.com/docker/docker/daemon/start.go',
        function: null,
        path: 'daemon/start.go',
      },
      {
        file: '/builddir/build/BUILD/docker-14cc629fbd6c4bac205e675134d0e8235633e6a3/_build/src/github.com/docker/docker/pkg/signal/trap.go',
        function: 'github.com/docker/docker/pkg/signal.Trap.func1',
        path: 'pkg/signal/trap.go',
      },
      {
        file: '/root/rpmbuild/BUILD/src/engine/vendor/go.opentelemetry.io/otel/sdk/trace/span.go',
        function: 'go.opentelemetry.io/otel/sdk/trace.(*recordingSpan).End',
        path: 'vendor/go.opentelemetry.io/otel/sdk/trace/span.go',
      },
      {
        file: '/go/src/github.com/docker/docker/vendor/src/github.com/docker/libcontainer/container_linux.go',
        function: 'github.com/docker/libcontainer.(*linuxContainer).Start',
        path: 'vendor/src/github.com/docker/libcontainer/container_linux.go',
      },
      {
        file: '/go/src/github.com/moby/moby/daemon/monitor.go',
        function: 'github.com/moby/moby/daemon.(*Daemon).StateChanged',
        path: 'daemon/monitor.go',
      },
      {
        file: '/build/docker-ce/components/engine/daemon/monitor.go',
        function: 'github.com/docker/docker/daemon.(*Daemon).StateChanged',
        path: 'daemon/monitor.go',
      },
      {
        file: 'github.com/moby/moby/v2/daemon/monitor.go',
        function: 'github.com/moby/moby/v2/daemon.(*Daemon).ProcessEvent',
        path: 'daemon/monitor.go',
      },
    ],
    counterExamples: [
      { file: '/go/pkg/mod/github.com/moby/moby/api@v1.52.0/types/time.go', function: null },
      { file: '/go/src/github.com/docker/cli/cli/command/cli.go', function: null },
    ],
  }),
  nested('github.com/moby/moby/api', 'moby/moby', 'api/', 'types/time.go'),
  nested('github.com/moby/moby/client', 'moby/moby', 'client/', 'client.go'),
  gitHub({
    module: 'github.com/docker/cli',
    programs: ['docker'],
    landmarks: ['cli/command/cli.go'],
    roots: [/\/BUILD\/src\/cli\//g, /(?:^|\/)components\/cli\//g],
    samples: [{ file: '/go/src/github.com/docker/cli/cli/command/cli.go', function: null, path: 'cli/command/cli.go' }],
  }),
  gitHub({
    module: 'github.com/opencontainers/runc',
    programs: ['runc'],
    landmarks: ['libcontainer/factory_linux.go', 'libcontainer/container_linux.go'],
    roots: [buildFolder('runc')],
    samples: [
      {
        file: 'github.com/opencontainers/runc/libcontainer/standard_init_linux.go',
        function: 'github.com/opencontainers/runc/libcontainer.(*linuxStandardInit).Init',
        path: 'libcontainer/standard_init_linux.go',
      },
      {
        file: 'github.com/opencontainers/runc/vendor/golang.org/x/sys/unix/syscall_linux.go',
        function: 'github.com/opencontainers/runc/vendor/golang.org/x/sys/unix.Open',
        path: 'vendor/golang.org/x/sys/unix/syscall_linux.go',
      },
    ],
  }),
  gitHub({
    module: 'github.com/containerd/cri',
    aliases: ['github.com/containerd/cri-containerd', 'github.com/kubernetes-incubator/cri-containerd'],
    programs: ['cri-containerd'],
    landmarks: ['pkg/server/service.go'],
    samples: [
      {
        file: '/go/src/github.com/containerd/cri-containerd/pkg/server/io/exec_io.go',
        function: null,
        path: 'pkg/server/io/exec_io.go',
      },
    ],
  }),
  gitHub({
    module: 'github.com/moby/buildkit',
    programs: ['buildkitd'],
    samples: [
      { file: '/src/github.com/moby/buildkit/solver/scheduler.go', function: null, path: 'solver/scheduler.go' },
    ],
  }),
];
