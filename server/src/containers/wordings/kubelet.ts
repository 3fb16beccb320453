// How the kubelet words what it does to containers and sees of them: plain up to 1.20, structured from 1.21 on.
import { message } from '../../message';
import type { EventKind, PodPlace } from '../model';
import { ofContainer, ofNode, ofReference, type Said, type Statement, type WordingRow } from './row';
import { C } from './samples';

const NO_PLACE: PodPlace = { namespace: null, pod: null, name: null, sandbox: null };

/** `containerd://ID`, `{"Type":"containerd","ID":"ID"}` and `{Type:containerd ID:ID}`: the forms of a container's id. */
function idIn(text: string | null): string | null {
  return /(?:^|[:/"])([0-9a-f]{64})(?:["}]|$)/.exec(text ?? '')?.[1] ?? null;
}

/** `namespace/pod` of a structured entry. */
function podOf(said: Said, name: string | null): PodPlace {
  const [namespace = null, pod = null] = said.value('pod')?.split('/') ?? [];
  return { ...NO_PLACE, namespace, pod, name };
}

/** `pod_namespace(uid)` of a plain one: names of Kubernetes have no underscore. */
const FORMATTED = String.raw`([a-z0-9.-]+)_([a-z0-9.-]+)\([^)]*\)`;

/** Whom Kubernetes' names mean. */
function ofPlace(kind: EventKind, text: Statement['text'], place: PodPlace): Statement | null {
  const { namespace, pod, name } = place;
  if (!namespace || !pod) return null;
  return ofReference(kind, text, [namespace, pod, ...(name ? [name] : [])].join('/'), { pod: place });
}

