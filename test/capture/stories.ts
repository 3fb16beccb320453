// What happens on a recorded node: each story makes containers, ends them in its way, and says what the cause of each end is.
import type { Random } from '../bench/random';
import { adminKill, adminShell, type Daemons } from './daemons';
import type { Docker, Told } from './docker';

interface Stage {
  readonly docker: Docker;
  readonly daemons: Daemons;
  readonly random: Random;
}

export interface Story {
  readonly name: string;
  /** Nothing else may go on: it touches the daemons. */
  readonly alone?: boolean;
  readonly play: (stage: Stage) => Promise<void>;
}

const SLEEP = ['sleep', '3600'] as const;
const TAIL = ['tail', '-f', '/dev/null'] as const;
const OBEYS = ['sh', '-c', 'trap "exit 0" TERM INT HUP USR1; while true; do sleep 0.1; done'] as const;
const shell = (script: string): string[] => ['sh', '-c', script];

const a = (name: string, play: Story['play'], alone = false): Story => ({ name, play, ...(alone && { alone }) });

/** Ended by itself, with codes of all kinds, early and late. */
const EXITS = [0, 1, 3, 126, 127, 134, 137, 139, 143].map(code =>
  a(`exits with ${String(code)}`, async ({ docker, random }) => {
    const late = random.below(2) === 0;
    await docker.run(
      'exited',
      random.below(3) === 0 ? ['--init'] : [],
      ...shell(`${late ? 'sleep 0.6; ' : ''}exit ${String(code)}`),
    );
    await docker.wait(1);
  }),
);

/** Asked to stop. */
const STOPS: readonly Story[] = [
  a('stop honoured', async ({ docker, random }) => {
    const one = await docker.run('stopped', [], ...OBEYS);
    await docker.wait(0.3 + random.next());
    await docker.call('stop', one.name);
  }),
  a('stop honoured under docker-init', async ({ docker, random }) => {
    const one = await docker.run('stopped', ['--init'], ...SLEEP);
    await docker.wait(random.next());
    await docker.call('stop', '-t', '5', one.id ?? '');
  }),
  a('stop ignored', async ({ docker, random }) => {
    const one = await docker.run('stopped', [], ...SLEEP);
    await docker.wait(random.next());
    await docker.call('stop', '-t', String(1 + random.below(2)), one.name);
  }),
  a('stop -t 0', async ({ docker }) => {
    const one = await docker.run('stopped', [], ...SLEEP);
    await docker.wait(0.4);
    await docker.call('stop', '-t', '0', one.name);
  }),
  a('stop by another signal', async ({ docker }) => {
    const one = await docker.run('stopped', ['--stop-signal', 'INT'], ...OBEYS);
    await docker.wait(0.4);
    await docker.call('stop', one.name);
  }),
  a('stop twice at once', async ({ docker }) => {
    const one = await docker.run('stopped', [], ...TAIL);
    await docker.wait(0.2);
    await Promise.all([
      docker.call('stop', '-t', '1', one.name),
      docker.call('stop', '-t', '2', one.id?.slice(0, 12) ?? ''),
    ]);
  }),
  a('stop of a paused one', async ({ docker }) => {
    const one = await docker.run('stopped', [], ...OBEYS);
    await docker.call('pause', one.name);
    await docker.wait(0.3);
    await docker.call('unpause', one.name);
    await docker.call('stop', one.name);
  }),
  a('stopped, started, stopped', async ({ docker }) => {
    const one = await docker.run('stopped', ['--init'], ...SLEEP);
    await docker.call('stop', one.name);
    await docker.wait(0.5);
    await docker.call('start', one.name);
    await docker.wait(0.4);
    await docker.call('stop', one.name);
  }),
  a('restart, then kill', async ({ docker }) => {
    const one = await docker.run(['stopped', 'killed'], ['--init'], ...SLEEP);
    await docker.call('restart', '-t', '2', one.name);
    await docker.wait(0.5);
    await docker.call('kill', one.name);
  }),
  a('restart of what ignores it', async ({ docker }) => {
    const one = await docker.run(['stopped', 'stopped'], [], ...SLEEP);
    await docker.call('restart', '-t', '1', one.name);
    await docker.wait(0.5);
    await docker.call('stop', '-t', '1', one.name);
  }),
  a('removed once stopped, and its name used again', async ({ docker }) => {
    const one = await docker.run('stopped', ['--init'], ...SLEEP);
    await docker.call('stop', one.name);
    await docker.look(one);
    await docker.call('rm', one.name);
    const two = await docker.runNamed(one.name, 'killed', [], ...SLEEP);
    await docker.wait(0.3);
    await docker.call('kill', two.name);
  }),
];

