// The uris of documents that show source code in a revision: what they show, and what a person reads in the tab.
import { URI } from 'vscode-uri';
import { SOURCE_SCHEME } from '../protocol';

/** What a source document shows: a file of a commit, or (commit null) an explanation of what is missing. */
export interface SourceReference {
  readonly module: string;
  readonly path: string;
  readonly commit: string | null;
  /** The line that a frame points to, from 1; only where `commit` is null: else one document serves all its lines. */
  readonly line: number | null;
  /** The log that led here, for its case and settings. */
  readonly log: string;
  /** The line of the log (from 0) on which the frame's file stands; only where `line` is. */
  readonly at: number | null;
}

/** The uri of a document; `version` is what the tab says behind the file's name. */
export function sourceUri(reference: SourceReference, version: string): string {
  const folders = reference.path.split('/').slice(0, -1);
  const name = reference.path.split('/').at(-1) ?? reference.path;
  const product = reference.module.split('/').at(-1) ?? reference.module;
  const tab = `${name} · ${[product, version].join(' ').trim()}`;
  const parts = [...reference.module.split('/'), ...folders, tab].filter(part => part !== '');
  // The path is for people, the query for us: half a surrogate pair, which no uri can hold, is left out of it.
  const path = `/${parts.join('/')}`.replace(/\p{Surrogate}/gu, '\ufffd');
  return URI.from({ scheme: SOURCE_SCHEME, path, query: JSON.stringify(reference) }).toString();
}

/** What a uri refers to; null where it is none of ours. */
export function parseSourceUri(uri: string): SourceReference | null {
  try {
    const { scheme, query } = URI.parse(uri);
    if (scheme !== SOURCE_SCHEME) {
      return null;
    }
    const given = JSON.parse(query) as Partial<Record<keyof SourceReference, unknown>>;
    const { module, path, log, commit = null, line = null, at = null } = given;
    const sound =
      typeof module === 'string' &&
      typeof path === 'string' &&
      typeof log === 'string' &&
      (commit === null || typeof commit === 'string') &&
      (line === null || typeof line === 'number') &&
      (at === null || typeof at === 'number');
    return sound ? { module, path, log, commit, line, at } : null;
  } catch {
    return null;
  }
}
