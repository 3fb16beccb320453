// Known issues of containerd itself, its CRI plugin and its client code.
import { message } from '../../../message';
import type { ProvenRow } from '../model';
import { daemonSays, DUMP, FATAL, PANIC, panics, thread } from './row';

export const containerdIssues: readonly ProvenRow[] = [
  {
    id: 'reserve-name',
    title: message('known.reserve-name.title'),
    explanation: message('known.reserve-name.meaning'),
    advice: [message('known.reserve-name.first'), message('known.reserve-name.disk')],
    signatures: [
      daemonSays(/failed to reserve (?:container|sandbox) name \S.*: name \S.* is reserved for /, [
        'failed to reserve ',
      ]),
    ],
    affected: [],
    fixedIn: [],
    links: [
      thread('containerd/containerd#4604'),
      thread('containerd/containerd#9113'),
      thread('containerd/containerd#13867'),
      thread('amazonlinux/amazon-linux-2023#1097'),
    ],
    examples: [
      {
        log: 'I0608 15:36:12.678326    1517 event.go:1] "Event occurred" err="failed to reserve container name \\"homeassistant_homeassistant-58488865d6-sqfg9_default_bc1cc92e-0fce-43bf-91e9-91682563c3bf_0\\": name \\"homeassistant_homeassistant-58488865d6-sqfg9_default_bc1cc92e-0fce-43bf-91e9-91682563c3bf_0\\" is reserved for \\"6a37ff9b916561e21557c3f39e5b7b2c4f1a21c91c93cb8d86884ed9751f2f5b\\""',
        source: "made: the kubelet's words of k3s#7690 in a line of klog",
      },
    ],
    counterExamples: [
      'Aug 25 15:57:08 node1 crio[38052]: time="2023-08-25 15:57:08.444000125+08:00" level=warning msg="error reserving ctr name k8s_calico-node_calico-node-s47rq_ccos-calico_9935d65d_0 for id 77d14ba1958789fb253c80034efb06fe573d0bc8ef06cc9ccf6473f126477712: name is reserved"',
      '2020-10-07T08:18:45Z Error: failed to reserve container name',
    ],
  },
  {
    id: 'containerd-start-hang-leaked-shim',
    title: message('known.containerd-start-hang-leaked-shim.title'),
    explanation: message('known.containerd-start-hang-leaked-shim.meaning'),
    advice: [
      message('known.containerd-start-hang-leaked-shim.list'),
      message('known.containerd-start-hang-leaked-shim.kill'),
    ],
    signatures: [
      { ...DUMP, frames: [/\/runtime\/v2\.\(\*ShimManager\)\.loadShim$/, /\/ttrpc\.\(\*Client\)\.(?:dispatch|Call)$/] },
    ],
    // #13954 is merged, and in no release that is known here.
    affected: [],
    fixedIn: [],
    links: [thread('containerd/containerd#13848'), thread('containerd/containerd#13954')],
    examples: [
      {
        log: `goroutine 1 [select, 15 minutes]:
github.com/containerd/ttrpc.(*Client).dispatch(0xc00051e510, {0x564ef7de91e0, 0xc0001f77a0}, 0xc00051b080, 0xc00070d220)
\tvendor/github.com/containerd/ttrpc/client.go:545 +0x18c
github.com/containerd/ttrpc.(*Client).Call(0xc00051e510, {0x564ef7de91e0, 0xc0001f77a0}, {0x564ef76a36df, 0x17}, {0x564ef767fc94, 0x6}, {0x564ef7c6dec0, 0xc00070d0e0}, {0x564ef7d27c80, 0xc0001})
\tvendor/github.com/containerd/ttrpc/client.go:173 +0x30f
github.com/containerd/containerd/v2/core/runtime/v2.(*ShimManager).loadShim(0xc0001f77a0, {0x564ef7de91e0, 0xc0001f77a0}, 0xc0001)
\tcore/runtime/v2/shim_load.go:160 +0x30f`,
        source: 'made after containerd#13848 and the source of v2.2.0',
      },
    ],
    counterExamples: [
      `goroutine 4155 [select, 1391 minutes]:
github.com/containerd/ttrpc.(*Client).dispatch(0x3f1ed33fc300, {0x55c59bf6a090, 0x27320d9058f0}, 0x55c59bd1a7e0?, 0x27320cac9d10)
\tvendor/github.com/containerd/ttrpc/client.go:545 +0x18c`,
    ],
  },
  {
    id: 'concurrent-map-ttrpc',
    title: message('known.concurrent-map-ttrpc.title'),
    explanation: message('known.concurrent-map-ttrpc.meaning'),
    advice: [message('known.concurrent-map-ttrpc.upgrade'), message('known.concurrent-map-ttrpc.tracing')],
    signatures: [
      {
        ...FATAL,
        message: /^concurrent map (?:writes|read and map write)/,
        frames: [/\/ttrpc\.MD\.(?:Set|Get|Append)$/],
      },
    ],
    affected: [{ program: 'containerd', from: '2.0.0-rc.5', before: '2.0.2' }],
    fixedIn: ['v2.0.2'],
    links: [thread('containerd/containerd#11138'), thread('containerd/ttrpc#194')],
    examples: [
      {
        log: `Dec 10 15:24:57 node containerd[32960]: fatal error: concurrent map writes
Dec 10 15:24:57 node containerd[32960]: goroutine 164 [running]:
Dec 10 15:24:57 node containerd[32960]: github.com/containerd/ttrpc.MD.Set(...)
Dec 10 15:24:57 node containerd[32960]:         /go/src/github.com/containerd/containerd/vendor/github.com/containerd/ttrpc/metadata.go:48
Dec 10 15:24:57 node containerd[32960]: github.com/containerd/otelttrpc.(*metadataSupplier).Set(0x0?, {0x5c66b02ac976, 0xb}, {0xc00087e640, 0x37})
Dec 10 15:24:57 node containerd[32960]:         /go/src/github.com/containerd/containerd/vendor/github.com/containerd/otelttrpc/metadata_supplier.go:58 +0x91`,
        source: 'containerd#11138, shortened',
      },
    ],
    counterExamples: [
      `fatal error: concurrent map writes

goroutine 2330884 [running]:
github.com/docker/docker/vendor/github.com/moby/buildkit/cache/remotecache/v1.(*item).LinkFrom(0xc01158aae0, 0x31920c0, 0xc009223080, 0x0, 0x0, 0x0)
\t/go/src/github.com/docker/docker/vendor/github.com/moby/buildkit/cache/remotecache/v1/chains.go:142 +0x1b4`,
    ],
  },
  {
    id: 'cri-metrics-nil-2.2',
    title: message('known.cri-metrics-nil-2.2.title'),
    explanation: message('known.cri-metrics-nil-2.2.meaning'),
    advice: [message('known.cri-metrics-nil-2.2.upgrade')],
    signatures: [panics([/\/internal\/cri\/server\.\(\*criService\)\.extractContainerSpecMetrics$/])],
    affected: [{ program: 'containerd', from: '2.2.0', before: '2.2.2' }],
    fixedIn: ['v2.2.2', 'v2.3.0'],
    links: [
      thread('containerd/containerd#12730'),
      thread('containerd/containerd#12492'),
      thread('containerd/containerd#12731'),
    ],
    examples: [
      {
        log: `Dec 26 22:55:21 computer containerd[78147]: panic: runtime error: invalid memory address or nil pointer dereference
Dec 26 22:55:21 computer containerd[78147]: [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x5565acf24c24]
Dec 26 22:55:21 computer containerd[78147]: goroutine 23891 [running]:
Dec 26 22:55:21 computer containerd[78147]: github.com/containerd/containerd/v2/internal/cri/server.(*criService).extractContainerSpecMetrics(0xc001b3e300?, {0x5565adcd0ea0?, 0xc003d47270?}, {0xc000edd880?, 0x5565adcd0ea0?}, {0xc001b3e300, 0x4, 0x4}, 0x1884e5e40cc8cfbb)
Dec 26 22:55:21 computer containerd[78147]:         /root/rpmbuild/BUILD/containerd.io-2.2.1-build/internal/cri/server/list_pod_sandbox_metrics_linux.go:1026 +0x3e4`,
        source: 'containerd#12730, shortened',
      },
    ],
    counterExamples: [
      `panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x100 pc=0x1782c1f]

goroutine 770 [running]:
github.com/kubernetes-incubator/cri-containerd/pkg/server.(*criContainerdService).getContainerMetrics(0xc4200fa700, 0xc420177e80)
\t/home/lantaol/workspace/src/github.com/kubernetes-incubator/cri-containerd/pkg/server/container_stats_list.go:111 +0x58f`,
    ],
  },
  {
    id: 'bbolt-corruption',
    title: message('known.bbolt-corruption.title'),
    explanation: message('known.bbolt-corruption.meaning'),
    advice: [message('known.bbolt-corruption.aside'), message('known.bbolt-corruption.last')],
    signatures: [
      {
        ...PANIC,
        message:
          /^(?:freepages: failed to get all reachable pages|assertion failed: Page expected to be|invalid page type|invalid freelist page|page \d+ already freed)/,
        frames: [/\/b?bolt(?:db)?\.[\w(*]/],
      },
    ],
    affected: [],
    fixedIn: [],
    links: [
      thread('etcd-io/bbolt#883'),
      thread('etcd-io/bbolt#705'),
      thread('containerd/containerd#9929'),
      thread('containerd/containerd#10666'),
      thread('moby/moby#37238'),
    ],
    examples: [
      {
        log: `panic: assertion failed: Page expected to be: 3393, but self identifies as 6868074383292906018

goroutine 31 [running]:
go.etcd.io/bbolt._assert(...)
\t/root/rpmbuild/BUILD/containerd.io-1.7.6/_build/src/github.com/containerd/containerd/vendor/go.etcd.io/bbolt/db.go:1359
go.etcd.io/bbolt.(*page).fastCheck(0x7f8a70d41000, 0xd41)
\t/root/rpmbuild/BUILD/containerd.io-1.7.6/_build/src/github.com/containerd/containerd/vendor/go.etcd.io/bbolt/page.go:57 +0x1df`,
        source: 'bbolt#705, shortened',
      },
    ],
    counterExamples: [
      `panic: page 9 already freed

goroutine 31 [running]:
main.free(0x1)
\t/src/app/main.go:57 +0x1df`,
    ],
  },
  {
    id: 'inotify-limit',
    title: message('known.inotify-limit.title'),
    explanation: message('known.inotify-limit.meaning'),
    advice: [message('known.inotify-limit.raise'), message('known.inotify-limit.count')],
    signatures: [
      daemonSays(/failed to create fsnotify watcher: too many open files|inotify_init1?: too many open files/, [
        'too many open files',
      ]),
    ],
    affected: [],
    fixedIn: [],
    links: [
      thread('containerd/containerd#10468'),
      thread('containerd/containerd#10308'),
      thread('kubernetes/kops#2913'),
      thread('berops/claudie#1694'),
    ],
    examples: [
      {
        log: 'time="2025-03-18T10:00:00Z" level=warning msg="failed to load plugin io.containerd.grpc.v1.cri" error="failed to create CRI service: failed to create cni conf monitor for default: failed to create fsnotify watcher: too many open files"',
        source: 'made: the words of claudie#1694 in a line of containerd',
      },
    ],
    counterExamples: [
      'time="2017-11-30T10:00:00Z" level=error msg="failed to create containerd task" error="failed to start shim: open /dev/null: too many open files: unknown"',
    ],
  },
  {
    id: 'concurrent-map-mediatype',
    title: message('known.concurrent-map-mediatype.title'),
    explanation: message('known.concurrent-map-mediatype.meaning'),
    advice: [message('known.concurrent-map-mediatype.upgrade')],
    signatures: [
      {
        ...FATAL,
        message: /^concurrent map (?:writes|read and map write)/,
        frames: [/\/remotes\.WithMediaTypeKeyPrefix$/],
      },
    ],
    // What died is whatever has the client code built in, not the node's containerd.
    affected: [],
    fixedIn: ['v2.1.7', 'v2.2.1', 'v2.3.0'],
    links: [thread('containerd/containerd#12582'), thread('containerd/containerd#12508'), thread('docker/buildx#3510')],
    examples: [
      {
        log: `fatal error: concurrent map writes
goroutine 100 [running]:
internal/runtime/maps.fatal({0x2b38ef5?, 0x2713620?})
\truntime/panic.go:1046 +0x18
github.com/containerd/containerd/v2/core/remotes.WithMediaTypeKeyPrefix({0x30bf850, 0xc00042a210}, {0x2b4a3f9, 0x1c}, {0x2b19e4f, 0x6})
\tgithub.com/containerd/containerd/v2@v2.2.0/core/remotes/handlers.go:52 +0x86`,
        source: 'containerd#12582, shortened',
      },
    ],
    counterExamples: [
      `fatal error: concurrent map writes

goroutine 7 [running]:
github.com/containerd/containerd/v2/core/remotes.FetchHandler(0x1)
\tgithub.com/containerd/containerd/v2@v2.2.0/core/remotes/handlers.go:90 +0x86`,
    ],
  },
];
