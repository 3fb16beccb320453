// Where the lines of logs stand in a document that shows some of them.
import { addTo } from '../containers/lists';
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
    let [low, high] = [0, shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.places[shown[middle] ?? 0]?.line ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return shown[low] ?? null;
  }
}
