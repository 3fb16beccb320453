// Takes out of texts and log lines what tells whose they are: hosts, addresses, users, pods, paths and secrets become pseudonyms, in
// hex values too. Ids of containers, pids and times stay, so that what belongs together still does.
import { decodeText, hexBytes } from '../audit/encoded';
import type { AuditField, AuditRecord } from '../audit/record';
import { readLine, type Entry } from '../reading/line';
import { messageText } from '../log/envelope';
import { Pseudonyms, type Pseudonym } from './pseudonyms';
import { encode, expand, hex } from './written';
import { anyCase, LOGINS, PATH, PODS, PUBLIC_HOST, PUBLIC_REGISTRY, PUBLIC_SOURCE, TELLING } from './telling';

/** Parts of paths that every node has, and words of Docker's API: they tell nothing. */
const COMMON = new Set(
  `bin boot dev etc home lib lib64 libexec local log mnt opt proc root run sbin share srv sys tmp usr var cgroup memory
  systemd docker dockerd containerd kubelet runc runtime runtimes moby kubepods burstable besteffort guaranteed pods shim plugins daemon containers container exec
  start stop kill wait json create attach resize restart rename images networks volumes events info version _ping
  go src pkg mod vendor build rpmbuild BUILD cmd internal core api usr fs dev self fd null sh bash mounts io
  audit.log messages syslog dmesg kern.log docker.sock containerd.sock log.json init.pid config.json passwd group`.split(
    /\s+/,
  ),
);
/** Programs of a distribution. */
const SYSTEM_PROGRAM = /^\/(?:usr\/)?s?bin\/[\w.+-]+$/;
/** Users that every node has. */
const SYSTEM_USERS = /^(?:root|daemon|bin|sys|nobody|unset|\?|\(none\)|systemd-[\w-]+|unknown.*)$/;
const LOCAL_HOSTS = /^(?:localhost|\?|\(none\)|\d+)$/;
/** 127.0.0.0/8 and 0.0.0.0 are everybody's. */
const LOCAL_V4 = /^(?:127\.|0\.0\.0\.0$)/;

/** Names that are words of the logs themselves: to replace them would spoil every line. */
const WORDS =
  /^(?:info|error|warning|warn|debug|fatal|level|time|msg|task|name|type|node|host|user|pod|image|status|main|default|latest|library|test|init|app|web|kube-system|kube-public)$/;

/** Fields of audit records that hold text, in quotes or in hex (audit_log_untrustedstring). */
const TEXT_FIELDS = /^(?:proctitle|comm|ocomm|exe|name|cwd|cmd|acct|path|key|data|new-disk|old-disk|vm|grp)$/;
const ARGUMENT = /^a\d+(?:\[\d+\])?$/;
/** So much of a command line does audit keep (MAX_PROCTITLE_AUDIT_LEN). */
const PROCTITLE_BYTES = 128;
const COMMAND_NAMES = /^o?comm$/;
/** Fields that name users and hosts. */
const USER_FIELDS = /^(?:acct|auid|uid|euid|suid|fsuid|ouid|oauid|iuid|inode_uid|obj_uid|sauid|old-auid|id)$/;
const HOST_FIELDS = /^(?:hostname|node)$/;

type TermKind = 'host' | 'user' | 'pod' | 'image';

/** The groups of a match. */
type Found = Readonly<Partial<Record<string, string>>>;

export class Redactor {
  private readonly pseudonyms = new Pseudonyms();
  /** By the name in small letters. */
  private readonly terms = new Map<string, TermKind>();
  private pattern: RegExp | null = null;

  /** Takes a name that is to be replaced wherever it stands by itself. */
  learn(kind: TermKind, name: string | null): void {
    const harmless = kind === 'user' ? SYSTEM_USERS : LOCAL_HOSTS;
    const term = name?.toLowerCase() ?? '';
    if (term.length < 2 || harmless.test(term) || WORDS.test(term) || COMMON.has(term) || isId(term)) return;
    if (this.terms.has(term)) return;
    this.terms.set(term, kind);
    this.pattern = null;
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
    this.pattern ??= new RegExp([...TELLING, ...this.termPatterns(), PATH].join('|'), 'g');
    return text.replace(this.pattern, (whole, ...rest: unknown[]) => this.shown(whole, rest.at(-1) as Found));
  }

