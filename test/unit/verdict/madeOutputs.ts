// What docker would have printed of the containers of a capture, made of what truly happened: inspect, ps, events.
import type { Capture } from './captures';

type TrueContainer = Capture['truth']['containers'][number];

const NEVER = '0001-01-01T00:00:00Z';

function isUp({ status }: TrueContainer): boolean {
  return status === 'running';
}

/** `docker inspect` of all containers, as docker 20.10 prints it; of those that were removed as they were before. */
export function madeInspects({ truth }: Pick<Capture, 'truth'>): string {
  return JSON.stringify(
    truth.containers.map(container => {
      const last = container.runs.at(-1);
      // While a container runs, docker keeps when it ended before.
      const finished = isUp(container) ? container.runs.at(-2)?.finished : last?.finished;
      return {
        Id: container.id,
        Created: container.created,
        Path: 'sh',
        Args: ['-c', container.command],
        State: {
          Status: container.status === 'removed' ? 'exited' : container.status,
          Running: isUp(container),
          Paused: false,
          Restarting: false,
          OOMKilled: container.oom_killed ?? false,
          Dead: false,
          Pid: isUp(container) ? container.init_pids.at(-1) : 0,
          ExitCode: isUp(container) ? 0 : (container.exit_code ?? 0),
          Error: container.error,
          StartedAt: last?.started ?? NEVER,
          FinishedAt: finished ?? NEVER,
        },
        Name: `/${container.name}`,
        RestartCount: container.restart_count,
        HostConfig: { AutoRemove: false, Init: container.options.includes('--init') },
        Config: { Image: container.image },
      };
    }),
    null,
    4,
  );
}

/** go-units HumanDuration, up to hours. */
function ago(seconds: number): string {
  if (seconds < 1) return 'Less than a second';
  if (seconds < 60) return `${String(Math.floor(seconds))} second${seconds < 2 ? '' : 's'}`;
  if (seconds < 120) return 'About a minute';
  if (seconds < 3600) return `${String(Math.floor(seconds / 60))} minutes`;
  const hours = Math.floor(seconds / 3600 + 0.5);
  return hours === 1 ? 'About an hour' : `${String(hours)} hours`;
}

/** `docker ps -a` so many seconds behind the last end. */
export function madePs({ truth }: Pick<Capture, 'truth'>, later: number): string {
  const ends = truth.containers.flatMap(({ runs }) => runs.flatMap(({ finished }) => finished ?? []));
  const now = Math.max(...ends.map(end => Date.parse(end))) + later * 1000;
  const since = (time: string | null | undefined): string => ago((now - Date.parse(time ?? '')) / 1000);
  const rows = truth.containers
    .filter(({ status }) => status !== 'removed')
    .map(container => {
      const last = container.runs.at(-1);
      const status = !last
        ? 'Created'
        : isUp(container)
          ? `Up ${since(last.started)}`
          : `Exited (${String(container.exit_code)}) ${since(last.finished)} ago`;
      const created = `${since(container.created)} ago`;
      return [container.id.slice(0, 12), container.image, '"sh -c x"', created, status, '', container.name];
    });
  const table = [['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map(row => (row[column] ?? '').length)) + 3) ?? [];
  return table.map(row => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('')}\n`).join('');
}

/** A moment some milliseconds later, as docker writes it. */
function behind(time: string, milliseconds: number): string {
  const [seconds = '', fraction = ''] = time.replace('Z', '').split('.');
  const ns =
    BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n +
    BigInt(fraction.padEnd(9, '0')) +
    BigInt(milliseconds) * 1_000_000n;
  return `${new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 19)}.${String(ns % 1_000_000_000n).padStart(9, '0')}Z`;
}

/**
 * `docker events` of creations, starts, signals, OOM kills, ends and removals, as text or as JSON. dockerd tells of a start and
 * of an end a little later than they were, in this order.
 */
export function madeEvents({ truth }: Pick<Capture, 'truth'>, form: 'text' | 'json'): string {
  const events = truth.containers.flatMap(container => {
    const { id, image, name } = container;
    const one = (time: string | null, late: number, action: string, more: Readonly<Record<string, string>> = {}) =>
      time === null ? [] : [{ time: behind(time, late), action, id, attributes: { ...more, image, name } }];
    const signals = container.kills.filter(({ target, comm }) => target === 'init' && comm === 'runc');
    const asked = container.runs.some(({ cause }) => cause === 'stopped' || cause === 'killed') ? signals : [];
    return [
      ...one(container.created, 0, 'create'),
      ...asked.flatMap(({ time, signal }) => one(time, 0, 'kill', { signal: String(signal) })),
      ...container.runs.flatMap(run => [
        ...one(run.started, 1, 'start'),
        ...(run.oom_killed === true ? one(run.finished, 1, 'oom') : []),
        ...(run.exit_code === null ? [] : one(run.finished, 5, 'die', { exitCode: String(run.exit_code) })),
      ]),
      ...one(container.removed, 0, 'destroy'),
    ];
  });
  return events
    .sort((a, b) => (a.time < b.time ? -1 : 1))
    .map(({ time, action, id, attributes }) => {
      if (form === 'text') {
        const words = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
        return `${time} container ${action} ${id} (${words.join(', ')})\n`;
      }
      const seconds = Date.parse(`${time.slice(0, 19)}Z`) / 1000;
      const message = {
        status: action,
        id,
        Type: 'container',
        Action: action,
        Actor: { ID: id, Attributes: attributes },
        scope: 'local',
        time: seconds,
      };
      return `${JSON.stringify(message).slice(0, -1)},"timeNano":${String(seconds)}${time.slice(20, 29)}}\n`;
    })
    .join('');
}
