// The text of a packed file of a case, or of a member of an archive, for a read-only document.
import type { ResponseError } from 'vscode-languageserver';
import { ArchiveFiles } from '../casefile/archive/files';
import { isOverLimit, limited, openFile, unreadableBytes } from '../casefile/open';
import { concat } from '../casefile/packed';
import { fileName } from '../place';
import { readInflated } from '../protocol';
import { text } from '../render/text';
import type { Feature } from './feature';
import { refused } from './refused';
import { filePath } from '../services/fileUri';
import { archiveBounds, MEGABYTE } from '../services/settings';

export const inflated: Feature = {
  capabilities: {},
  register({ connection, host, settings }) {
    connection.onRequest(readInflated, async ({ uri }) => {
      const given = await settings.get(uri);
      const files = new ArchiveFiles(host, archiveBounds(given));
      try {
        return await readText(files, filePath(uri) ?? uri, given.case.maxMegabytes * MEGABYTE);
      } finally {
        await files.release();
      }
    });
  },
};

/** The text of a file, or why there is none. A file may be named *.gz and be none: it is read as the text that it is. */
async function readText(files: ArchiveFiles, path: string, limit: number): Promise<string | ResponseError> {
  const file = await openFile(files, { path, name: fileName(path) });
  if ('reason' in file) return refused(text(file.reason));
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of limited(file, limit)) {
      pieces.push(piece);
      length += piece.length;
    }
  } catch (error) {
    // Of a file that is cut all that is there is shown, as the case has it.
    if (length === 0 || isOverLimit(error)) return refused(text(unreadableBytes(error)));
  }
  return new TextDecoder().decode(concat(pieces, length));
}
