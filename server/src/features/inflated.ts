// The text of a compressed file of a case, for a read-only document.
import { ResponseError } from 'vscode-languageserver';
import { openFile, readAll, unreadableBytes } from '../casefile/open';
import { fileName } from '../place';
import { readInflated } from '../protocol';
import { text } from '../render/text';
import type { Feature } from './feature';
import { filePath } from '../services/fileUri';
import { MEGABYTE } from '../services/settings';

/** JSON-RPC's range for errors of an application begins above -32000. */
const CANNOT_READ = 1;

export const inflated: Feature = {
  capabilities: {},
  register({ connection, host, settings }) {
    connection.onRequest(readInflated, async ({ uri }) => {
      const limit = (await settings.get(uri)).case.maxMegabytes * MEGABYTE;
      const path = filePath(uri) ?? uri;
      // A file may be named *.gz and be none: the case reads it as the text that it is.
      const file = await openFile(host, { path, name: fileName(path) });
      if ('reason' in file) {
        return new ResponseError(CANNOT_READ, text(file.reason));
      }
      try {
        return new TextDecoder().decode(await readAll(file, limit));
      } catch (error) {
        return new ResponseError(CANNOT_READ, text(unreadableBytes(error)));
      }
    });
  },
};
