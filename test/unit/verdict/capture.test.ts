// A real node's logs beside what truly happened on it, where the samples are at hand: NODELOG_SAMPLES names their folder.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { LocalCase } from '../../../server/src/casefile/case';
import { lastRun, type Container } from '../../../server/src/containers/model';
import { host } from '../source/host';

const samples = process.env['NODELOG_SAMPLES'];
const skip = samples === undefined ? 'NODELOG_SAMPLES is unset' : false;

interface Truth {
  readonly containers: readonly {
    readonly id: string;
    readonly cause: string;
    readonly runs: readonly unknown[];
    readonly init_pids: readonly number[];
    readonly shim_pids: readonly number[];
    readonly execs: readonly { readonly id: string; readonly command: string }[];
  }[];
}

describe('the capture node-a', { skip }, () => {
  const folder = join(samples ?? '', 'captures/node-a');
  let truth: Truth;
  let local: LocalCase;
  let containers: readonly Container[];
  before(async () => {
    truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth;
    local = new LocalCase(host, [join(folder, 'logs')], { maxFiles: Infinity, maxBytes: Infinity, zone: null });
    await local.read();
    containers = (await local.containers(0, 1000)).items;
  });

  const truthOf = (id: string): Truth['containers'][number] => {
    const found = truth.containers.find(container => container.id === id);
    assert.ok(found, id);
    return found;
  };

  it('gives all containers that there were, whole, and none else', () => {
    assert.deepEqual(containers.map(({ id }) => id).sort(), truth.containers.map(({ id }) => id).sort());
    assert.ok(containers.every(({ complete }) => complete));
  });

  it('gives no wrong cause: unknown where nothing proves one', () => {
    const wrong = containers.flatMap(container => {
      const { cause } = lastRun(container);
      return cause === 'unknown' || cause === truthOf(container.id).cause ? [] : [`${container.id}: ${cause}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('gives no wrong command of an exec, and each exec to its own container', () => {
    const wrong = containers.flatMap(({ id, execs }) => {
      // `docker events` puts a blank behind a command without arguments.
      const real = new Map(truthOf(id).execs.map(exec => [exec.id, exec.command.trimEnd()]));
      return execs
        .filter(exec => !real.has(exec.id) || (exec.command !== null && exec.command !== real.get(exec.id)))
        .map(exec => `${id}: ${exec.id} ${exec.command ?? '?'}, not ${real.get(exec.id) ?? 'here'}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('finds every exec that the debug log tells of, most of them with their command', () => {
    const found = containers.flatMap(({ execs }) => execs);
    const real = truth.containers.flatMap(({ execs }) => execs);
    assert.deepEqual(found.map(({ id }) => id).sort(), real.map(({ id }) => id).sort());
    assert.ok(found.filter(({ command }) => command !== null).length > real.length / 2);
  });

  it('gives no wrong pid of a shim or an init', () => {
    const wrong = containers.flatMap(container => {
      const { shimPid, initPid } = lastRun(container);
      const { shim_pids: shims, init_pids: inits } = truthOf(container.id);
      const good = (shimPid === null || shims.includes(shimPid)) && (initPid === null || inits.includes(initPid));
      return good ? [] : [`${container.id}: shim ${String(shimPid)}, init ${String(initPid)}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('gives each event once, though up to six files hold it', () => {
    for (const { id, events } of containers) {
      const seen = events.map(({ time, kind, text }) => `${String(time?.ns)} ${kind} ${JSON.stringify(text)}`);
      const twice = seen.filter((event, index) => seen.indexOf(event) !== index);
      assert.deepEqual(twice, [], id);
    }
  });

  it('reads all files', async () => {
    const { items } = await local.notRead(0, 100);
    const unread = items.filter(({ kind }) => kind !== 'foreign').map(({ name, reason }) => `${name} ${reason.id}`);
    assert.deepEqual(unread, []);
  });
});
