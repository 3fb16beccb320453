// One audit record: type, event id and fields with their places in the line, in whatever form it comes.
import type { Envelope } from '../log/envelope';
import type { Instant, Stamp } from '../log/time';
import type { Span } from '../place';
import { readFields, skipBlanks, TAIL_MARK, wordEnd } from './fieldScan';
import { findHead, readOtherHead } from './forms';
import { readEventId, typeName } from './heads';
import { readInterpretedFields, readLocalId } from './interpreted';

/** One name=value pair of a record. Doubled names stay two fields. */
export interface AuditField {
  readonly name: string;
  /** The value as written, quotes included. */
  readonly raw: string;
  /** Empty where the line does not write the name (seresult, seperms). */
  readonly nameSpan: Span;
  /** Where `raw` stands. */
  readonly span: Span;
  /** auditd's own decoding, from the tail behind 0x1d (log_format=ENRICHED), without its quotes. */
  readonly enriched?: string | undefined;
  /** Where that stands, its quotes included. */
  readonly enrichedSpan?: Span | undefined;
}

/**
 * How a record is written:
 * - log: `type=SYSCALL msg=audit(1582099207.232:7): ...`, as auditd, its plugins and ausearch write it;
 * - kernel: `audit: type=1300 audit(1582099207.232:7): ...`, as the kernel log has it where no auditd runs (kernel/audit.c,
 *   kauditd_printk_skb);
 * - journal: `SYSCALL ...` of the program `audit`, as journald keeps it (systemd, journald-audit.c): without the event id;
 * - interpreted: `type=SYSCALL msg=audit(02/19/20 16:00:07.232:7) : ...`, printed by `ausearch -i`: decoded already.
 */
type RecordForm = 'log' | 'kernel' | 'journal' | 'interpreted';

/** A record of the audit system (audit.log(5)). */
export interface AuditRecord {
  readonly form: RecordForm;
  /** By name: `SYSCALL` for 1300, UNKNOWN[1300], AUDIT1300 and <audit-1300>; UNKNOWN[2150] where a number has none. */
  readonly type: string;
  /** The type as the line has it. */
  readonly writtenType: string;
  /** From `node=` (auditd.conf name_format), else the host that the line's envelope names; null where neither is there. */
  readonly node: string | null;
  /** From the event id; null where the form has none (journal), or none that is a point in time by itself (interpreted). */
  readonly time: Instant | null;
  /**
   * Where `time` is null, the date that a time model resolves: an interpreted record's own, local one, and the envelope's
   * for the journal form. Null where there is none that can be read.
   */
  readonly stamp: Stamp | null;
  /** Null in the journal form. */
  readonly serial: number | null;
  /** From `type=` (or `node=`, `audit:`) to the colon behind the event id; in the journal form the type alone. */
  readonly head: Span;
  readonly fields: readonly AuditField[];
  /** What stands behind the head, up to auditd's own decodings: the words between the fields are in it (`avc:  denied  { read }`). */
  readonly body: string;
  /** The names of the fields, in their order. */
  readonly names: readonly string[];
  /** The first field of that name, where the record has one. */
  find(name: string): AuditField | undefined;
  /**
   * What stands for that field's text in a sentence that serves for other records too, with theirs: it may be repeated,
   * never looked at. Undefined where the field has to be found, for it holds no such text, and in a record that tells but
   * itself.
   */
  repeat(name: string, what: Repeatable): string | undefined;
}

/**
 * A number as String writes it; printable ASCII between double quotes; that beginning with a slash; a struct sockaddr_in in
 * hexadecimal, for which 10.0.0.1:443 stands.
 */
export type Repeatable = 'number' | 'quoted' | 'path' | 'inet';

/** What stands before the fields. */
export type Head = Omit<AuditRecord, 'fields' | 'names' | 'body' | 'find' | 'repeat'>;

const LETTER_H = 0x68;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;

