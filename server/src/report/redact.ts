// Takes out of texts and log lines what tells whose they are: hosts, addresses, users, pods and paths become pseudonyms, in
// hex values too. Ids of containers, pids and times stay, so that what belongs together still does.
import { decodeText, hexBytes } from '../audit/encoded';
import type { AuditField, AuditRecord } from '../audit/record';
import { readLine, type Entry } from '../reading/line';
import { Pseudonyms, type Pseudonym } from './pseudonyms';

/** Parts of paths that every node has, and words of Docker's API: they tell nothing. */
const COMMON = new Set(
  `bin boot dev etc home lib lib64 libexec local log mnt opt proc root run sbin share srv sys tmp usr var cgroup memory
  systemd docker dockerd containerd kubelet runc runtime runtimes moby kubepods pods shim plugins daemon containers container exec
  start stop kill wait json create attach resize restart rename images networks volumes events info version _ping
  go src pkg mod vendor build rpmbuild BUILD cmd internal core api usr fs dev self fd null sh bash mounts io
  audit.log messages syslog dmesg kern.log docker.sock containerd.sock log.json init.pid config.json passwd group`.split(
    /\s+/,
  ),
);
/** Where source of public programs lies: paths of frames stay whole. */
const PUBLIC =
  /(?:^|[/@])(?:github\.com|golang\.org|google\.golang\.org|k8s\.io|sigs\.k8s\.io|gopkg\.in|go\.etcd\.io|go\.uber\.org|go\.opentelemetry\.io)\/|\/(?:usr\/local\/go|usr\/lib(?:64)?\/go(?:-[\d.]+)?|usr\/lib\/golang)\/src\//;
const PUBLIC_HOST =
  /^(?:(?:[\w-]+\.)*(?:github\.com|gitlab\.com|docker\.io|docker\.com|quay\.io|gcr\.io|k8s\.io|kubernetes\.io|golang\.org|go\.etcd\.io|go\.uber\.org|go\.opentelemetry\.io|gopkg\.in|containerd\.io|io\.containerd\.[\w.]+)|localhost)$/;
/** Programs of a distribution. */
const SYSTEM_PROGRAM = /^\/(?:usr\/)?s?bin\/[\w.+-]+$/;
/** Users that every node has. */
const SYSTEM_USERS = /^(?:root|daemon|bin|sys|nobody|unset|\?|\(none\)|systemd-[\w-]+|unknown.*)$/;
const LOCAL_HOSTS = /^(?:localhost|\?|\(none\)|\d+)$/;
/** 127.0.0.0/8 and 0.0.0.0 are everybody's. */
const LOCAL_V4 = /^(?:127\.|0\.0\.0\.0$)/;

const PATTERN = [
  String.raw`(?<mac>(?<![\w:])(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}(?![\w:]))`,
  String.raw`(?<v6>(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:]))`,
  String.raw`(?<v4>(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d))`,
  String.raw`(?<url>(?<=\w:\/\/)[^\s\/"'\\:@?#]+)`,
  String.raw`(?<domain>(?<![\w.@\/-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?=(?::\d+)?\/))`,
  String.raw`(?<path>(?<![\w.:\/@])(?:\/[\w.@+~%=:,-]+)+\/?)`,
].join('|');

/** Fields of audit records that hold text, in quotes or in hex (audit_log_untrustedstring). */
const TEXT_FIELDS = /^(?:proctitle|comm|ocomm|exe|name|cwd|cmd|acct|path|key|data|new-disk|old-disk|vm|grp)$/;
const ARGUMENT = /^a\d+(?:\[\d+\])?$/;
/** Fields that name users and hosts. */
const USER_FIELDS = /^(?:acct|auid|uid|euid|suid|fsuid|ouid|oauid|iuid|inode_uid|obj_uid|sauid|old-auid|id)$/;
const HOST_FIELDS = /^(?:hostname|node)$/;

export class Redactor {
  private readonly pseudonyms = new Pseudonyms();
  private readonly terms = new Map<string, 'host' | 'user' | 'pod'>();
  private pattern: RegExp | null = null;

  /** Takes a name that is to be replaced wherever it stands by itself. */
  learn(kind: 'host' | 'user' | 'pod', name: string | null): void {
    const harmless = kind === 'user' ? SYSTEM_USERS : LOCAL_HOSTS;
    if (name === null || name.length < 2 || harmless.test(name) || this.terms.has(name)) return;
    this.terms.set(name, kind);
    this.pattern = null;
  }

