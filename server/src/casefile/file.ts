// One file of a case: whether it is a log, and what is read of it. Records keep the lines they are parts of.
import { looksLikeRules, readRules, type RulesDocument } from '../auditRules/document';
import type { FileFacts } from '../containers/facts';
import type { Files } from '../host';
import type { GivenTime } from '../log/timeline';
import { message, type Message } from '../message';
import type { LogContents } from '../reading/log';
import type { VersionFact } from '../source/model';
import type { FoundFile } from './discover';
import type { KnownIssueRow } from '../verdict/knownIssues/model';
import type { SightedIssues } from '../verdict/knownIssues/reader';
import { FileReader, type WholeReading } from './fileReader';
import { FileRun } from './fileRun';
import { HEAD_BYTES } from './open';
import type { NotRead } from './notRead';

/** What was read of a file. */
export interface FileReading {
  readonly found: FoundFile;
  /** Its size when inflated. */
  readonly bytes: number;
  readonly facts: FileFacts;
  /** Of its audit events only those among the facts are kept: lookUp.ts finds others. */
  readonly contents: Omit<LogContents, 'auditEvents'>;
  readonly versions: readonly VersionFact[];
  readonly issues: SightedIssues;
  /** Whether outputs of docker, crictl or kubectl stand in it. */
  readonly pasted: boolean;
  /** What was read in part only, and where. */
  readonly notes: readonly Message[];
  /** The same by what else is known of the file's time. */
  readonly dated: (given: GivenTime) => FileReading;
}

/** A file of audit rules: no log, but it tells which events there can be, and what their keys mean. */
export interface RulesReading {
  readonly found: FoundFile;
  readonly bytes: number;
  readonly rules: RulesDocument;
}

export interface ReadOptions {
  /** What is left of the case's limit: an inflated file may not become larger (bytes). */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** What is looked for of known issues; those that come with the product where nothing is said. */
  readonly issues?: readonly KnownIssueRow[];
}

const NO_LIMIT: ReadOptions = { maxBytes: Infinity };

/** Files whose name says that they are logs need one line of a known form, others half of their lines. */
const LOG_NAME =
  /(?:^|\/)(?:audit|messages|syslog|docker|dockerd|containerd|kubelet|kern|daemon|dmesg|journal|ausearch|goroutine-stacks)[^/]*$|\.log(?:[.-]\d+)*(?:\.(?:gz|xz|zst|bz2))?$/;

/** Whether its name, or the user by naming it, says that a file is a log. */
export function hasLogName({ name, named }: Pick<FoundFile, 'name' | 'named'>): boolean {
  return named || LOG_NAME.test(name);
}

/** How the reading of a file has ended. */
export interface Ending {
  /** How much was read, inflated. */
  readonly bytes: number;
  /** Why it ended too early; `overLimit` where that is a limit of the user's. */
  readonly failure: { readonly reason: Message; readonly overLimit: boolean } | null;
  /** Its text, where its name says that it holds audit rules. */
  readonly rules: string | null;
}

/** Reads a file. Never rejects but for cancellation: what cannot be read is told with its reason. */
export async function readFile(
  host: Files,
  found: FoundFile,
  options: ReadOptions = NO_LIMIT,
): Promise<FileReading | RulesReading | NotRead> {
  const run = await FileRun.open(host, found, options);
  if ('reason' in run) return run;
  while (await run.next());
  options.signal?.throwIfAborted();
  return conclude(found, run.reader, run.ending);
}

/** What a file is by what its reader has had; no more may come. */
export function conclude(
  found: FoundFile,
  reader: FileReader,
  { bytes, failure, rules: text }: Ending,
): FileReading | RulesReading | NotRead {
  const reading = kept(reader.end(), bytes);
  if (failure) {
    return (failure.overLimit ? null : cutShort(reading, failure.reason)) ?? refused(found, failure.reason, 'unread');
  }
  if (isLog(reading)) return reading;
  const rules = text === null ? null : readRules(found.path, text);
  return rules && looksLikeRules(rules) ? { found, bytes, rules } : refused(found, message('case.no-log'), 'foreign');
}

/** Without the audit events that are no facts: of a large log they would take more memory than its text. */
function kept({ contents, dated, ...reading }: WholeReading, bytes: number): FileReading {
  const { tracebacks, oomReports, timeline, sample, lines, known } = contents;
  return {
    ...reading,
    bytes,
    contents: { tracebacks, oomReports, timeline, sample, lines, known },
    dated: given => kept(dated(given), bytes),
  };
}

/** What was read of a log that cannot be read to its end, with a note where that was; null where nothing was. */
function cutShort(reading: FileReading, reason: Message): FileReading | null {
  const { lines } = reading.contents;
  if (lines === 0 || !isLog(reading)) return null;
  return { ...reading, notes: [...reading.notes, message('case.cut-short', { line: lines, reason })] };
}

/** Why a text that begins so is not worth reading the rest; null for one that is. */
export async function refusal(
  found: FoundFile,
  head: Uint8Array,
  options: ReadOptions = NO_LIMIT,
): Promise<NotRead | null> {
  const text = new TextDecoder().decode(head);
  const whole = head.length < HEAD_BYTES;
  return whole || hasLogName(found) || isLog(await readText(found, text, options))
    ? null
    : refused(found, message('case.no-log'), 'foreign');
}

/** Whether a file that begins so is one that a case reads, whatever its size: a log, versions, audit rules. */
export async function isReadByHead(found: FoundFile, head: Uint8Array): Promise<boolean> {
  const text = new TextDecoder().decode(head);
  const isRules = found.name.endsWith('.rules') && looksLikeRules(readRules(found.path, text));
  return isRules || isLog(await readText(found, text));
}

function refused({ path, name }: FoundFile, reason: Message, kind: NotRead['kind']): NotRead {
  return { path, name, kind, reason };
}

/** Reads a text as a file of a case, whatever it is. Rejects only on cancellation. */
export async function readText(found: FoundFile, text: string, options: ReadOptions = NO_LIMIT): Promise<WholeReading> {
  const reader = new FileReader(found, options);
  await reader.pushText(text);
  return reader.end();
}

function isLog({ found, contents, versions, pasted }: FileReading): boolean {
  const enough = hasLogName(found) ? contents.known > 0 : contents.known * 2 >= contents.lines;
  return enough || pasted || versions.length > 0;
}
