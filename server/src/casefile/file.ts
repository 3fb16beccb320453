// One file of a case: its bytes become lines, its lines facts. Records and mentions keep the text they are parts of.
import { looksLikeRules, readRules, type RulesDocument } from '../auditRules/document';
import { FactReader, type FileFacts } from '../containers/facts';
import type { Host } from '../host';
import type { TimeModel } from '../log/time';
import { message, type Message } from '../message';
import { KLOG } from '../reading/detect';
import { MAX_LINE, splitLines } from '../reading/lines';
import { LogReader, type LogContents } from '../reading/log';
import type { VersionFact } from '../source/model';
import { VersionReader } from '../source/version';
import { unreadable, type FoundFile, type NotRead } from './discover';

/** What was read of a file. */
export interface FileReading {
  readonly found: FoundFile;
  /** Its size when inflated. */
  readonly bytes: number;
  readonly facts: FileFacts;
  readonly contents: LogContents;
  readonly versions: readonly VersionFact[];
  /** What was read in part only, and where. */
  readonly notes: readonly Message[];
}

/** A file of audit rules: no log, but it tells which events there can be, and what their keys mean. */
export interface RulesReading {
  readonly found: FoundFile;
  readonly bytes: number;
  readonly rules: RulesDocument;
}

export interface ReadOptions {
  /** The node's zone where the user has set it; else it is inferred. */
  readonly zone: TimeModel | null;
  /** What is left of the case's limit: an inflated file may not become larger (bytes). */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Files whose name says that they are logs need one line of a known form, others half of their lines. */
const LOG_NAME =
  /(?:^|\/)(?:audit|messages|syslog|docker|dockerd|containerd|kubelet|kern|daemon|dmesg|journal|ausearch|goroutine-stacks)[^/]*$|\.log(?:[.-]\d+)?(?:\.gz)?$/;
const MAGIC: readonly { readonly method: string; readonly bytes: readonly number[] }[] = [
  { method: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { method: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { method: 'bzip2', bytes: [0x42, 0x5a, 0x68] },
  { method: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
];
/** systemd.journal-fields(7): every entry of `journalctl -o json` has the field. */
const JOURNAL_JSON = /^\{[^\n]*"__REALTIME_TIMESTAMP"/;
/** tar(5): every header of a POSIX archive has it here. */
const TAR = 'ustar';
const TAR_AT = 257;
const GZIP = [0x1f, 0x8b];
/** A few kilobytes can inflate to more than a machine has; no string could hold this much either. */
const MAX_INFLATED = 2 ** 31 - 1;
/** NUL in the first bytes means that a file is no text, as git and grep decide it. */
const SNIFFED = 8000;
/** A large file whose name says nothing is judged by this much of it: a workspace may hold more than logs. */
const HEAD_BYTES = 256 * 1024;
/** The event loop is given a turn after this much work. */
const SLICE_MS = 20;

/** Whether its name, or the user by naming it, says that a file is a log. */
export function hasLogName({ name, named }: Pick<FoundFile, 'name' | 'named'>): boolean {
  return named || LOG_NAME.test(name);
}

/** Reads a file. Never rejects but for cancellation: what cannot be read is told with its reason. */
export async function readFile(
  host: Host,
  found: FoundFile,
  options: ReadOptions,
): Promise<FileReading | RulesReading | NotRead> {
  const refuse = (reason: Message, kind: NotRead['kind'] = 'unread'): NotRead => ({
    path: found.path,
    name: found.name,
    kind,
    reason,
  });
  let bytes: Uint8Array;
  try {
    if (!hasLogName(found) && found.bytes > HEAD_BYTES && !(await looksLikeLog(host, found, options))) {
      return refuse(message('case.no-log'), 'foreign');
    }
    bytes = await host.readFile(found.path);
  } catch (error) {
    return refuse(unreadable(error));
  }
  if (isGzip(bytes)) {
    const limit = Math.min(options.maxBytes, MAX_INFLATED);
    try {
      bytes = await host.gunzip(bytes, limit);
    } catch (error) {
      return refuse(notInflated(error, limit));
    }
  }
  if (new TextDecoder('latin1').decode(bytes.subarray(TAR_AT, TAR_AT + TAR.length)) === TAR) {
    return refuse(message('case.archive'));
  }
  const packed = MAGIC.find(magic => startsWith(bytes, magic.bytes));
  if (packed) {
    return refuse(message('case.compressed', { method: packed.method }));
  }
  if (bytes.length === 0) {
    return refuse(message('case.empty'), 'foreign');
  }
  if (bytes.subarray(0, SNIFFED).includes(0)) {
    return refuse(message('case.binary'));
  }
  let text: string;
  try {
    text = new TextDecoder().decode(bytes);
  } catch (error) {
    return refuse(unreadable(error)); // longer than a string can be: about 512 MB in V8
  }
  if (JOURNAL_JSON.test(text.slice(0, SNIFFED))) {
    return refuse(message('case.journal-json'));
  }
  const reading = await readText(found, text, options);
  if (isLog(reading)) {
    return { ...reading, bytes: bytes.length };
  }
  if (KLOG.test(text.slice(0, SNIFFED))) {
    return refuse(message('case.klog'));
  }
  const rules = found.name.endsWith('.rules') ? readRules(found.path, text) : null;
  return rules && looksLikeRules(rules)
    ? { found, bytes: bytes.length, rules }
    : refuse(message('case.no-log'), 'foreign');
}

/** Whether the beginning of a file is worth reading the rest: packed data is, since only what it holds can tell. */
async function looksLikeLog(host: Host, found: FoundFile, options: ReadOptions): Promise<boolean> {
  const head = await host.readFile(found.path, HEAD_BYTES);
  if (isGzip(head) || MAGIC.some(magic => startsWith(head, magic.bytes)) || head.subarray(0, SNIFFED).includes(0)) {
    return true;
  }
  const text = new TextDecoder().decode(head);
  return JOURNAL_JSON.test(text) || isLog(await readText(found, text, options));
}

/** Reads a text as a file of a case, whatever it is. Rejects only on cancellation. */
export async function readText(found: FoundFile, text: string, options: ReadOptions): Promise<FileReading> {
  const log = new LogReader(found.path, options.zone);
  const facts = new FactReader(found.path, found.group);
  const versions = new VersionReader(found.path);
  const notes: Message[] = [];
  let line = 0;
  let turn = Date.now();
  for (const lineText of splitLines(text)) {
    if (lineText.length === MAX_LINE) {
      notes.push(message('case.long-line', { line: line + 1, limit: MAX_LINE }));
    }
    const entry = log.push(lineText);
    facts.push(lineText, entry);
    versions.push(lineText, entry.envelope.payload);
    line++;
    if ((line & 0x3ff) === 0 && Date.now() - turn > SLICE_MS) {
      await new Promise(resolve => setTimeout(resolve, 0));
      options.signal?.throwIfAborted();
      turn = Date.now();
    }
  }
  const contents = log.end();
  return { found, bytes: found.bytes, facts: facts.end(contents), contents, versions: versions.end(), notes };
}

function isLog({ found, contents, versions }: FileReading): boolean {
  const enough = hasLogName(found) ? contents.known > 0 : contents.known * 2 >= contents.lines;
  return enough || versions.length > 0;
}

/** Whether data is packed with gzip, whatever its file is called. */
export function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, GZIP);
}

function notInflated(error: unknown, limit: number): Message {
  if (!(error instanceof RangeError)) {
    return message('case.inflate', { reason: error instanceof Error ? error.message : String(error) });
  }
  const megabytes = Math.floor(limit / 1e6);
  return limit < MAX_INFLATED
    ? message('case.inflated-rest', { megabytes })
    : message('case.inflated-limit', { megabytes });
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