/** Killed through the API. */
const KILLS: readonly Story[] = [
  ...['KILL', '9', 'SIGKILL'].map(signal =>
    a(`kill -s ${signal}`, async ({ docker, random }) => {
      const one = await docker.run('killed', random.below(2) === 0 ? ['--init'] : [], ...SLEEP);
      await docker.wait(random.next());
      await docker.call('kill', '-s', signal, one.name);
    }),
  ),
  // Not TERM: without dockerd's debug lines nothing tells such a kill from a stop.
  ...['HUP', 'INT'].map(signal =>
    a(`kill -s ${signal}, obeyed`, async ({ docker }) => {
      const one = await docker.run('killed', [], ...OBEYS);
      await docker.wait(0.5);
      await docker.call('kill', '-s', signal, one.name);
    }),
  ),
  a('kill -s USR1 under docker-init', async ({ docker }) => {
    const one = await docker.run('killed', ['--init'], ...SLEEP);
    await docker.wait(0.5);
    await docker.call('kill', '-s', 'USR1', one.name);
  }),
  a('kill -s HUP, ignored, and ended by itself', async ({ docker }) => {
    const one = await docker.run('exited', [], ...shell('sleep 3; exit 6'));
    await docker.wait(0.3);
    await docker.call('kill', '-s', 'HUP', one.name);
    await docker.wait(3);
  }),
  a('rm -f', async ({ docker, random }) => {
    const one = await docker.run('killed', [], ...TAIL);
    await docker.wait(random.next());
    await docker.look(one);
    await docker.call('rm', '-f', one.name);
  }),
  a('run --rm, and killed', async ({ docker }) => {
    const one = await docker.run('killed', ['--rm'], ...SLEEP);
    await docker.wait(0.4);
    await docker.call('kill', one.name);
  }),
  a('run --rm, and ended', async ({ docker }) => {
    await docker.run('exited', ['--rm'], ...shell('sleep 0.5; exit 2'));
    await docker.wait(1);
  }),
  a('killed with a policy, which does not start it', async ({ docker }) => {
    const one = await docker.run('killed', ['--restart', 'always'], ...SLEEP);
    await docker.wait(0.6);
    await docker.call('kill', one.name);
  }),
];

async function killInit(docker: Docker, one: Told, signal = 'KILL'): Promise<void> {
  await adminKill(signal, await docker.pid(one));
}

