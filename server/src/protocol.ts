// The requests between client and server beyond LSP, typed and documented; imported by both sides.
import { NotificationType, NotificationType0, ProgressType, RequestType } from 'vscode-languageserver-protocol';
import type { EventKind } from './containers/model';
import type { Pin, PinState } from './pins/model';
import type { ContainerSelection, Facet, Fate } from './containers/selection';

/** The language ids of package.json. */
export type LanguageId = 'nodelog-audit' | 'nodelog-daemon' | 'nodelog-audit-rules';

/** The scheme of read-only documents that show a source file in a revision. */
export const SOURCE_SCHEME = 'nodelog-source';

/**
 * The scheme of read-only documents that show what is in a packed file or an archive. Their path is that file's without
 * the ending that says how it is packed, which is their query (`gz`).
 */
export const INFLATED_SCHEME = 'nodelog-inflated';

/** The text of a document of INFLATED_SCHEME. Rejects with the reason where the file cannot be read. */
export const readInflated = new RequestType<{ readonly uri: string }, string, void>('nodelog/readInflated');

/** What the client hands over when it starts the server. */
export interface InitializationOptions {
  /** The l10n bundle of the editor's language (English text -> translated text), where there is one. */
  readonly bundle?: Readonly<Record<string, string>>;
  /** False in a workspace that the user does not trust: then no repository of the workspace is looked for. */
  readonly trusted: boolean;
  /** A folder of the extension's own, for what may be kept and for clones; the server makes it when it is needed. */
  readonly storage?: string;
}

/** Which of our languages a document's beginning is written in; null for a foreign log. `head` is its first 64 KiB. */
export const detectLanguage = new RequestType<{ readonly head: string }, LanguageId | null, void>(
  'nodelog/detectLanguage',
);

// ---- the case -------------------------------------------------------------------------------------------------

/** One page of a longer list. `total` is its whole length; `generation` that of the case it was read from. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly generation: number;
}

export interface PageQuery {
  /** The uri of the case. */
  readonly case: string;
  readonly offset: number;
  readonly limit: number;
}

export type CaseState = 'reading' | 'ready' | 'failed';

export interface CaseItem {
  readonly uri: string;
  readonly name: string;
  /** workspace: a folder of the workspace. opened: a folder the user opened as a case. file: the open file alone. */
  readonly origin: 'workspace' | 'opened' | 'file';
  readonly state: CaseState;
  readonly generation: number;
  readonly files: number;
  readonly containers: number;
  /** Of these, those with which something went wrong. */
  readonly failed: number;
  readonly traces: number;
  /** Files that were not read, or not whole. */
  readonly notRead: number;
  /** Files that were looked at and are no logs. */
  readonly noLogs: number;
  /** Why the case could not be read, in words; null unless `state` is failed. */
  readonly problem: string | null;
  /** Whether the user has ended the last read, and what it has not read is among what was not read; false while it is read on. */
  readonly cancelled: boolean;
  /** How far it has been read, in words; null where it is not being read. */
  readonly progress: string | null;
}

export const listCases = new RequestType<null, readonly CaseItem[], void>('nodelog/cases');
/** Opens a folder as a case of its own, without touching the workspace. */
export const openCase = new RequestType<{ readonly uri: string }, CaseItem, void>('nodelog/openCase');
export const closeCase = new RequestType<{ readonly uri: string }, null, void>('nodelog/closeCase');
/** Reads everything again; ends when it has been read. */
export const refreshCases = new RequestType<null, null, void>('nodelog/refreshCases');
/** Sent when what a case holds has changed; the lists are to be asked for again. */
export const casesChanged = new NotificationType0('nodelog/casesChanged');

/** Where a statement stands: a uri and an LSP range. */
export interface Location {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
}
interface Position {
  readonly line: number;
  readonly character: number;
}

export interface ContainerItem {
  /** All digits that are known. */
  readonly id: string;
  /** False where only a prefix of the id was seen. */
  readonly complete: boolean;
  /** What a row shows: the first 12 digits; more where two containers share them. */
  readonly label: string;
  /** The end in words, or what is known, and when: "shim panicked (likely) · 02-25 22:07". */
  readonly description: string;
  /** Markdown, escaped: the id in full, state, execs, cause with its certainty. */
  readonly tooltip: string;
  readonly fate: Fate;
  readonly events: number;
}
/** All containers as they appeared, where no selection is given. */
export const listContainers = new RequestType<
  PageQuery & { readonly selection?: ContainerSelection },
  Page<ContainerItem>,
  void
>('nodelog/containers');

export type FacetItem = Facet & {
  /** The value in words. */
  readonly label: string;
  readonly count: number;
};
/** What the containers of a case can be told apart by. */
export const listFacets = new RequestType<{ readonly case: string }, readonly FacetItem[], void>('nodelog/facets');

