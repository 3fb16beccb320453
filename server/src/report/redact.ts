// Takes out of texts and log lines what tells whose they are: hosts, addresses, users, pods, paths and secrets become pseudonyms, in
// hex values too. Ids of containers, pids and times stay, so that what belongs together still does.
import { decodeText } from '../audit/encoded';
import type { AuditField, AuditRecord } from '../audit/record';
import type { Span } from '../place';
import { readLine } from '../reading/line';
import { shownMac, shownSocketAddress, shownV4, shownV6 } from './addresses';
import { isEverybodys, isTelling, isWord, SYSTEM_PROGRAM, type NameKind } from './common';
import { namesIn, within, type Name } from './names';
import { Pseudonyms, type Pseudonym } from './pseudonyms';
import { anyCase } from './secrets';
import { PATH, PUBLIC_HOST, PUBLIC_REGISTRY, PUBLIC_SOURCE, TELLING } from './telling';
import { encode, expand } from './written';

/** Fields of audit records that hold text, in quotes or in hex (audit_log_untrustedstring). */
const TEXT_FIELDS = /^(?:proctitle|comm|ocomm|exe|name|cwd|cmd|path|key|data|new-disk|old-disk|vm|grp)$/;
const ARGUMENT = /^a\d+(?:\[\d+\])?$/;
/** So much of a command line does audit keep (MAX_PROCTITLE_AUDIT_LEN). */
const PROCTITLE_BYTES = 128;
const COMMAND_NAMES = /^o?comm$/;
const V4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;

/** The groups of a match. */
type Found = Readonly<Partial<Record<string, string>>>;

/** What is shown at a place of a line, whatever the patterns say. */
interface Shown {
  readonly span: Span;
  readonly text: string;
}

export class Redactor {
  private readonly pseudonyms = new Pseudonyms();
  /** By the name in small letters. */
  private readonly terms = new Map<string, NameKind>();
  private compiled: RegExp | null = null;

  /** Takes a name that is to be replaced wherever it stands by itself; one that is a word of the logs is left there. */
  learn(kind: NameKind, name: string | null): void {
    const term = name?.toLowerCase() ?? '';
    if (isWord(term) || isEverybodys(kind, term) || this.terms.has(term)) return;
    this.terms.set(term, kind);
    this.compiled = null;
    // What is called by its whole name is called by the first part of it too.
    if (kind === 'host' && !V4.test(term)) this.learn(kind, /^([^.:]+)\./.exec(term)?.[1] ?? null);
  }

  /** Takes the name of an image; one without a slash, like nginx, is everybody's. */
  learnImage(image: string | null): void {
    const [host = '', ...parts] = (image ?? '').replace(/(?<=[^/])[:@][\w.:-]*$/, '').split('/');
    if (parts.length === 0) return;
    if (!/[.:]/.test(host)) this.learn('image', host);
    for (const part of parts) this.learn('image', part);
  }

  /** What stands for what. */
  get map(): readonly Pseudonym[] {
    return this.pseudonyms.map;
  }

  /** A text without what it tells of whose it is. */
  text(text: string): string {
    return this.replaced(text, []);
  }

  /** Where something stands: a path that may begin anywhere, and a line. */
  place(place: string): string {
    return place.startsWith('/') ? this.text(place) : this.text(`/${place}`).slice(1);
  }

  /** A name that is known to be one, even where it is a word that texts keep. */
  name(kind: NameKind, name: string): string {
    const term = name.toLowerCase();
    if (isEverybodys(kind, term)) return name;
    if (kind === 'host') return this.host(name);
    return kind === 'user' && name.includes('@')
      ? this.mail(name)
      : this.pseudonyms.of(this.terms.get(term) ?? kind, term);
  }

  /** A line of a log: what it names is learned, and what audit writes in hex is decoded, redacted and encoded again. */
  line(text: string): string {
    const entry = readLine(text);
    const names = namesIn(entry, text);
    for (const { kind, name } of names) this.learn(kind, name);
    const shown = names.flatMap(name => this.shownName(name));
    if (entry.payload.kind === 'audit') shown.push(...this.fields(entry.payload.record, text));
    return this.replaced(text, shown);
  }

