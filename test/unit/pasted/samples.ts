// Made outputs, one or more of each form, in the formats of docker 20.10, cri-tools 1.2x and kubectl 1.2x as their sources
// print them; `tells` is what has to be read, in words (see forms.test.ts).

export const C = '5a0b6c420d6fc53f46d887ef7f33bbf68edfa89f55d3742302ade3e686d20470';
export const SANDBOX = '82850de6c324d5b6b8d0e9b7d04a1b0f7f8e0a54d6b7c0a2f39f4c5a1e9d7b30';

/** An init container of a pod. */
const SETUP = '10045ee314afc81f46c5fa6fa5be0e8ab1cd5d7f4f62b6b7b2d1b3f4e4d3c2b1';

interface Sample {
  readonly text: string;
  readonly tells: readonly string[];
}

interface Samples {
  readonly samples: readonly Sample[];
  /** Texts that are not of the form. */
  readonly counterSamples: readonly string[];
}

const STATE = `"Status": "exited", "Running": false, "Paused": false, "Restarting": false, "OOMKilled": false, "Dead": false,
            "Pid": 0, "ExitCode": 137, "Error": "", "StartedAt": "2026-11-23T07:43:51.936224996Z", "FinishedAt": "2026-11-23T07:44:22.621960951Z"`;

/** `docker inspect` of one container. */
export function inspect(state: string, more = ''): string {
  return `[
    {
        "Id": "${C}",
        "Created": "2026-11-23T07:43:51.609221086Z",
        "Path": "sleep",
        "Args": ["3600"],
        "State": {
            ${state}
        },
        "Image": "sha256:1111111111111111111111111111111111111111111111111111111111111111",
        "Name": "/billing",
        "RestartCount": 2,${more}
        "HostConfig": {"AutoRemove": false, "Init": true},
        "Config": {"Image": "busybox:1.35"}
    }
]
`;
}

const CRI_LABELS = `"labels": {"io.kubernetes.container.name": "web", "io.kubernetes.pod.name": "web-0", "io.kubernetes.pod.namespace": "prod"}`;

const POD_JSON = `{
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web-0", "namespace": "prod"},
    "status": {
        "containerStatuses": [
            {
                "containerID": "containerd://${C}",
                "image": "docker.io/library/nginx:1.25",
                "lastState": {
                    "terminated": {
                        "containerID": "containerd://${SANDBOX}",
                        "exitCode": 137, "finishedAt": "2026-11-23T07:44:22Z", "reason": "OOMKilled", "startedAt": "2026-11-23T07:43:51Z"
                    }
                },
                "name": "web",
                "restartCount": 3,
                "state": {"running": {"startedAt": "2026-11-23T07:44:25Z"}}
            }
        ]
    }
}
`;

const POD_YAML = `apiVersion: v1
kind: Pod
metadata:
  annotations:
    note: |
      kind: Service
      - no: list
  name: web-0
  namespace: prod
spec:
  containers:
  - name: web
    image: nginx:1.25
    args: []
status:
  conditions:
  - lastProbeTime: null
    message: 'containers with unready status: [web]
      and what is folded'
    type: Ready
  containerStatuses:
  - containerID: docker://${C}
    image: nginx:1.25
    lastState: {}
    name: web
    restartCount: 0
    state:
      terminated:
        containerID: docker://${C}
        exitCode: 1
        finishedAt: "2026-11-23T07:44:22Z"
        reason: Error
        startedAt: "2026-11-23T07:43:51Z"
  qosClass: BestEffort
`;

