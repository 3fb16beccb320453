// The services of source code over a made case: its logs, its version facts, its settings.
import { URI } from 'vscode-uri';
import type { Host } from '../../../server/src/host';
import { LogReader, type PlacedTraceback } from '../../../server/src/reading/log';
import type { Cases } from '../../../server/src/services/cases';
import { Histories } from '../../../server/src/services/histories';
import { Inferences } from '../../../server/src/services/inferences';
import { Revisions } from '../../../server/src/services/revisions';
import { DEFAULT_SETTINGS, type Settings, type SettingsStore } from '../../../server/src/services/settings';
import { shownFetch } from '../../../server/src/services/shownFetch';
import { Sources } from '../../../server/src/services/sources';
import type { VersionFact } from '../../../server/src/source/model';
import { host as realHost } from '../source/host';

export interface MadeSourcesOptions {
  readonly host?: Host;
  readonly workspaceFolders?: readonly string[];
  readonly settings?: Settings;
  /** The text of the one log. */
  readonly log?: string;
  readonly facts?: readonly VersionFact[];
  /** Where inferences are kept; nowhere by default. */
  readonly kept?: string;
  /** The folder of our own clones; none by default. */
  readonly clones?: string;
  /** The user's patience with a task: ended before it begins where the signal is aborted. */
  readonly signal?: AbortSignal;
}

export interface MadeSources {
  readonly sources: Sources;
  readonly histories: Histories;
  readonly tracebacks: readonly PlacedTraceback[];
}

export function madeSources(options: MadeSourcesOptions = {}): MadeSources {
  const { host = realHost, workspaceFolders = [], settings = DEFAULT_SETTINGS, facts = [], kept = null } = options;
  const cases = {
    onChanged: () => undefined,
    ready: () => Promise.resolve({ versions: () => Promise.resolve(facts) }),
    workspaceFolders: () => workspaceFolders.map(folder => URI.file(folder).toString()),
  } as unknown as Cases;
  const store = { get: () => Promise.resolve(settings) } as unknown as SettingsStore;
  const reader = new LogReader('log');
  (options.log ?? '').split('\n').forEach(line => reader.push(line));
  const { tracebacks } = reader.end();
  const signal = options.signal ?? new AbortController().signal;
  const task = { signal, report: () => undefined, done: () => undefined };
  const inferences = new Inferences(
    host,
    () => kept,
    () => task,
  );
  const revisions = new Revisions(store, cases, () => Promise.resolve(tracebacks), inferences);
  const clones = { folder: () => options.clones ?? null, fetch: shownFetch(() => task) };
  const sources = new Sources(host, store, cases, revisions, clones, () => undefined);
  sources.trusted = true;
  return { sources, histories: new Histories(sources), tracebacks };
}
