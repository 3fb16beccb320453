// How dockerd words what happens to a container (moby daemon/, api/server/).
import { message } from '../../message';
import { SIGKILL, signalOf } from '../signals';
import { ofContainer, ofExec, ofNode, ofReference, short, type Statement, type WordingRow } from './row';
import { A, EXEC } from './samples';

/** An API call on a container: its reference, and the query. */
function call(method: string, deed: string): RegExp {
  const path = deed === '' ? '' : `\\/${deed}`;
  return new RegExp(`^Calling ${method} (?:\\/v[\\d.]+)?\\/containers\\/([^/?\\s]+)${path}(?:\\?(\\S*))?$`);
}

export const DOCKERD_ROWS: readonly WordingRow[] = [
  {
    id: 'exec-created',
    seen: 'dockerd 17 to 20.10, debug (api/server/middleware/debug.go)',
    pattern: /^Calling POST (?:\/v[\d.]+)?\/containers\/([^/?\s]+)\/exec$/,
    marks: ['Calling POST '],
    read: match => ofReference('exec-created', message('container.exec-created'), match[1]),
    samples: [
      {
        line: `time="2020-02-25T22:07:13.374422177+08:00" level=debug msg="Calling POST /v1.39/containers/${A}/exec"`,
        kind: 'exec-created',
        container: A,
      },
      {
        line: 'time="2026-11-23T15:44:01.980510626+08:00" level=debug msg="Calling POST /v1.41/containers/web_1/exec"',
        kind: 'exec-created',
        reference: 'web_1',
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
    marks: [['Calling GET ', '/exec/', '/json']],
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
    pattern: /^Calling GET (?:\/v[\d.]+)?\/containers\/([^/?\s]+)\/json(?:\?\S*)?$/,
    marks: [['Calling GET ', '/containers/', '/json']],
    read: match => ofReference('inspected', message('container.inspected'), match[1]),
    samples: [
      {
        line: `time="2020-02-25T22:07:13.749102092+08:00" level=debug msg="Calling GET /v1.39/containers/${A}/json"`,
        kind: 'inspected',
        container: A,
      },
      {
        line: 'time="2026-11-23T15:44:01.978267626+08:00" level=debug msg="Calling GET /v1.41/containers/82fcdfb218cc/json"',
        kind: 'inspected',
        reference: '82fcdfb218cc',
      },
    ],
    counterSamples: [
      'time="2020-02-25T22:07:13.793241263+08:00" level=debug msg="Calling GET /v1.38/containers/json?all=1&limit=0"',
    ],
  },
  {
    id: 'start-asked',
    seen: 'dockerd 17 to 28, debug',
    pattern: call('POST', 'start'),
    marks: ['Calling POST '],
    read: match => ofReference('start-asked', message('container.start-asked'), match[1]),
    samples: [
      {
        line: `time="2026-11-23T15:44:00.955628054+08:00" level=debug msg="Calling POST /v1.41/containers/${A}/start"`,
        kind: 'start-asked',
        container: A,
      },
    ],
    counterSamples: [
      `time="2026-11-23T15:44:00.955628054+08:00" level=debug msg="Calling POST /v1.41/exec/${A}/start"`,
    ],
  },
  {
    id: 'stop-asked',
    seen: 'dockerd 17 to 28, debug',
    pattern: call('POST', 'stop'),
    marks: ['Calling POST '],
    read: match => ofReference('stop-asked', message('container.stop-asked'), match[1]),
    samples: [
      {
        line: 'time="2026-11-23T15:44:03.181119251+08:00" level=debug msg="Calling POST /v1.41/containers/web_1/stop?t=3"',
        kind: 'stop-asked',
        reference: 'web_1',
      },
    ],
    counterSamples: [],
  },
  {
    id: 'restart-asked',
    seen: 'dockerd 17 to 28, debug',
    pattern: call('POST', 'restart'),
    marks: ['Calling POST '],
    read: match => ofReference('restart-asked', message('container.restart-asked'), match[1]),
    samples: [
      {
        line: 'time="2026-11-23T15:44:38.181119251+08:00" level=debug msg="Calling POST /v1.41/containers/web_1/restart"',
        kind: 'restart-asked',
        reference: 'web_1',
      },
    ],
    counterSamples: [],
  },
  {
    id: 'kill-asked',
    seen: 'dockerd 17 to 28, debug',
    pattern: call('POST', 'kill'),
    marks: ['Calling POST '],
    read: match => {
      const named = new URLSearchParams(match[2] ?? '').get('signal') ?? '';
      const signal = named === '' ? SIGKILL : signalOf(named);
      return ofReference('kill-asked', message('container.kill-asked', { signal: signal ?? named }), match[1], {
        signal,
      });
    },
    samples: [
      {
        line: 'time="2026-11-23T15:45:13.919266025+08:00" level=debug msg="Calling POST /v1.41/containers/web_1/kill?signal=9"',
        kind: 'kill-asked',
        reference: 'web_1',
      },
      {
        line: 'time="2026-11-23T15:45:13.919266025+08:00" level=debug msg="Calling POST /v1.41/containers/web_1/kill?signal=KILL"',
        kind: 'kill-asked',
        reference: 'web_1',
      },
    ],
    counterSamples: [],
  },
  {
    id: 'remove-asked',
    seen: 'dockerd 17 to 28, debug',
    pattern: call('DELETE', ''),
    marks: ['Calling DELETE '],
    read: match => {
      const forced = ['1', 'true'].includes(new URLSearchParams(match[2] ?? '').get('force') ?? '');
      const text = forced ? message('container.remove-asked-forced') : message('container.remove-asked');
      return ofReference('remove-asked', text, match[1], forced ? { signal: SIGKILL } : {});
    },
    samples: [
      {
        line: 'time="2026-11-23T15:45:14.003342104+08:00" level=debug msg="Calling DELETE /v1.41/containers/web_1?force=1"',
        kind: 'remove-asked',
        reference: 'web_1',
      },
    ],
    counterSamples: [
      'time="2026-11-23T15:45:14.003342104+08:00" level=debug msg="Calling DELETE /v1.41/images/busybox?force=1"',
    ],
  },
  {
    id: 'api-call',
    seen: 'dockerd 17 to 28, debug: all calls on a container that have no row of their own',
    pattern: /^Calling (GET|HEAD|POST|DELETE|PUT) (?:\/v[\d.]+)?\/containers\/([^/?\s]+)\/([a-z]+)(\?\S*)?$/,
    marks: ['GET', 'HEAD', 'POST', 'DELETE', 'PUT'].map(method => [`Calling ${method} `, '/containers/', '/']),
    read: ([, method = '', reference, deed = '', query = '']) =>
      ofReference('api-call', message('container.api-call', { call: `${method} ${deed}${query}` }), reference),
    samples: [
      {
        line: `time="2026-11-23T15:44:10.115470554+08:00" level=debug msg="Calling POST /v1.41/containers/${A}/wait?condition=next-exit"`,
        kind: 'api-call',
        container: A,
      },
      // Made of the line above.
      {
        line: 'time="2026-11-23T15:44:10.115470554+08:00" level=debug msg="Calling GET /v1.41/containers/web_1/stats?stream=1"',
        kind: 'api-call',
        reference: 'web_1',
      },
    ],
    counterSamples: [
      'time="2026-11-23T15:44:10.115470554+08:00" level=debug msg="Calling POST /v1.41/containers/create?name=web"',
      'time="2020-02-25T22:07:13.793241263+08:00" level=debug msg="Calling GET /v1.38/containers/json?all=1&limit=0"',
    ],
  },
  {
    id: 'signal-asked',
    seen: 'dockerd 1.8 to 20.10, debug (daemon/kill.go)',
    pattern: /^Sending kill signal (\d{1,2}) to container ([0-9a-f]{64})$/,
    marks: ['Sending kill signal '],
    read: match =>
      ofContainer('signal-asked', message('container.signal-asked', { signal: match[1] ?? '' }), match[2], {
        signal: Number(match[1]),
      }),
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
    id: 'signal-missed',
    seen: 'dockerd 17.12 to 20.10 (daemon/kill.go)',
    pattern: /^container kill failed because of 'container not found' or 'no such process'/,
    marks: ["container kill failed because of 'container not found'"],
    read: (_, said) => ofContainer('signal-missed', message('container.signal-missed'), said.value('container')),
    samples: [
      {
        line: `time="2026-11-25T03:12:25.311454302+08:00" level=debug msg="container kill failed because of 'container not found' or 'no such process'" action=kill container=${A} error="process already finished: not found"`,
        kind: 'signal-missed',
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
  {
    id: 'start-failed',
    seen: 'dockerd 17 to 20.10 (daemon/start.go)',
    pattern: /^([0-9a-f]{64}) cleanup: failed to delete container from containerd: (.*)$/s,
    marks: [' cleanup: failed to delete container from containerd: '],
    read: match => startFailed(match[1], match[2]),
    samples: [
      {
        line: `time="2026-11-23T15:44:00.433372261+08:00" level=error msg="${A} cleanup: failed to delete container from containerd: no such container"`,
        kind: 'start-failed',
        container: A,
      },
      {
        line: `time="2026-11-23T15:44:56.353241252+08:00" level=error msg="${A} cleanup: failed to delete container from containerd: connection error: desc = \\"transport: Error while dialing dial unix /run/containerd/containerd.sock: connect: connection refused\\": unavailable"`,
        kind: 'start-refused',
        container: A,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'start-answered',
    seen: 'dockerd 17 to 28 (api/server/server.go)',
    pattern: /^Handler for POST (?:\/v[\d.]+)?\/containers\/([0-9a-f]{64})\/start returned error: (.*)$/s,
    marks: ['Handler for POST '],
    read: match => startFailed(match[1], match[2]),
    samples: [
      {
        line: `time="2026-11-23T15:44:56.353275864+08:00" level=error msg="Handler for POST /v1.41/containers/${A}/start returned error: connection error: desc = \\"transport: Error while dialing dial unix /run/containerd/containerd.sock: connect: connection refused\\": unavailable"`,
        kind: 'start-refused',
        container: A,
      },
      {
        line: `time="2021-05-06T10:00:00.353275864+08:00" level=error msg="Handler for POST /v1.41/containers/${A}/start returned error: OCI runtime create failed: container_linux.go:367: starting container process caused: exec: \\"x\\": executable file not found in $PATH: unknown"`,
        kind: 'start-failed',
        container: A,
      },
    ],
    counterSamples: [
      `time="2021-05-06T10:00:00.353275864+08:00" level=error msg="Handler for POST /v1.41/containers/${A}/stop returned error: x"`,
    ],
  },
  {
    id: 'policy-start',
    seen: 'dockerd 20.10, debug (daemon/daemon.go, restore): a restart policy starts it as dockerd starts',
    pattern: /^starting container$/,
    marks: ['starting container'],
    read: (_, said) => ofContainer('policy-start', message('container.policy-start'), said.value('container')),
    samples: [
      {
        line: `time="2026-11-23T15:44:27.997045835+08:00" level=debug msg="starting container" container=${A}`,
        kind: 'policy-start',
        container: A,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'shutting-down',
    seen: 'dockerd 18.09 to 28, debug (daemon/daemon.go): dockerd stops and takes its containers along',
    pattern: /^shutting down container(?: considered alive by containerd)?$/,
    marks: ['shutting down container'],
    read: (_, said) => ofContainer('shutting-down', message('container.shutting-down'), said.value('container')),
    samples: [
      {
        line: `time="2026-11-23T15:44:20.587077739+08:00" level=debug msg="shutting down container" container=${A}`,
        kind: 'shutting-down',
        container: A,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'restored',
    seen: 'dockerd 18.09 to 28, debug (libcontainerd, Restore)',
    pattern: /^restored container$/,
    marks: ['restored container'],
    read: (_, said) => {
      const pid = Number(said.value('pid'));
      return said.value('alive') === 'true' && pid > 0
        ? ofContainer('restored', message('container.restored', { pid }), said.value('container'), { initPid: pid })
        : null;
    },
    samples: [
      {
        line: `time="2026-11-23T15:44:26.325325039+08:00" level=debug msg="restored container" alive=true container=${A} module=libcontainerd namespace=moby pid=4242`,
        kind: 'restored',
        container: A,
      },
    ],
    counterSamples: [
      `time="2026-11-23T15:44:26.325325039+08:00" level=debug msg="restored container" alive=false container=${A} module=libcontainerd namespace=moby pid=0`,
    ],
  },
  {
    id: 'found-dead',
    seen: 'dockerd 20.10, debug (daemon/daemon.go, restore): of those whose state on disk says that they run',
    pattern: /^cleaning up dead container process$/,
    marks: ['cleaning up dead container process'],
    read: (_, said) => ofContainer('found-dead', message('container.found-dead'), said.value('container')),
    samples: [
      {
        line: `time="2026-11-24T20:21:39.543582289+01:00" level=debug msg="cleaning up dead container process" container=${A} paused=false restarting=false running=true`,
        kind: 'found-dead',
        container: A,
      },
    ],
    counterSamples: [
      `time="2026-11-24T20:21:39.445715344+01:00" level=debug msg="done restoring container" container=${A} paused=false restarting=false running=false`,
    ],
  },
  {
    id: 'left-network',
    seen: 'dockerd 1.12 to 28 (libnetwork sandbox_store.go, sandboxCleanup): of containers that do not run any more',
    pattern: /^Removing stale sandbox [0-9a-f]{64} \(([0-9a-f]{64})\)$/,
    marks: ['Removing stale sandbox '],
    read: ([, container]) => ofContainer('found-dead', message('container.left-network'), container),
    samples: [
      {
        line: `time="2026-11-25T00:46:45.617838756+05:30" level=info msg="Removing stale sandbox f18d05e1d554c00ffe99d37ce3bb5f9274f2bf7d0940d912cf58cbf5d01be029 (${A})"`,
        kind: 'found-dead',
        container: A,
      },
    ],
    counterSamples: ['time="2026-11-25T00:46:45.617838756+05:30" level=info msg="Removing stale sandbox f18d05e1d554"'],
  },
  {
    id: 'health-check',
    seen: 'dockerd 1.12 to 28, debug; an error as a warning (daemon/health.go)',
    pattern:
      /^(?:Running health check for container ([0-9a-f]{64}) \.\.\.|Health check for container ([0-9a-f]{64}) (?:done \(exitCode=(-?\d+)\)|error: (.*)|taking too long))$/s,
    marks: ['ealth check for container '],
    read: ([, begun, over, code, error]) => {
      if (begun !== undefined) return ofContainer('health-check', message('container.health-check'), begun);
      if (code !== undefined) {
        const text = message('container.health-check-done', { code });
        return ofContainer('health-check', text, over, { exitStatus: Number(code) });
      }
      const text = error === undefined ? message('container.health-check-slow') : healthError(error);
      return ofContainer('health-check-failed', text, over);
    },
    samples: [
      {
        line: `time="2026-11-23T15:44:08.000000001+08:00" level=debug msg="Running health check for container ${A} ..."`,
        kind: 'health-check',
        container: A,
      },
      {
        line: `time="2026-11-23T15:44:08.100000001+08:00" level=debug msg="Health check for container ${A} done (exitCode=1)"`,
        kind: 'health-check',
        container: A,
      },
      // moby#41853, willfarrell/docker-autoheal#17, their ids changed; the last one made by health.go
      {
        line: `level=warning msg="Health check for container ${A} error: OCI runtime exec failed: exec failed: container_linux.go:370: starting container process caused: process_linux.go:103: executing setns process caused: exit status 1: unknown"`,
        kind: 'health-check-failed',
        container: A,
      },
      {
        line: `Oct  6 22:13:02 host dockerd[663]: time="2018-10-06T22:13:02.836190692+02:00" level=warning msg="Health check for container ${A} error: context deadline exceeded"`,
        kind: 'health-check-failed',
        container: A,
      },
      {
        line: `time="2026-11-23T15:44:08.100000001+08:00" level=debug msg="Health check for container ${A} taking too long"`,
        kind: 'health-check-failed',
        container: A,
      },
    ],
    counterSamples: [
      `time="2026-11-23T15:44:09.499704224+08:00" level=debug msg="Stop healthcheck monitoring for container ${A} (received while idle)"`,
    ],
  },
  {
    id: 'exec-failed',
    seen: 'dockerd 17 to 20.10 (api/server/router/container/exec.go)',
    pattern: /^Error running exec ([0-9a-f]{64}) in container: (.*)$/s,
    marks: ['Error running exec '],
    read: match =>
      ofExec(
        'exec-failed',
        message('container.exec-failed', { exec: short(match[1]), error: match[2] ?? '' }),
        match[1] ?? '',
      ),
    samples: [
      {
        line: `time="2026-11-23T15:44:04.200000001+08:00" level=error msg="Error running exec ${EXEC} in container: OCI runtime exec failed: exec failed: unable to start container process: exec: \\"x\\": executable file not found in $PATH: unknown"`,
        kind: 'exec-failed',
        exec: EXEC,
      },
    ],
    counterSamples: [],
  },
  {
    id: 'dockerd-started',
    seen: 'dockerd 17 to 28 (cmd/dockerd/daemon.go)',
    pattern: /^Starting up$/,
    marks: ['Starting up'],
    read: () => ofNode('dockerd-started', message('container.node.dockerd-started')),
    samples: [
      { line: 'time="2026-11-23T15:44:26.278697886+08:00" level=info msg="Starting up"', kind: 'dockerd-started' },
    ],
    counterSamples: ['time="2026-11-23T15:44:26.278697886+08:00" level=info msg="Starting up the cluster"'],
  },
  {
    id: 'dockerd-stopping',
    seen: 'dockerd 1.8 to 28 (pkg/signal/trap.go)',
    pattern: /^Processing signal '(terminated|interrupt|quit)'$/,
    marks: ['Processing signal '],
    read: match => ofNode('dockerd-stopping', message('container.node.dockerd-stopping', { signal: match[1] ?? '' })),
    samples: [
      {
        line: `time="2026-11-23T15:44:20.586626937+08:00" level=info msg="Processing signal 'terminated'"`,
        kind: 'dockerd-stopping',
      },
    ],
    counterSamples: [],
  },
  {
    id: 'containerd-gone',
    seen: 'dockerd 18.09 to 28 (libcontainerd/remote/client.go)',
    pattern: /^[Ff]ailed to get event$/,
    marks: ['ailed to get event'],
    read: (_, said) =>
      /transport is closing|Unavailable|connection (?:refused|reset|error)|EOF/.test(said.value('error') ?? '')
        ? ofNode('containerd-gone', message('container.node.containerd-gone'))
        : null,
    samples: [
      {
        line: 'time="2026-11-23T15:44:55.040143953+08:00" level=error msg="Failed to get event" error="rpc error: code = Unavailable desc = transport is closing" module=libcontainerd namespace=moby',
        kind: 'containerd-gone',
      },
    ],
    counterSamples: [],
  },
  {
    id: 'events-resumed',
    seen: 'dockerd 19.03 to 28, debug (libcontainerd/remote/client.go)',
    pattern: /^processing event stream$/,
    marks: ['processing event stream'],
    read: (_, said) =>
      said.value('namespace') === 'moby' ? ofNode('events-resumed', message('container.node.events-resumed')) : null,
    samples: [
      {
        line: 'time="2026-11-23T15:45:02.526057264+08:00" level=debug msg="processing event stream" module=libcontainerd namespace=moby',
        kind: 'events-resumed',
      },
    ],
    counterSamples: [
      'time="2026-11-23T15:45:00.320899013+08:00" level=debug msg="processing event stream" module=libcontainerd namespace=plugins.moby',
    ],
  },
  {
    id: 'oom-notice',
    seen: 'dockerd 18.09 to 28, debug: the container is not named',
    pattern: /^event$/,
    marks: ['/tasks/oom'],
    read: (_, said) =>
      said.value('topic') === '/tasks/oom' ? ofNode('oom-notice', message('container.node.oom-notice')) : null,
    samples: [
      {
        line: 'time="2026-11-23T15:44:41.900000001+08:00" level=debug msg=event module=libcontainerd namespace=moby topic=/tasks/oom',
        kind: 'oom-notice',
      },
    ],
    counterSamples: [
      'time="2026-11-23T15:44:41.900000001+08:00" level=debug msg=event module=libcontainerd namespace=moby topic=/tasks/exit',
    ],
  },
];

/** Why a start failed: containerd cannot be reached, or the runtime could not start it. */
function startFailed(container: string | undefined, error = ''): Statement | null {
  const refused =
    /dial(?:ing)?\b.*containerd.*(?:connection refused|no such file)|transport is closing|code = Unavailable/.test(
      error,
    );
  return refused
    ? ofContainer('start-refused', message('container.start-refused', { error }), container)
    : ofContainer('start-failed', message('container.start-failed', { error }), container);
}

/** Why a health check could not be made: its time was over, or what the runtime said. */
function healthError(error: string): Statement['text'] {
  return error === 'context deadline exceeded'
    ? message('container.health-check-slow')
    : message('container.health-check-error', { error });
}
