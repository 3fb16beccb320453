// The services of the server over a case in memory, and a connection that hands over what features register.
import type { RequestType } from 'vscode-languageserver-protocol';
import { LocalCase } from '../../../server/src/casefile/case';
import type { PlacedTraceback } from '../../../server/src/reading/log';
import type { Feature, Services } from '../../../server/src/features/feature';
import { filePath, fileUri } from '../../../server/src/services/fileUri';
import { Places } from '../../../server/src/services/places';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/services/settings';
import type { Jump } from '../../../server/src/services/sources';
import { Traces } from '../../../server/src/services/traces';
import type { Change } from '../../../server/src/source/model';
import { MemoryHost } from '../memoryHost';

/** Asks a feature as the client does. */
type Ask = <P, R>(type: RequestType<P, R, void>, params: P) => Promise<R>;

/** A token that nobody cancels. */
const NEVER = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };

export const CASE_URI = 'file:///case';

/** The uri of a file of the case. */
export function uriOf(name: string): string {
  return fileUri(`/case/${name}`);
}

export interface MadeOptions {
  readonly settings?: Partial<Settings>;
  /** What has changed a frame's function since; unknown where absent. */
  readonly changes?: () => Promise<readonly Change[]>;
  /** Where frames lead; nowhere where absent. */
  readonly locate?: (frame: { readonly file: string; readonly line: number }) => Jump;
}

/** Registers features over a case with these files (name -> text); no document is open. */
export async function serve(
  features: readonly Feature[],
  files: Readonly<Record<string, string>>,
  { settings, locate, changes }: MadeOptions = {},
): Promise<Ask> {
  const host = new MemoryHost(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/case/${name}`, text])));
  const local = new LocalCase(host, ['/case'], { maxFiles: 99, maxBytes: 1e9, zone: null });
  await local.read();
  const handlers = new Map<string, (params: unknown, token: unknown) => unknown>();
  const cases = { get: () => local, of: () => local, readyCase: () => Promise.resolve(local) };
  const store = { get: () => Promise.resolve({ ...DEFAULT_SETTINGS, ...settings }) };
  const tracebacksOf = async (log: string): Promise<readonly PlacedTraceback[]> =>
    (await local.files()).find(({ found }) => fileUri(found.path) === log)?.contents.tracebacks ?? [];
  const services = {
    connection: {
      onRequest: ({ method }: { readonly method: string }, handler: (params: unknown, token: unknown) => unknown) => {
        handlers.set(method, handler);
      },
    },
    cases,
    settings: store,
    sources: {
      details: () => Promise.resolve(null),
      pageOf: () => Promise.resolve(null),
      locate: (frame: { readonly file: string; readonly line: number }) =>
        Promise.resolve(locate?.(frame) ?? { location: null, uri: null, line: frame.line }),
    },
    histories: {
      blameOf: () => Promise.resolve(null),
      changesOf: () => changes?.() ?? Promise.resolve(null),
      sidesOf: () => Promise.resolve(null),
    },
    places: new Places(() => false),
    positions: { at: () => Promise.resolve(null) },
    traces: new Traces(tracebacksOf, store as never, cases as never, (uri, line) => ({
      file: filePath(uri) ?? uri,
      line,
    })),
  };
  for (const feature of features) feature.register(services as unknown as Services);
  return async (type, params) => (await handlers.get(type.method)?.(params, NEVER)) as never;
}