/** A row of a container's timeline: an event, or several that are told as one. */
export interface EventItem {
  /** Stable within the list that it stands in. */
  readonly key: string;
  /** Time of day (in the node's zone where that is known) and kind. */
  readonly label: string;
  /** What happened in words; of several events how often, at which rate and until when. */
  readonly description: string;
  /** Markdown, escaped: time in UTC and in the node's zone, place, how it was matched and how sure that is. */
  readonly tooltip: string;
  readonly kind: EventKind;
  /** Where the first of its events stands. */
  readonly at: Location;
  /** How many events are told as one here; 1 for an event alone. */
  readonly events: number;
  /** Where others of them stand, some at most: for finding the row of a line. */
  readonly others: readonly Location[];
}
/** The rows of a container's timeline; with `within`, the key of one of them, the events that are told as one there. */
export const listEvents = new RequestType<
  PageQuery & { readonly container: string; readonly within?: string },
  Page<EventItem>,
  void
>('nodelog/events');

/** Every place that means a container; the first is one where its id stands, best in full. Empty where none does. */
export const containerReferences = new RequestType<
  { readonly case: string; readonly container: string },
  readonly Location[],
  void
>('nodelog/containerReferences');

export interface NotReadItem {
  readonly uri: string;
  /** The path within the case. */
  readonly name: string;
  /** Why, in words. */
  readonly reason: string;
  /** False for a file that was looked at and is no log. */
  readonly missing: boolean;
}
/** What was not read, then what is no log. */
export const listNotRead = new RequestType<PageQuery, Page<NotReadItem>, void>('nodelog/notRead');

/** A file of audit rules that would have logged who ended a container by a signal, with what the case tells as comments. */
export const killerRules = new RequestType<
  { readonly case: string; readonly container: string },
  { readonly text: string },
  void
>('nodelog/killerRules');

// ---- pages ----------------------------------------------------------------------------------------------------

/** A question that a page answers. why: why a container died. timelines: what happened to two, side by side. fleet: to all nodes. */
export interface PageQuestion {
  /** The uri of the case. */
  readonly case: string;
  readonly kind: 'why' | 'timelines' | 'fleet';
  /** Their ids: of `why` one, of `fleet` none. */
  readonly containers: readonly string[];
}

export interface PageText {
  /** Markdown, escaped; a link to PLACE_LINK and a number leads to the place with this index. */
  readonly markdown: string;
  readonly places: readonly Location[];
  /** The claims that a link to PIN_LINK and a number offers to pin: at the line that proves them first. */
  readonly claims: readonly { readonly text: string; readonly at: Location }[];
}

/** Rejects where the case is closed. */
export const readPage = new RequestType<PageQuestion, PageText, void>('nodelog/readPage');

/**
 * The container whose id, or an exec's of which, stands at a position (from 0) of a document, else the only one that the
 * line tells of; null where none does.
 */
export const containerAt = new RequestType<
  { readonly uri: string; readonly line: number; readonly character: number },
  { readonly case: string; readonly container: string } | null,
  void
>('nodelog/containerAt');

/** The lens above a line that tells what became of a container, by its number in the document. */
export interface LensRef {
  readonly uri: string;
  readonly lens: number;
}
/** The container of a lens; null where the document has it no more. */
export const containerOfLens = new RequestType<
  LensRef,
  { readonly case: string; readonly container: string } | null,
  void
>('nodelog/containerOfLens');

// ---- the report -----------------------------------------------------------------------------------------------

export interface ReportQuestion {
  /** The uri of the case. */
  readonly case: string;
  readonly container: string;
  /** Whether names that tell whose logs these are become pseudonyms. */
  readonly redact: boolean;
}

export interface ReportText {
  /** The page that `nodelog report` prints. */
  readonly markdown: string;
  /** Files that could not be read when they were to be quoted, each with the reason. */
  readonly unread: readonly string[];
  /** How many names became pseudonyms. */
  readonly names: number;
  /** What stands for what, as `--redaction-map` writes it; null where nothing is redacted. */
  readonly map: string | null;
}

/** Null where the user has ended the writing; rejects where the case is closed or the container unknown. */
export const writeReport = new RequestType<ReportQuestion, ReportText | null, void>('nodelog/report');

// ---- pins -----------------------------------------------------------------------------------------------------

/** A line that the user has marked with a note. What is kept of it names it. */
export interface PinItem {
  /** The uri of the case in whose folder it is kept. */
  readonly case: string;
  readonly pin: Pin;
  readonly state: PinState;
  /** Where it stands, in words. */
  readonly place: string;
  /** Null where its line stands nowhere any more. */
  readonly at: Location | null;
}

export interface PinList {
  readonly items: readonly PinItem[];
  /** What is wrong with the file that keeps them, in words. */
  readonly problems: readonly { readonly uri: string; readonly text: string }[];
}

/** The pins of all cases, in the order in which they are kept. */
export const listPins = new RequestType<null, PinList, void>('nodelog/pins');
/** Those that stand on lines (from 0) of a document, which may show a part of a log. */
export const pinsIn = new RequestType<
  { readonly uri: string },
  readonly { readonly line: number; readonly item: PinItem }[],
  void
>('nodelog/pinsIn');
/** Marks a line (from 0) of a document, or words its note anew; tells the file that keeps it. Rejects in words for the user. */
export const pinLine = new RequestType<
  { readonly uri: string; readonly line: number; readonly note: string },
  { readonly file: string },
  void
