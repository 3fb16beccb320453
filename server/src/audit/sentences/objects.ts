// What a call was about: the files of its PATH records and the address of its SOCKADDR.
import { message, type Message } from '../../message';
import { findRecord, type AuditEvent } from '../event';
import { findField, type AuditRecord } from '../record';
import { valueOf } from './words';

/** A file that a call named; only "a file in" its folder where just that is recorded (a call that failed early). */
export interface CallPath {
  /** As the call gave it, in front of it the working directory where that is plain; to be repeated only. */
  readonly path: string | Message;
  /** NORMAL, CREATE, DELETE or UNKNOWN (kernel/auditsc.c, audit_log_name); null where the record has none. */
  readonly nametype: string | null;
  /** The path, to be looked at. */
  readonly exact: () => string;
}

/**
 * The files of an event in the order of the call (item=; ausearch prints records last first), without the folders that they lie in (nametype PARENT) unless
 * nothing else is named. `fromCwd` is true where relative paths count from CWD: not for those below a file descriptor.
 */
export function pathsOf(event: AuditEvent, fromCwd: boolean): readonly CallPath[] {
  const paths: CallPath[] = [];
  const parents: CallPath[] = [];
  const cwd = fromCwd ? findRecord(event, 'CWD') : undefined;
  const exact = (record: AuditRecord): string => resolve(valueOf(record, 'name') ?? '', () => valueOf(cwd, 'cwd'));
  const records = event.records.flatMap(({ record }) => (record.type === 'PATH' ? [record] : []));
  if (records.length > 1) records.sort((a, b) => itemOf(a) - itemOf(b));
  for (const record of records) {
    const absolute = record.repeat('name', 'path');
    if (absolute === undefined && valueOf(record, 'name') === null) continue;
    const nametype = findField(record, 'nametype')?.raw ?? null;
    const named = { nametype, exact: () => exact(record) };
    const path = absolute ?? exact(record);
    if (nametype === 'PARENT') parents.push({ ...named, path: message('audit.file.inside', { folder: path }) });
    else paths.push({ ...named, path });
  }
  return paths.length > 0 ? paths : parents;
}

function itemOf(record: AuditRecord): number {
  return Number(findField(record, 'item')?.raw ?? 0);
}

/** A relative path in its folder; one that goes upwards stays as it is, since a link may lead it elsewhere. */
function resolve(name: string, readFolder: () => string | null): string {
  if (name.startsWith('/')) return name;
  const folder = readFolder();
  if (folder === null || !folder.startsWith('/')) return name;
  const plain = name.replace(/^(?:\.\/)+/, '');
  if (plain === '' || plain.split('/').includes('..')) return name;
  if (plain === '.') return folder;
  return folder.endsWith('/') ? folder + plain : `${folder}/${plain}`;
}

/** A socket's address: "10.0.0.1:443", "[::1]:22", "/run/x.sock"; null where the event has none that can be read. */
export function addressOf(event: AuditEvent): Message | string | null {
  const record = findRecord(event, 'SOCKADDR');
  const repeated = record?.repeat('saddr', 'inet');
  if (repeated !== undefined) return repeated;
  const address = valueOf(record, 'saddr', event);
  return address === null ? null : socketText(address);
}

/** Out of the notation of ausearch: { saddr_fam=inet laddr=127.0.0.1 lport=9 }. */
function socketText(address: string): Message | string | null {
  const family = /^\{ ?(?:saddr_)?fam=(\S{1,20})/.exec(address)?.[1];
  if (family === undefined) {
    const number = /^unknown-family\((\d{1,5})\)$/.exec(address)?.[1];
    return number === undefined ? null : message('audit.peer.unknown', { family: number });
  }
  const host = / laddr=(\S{1,64})/.exec(address)?.[1];
  const port = / lport=(\d{1,5})/.exec(address)?.[1];
  if (host !== undefined && port !== undefined) return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const path = / path=(.+?) ?\}$/.exec(address)?.[1];
  if (path !== undefined) return path;
  if (/ len too short/.test(address)) return message('audit.peer.short', { family });
  if (family === 'netlink') return netlink(/ nlnk-pid=(\d+)/.exec(address)?.[1] ?? '?');
  return message('audit.peer.family', { family });
}

/** netlink(7): port 0 is the kernel. */
function netlink(port: string): Message {
  return port === '0' ? message('audit.peer.kernel') : message('audit.peer.netlink', { port });
}
