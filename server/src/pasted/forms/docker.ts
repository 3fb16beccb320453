// What docker prints as JSON: inspect, ps, events. The fields are those of Docker's API (moby api/types, 1.12 to 29).
import { idOf, NO_RUN, NOTHING_TOLD, type ObjectForm } from '../form';
import type { Spot, ToldCreation, ToldEvent, ToldRun } from '../model';
import { find, flagAt, itemsAt, numberAt, textAt, type Node } from '../value';
import { ofSeconds, readMoment } from '../times';
import { psContainer } from './dockerPs';

/** What dockerd sets where a start fails (moby daemon/start.go, errors.go). */
const START_CODES = [126, 127, 128];

export const dockerInspect: ObjectForm = {
  id: 'docker-inspect',
  source: 'moby api/types/types.go, ContainerJSON; container/state.go',
  read: (node, spotOf) => {
    const id = idOf(textAt(node, 'Id'));
    const state = find(node, 'State');
    if (id === null || state?.kind !== 'members' || find(node, 'Name') === null) return null;
    const name = textAt(node, 'Name')?.replace(/^\//, '');
    return {
      containers: [
        {
          ...NOTHING_TOLD,
          by: 'docker inspect',
          id,
          at: spotOf(find(node, 'Id') ?? node),
          names: name === undefined ? [] : [name],
          image: textAt(node, 'Config', 'Image') ?? textAt(node, 'Image'),
          creation: creationOf(node),
          created: readMoment(textAt(node, 'Created')),
          restarts: numberAt(node, 'RestartCount'),
          run: runOf(state, spotOf),
        },
      ],
    };
  },
};

function creationOf(node: Node): ToldCreation {
  const path = textAt(node, 'Path');
  const args = itemsAt(node, 'Args').flatMap(item => (item.kind === 'scalar' ? (item.text ?? '') : []));
  return {
    command: path === null ? null : [path, ...args],
    init: flagAt(node, 'HostConfig', 'Init'),
    autoRemove: flagAt(node, 'HostConfig', 'AutoRemove') ?? false,
  };
}

function runOf(state: Node, spotOf: (node: Node) => Spot): ToldRun {
  const started = readMoment(textAt(state, 'StartedAt'));
  const running = flagAt(state, 'Running') === true;
  const restarting = flagAt(state, 'Restarting') === true;
  const error = textAt(state, 'Error');
  const code = numberAt(state, 'ExitCode');
  const base = {
    ...NO_RUN,
    started,
    error,
    at: spotOf((running && !restarting ? null : find(state, 'ExitCode')) ?? find(state, 'Status') ?? state),
  };
  // While it runs, the other values are those of the run before.
  if (running && !restarting) return { ...base, state: 'running', initPid: pidOf(state) };
  if (started === null) return { ...base, state: 'never-started', exitCode: error === null ? null : code };
  // A start that failed behind this run leaves its own code in place of the run's.
  const ofStart = error !== null && code !== null && START_CODES.includes(code);
  return {
    ...base,
    state: restarting ? 'restarting' : 'ended',
    finished: readMoment(textAt(state, 'FinishedAt')),
    exitCode: ofStart ? null : code,
    oomKilled: flagAt(state, 'OOMKilled') === true,
  };
}

function pidOf(state: Node): number | null {
  const pid = numberAt(state, 'Pid');
  return pid !== null && pid > 0 ? pid : null;
}

export const dockerPsJson: ObjectForm = {
  id: 'docker-ps-json',
  source: 'docker/cli cli/command/formatter/container.go',
  read: (node, spotOf) => {
    if (idOf(textAt(node, 'ID')) === null || textAt(node, 'Status') === null) return null;
    const container = psContainer(name => {
      const cell = find(node, name);
      return cell?.kind === 'scalar' && cell.text !== null ? { text: cell.text, at: spotOf(cell) } : null;
    }, true);
    return container && { containers: [container] };
  },
};

export const dockerEventsJson: ObjectForm = {
  id: 'docker-events-json',
  source: 'moby api/types/events/events.go, Message',
  read: (node, spotOf) => {
    const action = textAt(node, 'Action');
    const id = idOf(textAt(node, 'Actor', 'ID'));
    if (action === null || textAt(node, 'Type') === null || find(node, 'Actor') === null) return null;
    const time = readMoment(textAt(node, 'timeNano')) ?? ofSeconds(numberAt(node, 'time'));
    if (textAt(node, 'Type') !== 'container' || id === null) return {};
    const attributes = find(node, 'Actor', 'Attributes');
    const event: ToldEvent = {
      by: 'docker events',
      time,
      at: spotOf(node),
      action,
      id,
      pod: null,
      attributes: new Map(
        attributes?.kind === 'members'
          ? [...attributes.members].flatMap(([name, value]) =>
              value.kind === 'scalar' && value.text !== null ? [[name, value.text] as const] : [],
            )
          : [],
      ),
    };
    return { events: [event] };
  },
};
