// Diagnostics on the lines that prove why containers died: the claims of their verdicts, with the lines of other files beside them.
import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import type { Cause, Container, Run } from '../containers/model';
import { isEnd } from '../containers/runs';
import { messageSpan } from '../log/envelope';
import { message } from '../message';
import type { Certainty, Place } from '../place';
import type { LogDocument } from '../reading/document';
import { sure } from '../render/items';
import { claimMessage } from '../render/report';
import { text } from '../render/text';
import { shortMessage } from '../render/timeline';
import { filePath } from '../services/fileUri';
import { parseSliceUri } from '../services/sliceUri';
import type { Claim } from '../verdict/model';
import { diagnostic } from './auditDiagnostics';
import type { Services } from './feature';

/** Ends that nobody of the runtime's users asked for, and that leave lines in several files. A panic has a diagnostic of its own. */
const CAUSES: readonly Cause[] = ['shim-died', 'oom-killed', 'killed-from-host', 'runtime-died'];
/** A node on which everything dies says as much with its first containers. */
const MAX_DEATHS = 100;
/** Lines that prove the same again tell nothing new. */
const MAX_RELATED = 20;

/** One diagnostic for each run that ended so, on the first line that proves it, where that stands in this document. */
export async function deathDiagnostics(
  { settings, cases, places }: Services,
  uri: string,
  log: LogDocument,
): Promise<Diagnostic[]> {
  const { deaths } = (await settings.get(uri)).diagnostics;
  const file = filePath(uri);
  const inCase = cases.of(uri);
  // Of a part of a log the lines have other numbers.
  if (deaths === 'off' || file === null || !inCase || parseSliceUri(uri)) return [];
  const found = (await inCase.containersOfNode(file)).flatMap(container =>
    container.runs.flatMap((run, index) => deathOf(container, run, index, file, places) ?? []),
  );
  return found.slice(0, MAX_DEATHS).flatMap(({ line, said, relatedInformation }) => {
    if (line >= log.lineCount) return []; // the document is not what was read
    const span = messageSpan(log.text(line), log.entry(line).envelope);
    return [{ ...diagnostic(line, span, said, 'container-death', deaths), relatedInformation }];
  });
}

interface Death {
  readonly line: number;
  readonly said: string;
  readonly relatedInformation: DiagnosticRelatedInformation[];
}

function deathOf(
  container: Container,
  run: Run,
  index: number,
  file: string,
  places: Services['places'],
): Death | null {
  const {
    cause,
    certainty,
    verdict: { claims },
  } = run;
  const [first] = claims;
  const place = first?.evidence.find(at => at.file === file);
  // Only the file of the first proof has the diagnostic: in the others it is related.
  if (!CAUSES.includes(cause) || !first || place !== first.evidence[0] || !place) return null;
  const worded = (made: Claim, sureness: Certainty): string =>
    text(sure(claimMessage({ ...made, run: index + 1 }, container), sureness));
  const proofs = claims.flatMap(made => made.evidence.map(at => ({ at, said: worded(made, made.certainty) })));
  const others = [...proofs, ...endOf(container, run)].filter(
    ({ at }, index, all) => !isSame(at, place) && all.findIndex(other => isSame(other.at, at)) === index,
  );
  const relatedInformation = others.slice(0, MAX_RELATED).map(({ at, said }) => {
    const { uri, range } = places.line(at);
    return { location: { uri, range: { ...range, end: range.start } }, message: said };
  });
  const id = container.id.slice(0, 12);
  const said = message('finding.container-death', { container: id, claim: worded(first, certainty ?? 'possible') });
  return { line: place.line, said: text(said), relatedInformation };
}

/** So long do the daemons take to tell of an end, mostly. */
const END_NS = 5_000_000_000n;

/** The lines that tell when a run ended: what proves why may stand in one file alone. */
function endOf({ events, runs }: Container, run: Run): { readonly at: Place; readonly said: string }[] {
  const { finished } = run;
  if (finished === null) return [];
  const next = runs[runs.indexOf(run) + 1]?.started?.ns ?? null;
  const until = next === null || next > finished.ns + END_NS ? finished.ns + END_NS : next;
  const ends = events.filter(
    event => isEnd(event) && event.time !== null && event.time.ns >= finished.ns && event.time.ns <= until,
  );
  return ends.flatMap(event => [event.at, ...event.also].map(at => ({ at, said: text(shortMessage(event)) })));
}

function isSame(a: Place, b: Place): boolean {
  return a.file === b.file && a.line === b.line;
}
