// How dockerd and containerd word what happens to a container: one row per wording, each with real samples.
import type { LogrusEntry } from '../daemon/logrus';
import { logrusValue } from '../daemon/logrus';
import { message, type Message } from '../message';
import { isId } from './ids';
import type { EventKind } from './model';

/** What a line says of a container. Ids are whole ids; a name is what a user typed into an API call. */
export interface Statement {
  readonly kind: EventKind;
  readonly text: Message;
  readonly container: string | null;
  readonly exec: string | null;
  readonly shimPid: number | null;
}

interface WordingRow {
  readonly id: string;
  /** Where the wording is from. */
  readonly seen: string;
  /** On the message, escapes resolved. */
  readonly pattern: RegExp;
  /** Null where the line names no container after all. */
  readonly read: (match: RegExpExecArray, entry: LogrusEntry) => Statement | null;
  readonly samples: readonly {
    readonly line: string;
    readonly kind: EventKind;
    readonly container?: string;
    readonly exec?: string;
  }[];
  readonly counterSamples: readonly string[];
}

const A = 'de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517';
const EXEC = '0f80962a9b908b89ea5af2f20f361e9dc10cfee6986cdc29d59e040e863427ef';
const B = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';

const NOTHING = { container: null, exec: null, shimPid: null };

function ofContainer(
  kind: EventKind,
  text: Message,
  container: string | null | undefined,
  more: Partial<Statement> = {},
): Statement | null {
  return container && isId(container) ? { ...NOTHING, kind, text, container, ...more } : null;
}

function ofExec(kind: EventKind, text: Message, exec: string, container: string | null = null): Statement {
  return { ...NOTHING, kind, text, exec, container };
}

