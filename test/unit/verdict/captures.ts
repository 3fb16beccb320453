// Captures of real nodes with what truly happened on them: run by run, what a case of some of their files says of it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalCase } from '../../../server/src/casefile/case';
import type { Container, Run } from '../../../server/src/containers/model';
import { host } from '../source/host';

interface TrueRun {
  readonly started: string | null;
  readonly finished: string | null;
  readonly exit_code: number | null;
  readonly oom_killed: boolean | null;
  readonly cause: string;
}

interface TrueContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly cause: string;
  readonly status: string;
  readonly exit_code: number | null;
  readonly oom_killed: boolean | null;
  readonly error: string;
  readonly options: string;
  readonly command: string;
  readonly created: string;
  readonly removed: string | null;
  readonly restart_count: number;
  readonly runs: readonly TrueRun[];
  readonly kills: readonly {
    readonly target: string;
    readonly comm: string;
    readonly time: string;
    readonly signal: number | null;
  }[];
  readonly init_pids: readonly number[];
  readonly shim_pids: readonly number[];
  readonly execs: readonly { readonly id: string; readonly command: string }[];
}

export interface Capture {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly truth: { readonly containers: readonly TrueContainer[] };
}

const samples = process.env['NODELOG_SAMPLES'];

/** Why tests over captures are skipped; false where they are at hand. */
export const skip = samples === undefined ? 'NODELOG_SAMPLES is unset' : false;

/** All captures below NODELOG_SAMPLES; none where that is unset. */
export function captures(): Capture[] {
  return samples === undefined ? [] : capturesIn(join(samples, 'captures'));
}

/** Those that the repository holds: test/capture/record.sh has recorded them. */
export function ownCaptures(): Capture[] {
  return capturesIn('test/fixtures/captures');
}

function capturesIn(root: string): Capture[] {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter(name => existsSync(join(root, name, 'truth.json')))
    .sort()
    .map(name => {
      const folder = join(root, name, 'logs');
      const truth = JSON.parse(readFileSync(join(root, name, 'truth.json'), 'utf8')) as Capture['truth'];
      return { name, folder, files: readdirSync(folder).sort(), truth };
    });
}

/** The containers that files or folders tell of. */
export async function containersOf(roots: readonly string[]): Promise<readonly Container[]> {
  const opened = new LocalCase(host, roots, { maxFiles: Infinity, maxBytes: Infinity, zone: null });
  await opened.read();
  return (await opened.containers(0, Number.MAX_SAFE_INTEGER)).items;
}

/** What was said of the runs that there were. */
export interface Score {
  readonly right: number;
  readonly unknown: number;
  /** A line for each wrong cause, exit code, or run that there was not. */
  readonly wrong: readonly string[];
  /** A line for each run whose cause is not known. */
  readonly open: readonly string[];
  /** By the run (id and start): the certainty of its cause, 0 for unknown to 3 for certain. */
  readonly certainty: ReadonlyMap<string, number>;
}

const MS = 1_000_000n;
/** A run is found by its times, to so many milliseconds. */
const SLACK = 1500;
/** A shim begins at most so many milliseconds before its program does. */
const SHIM = 5000;
const CERTAINTIES = [null, 'possible', 'likely', 'certain'] as const;

export function score(containers: readonly Container[], { truth }: Pick<Capture, 'truth'>): Score {
  const wrong: string[] = [];
  const open: string[] = [];
  const certainty = new Map<string, number>();
  let right = 0;
  for (const real of truth.containers) {
    const said = containers.find(({ id }) => id === real.id);
    const left = new Set(said?.runs);
    const runs = real.runs.length > 0 ? real.runs : [{ started: null, finished: null, ...real }];
    runs.forEach((run, index) => {
      const told =
        [...left].find(candidate => runs.length === 1 || isAt(candidate, run, runs[index + 1]?.started)) ?? null;
      const name = `${real.id.slice(0, 12)} ${run.started ?? 'never started'}`;
      if (told) left.delete(told);
      certainty.set(name, CERTAINTIES.indexOf(told?.certainty ?? null));
      const cause = told?.cause ?? 'unknown';
      if (cause === run.cause) right++;
      else if (cause === 'unknown')
        open.push(`${name}: ${run.cause} of ${told?.verdict.candidates.join(', ') ?? 'none'}`);
      else wrong.push(`${name}: ${cause}, not ${run.cause}`);
      const code = told?.exitCode ?? null;
      if (code !== null && code !== run.exit_code) wrong.push(`${name}: exit code ${String(code)}`);
    });
    for (const run of left) {
      if (run.cause !== 'unknown') wrong.push(`${real.id.slice(0, 12)}: ${run.cause} of a run that there was not`);
    }
  }
  for (const { id, complete } of containers) {
    if (complete && !truth.containers.some(real => real.id === id)) wrong.push(`${id}: no container`);
  }
  return { right, unknown: open.length, wrong, open, certainty };
}

/**
 * Whether a run that was found is this one. Where its start and its end are told, both were at one time; else that one
 * moment lies within it. A shim begins some time before its program does, on a node under load seconds.
 */
function isAt(found: Run, { started, finished }: TrueRun, next: string | null | undefined): boolean {
  const from = started === null ? -Infinity : Date.parse(started) - SLACK;
  const to = finished === null ? Infinity : Date.parse(finished) + SLACK;
  const until = typeof next === 'string' ? Math.min(to, Date.parse(next) - 1) : to;
  const began = found.started && Number(found.started.ns / MS);
  const ended = found.finished && Number(found.finished.ns / MS);
  if (began !== null && ended !== null) return began <= until && ended >= from;
  if (began !== null) return began >= from - SHIM && began <= until;
  return ended === null || (ended >= from && ended <= to);
}
