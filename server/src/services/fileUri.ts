// Between the files of a case and the uris of their documents: what is packed, or in an archive, is shown as a read-only document.
import { URI } from 'vscode-uri';
import { isInArchive, packedEnding } from '../casefile/archive/names';
import { INFLATED_SCHEME } from '../protocol';
import { parseSliceUri } from './sliceUri';

/** The uri under which the editor shows a file of a case. A packed one's ending goes into the query, so that its name tells its language. */
export function fileUri(path: string): string {
  const ending = packedEnding(path);
  const uri = URI.file(path.slice(0, path.length - ending.length));
  const shown =
    ending !== '' || isInArchive(path) ? uri.with({ scheme: INFLATED_SCHEME, query: ending.slice(1) }) : uri;
  return shown.toString();
}

/** The path of the file that a document shows, all of it or a part: the first one of several. Null for documents that show none. */
export function filePath(uri: string): string | null {
  const slice = parseSliceUri(uri);
  if (slice) return slice.files[0];
  const parsed = URI.parse(uri);
  const path = parsed.with({ scheme: 'file', query: '' }).fsPath;
  if (parsed.scheme === 'file') return path;
  if (parsed.scheme !== INFLATED_SCHEME) return null;
  return parsed.query === '' ? path : `${path}.${parsed.query}`;
}
