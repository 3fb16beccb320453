// Whether an entry or a traceback bears a signature: asked of what the parsers read, never of the line's text alone.
import { addTo } from '../../lists';
import { keptGoroutines } from '../../golang/draft';
import type { Frame } from '../../golang/traceback';
import { messageText } from '../../log/envelope';
import type { Certainty } from '../../place';
import type { Entry } from '../../reading/line';
import type { PlacedTraceback } from '../../reading/log';
import type { EntrySignature, KnownIssueRow, TraceSignature } from './model';

/** A row with the signature of it that was recognized. */
interface Recognized {
  readonly issue: KnownIssueRow;
  readonly certainty: Certainty;
}

/** The fields in which logrus and klog tell an error. */
const ERRORS = ['error', 'err'];

/** Asks the signatures over entries of many rows; a line in which no mark stands is not looked at. */
export class EntryMatcher {
  private readonly asked: readonly { readonly issue: KnownIssueRow; readonly signature: EntrySignature }[];
  /** By the kind of the payload; null where a signature of that kind has no mark. */
  private readonly marks = new Map<string, RegExp | null>();

  constructor(rows: readonly KnownIssueRow[]) {
    this.asked = rows.flatMap(issue =>
      issue.signatures.flatMap(signature => (signature.on === 'entry' ? { issue, signature } : [])),
    );
    for (const kind of new Set(this.asked.flatMap(({ signature }) => signature.kinds))) {
      const own = this.asked.filter(({ signature }) => signature.kinds.includes(kind));
      const unmarked = own.some(({ signature }) => signature.marks.length === 0);
      const all = own.flatMap(({ signature }) => signature.marks.map(escaped));
      this.marks.set(kind, unmarked ? null : new RegExp([...new Set(all)].join('|')));
    }
  }

  /** Texts of which one stands in each line that is an issue's; null where any line can be one. */
  get lineMarks(): readonly string[] | null {
    const marks = this.asked.map(({ signature }) => signature.marks);
    return marks.some(own => own.length === 0) ? null : [...new Set(marks.flat())];
  }

  /** Whether a text that no parser knows tells nothing. */
  tellsNothing(text: string): boolean {
    return !this.mayTell('text', text);
  }

  /** The rows that an entry is of, each once with its surest signature. */
  match(text: string, entry: Entry): Recognized[] {
    const { kind } = entry.payload;
    if (!this.mayTell(kind, text)) return [];
    const said = saidBy(text, entry);
    const found = new Map<KnownIssueRow, Recognized>();
    for (const { issue, signature } of this.asked) {
      if (!found.has(issue) && bears(signature, text, entry, said)) {
        found.set(issue, { issue, certainty: signature.certainty });
      }
    }
    return [...found.values()];
  }

  private mayTell(kind: string, text: string): boolean {
    const marks = this.marks.get(kind);
    return marks !== undefined && (marks === null || marks.test(text));
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function bears(signature: EntrySignature, text: string, entry: Entry, said: string): boolean {
  const { kinds, programs, marks, says, fields } = signature;
  const { program } = entry.envelope;
  return (
    kinds.includes(entry.payload.kind) &&
    (programs === undefined || program === null || programs.includes(program)) &&
    (marks.length === 0 || marks.some(mark => text.includes(mark))) &&
    (says === undefined || says.test(said)) &&
    Object.entries(fields ?? {}).every(([name, pattern]) =>
      fieldsOf(entry)
        .get(name)
        ?.some(v => pattern.test(v)),
    )
  );
}

function saidBy(text: string, { envelope, payload }: Entry): string {
  if (payload.kind !== 'logrus' && payload.kind !== 'klog') return messageText(text, envelope).trimEnd();
  const { msg, fields } = payload.entry;
  const errors = fields.filter(({ name }) => ERRORS.includes(name)).map(({ value }) => value);
  return [msg?.value ?? '', ...errors].join(' ');
}

function fieldsOf({ payload }: Entry): Map<string, string[]> {
  const values = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    addTo(values, name, value);
  };
  if (payload.kind === 'audit') {
    for (const { name, raw } of payload.record.fields) add(name, raw.replace(/^"(.*)"$/, '$1'));
  } else if (payload.kind === 'logrus' || payload.kind === 'klog') {
    for (const { name, value } of payload.entry.fields) add(name, value);
  }
  return values;
}

/** A row with the frame by which a traceback was recognized as one of its. */
interface RecognizedTrace extends Recognized {
  readonly frame: Frame;
}

/** The rows that a traceback is of, each once. */
export function matchTraceback({ traceback }: PlacedTraceback, rows: readonly KnownIssueRow[]): RecognizedTrace[] {
  const open = rows.flatMap(issue =>
    issue.signatures.flatMap(signature =>
      signature.on === 'trace' &&
      signature.kinds.includes(traceback.kind) &&
      (signature.message?.test(traceback.message) ?? true)
        ? { issue, signature }
        : [],
    ),
  );
  const found = new Map<KnownIssueRow, RecognizedTrace>();
  if (open.length === 0) return [];
  let first = true;
  /** A dump holds thousands of goroutines with a few hundred stacks. */
  const known = new Set<number>();
  for (const kept of keptGoroutines(traceback)) {
    if (known.has(kept.group)) continue;
    known.add(kept.group);
    const asked = open.filter(({ issue, signature }) => !found.has(issue) && (first || signature.stack === 'any'));
    if (asked.length === 0) break;
    const { frames } = kept.goroutine;
    for (const { issue, signature } of asked) {
      const frame = frameOf(signature, frames);
      if (frame) found.set(issue, { issue, certainty: signature.certainty, frame });
    }
    first = false;
  }
  return [...found.values()];
}

/** The frame of the first pattern, or of a trace that is known by its message alone the first one, where all patterns are met in one stack. */
function frameOf({ frames: patterns }: TraceSignature, frames: readonly Frame[]): Frame | null {
  const calls = frames.filter(frame => !frame.createdBy && frame.function !== null);
  if (patterns.length === 0) return calls[0] ?? null;
  const met = patterns.map(pattern => calls.find(frame => pattern.test(frame.function ?? '')));
  return met.every(frame => frame !== undefined) ? (met[0] ?? null) : null;
}
