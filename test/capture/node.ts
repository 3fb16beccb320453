// One recording of a node: its daemons are started, stories happen, and logs and truth are written. See record.sh.
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Random } from '../bench/random';
import { Daemons } from './daemons';
import { Docker } from './docker';
import { STORIES, type Story } from './stories';
import { writeLogs, writeTruth } from './write';

const { values } = parseArgs({
  options: {
    work: { type: 'string' },
    into: { type: 'string' },
    /** All chance comes from it. */
    seed: { type: 'string', default: '1' },
    zone: { type: 'string', default: 'UTC' },
    /** How many stories go on at a time. */
    abreast: { type: 'string', default: '3' },
    stories: { type: 'string', default: '40' },
    /** dockerd at level info. */
    info: { type: 'boolean', default: false },
    'containerd-debug': { type: 'boolean', default: false },
    'live-restore': { type: 'boolean', default: false },
    /** No rule for the commands of runc. */
    'no-runc': { type: 'boolean', default: false },
    /** Another name of the rules' keys. */
    key: { type: 'string', default: 'trace_kill' },
  },
});
if (!values.work || !values.into) throw new Error('record.sh calls this with --work and --into');
const random = new Random(Number(values.seed));

const kills = ['-a', 'always,exit', '-F', 'arch=b64', '-S', 'kill,tkill,tgkill', '-F'];
const rules = [
  [...kills, 'a1=9', '-k', `${values.key}_9`],
  [...kills, 'a1=15', '-k', `${values.key}_15`],
  ...(values['no-runc']
    ? []
    : [['-a', 'always,exit', '-F', 'arch=b64', '-S', 'execve', '-F', 'exe=/usr/sbin/runc', '-k', 'runc']]),
];
for (const rule of rules) execFileSync('auditctl', rule);

const daemons = new Daemons(values.work, {
  zone: values.zone,
  debug: !values.info,
  containerdDebug: values['containerd-debug'],
  liveRestore: values['live-restore'],
});
const docker = new Docker(random);
void main(values.work, values.into);

async function main(work: string, into: string): Promise<void> {
  try {
    await daemons.startContainerd();
    await daemons.startDockerd();
    docker.watch();
    docker.importImage(`${work}/image`);
    const begun = new Date();
    await play(STORIES, Number(values.stories), Number(values.abreast));
    await docker.wait(1.5);
    await writeTruth(into, docker, {
      begun: begun.toISOString(),
      options: { ...values, work: undefined, into: undefined },
    });
    await docker.wait(0.5);
    writeLogs(into, work, daemons, values.zone);
  } finally {
    docker.removeAll();
    await daemons.end();
  }
}

/** Every story once, then by chance, several abreast; those that touch the daemons go alone. */
async function play(stories: readonly Story[], count: number, abreast: number): Promise<void> {
  const order = [...stories].map(story => ({ story, at: random.next() })).sort((a, b) => a.at - b.at);
  const left = order.map(({ story }) => story).slice(0, count);
  while (left.length < count) left.push(random.pick(stories.filter(({ alone }) => !alone) as [Story, ...Story[]]));
  const together = left.filter(({ alone }) => !alone);
  const alone = left.filter(story => story.alone);
  const cut = Math.ceil(together.length / (alone.length + 1));
  for (let part = 0; part <= alone.length; part++) {
    const queue = together.slice(part * cut, (part + 1) * cut);
    const worker = async (): Promise<void> => {
      for (let story = queue.shift(); story; story = queue.shift()) await tell(story);
    };
    await Promise.all(Array.from({ length: abreast }, worker));
    const last = alone[part];
    if (last) await tell(last);
  }
}

async function tell({ name, play: act }: Story): Promise<void> {
  try {
    await act({ docker, daemons, random });
  } catch (error) {
    console.error(`story ${name}: ${String(error)}`);
  }
}
