// Code lenses on containers: what became of one, above the first line of a log that names it and above the line of its end.
import type { CodeLens } from 'vscode-languageserver';
import type { Container } from '../containers/model';
import { fateOf } from '../containers/selection';
import { message } from '../message';
import type { Place } from '../place';
import type { LensRef } from '../protocol';
import { end } from '../render/items';
import { text } from '../render/text';
import { filePath, fileUri } from '../services/fileUri';
import { parseSliceUri } from '../services/sliceUri';
import type { Services } from './feature';

/** Nobody reads more of them in one document, and each is kept by the editor. */
const MAX_LENSES = 200;

interface Lens {
  readonly line: number;
  /** The log that the line is of. */
  readonly file: string;
  readonly container: Container;
}

/** The lenses of a document; a click names its container by the number of its lens, never by anything that a log says. */
export async function containerLenses(services: Services, uri: string): Promise<CodeLens[]> {
  const lenses = await lensesOf(services, uri);
  return lenses.map((lens, index) => {
    const at = { line: lens.line, character: 0 };
    const id = lens.container.id.slice(0, 12);
    const title = text(message('container.lens', { container: id, end: end(lens.container) }));
    const ref: LensRef = { uri, lens: index };
    return {
      range: { start: at, end: at },
      command: { title, command: 'nodelog.containers.explain', arguments: [ref] },
    };
  });
}

/** The container of a lens; null where the document has it no more. */
export async function containerOfLens(
  services: Services,
  { uri, lens }: LensRef,
): Promise<{ readonly case: string; readonly container: string } | null> {
  const meant = (await lensesOf(services, uri))[lens];
  const owner = meant ? services.cases.uriOf(fileUri(meant.file)) : null;
  return owner !== null && meant ? { case: owner, container: meant.container.id } : null;
}

/** The lenses of a log, or of the lines that a part of logs shows; in the order of their lines. */
async function lensesOf({ cases, settings, slices }: Services, uri: string): Promise<Lens[]> {
  const { containers: wanted } = (await settings.get(uri)).codeLens;
  const slice = parseSliceUri(uri);
  const file = filePath(uri);
  if (wanted === 'off') return [];
  const lenses: Lens[] = [];
  for (const shown of slice?.files ?? (file === null ? [] : [file])) {
    const containers = (await cases.of(fileUri(shown))?.containersOfNode(shown)) ?? [];
    for (const container of containers) {
      if (wanted !== 'all' && fateOf(container) !== 'failed') continue;
      for (const line of linesOf(container, shown)) {
        const there = slice ? await slices.lineShowing(uri, { file: shown, line }) : line;
        if (there !== null) lenses.push({ line: there, file: shown, container });
      }
    }
  }
  return lenses.sort((a, b) => a.line - b.line).slice(0, MAX_LENSES);
}

/** The first line of the file that names the container, and those that prove most of its ends. */
function linesOf({ events, runs }: Container, file: string): Set<number> {
  const own = (places: readonly Place[]): number[] => places.flatMap(at => (at.file === file ? [at.line] : []));
  const named = events.filter(({ match }) => match === 'id' || match === 'prefix');
  const [first] = own(named.flatMap(({ at, also }) => [at, ...also])).sort((a, b) => a - b);
  const ends = runs.flatMap(({ verdict }) => own(verdict.claims[0]?.evidence ?? []).slice(0, 1));
  return new Set([...(first === undefined ? [] : [first]), ...ends]);
}
