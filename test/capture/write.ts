// Writes what a recording has gathered: the logs in the forms in which engineers fetch them, and the truth beside them.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Daemons, Written } from './daemons';
import type { Docker, Told } from './docker';

const HOST = 'node-r';
const BOOT = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().replaceAll('-', '');

/** Containers and their runs, as tests read them (test/unit/verdict/captures.ts). */
export async function writeTruth(into: string, docker: Docker, more: Readonly<Record<string, unknown>>): Promise<void> {
  for (const told of docker.told) await docker.look(told);
  const containers = docker.told.flatMap(told => (told.id === null ? [] : [truthOf(docker, told, told.id)]));
  writeFileSync(join(into, 'truth.json'), JSON.stringify({ ...more, containers }, null, 1));
}

interface TrueRun {
  readonly started: string;
  finished: string | null;
  exit_code: number | null;
  oom_killed: boolean;
  cause: string;
}

function truthOf(docker: Docker, told: Told, id: string): Record<string, unknown> {
  const causeOf = (index: number): string => told.causes[index] ?? told.causes.at(-1) ?? 'unknown';
  const at = (nano: number): string => new Date(nano / 1e6).toISOString();
  const runs: TrueRun[] = [];
  let oom = false;
  for (const { status, timeNano, Actor } of docker.events.filter(event => event.id === id)) {
    const open = runs.at(-1);
    if (status === 'start') {
      runs.push({
        started: at(timeNano),
        finished: null,
        exit_code: null,
        oom_killed: false,
        cause: causeOf(runs.length),
      });
      oom = false;
    } else if (status === 'oom') {
      oom = true;
    } else if (status === 'die' && open?.finished === null) {
      Object.assign(open, { finished: at(timeNano), exit_code: Number(Actor.Attributes['exitCode']), oom_killed: oom });
    }
  }
  const { State: state, Created: created, RestartCount: restarts } = told.inspected ?? {};
  // Those that ran as dockerd was stopped were stopped with it; what its start began again nobody listened to.
  for (const run of runs) if (run.cause === 'running' && run.finished !== null) run.cause = 'stopped';
  if (state?.Status === 'running' && runs.at(-1)?.finished !== null) {
    runs.push({ started: state.StartedAt, finished: null, exit_code: null, oom_killed: false, cause: 'running' });
  }
  // The end of what ran on without containerd is lost, or is told once containerd is back.
  for (const run of runs) if (run.cause === 'runtime-died' && run.exit_code !== null) run.cause = 'exited';
  const last = runs.at(-1);
  return {
    id,
    name: told.name,
    cause: last?.cause ?? causeOf(0),
    image: 'busybox:1.35',
    options: told.options.join(' '),
    command: told.command.join(' '),
    created,
    started: last?.started ?? null,
    finished: last?.finished ?? null,
    exit_code: last ? last.exit_code : (state?.ExitCode ?? null),
    oom_killed: state?.OOMKilled ?? null,
    error: state?.Error ?? '',
    status: state?.Status ?? 'removed',
    removed: null,
    restart_count: restarts ?? 0,
    runs,
    kills: [],
    init_pids: [],
    shim_pids: [],
    execs: [],
  };
}