  /** A text with what is shown at some places of it; what tells is matched around them. */
  private replaced(text: string, places: readonly Shown[]): string {
    const pattern = (this.compiled ??= new RegExp([...TELLING, ...this.termPatterns(), PATH].join('|'), 'g'));
    let redacted = '';
    let at = 0;
    const upTo = (end: number): void => {
      for (;;) {
        pattern.lastIndex = at;
        const match = pattern.exec(text);
        if (match === null || match.index >= end) break;
        const [whole] = match;
        redacted += text.slice(at, match.index) + this.shown(whole, match.groups ?? {});
        at = match.index + whole.length;
      }
      redacted += text.slice(at, end);
      at = Math.max(at, end);
    };
    for (const { span, text: shown } of places.toSorted((a, b) => a.span.start - b.span.start)) {
      if (span.start >= at) upTo(span.start);
      // What began before it hides it.
      if (span.start < at) continue;
      redacted += shown;
      at = span.end;
    }
    upTo(text.length);
    return redacted;
  }

  /** What is shown of one thing that tells. */
  private shown(whole: string, found: Found): string {
    const { pseudonyms } = this;
    if (SECRET_GROUPS.some(group => found[group] !== undefined)) return pseudonyms.ofSecret(whole);
    const login = found['login'] ?? found['curlUser'];
    const password = found['password'] ?? found['curlPassword'];
    if (login !== undefined) {
      const user = this.name('user', login);
      return password === undefined ? user : `${user}:${pseudonyms.ofSecret(password)}`;
    }
    if (found['mail'] !== undefined) return this.mail(whole);
    if (found['v4'] !== undefined) return shownV4(whole, pseudonyms);
    if (found['v6'] !== undefined) return shownV6(whole, pseudonyms);
    if (found['mac'] !== undefined) return shownMac(whole, pseudonyms);
    if (found['path'] !== undefined) return this.path(whole);
    const host = found['url'] ?? found['domain'];
    if (host !== undefined) return this.hostWithPath(host, found['urlPath'] ?? found['domainPath'] ?? '');
    return this.name(this.terms.get(whole.toLowerCase()) ?? 'host', whole);
  }

  private shownName({ kind, name, span, hex }: Name): readonly Shown[] {
    if (span === null) return [];
    const shown = this.name(kind, name);
    return shown === name ? [] : [{ span, text: hex ? encode(shown) : shown }];
  }

  /** What is shown of the fields of a record that are not to stand as they do. */
  private fields(record: AuditRecord, text: string): readonly Shown[] {
    const isArgument = ({ name }: AuditField): boolean => record.type === 'EXECVE' && ARGUMENT.test(name);
    const args = record.fields.filter(isArgument);
    // An option and its value are two arguments: they are read as one command line.
    const words = args.map(({ raw }) => decodeText(raw).text.replaceAll('\0', ' '));
    const shown = this.text(words.join('\0')).split('\0');
    return [
      ...args.flatMap((field, index) => this.changed(field, text, words[index] ?? '', shown[index] ?? '')),
      ...record.fields.filter(field => !isArgument(field)).flatMap(field => this.field(field, text)),
    ];
  }

  private field(field: AuditField, line: string): readonly Shown[] {
    const { name, raw, span } = field;
    if (name === 'saddr') {
      const shown = this.socketAddress(raw);
      return shown === raw ? [] : [{ span, text: shown }];
    }
    if (!TEXT_FIELDS.test(name)) return [];
    const { form, text } = decodeText(raw);
    // What a program is called is what its file is called.
    const file = COMMAND_NAMES.test(name) ? this.pseudonyms.known('path', text) : null;
    if (file !== null) return this.changed(field, line, text, file);
    if (form !== 'hex') return [];
    const whole = name === 'proctitle' && raw.length >= 2 * PROCTITLE_BYTES ? this.withoutCutName(text) : text;
    return this.changed(field, line, text, this.text(whole));
  }