export const KUBELET_ROWS: readonly WordingRow[] = [
  {
    id: 'kubelet-killing',
    seen: 'kubelet 1.8 to 1.20, verbosity 2 (kuberuntime_container.go)',
    pattern: /^Killing container "\w+:\/\/([0-9a-f]{64})" with (?:a )?(\d{1,10}) second grace period$/,
    marks: ['Killing container '],
    read: match => ofContainer('stop-asked', message('pod.kubelet-killing', { seconds: match[2] ?? '' }), match[1]),
    // kubernetes#91914
    samples: [
      {
        line: `Jun  8 15:36:12 ip-10-1-73-214 kubelet[1517]: I0608 15:36:12.678326    1517 kuberuntime_container.go:581] Killing container "docker://${C}" with 10 second grace period`,
        kind: 'stop-asked',
        container: C,
      },
    ],
    counterSamples: [
      `I0222 21:48:12.035408    3709 kuberuntime_container.go:547] Killing container {"docker" "${C}"}, but using 0 second grace period override`,
    ],
  },
  {
    id: 'kubelet-killing-structured',
    seen: 'kubelet 1.21 on, verbosity 2 (kuberuntime_container.go)',
    pattern: /^Killing container with a grace period(?: override)?$/,
    marks: ['Killing container with a grace period'],
    read: (_, said) => {
      const pod = podOf(said, said.value('containerName'));
      const text = message('pod.kubelet-killing', { seconds: said.value('gracePeriod') ?? '?' });
      const id = idIn(said.value('containerID'));
      return id === null ? ofPlace('stop-asked', text, pod) : ofContainer('stop-asked', text, id, { pod });
    },
    // The keys of kubernetes#101480, values made.
    samples: [
      {
        line: `Mar 18 10:21:22 node kubelet[246]: I0318 10:21:22.519925     246 kuberuntime_container.go:808] "Killing container with a grace period" pod="shop/web-0" podUID=5dfb5e21-176d-4a54-8248-7fad9fc7d81e containerName="web" containerID="containerd://${C}" gracePeriod=30`,
        kind: 'stop-asked',
        container: C,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'kill-reason',
    seen: 'kubelet 1.21 on, verbosity 2 (kuberuntime_manager.go)',
    pattern: /^Message for Container of pod$/,
    marks: ['Message for Container of pod'],
    read: (_, said) => {
      const text = message('pod.kill-reason', { reason: said.value('containerMessage') ?? '?' });
      return ofContainer('kill-reason', text, idIn(said.value('containerStatusID')), {
        pod: podOf(said, said.value('containerName')),
      });
    },
    // The keys of containerd#6080, values made.
    samples: [
      {
        line: `Nov 13 07:54:19 ip-10 kubelet[2757]: I1113 07:54:19.766919    2757 kuberuntime_manager.go:1111] "Message for Container of pod" containerName="web" containerStatusID={"Type":"containerd","ID":"${C}"} pod="shop/web-0" containerMessage="Container web failed liveness probe, will be restarted"`,
        kind: 'kill-reason',
        container: C,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'container-died',
    seen: 'kubelet 1.2 to 1.20, verbosity 2 (kubelet.go); a sandbox ends so too',
    pattern: new RegExp(
      String.raw`^SyncLoop \(PLEG\): "${FORMATTED}", event: &pleg\.PodLifecycleEvent\{ID:"[^"]*", Type:"ContainerDied", Data:"([0-9a-f]{64})"\}`,
    ),
    marks: ['"ContainerDied"'],
    read: match => {
      const pod = { ...NO_PLACE, pod: match[1] ?? null, namespace: match[2] ?? null };
      return ofContainer('container-died', message('pod.died'), match[3], { pod });
    },
    // containerd/cri#316
    samples: [
      {
        line: `Oct 01 21:40:14 worker-0 kubelet[2379]: I1001 21:40:14.548886    2379 kubelet.go:1871] SyncLoop (PLEG): "kube-dns-7797cb8758-85jjt_kube-system(208364ca-a6ed-11e7-9591-42010af0000c)", event: &pleg.PodLifecycleEvent{ID:"208364ca-a6ed-11e7-9591-42010af0000c", Type:"ContainerDied", Data:"${C}"}`,
        kind: 'container-died',
        container: C,
      },
    ],
    counterSamples: [
      `Oct 01 21:40:14 worker-0 kubelet[2379]: I1001 21:40:14.548886    2379 kubelet.go:1871] SyncLoop (PLEG): "a_b(c)", event: &pleg.PodLifecycleEvent{ID:"d", Type:"ContainerStarted", Data:"${C}"}`,
    ],
  },
  {
    id: 'container-died-structured',
    seen: 'kubelet 1.21 to 1.25 (the event as Go prints a struct) and 1.26 on (as JSON), verbosity 2 (kubelet.go)',
    pattern: /^SyncLoop \(PLEG\): event for pod$/,
    marks: ['ContainerDied'],
    read: (_, said) => {
      const event = said.value('event') ?? '';
      const id = /(?:"Type":"|\bType:)ContainerDied"?[, ]"?Data"?:"?([0-9a-f]{64})\b/.exec(event)?.[1];
      return ofContainer('container-died', message('pod.died'), id, { pod: podOf(said, null) });
    },
    // kubernetes#133258, its ids filled in; a node of AKS with kubelet 1.24, its id changed.
    samples: [
      {
        line: `I0728 10:21:22.519925     246 kubelet.go:2407] "SyncLoop (PLEG): event for pod" pod="default/container-installer" event={"ID":"5dfb5e21-176d-4a54-8248-7fad9fc7d81e","Type":"ContainerDied","Data":"${C}"}`,
        kind: 'container-died',
        container: C,
      },
      {
        line: `Oct 12 19:34:45 aks-nodepool1 kubelet[2480]: I1012 19:34:45.357018    2480 kubelet.go:2231] "SyncLoop (PLEG): event for pod" pod="default/nginx" event=&{ID:27aff94d-e0d9-43d1-84d6-9ab000aa57e2 Type:ContainerDied Data:${C}}`,
        kind: 'container-died',
        container: C,
      },
    ],
    counterSamples: [
      `I0728 10:21:22.519925     246 kubelet.go:2407] "SyncLoop (PLEG): event for pod" pod="default/x" event={"ID":"5d","Type":"ContainerStarted","Data":"${C}"}`,
      `Apr 29 13:03:33 ip-192-168-1-69 kubelet[2840]: I0429 13:03:33.114877    2840 kubelet.go:2131] "SyncLoop (PLEG): event for pod" pod="default/nginx" event=&{ID:86c65bdf-b6fa-4d56-ba35-dec83dcf6450 Type:ContainerStarted Data:${C}}`,
    ],
  },
  {
    id: 'probe-failed',
    seen: 'kubelet up to 1.20, verbosity 1 (prober.go)',
    pattern: new RegExp(
      String.raw`^(Liveness|Readiness|Startup) probe for "${FORMATTED}:([a-z0-9.-]+)" (?:failed|errored)`,
    ),
    marks: [' probe for "'],
    read: match => {
      const [, probe = '', pod = null, namespace = null, name = null] = match;
      return ofPlace('probe-failed', message('pod.probe-failed', { probe }), { ...NO_PLACE, namespace, pod, name });
    },
    // kubernetes#67180
    samples: [
      {
        line: 'Aug  9 06:39:44 localhost kubelet: I0809 06:39:44.340592   13117 prober.go:106] Liveness probe for "basecore-iapi-xlobo-com-5b9ff9c65d-plj4d_ymt-pro(344ce7ef-9afc-11e8-bf1e-9457a56b2f81):basecore-iapi-xlobo-com" failed (failure): Get http://10.200.109.68:6766/warmup: net/http: request canceled',
        kind: 'probe-failed',
        reference: 'ymt-pro/basecore-iapi-xlobo-com-5b9ff9c65d-plj4d/basecore-iapi-xlobo-com',
      },
    ],
    counterSamples: [],
  },
  {
    id: 'probe-failed-structured',
    seen: 'kubelet 1.21 on, verbosity 1 (prober.go)',
    pattern: /^Probe (?:failed|errored)$/,
    marks: ['"Probe failed"', '"Probe errored"'],
    read: (_, said) => {
      const text = message('pod.probe-failed', { probe: said.value('probeType') ?? '?' });
      return ofPlace('probe-failed', text, podOf(said, said.value('containerName')));
    },
    // The words and keys of prober.go, values made.
    samples: [
      {
        line: 'I0318 10:21:22.519925     246 prober.go:107] "Probe failed" probeType="Liveness" pod="shop/web-0" podUID=5dfb5e21-176d-4a54-8248-7fad9fc7d81e containerName="web" probeResult="failure" output="HTTP probe failed with statuscode: 500"',
        kind: 'probe-failed',
        reference: 'shop/web-0/web',
      },
    ],
    counterSamples: [
      'I0318 10:21:22.519925     246 prober.go:121] "Probe succeeded" probeType="Liveness" pod="shop/web-0" containerName="web"',
    ],
  },
  {
    id: 'back-off',
    seen: 'kubelet 1.2 to 1.20 in the message, from 1.21 on in err (pod_workers.go)',
    pattern: /^Error syncing pod\b/,
    marks: ['Error syncing pod'],
    read: (match, said) => {
      const told = said.value('err') ?? match.input;
      const [, wait = '', name = null, pod = null, namespace = null] =
        /[Bb]ack-off (\w{1,12}) restarting failed container=([a-z0-9.-]+) pod=([a-z0-9.-]+)_([a-z0-9.-]+)\(/.exec(
          told,
        ) ?? [];
      return ofPlace('back-off', message('pod.back-off', { wait }), { ...NO_PLACE, namespace, pod, name });
    },
    // kubernetes#123602, kubernetes#54760
    samples: [
      {
        line: 'E0301 01:06:01.286649    1869 pod_workers.go:1294] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"alpine\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container=alpine pod=restarting-pod_default(ca0d5836-1435-497e-9a41-547fbcc10484)\\"" pod="default/restarting-pod" podUID=ca0d5836-1435-497e-9a41-547fbcc10484',
        kind: 'back-off',
        reference: 'default/restarting-pod/alpine',
      },
      {
        line: 'Oct 29 13:16:48 centos02 kubelet[4919]: E1029 13:16:48.471488    4919 pod_workers.go:182] Error syncing pod cc89ef7c-bc47-11e7-85ce-901b0edee6b6 ("alpine-368057524-bgt0m_default(cc89ef7c-bc47-11e7-85ce-901b0edee6b6)"), skipping: failed to "StartContainer" for "alpine" with CrashLoopBackOff: "Back-off 5m0s restarting failed container=alpine pod=alpine-368057524-bgt0m_default(cc89ef7c-bc47-11e7-85ce-901b0edee6b6)"',
        kind: 'back-off',
        reference: 'default/alpine-368057524-bgt0m/alpine',
      },
    ],
    counterSamples: [
      'E1029 09:58:07.693335    5738 pod_workers.go:1298] "Error syncing pod, skipping" err="failed to \\"CreatePodSandbox\\" for \\"x\\" with CreatePodSandboxError" pod="a/b"',
    ],
  },
  {
    id: 'evicted',
    seen: 'kubelet 1.4 to 1.20 plain, from 1.21 on structured (eviction_manager.go)',
    pattern: new RegExp(
      String.raw`^(?:eviction manager: pod ${FORMATTED} (?:is )?evicted successfully|Eviction manager: pod is evicted successfully)$`,
    ),
    marks: ['evicted successfully'],
    read: (match, said) => {
      const [, pod = null, namespace = null] = match;
      const place = pod === null ? podOf(said, null) : { ...NO_PLACE, namespace, pod };
      return ofPlace('evicted', message('pod.evicted'), place);
    },
    // kubernetes#132001, kubernetes#31939
    samples: [
      {
        line: 'May 28 16:05:54 192-168-250-5 kubelet[2269385]: I0528 16:05:54.802914 2269385 eviction_manager.go:627] "Eviction manager: pod is evicted successfully" pod="sre/infras-logstash-d484d57fc-rkx95"',
        kind: 'evicted',
        reference: 'sre/infras-logstash-d484d57fc-rkx95',
      },
      {
        line: 'Sep 02 15:20:14 localhost.localdomain kubelet[18530]: I0902 15:20:14.747890   18530 eviction_manager.go:280] eviction manager: pod guaranteed-cn933_e2e-tests-eviction-test-simple-rkrca(33a5f9aa-7142-11e6-a2e9-28d2444e470d) evicted successfully',
        kind: 'evicted',
        reference: 'e2e-tests-eviction-test-simple-rkrca/guaranteed-cn933',
      },
    ],
    counterSamples: [
      'May 28 16:05:50 192-168-250-5 kubelet[2269385]: I0528 16:05:50.514706 2269385 eviction_manager.go:405] "Eviction manager: pods ranked for eviction" pods=["sre/infras-logstash-d484d57fc-rkx95"]',
    ],
  },
  {
    id: 'pleg-unhealthy',
    seen: 'kubelet 1.4 to 1.20 plain, from 1.21 on in err (kubelet.go): it looks after no pod until its list of containers is new',
    pattern: /^[Ss]kipping pod synchronization\b/,
    marks: ['kipping pod synchronization'],
    read: (match, said) => {
      const told = said.value('err') ?? match.input;
      const since = /PLEG is not healthy: pleg was last seen active ([\dhms.]{1,32}) ago/.exec(told)?.[1];
      return since === undefined ? null : ofNode('pleg-unhealthy', message('pod.node.pleg-unhealthy', { since }));
    },
    // k3s#2370; aws-samples/eks-workshop-v2#447
    samples: [
      {
        line: 'Oct  8 16:29:51 worker9 k3s[1636]: E1008 16:23:14.139967    1636 kubelet.go:1846] skipping pod synchronization - PLEG is not healthy: pleg was last seen active 4m51.763621609s ago; threshold is 3m0s',
        kind: 'pleg-unhealthy',
      },
      {
        line: 'Apr 13 10:53:52 ip-10-42-10-121 kubelet: E0413 10:53:52.844381    3263 kubelet.go:2055] "Skipping pod synchronization" err="PLEG is not healthy: pleg was last seen active 2h33m12.704970756s ago; threshold is 3m0s"',
        kind: 'pleg-unhealthy',
      },
    ],
    // cri-o#5549: right after its start
    counterSamples: [
      'Jan 18 10:19:44 kubeworker-01 kubelet[197889]: E0118 10:19:44.767958  197889 kubelet.go:1877] "Skipping pod synchronization" err="[container runtime status check may not have completed yet, PLEG is not healthy: pleg has yet to be successful]"',
    ],
  },
  {
    id: 'node-pressure',
    seen: 'kubelet 1.4 to 1.20 plain, from 1.21 on structured (eviction_manager.go)',
    pattern: /^(?:eviction manager|Eviction manager): must evict pod\(s\) to reclaim(?: ([\w.-]{1,40}))?$/,
    marks: ['must evict pod(s) to reclaim'],
    read: (match, said) => {
      const resource = match[1] ?? said.value('resourceName') ?? '?';
      return ofNode('node-pressure', message('pod.node.pressure', { resource }));
    },
    // A node with microk8s 1.2x.
    samples: [
      {
        line: 'Mar 08 00:29:47 deb11mk8s microk8s.daemon-kubelite[24749]: I0308 00:29:47.506265   24749 eviction_manager.go:349] "Eviction manager: must evict pod(s) to reclaim" resourceName="ephemeral-storage"',
        kind: 'node-pressure',
      },
    ],
    counterSamples: [
      'Apr 28 11:00:04 k3master k3s[1]: W0428 11:00:04.100000       1 eviction_manager.go:376] "Eviction manager: attempting to reclaim" resourceName="ephemeral-storage"',
    ],
  },
];
