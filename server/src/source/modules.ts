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
  /** Build folders that are the root of the repository though no import path says so; a group is the version or commit they are named after. */
  readonly roots: readonly RegExp[];
  /** Modules that lie below `staging/src/` of the repository and are linked from its `vendor/`. */
  readonly staged: readonly string[];
  /** Files by which a clone without a known remote is recognized, each in some of its revisions. */
  readonly landmarks: readonly string[];
  readonly samples: readonly FrameSample[];
  /** Frames that do not lie in this module. */
  readonly counterExamples: readonly Pick<Frame, 'file' | 'function'>[];
}

/** A frame's file (and function, where the path alone does not tell) with its path in the repository. */
interface FrameSample {
  readonly file: string;
  readonly function: string | null;
  readonly path: string;
  readonly version?: string;
  readonly build?: string;
}

type RowOptions = Partial<ModuleRow> & Pick<ModuleRow, 'module' | 'samples'>;

/** A build folder named after a package and its version or commit: `containerd.io-2.2.1-build`, `runc-<40 hex>`. */
function buildFolder(names: string): RegExp {
  return new RegExp(`(?:^|/)(?:${names})-(v?\\d[\\w.~+-]{0,80}?|[0-9a-f]{40})(?:-build)?/`, 'g');
}

/** A library at the root of its repository, with one of its files as a sample. */
function library(module: string, file: string, repository?: string): ModuleRow {
  const samples = [
    { file: `/go/src/${module}/${file}`, function: null, path: file },
    { file: `${module}@v1.2.3/${file}`, function: null, path: file, version: 'v1.2.3' },
  ];
  return gitHub({ module, samples, ...(repository !== undefined && { repository }) });
}

/** A module that is published from a folder of its repository; its tags begin with the folder. */
function nested(module: string, repository: string, folder: string, file: string): ModuleRow {
  const samples = [
    { file: `/go/pkg/mod/${module}@v1.2.3/${file}`, function: null, path: folder + file, version: 'v1.2.3' },
  ];
  return gitHub({ module, repository, folder, tags: [`${folder}v{version}`], samples });
}

/** Published copies of what lies below staging/src/k8s.io in kubernetes/kubernetes (its staging/README.md). */
const STAGED =
  'api apiextensions-apiserver apimachinery apiserver cli-runtime client-go cloud-provider cluster-bootstrap ' +
  'code-generator component-base component-helpers controller-manager cri-api cri-client cri-streaming csi-api ' +
  'csi-translation-lib dynamic-resource-allocation endpointslice externaljwt kms kube-aggregator ' +
  'kube-controller-manager kube-proxy kube-scheduler kubectl kubelet legacy-cloud-providers metrics mount-utils ' +
  'node-api pod-security-admission sample-apiserver sample-cli-plugin sample-controller';
const STAGED_MODULES = STAGED.split(' ').map(name => `k8s.io/${name}`);

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
    roots: [],
    staged: [],
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
    module: 'k8s.io/kubernetes',
    repository: 'kubernetes/kubernetes',
    programs: ['kubelet', 'kube-proxy', 'kube-apiserver'],
    landmarks: ['cmd/kubelet/kubelet.go'],
    // What Kubernetes' own releases were built in (1.5 to 1.17): the version as `git describe` counts it, with the commit.
    roots: [/(?:^|\/)anago-(v\d[\w.+-]{0,80})\//g],
    staged: STAGED_MODULES,
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
      {
        file: '/workspace/anago-v1.14.1-beta.0.44+b7394102d6ef77/src/k8s.io/kubernetes/_output/dockerized/go/src/k8s.io/kubernetes/vendor/k8s.io/apimachinery/pkg/util/runtime/runtime.go',
        function: 'k8s.io/kubernetes/vendor/k8s.io/apimachinery/pkg/util/runtime.HandleCrash',
        path: 'staging/src/k8s.io/apimachinery/pkg/util/runtime/runtime.go',
        build: 'v1.14.1-beta.0.44+b7394102d6ef77',
      },
      {
        file: '/go/src/k8s.io/kubernetes/vendor/github.com/golang/glog/glog.go',
        function: 'k8s.io/kubernetes/vendor/github.com/golang/glog.stacks',
        path: 'vendor/github.com/golang/glog/glog.go',
      },
      {
        file: '/go/src/k8s.io/kubernetes/staging/src/k8s.io/client-go/tools/cache/reflector.go',
        function: null,
        path: 'staging/src/k8s.io/client-go/tools/cache/reflector.go',
      },
      {
        file: 'vendor/k8s.io/apimachinery/pkg/util/wait/wait.go',
        function: 'k8s.io/apimachinery/pkg/util/wait.BackoffUntil',
        path: 'staging/src/k8s.io/apimachinery/pkg/util/wait/wait.go',
      },
      {
        file: 'k8s.io/apimachinery/pkg/util/wait/wait.go',
        function: 'k8s.io/apimachinery/pkg/util/wait.BackoffUntil',
        path: 'staging/src/k8s.io/apimachinery/pkg/util/wait/wait.go',
      },
    ],
    counterExamples: [
      { file: 'pkg/kubelet/pleg/generic.go', function: null },
      { file: 'vendor/google.golang.org/grpc/server.go', function: 'google.golang.org/grpc.(*Server).Serve' },
      { file: '/root/go/pkg/mod/k8s.io/client-go@v0.20.1/tools/cache/reflector.go', function: null },
    ],
  }),
  ...STAGED_MODULES.map(module => library(module, 'doc.go', module.replace('k8s.io/', 'kubernetes/'))),
  library('k8s.io/klog', 'klog.go', 'kubernetes/klog'),
  library('k8s.io/utils', 'exec/exec.go', 'kubernetes/utils'),
  library('k8s.io/kube-openapi', 'pkg/common/common.go', 'kubernetes/kube-openapi'),
  library('github.com/google/cadvisor', 'manager/manager.go'),
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
  gitHub({
    module: 'github.com/moby/buildkit',
    programs: ['buildkitd'],
    samples: [
      { file: '/src/github.com/moby/buildkit/solver/scheduler.go', function: null, path: 'solver/scheduler.go' },
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

const ROWS = new Map(modules.map(row => [row.module, row]));

/** The row of a module; null where the table does not know it. */
export function moduleRow(module: string): ModuleRow | null {
  return ROWS.get(module) ?? null;
}

/** The module that a program is built from; null where the table does not know it. */
export function moduleOfProgram(program: string): string | null {
  return modules.find(row => row.programs.includes(program))?.module ?? null;
}

/** The forge's page of a commit; null where the way to its pages of lines does not tell. */
export function commitUrl(commit: string, row: ModuleRow | null): string | null {
  const [, start] =
    /^(https:\/\/github\.com\/[^/{}]+\/[^/{}]+|https:\/\/gitlab\.com\/[^{}]+\/-)\/blob\//.exec(row?.webUrl ?? '') ?? [];
  return start === undefined ? null : `${start}/commit/${commit}`;
}

/**
 * The forge's page of a line; null for a module that the table does not know, or whose forge. `revision` is a commit or
 * a tag, `line` from 1; `row` is the module's, where it is not one of the table's own.
 */
export function webUrl(
  module: string,
  revision: string,
  path: string,
  line: number,
  row: ModuleRow | null = moduleRow(module),
): string | null {
  const encode = (text: string): string => text.split('/').map(encodeURIComponent).join('/');
  const values: Readonly<Record<string, string>> = {
    revision: encode(revision),
    path: encode(path),
    line: String(line),
  };
  if (!row || row.webUrl === '') return null;
  return row.webUrl.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
