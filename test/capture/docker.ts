// The client of a recording: calls docker, and keeps what `docker events` and the stories say of each container.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Random } from '../bench/random';

const run = promisify(execFile);

interface DockerEvent {
  readonly id: string;
  readonly status: string;
  readonly timeNano: number;
  readonly Actor: { readonly Attributes: Readonly<Record<string, string>> };
}

/** A container with the causes that its story says, run by run; the last one goes for all that follow. */
export interface Told {
  readonly name: string;
  readonly options: readonly string[];
  readonly command: readonly string[];
  id: string | null;
  causes: readonly string[];
  /** What inspect said last, before it was removed. */
  inspected: Inspected | null;
}

export interface Inspected {
  readonly Created: string;
  readonly RestartCount: number;
  readonly State: {
    readonly Status: string;
    readonly Pid: number;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly Error: string;
    readonly StartedAt: string;
    readonly FinishedAt: string;
  };
}

const IMAGE = 'busybox:1.35';
const APPS = ['web', 'api', 'cache', 'queue', 'report', 'cron', 'auth', 'worker'] as const;

export class Docker {
  readonly told: Told[] = [];
  readonly events: DockerEvent[] = [];

  constructor(private readonly random: Random) {}

  /** Listens to the daemon; again after each of its starts. */
  watch(): void {
    const client = spawn('docker', ['events', '--format', '{{json .}}'], { stdio: ['ignore', 'pipe', 'ignore'] });
    createInterface({ input: client.stdout }).on('line', line => {
      this.events.push(JSON.parse(line) as DockerEvent);
    });
  }

  importImage(folder: string): void {
    execFileSync('sh', ['-c', `tar -C ${folder} -c . | docker import - ${IMAGE}`], { stdio: 'ignore' });
  }

  /** What still runs would outlive its daemons. */
  removeAll(): void {
    execFileSync('sh', ['-c', 'docker ps -aq | xargs -r docker rm -f'], { stdio: 'ignore' });
  }

  async wait(seconds: number): Promise<void> {
    await sleep(seconds * 1000);
  }

  /** `docker run -d`; a refusal leaves the container as it was made. */
  async run(
    causes: string | readonly string[],
    options: readonly string[],
    ...command: readonly string[]
  ): Promise<Told> {
    return this.runNamed(this.newName(), causes, options, ...command);
  }

  newName(): string {
    const app = this.random.pick(APPS);
    return `k8s_${app}_${app}-${this.random.hex(5)}_prod_${this.random.hex(8)}_${String(this.random.below(9))}`;
  }

  async runNamed(
    name: string,
    causes: string | readonly string[],
    options: readonly string[],
    ...command: readonly string[]
  ): Promise<Told> {
    const told: Told = { name, options, command, id: null, causes: [causes].flat(), inspected: null };
    this.told.push(told);
    await this.call('run', '-d', '--name', name, '--network', 'none', ...options, IMAGE, ...command);
    await this.look(told);
    return told;
  }

  /** Calls the client; its refusals are a part of the stories. */
  async call(...words: readonly string[]): Promise<void> {
    await run('docker', [...words]).catch(() => undefined);
  }

  async look(told: Told): Promise<Inspected | null> {
    try {
      const { stdout } = await run('docker', ['inspect', told.id ?? told.name]);
      const [found] = JSON.parse(stdout) as [Inspected & { readonly Id: string }];
      told.id = found.Id;
      told.inspected = found;
      return found;
    } catch {
      return null;
    }
  }

  async pid(told: Told): Promise<number> {
    return (await this.look(told))?.State.Pid ?? 0;
  }

  /** The pid of a container's shim. */
  shim(told: Told): number {
    const found = readdirSync('/proc').find(pid => {
      if (!/^\d+$/.test(pid)) return false;
      const command = commandOf(pid);
      return command.includes('containerd-shim') && command.includes(told.id ?? '?') && !command.includes('delete');
    });
    return Number(found ?? 0);
  }

  /** The pids of the children of a process. */
  children(pid: number): number[] {
    const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
    return children.trim().split(' ').filter(Boolean).map(Number);
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