export const wordings: readonly WordingRow[] = [
  {
    id: 'exec-created',
    seen: 'dockerd 17 to 20.10, debug (api/server/middleware/debug.go)',
    pattern: /^Calling POST (?:\/v[\d.]+)?\/containers\/([^/?\s]+)\/exec$/,
    read: match => ofContainer('exec-created', message('container.exec-created'), match[1]),
    samples: [
      {
        line: `time="2020-02-25T22:07:13.374422177+08:00" level=debug msg="Calling POST /v1.39/containers/${A}/exec"`,
        kind: 'exec-created',
        container: A,
      },
    ],
    counterSamples: [
      'time="2026-11-23T15:43:51.388864856+08:00" level=debug msg="Registering POST, /containers/{name:.*}/exec"',
    ],
  },
  {
    id: 'exec-start-asked',
    seen: 'dockerd 17 to 20.10, debug',
    pattern: /^Calling POST (?:\/v[\d.]+)?\/exec\/([0-9a-f]{64})\/start$/,
    read: match =>
      ofExec('exec-start-asked', message('container.exec-start-asked', { exec: short(match[1]) }), match[1] ?? ''),
    samples: [
      {
        line: `time="2020-02-25T22:07:13.376137747+08:00" level=debug msg="Calling POST /v1.39/exec/${EXEC}/start"`,
        kind: 'exec-start-asked',
        exec: EXEC,
      },
    ],
    counterSamples: [
      'time="2026-11-23T15:43:51.388889884+08:00" level=debug msg="Registering POST, /exec/{name:.*}/start"',
    ],
  },
  {
    id: 'exec-started',
    seen: 'dockerd 1.13 to 20.10, debug (daemon/exec.go)',
    pattern: /^starting exec command ([0-9a-f]{64}) in container ([0-9a-f]{64})$/,
    read: match =>
      ofExec(
        'exec-started',
        message('container.exec-started', { exec: short(match[1]) }),
        match[1] ?? '',
        match[2] ?? null,
      ),
    samples: [
      {
        line: `time="2020-02-25T22:07:13.376409211+08:00" level=debug msg="starting exec command ${EXEC} in container ${A}"`,
        kind: 'exec-started',
        container: A,
        exec: EXEC,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'exec-inspected',
    seen: 'dockerd 17 to 20.10, debug',
    pattern: /^Calling GET (?:\/v[\d.]+)?\/exec\/([0-9a-f]{64})\/json$/,
    read: match =>
      ofExec('exec-inspected', message('container.exec-inspected', { exec: short(match[1]) }), match[1] ?? ''),
    samples: [
      {
        line: `time="2020-02-25T22:07:13.749102092+08:00" level=debug msg="Calling GET /v1.39/exec/${EXEC}/json"`,
        kind: 'exec-inspected',
        exec: EXEC,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'inspected',
    seen: 'dockerd 17 to 20.10, debug',
    pattern: /^Calling GET (?:\/v[\d.]+)?\/containers\/([0-9a-f]{64})\/json(?:\?\S*)?$/,
    read: match => ofContainer('inspected', message('container.inspected'), match[1]),
    samples: [
      {
        line: `time="2020-02-25T22:07:13.749102092+08:00" level=debug msg="Calling GET /v1.39/containers/${A}/json"`,
        kind: 'inspected',
        container: A,
      },
    ],
    counterSamples: [
      'time="2020-02-25T22:07:13.793241263+08:00" level=debug msg="Calling GET /v1.38/containers/json?all=1&limit=0"',
    ],
  },
  {
    id: 'api-call',
    seen: 'dockerd 17 to 20.10, debug',
    pattern: /^Calling ((?:POST|DELETE|PUT) (?:\/v[\d.]+)?\/containers\/([0-9a-f]{64})(?:[/?]\S*)?)$/,
    read: match => ofContainer('api-call', message('container.api-call', { call: match[1] ?? '' }), match[2]),
    samples: [
      {
        line: `time="2026-11-23T15:44:10.115470554+08:00" level=debug msg="Calling POST /v1.41/containers/${A}/wait?condition=next-exit"`,
        kind: 'api-call',
        container: A,
      },
    ],
    counterSamples: [
      'time="2026-11-23T15:44:10.115470554+08:00" level=debug msg="Calling POST /v1.41/containers/create?name=web"',
    ],
  },
  {
    id: 'signal-asked',
    seen: 'dockerd 1.8 to 20.10, debug (daemon/kill.go)',
    pattern: /^Sending kill signal (\d{1,2}) to container ([0-9a-f]{64})$/,
    read: match => ofContainer('signal-asked', message('container.signal-asked', { signal: match[1] ?? '' }), match[2]),
    samples: [
      {
        line: `time="2026-11-23T15:44:20.593000001+08:00" level=debug msg="Sending kill signal 15 to container ${A}"`,
        kind: 'signal-asked',
        container: A,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'stop-escalated',
    seen: 'dockerd 20.10 (daemon/stop.go)',
    pattern: /^Container failed to exit within \S+ of signal (\d{1,2}) - using the force$/,
    read: (match, entry) =>
      ofContainer(
        'stop-escalated',
        message('container.stop-escalated', { signal: match[1] ?? '' }),
        logrusValue(entry, 'container'),
      ),
    samples: [
      {
        line: `time="2026-11-23T15:44:22.593000001+08:00" level=info msg="Container failed to exit within 2s of signal 15 - using the force" container=${A}`,
        kind: 'stop-escalated',
        container: A,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'shim-started',
    seen: 'containerd 1.4 to 1.7, runtime v2 (runtime/v2/shim/shim.go)',
    pattern: /^starting signal loop$/,
    read: (_, entry) => {
      const pid = Number(logrusValue(entry, 'pid'));
      const id = /\/([0-9a-f]{64})$/.exec(logrusValue(entry, 'path') ?? '')?.[1];
      return ofContainer('shim-started', message('container.shim-started', { pid }), id, { shimPid: pid });
    },
    samples: [
      {
        line: `time="2026-11-23T15:43:51.936224996+08:00" level=info msg="starting signal loop" namespace=moby path=/run/containerd/io.containerd.runtime.v2.task/moby/${A} pid=17933 runtime=io.containerd.runc.v2`,
        kind: 'shim-started',
        container: A,
      },
    ],
    counterSamples: [
      'time="2026-11-23T15:44:22+08:00" level=info msg="starting signal loop" namespace=moby pid=990386 runtime=io.containerd.runc.v2',
    ],
  },
  {
    id: 'shim-reaped',
    seen: 'containerd 1.0 to 1.4, runtime v1 (runtime/v1/linux/runtime.go)',
    pattern: /^shim reaped$/,
    read: (_, entry) => ofContainer('shim-reaped', message('container.shim-reaped'), logrusValue(entry, 'id')),
    samples: [
      {
        line: `time="2020-02-19T16:00:07.204930762+08:00" level=info msg="shim reaped" id=${B}`,
        kind: 'shim-reaped',
        container: B,
      },
    ],
    counterSamples: ['time="2020-02-19T16:00:07.204930762+08:00" level=info msg="shim reaped"'],
  },
  {
    id: 'shim-cleaned-up',
    seen: 'containerd 1.0 to 1.4, runtime v1 (runtime/v1/linux/runtime.go, cleanupAfterDeadShim)',
    pattern: /^cleaning up after killed shim$/,
    read: (_, entry) => ofContainer('shim-cleaned-up', message('container.shim-cleaned-up'), logrusValue(entry, 'id')),
    samples: [
      {
        line: `time="2020-02-19T16:00:07.205071630+08:00" level=warning msg="cleaning up after killed shim" id=${B} namespace=moby`,
        kind: 'shim-cleaned-up',
        container: B,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'shim-disconnected',
    seen: 'containerd 1.3 to 1.7, runtime v2: after every end, whatever its cause',
    pattern: /^(?:shim disconnected|(cleaning up after shim disconnected))$/,
    read: (match, entry) =>
      ofContainer(
        'shim-disconnected',
        match[1] === undefined ? message('container.shim-disconnected') : message('container.shim-clean-up'),
        logrusValue(entry, 'id'),
      ),
    samples: [
      {
        line: `time="2026-11-23T15:44:22.621960951+08:00" level=info msg="shim disconnected" id=${A}`,
        kind: 'shim-disconnected',
        container: A,
      },
      {
        line: `time="2026-11-23T15:44:22.622060951+08:00" level=warning msg="cleaning up after shim disconnected" id=${A} namespace=moby`,
        kind: 'shim-disconnected',
        container: A,
      },
    ],
    counterSamples: ['time="2026-11-23T15:44:22.622160951+08:00" level=info msg="cleaning up dead shim"'],
  },
  {
    id: 'task-deleted',
    seen: 'dockerd 20.10 (libcontainerd/remote/client.go); 18.09 logs it without the container',
    pattern: /^ignoring event$/,
    read: (_, entry) =>
      logrusValue(entry, 'topic') === '/tasks/delete'
        ? ofContainer('task-deleted', message('container.task-deleted'), logrusValue(entry, 'container'))
        : null,
    samples: [
      {
        line: `time="2026-11-23T15:44:22.621960951+08:00" level=info msg="ignoring event" container=${A} module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"`,
        kind: 'task-deleted',
        container: A,
      },
    ],
    counterSamples: [
      'time="2020-02-19T16:00:08.305641212+08:00" level=info msg="ignoring event" module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"',
    ],
  },
];

/** Fields in which dockerd and containerd put a container's id whatever the message says. */
const CONTAINER_FIELDS = ['container', 'containerID', 'container-id', 'container_id'];
const MAX_SHOWN = 200;

/** What a daemon's line says of a container; a wording without a row counts by the field that names the container. */
export function readStatement(entry: LogrusEntry): Statement | null {
  const text = entry.msg?.value ?? '';
  for (const row of wordings) {
    const match = row.pattern.exec(text);
    if (match) {
      const statement = row.read(match, entry);
      if (statement) {
        return statement;
      }
    }
  }
  const container = CONTAINER_FIELDS.map(name => logrusValue(entry, name)).find(value => value !== null && isId(value));
  return ofContainer('log', message('container.log', { text: shown(text) }), container);
}

/** A message as far as it is shown, in UTF-16 units, '…' where it goes on; no character is cut in two. */
function shown(text: string): string {
  if (text.length <= MAX_SHOWN) {
    return text;
  }
  return `${text.slice(0, MAX_SHOWN - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The first twelve digits, Docker's short form. */
export function short(id: string | undefined): string {
  return (id ?? '').slice(0, 12);
}
