// The requests about slices: read-only documents that show a part of one or several logs. Imported by both sides.
import { NotificationType, RequestType } from 'vscode-languageserver-protocol';
import type { LanguageId, Location } from './protocol';

/** The scheme of these documents; services/sliceUri.ts has what is in their uris. */
export const SLICE_SCHEME = 'nodelog-slice';

/** VS Code hands no document of more characters to extensions (TextModel._MODEL_SYNC_LIMIT); no file of fewer bytes has more. */
export const MOST_SYNCED = 50 * 1024 * 1024;

/** A log on disk that the editor cannot hand over; null where it is none of ours. `uri` as the editor has it. */
export interface LargeLog {
  readonly name: string;
  readonly megabytes: number;
  readonly language: LanguageId;
}
export const largeLog = new RequestType<{ readonly uri: string }, LargeLog | null, void>('nodelog/largeLog');

/** What to show: of the logs that `uris` show, or are slices of. */
export interface SliceQuery {
  readonly uris: readonly string[];
  /** The text form of a filter; null for a page of the file. */
  readonly filter: string | null;
  /** A line (from 0) of the first document that is to be in sight; null for none. */
  readonly line: number | null;
  /** Only the end of the file, to be followed. */
  readonly tail?: boolean;
}
/** Where a slice is opened; `problem` says in words what is wrong with the filter, and then there is no slice. */
export interface OpenedSlice {
  readonly at: Location | null;
  readonly problem: string | null;
}
export const openSlice = new RequestType<SliceQuery, OpenedSlice, void>('nodelog/openSlice');

/** The text of a slice: as far as it is known, which is told by sliceChanged when it grows. */
export interface SliceText {
  readonly text: string;
  /** By what the log begins with; null for a foreign one. */
  readonly language: LanguageId | null;
}
export const readSlice = new RequestType<{ readonly uri: string }, SliceText, void>('nodelog/readSlice');

export interface SliceState {
  readonly uri: string;
  /** "1,234 lines", and what is not shown. */
  readonly summary: string;
  /** What was read and what was not, in words, one a line. */
  readonly detail: string;
  /** The text form of its filter; '' where all lines are shown. */
  readonly filter: string;
  /** Whether it is one page of its file: then its neighbours can be opened. */
  readonly isPage: boolean;
  /** reading: lines may still come. live: what is written is shown. paused: it is not. ended: nothing more is read. */
  readonly state: 'reading' | 'live' | 'paused' | 'ended';
  /** Whether something is missing that was asked for. */
  readonly warning: boolean;
  /** Whether lines of several files are shown. */
  readonly isMerged: boolean;
}
export const sliceState = new RequestType<{ readonly uri: string }, SliceState | null, void>('nodelog/sliceState');
/** Sent when a slice has changed; `text` where its text has too. */
export const sliceChanged = new NotificationType<{ readonly state: SliceState; readonly text: boolean }>(
  'nodelog/sliceChanged',
);

/** Shows what is written into the files of a slice from now on, or no more. */
export const followSlice = new RequestType<{ readonly uri: string; readonly follow: boolean }, null, void>(
  'nodelog/followSlice',
);

/** Where a line (from 0) of a slice stands in its log: there, or in the page around it where the log is too large. */
export const originalPlace = new RequestType<{ readonly uri: string; readonly line: number }, Location | null, void>(
  'nodelog/originalPlace',
);

/** Where lines [first, end) of a slice come from, for a column beside them. */
export const lineOrigins = new RequestType<
  { readonly uri: string; readonly first: number; readonly end: number },
  readonly { readonly file: string; readonly line: number }[],
  void
>('nodelog/lineOrigins');

/** The page before or behind a page; null where there is none. */
export const neighbourPage = new RequestType<{ readonly uri: string; readonly step: 1 | -1 }, Location | null, void>(
  'nodelog/neighbourPage',
);

/** What is wrong with the text of a filter, in words; null where nothing is. */
export const checkFilter = new RequestType<{ readonly filter: string }, { readonly problem: string | null }, void>(
  'nodelog/checkFilter',
);

/** What can be offered to complete a term of a filter. */
export interface FilterTerm {
  /** `level:warning`, or `container:` where anything may follow. */
  readonly text: string;
  /** What it shows, in words. */
  readonly description: string;
}
export const filterTerms = new RequestType<{ readonly uri: string }, readonly FilterTerm[], void>(
  'nodelog/filterTerms',
);

/** By what of a line a filter is made. */
export type NarrowBy = 'container' | 'unit' | 'window' | 'like' | 'hideLike';
/** The filter of a document with what a line of it adds; `problem` says in words why there is none. */
export const narrowFilter = new RequestType<
  { readonly uri: string; readonly line: number; readonly character: number; readonly by: NarrowBy },
  { readonly filter: string; readonly problem: string | null },
  void
>('nodelog/narrowFilter');
