// Names that a line has where it says what they name: the host of its envelope, users who log in, pods, fields of audit records.
import { decodeText } from '../audit/encoded';
import { unquote } from '../audit/fieldScan';
import type { AuditField, AuditRecord } from '../audit/record';
import { messageText, type Envelope } from '../log/envelope';
import { moveSpan } from '../log/escaped';
import type { Span } from '../place';
import type { Entry } from '../reading/line';
import type { NameKind } from './common';

/** A name, and where it is written. */
export interface Name {
  readonly kind: NameKind;
  readonly name: string;
  /** Null where it is not found in the line as it is meant (escapes). */
  readonly span: Span | null;
  /** True where it is written in hex. */
  readonly hex: boolean;
}

/** What programs that let people in say of them; `program` as the line tells it. */
const LOGINS: readonly { readonly program: RegExp; readonly user: RegExp }[] = [
  { program: /^sshd/, user: /\b(?:for|user) (?:(?:invalid|illegal) user )?([\w.@\\+$-]+)(?=\(| from | by |$)/dg },
  { program: /^sudo$/, user: /^ *([\w.@\\+$-]+) :|\bfor user ([\w.@\\+$-]+)|\bUSER=([\w.@\\+$-]+)/dg },
  {
    program: /^(?:su|login|CRON|cron|crond|systemd-logind)$/,
    user: /\bfor user ([\w.@\\+$-]+?)(?=\(|\.?(?:\s|$))|\bof user ([\w.@\\+$-]+?)(?=\.?(?:\s|$))|^\(([\w.@\\+$-]+)\)/dg,
  },
];

/** Names of pods, of their namespaces and containers, as the kubelet, containerd and the calls of Docker's API have them. */
const PODS: readonly RegExp[] = [
  /\bpod[= ]\\?"([a-z0-9-]+)\/([a-z0-9.-]+)\\?"/dg,
  /"([a-z0-9][a-z0-9.-]*)_([a-z0-9-]+)\([\w-]+\)\\?"/dg,
  /Metadata\{Name:([\w.-]+),(?:Uid:[\w-]+,Namespace:([\w.-]+))?/dg,
  /\bk8s_([a-z0-9-]+)_([a-z0-9.-]+)_([a-z0-9-]+)_[\w-]+_\d+/dg,
  /\/containers\/create\?(?:[^\s"]*&)?name=([\w.-]+)/dg,
];

/** Fields of audit records that name users; the kernel writes numbers, auditd and `ausearch -i` the names. */
const USER_FIELDS = /^(?:acct|auid|uid|euid|suid|fsuid|ouid|oauid|iuid|inode_uid|obj_uid|sauid|old-auid|id)$/;
const HOST_FIELDS = /^(?:hostname|node)$/;
/** What stands before the host of an entry of the journal, and before the node of an audit record. */
const JOURNAL_HOST = /(?<="_HOSTNAME"\s*:\s*"|\b_HOSTNAME=)[^\s"]+/dg;
const NODE = /(?<=(?<![\w-])(?:node|host)=|"node"\s*:\s*")[^\s"]+/dgi;

/** The names of a line, as `readLine` has read it. */
export function namesIn({ envelope, payload }: Entry, text: string): readonly Name[] {
  const names: Name[] = [];
  if (envelope.host !== null) names.push(plain('host', envelope.host, hostSpan(text, envelope, envelope.host)));
  names.push(...logins(text, envelope));
  for (const pattern of PODS) names.push(...groups('pod', pattern, text));
  for (const record of payload.kind === 'audit'
    ? [payload.record]
    : payload.kind === 'audit-json'
      ? payload.event.records
      : [])
    names.push(...ofRecord(record, text));
  return names;
}

/** Where a text stands within a span of the line; null where it is not written there as it is. */
export function within(text: string, { start, end }: Span, meant: string): Span | null {
  const at = meant === '' ? -1 : text.slice(start, end).indexOf(meant);
  return at < 0 ? null : { start: start + at, end: start + at + meant.length };
}

function plain(kind: NameKind, name: string, span: Span | null): Name {
  return { kind, name, span, hex: false };
}

function hostSpan(text: string, { start, payload }: Envelope, host: string): Span | null {
  const isHost = ({ name }: Name): boolean => name === host;
  const member = groups('host', JOURNAL_HOST, text).find(isHost);
  if (member) return member.span;
  // Behind the date: the last word of that name before the program, which ends in a colon or a bracket.
  const head = ` ${text.slice(start, payload)}`;
  const at = head.lastIndexOf(` ${host} `);
  return at < 0 ? null : { start: start + at, end: start + at + host.length };
}

function logins(text: string, envelope: Envelope): readonly Name[] {
  const said = messageText(text, envelope);
  const { message, payload } = envelope;
  return LOGINS.filter(({ program }) => program.test(envelope.program ?? '')).flatMap(({ user }) =>
    groups('user', user, said).map(found => {
      const { start, end } = found.span;
      const span = message ? moveSpan(found.span, message) : { start: start + payload, end: end + payload };
      return { ...found, span: within(text, span, found.name) };
    }),
  );
}

/** What the groups of a pattern match; all of it where it has none. */
function groups(kind: NameKind, pattern: RegExp, text: string): readonly (Name & { readonly span: Span })[] {
  return [...text.matchAll(pattern)].flatMap(({ indices = [] }) =>
    (indices.length > 1 ? indices.slice(1) : indices)
      // The groups that had no part in the match are undefined.
      .filter((found): found is [number, number] => Array.isArray(found))
      .map(([start, end]) => ({ kind, name: text.slice(start, end), span: { start, end }, hex: false })),
  );
}

function ofRecord(record: AuditRecord, text: string): readonly Name[] {
  const { node } = record;
  const written = groups('host', NODE, text).find(({ name }) => name === node);
  return [
    ...(node === null ? [] : [plain('host', node, written?.span ?? null)]),
    ...record.fields.flatMap(field => ofField(field, record, text)),
  ];
}

function ofField(field: AuditField, { form }: AuditRecord, text: string): readonly Name[] {
  const { name, raw, enriched, span, enrichedSpan } = field;
  const said = unquote(raw);
  // libaudit writes hosts as they are: `cafe` is no hex.
  if (HOST_FIELDS.test(name)) return [plain('host', said, within(text, span, said))];
  if (!USER_FIELDS.test(name)) return [];
  const names: Name[] = [];
  if (enriched !== undefined)
    names.push(plain('user', enriched, enrichedSpan ? within(text, enrichedSpan, enriched) : null));
  if (form === 'interpreted') names.push(plain('user', said, within(text, span, said)));
  else if (name === 'acct') {
    const decoded = decodeText(raw);
    const hex = decoded.form === 'hex';
    names.push({ kind: 'user', name: decoded.text, span: hex ? span : within(text, span, decoded.text), hex });
  }
  return names;
}
