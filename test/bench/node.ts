// A made container node: its clock, its containers, and the stories that write its two logs. Nothing it writes was ever logged.
import { Random } from './random';
import { stories } from './stories';

export type LogName = 'messages' | 'audit.log';

interface MadeLine {
  readonly log: LogName;
  readonly text: string;
}

/** What happens on the node, told in steps: it writes at once and yields the microseconds until its next step. */
export type Story = Generator<number, void, void>;

/** Host pids and the id are made as the node's own are; a container that ends is gone from the node. */
export interface MadeContainer {
  readonly id: string;
  readonly initPid: number;
}

/** 2020-02-25T22:07:13+08:00, the second of the 137 case, in microseconds since the epoch. */
const START = 1_582_639_633_374_422;
/** The node's zone, in seconds east of UTC. */
const ZONE_SECONDS = 8 * 3600;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HOST = 'node-made';
/** How many stories are under way at a time, so that their lines interleave. */
const CONCURRENT = 8;
/** How many containers run at a time. */
const RUNNING = 200;
/** The longest pause between a story and the one that follows it, in microseconds. */
const PAUSE = 100_000;

export class MadeNode {
  readonly random: Random;
  /** The containers that run; never empty. */
  readonly containers: [MadeContainer, ...MadeContainer[]];
  private now = START;
  private serial = 3_369_619;
  private second = { of: -1, syslog: '', iso: '' };
  private readonly written: MadeLine[] = [];
  private readonly chances = stories.reduce((sum, { weight }) => sum + weight, 0);

  constructor(seed: number) {
    this.random = new Random(seed);
    this.containers = [this.newContainer()];
    while (this.containers.length < RUNNING) this.containers.push(this.newContainer());
  }

  /** The lines of both logs in order of time, without end; the same for the same seed. Memory stays constant. */
  *lines(): Generator<MadeLine, never, void> {
    const underWay = Array.from({ length: CONCURRENT }, () => ({ story: this.begin(), at: this.now + this.pause() }));
    for (;;) {
      const next = underWay.reduce((a, b) => (b.at < a.at ? b : a));
      this.now = next.at;
      const step = next.story.next();
      if (step.done) next.story = this.begin();
      next.at += step.done ? this.pause() : step.value;
      yield* this.written;
      this.written.length = 0;
    }
  }

  newContainer(): MadeContainer {
    return { id: this.random.hex(64), initPid: this.pid() };
  }

  /** A container has ended; another one starts in its place. */
  replace(container: MadeContainer): MadeContainer {
    const started = this.newContainer();
    const at = this.containers.indexOf(container);
    if (at >= 0) this.containers[at] = started;
    return started;
  }

  pid(): number {
    return 300 + this.random.below(32_000);
  }

  /** A line of some program in the syslog. */
  syslog(program: string, text: string): void {
    this.written.push({ log: 'messages', text: `${this.clock().syslog} ${HOST} ${program}: ${text}` });
  }

  /** A logrus entry of dockerd, quoted as logrus does; `fields` as they stand behind the message. */
  dockerd(level: 'debug' | 'info' | 'warning', msg: string, fields = ''): void {
    const fraction = `${String(this.now % 1_000_000).padStart(6, '0')}${String(this.random.below(1000)).padStart(3, '0')}`;
    const quoted = /^\w+$/.test(msg) ? msg : JSON.stringify(msg);
    const time = `${this.clock().iso}.${fraction}+08:00`;
    this.syslog('dockerd', `time="${time}" level=${level} msg=${quoted}${fields === '' ? '' : ` ${fields}`}`);
  }

  /** An audit event: its records, as type and fields, under one stamp and serial. */
  audit(records: readonly (readonly [type: string, fields: string])[]): void {
    const milliseconds = Math.floor(this.now / 1000);
    const stamp = `${String(Math.floor(milliseconds / 1000))}.${String(milliseconds % 1000).padStart(3, '0')}`;
    const serial = String(this.serial++);
    for (const [type, fields] of records) {
      this.written.push({ log: 'audit.log', text: `type=${type} msg=audit(${stamp}:${serial}): ${fields}` });
    }
  }

  private clock(): { readonly syslog: string; readonly iso: string } {
    const second = Math.floor(this.now / 1_000_000);
    if (this.second.of !== second) {
      const iso = new Date((second + ZONE_SECONDS) * 1000).toISOString().slice(0, 19);
      const month = MONTHS[Number(iso.slice(5, 7)) - 1] ?? '';
      const day = String(Number(iso.slice(8, 10))).padStart(2);
      this.second = { of: second, syslog: `${month} ${day} ${iso.slice(11)}`, iso };
    }
    return this.second;
  }

  private begin(): Story {
    let chance = this.random.next() * this.chances;
    const row = stories.find(({ weight }) => (chance -= weight) < 0) ?? stories[0];
    return row.tell(this);
  }

  private pause(): number {
    return this.random.below(PAUSE);
  }
}
