// One file of a case: whether it is a log, and what is read of it. Records keep the lines they are parts of.
import { looksLikeRules, readRules, type RulesDocument } from '../auditRules/document';
import type { FileFacts } from '../containers/facts';
import type { Files } from '../host';
import type { GivenTime } from '../log/timeline';
import { message, type Message } from '../message';
import type { LogContents } from '../reading/log';
import type { VersionFact } from '../source/model';
import type { FoundFile } from './discover';
import { lineBlocks } from './blocks';
import type { KnownIssueRow } from '../verdict/knownIssues/model';
import type { SightedIssues } from '../verdict/knownIssues/reader';
import { knownIssues } from '../verdict/knownIssues/rows';
import { FileReader, type WholeReading } from './fileReader';
import { HEAD_BYTES, isOverLimit, limited, openFile, unreadableBytes } from './open';
import { marksOfFacts } from './marks';
import type { NotRead } from './notRead';
import { concat, UntilFailure } from './packed';
import { Sieve, SIEVED_SIZES, unsieved } from './sieve';
import { SievePool, type SieveThreads } from './sievePool';

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
  /** Threads that help to go through large files. */
  readonly sieving?: SieveThreads | undefined;
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
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of limited(file, options.maxBytes)) {
      bytes += piece.length;
      if (isRules) pieces.push(piece);
      yield piece;
    }
  };
  const source = new UntilFailure(counted());
  const pool = poolFor(options.issues ?? knownIssues, options.sieving ?? null);
  const blocks = lineBlocks(source.pieces(), SIEVED_SIZES);
  if (pool) for await (const sieved of pool.sieve(blocks, reader.sample)) await reader.take(sieved);
  else for await (const block of blocks) await reader.take(unsieved(block));
  options.signal?.throwIfAborted();
  const reading = kept(reader.end(), bytes);
  if (source.failed) {
    const reason = unreadableBytes(source.error);
    return (isOverLimit(source.error) ? null : cutShort(reading, reason)) ?? refuse(reason);
  }
  if (isLog(reading)) {
    return reading;
  }
  const rules = isRules ? readRules(found.path, new TextDecoder().decode(concat(pieces, bytes))) : null;
  return rules && looksLikeRules(rules) ? { found, bytes, rules } : refuse(message('case.no-log'), 'foreign');
}

const pools = new WeakMap<readonly KnownIssueRow[], SievePool | null>();

/** The sieves of a table of issues: a case has many files, and one table. Null where any line may be one of the issues. */
function poolFor(issues: readonly KnownIssueRow[], threads: SieveThreads | null): SievePool | null {
  const known = pools.get(issues);
  if (known !== undefined) return known;
  const marks = marksOfFacts(issues);
  const made = marks && new SievePool(marks, new Sieve(marks), threads);
  pools.set(issues, made);
  return made;
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

function isLog({ found, contents, versions }: FileReading): boolean {
  const enough = hasLogName(found) ? contents.known > 0 : contents.known * 2 >= contents.lines;
  return enough || versions.length > 0;
}
