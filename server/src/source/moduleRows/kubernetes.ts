// Kubernetes and what it publishes from its own repository.
import { gitHub, library, type ModuleRow } from './row';

/** Published copies of what lies below staging/src/k8s.io in kubernetes/kubernetes (its staging/README.md). */
const STAGED =
  'api apiextensions-apiserver apimachinery apiserver cli-runtime client-go cloud-provider cluster-bootstrap ' +
  'code-generator component-base component-helpers controller-manager cri-api cri-client cri-streaming csi-api ' +
  'csi-translation-lib dynamic-resource-allocation endpointslice externaljwt kms kube-aggregator ' +
  'kube-controller-manager kube-proxy kube-scheduler kubectl kubelet legacy-cloud-providers metrics mount-utils ' +
  'node-api pod-security-admission sample-apiserver sample-cli-plugin sample-controller';
const STAGED_MODULES = STAGED.split(' ').map(name => `k8s.io/${name}`);

export const kubernetes: readonly ModuleRow[] = [
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
        file: '/go/src/k8s.io/kubernetes/Godeps/_workspace/src/github.com/google/cadvisor/manager/manager.go',
        function: 'github.com/google/cadvisor/manager.(*manager).Start',
        path: 'Godeps/_workspace/src/github.com/google/cadvisor/manager/manager.go',
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
];
