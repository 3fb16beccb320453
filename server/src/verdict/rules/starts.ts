// Runs that never ran: the runtime could not start them, or there was nobody to ask.
import { message } from '../../message';
import { claim, type Rule } from './rule';

export const START_RULES: readonly Rule[] = [
  {
    id: 'start-refused',
    cause: 'runtime-died',
    because:
      'dockerd says that it could not reach containerd when it was to start the container (moby daemon/start.go)',
    holds: evidence => {
      const refused = evidence.of('start-refused');
      if (refused.length === 0) return null;
      const time = refused[0]?.time;
      const last = time && evidence.onNode(0n, time.ns, 'containerd-gone', 'containerd-killed').at(-1);
      return {
        certainty: 'certain',
        claims: [
          claim(message('verdict.start-refused'), 'certain', refused),
          ...(last ? [claim(message('verdict.containerd-was-gone'), 'likely', [last])] : []),
        ],
      };
    },
    samples: ['start-asked start-refused'],
    counterSamples: ['start-asked start-failed', 'run:create run:start'],
  },
  {
    id: 'start-failed',
    cause: 'start-failed',
    because:
      'dockerd takes back a container whose start failed; containerd finds no init pid then (runtime/v2/runc, delete)',
    holds: evidence => {
      const failed = evidence.of('start-failed');
      return failed.length > 0
        ? { certainty: 'certain', claims: [claim(message('verdict.start-failed'), 'certain', failed)] }
        : null;
    },
    samples: ['start-asked shim-started start-failed'],
    counterSamples: ['start-asked start-refused', 'run:create run:start run:delete'],
  },
  {
    id: 'never-started',
    cause: 'start-failed',
    because:
      'runc creates, then starts: deleted by force without a start, with both recorded before and behind, it never ran',
    holds: evidence => {
      const commands = evidence.of('runtime-command');
      const created = commands.find(({ command }) => command?.subcommand === 'create');
      const started = commands.some(({ command }) => command?.subcommand === 'start' || command?.subcommand === 'run');
      const deleted = commands.find(({ command }) => command?.subcommand === 'delete' && command.force);
      if (!created?.time || !deleted?.time || started || evidence.ownDelete) return null;
      const stretch = evidence.node.coverage.at('audit', created.time);
      const whole = stretch !== null && deleted.time.ns <= stretch.to;
      const certainty = whole ? 'likely' : 'possible';
      return { certainty, claims: [claim(message('verdict.never-started'), certainty, [created, deleted])] };
    },
    samples: ['heard:audit run:create +0.04 run:delete-force +1'],
    counterSamples: ['run:create run:start +1 run:delete run:delete-force', 'run:create'],
  },
];
