// What kubectl prints as JSON or YAML: pods with the state of their containers, and events (core/v1).
import { idOf, NO_RUN, NOTHING_TOLD, podNames, type ObjectForm } from '../form';
import type { Spot, ToldContainer, ToldPod, ToldRun } from '../model';
import { find, itemsAt, numberAt, textAt, type Node } from '../value';
import { readMoment } from '../times';

type SpotOf = (node: Node) => Spot;

/** The kubelet makes up 137 where it finds no container any more (pkg/kubelet/kubelet_pods.go). */
export const LOST_REASONS: readonly string[] = ['ContainerStatusUnknown', 'Unknown'];

export const kubernetesPod: ObjectForm = {
  id: 'kubectl-pod',
  source: 'k8s.io/api core/v1 PodStatus, ContainerStatus',
  read: (node, spotOf) => {
    if (textAt(node, 'kind') !== 'Pod') return null;
    const place = { namespace: textAt(node, 'metadata', 'namespace'), pod: textAt(node, 'metadata', 'name') };
    const kinds = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'];
    const statuses = kinds.flatMap(kind => itemsAt(node, 'status', kind));
    return { containers: statuses.flatMap(status => containersOf(status, place, spotOf)) };
  },
};

/** The container that is there, and the one before it, which is another one with an id of its own. */
function containersOf(status: Node, place: Pick<ToldPod, 'namespace' | 'pod'>, spotOf: SpotOf): ToldContainer[] {
  const pod: ToldPod = { ...place, name: textAt(status, 'name'), sandbox: null };
  const own = idOf(textAt(status, 'containerID'));
  const restarts = numberAt(status, 'restartCount');
  const states = ['state', 'lastState'].flatMap(name => {
    const state = find(status, name);
    const run = state && runOf(state, spotOf);
    if (!run) return [];
    const id = idOf(textAt(state, 'terminated', 'containerID')) ?? (name === 'state' ? own : null);
    return [{ id, run }];
  });
  return states.map(({ id, run }) => ({
    ...NOTHING_TOLD,
    by: 'kubectl',
    id,
    at: run.at,
    names: podNames(pod.namespace, pod.pod, pod.name),
    image: textAt(status, 'image'),
    pod,
    restarts: id === own ? restarts : null,
    run,
  }));
}

function runOf(state: Node, spotOf: SpotOf): ToldRun | null {
  const running = find(state, 'running');
  if (running) {
    const started = readMoment(textAt(running, 'startedAt'));
    return { ...NO_RUN, state: 'running', started, at: spotOf(find(running, 'startedAt') ?? running) };
  }
  const ended = find(state, 'terminated');
  if (!ended) return null;
  const reason = textAt(ended, 'reason');
  const started = readMoment(textAt(ended, 'startedAt'));
  return terminated(
    {
      started,
      finished: readMoment(textAt(ended, 'finishedAt')),
      exitCode: numberAt(ended, 'exitCode'),
      message: textAt(ended, 'message'),
      reason,
    },
    spotOf(find(ended, 'exitCode') ?? ended),
  );
}

/** A terminated state as the kubelet tells it. */
export function terminated(
  {
    started,
    finished,
    exitCode,
    message,
    reason,
  }: Pick<ToldRun, 'started' | 'finished' | 'exitCode'> & {
    readonly message: string | null;
    readonly reason: string | null;
  },
  at: Spot,
): ToldRun {
  const failed = reason === 'StartError' || reason === 'ContainerCannotRun' || reason === 'CreateContainerError';
  return {
    ...NO_RUN,
    state: failed ? 'never-started' : 'ended',
    started: failed ? null : started,
    finished,
    exitCode,
    observed: reason === null || !LOST_REASONS.includes(reason),
    oomKilled: reason === 'OOMKilled',
    error: failed ? (message ?? reason) : null,
    at,
  };
}

/** `spec.containers{web}` (kubelet container/helpers.go, GenerateContainerRef). */
const FIELD = /^spec\.(?:initContainers|containers|ephemeralContainers)\{([^}]{1,253})\}$/;

export const kubernetesEvent: ObjectForm = {
  id: 'kubectl-event',
  source: 'k8s.io/api core/v1 Event',
  read: (node, spotOf) => {
    const about = find(node, 'involvedObject') ?? find(node, 'regarding');
    const action = textAt(node, 'reason');
    if (textAt(node, 'kind') !== 'Event' || !about || action === null) return null;
    if (textAt(about, 'kind') !== 'Pod') return {};
    const time =
      readMoment(textAt(node, 'lastTimestamp')) ??
      readMoment(textAt(node, 'deprecatedLastTimestamp')) ??
      readMoment(textAt(node, 'eventTime'));
    const pod = {
      namespace: textAt(about, 'namespace'),
      pod: textAt(about, 'name'),
      name: FIELD.exec(textAt(about, 'fieldPath') ?? '')?.[1] ?? null,
      sandbox: null,
    };
    const said = textAt(node, 'message') ?? textAt(node, 'note') ?? '';
    const at = spotOf(find(node, 'reason') ?? node);
    return { events: [{ by: 'kubectl', time, at, action, id: null, pod, attributes: new Map([['message', said]]) }] };
  },
};