/** By somebody on the host, by memory, by faults of the program. */
const OTHERS: readonly Story[] = [
  a('killed from the host', async ({ docker, random }) => {
    const one = await docker.run('killed-from-host', random.below(2) === 0 ? ['--init'] : [], ...TAIL);
    await docker.wait(random.next());
    await killInit(docker, one);
  }),
  a('terminated from the host', async ({ docker }) => {
    const one = await docker.run('killed-from-host', [], ...OBEYS);
    await docker.wait(0.4);
    await killInit(docker, one, 'TERM');
  }),
  a('its group killed from the host', async ({ docker }) => {
    const one = await docker.run('killed-from-host', [], ...shell('sleep 3600 & sleep 3601 & wait'));
    await docker.wait(0.4);
    await adminKill('KILL', -(await docker.pid(one)));
  }),
  a('a child killed from the host', async ({ docker }) => {
    const one = await docker.run('exited', [], ...shell('sleep 3600; sleep 0.7; exit 9'));
    await docker.wait(0.4);
    const [child] = docker.children(await docker.pid(one));
    if (child) await adminKill('KILL', child);
    await docker.wait(1.2);
  }),
  a('killed from the host, started by policy', async ({ docker }) => {
    const one = await docker.run(['killed-from-host', 'running'], ['--restart', 'always'], ...SLEEP);
    await docker.wait(0.5);
    await killInit(docker, one);
    await docker.wait(1);
  }),
  a('killed from inside', async ({ docker }) => {
    const one = await docker.run('killed', [], ...TAIL);
    await docker.wait(0.3);
    await docker.call('exec', one.name, 'sh', '-c', 'kill -9 1; sleep 0.2');
    await docker.wait(0.3);
    await docker.call('kill', one.name);
  }),
  a('no memory left', async ({ docker }) => {
    await docker.run('oom-killed', ['-m', '12m'], 'tail', '/dev/zero');
    await docker.wait(1);
  }),
  a('no memory left under docker-init', async ({ docker }) => {
    await docker.run('oom-killed', ['-m', '16m', '--init'], 'tail', '/dev/zero');
    await docker.wait(1);
  }),
  a('no memory left for a child', async ({ docker }) => {
    await docker.run('exited', ['-m', '16m'], ...shell('tail /dev/zero; sleep 0.8; exit 4'));
    await docker.wait(1.5);
  }),
  a('no memory left, again and again', async ({ docker }) => {
    await docker.run('oom-killed', ['-m', '12m', '--restart', 'on-failure:2'], 'tail', '/dev/zero');
    await docker.wait(3);
  }),
  a('a null pointer', async ({ docker, random }) => {
    await docker.run('crashed', random.below(2) === 0 ? ['--init'] : [], 'resizer');
    await docker.wait(0.6);
  }),
  a('an abort', async ({ docker, random }) => {
    // As the first process of its namespace a program that aborts ends by the fault that abort() makes at last: SIGSEGV.
    await docker.run('crashed', random.below(2) === 0 ? ['--init'] : [], 'checker');
    await docker.wait(0.6);
  }),
  a('a child with a null pointer', async ({ docker }) => {
    await docker.run('exited', [], ...shell('resizer; sleep 0.5; exit 3'));
    await docker.wait(1.2);
  }),
  a('a child that aborts', async ({ docker }) => {
    await docker.run('exited', [], ...shell('sleep 0.3; checker; exit 5'));
    await docker.wait(1);
  }),
  a('restarted by policy', async ({ docker }) => {
    await docker.run('exited', ['--restart', 'on-failure:3'], ...shell('echo boot; exit 7'));
    await docker.wait(3);
  }),
  a('not executable', async ({ docker }) => {
    await docker.run('start-failed', [], '/etc/app.conf');
  }),
  a('not found', async ({ docker }) => {
    await docker.run('start-failed', [], 'gunicorn');
  }),
  a('runs on', async ({ docker }) => {
    const one = await docker.run('running', [], ...TAIL);
    for (let i = 0; i < 3; i++) await docker.call('exec', one.name, 'sh', '-c', `test -d /etc; exit ${String(i)}`);
  }),
  a('never well', async ({ docker }) => {
    const health = ['--health-cmd', 'test -f /ready', '--health-interval', '1s', '--health-retries', '2'];
    const one = await docker.run('stopped', ['--init', ...health], ...SLEEP);
    await docker.wait(2.5);
    await docker.call('stop', one.name);
  }),
  a('its shim killed', async ({ docker }) => {
    const one = await docker.run('shim-died', [], ...TAIL);
    await docker.wait(0.4);
    await adminKill('KILL', docker.shim(one));
    await docker.wait(0.6);
  }),
  a('its shim killed, started by policy', async ({ docker }) => {
    const one = await docker.run(['shim-died', 'running'], ['--restart', 'always'], ...TAIL);
    await docker.wait(0.4);
    await adminKill('KILL', docker.shim(one));
    await docker.wait(1);
  }),
  a('noise of the host', async () => {
    await adminShell('sleep 600 & kill -9 $!; sleep 600 & kill $!');
  }),
];

/** What touches the daemons. */
const DAEMONS: readonly Story[] = [
  a(
    'dockerd restarted',
    async ({ docker, daemons }) => {
      const keep = daemons.liveRestore;
      await docker.run(keep ? 'running' : 'stopped', ['--init'], ...SLEEP);
      await docker.run(keep ? 'running' : ['stopped', 'running'], ['--init', '--restart', 'always'], ...SLEEP);
      await docker.run(keep ? 'running' : 'stopped', ['--stop-timeout', '2'], ...SLEEP);
      const late = await docker.run('killed-from-host', [], ...TAIL);
      const away = await docker.run('killed-from-host', [], ...TAIL);
      await docker.wait(0.6);
      const pid = await docker.pid(away);
      await killInit(docker, late);
      if (!keep) await killInit(docker, away);
      await daemons.endDockerd('TERM');
      await docker.wait(0.5);
      if (keep) await adminKill('KILL', pid);
      await docker.wait(0.5);
      await daemons.startDockerd();
      docker.watch();
      await docker.wait(1.5);
    },
    true,
  ),
  a(
    'containerd killed',
    async ({ docker, daemons }) => {
      await docker.run('running', [], ...shell('while true; do sleep 1; done'));
      await docker.run('runtime-died', [], ...shell('sleep 2; exit 6'));
      const killed = await docker.run('killed-from-host', [], ...TAIL);
      await docker.wait(0.2);
      await killInit(docker, killed);
      await docker.wait(0.3);
      await daemons.endContainerd();
      await docker.wait(2.2);
      await docker.run('runtime-died', [], ...SLEEP);
      await daemons.startContainerd();
      await docker.wait(8);
    },
    true,
  ),
];

export const STORIES: readonly Story[] = [...EXITS, ...STOPS, ...KILLS, ...OTHERS, ...DAEMONS];
