// One file of a case: its bytes become lines, its lines facts. Records and mentions keep the text they are parts of.
import { looksLikeRules, readRules, type RulesDocument } from '../auditRules/document';
import { FactReader, type FileFacts } from '../containers/facts';
import type { Host } from '../host';
import { resolveStamp, type Stamp, type TimeModel } from '../log/time';
import { message, type Message } from '../message';
import { stampOf } from '../reading/line';
import { MAX_LINE, splitLines } from '../reading/lines';
import { LogReader, type LogContents } from '../reading/log';
import type { VersionFact } from '../source/model';
import { VersionReader } from '../source/version';
import type { FoundFile, NotRead } from './discover';
import { HEAD_BYTES, openFile, readAll, unreadableBytes } from './open';

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

interface ReadOptions {
  /** The node's zone where the user has set it; else it is inferred. */
  readonly zone: TimeModel | null;
  /** What is left of the case's limit: an inflated file may not become larger (bytes). */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

const NO_LIMIT: ReadOptions = { zone: null, maxBytes: Infinity };

/** Files whose name says that they are logs need one line of a known form, others half of their lines. */
const LOG_NAME =
  /(?:^|\/)(?:audit|messages|syslog|docker|dockerd|containerd|kubelet|kern|daemon|dmesg|journal|ausearch|goroutine-stacks)[^/]*$|\.log(?:[.-]\d+)?(?:\.gz)?$/;
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
  let text: string;
  let bytes: Uint8Array;
  try {
    bytes = await readAll(file, options.maxBytes);
    text = new TextDecoder().decode(bytes);
  } catch (error) {
    return refuse(unreadableBytes(error)); // also a text longer than a string can be: about 512 MB in V8
  }
  const reading = await readText(found, text, options);
  if (isLog(reading)) {
    return { ...reading, bytes: bytes.length };
  }
  const rules = found.name.endsWith('.rules') ? readRules(found.path, text) : null;
  return rules && looksLikeRules(rules)
    ? { found, bytes: bytes.length, rules }
    : refuse(message('case.no-log'), 'foreign');
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

function refused({ path, name }: FoundFile, reason: Message, kind: NotRead['kind']): NotRead {
  return { path, name, kind, reason };
}

/** Reads a text as a file of a case, whatever it is. Rejects only on cancellation. */
export async function readText(found: FoundFile, text: string, options: ReadOptions = NO_LIMIT): Promise<FileReading> {
  const facts = new FactReader(found.path, found.group);
  const versions = new VersionReader(found.path);
  const notes: Message[] = [];
  const log = new LogReader(found.path, options.zone, (lineText, entry) => {
    facts.push(lineText, entry);
    const { message, payload } = entry.envelope;
    // A message in quotes is no output of a command that somebody pasted: those begin their line.
    const stamp = (): Stamp | null => stampOf(entry);
    if (message) versions.push(` ${message.text}`, 1, stamp);
    else versions.push(lineText, payload, stamp);
  });
  let line = 0;
  let turn = Date.now();
  for (const lineText of splitLines(text)) {
    if (lineText.length === MAX_LINE) {
      notes.push(message('case.long-line', { line: line + 1, limit: MAX_LINE }));
    }
    log.push(lineText);
    line++;
    if ((line & 0x3ff) === 0 && Date.now() - turn > SLICE_MS) {
      await new Promise(resolve => setTimeout(resolve, 0));
      options.signal?.throwIfAborted();
      turn = Date.now();
    }
  }
  const contents = log.end();
  const stated = versions.end((stamp, at) => resolveStamp(stamp, contents.timeModels.at(at)));
  return { found, bytes: found.bytes, facts: facts.end(contents), contents, versions: stated, notes };
}

function isLog({ found, contents, versions }: FileReading): boolean {
  const enough = hasLogName(found) ? contents.known > 0 : contents.known * 2 >= contents.lines;
  return enough || versions.length > 0;
}
