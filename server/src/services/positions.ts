// Where a position of a document stands in its log: a slice shows lines that belong to others which it does not show.
import { LogDocument } from '../reading/document';
import type { PlacedTraceback } from '../reading/log';
import { remember } from '../remember';
import type { Documents } from './documents';
import { fileUri } from './fileUri';

import type { Slices } from './slices';

/** So many lines before and behind are read with a line: events and most tracebacks are shorter. */
const AROUND = 1000;
/** Stretches of logs that are kept read. */
const KEPT = 8;

/** A position as the log has it: `line` (from 0) and the uri are those of the log, columns are the document's. */
export interface Position {
  readonly log: LogDocument;
  readonly uri: string;
  readonly line: number;
}

export class Positions {
  /** Stretches by their log, version and place; the newest last. */
  private readonly read = new Map<string, Promise<LogDocument>>();

  constructor(
    private readonly documents: Documents,
    private readonly slices: Slices,
  ) {}

  /** What stands on a line of an open log; of a slice, as the log has it. Null where it is no log that is read. */
  async at(uri: string, line: number): Promise<Position | null> {
    const place = this.slices.place(uri, line);
    if (place) {
      return { log: await this.around(place.file, place.line), uri: fileUri(place.file), line: place.line };
    }
    const log = await this.documents.log(uri);
    return log && { log, uri, line };
  }

  /** The tracebacks in what was last read of a log around positions. */
  async tracebacksOf(uri: string): Promise<readonly PlacedTraceback[]> {
    const logs = await Promise.all(this.read.values());
    return logs.filter(({ file }) => fileUri(file) === uri).flatMap(({ contents }) => contents.tracebacks);
  }

  private async around(file: string, line: number): Promise<LogDocument> {
    const given = await this.documents.givenTime(fileUri(file));
    const lines = this.slices.linesOf(file);
    const firstLine = Math.max(0, line - (line % (2 * AROUND)) - AROUND);
    const key = JSON.stringify([file, lines.generation, firstLine]);
    const asked = remember(this.read, key, async () => {
      const texts = await lines.read(firstLine, 4 * AROUND);
      const source = {
        firstLine,
        lineCount: firstLine + texts.length,
        line: (index: number) => texts[index - firstLine] ?? '',
      };
      return new LogDocument(file, source, given);
    });
    this.read.delete(key);
    this.read.set(key, asked);
    for (const old of [...this.read.keys()].slice(0, -KEPT)) this.read.delete(old);
    const log = await asked;
    log.given = given;
    if (line < log.lineCount) return log;
    this.read.delete(key); // the log has grown since
    return this.around(file, line);
  }
}