const DESCRIBE = `Name:             web-0
Namespace:        prod
Priority:         0
Node:             node-1/192.0.2.10
Start Time:       Mon, 23 Nov 2026 15:43:40 +0800
Labels:           app=web
Status:           Running
Init Containers:
  setup:
    Container ID:   containerd://${SETUP}
    Image:          busybox:1.35
    State:          Terminated
      Reason:       Completed
      Exit Code:    0
      Started:      Mon, 23 Nov 2026 15:43:41 +0800
      Finished:     Mon, 23 Nov 2026 15:43:42 +0800
    Ready:          True
    Restart Count:  0
Containers:
  web:
    Container ID:   containerd://${C}
    Image:          nginx:1.25
    Image ID:       docker.io/library/nginx@sha256:1111111111111111111111111111111111111111111111111111111111111111
    Port:           <none>
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Mon, 23 Nov 2026 15:43:51 +0800
      Finished:     Mon, 23 Nov 2026 15:44:22 +0800
    Ready:          False
    Restart Count:  3
    Environment:    <none>
Conditions:
  Type              Status
  Ready             False
Events:
  Type     Reason   Age                From     Message
  ----     ------   ----               ----     -------
  Warning  BackOff  5s (x2 over 10s)   kubelet  Back-off restarting failed container
`;

