// Puts our value of each field of a log beside the one that `ausearch -i` prints for it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { typeName } from '../../../../server/src/audit/heads';
import { decodeField } from '../../../../server/src/audit/fields';
import { parseAuditRecord, type AuditField, type AuditRecord } from '../../../../server/src/audit/record';
import { AUDITD } from '../../../host/auditd';

/** The version whose notation ours follows, and of which known.ts tells the errors: Debian 12's. */
const VERSION = '3.0.9';
const TIMEOUT_MS = 120_000;

/** One field, decoded twice. */
export interface Pair {
  readonly record: AuditRecord;
  readonly field: AuditField;
  readonly ours: string;
  readonly theirs: string;
}

export interface Comparison {
  readonly pairs: readonly Pair[];
  /** Records that ausearch leaves out. */
  readonly missing: readonly AuditRecord[];
  /** Fields that ausearch prints nothing for. */
  readonly lost: readonly Lost[];
}

interface Lost {
  readonly record: AuditRecord;
  readonly field: AuditField;
}

const unpacked = path.join(AUDITD, 'bin/ausearch');
const program = existsSync(unpacked) ? unpacked : 'ausearch';

/** Why nothing can be compared on this machine; null where it can. */
export function whyNot(): string | null {
  const { error, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (error !== undefined) return 'ausearch is not installed (Debian: apt-get install auditd; npm test gets it there)';
  const version = /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? 'without a number';
  return version === VERSION ? null : `ausearch is version ${version}, and its known errors are those of ${VERSION}`;
}

/**
 * Compares all fields of a log.
 * @param file an audit.log, as ausearch reads it
 * @param lines what is in it
 */
export function compareLog(file: string, lines: readonly string[]): Comparison {
  const bodies = interpret(file);
  const pairs: Pair[] = [];
  const missing: AuditRecord[] = [];
  const lost: Lost[] = [];
  for (const line of lines) {
    const record = parseAuditRecord(line, 0);
    if (record === null) continue;
    const body = bodies.get(`${String(record.serial)} ${record.type}`)?.shift();
    if (body === undefined) missing.push(record);
    else align(line, record, body, pairs, lost);
  }
  return { pairs, missing, lost };
}

/**
 * What ausearch prints, by serial and type of record. It prints the records of an event last first, whatever their
 * order in the file; so the n-th of a type there is the n-th from behind here.
 */
function interpret(file: string): Map<string, string[]> {
  const run = spawnSync(program, ['-i', '-if', file], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    maxBuffer: 1 << 30,
    timeout: TIMEOUT_MS,
  });
  if (run.error !== undefined) throw run.error;
  const bodies = new Map<string, string[]>();
  for (const printed of run.stdout.split('\n')) {
    const match = /^(?:node=\S+ )?type=(\S+) msg=audit\([^)]*:(\d+)\) : (.*)$/.exec(printed);
    if (match === null) continue;
    // It writes UNKNOWN[1424] of a type that is newer than it.
    const id = `${match[2] ?? ''} ${typeName(match[1] ?? '')}`;
    const known = bodies.get(id);
    if (known === undefined) bodies.set(id, [match[3] ?? '']);
    else known.unshift(match[3] ?? '');
  }
  return bodies;
}

/** Walks both sides field by field: a value of theirs ends where the next of our fields begins. */
function align(line: string, record: AuditRecord, body: string, pairs: Pair[], lost: Lost[]): void {
  let rest = ` ${body}`;
  // The decision of an AVC record stands in it without a name: `avc:  denied  { read }`.
  const fields = record.fields.filter(({ nameSpan }) => nameSpan.start < nameSpan.end);
  fields.forEach((field, index) => {
    const start = startOf(rest, field.name);
    if (start === -1) {
      lost.push({ record, field });
      return;
    }
    const ours = decodeField(field, record).value;
    const following = fields.slice(index + 1);
    const theirs = rest.slice(start, endOf(line, rest, start, ours, field, following));
    pairs.push({ record, field, ours, theirs });
    rest = rest.slice(start + theirs.length);
  });
}

/** Where the value of the next field of that name begins; its name stands behind a blank, a quote or a parenthesis. */
function startOf(rest: string, name: string): number {
  const found = [' ', "'", '(', ','].map(mark => rest.indexOf(`${mark}${name}=`)).filter(at => at !== -1);
  return found.length === 0 ? -1 : Math.min(...found) + name.length + 2;
}

/**
 * Where their value ends: with ours, if what follows is what follows in the log, so that a name within a value misleads
 * nobody; a value that differs ends before the next of the fields that follow.
 */
function endOf(
  line: string,
  rest: string,
  start: number,
  ours: string,
  field: AuditField,
  following: readonly AuditField[],
): number {
  const [next] = following;
  const between = line.slice(field.span.end, next?.nameSpan.start ?? line.length).split('\x1d')[0] ?? '';
  const behind = `${between}${next === undefined ? '' : `${next.name}=`}`;
  const ending = rest.slice(start + ours.length);
  const isSame = next === undefined ? ending.trimEnd() === behind.trimEnd() : ending.startsWith(behind);
  if (rest.startsWith(ours, start) && isSame) return start + ours.length;
  const places = [...(next === undefined ? [] : [behind]), ...following.map(({ name }) => ` ${name}=`)];
  const at = places.map(place => rest.indexOf(place, start)).find(found => found !== -1);
  const mark = between.trim();
  // The commas and colons of the oldest form (`acct="a": exe="b" (hostname=?, addr=?, terminal=cron res=success)`) are blanks there.
  const isBlank = mark === ',' || mark === ':';
  const value = at === undefined ? rest.replace(/ $/, '') : rest.slice(0, at).replace(isBlank ? / +$/ : '', '');
  return mark !== '' && value.endsWith(mark) ? value.length - mark.length : value.length;
}
