// containerd and dockerd as children of the recording, and what they write, line by line with the time of its arrival.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** A line of a daemon. */
export interface Written {
  readonly program: 'containerd' | 'dockerd';
  readonly pid: number;
  /** Microseconds since the epoch. */
  readonly time: bigint;
  readonly text: string;
}

interface Settings {
  readonly zone: string;
  readonly debug: boolean;
  readonly containerdDebug: boolean;
  readonly liveRestore: boolean;
}

export class Daemons {
  readonly lines: Written[] = [];
  readonly liveRestore: boolean;
  private containerd: ChildProcess | null = null;
  private dockerd: ChildProcess | null = null;

  constructor(
    private readonly work: string,
    private readonly settings: Settings,
  ) {
    this.liveRestore = settings.liveRestore;
  }

  async startContainerd(): Promise<void> {
    const level = this.settings.containerdDebug ? 'debug' : 'info';
    this.containerd = this.start('containerd', ['--log-level', level]);
    await this.until('/run/containerd/containerd.sock', 'containerd');
  }

  async startDockerd(): Promise<void> {
    const options = [
      '--iptables=false',
      '--bridge=none',
      '--storage-driver=vfs',
      '--containerd=/run/containerd/containerd.sock',
    ];
    if (this.settings.debug) options.push('--debug');
    if (this.liveRestore) options.push('--live-restore');
    this.dockerd = this.start('dockerd', options);
    await this.until('/run/docker.sock', 'dockerd');
  }

  /** By an administrator's shell. */
  async endDockerd(signal: 'KILL' | 'TERM'): Promise<void> {
    const daemon = this.dockerd;
    if (!daemon?.pid) return;
    const gone = once(daemon, 'exit');
    await adminKill(signal, daemon.pid);
    await gone;
    await sleep(100);
  }

  async endContainerd(): Promise<void> {
    const daemon = this.containerd;
    if (!daemon?.pid) return;
    const gone = once(daemon, 'exit');
    await adminKill('KILL', daemon.pid);
    await gone;
  }

  /** Ends what is left; its lines are no part of the recording. */
  async end(): Promise<void> {
    for (const daemon of [this.dockerd, this.containerd]) {
      if (daemon?.exitCode !== null || daemon.signalCode !== null) continue;
      const gone = once(daemon, 'exit');
      daemon.kill('SIGTERM');
      await Promise.race([gone, sleep(20_000)]);
    }
  }

  private start(program: Written['program'], options: readonly string[]): ChildProcess {
    const env = { ...process.env, TZ: this.settings.zone };
    const child = spawn(program, options, { env, stdio: ['ignore', 'ignore', 'pipe'], cwd: this.work });
    const pid = child.pid ?? 0;
    createInterface({ input: child.stderr }).on('line', text => {
      const time = BigInt(Date.now()) * 1000n + BigInt(this.lines.length % 1000);
      this.lines.push({ program, pid, time, text });
    });
    return child;
  }

  private async until(socket: string, program: Written['program']): Promise<void> {
    const ready = program === 'dockerd' ? /API listen on/ : /successfully booted/;
    const from = this.lines.length;
    for (let tries = 0; tries < 300; tries++) {
      if (existsSync(socket) && this.lines.slice(from).some(({ text }) => ready.test(text))) return;
      await sleep(100);
    }
    throw new Error(
      `${program} does not start:\n${this.lines
        .slice(-5)
        .map(({ text }) => text)
        .join('\n')}`,
    );
  }
}

/** A signal from a login shell of an administrator: audit sees its login uid. */
export async function adminKill(signal: string, ...targets: readonly (number | string)[]): Promise<void> {
  // 0 is the sender's own group.
  if (targets.some(target => Number(target) === 0)) throw new Error('nobody to kill');
  await adminShell(`kill -${signal} -- ${targets.join(' ')}`);
}

export async function adminShell(command: string): Promise<void> {
  const shell = spawn('bash', ['-c', `echo 1000 >/proc/self/loginuid; ${command}`], { stdio: 'ignore' });
  await once(shell, 'exit');
}
