// The requests about pins: all of them, those of a document, and their changes.
import { changePin, listPins, pinLine, pinsChanged, pinsIn, type PinItem } from '../protocol';
import { pinPlace } from '../render/pins';
import { text } from '../render/text';
import { pinsPath } from '../casefile/pins';
import type { FoundPin } from '../pins/model';
import { message } from '../message';
import { inBackground } from '../services/background';
import { filePath, fileUri } from '../services/fileUri';
import { PinError } from '../services/pins';
import { parseSliceUri } from '../services/sliceUri';
import type { Feature, Services } from './feature';

export const pins: Feature = {
  capabilities: {},
  register(services) {
    const { connection, pins, slices, places } = services;
    connection.onRequest(listPins, async () => {
      const listed = await pins.list();
      return {
        items: listed.flatMap(({ folder, found }) => found.map(pin => itemOf(folder.uri, pin, places))),
        problems: listed.flatMap(({ folder: { path }, problems }) =>
          problems.map(problem => ({
            uri: fileUri(pinsPath(path)),
            text: text(message('pins.problem', { file: pinsPath(path), problem })),
          })),
        ),
      };
    });
    connection.onRequest(pinsIn, ({ uri }) => inDocument(services, uri));
    connection.onRequest(pinLine, async ({ uri, line, note }) => {
      const file = parseSliceUri(uri) ? null : filePath(uri);
      const place = slices.place(uri, line) ?? (file === null ? null : { file, line });
      if (!place) throw new PinError(message('pins.no-line-there'));
      return { file: await pins.put(place, note) };
    });
    connection.onRequest(changePin, async ({ case: uri, pin, note }) => {
      await pins.change(uri, pin, note);
      return null;
    });
    pins.onChanged(() => {
      inBackground(connection, connection.sendNotification(pinsChanged, null));
    });
  },
};

function itemOf(uri: string, found: FoundPin, places: Services['places']): PinItem {
  const { pin, state, at } = found;
  return { case: uri, pin, state, place: text(pinPlace(found)), at: at && places.line(at) };
}

async function inDocument(
  { pins, slices, places }: Services,
  uri: string,
): Promise<{ readonly line: number; readonly item: PinItem }[]> {
  const isSlice = parseSliceUri(uri) !== null;
  const file = filePath(uri);
  const shown: { line: number; item: PinItem }[] = [];
  for (const { folder, found } of await pins.list()) {
    for (const pin of found) {
      const line =
        pin.at && (isSlice ? await slices.lineShowing(uri, pin.at) : pin.at.file === file ? pin.at.line : null);
      if (line !== null) shown.push({ line, item: itemOf(folder.uri, pin, places) });
    }
  }
  return shown;
}
