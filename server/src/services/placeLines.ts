// Where the lines of logs stand in a document that shows some of them.
import { addTo, firstIndex } from '../lists';
import type { Place } from '../place';

export class PlaceLines {
  /** The lines of the document by file: a file's own lines are in order there, whatever stands between them. */
  private readonly byFile = new Map<string, number[]>();

  /** @param places what each line of the document shows */
  constructor(private readonly places: readonly Place[]) {
    places.forEach(({ file }, line) => {
      addTo(this.byFile, file, line);
    });
  }

  /** The line of the document on which a line of a log stands, or the first of its log behind it; null where there is none. */
  lineOf({ file, line }: Place): number | null {
    const shown = this.byFile.get(file) ?? [];
    return shown[firstIndex(shown.length, at => (this.places[shown[at] ?? 0]?.line ?? 0) >= line)] ?? null;
  }
}