  /** A field that says something else, written as it was; nothing where it says the same. */
  private changed({ raw, span }: AuditField, line: string, said: string, shown: string): readonly Shown[] {
    if (said === shown) return [];
    if (decodeText(raw).form === 'hex') return [{ span, text: encode(shown) }];
    const at = within(line, span, said);
    return at === null ? [] : [{ span: at, text: shown }];
  }

  /** A command line that was cut: its last word may be the beginning of a name that stands elsewhere in full. */
  private withoutCutName(text: string): string {
    return text.replace(/[^\0\s=:/@]{3,}$/, word => {
      const begun = this.map.find(({ original }) => original.startsWith(word.toLowerCase()));
      const isName = /^[a-z][\w-]*\.[\w-]+\./i.test(word);
      return begun?.pseudonym ?? (isName ? this.pseudonyms.of('host', word.toLowerCase()) : word);
    });
  }

  /** struct sockaddr; that of AF_UNIX, 1, has a path. */
  private socketAddress(raw: string): string {
    if (!raw.startsWith('0100') || raw.length <= 5) return shownSocketAddress(raw, this.pseudonyms);
    const path = decodeText(raw.slice(4)).text;
    const shown = path.split('\0').map(part => this.text(part));
    return `0100${encode(shown.join('\0'))}`;
  }

  private mail(address: string): string {
    const at = address.lastIndexOf('@');
    return `${this.name('user', address.slice(0, at))}@${this.host(address.slice(at + 1))}`;
  }

  private hostWithPath(host: string, path: string): string {
    const isPublic = PUBLIC_HOST.test(host) && (!PUBLIC_REGISTRY.test(host) || path.startsWith('/library/'));
    return isPublic ? host + path : this.host(host) + this.path(path);
  }

  private host(name: string): string {
    const host = name.toLowerCase();
    if (PUBLIC_HOST.test(host) || isEverybodys('host', host) || /^\[.*\]$/.test(host)) return name;
    if (V4.test(host)) return shownV4(host, this.pseudonyms);
    if (expand(host) !== null) return shownV6(host, this.pseudonyms);
    const [first = '', ...domain] = host.split('.');
    const known = this.terms.get(first) ?? (this.pseudonyms.known('host', first) === null ? undefined : 'host');
    if (known === undefined) return this.pseudonyms.of('host', host);
    // The name of a node with its domain is still that node.
    const node = this.pseudonyms.of(known, first);
    return domain.length === 0 ? node : `${node}.${this.pseudonyms.of('host', domain.join('.'))}`;
  }

  /** Part by part, so that what lies in one folder still does. */
  private path(path: string): string {
    if (PUBLIC_SOURCE.test(path) || SYSTEM_PROGRAM.test(path)) return path;
    return path
      .split('/')
      .map((part, index, parts) => {
        const kind = this.terms.get(part.toLowerCase());
        if (kind) return this.name(kind, part);
        const [, name = part, rest = ''] = /^(.*?)((?::v?\d[\w.-]*)?[:,]?)$/.exec(part) ?? [];
        if (index > 1 && HOMES.test(parts[index - 1] ?? '')) return name === '' ? part : this.name('user', name) + rest;
        return isTelling(name) ? this.pseudonyms.of('path', name) + rest : part;
      })
      .join('/');
  }

  private termPatterns(): string[] {
    if (this.terms.size === 0) return [];
    const longestFirst = [...this.terms.keys()].sort((a, b) => b.length - a.length);
    const escaped = longestFirst.map(term => anyCase(term.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)));
    return [`(?<![A-Za-z0-9-])(?:${escaped.join('|')})(?![A-Za-z0-9-])`];
  }
}

/** Groups of SECRETS of which nothing is to be seen. */
const SECRET_GROUPS = ['word', 'quoted', 'rest', 'secret', 'argument', 'token', 'vendor'];
/** What lies in these are the folders of users. */
const HOMES = /^(?:home|Users)$/;