/**
 * Reads the record that begins at column `from` of the line `text`; null where none does. `envelope` is what the line is
 * wrapped in: by it the journal form is known, and it gives the host. Runs once over the text; a record cut in the middle
 * gives the fields that are there. The fields are read when first asked for, since most readers of a whole log want the
 * heads only.
 */
export function parseAuditRecord(text: string, from: number, envelope: Envelope | null = null): AuditRecord | null {
  const first = text.charCodeAt(from);
  const plain = first === LETTER_T || first === LETTER_N || first === LETTER_H;
  const head = (plain ? readLogHead(text, from, envelope) : null) ?? readOtherHead(text, from, envelope);
  return head === null ? null : new ScannedRecord(text, head);
}

/**
 * The record that stands somewhere behind column `from`, after blanks or a colon: behind prefixes that no envelope knows,
 * such as those of `grep -n`. Null where none does.
 */
export function findAuditRecord(text: string, from: number, envelope: Envelope | null = null): AuditRecord | null {
  const start = findHead(text, from);
  return start === -1 ? null : parseAuditRecord(text, start, envelope);
}

/** The first field of that name, where the record has one. */
export function findField(record: AuditRecord, name: string): AuditField | undefined {
  return record.find(name);
}

/** The form of the log file and of ausearch: `[node=NAME ]type=NAME msg=audit(ID):`. */
function readLogHead(text: string, from: number, envelope: Envelope | null): Head | null {
  let at = from;
  let node: string | null = null;
  if (text.startsWith('node=', at) || text.startsWith('host=', at)) {
    const end = wordEnd(text, at, text.length);
    node = text.slice(at + 5, end);
    at = skipBlanks(text, end, text.length);
  } else if (envelope !== null) node = envelope.host;
  if (!text.startsWith('type=', at)) return null;
  const typeEnd = wordEnd(text, at, text.length);
  const writtenType = text.slice(at + 5, typeEnd);
  at = skipBlanks(text, typeEnd, text.length);
  if (writtenType === '' || !text.startsWith('msg=audit(', at)) return null;
  at += 'msg=audit('.length;
  const type = typeName(writtenType);
  const id = readEventId(text, at);
  if (id !== null)
    return {
      form: 'log',
      type,
      writtenType,
      node,
      time: id.time,
      stamp: null,
      serial: id.serial,
      head: { start: from, end: id.end },
    };
  const local = readLocalId(text, at);
  if (local === null) return null;
  const { stamp, serial, end } = local;
  return { form: 'interpreted', type, writtenType, node, time: null, stamp, serial, head: { start: from, end } };
}

/** A record whose fields are read when they are asked for. */
export class ScannedRecord implements AuditRecord {
  readonly form: RecordForm;
  readonly type: string;
  readonly writtenType: string;
  readonly node: string | null;
  readonly time: Instant | null;
  readonly stamp: Stamp | null;
  readonly serial: number | null;
  readonly head: Span;
  private readonly text: string;
  private scanned: readonly AuditField[] | null = null;

  constructor(text: string, head: Head) {
    this.text = text;
    this.form = head.form;
    this.type = head.type;
    this.writtenType = head.writtenType;
    this.node = head.node;
    this.time = head.time;
    this.stamp = head.stamp;
    this.serial = head.serial;
    this.head = head.head;
  }

  get body(): string {
    const mark = this.text.indexOf(TAIL_MARK, this.head.end);
    return this.text.slice(this.head.end, mark === -1 ? undefined : mark);
  }

  get fields(): readonly AuditField[] {
    const read = this.form === 'interpreted' ? readInterpretedFields : readFields;
    return (this.scanned ??= read(this.text, this.head.end));
  }

  get names(): readonly string[] {
    return this.fields.map(({ name }) => name);
  }

  find(name: string): AuditField | undefined {
    // A loop, since sentences ask for a dozen fields of each record of a log.
    for (const field of this.fields) if (field.name === name) return field;
    return undefined;
  }

  repeat(): undefined {
    return undefined;
  }
}