  /** What is shown of one thing that tells. */
  private shown(whole: string, found: Found): string {
    const { pseudonyms } = this;
    const { secret, argument, token, login, password, mail, mac, v6, v4, path } = found;
    const host = found['url'] ?? found['domain'];
    if (secret !== undefined || argument !== undefined || token !== undefined) return pseudonyms.ofSecret(whole);
    if (login !== undefined) {
      const user = SYSTEM_USERS.test(login) ? login : pseudonyms.of('user', login.toLowerCase());
      return password === undefined ? user : `${user}:${pseudonyms.ofSecret(password)}`;
    }
    if (mail !== undefined) {
      const [user = '', domainOf = ''] = mail.split('@');
      return `${pseudonyms.of('user', user.toLowerCase())}@${this.host(domainOf)}`;
    }
    if (v4 !== undefined) return this.v4(whole);
    if (v6 !== undefined) return this.v6(whole);
    if (mac !== undefined)
      return pseudonyms.ofMac(
        whole
          .toLowerCase()
          .replace(/[^0-9a-f]/g, '')
          .replace(/..(?!$)/g, '$&:'),
      );
    if (path !== undefined) return this.path(whole);
    if (host !== undefined) return this.hostWithPath(host, found['urlPath'] ?? found['domainPath'] ?? '');
    const term = whole.toLowerCase();
    return pseudonyms.of(this.terms.get(term) ?? 'host', term);
  }

  /** Where something stands: a path that may begin anywhere, and a line. */
  place(place: string): string {
    return place.startsWith('/') ? this.text(place) : this.text(`/${place}`).slice(1);
  }

  /** A line of a log: what it names is learned, and what audit writes in hex is decoded, redacted and encoded again. */
  line(text: string): string {
    const entry = readLine(text);
    this.learnFrom(entry, text);
    if (entry.payload.kind !== 'audit') return this.text(text);
    const { record } = entry.payload;
    let redacted = '';
    let from = 0;
    for (const field of record.fields) {
      const raw = this.field(field, record);
      if (raw === field.raw || field.span.start < from) continue;
      redacted += this.text(text.slice(from, field.span.start)) + raw;
      from = field.span.end;
    }
    return redacted + this.text(text.slice(from));
  }

  private learnFrom({ envelope, payload }: Entry, text: string): void {
    this.learn('host', envelope.host);
    for (const { program, user } of LOGINS) {
      if (!program.test(envelope.program ?? '')) continue;
      const said = messageText(text, envelope);
      for (const [, ...names] of said.matchAll(user))
        this.learn('user', names.find(name => name !== undefined) ?? null);
    }
    for (const pattern of PODS) {
      for (const [, ...names] of text.matchAll(pattern)) names.forEach(name => this.learn('pod', name ?? null));
    }
    if (payload.kind !== 'audit') return;
    this.learn('host', payload.record.node);
    for (const { name, raw, enriched } of payload.record.fields) {
      if (USER_FIELDS.test(name)) this.learn('user', enriched ?? (name === 'acct' ? decodeText(raw).text : null));
      if (HOST_FIELDS.test(name)) this.learn('host', decodeText(raw).text);
    }
  }

  /** A raw value as it may be shown. */
  private field({ name, raw }: AuditField, { type }: AuditRecord): string {
    if (name === 'saddr') return this.socketAddress(raw);
    if (!TEXT_FIELDS.test(name) && !(type === 'EXECVE' && ARGUMENT.test(name))) return raw;
    const { form, text } = decodeText(raw);
    // What a program is called is what its file is called.
    const file = COMMAND_NAMES.test(name) ? this.pseudonyms.known('path', text) : null;
    if (file !== null) return `"${file}"`;
    if (form !== 'hex') return raw;
    const whole = name === 'proctitle' && raw.length >= 2 * PROCTITLE_BYTES ? this.withoutCutName(text) : text;
    const shown = this.text(whole);
    return shown === text ? raw : encode(shown);
  }

  /** A command line that was cut: its last word may be the beginning of a name that stands elsewhere in full. */
  private withoutCutName(text: string): string {
    return text.replace(/[^\0\s=:/@]{3,}$/, word => {
      const begun = this.map.find(({ original }) => original.startsWith(word.toLowerCase()));
      const isName = /^[a-z][\w-]*\.[\w-]+\./i.test(word);
      return begun?.pseudonym ?? (isName ? this.pseudonyms.of('host', word.toLowerCase()) : word);
    });
  }

