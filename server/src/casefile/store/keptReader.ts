// The reader of a file as bytes: what it knows after the lines that it was given, so that it goes on from there at another time.
import { ListedRecord } from '../../audit/listedRecord';
import { ScannedRecord } from '../../audit/record';
import { BootLines } from '../../containers/boots';
import { Creations } from '../../containers/creations';
import { ExecCommands } from '../../containers/execCommands';
import { FactReader } from '../../containers/facts';
import { SourceSpans } from '../../containers/sources';
import { ArgumentText } from '../../golang/argumentText';
import { Calls } from '../../golang/calls';
import { putTogether, takeApart, TracebackDraft } from '../../golang/draft';
import { FrameTable } from '../../golang/frameTable';
import { GoroutineTable } from '../../golang/goroutineTable';
import { StackTree } from '../../golang/groups';
import { heads } from '../../golang/headRows';
import { TracebackReader } from '../../golang/reader';
import { Stream, TracebackStore } from '../../golang/stream';
import { Streams } from '../../golang/streams';
import { OomReader } from '../../kernel/oomReports';
import { BootEvidence } from '../../log/boots';
import { CutText, JsonString, PlacedText } from '../../log/escaped';
import { TimeEvidence } from '../../log/timeEvidence';
import { EntrySample, Pool } from '../../reading/entrySample';
import { EntryJoiner, joinedForms } from '../../reading/joined';
import { BinaryField, FirstLine } from '../../reading/journalFields';
import { LogReader } from '../../reading/log';
import { MovedRecord } from '../../reading/written';
import { VersionReader } from '../../source/version';
import type { KnownIssueRow } from '../../verdict/knownIssues/model';
import { KnownIssueReader } from '../../verdict/knownIssues/reader';
import type { FoundFile } from '../discover';
import { FileReader } from '../fileReader';
import { GraphError, orGraphError, type GraphTypes, type KeptClass } from './graph';
import { readGraph } from './graphReader';
import { writeGraph } from './graphWriter';

/** What a reader is made of. A class that is not here cannot be written down: keptReader.test.ts reads logs of all kinds. */
const CLASSES: GraphTypes['classes'] = {
  ...classes({
    ArgumentText,
    BinaryField,
    BootEvidence,
    BootLines,
    Calls,
    Creations,
    CutText,
    EntrySample,
    ExecCommands,
    FactReader,
    FirstLine,
    FrameTable,
    GoroutineTable,
    JsonString,
    ListedRecord,
    OomReader,
    PlacedText,
    Pool,
    SourceSpans,
    StackTree,
    Stream,
    Streams,
    TimeEvidence,
    TracebackDraft,
    TracebackStore,
    VersionReader,
  }),
  EntryJoiner: { type: EntryJoiner, anew: ['visit'] },
  FileReader: { type: FileReader, anew: ['feed'] },
  KnownIssueReader: { type: KnownIssueReader, anew: ['matcher'] },
  LogReader: { type: LogReader, anew: ['visit'] },
  MovedRecord: { type: MovedRecord, anew: ['moved'] },
  ScannedRecord: { type: ScannedRecord, anew: ['scanned'] },
  TracebackReader: { type: TracebackReader, anew: ['scanner'] },
};

function classes(types: Readonly<Record<string, KeptClass['type']>>): GraphTypes['classes'] {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }]));
}

const PACKED: GraphTypes['packed'] = {
  traceback: { pack: takeApart, unpack: kept => putTogether(kept as Parameters<typeof putTogether>[0]) },
};

/** @param issues the known issues that the reader looks for: the same, by their names, when it is read back */
function typesOf(issues: readonly KnownIssueRow[]): GraphTypes {
  const named = new Map<string, object>([['issues', issues]]);
  for (const row of issues) named.set(`issue ${row.id}`, row);
  for (const row of heads) named.set(`head ${row.id}`, row);
  for (const form of joinedForms) named.set(`form ${form.id}`, form);
  return { classes: CLASSES, packed: PACKED, named };
}

/** A reader as bytes; it can go on afterwards. Throws GraphError where it holds what cannot be written down. */
export function writeReader(reader: FileReader, issues: readonly KnownIssueRow[]): Uint8Array<ArrayBuffer> {
  return writeGraph(reader, typesOf(issues));
}

/** A reader of its own from such bytes, which goes on with the same file as it is now. Throws GraphError where they are nothing of the kind. */
export function readReader(
  bytes: Uint8Array,
  found: FoundFile,
  { issues, signal }: { readonly issues: readonly KnownIssueRow[]; readonly signal?: AbortSignal | undefined },
): FileReader {
  const reader = readGraph(bytes, typesOf(issues));
  if (!(reader instanceof FileReader)) throw new GraphError('this is no reader of a file');
  // What is changed may be a reader with something missing.
  orGraphError(() => reader.resume(found, signal));
  return reader;
}
