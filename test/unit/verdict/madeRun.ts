// Runs made of words, for the samples of rules: `run:start +5 host-kill=9@init +0.01 task-deleted`.
import { Coverage, NodeEvents } from '../../../server/src/containers/coverage';
import type { ContainerEvent, EventKind } from '../../../server/src/containers/model';
import { isEnd } from '../../../server/src/containers/runs';
import type { Source } from '../../../server/src/containers/sources';
import { message } from '../../../server/src/message';
import { Evidence, seconds } from '../../../server/src/verdict/evidence';

const NS = 1_000_000_000n;
const START = 1_582_639_633n * NS;

/**
 * `+S` lets S seconds pass, `heard:SOURCE` says that a source was heard from the first to the last word, `node:KIND` is an
 * event of the node, `run:SUBCOMMAND[-force][=SIGNAL]` a command of the runtime that audit saw, any other word an event:
 * `KIND[=SIGNAL][@REACHED]`, `task-exit=STATUS`, `exit-told=STATUS[@oom]` for an inspect, `?` behind it is likely, `??` possible.
 */
export function madeRun(words: string): Evidence {
  let time = START;
  const events: ContainerEvent[] = [];
  const ofNode: ContainerEvent[] = [];
  const sources: Source[] = [];
  for (const [line, word] of words.split(' ').filter(Boolean).entries()) {
    if (word.startsWith('+')) time += seconds(Number(word));
    else if (word.startsWith('heard:')) sources.push(word.slice('heard:'.length) as Source);
    else if (word.startsWith('node:')) ofNode.push(eventOf(word.slice('node:'.length), time, line));
    else events.push(eventOf(word, time, line));
  }
  const spans = sources.map(source => ({
    source,
    from: { ns: START, digits: 9 },
    to: { ns: time, digits: 9 },
    goesOn: false,
    serials: null,
  }));
  return new Evidence(
    {
      container: 'a'.repeat(64),
      node: '',
      events,
      creation: null,
      from: events[0]?.time ?? null,
      to: events.find(isEnd)?.time ?? null,
      shim: null,
      inits: new Set(),
      initRange: null,
      isLast: true,
    },
    {
      events: new NodeEvents(ofNode),
      coverage: new Coverage(spans),
      recorded: new Set(sources.includes('audit') ? [9, 15] : []),
    },
  );
}

/** The kinds whose number is a status. */
const EXITS = ['task-exit', 'died', 'exit-told', 'health-check'];

function eventOf(word: string, ns: bigint, line: number): ContainerEvent {
  const [, prefix, name = '', signal, reached, doubt = ''] =
    /^(run:)?([a-z-]+)(?:=(\d+))?(?:@([a-z]+))?(\?{0,2})$/.exec(word) ?? [];
  const number = signal === undefined ? null : Number(signal);
  return {
    time: { ns, digits: 9 },
    node: null,
    kind: prefix === undefined ? (name as EventKind) : 'runtime-command',
    text: message('container.inspected'),
    match: 'id',
    certainty: doubt === '??' ? 'possible' : doubt === '?' ? 'likely' : 'certain',
    at: { file: 'made', line },
    also: [],
    ...(prefix === undefined &&
      number !== null &&
      (EXITS.includes(name) ? { exitStatus: number } : { signal: number })),
    ...(name === 'exit-told' && {
      told: { by: 'docker inspect', oomKilled: reached === 'oom', observed: true, exact: true },
    }),
    ...(reached !== undefined && { reached: reached as 'init' | 'main' | 'other' }),
    ...(prefix !== undefined && {
      command: {
        runtime: 'runc',
        subcommand: name.replace(/-force$/, ''),
        force: name.endsWith('-force'),
        signal: number,
        pid: 100 + line,
        parentPid: 50,
      },
    }),
  };
}