  /** struct sockaddr as x86 and ARM lay it out: AF_UNIX 1, AF_INET 2, AF_INET6 10. */
  private socketAddress(raw: string): string {
    const bytes = hexBytes(raw);
    if (raw.startsWith('0100') && bytes.length > 2) {
      const path = decodeText(raw.slice(4)).text;
      const shown = path.split('\0').map(part => this.text(part));
      return `0100${encode(shown.join('\0'))}`;
    }
    if (raw.startsWith('0200') && bytes.length >= 8) {
      const address = this.v4([...bytes.subarray(4, 8)].join('.'));
      return raw.slice(0, 8) + address.split('.').map(Number).map(hex).join('') + raw.slice(16);
    }
    if (/^0A00/i.test(raw) && bytes.length >= 24) {
      const groups = expand(raw.slice(16, 48).replace(/(.{4})(?!$)/g, '$1:'));
      const shown = groups === null ? null : expand(this.v6(groups));
      return shown === null ? raw : raw.slice(0, 16) + shown.replaceAll(':', '').toUpperCase() + raw.slice(48);
    }
    return raw;
  }

  private v4(address: string): string {
    const local = LOCAL_V4.test(address) || address.split('.').some(part => Number(part) > 255);
    return local ? address : this.pseudonyms.ofV4(address);
  }

  private v6(address: string): string {
    const groups = expand(address);
    const [, high, low] = /^(?:0000:){5}ffff:(....):(....)$/.exec(groups ?? '') ?? [];
    if (high !== undefined && low !== undefined) {
      const bytes = [...hexBytes(high + low)].join('.');
      const shown = this.v4(bytes)
        .split('.')
        .map(byte => hex(Number(byte)).toLowerCase());
      return `::ffff:${shown.slice(0, 2).join('')}:${shown.slice(2).join('')}`;
    }
    return groups === null || /^(?:0000:){7}000[01]$/.test(groups) ? address : this.pseudonyms.ofV6(groups);
  }

  private hostWithPath(host: string, path: string): string {
    const isPublic = PUBLIC_HOST.test(host) && (!PUBLIC_REGISTRY.test(host) || path.startsWith('/library/'));
    return isPublic ? host + path : this.host(host) + this.path(path);
  }

  private host(name: string): string {
    const host = name.toLowerCase();
    if (PUBLIC_HOST.test(host) || LOCAL_HOSTS.test(host) || isId(host) || /^\[.*\]$/.test(host)) return name;
    if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(host)) return this.v4(host);
    // The name of a node with its domain is still that node.
    const [first = '', ...domain] = host.split('.');
    const known = this.terms.get(first);
    if (domain.length === 0 || known === undefined) return this.pseudonyms.of('host', host);
    return `${this.pseudonyms.of(known, first)}.${this.pseudonyms.of('host', domain.join('.'))}`;
  }

  /** Part by part, so that what lies in one folder still does. */
  private path(path: string): string {
    if (PUBLIC_SOURCE.test(path) || SYSTEM_PROGRAM.test(path)) return path;
    return path
      .split('/')
      .map(part => {
        const kind = this.terms.get(part.toLowerCase());
        if (kind) return this.pseudonyms.of(kind, part.toLowerCase());
        const [, name = part, rest = ''] = /^(.*?)((?::v?\d[\w.-]*)?[:,]?)$/.exec(part) ?? [];
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

/** Ids, whole or cut, tie things together and tell nothing else. */
function isId(name: string): boolean {
  return /^[0-9a-f]{12,64}$/.test(name);
}

/** Whether a part of a path tells something: ids, numbers, versions and names that every node has do not. */
function isTelling(part: string): boolean {
  const harmless =
    part === '' ||
    COMMON.has(part) ||
    /^(?:[0-9a-f]{12,64}|v?\d[\d.]*|pod[0-9a-f][0-9a-f_-]{7,35}(?:\.slice)?)$/.test(part);
  return !harmless && !/^(?:docker|containerd|runc|kube|io\.containerd|nvidia)[\w.-]*$/.test(part);
}
