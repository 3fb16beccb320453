// What crictl prints: inspect, inspectp, ps. The fields are those of CRI (cri-api runtime/v1, api.proto).
import { idOf, NO_RUN, NOTHING_TOLD, podNames, type LineForm, type ObjectForm } from '../form';
import type { Spot, ToldContainer, ToldPod, ToldRun } from '../model';
import { find, itemsAt, numberAt, textAt, type Node } from '../value';
import { readTable, takeRows } from '../table';
import { readAgo, readMoment } from '../times';

const LABEL = 'io.kubernetes.';
/** containerd lost the container and says so with this reason and 255 (internal/cri/server, unknownExitReason). */
const LOST = 'Unknown';

export const crictlInspect: ObjectForm = {
  id: 'crictl-inspect',
  source: 'cri-api runtime/v1 ContainerStatus; containerd internal/cri/server/container_status.go',
  read: (node, spotOf) => {
    const status = find(node, 'status');
    const id = idOf(textAt(status, 'id'));
    const state = textAt(status, 'state');
    if (!status || id === null || !state?.startsWith('CONTAINER_')) return null;
    const labels = find(status, 'labels');
    const pod = podOf(labels, textAt(status, 'metadata', 'name'), idOf(textAt(node, 'info', 'sandboxID')));
    const args = itemsAt(node, 'info', 'runtimeSpec', 'process', 'args');
    return {
      containers: [
        {
          ...NOTHING_TOLD,
          by: 'crictl inspect',
          id,
          at: spotOf(find(status, 'id') ?? status),
          names: podNames(pod.namespace, pod.pod, pod.name),
          image: textAt(status, 'image', 'image') ?? textAt(status, 'imageRef'),
          pod,
          creation:
            args.length === 0
              ? null
              : {
                  command: args.flatMap(arg => (arg.kind === 'scalar' ? (arg.text ?? '') : [])),
                  init: false,
                  autoRemove: false,
                },
          created: readMoment(textAt(status, 'createdAt')),
          restarts: numberAt(status, 'metadata', 'attempt'),
          run: runOf(status, state, numberAt(node, 'info', 'pid'), spotOf),
        },
      ],
    };
  },
};

function podOf(labels: Node | null, name: string | null, sandbox: string | null): ToldPod {
  return {
    namespace: textAt(labels, `${LABEL}pod.namespace`),
    pod: textAt(labels, `${LABEL}pod.name`),
    name: textAt(labels, `${LABEL}container.name`) ?? name,
    sandbox,
  };
}

function runOf(status: Node, state: string, pid: number | null, spotOf: (node: Node) => Spot): ToldRun {
  const started = readMoment(textAt(status, 'startedAt'));
  const ended = state === 'CONTAINER_EXITED';
  const reason = textAt(status, 'reason');
  const place = (ended ? find(status, 'exitCode') : null) ?? find(status, 'state') ?? status;
  const base = { ...NO_RUN, started, at: spotOf(place) };
  if (state === 'CONTAINER_RUNNING')
    return { ...base, state: 'running', initPid: pid !== null && pid > 0 ? pid : null };
  if (!ended) return { ...base, state: started === null ? 'never-started' : 'unknown' };
  return {
    ...base,
    state: started === null ? 'never-started' : 'ended',
    finished: readMoment(textAt(status, 'finishedAt')),
    exitCode: numberAt(status, 'exitCode'),
    observed: reason !== LOST,
    oomKilled: reason === 'OOMKilled',
    error: reason === 'StartError' ? (textAt(status, 'message') ?? reason) : null,
  };
}

export const crictlInspectp: ObjectForm = {
  id: 'crictl-inspectp',
  source: 'cri-api runtime/v1 PodSandboxStatus',
  read: (node, spotOf) => {
    const status = find(node, 'status');
    const id = idOf(textAt(status, 'id'));
    if (!status || id === null || textAt(status, 'state')?.startsWith('SANDBOX_') !== true) return null;
    const pod = sandboxPlace(status, id);
    return {
      containers: [
        {
          ...NOTHING_TOLD,
          by: 'crictl inspectp',
          id,
          at: spotOf(find(status, 'id') ?? status),
          names: podNames(pod.namespace, pod.pod, null, true),
          image: textAt(node, 'info', 'image'),
          pod,
          created: readMoment(textAt(status, 'createdAt')),
          restarts: numberAt(status, 'metadata', 'attempt'),
        },
      ],
    };
  },
};

function sandboxPlace(status: Node, id: string): ToldPod {
  const [namespace, pod] = [textAt(status, 'metadata', 'namespace'), textAt(status, 'metadata', 'name')];
  return { namespace, pod, name: null, sandbox: id };
}

/** The columns of `crictl ps`: the first was `CONTAINER ID` once, the last two came with 1.23 and 1.31. */
const HEADERS: Readonly<Record<string, string>> = {
  CONTAINER: 'id',
  'CONTAINER ID': 'id',
  IMAGE: 'image',
  CREATED: 'created',
  STATE: 'state',
  NAME: 'name',
  ATTEMPT: 'attempt',
  'POD ID': 'sandbox',
  POD: 'pod',
  NAMESPACE: 'namespace',
};

export const crictlPs: LineForm = {
  id: 'crictl-ps',
  source: 'cri-tools cmd/crictl/container.go, ListContainers',
  read: (lines, line) => {
    const table = readTable(lines, line, HEADERS);
    if (!table?.names.includes('sandbox') || !table.names.includes('id')) return null;
    const containers = takeRows(table, cell =>
      psRow(name => cell(name)?.text ?? null, cell('id')?.at ?? { line, column: 0 }),
    );
    return { containers, end: line + 1 + containers.length };
  },
};

function psRow(cell: (name: string) => string | null, at: Spot): ToldContainer | null {
  const id = idOf(cell('id'));
  if (id === null) return null;
  const text = (name: string): string | null => (cell(name) === '' ? null : cell(name));
  const pod = { namespace: text('namespace'), pod: text('pod'), name: text('name'), sandbox: idOf(cell('sandbox')) };
  return {
    ...NOTHING_TOLD,
    by: 'crictl ps',
    id,
    at,
    names: podNames(pod.namespace, pod.pod, pod.name),
    image: text('image'),
    pod,
    createdAgo: readAgo(cell('created') ?? ''),
    restarts: /^\d{1,9}$/.test(cell('attempt') ?? '') ? Number(cell('attempt')) : null,
    run: cell('state') === 'Running' ? { ...NO_RUN, state: 'running', at } : null,
  };
}
