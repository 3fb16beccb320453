// The uris of documents that show a part of logs: what they show, and what a person reads in the tab.
import { URI } from 'vscode-uri';
import { fileName } from '../place';
import { SLICE_SCHEME } from '../sliceProtocol';

/** What a slice shows. */
export interface SliceReference {
  /** The paths of the logs, at least one. */
  readonly files: readonly [string, ...string[]];
  /** The text form of a filter; '' shows all lines. */
  readonly filter: string;
  /** The first line (from 0) that may be shown; 0 where there are several files. */
  readonly from: number;
  /** How many lines are looked at; null for all there are and will be. */
  readonly count: number | null;
}

/** How many lines a page has. */
export const PAGE_LINES = 10_000;
const LONGEST_LABEL = 60;

/** The uri of a slice; `label` is what the tab says behind the file's name. */
export function sliceUri(reference: SliceReference, label: string): string {
  const [first] = reference.files;
  const others = reference.files.length - 1;
  const name = others > 0 ? `${fileName(first)} +${String(others)}` : fileName(first);
  const short = label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
  const folder = URI.file(first).path.split('/').slice(0, -1);
  // The path is for people, the query for us: half a surrogate pair, which no uri can hold, is left out of it.
  const tab = `${name} · ${short}`.replace(/[\\/]/g, '\u2215').replace(/\p{Surrogate}/gu, '\ufffd');
  return URI.from({
    scheme: SLICE_SCHEME,
    path: [...folder, tab].join('/'),
    query: JSON.stringify(reference),
  }).toString();
}

/** What a uri refers to; null where it is none of ours. */
export function parseSliceUri(uri: string): SliceReference | null {
  if (!uri.startsWith(`${SLICE_SCHEME}:`)) return null;
  try {
    const { query } = URI.parse(uri);
    const given = JSON.parse(query) as Partial<Record<keyof SliceReference, unknown>>;
    const { files, filter, from, count = null } = given;
    const sound =
      Array.isArray(files) &&
      files.length > 0 &&
      files.every(file => typeof file === 'string') &&
      typeof filter === 'string' &&
      typeof from === 'number' &&
      (count === null || typeof count === 'number');
    return sound ? { files: files as unknown as SliceReference['files'], filter, from, count } : null;
  } catch {
    return null;
  }
}

/** The page of a file that a line (from 0) stands on. */
export function pageOf(file: string, line: number): SliceReference {
  return { files: [file], filter: '', from: line - (line % PAGE_LINES), count: PAGE_LINES };
}
