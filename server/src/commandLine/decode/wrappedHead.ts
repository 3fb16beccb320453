// Where records begin that stand behind other words, of syslog or dmesg: the parser tells what such words mean, once for lines in a row with the same.
import { stands, type AuditHead } from '../../casefile/auditHead';
import { ByteSearch, isSame, viewOf } from '../../casefile/bytes';
import { readLine } from '../../reading/line';

const BLANK = 0x20;
const OPENING = 0x28;
const LAST_PRINTABLE = 0x7e;
const letters = (text: string): Buffer => Buffer.from(text, 'latin1');
const TYPE = letters('type=');
const AUDIT = letters('audit');
const KERNEL = letters('audit: ');
/** No type and no node before it is longer, and nothing that is worth to be remembered stands before these. */
const LONGEST_HEAD = 512;
const LONGEST_BEFORE = 256;
/** Records for which the words before them are tried, by how they begin. */
const LOG = 'type=CWD msg=audit(1.000:1): cwd="/"';
const BARE_KERNEL = 'type=1307 audit(1.000:1): cwd="/"';

export class WrappedHead {
  /** Where the record begins. */
  start = 0;
  /** The node by the words before it. */
  host: string | null = null;
  private readonly openings = new ByteSearch(OPENING);
  /** The words of the line before, and the record that they were tried with; whether the parser took that as it stands. */
  private before = viewOf(new Uint8Array(0));
  private tried = '';
  private isPlain = false;

  /** @param head is given the parts of the record's head */
  constructor(private readonly head: AuditHead) {}

  /** Finds the record in a line; false where there is none, or one that only the parser can tell. */
  read(bytes: Buffer, view: DataView, start: number, end: number): boolean {
    let opening = this.openings.from(bytes, start);
    while (opening < end && !stands(AUDIT, bytes, opening - AUDIT.length))
      opening = this.openings.from(bytes, opening + 1);
    if (opening >= end) return false;
    const least = Math.max(start, opening - LONGEST_HEAD);
    const typed = bytes.subarray(least, opening).lastIndexOf(TYPE) + least;
    if (typed < least) return false;
    const isLog = bytes[opening - AUDIT.length - 1] !== BLANK;
    this.start = isLog ? nodeBefore(bytes, start, typed) : kernelBefore(bytes, start, typed);
    const sample = isLog ? LOG : this.start < typed ? `audit: ${BARE_KERNEL}` : BARE_KERNEL;
    if (!this.isKnown(view, start, sample)) this.learn(bytes, start, sample);
    if (!this.isPlain) return false;
    return isLog ? this.head.read(bytes, this.start, end) : this.head.readKernel(bytes, typed, end);
  }

  private isKnown(view: DataView, start: number, sample: string): boolean {
    const length = this.start - start;
    return length === this.before.byteLength && sample === this.tried && isSame(view, start, this.before, 0, length);
  }

  private learn(bytes: Buffer, start: number, sample: string): void {
    const words = Uint8Array.from(bytes.subarray(start, this.start));
    this.before = viewOf(words);
    this.tried = sample;
    this.isPlain = words.length < LONGEST_BEFORE && words.every(byte => byte >= BLANK && byte <= LAST_PRINTABLE);
    if (!this.isPlain) return;
    const { envelope, payload } = readLine(bytes.toString('latin1', start, this.start) + sample);
    const record = payload.kind === 'audit' ? payload.record : null;
    this.isPlain = record?.head.start === words.length && envelope.message === null && envelope.end === null;
    this.host = record?.node ?? null;
  }
}

/** Where `node=NAME ` begins before a column; the column where that does not stand there. */
function nodeBefore(bytes: Buffer, start: number, typed: number): number {
  const word = bytes.subarray(start, typed - 1).lastIndexOf(BLANK) + 1 + start;
  const isNode = bytes[typed - 1] === BLANK && /^(?:node|host)=/.test(bytes.toString('latin1', word, word + 5));
  return isNode && word >= start ? word : typed;
}

function kernelBefore(bytes: Buffer, start: number, typed: number): number {
  const before = typed - KERNEL.length;
  return before >= start && KERNEL.equals(bytes.subarray(before, typed)) ? before : typed;
}