export const SAMPLES: Readonly<Record<string, Samples>> = {
  'docker-inspect': {
    samples: [
      {
        text: inspect(STATE),
        tells: [
          'docker inspect 5a0b6c420d6f billing busybox:1.35 ended 137 2026-11-23T07:43:51.936224996Z to 2026-11-23T07:44:22.621960951Z restarts 2 at 137',
        ],
      },
      {
        text: inspect(STATE).trim().slice(1, -1).trim(),
        tells: [
          'docker inspect 5a0b6c420d6f billing busybox:1.35 ended 137 2026-11-23T07:43:51.936224996Z to 2026-11-23T07:44:22.621960951Z restarts 2 at 137',
        ],
      },
      {
        text: JSON.stringify(JSON.parse(inspect(STATE.replace('"OOMKilled": false', '"OOMKilled": true')))),
        tells: [
          'docker inspect 5a0b6c420d6f billing busybox:1.35 ended 137 oom 2026-11-23T07:43:51.936224996Z to 2026-11-23T07:44:22.621960951Z restarts 2 at 137',
        ],
      },
      {
        text: inspect(
          `"Status": "running", "Running": true, "Restarting": false, "OOMKilled": true, "Pid": 4711, "ExitCode": 0, "Error": "",
            "StartedAt": "2026-11-23T07:44:28.13022291Z", "FinishedAt": "2026-11-23T07:44:22.621960951Z"`,
        ),
        tells: [
          'docker inspect 5a0b6c420d6f billing busybox:1.35 running pid 4711 2026-11-23T07:44:28.13022291Z to - restarts 2 at running',
        ],
      },
      {
        text: inspect(
          `"Status": "created", "Running": false, "Pid": 0, "ExitCode": 127, "Error": "OCI runtime create failed: exec: \\"nosuch\\": executable file not found in $PATH: unknown",
            "StartedAt": "0001-01-01T00:00:00Z", "FinishedAt": "0001-01-01T00:00:00Z"`,
        ),
        tells: [
          'docker inspect 5a0b6c420d6f billing busybox:1.35 never-started 127 - to - error OCI runtime create failed: exec: "nosuch": executable file not found in $PATH: unknown restarts 2 at 127',
        ],
      },
      {
        // A start that failed behind this run: the code is that of the start, and the run's own is not told.
        text: inspect(
          `"Status": "exited", "Running": false, "Pid": 0, "ExitCode": 127, "Error": "no such file or directory",
            "StartedAt": "2026-11-23T07:43:51.936224996Z", "FinishedAt": "2026-11-23T07:44:22.621960951Z"`,
        ),
        tells: [
          'docker inspect 5a0b6c420d6f billing busybox:1.35 ended - 2026-11-23T07:43:51.936224996Z to 2026-11-23T07:44:22.621960951Z error no such file or directory restarts 2 at 127',
        ],
      },
      {
        // Cut off in the middle: what stands before is read.
        text: inspect(STATE).slice(0, inspect(STATE).indexOf('"HostConfig"')),
        tells: [
          'docker inspect 5a0b6c420d6f billing sha256:1111111111111111111111111111111111111111111111111111111111111111 ended 137 2026-11-23T07:43:51.936224996Z to 2026-11-23T07:44:22.621960951Z restarts 2 at 137',
        ],
      },
    ],
    counterSamples: [
      `[{"Id": "sha256:${C}", "RepoTags": ["busybox:1.35"]}]`,
      `[{"Name": "bridge", "Id": "${C}", "Driver": "bridge"}]`,
    ],
  },
  'docker-ps-json': {
    samples: [
      {
        text: `{"Command":"\\"sleep 3600\\"","CreatedAt":"2026-11-23 15:43:51 +0800 CST","ID":"5a0b6c420d6f","Image":"busybox:1.35","Labels":"","LocalVolumes":"0","Mounts":"","Names":"billing","Networks":"none","Ports":"","RunningFor":"2 hours ago","Size":"0B","State":"exited","Status":"Exited (137) 2 hours ago"}`,
        tells: ['docker ps 5a0b6c420d6f billing busybox:1.35 ended 137 - to - 3600..10800 s ago at Exited'],
      },
    ],
    counterSamples: [`{"ID":"sha256:1","Repository":"busybox"}`],
  },
  'docker-events-json': {
    samples: [
      {
        text: `{"status":"die","id":"${C}","from":"busybox:1.35","Type":"container","Action":"die","Actor":{"ID":"${C}","Attributes":{"exitCode":"137","image":"busybox:1.35","name":"billing"}},"scope":"local","time":1795419862,"timeNano":1795419862621960951}`,
        tells: [
          'docker events die 5a0b6c420d6f 2026-11-23T07:44:22.621960951Z exitCode=137 image=busybox:1.35 name=billing',
        ],
      },
      {
        text: `{"Type":"network","Action":"connect","Actor":{"ID":"${SANDBOX}","Attributes":{"container":"${C}"}},"scope":"local","time":1795419862,"timeNano":1795419862621960951}`,
        tells: [],
      },
    ],
    counterSamples: [`{"Action":"die","id":"${C}"}`],
  },
  'docker-ps': {
    samples: [
      {
        text: `CONTAINER ID   IMAGE          COMMAND        CREATED         STATUS                       PORTS     NAMES
5a0b6c420d6f   busybox:1.35   "sleep 3600"   2 minutes ago   Exited (137) 2 minutes ago             billing
82850de6c324   busybox:1.35   "sh -c 'x y'"  3 hours ago     Up About an hour (healthy)             report,web/alias
`,
        tells: [
          'docker ps 5a0b6c420d6f billing busybox:1.35 ended 137 - to - 60..180 s ago at Exited',
          'docker ps 82850de6c324 report busybox:1.35 running - to - at Up',
        ],
      },
      {
        text: `NAMES     STATUS                   CONTAINER ID
billing   Exited (1) 3 weeks ago   ${C}
[root@vm ~]# uname -a
`,
        tells: ['docker ps 5a0b6c420d6f billing - ended 1 - to - 1209600..2419200 s ago at Exited'],
      },
      {
        text: `NAMES     STATUS
billing   Restarting (1) 5 seconds ago
report    Created
`,
        tells: [
          'docker ps - billing - restarting 1 - to - 4..6 s ago at Restarting',
          'docker ps - report - never-started - - to - at Created',
        ],
      },
    ],
    counterSamples: [
      'REPOSITORY   TAG   IMAGE ID\nbusybox      1.35  5a0b6c420d6f',
      'IMAGE   STATUS\nx       Up 2 hours',
    ],
  },
  'docker-events': {
    samples: [
      {
        text: `2026-11-23T15:44:20.593224996+08:00 container kill ${C} (image=busybox:1.35, name=billing, signal=15)
2026-11-23T15:44:22.621960951+08:00 container die ${C} (exitCode=137, image=busybox:1.35, label=a, b, name=billing)
2026-11-23T15:44:22.700000000+08:00 network disconnect ${SANDBOX} (container=${C}, name=bridge, type=bridge)
2026-11-23T15:44:23.000000000+08:00 container exec_start: ip a  ${C} (execID=${SANDBOX}, image=busybox:1.35, name=billing)
`,
        tells: [
          'docker events kill 5a0b6c420d6f 2026-11-23T07:44:20.593224996Z image=busybox:1.35 name=billing signal=15',
          'docker events die 5a0b6c420d6f 2026-11-23T07:44:22.621960951Z exitCode=137 image=busybox:1.35 label=a, b name=billing',
          `docker events exec_start: ip a 5a0b6c420d6f 2026-11-23T07:44:23.000000000Z execID=${SANDBOX} image=busybox:1.35 name=billing`,
        ],
      },
    ],
    counterSamples: [`2026-11-23T15:44:20.593224996+08:00 vm dockerd[1]: container die ${C}`],
  },
  'crictl-inspect': {
    samples: [
      {
        text: `{
  "status": {
    "id": "${C}",
    "metadata": {"attempt": 3, "name": "web"},
    "state": "CONTAINER_EXITED",
    "createdAt": "2026-11-23T15:43:50.5+08:00",
    "startedAt": "2026-11-23T15:43:51.936224996+08:00",
    "finishedAt": "2026-11-23T15:44:22.621960951+08:00",
    "exitCode": 137,
    "image": {"image": "docker.io/library/nginx:1.25"},
    "reason": "OOMKilled",
    "message": "",
    ${CRI_LABELS}
  },
  "info": {"sandboxID": "${SANDBOX}", "pid": 0, "runtimeSpec": {"process": {"args": ["nginx"]}}}
}
`,
        tells: [
          'crictl inspect 5a0b6c420d6f prod/web-0/web docker.io/library/nginx:1.25 ended 137 oom 2026-11-23T07:43:51.936224996Z to 2026-11-23T07:44:22.621960951Z restarts 3 at 137',
        ],
      },
      {
        text: `{"status": {"id": "${C}", "metadata": {"attempt": 0, "name": "web"}, "state": "CONTAINER_EXITED", "startedAt": "2026-11-23T15:43:51.9+08:00",
"finishedAt": "2026-11-23T15:44:22.6+08:00", "exitCode": 255, "reason": "Unknown", ${CRI_LABELS}}}`,
        tells: [
          'crictl inspect 5a0b6c420d6f prod/web-0/web - ended 255 unseen 2026-11-23T07:43:51.9Z to 2026-11-23T07:44:22.6Z restarts 0 at 255',
        ],
      },
      {
        text: `{"status": {"id": "${C}", "metadata": {"attempt": 0, "name": "web"}, "state": "CONTAINER_EXITED", "startedAt": "0001-01-01T00:00:00Z",
"finishedAt": "2026-11-23T15:44:22.6+08:00", "exitCode": 128, "reason": "StartError", "message": "failed to create containerd task", ${CRI_LABELS}}}`,
        tells: [
          'crictl inspect 5a0b6c420d6f prod/web-0/web - never-started 128 - to 2026-11-23T07:44:22.6Z error failed to create containerd task restarts 0 at 128',
        ],
      },
    ],
    counterSamples: [`{"status": {"id": "${C}", "state": "SANDBOX_READY", "metadata": {}}}`],
  },
  'crictl-inspectp': {
    samples: [
      {
        text: `{"status": {"id": "${SANDBOX}", "metadata": {"attempt": 1, "name": "web-0", "namespace": "prod", "uid": "u"}, "state": "SANDBOX_NOTREADY", "createdAt": "2026-11-23T15:43:50+08:00"}, "info": {"image": "registry.k8s.io/pause:3.9"}}`,
        tells: ['crictl inspectp 82850de6c324 prod/web-0 registry.k8s.io/pause:3.9 restarts 1'],
      },
    ],
    counterSamples: [`{"status": {"conditions": {}}}`],
  },
  'crictl-ps': {
    samples: [
      {
        text: `CONTAINER           IMAGE               CREATED             STATE               NAME                ATTEMPT             POD ID              POD
5a0b6c420d6fc       9c7a54a9a43cc       2 hours ago         Exited              web                 3                   82850de6c324d       web-0
82850de6c3241       9c7a54a9a43cc       About an hour ago   Running             web                 4                   82850de6c324d       web-0
`,
        tells: [
          'crictl ps 5a0b6c420d6fc - 9c7a54a9a43cc restarts 3',
          'crictl ps 82850de6c3241 - 9c7a54a9a43cc running - to - restarts 4 at 82850de6c3241',
        ],
      },
    ],
    counterSamples: ['POD ID              CREATED             STATE\n82850de6c324d       2 hours ago         Ready'],
  },
  'kubectl-pod': {
    samples: [
      {
        text: POD_JSON,
        tells: [
          'kubectl 5a0b6c420d6f prod/web-0/web docker.io/library/nginx:1.25 running 2026-11-23T07:44:25Z to - restarts 3 at 2026-11-23T07',
          'kubectl 82850de6c324 prod/web-0/web docker.io/library/nginx:1.25 ended 137 oom 2026-11-23T07:43:51Z to 2026-11-23T07:44:22Z at 137',
        ],
      },
      {
        text: `{"apiVersion": "v1", "kind": "List", "items": [{"kind": "Service"}, ${POD_JSON}]}`,
        tells: [
          'kubectl 5a0b6c420d6f prod/web-0/web docker.io/library/nginx:1.25 running 2026-11-23T07:44:25Z to - restarts 3 at 2026-11-23T07',
          'kubectl 82850de6c324 prod/web-0/web docker.io/library/nginx:1.25 ended 137 oom 2026-11-23T07:43:51Z to 2026-11-23T07:44:22Z at 137',
        ],
      },
      {
        text: POD_YAML,
        tells: [
          'kubectl 5a0b6c420d6f prod/web-0/web nginx:1.25 ended 1 2026-11-23T07:43:51Z to 2026-11-23T07:44:22Z restarts 0 at 1',
        ],
      },
      {
        text: POD_JSON.replace('"OOMKilled"', '"ContainerStatusUnknown"'),
        tells: [
          'kubectl 5a0b6c420d6f prod/web-0/web docker.io/library/nginx:1.25 running 2026-11-23T07:44:25Z to - restarts 3 at 2026-11-23T07',
          'kubectl 82850de6c324 prod/web-0/web docker.io/library/nginx:1.25 ended 137 unseen 2026-11-23T07:43:51Z to 2026-11-23T07:44:22Z at 137',
        ],
      },
    ],
    counterSamples: ['{"kind": "Service", "metadata": {"name": "web"}}', 'apiVersion: v1\nkind: Service\n'],
  },
  'kubectl-event': {
    samples: [
      {
        text: `{"kind": "Event", "involvedObject": {"kind": "Pod", "namespace": "prod", "name": "web-0", "fieldPath": "spec.containers{web}"}, "reason": "Killing", "message": "Stopping container web", "lastTimestamp": "2026-11-23T07:44:22Z"}`,
        tells: ['kubectl Killing prod/web-0/web 2026-11-23T07:44:22Z message=Stopping container web'],
      },
    ],
    counterSamples: ['{"kind": "Event"}'],
  },
  'kubectl-describe': {
    samples: [
      {
        text: DESCRIBE,
        tells: [
          'kubectl describe 10045ee314af prod/web-0/setup busybox:1.35 ended 0 2026-11-23T07:43:41Z to 2026-11-23T07:43:42Z restarts 0 at Exit',
          'kubectl describe 5a0b6c420d6f prod/web-0/web nginx:1.25 ended 137 oom 2026-11-23T07:43:51Z to 2026-11-23T07:44:22Z restarts 3 at Exit',
        ],
      },
      {
        text: DESCRIBE.replace(
          'Waiting\n      Reason:       CrashLoopBackOff',
          'Running\n      Started:      Mon, 23 Nov 2026 15:44:25 +0800',
        ),
        tells: [
          'kubectl describe 10045ee314af prod/web-0/setup busybox:1.35 ended 0 2026-11-23T07:43:41Z to 2026-11-23T07:43:42Z restarts 0 at Exit',
          'kubectl describe 5a0b6c420d6f prod/web-0/web nginx:1.25 running 2026-11-23T07:44:25Z to - restarts 3 at State',
          'kubectl describe - prod/web-0/web nginx:1.25 ended 137 oom 2026-11-23T07:43:51Z to 2026-11-23T07:44:22Z at Exit',
        ],
      },
    ],
    counterSamples: ['Name:   web-0\nStatus: Running'],
  },
};