>('nodelog/pinLine');
/** Gives a pin another note, or removes it where that is null. */
export const changePin = new RequestType<Pick<PinItem, 'case' | 'pin'> & { readonly note: string | null }, null, void>(
  'nodelog/changePin',
);
/** Sent when pins have changed. */
export const pinsChanged = new NotificationType<null>('nodelog/pinsChanged');

// ---- source code ----------------------------------------------------------------------------------------------

/** The text of a document of SOURCE_SCHEME. */
export interface SourceText {
  readonly text: string;
  /** Set where the source is not on this machine: what the user can be offered. */
  readonly missing: MissingSource | null;
}
export interface MissingSource {
  readonly module: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly revision: string | null;
  /** https address to clone from; null where the table knows none. */
  readonly cloneUrl: string | null;
  /** The line on the forge's web page; null where no revision is known. */
  readonly webUrl: string | null;
  /** Why, in words. */
  readonly reason: string;
}
export const readSource = new RequestType<{ readonly uri: string }, SourceText, void>('nodelog/readSource');

/** Where a frame leads now; asked again after a repository was chosen. Null where it still leads nowhere. */
export const locateSource = new RequestType<{ readonly uri: string }, Location | null, void>('nodelog/locateSource');

/** Says whether a folder is a clone of the module; `problem` in words where it is not. */
export const checkRepository = new RequestType<
  { readonly module: string; readonly folder: string },
  { readonly problem: string | null },
  void
>('nodelog/checkRepository');

/** Clones a module's repository (bare) below `folder` with the installed git; cancellable; nothing half-made is left. */
export const cloneRepository = new RequestType<
  { readonly module: string; readonly folder: string; readonly token: string },
  { readonly folder: string | null; readonly problem: string | null },
  void
>('nodelog/cloneRepository');
/** Progress of cloneRepository: a sentence, and a share of 100 where git tells one. */
export const cloneProgress = new ProgressType<{ readonly message: string; readonly percentage: number | null }>();

/** The modules that the frames of the open cases lie in, for choosing a repository without a jump. */
export const listModules = new RequestType<
  null,
  readonly { readonly module: string; readonly folder: string | null; readonly cloneUrl: string | null }[],
  void
>('nodelog/modules');

/** A commit after the revision that ran which changed a frame's function. */
export interface ChangeItem {
  /** The commit's subject. */
  readonly label: string;
  /** "b9b7ef32b, first in v1.2.3" */
  readonly description: string;
  /** The day on which its author wrote it. */
  readonly detail: string;
  /** Documents of SOURCE_SCHEME: the file before and after the commit. */
  readonly before: string;
  readonly after: string;
  /** The commit on the forge's web page; null where that is not known. */
  readonly webUrl: string | null;
}
export interface ChangedSince {
  /** "(*execProcess).Pid since 9754871" */
  readonly title: string;
  /** Newest first. */
  readonly changes: readonly ChangeItem[];
  /** What to say where there are none: that none was found, or why nothing is known. */
  readonly nothing: string;
}
/** What has changed the function of the frame on a line of a log (from 0) since; null where no frame stands there. */
export const changedSince = new RequestType<{ readonly uri: string; readonly line: number }, ChangedSince | null, void>(
  'nodelog/changedSince',
);

// ---- times ----------------------------------------------------------------------------------------------------

/** What is known of the times of a file, and what the user has set for it. */
export interface FileTime {
  /** What the setting nodelog.time.offsets calls the file: a path within its case. */
  readonly pattern: string;
  /** What is set for that very pattern; empty where nothing is. */
  readonly value: string;
  /** Zone and year with their reasons, in words. */
  readonly reason: string;
}
/** Null for a document that is no log of ours. */
export const fileTime = new RequestType<{ readonly uri: string }, FileTime | null, void>('nodelog/fileTime');

/** Says in words what is wrong with a value of nodelog.time.offsets; null where nothing is. */
export const checkTimeOffset = new RequestType<{ readonly value: string }, string | null, void>(
  'nodelog/checkTimeOffset',
);

/** What the command nodelog.time.setOffset is given by a code action. */
export interface TimeOffset {
  readonly uri: string;
  readonly value: string;
}

// ---- status and lesson ----------------------------------------------------------------------------------------

/** What the language status item shows of a document. */
export interface DocumentStatus {
  /** "audit log, 4 events" */
  readonly summary: string;
  /** Time zone and why, what was skipped. */
  readonly detail: string;
  readonly warning: boolean;
}
export const documentStatus = new RequestType<{ readonly uri: string }, DocumentStatus | null, void>(
  'nodelog/documentStatus',
);

/** A step of the lesson that the user has just done by working: package.json's walkthrough completes by it. */
export type LessonStep = 'proctitleRead' | 'killerFound' | 'cutIdFollowed' | 'sourceReached';
export const lessonStepDone = new NotificationType<{ readonly step: LessonStep; readonly uri: string }>(
  'nodelog/lessonStepDone',
);
