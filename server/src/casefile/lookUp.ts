// What is looked up in a file when somebody asks for it, since it is not kept: lines with some digits, events with some value.
import { mentionsIn } from '../containers/facts';
import { MIN_DIGITS } from '../containers/ids';
import { RECORD_MARKS } from '../audit/forms';
import { keyForms, type AuditSubject } from '../audit/subjects';
import type { AuditEvent } from '../audit/event';
import { NOTHING_TAKEN } from '../golang/dump';
import type { Files } from '../host';
import type { GivenTime } from '../log/timeline';
import type { Entry } from '../reading/line';
import { LogReader, type LogContents } from '../reading/log';
import { byteBlocks } from './blocks';
import type { Reference } from './case';
import type { FoundFile } from './discover';
import { LineFeed } from './lineFeed';
import { openFile } from './open';
import { UntilFailure } from './packed';
import { Sieve, SIEVED_SIZES } from './sieve';

interface LookUpOptions {
  /** What is known of the file's time besides its lines. */
  readonly given: GivenTime;
  readonly signal?: AbortSignal | undefined;
}

/** Everywhere in a file that the beginning of one of some whole ids stands, or all of it, plain or in the hex of an audit value. */
export async function findMentions(
  host: Files,
  { path, name }: FoundFile,
  ids: readonly string[],
  options: LookUpOptions,
): Promise<Reference[]> {
  const beginnings = [...new Set(ids.map(id => id.slice(0, MIN_DIGITS)))];
  const marks = beginnings.flatMap(digits => [digits, inHex(digits)]);
  const references: Reference[] = [];
  await readMarked(host, { path, name }, marks, options, (text, entry, line) => {
    for (const { digits, span } of mentionsIn(text, entry)) {
      if (ids.some(id => id.startsWith(digits))) references.push({ at: { file: path, line }, span });
    }
  });
  return references;
}

/** The audit events of a file that may name a subject: all that do are among them. */
export async function findAuditEvents(
  host: Files,
  found: FoundFile,
  subject: AuditSubject,
  options: LookUpOptions,
): Promise<readonly AuditEvent[]> {
  const contents = await readMarked(host, found, marksOf(subject), options);
  return contents?.auditEvents ?? [];
}

/** What stands in a record of each event that names a subject. */
function marksOf(subject: AuditSubject): readonly string[] {
  if (subject.kind === 'event') return [`:${String(subject.moment.serial)})`];
  if (subject.kind === 'process') return [`pid=${String(subject.pid)}`];
  return keyForms(subject.key).flatMap(form => [form, form.toLowerCase()]);
}

function inHex(text: string): string {
  return [...new TextEncoder().encode(text)].map(byte => byte.toString(16)).join('');
}

/** Reads the lines of a file that may have one of the marks in them; null where the file is no text, or gone: the next read of the case tells. */
async function readMarked(
  host: Files,
  found: Pick<FoundFile, 'path' | 'name'>,
  marks: readonly string[],
  { given, signal }: LookUpOptions,
  visit: (text: string, entry: Entry, line: number) => void = () => undefined,
): Promise<LogContents | null> {
  const file = await openFile(host, found);
  if ('reason' in file) return null;
  const log = new LogReader(found.path, (text, entry, _, line) => {
    visit(text, entry, line);
  });
  const push = (text: string): void => {
    log.push(text);
  };
  const taker = {
    get isBusy() {
      return log.isBusy;
    },
    push,
    pushDropped: push,
    takeDump: () => NOTHING_TAKEN,
    pass: (lines: number) => {
      log.pass(lines);
    },
  };
  const feed = new LineFeed(taker, signal);
  const sieve = new Sieve({ record: marks, line: marks, 'with-id': [], around: [], wrapped: RECORD_MARKS });
  // What cannot be read to its end is looked through as far as it was read.
  const source = new UntilFailure(file.pieces);
  for await (const block of byteBlocks(source.pieces(), SIEVED_SIZES)) await feed.take(sieve.sieve(block, null));
  signal?.throwIfAborted();
  return log.end(given);
}
