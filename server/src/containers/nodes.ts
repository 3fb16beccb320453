// Which files tell of one node: pids, and what happens to a daemon, mean nothing on another.
import type { FileFacts } from './facts';
import { isId } from './ids';
import { runtimeCommandOf } from './auditFacts';

/** Names a node within a case; equal for what comes from one machine. */
export type NodeKey = string;

/**
 * The nodes of a case. A group of files (a sub-folder) is a node; groups that name a container alike are one, since ids
 * are never given twice, and files at the top belong to the only other group. Where the lines of one node name several
 * hosts (a collector's log), each host is a node of its own.
 */
export class Nodes {
  private readonly parents = new Map<string, string>();
  /** By group, the hosts that its lines name. */
  private readonly hosts = new Map<string, Set<string>>();
  private readonly fileHosts = new Map<string, string | null>();
  private readonly groups: ReadonlyMap<string, string>;

  constructor(files: readonly FileFacts[]) {
    this.groups = new Map(files.map(({ file, group }) => [file, group]));
    if (new Set(this.groups.values()).size > 1) this.joinByIds(files);
    // What tells neither of containers nor of processes is no other node: a container's own log, a package manager's.
    const telling = files.filter(({ statements, audit }) => statements.length + audit.length > 0);
    const others = new Set(telling.map(({ group }) => group).filter(group => group !== ''));
    const [only] = others;
    if (only !== undefined && new Set([...others].map(group => this.root(group))).size === 1) this.join(only, '');
    for (const { file, group, host, statements } of files) {
      this.fileHosts.set(file, host);
      const hosts = this.hosts.get(this.root(group)) ?? new Set();
      this.hosts.set(this.root(group), hosts);
      for (const named of new Set(statements.map(statement => statement.host))) {
        if (named !== null) hosts.add(label(named));
      }
    }
  }

  /** The node that a line of a file tells of; `host` is what the line names, null where it names none. */
  of(file: string, host: string | null): NodeKey {
    const root = this.root(this.groups.get(file) ?? '');
    const hosts = this.hosts.get(root);
    if (hosts === undefined || hosts.size <= 1) return root;
    return `${root}\n${label(host ?? this.fileHosts.get(file) ?? '')}`;
  }

  private joinByIds(files: readonly FileFacts[]): void {
    const owner = new Map<string, string>();
    for (const facts of files) {
      for (const id of idsIn(facts)) {
        const known = owner.get(id);
        if (known === undefined) owner.set(id, facts.group);
        else this.join(known, facts.group);
      }
    }
  }

  private root(group: string): string {
    let root = group;
    for (let parent = this.parents.get(root); parent !== undefined; parent = this.parents.get(root)) root = parent;
    return root;
  }

  private join(a: string, b: string): void {
    const [from, to] = [this.root(a), this.root(b)];
    if (from !== to) this.parents.set(from, to);
  }
}

/** A host with and without its domain is one. */
function label(host: string): string {
  return /^[\d.]+$/.test(host) ? host : host.replace(/\..*$/, '');
}

function* idsIn({ statements, audit, inspections }: FileFacts): Iterable<string> {
  for (const { id } of inspections) if (id !== null && isId(id)) yield id;
  for (const { statement } of statements) if (statement.container !== null) yield statement.container;
  for (const event of audit) {
    const id = runtimeCommandOf(event)?.id;
    if (id !== undefined && isId(id)) yield id;
  }
}
