// Between the files of a case and the uris of their documents: what is packed is shown as a read-only document.
import { URI } from 'vscode-uri';
import { INFLATED_SCHEME } from '../protocol';
import { parseSliceUri } from './sliceUri';

const PACKED = '.gz';

/** The uri under which the editor shows a file of a case. A packed one loses its ending, so that its name tells its language. */
export function fileUri(path: string): string {
  const packed = path.endsWith(PACKED);
  const uri = URI.file(packed ? path.slice(0, -PACKED.length) : path);
  return (packed ? uri.with({ scheme: INFLATED_SCHEME }) : uri).toString();
}

/** The path of the file that a document shows, all of it or a part: the first one of several. Null for documents that show none. */
export function filePath(uri: string): string | null {
  const slice = parseSliceUri(uri);
  if (slice) return slice.files[0];
  const parsed = URI.parse(uri);
  const path = parsed.with({ scheme: 'file' }).fsPath;
  return parsed.scheme === 'file' ? path : parsed.scheme === INFLATED_SCHEME ? path + PACKED : null;
}
