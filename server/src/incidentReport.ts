// The report of an incident: what the command line prints and the editor opens is the same page, made here.
import type { ArchiveBounds } from './casefile/archive/bounds';
import { ArchiveFiles } from './casefile/archive/files';
import type { Case } from './casefile/case';
import { FileLines } from './casefile/fileLines';
import { lacking } from './casefile/notRead';
import type { Container } from './containers/model';
import type { Host } from './host';
import type { Place } from './place';
import { pinsPath, readFolderPins, findPin } from './casefile/pins';
import type { FoundPin } from './pins/model';
import { pinPlace } from './render/pins';
import { text } from './render/text';
import { problemText } from './render/problem';
import { placeText, reportMarkdown } from './render/report';
import type { Pseudonym } from './report/pseudonyms';
import { Redactor } from './report/redact';
import { explain } from './verdict/explain';
import { knownIssuesOf } from './verdict/knownIssues/tie';

/** So many lines are quoted: those of the first claims tell most. */
const MAX_QUOTED = 60;

interface ReportOptions {
  readonly host: Host;
  /** The folders whose pins are its notes. */
  readonly folders: readonly string[];
  /** How far archives are read; DEFAULT_BOUNDS where nothing is set. */
  readonly archives?: ArchiveBounds;
  /** Whether what tells whose logs these are is taken out. */
  readonly redact: boolean;
  readonly signal?: AbortSignal;
  /** Called with how many of the lines that are quoted have been read. */
  readonly onProgress?: (lines: number, ofLines: number) => void;
}

interface IncidentReport {
  readonly markdown: string;
  /** What stands for what; empty where nothing is redacted. */
  readonly map: readonly Pseudonym[];
  /** What could not be read for it: files that were to be quoted, pins; each with the reason. */
  readonly unread: readonly string[];
}

/** Writes the report of a container of a case. Rejects on cancellation. */
export async function incidentReport(
  opened: Case,
  container: Container,
  options: ReportOptions,
): Promise<IncidentReport> {
  const { items } = await opened.containers(0, Number.MAX_SAFE_INTEGER);
  const file = container.events[0]?.at.file ?? null;
  const versions = await opened.versions(file);
  const explanation = explain(container, items);
  const issues = knownIssuesOf(container, await opened.sightings(), versions);
  const places = [...explanation.claims.flatMap(({ evidence }) => evidence), ...issues.flatMap(({ at }) => at)];
  const { read, unread } = await linesAt(places, options);
  const pinned = await pinsOf(opened, options);
  const redactor = options.redact ? await redactorFor(opened, items) : null;
  // A line may teach a name that another one has: all are learned from before one is shown.
  if (redactor) for (const line of [...read.values(), ...pinned.pins.map(({ pin }) => pin.text)]) redactor.line(line);
  const markdown = reportMarkdown({
    container,
    explanation,
    issues,
    versions,
    offset: (await opened.zone(file))?.offset ?? null,
    lines: new Map([...read].map(([place, line]) => [place, redactor?.line(line) ?? line])),
    notRead: lacking((await opened.notRead(0, Number.MAX_SAFE_INTEGER)).items),
    notes: pinned.pins.map(found => ({
      note: found.pin.note,
      place: pinPlace(found),
      line: redactor?.line(found.pin.text) ?? found.pin.text,
    })),
    redact: said => redactor?.text(said) ?? said,
    redactPlace: place => redactor?.place(place) ?? place,
    redactName: (kind, name) => redactor?.name(kind, name) ?? name,
  });
  return { markdown, map: redactor?.map ?? [], unread: [...unread, ...pinned.problems] };
}

/** The map of a report as it is kept: whoever has it knows whose logs they are. */
export function mapText(map: readonly Pseudonym[]): string {
  return `${JSON.stringify(map, null, 2)}\n`;
}

/** The lines at some places, by how a place is written, and what could not be read. */
async function linesAt(
  places: readonly Place[],
  { host, archives, signal, onProgress }: ReportOptions,
): Promise<{ readonly read: ReadonlyMap<string, string>; readonly unread: readonly string[] }> {
  const wanted = [...new Map(places.map(place => [placeText(place), place]))].slice(0, MAX_QUOTED);
  const disk = new ArchiveFiles(host, archives);
  const files = new Map<string, FileLines>();
  const read = new Map<string, string>();
  const unread = new Set<string>();
  try {
    for (const [index, [key, place]] of wanted.entries()) {
      signal?.throwIfAborted();
      onProgress?.(index, wanted.length);
      const file = files.get(place.file) ?? new FileLines(disk, place.file);
      files.set(place.file, file);
      try {
        const [line] = await file.read(place.line, 1, signal);
        if (line !== undefined) read.set(key, line);
      } catch (error) {
        signal?.throwIfAborted();
        unread.add(`${place.file}: ${problemText(error)}`);
      }
    }
  } finally {
    await disk.release();
  }
  return { read, unread: [...unread] };
}

/** The pins of the folders, where each stands now. */
async function pinsOf(
  opened: Case,
  { host, archives, folders, signal }: ReportOptions,
): Promise<{ readonly pins: readonly FoundPin[]; readonly problems: readonly string[] }> {
  const pins: FoundPin[] = [];
  const problems: string[] = [];
  const files = (await opened.files()).map(({ found }) => found.path);
  for (const folder of folders) {
    const read = await readFolderPins(host, folder);
    for (const problem of read.problems) problems.push(`${pinsPath(folder)}: ${text(problem)}`);
    const disk = new ArchiveFiles(host, archives);
    for (const pin of read.pins) pins.push(await findPin(disk, folder, pin, files, signal));
    await disk.release();
  }
  return { pins, problems };
}

/** A redactor that knows the hosts of the case, and the names of all its containers, of their pods and of their images. */
async function redactorFor(opened: Case, containers: readonly Container[]): Promise<Redactor> {
  const redactor = new Redactor();
  for (const { facts } of await opened.files()) redactor.learn('host', facts.host);
  for (const { names, node, events, image } of containers) {
    for (const host of new Set([node, ...events.map(event => event.node)])) redactor.learn('host', host);
    for (const name of names) {
      redactor.learn('pod', name);
      // namespace/pod/container
      for (const part of name.split('/')) redactor.learn('pod', part);
    }
    redactor.learnImage(image);
  }
  return redactor;
}
