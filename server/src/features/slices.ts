// The requests about slices: what of a log is shown, where its lines come from, and how a filter is made of a line.
import { openFile } from '../casefile/open';
import { withIds } from '../filter/containerNames';
import { parseFilter, printFilter } from '../filter/text';
import { TERMS } from '../filter/terms';
import { message } from '../message';
import { fileName } from '../place';
import type { LanguageId, Location } from '../protocol';
import { detectLog } from '../reading/detect';
import { text } from '../render/text';
import { filePath, fileUri } from '../services/fileUri';
import { pageLocation, pageUri, wholeLines } from '../services/places';
import { MEGABYTE } from '../services/settings';
import { pageOf, PAGE_LINES, parseSliceUri, sliceUri, type SliceReference } from '../services/sliceUri';
import {
  checkFilter,
  filterTerms,
  followSlice,
  largeLog,
  lineOrigins,
  MOST_SYNCED,
  narrowFilter,
  neighbourPage,
  openSlice,
  originalPlace,
  readSlice,
  sliceChanged,
  sliceState,
  type LargeLog,
  type OpenedSlice,
  type SliceQuery,
} from '../sliceProtocol';
import type { Feature, Services } from './feature';
import { inBackground } from '../services/background';
import { narrowed } from './narrowFilter';
import { refused } from './refused';

/** How much of a log's beginning tells what it is. */
const HEAD = 65_536;
/** How much of the end of a log is shown first when it is followed. */
const TAIL_LINES = 2000;

export const slices: Feature = {
  capabilities: {},
  register(services) {
    const { connection, slices, places } = services;
    connection.onRequest(largeLog, ({ uri }) => largeLogOf(services, uri));
    connection.onRequest(openSlice, query => opened(services, query));
    connection.onRequest(readSlice, async ({ uri }) => {
      const shown = await slices.text(uri);
      const file = filePath(uri);
      if (shown === null || file === null) return refused(text(message('slice.unknown')));
      return { text: shown, language: await languageOf(services, file) };
    });
    connection.onRequest(sliceState, ({ uri }) => slices.state(uri));
    slices.onChanged = (state, isOtherText) => {
      inBackground(connection, connection.sendNotification(sliceChanged, { state, text: isOtherText }));
    };
    connection.onRequest(followSlice, async ({ uri, follow }) => {
      await slices.follow(uri, follow);
      return null;
    });
    connection.onRequest(originalPlace, ({ uri, line }) => {
      const place = slices.place(uri, line);
      return place && places.line(place);
    });
    connection.onRequest(lineOrigins, ({ uri, first, end }) =>
      Array.from({ length: Math.max(0, end - first) }, (_, index) => slices.place(uri, first + index)).map(place => ({
        file: place ? fileName(place.file) : '',
        line: place?.line ?? -1,
      })),
    );
    connection.onRequest(neighbourPage, ({ uri, step }) => neighbour(services, uri, step));
    connection.onRequest(checkFilter, ({ filter }) => {
      const parsed = parseFilter(filter);
      return { problem: 'problem' in parsed ? text(parsed.problem) : null };
    });
    connection.onRequest(filterTerms, () =>
      TERMS.flatMap(({ kind, values, description: said }) => {
        if (!said) return [];
        const description = text(said);
        const offered = values.length > 0 ? values.map(value => `${kind}:${value}`) : [`${kind}:`];
        return offered.map(term => ({ text: term, description }));
      }),
    );
    connection.onRequest(narrowFilter, query => narrowed(services, query));
  },
};

/** A file that the editor holds back, where it is a log; null for others. */
async function largeLogOf(services: Services, uri: string): Promise<LargeLog | null> {
  const file = filePath(uri);
  if (file === null || parseSliceUri(uri)) return null;
  const { bytes } = await services.host.stat(file);
  const language = bytes > MOST_SYNCED ? await languageOf(services, file) : null;
  return language && { name: fileName(file), megabytes: Math.round(bytes / MEGABYTE), language };
}

async function languageOf({ slices }: Services, file: string): Promise<LanguageId | null> {
  const opened = await openFile(slices.disk.for(file), { path: file, name: fileName(file) });
  if ('reason' in opened) return null;
  await opened.close();
  const kind = detectLog(new TextDecoder().decode(opened.head.subarray(0, HEAD)));
  return kind && (kind === 'audit' ? 'nodelog-audit' : 'nodelog-daemon');
}

async function opened({ slices, cases }: Services, { uris, filter, line, tail }: SliceQuery): Promise<OpenedSlice> {
  const files = [...new Set(uris.flatMap(uri => parseSliceUri(uri)?.files ?? filePath(uri) ?? []))];
  const [file, ...others] = files;
  const [uri] = uris;
  if (file === undefined || uri === undefined) return { at: null, problem: text(message('slice.unknown')) };
  const place = line === null ? null : (slices.place(uri, line) ?? { file, line });
  if (filter === null && !tail) return { at: pageLocation(file, place?.line ?? 0), problem: null };
  const parsed = parseFilter(filter ?? '');
  const inCase = cases.of(fileUri(file));
  const containers = (await inCase?.containers(0, Number.MAX_SAFE_INTEGER))?.items ?? [];
  const shownFilter = 'problem' in parsed ? parsed : withIds(parsed, containers);
  if ('problem' in shownFilter) return { at: null, problem: text(shownFilter.problem) };
  const lines = tail ? await slices.linesOf(file).count() : 0;
  const reference: SliceReference = {
    files: [file, ...others],
    filter: printFilter(shownFilter),
    from: Math.max(0, lines - TAIL_LINES),
    count: null,
  };
  const label = tail ? message('slice.end') : message('slice.all');
  const at = sliceUri(reference, reference.filter === '' ? text(label) : reference.filter);
  const shown = place ? await slices.lineOf(at, place) : null;
  return { at: { uri: at, range: wholeLines(shown ?? 0, shown ?? 0) }, problem: null };
}

async function neighbour({ slices }: Services, uri: string, step: 1 | -1): Promise<Location | null> {
  const reference = parseSliceUri(uri);
  if (!reference || reference.count === null) return null;
  const [file] = reference.files;
  const from = reference.from + step * PAGE_LINES;
  const isThere = from >= 0 && (await slices.linesOf(file).read(from, 1)).length > 0;
  const start = { line: 0, character: 0 };
  return isThere ? { uri: pageUri(pageOf(file, from)), range: { start, end: start } } : null;
}