  /** What stands for what. */
  get map(): readonly Pseudonym[] {
    return this.pseudonyms.map;
  }

  /** A text without what it tells of whose it is. */
  text(text: string): string {
    this.pattern ??= new RegExp([...this.termPatterns(), PATTERN].join('|'), 'g');
    return text.replace(this.pattern, (whole, ...rest: unknown[]) => {
      const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
      if (groups['v4'] !== undefined) return this.v4(whole);
      if (groups['v6'] !== undefined) return this.v6(whole);
      if (groups['mac'] !== undefined) return this.pseudonyms.ofMac(whole.toLowerCase());
      if (groups['path'] !== undefined) return this.path(whole);
      if (groups['url'] !== undefined || groups['domain'] !== undefined) return this.host(whole);
      return this.pseudonyms.of(this.terms.get(whole) ?? 'host', whole);
    });
  }

  /** Where something stands: a path that may begin anywhere, and a line. */
  place(place: string): string {
    return place.startsWith('/') ? this.text(place) : this.text(`/${place}`).slice(1);
  }

  /** A line of a log: what it names is learned, and what audit writes in hex is decoded, redacted and encoded again. */
  line(text: string): string {
    const entry = readLine(text);
    this.learnFrom(entry);
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

  private learnFrom({ envelope, payload }: Entry): void {
    this.learn('host', envelope.host);
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
    if (form !== 'hex') return raw;
    // The arguments of a command line stand between NULs: each is a text of its own.
    const parts = text.split('\0');
    const shown = parts.map(part => this.text(part));
    return shown.some((part, index) => part !== parts[index]) ? encode(shown.join('\0')) : raw;
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
    return groups === null || /^(?:0000:){7}000[01]$/.test(groups) ? address : this.pseudonyms.ofV6(groups);
  }

  private host(name: string): string {
    if (PUBLIC_HOST.test(name) || LOCAL_HOSTS.test(name)) return name;
    return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(name) ? this.v4(name) : this.pseudonyms.of('host', name);
  }

  /** Part by part, so that what lies in one folder still does. */
  private path(path: string): string {
    if (PUBLIC.test(path) || SYSTEM_PROGRAM.test(path)) return path;
    return path
      .split('/')
      .map(part => {
        const kind = this.terms.get(part);
        if (kind) return this.pseudonyms.of(kind, part);
        const [, name = part, rest = ''] = /^(.*?)((?::\d+)?[:,]?)$/.exec(part) ?? [];
        return isTelling(name) ? this.pseudonyms.of('path', name) + rest : part;
      })
      .join('/');
  }

  private termPatterns(): string[] {
    if (this.terms.size === 0) return [];
    const longestFirst = [...this.terms.keys()].sort((a, b) => b.length - a.length);
    const escaped = longestFirst.map(term => term.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`));
    return [`(?<![\\w-])(?:${escaped.join('|')})(?![\\w-])`];
  }
}

/** Whether a part of a path tells something: ids, numbers, versions and names that every node has do not. */
function isTelling(part: string): boolean {
  const harmless = part === '' || COMMON.has(part) || /^(?:[0-9a-f]{12,64}|v?\d[\d.]*)$/.test(part);
  return !harmless && !/^(?:docker|containerd|runc|kube|io\.containerd|nvidia)[\w.-]*$/.test(part);
}

/** Eight groups of four digits; null for what is no IPv6 address. */
function expand(address: string): string | null {
  const halves = address.split('::');
  if (halves.length > 2 || !/^[0-9a-fA-F:]+$/.test(address)) return null;
  const [before = [], after = []] = halves.map(half => (half === '' ? [] : half.split(':')));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  return groups.every(group => /^[0-9a-fA-F]{1,4}$/.test(group))
    ? groups.map(group => group.toLowerCase().padStart(4, '0')).join(':')
    : null;
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

/** Text as the kernel writes it in hex. Bytes that were no UTF-8 stand as \ooo in it, and become those bytes again. */
function encode(text: string): string {
  const bytes: number[] = [];
  for (const [part] of text.matchAll(/\\[0-3][0-7]{2}|[\s\S]/gu)) {
    if (part.length === 4 && part.startsWith('\\')) bytes.push(parseInt(part.slice(1), 8));
    else bytes.push(...new TextEncoder().encode(part));
  }
  return bytes.map(hex).join('');
}
