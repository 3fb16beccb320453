// One file of a case: whether it is a log, and what is read of it. Records and mentions keep the text they are parts of.
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
import { FileReader } from './fileReader';
import { HEAD_BYTES, isOverLimit, limited, openFile, unreadableBytes } from './open';
import type { NotRead } from './notRead';
import { concat } from './packed';

/** What was read of a file. */
export interface FileReading {
  readonly found: FoundFile;
  /** Its size when inflated. */
  readonly bytes: number;
  readonly facts: FileFacts;
  readonly contents: LogContents;
  readonly versions: readonly VersionFact[];
  readonly issues: SightedIssues;
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

/** Reads a file. Never rejects but for cancellation: what cannot be read is told with its reason. */
export async function readFile(
  host: Files,
  found: FoundFile,
  options: ReadOptions = NO_LIMIT,
): Promise<FileReading | RulesReading | NotRead> {
  const refuse = (reason: Message, kind: NotRead['kind'] = 'unread'): NotRead => refused(found, reason, kind);
  const file = await openFile(host, found);
  if ('reason' in file) {
    return file;
  }
  const foreign = await refusal(found, file.head, options);
  if (foreign) {
    await file.close();
    return foreign;
  }
  const reader = new FileReader(found, options);
  const isRules = found.name.endsWith('.rules');
  const kept: Uint8Array[] = [];
  try {
    for await (const piece of limited(file, options.maxBytes)) {
      if (isRules) kept.push(piece);
      await reader.push(piece);
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    const reason = unreadableBytes(error);
    if (isOverLimit(error)) return refuse(reason);
    return cutShort(await reader.end(), reason) ?? refuse(reason);
  }
  const reading = await reader.end();
  if (isLog(reading)) {
    return reading;
  }
  const { bytes } = reading;
  const rules = isRules ? readRules(found.path, new TextDecoder().decode(concat(kept, bytes))) : null;
  return rules && looksLikeRules(rules) ? { found, bytes, rules } : refuse(message('case.no-log'), 'foreign');
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
export async function readText(found: FoundFile, text: string, options: ReadOptions = NO_LIMIT): Promise<FileReading> {
  const reader = new FileReader(found, options);
  await reader.pushText(text);
  return reader.end();
}

function isLog({ found, contents, versions }: FileReading): boolean {
  const enough = hasLogName(found) ? contents.known > 0 : contents.known * 2 >= contents.lines;
  return enough || versions.length > 0;
}
