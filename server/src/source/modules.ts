// Which repository a frame's file lies in: a table of modules, and the way from the compiler's path to the repository's.
import type { Frame } from '../golang/traceback';

/** A repository with Go code; its name is the import path of its root, 'std' for Go itself. */
export interface ModuleRow {
  readonly module: string;
  /** Former or other import paths of the same repository. */
  readonly aliases: readonly string[];
  /** The folder in the repository where the module lies, '' for the root; else with a slash at its end. */
  readonly folder: string;
  readonly cloneUrl: string;
  /** The web page of a line: {revision}, {path} and {line} are filled in. */
  readonly webUrl: string;
  /** Programs built from it, the daemons first: a fact about the first counts most. */
  readonly programs: readonly string[];
  /** Names of the tags of a version. */
  readonly tags: readonly string[];
  /** Files by which a clone without a known remote is recognized, each in some of its revisions. */
  readonly landmarks: readonly string[];
  readonly samples: readonly FrameSample[];
  /** Frames that do not lie in this module. */
  readonly counterExamples: readonly Pick<Frame, 'file' | 'function'>[];
}

/** A frame's file (and function, where the path alone does not tell) with its path in the repository. */
export interface FrameSample {
  readonly file: string;
  readonly function: string | null;
  readonly path: string;
  readonly version?: string;
}

type RowOptions = Partial<ModuleRow> & Pick<ModuleRow, 'module' | 'samples'>;

/** A row for a module on GitHub; `repository` is owner/name where the import path does not begin with it. */
function gitHub(options: RowOptions & { readonly repository?: string }): ModuleRow {
  const { repository = options.module.replace('github.com/', ''), ...row } = options;
  return {
    aliases: [],
    folder: '',
    cloneUrl: `https://github.com/${repository}.git`,
    webUrl: `https://github.com/${repository}/blob/{revision}/{path}#L{line}`,
    programs: [],
    tags: ['v{version}'],
    landmarks: [],
    counterExamples: [],
    ...row,
  };
}

export const modules: readonly ModuleRow[] = [
  gitHub({
    module: 'github.com/containerd/containerd',
    aliases: ['github.com/docker/containerd'],
    programs: ['containerd', 'containerd-shim', 'ctr'],
    landmarks: ['cmd/containerd/main.go', 'containerd/main.go'],
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
      },
      {
        file: '/root/rpmbuild/BUILD/containerd.io-2.2.1-build/core/runtime/v2/bundle.go',
        function: 'github.com/containerd/containerd/v2/core/runtime/v2.NewBundle',
        path: 'core/runtime/v2/bundle.go',
      },
    ],
    counterExamples: [
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
        file: '/root/rpmbuild/BUILD/src/engine/vendor/go.opentelemetry.io/otel/sdk/trace/span.go',
        function: 'go.opentelemetry.io/otel/sdk/trace.(*recordingSpan).End',
        path: 'vendor/go.opentelemetry.io/otel/sdk/trace/span.go',
      },
    ],
    counterExamples: [{ file: '/go/src/github.com/docker/cli/cli/command/cli.go', function: null }],
  }),
  gitHub({
    module: 'github.com/docker/cli',
    programs: ['docker'],
    landmarks: ['cli/command/cli.go'],
    samples: [{ file: '/go/src/github.com/docker/cli/cli/command/cli.go', function: null, path: 'cli/command/cli.go' }],
  }),
  gitHub({
    module: 'github.com/opencontainers/runc',
    programs: ['runc'],
    landmarks: ['libcontainer/factory_linux.go', 'libcontainer/container_linux.go'],
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
    module: 'k8s.io/kubernetes',
    repository: 'kubernetes/kubernetes',
    programs: ['kubelet', 'kube-proxy', 'kube-apiserver'],
    landmarks: ['cmd/kubelet/kubelet.go'],
    samples: [
      {
        file: '/go/src/k8s.io/kubernetes/_output/dockerized/go/src/k8s.io/kubernetes/pkg/kubelet/kubelet.go',
        function: null,
        path: 'pkg/kubelet/kubelet.go',
      },
      {
        file: 'pkg/kubelet/pleg/generic.go',
        function: 'k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist',
        path: 'pkg/kubelet/pleg/generic.go',
      },
    ],
    counterExamples: [{ file: 'pkg/kubelet/pleg/generic.go', function: null }],
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
  gitHub({
    module: 'github.com/containerd/go-runc',
    samples: [{ file: '/go/src/github.com/containerd/go-runc/monitor.go', function: null, path: 'monitor.go' }],
  }),
  gitHub({
    module: 'github.com/containerd/cgroups',
    samples: [
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
  gitHub({
    module: 'github.com/moby/buildkit',
    programs: ['buildkitd'],
    samples: [
      { file: '/src/github.com/moby/buildkit/solver/scheduler.go', function: null, path: 'solver/scheduler.go' },
    ],
  }),
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
      {
        file: '/usr/local/go/src/runtime/netpoll.go',
        function: 'internal/poll.runtime_pollWait',
        path: 'src/runtime/netpoll.go',
      },
    ],
    counterExamples: [
      { file: 'main/server.go', function: 'main.main' },
      { file: 'server/server.go', function: 'server/other.Run' },
      { file: '/home/user/server/server.go', function: 'server.Run' },
    ],
  }),
];

const ROWS = new Map(modules.map(row => [row.module, row]));

/** The row of a module; null where the table does not know it. */
export function moduleRow(module: string): ModuleRow | null {
  return ROWS.get(module) ?? null;
}

/** The module that a program is built from; null where the table does not know it. */
export function moduleOfProgram(program: string): string | null {
  return modules.find(row => row.programs.includes(program))?.module ?? null;
}

/** The forge's page of a line; null for a module that the table does not know. `revision` is a commit or a tag, `line` from 1. */
export function webUrl(module: string, revision: string, path: string, line: number): string | null {
  const encode = (text: string): string => text.split('/').map(encodeURIComponent).join('/');
  const values: Readonly<Record<string, string>> = {
    revision: encode(revision),
    path: encode(path),
    line: String(line),
  };
  return moduleRow(module)?.webUrl.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '') ?? null;
}