export function writeLogs(into: string, work: string, daemons: Daemons, zone: string): void {
  const logs = join(into, 'logs');
  const put = (name: string, lines: readonly string[]): void => {
    writeFileSync(join(logs, name), lines.map(line => `${line}\n`).join(''));
  };
  const { lines } = daemons;
  const of = (program: Written['program']): string[] =>
    lines.filter(line => line.program === program).map(({ text }) => text);
  put('dockerd.log', of('dockerd'));
  put('containerd.log', of('containerd'));
  const env = { ...process.env, TZ: zone };
  const dmesg = (...options: string[]): string[] =>
    execFileSync('dmesg', options, { env, encoding: 'utf8', maxBuffer: 1 << 28 })
      .split('\n')
      .filter(Boolean);
  const timeOf = (line: string): bigint => BigInt(Date.parse(line.slice(0, 32).replace(',', '.')) || 0) * 1000n;
  const whole = dmesg('--time-format=iso');
  const before = whole.findLastIndex(line => timeOf(line) < (lines[0]?.time ?? 0n)) + 1;
  const iso = whole.slice(before);
  const raw = dmesg().slice(before);
  put('dmesg.txt', iso);
  const kernel = iso.map((line, index) => {
    return { program: 'kernel' as const, pid: null, time: timeOf(line), text: raw[index] ?? '' };
  });
  const all = [...lines, ...kernel].sort((a, b) => Number(a.time - b.time));
  const stamp = stamps(zone);
  const sender = (program: string, pid: number | null): string =>
    pid === null ? program : `${program}[${String(pid)}]`;
  const traditional = all.map(
    ({ program, pid, time, text }) => `${stamp.short(time)} ${HOST} ${sender(program, pid)}: ${text}`,
  );
  const cut = Math.floor(traditional.length / 3);
  writeFileSync(
    join(logs, `messages-${new Date().toISOString().slice(0, 10).replaceAll('-', '')}.gz`),
    gzipSync(traditional.slice(0, cut).join('\n') + '\n'),
  );
  put('messages', traditional.slice(cut));
  put(
    'messages.iso',
    all.map(({ program, pid, time, text }) => `${stamp.iso(time)} ${HOST} ${sender(program, pid)}: ${text}`),
  );
  put(
    'docker.journal.txt',
    lines.map(({ program, pid, time, text }) => `${stamp.journal(time)} ${HOST} ${sender(program, pid)}: ${text}`),
  );
  put('docker.journal.json', lines.filter(({ program }) => program === 'dockerd').map(journalJson));
  writeAudit(logs, join(work, 'audit/audit.log'));
}

function journalJson({ program, pid, time, text }: Written): string {
  return JSON.stringify({
    _BOOT_ID: BOOT,
    _SYSTEMD_UNIT: 'docker.service',
    _COMM: program,
    __REALTIME_TIMESTAMP: String(time),
    MESSAGE: text,
    PRIORITY: '6',
    SYSLOG_IDENTIFIER: program,
    _HOSTNAME: HOST,
    _PID: String(pid),
  });
}

interface Stamps {
  readonly short: (time: bigint) => string;
  readonly iso: (time: bigint) => string;
  readonly journal: (time: bigint) => string;
}

/** As rsyslog and journalctl write times of a zone. */
function stamps(zone: string): Stamps {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  const parts = (time: bigint): Record<string, string> =>
    Object.fromEntries(format.formatToParts(Number(time / 1000n)).map(({ type, value }) => [type, value]));
  const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
  const micros = (time: bigint): string => String(time % 1_000_000n).padStart(6, '0');
  const long = (time: bigint): { readonly head: string; readonly offset: string } => {
    const { year, month, day, hour, minute, second, timeZoneName = '' } = parts(time);
    const offset = timeZoneName.replace('GMT', '') || '+00:00';
    return { head: `${year}-${month}-${day}T${hour}:${minute}:${second}.${micros(time)}`, offset };
  };
  return {
    short: time => {
      const { month, day, hour, minute, second } = parts(time);
      const name = MONTHS.slice((Number(month) - 1) * 3, Number(month) * 3);
      return `${name} ${String(Number(day)).padStart(2)} ${hour}:${minute}:${second}`;
    },
    iso: time => `${long(time).head}${long(time).offset}`,
    journal: time => `${long(time).head}${long(time).offset.replace(':', '')}`,
  };
}

/** Of the node are its daemons, its runtimes, what runs in its containers, and its administrator. */
const OF_NODE =
  /auid=1000 |exe="(?:\/usr\/s?bin\/(?:runc|containerd[\w-]*|dockerd|docker|docker-init|docker-proxy|auditd|auditctl)|\/bin\/(?:busybox|resizer|checker)|\/sbin\/docker-init)"/;

function writeAudit(logs: string, file: string): void {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const idOf = (line: string): string => /audit\([\d.:]+\)/.exec(line)?.[0] ?? '';
  const own = new Set(lines.filter(line => OF_NODE.test(line)).map(idOf));
  const kept = lines.filter(line => own.has(idOf(line)) || /type=(?:DAEMON_|CONFIG_CHANGE|SYSTEM_)/.test(line));
  writeFileSync(join(logs, 'audit.enriched.log'), kept.join('\n') + '\n');
  const raw = kept.map(line => line.split('\x1d')[0]);
  const cut = Math.floor(raw.length / 2);
  writeFileSync(join(logs, 'audit.log.1'), raw.slice(0, cut).join('\n') + '\n');
  writeFileSync(join(logs, 'audit.log'), raw.slice(cut).join('\n') + '\n');
}
