// Known issues that users add in a file of their workspace. What is wrong with a row is told with its line; the others count.
import type { TracebackKind } from '../../golang/traceback';
import { message, type Message, type MessageArgument } from '../../message';
import type { Payload } from '../../reading/payload';
import { readJson, type JsonText } from './jsonPlaces';
import { compilePattern } from './linearPattern';
import type { EntrySignature, KnownIssueRow, Pattern, Signature, TraceSignature, VersionRange } from './model';

/** Below the folder of a case. */
export const USER_ROWS_FILE = '.nodelog/known-issues.json';

export interface UserRows {
  readonly rows: readonly KnownIssueRow[];
  /** `line` counts from 0. */
  readonly problems: readonly { readonly line: number; readonly text: Message }[];
}

const KINDS: readonly Payload['kind'][] = ['logrus', 'klog', 'kernel', 'audit', 'shim', 'unit-exit', 'text'];
const TRACE_KINDS: readonly TracebackKind[] = ['panic', 'fatal', 'signal', 'dump', 'race', 'http-panic'];
const ROW_KEYS = ['id', 'title', 'explanation', 'advice', 'match', 'affected', 'fixedIn', 'links'];
const ENTRY_KEYS = ['kinds', 'programs', 'contains', 'pattern', 'fields'];
const TRACE_KEYS = ['traceback', 'message', 'frames'];
const RANGE_KEYS = ['program', 'from', 'before'];
/** What stands in a line as it is meant, whatever quotes and escapes are around it. */
const PLAIN = /[\w .,:;()[\]=+*#@!?-]+/g;

/** Reads the text of the file. `taken` are ids that other rows have. */
export function readUserRows(text: string, taken: readonly string[]): UserRows {
  const json = readJson(text);
  if ('problem' in json) {
    const said = message('known.row.bad-json', { line: json.line + 1, problem: json.problem });
    return { rows: [], problems: [{ line: json.line, text: said }] };
  }
  return new RowsReader(json, taken).read();
}

type Members = Readonly<Record<string, unknown>>;

class RowsReader {
  private readonly problems: { readonly line: number; readonly text: Message }[] = [];
  private readonly ids: Set<string>;

  constructor(
    private readonly json: JsonText,
    taken: readonly string[],
  ) {
    this.ids = new Set(taken);
  }

  read(): UserRows {
    const issues = isObject(this.json.value) ? this.json.value['issues'] : undefined;
    if (!Array.isArray(issues)) {
      this.tell('/issues', line => message('known.row.no-issues', { line }));
      return { rows: [], problems: this.problems };
    }
    const rows = issues.flatMap((issue, index) => this.row(issue, `/issues/${String(index)}`) ?? []);
    return { rows, problems: this.problems };
  }

  /** Null where something is wrong with it. */
  private row(issue: unknown, path: string): KnownIssueRow | null {
    const before = this.problems.length;
    if (!isObject(issue)) {
      this.tell(path, line => message('known.row.not-object', { line }));
      return null;
    }
    this.knownKeys(issue, ROW_KEYS, path);
    const id = this.text(issue, 'id', path, true);
    if (id !== null && !/^[a-z0-9][a-z0-9.-]{0,63}$/.test(id))
      this.wrong(`${path}/id`, 'id', message('known.wanted.id'));
    else if (id !== null && this.ids.has(id))
      this.tell(`${path}/id`, line => message('known.row.double', { line, id }));
    const title = this.text(issue, 'title', path, true);
    const explanation = this.text(issue, 'explanation', path, false) ?? '';
    const advice = this.texts(issue, 'advice', path).map(own);
    const links = this.texts(issue, 'links', path);
    if (links.some(link => !/^https:\/\/[\w.-]+\//.test(link)))
      this.wrong(`${path}/links`, 'links', message('known.wanted.https'));
    const signature = this.signature(issue['match'], `${path}/match`);
    const affected = this.ranges(issue['affected'], `${path}/affected`);
    const fixedIn = this.texts(issue, 'fixedIn', path);
    if (this.problems.length > before || id === null || title === null || signature === null) return null;
    this.ids.add(id);
    const words = { title: own(title), explanation: own(explanation), advice };
    return { id, ...words, signatures: [signature], affected, fixedIn, links };
  }

  private signature(match: unknown, path: string): Signature | null {
    if (!isObject(match)) {
      this.tell(path, line => message('known.row.missing', { line, name: 'match' }));
      return null;
    }
    const isTrace = TRACE_KEYS.some(key => key in match);
    this.knownKeys(match, isTrace ? TRACE_KEYS : ENTRY_KEYS, path);
    return isTrace ? this.trace(match, path) : this.entry(match, path);
  }

  private entry(match: Members, path: string): EntrySignature | null {
    const contains = this.text(match, 'contains', path, false);
    const pattern = this.pattern(this.text(match, 'pattern', path, false), `${path}/pattern`);
    const fields = this.fields(match['fields'], `${path}/fields`);
    if (contains === null && pattern === null && fields === null) {
      this.tell(path, line => message('known.row.no-match', { line }));
      return null;
    }
    const says = both(contains, pattern);
    const programs = match['programs'] === undefined ? null : this.texts(match, 'programs', path);
    return {
      on: 'entry',
      kinds: this.choices(match, 'kinds', path, KINDS),
      marks: markOf(contains),
      certainty: 'certain',
      ...(programs && { programs }),
      ...(says && { says }),
      ...(fields && { fields }),
    };
  }

  private trace(match: Members, path: string): TraceSignature | null {
    const said = this.pattern(this.text(match, 'message', path, false), `${path}/message`);
    const frames = this.texts(match, 'frames', path).map(name => functionEnds(name));
    if (said === null && frames.length === 0) {
      this.tell(path, line => message('known.row.no-match', { line }));
      return null;
    }
    const kinds = this.choices(match, 'traceback', path, TRACE_KINDS);
    // Of a dump no goroutine comes before the others.
    const stack = kinds.includes('dump') ? 'any' : 'failed';
    return { on: 'trace', kinds, frames, stack, certainty: 'certain', ...(said && { message: said }) };
  }

  private fields(value: unknown, path: string): Record<string, Pattern> | null {
    if (value === undefined) return null;
    if (!isObject(value)) {
      this.tell(path, line => message('known.row.not-object', { line }));
      return null;
    }
    const patterns = Object.keys(value).map(name => {
      const pattern = this.pattern(this.text(value, name, path, true), `${path}/${name}`);
      return [name, pattern] as const;
    });
    return Object.fromEntries(patterns.flatMap(([name, pattern]) => (pattern ? [[name, pattern]] : [])));
  }

  private pattern(source: string | null, path: string): Pattern | null {
    if (source === null) return null;
    const pattern = compilePattern(source);
    if ('test' in pattern) return pattern;
    this.tell(path, line => message('known.row.pattern', { line, problem: pattern.problem }));
    return null;
  }

  private ranges(value: unknown, path: string): VersionRange[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.wrong(path, 'affected', message('known.wanted.ranges'));
      return [];
    }
    return value.flatMap((range: unknown, index) => {
      const at = `${path}/${String(index)}`;
      if (!isObject(range)) {
        this.tell(at, line => message('known.row.not-object', { line }));
        return [];
      }
      this.knownKeys(range, RANGE_KEYS, at);
      const program = this.text(range, 'program', at, true);
      const [from, before] = ['from', 'before'].map(
        name => this.text(range, name, at, false)?.replace(/^v/, '') ?? null,
      );
      return program === null ? [] : [{ program, ...(from && { from }), ...(before && { before }) }];
    });
  }

  /** The values that were chosen; all where nothing is said. */
  private choices<T extends string>(members: Members, name: string, path: string, all: readonly T[]): readonly T[] {
    if (members[name] === undefined) return all;
    const chosen = this.texts(members, name, path);
    const known = all.filter(value => chosen.includes(value));
    if (known.length < new Set(chosen).size) this.wrong(`${path}/${name}`, name, all.join(', '));
    return known;
  }

  private text(members: Members, name: string, path: string, needed: boolean): string | null {
    const value = members[name];
    if (typeof value === 'string' && value !== '') return value;
    if (value !== undefined) this.wrong(`${path}/${name}`, name, message('known.wanted.text'));
    else if (needed) this.tell(path, line => message('known.row.missing', { line, name }));
    return null;
  }

  private texts(members: Members, name: string, path: string): string[] {
    const value = members[name];
    if (value === undefined) return [];
    const texts = Array.isArray(value)
      ? value.filter((one): one is string => typeof one === 'string' && one !== '')
      : [];
    if (!Array.isArray(value) || texts.length < value.length)
      this.wrong(`${path}/${name}`, name, message('known.wanted.texts'));
    return texts;
  }

  private knownKeys(members: Members, known: readonly string[], path: string): void {
    for (const name of Object.keys(members)) {
      if (!known.includes(name)) this.tell(`${path}/${name}`, line => message('known.row.unknown-key', { line, name }));
    }
  }

  private wrong(path: string, name: string, wanted: MessageArgument): void {
    this.tell(path, line => message('known.row.wrong', { line, name, wanted }));
  }

  private tell(path: string, said: (line: number) => Message): void {
    const line = this.json.lineOf(path);
    this.problems.push({ line, text: said(line + 1) });
  }
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Words of a user are in the user's language already. */
function own(text: string): Message {
  return message('known.own', { text });
}

/** The longest part of a text that no way of writing a line changes; none where that is too short to be of use. */
function markOf(contains: string | null): string[] {
  const [longest = ''] = [...(contains?.match(PLAIN) ?? [])].sort((a, b) => b.length - a.length);
  return longest.length > 2 ? [longest] : [];
}

function both(contains: string | null, pattern: Pattern | null): Pattern | null {
  if (contains === null) return pattern;
  return { test: text => text.includes(contains) && (pattern?.test(text) ?? true) };
}

/** A function's whole name, or its end behind the path of its package. */
function functionEnds(name: string): Pattern {
  return { test: text => text === name || text.endsWith(`/${name}`) };
}
