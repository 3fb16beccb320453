// How dockerd words what happens to a container (moby daemon/, api/server/).
import { message } from '../../message';
import { A, EXEC } from './samples';
import { ofContainer, ofExec, short, type WordingRow } from './row';

export const DOCKERD_ROWS: readonly WordingRow[] = [
  {
    id: 'exec-created',
    seen: 'dockerd 17 to 20.10, debug (api/server/middleware/debug.go)',
    pattern: /^Calling POST (?:\/v[\d.]+)?\/containers\/([^/?\s]+)\/exec$/,
    marks: ['Calling POST '],
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
    marks: ['Calling POST '],
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
    marks: ['starting exec command '],
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
    marks: ['Calling GET '],
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
    marks: ['Calling GET '],
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
    marks: ['Calling POST ', 'Calling DELETE ', 'Calling PUT '],
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
    marks: ['Sending kill signal '],
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
    marks: ['Container failed to exit within '],
    read: (match, said) =>
      ofContainer(
        'stop-escalated',
        message('container.stop-escalated', { signal: match[1] ?? '' }),
        said.value('container'),
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
    id: 'task-deleted',
    seen: 'dockerd 20.10 (libcontainerd/remote/client.go); 18.09 logs it without the container',
    pattern: /^ignoring event$/,
    marks: ['ignoring event'],
    read: (_, said) =>
      said.value('topic') === '/tasks/delete'
        ? ofContainer('task-deleted', message('container.task-deleted'), said.value('container'))
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
