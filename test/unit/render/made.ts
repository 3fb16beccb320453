// A made container and a made event for the tests of this room.
import type { Container, ContainerEvent } from '../../../server/src/containers/model';
import { message } from '../../../server/src/message';
import { KILLED } from '../incident';

export const shimEvent: ContainerEvent = {
  time: { ns: 1582639633_874_199_295n, digits: 9 },
  kind: 'shim-reaped',
  text: message('container.shim-reaped'),
  node: null,
  match: 'id',
  certainty: 'certain',
  at: { file: '/case/messages', line: 36 },
  also: [],
};

const run = {
  started: null,
  finished: null,
  exitCode: null,
  cause: 'shim-died',
  certainty: 'certain',
  shimPid: null,
  initPid: null,
  verdict: { claims: [], missing: [], candidates: [] },
} as const;

/** The killed container of the 137 case, made, with some of it changed. */
export function container(more: Partial<Container> = {}): Container {
  return {
    id: KILLED,
    complete: true,
    names: [],
    image: null,
    node: null,
    first: shimEvent.time,
    last: shimEvent.time,
    state: 'exited',
    removed: null,
    runs: [run],
    execs: [],
    events: [shimEvent],
    ...more,
  };
}
