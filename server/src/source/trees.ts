// Which blob stands at a path in a commit, read from tree objects: they are there in a clone without blobs too.
import type { ObjectReader } from './objects';
import { decode } from './git';

interface Entry {
  /** As git writes it: 40000 a folder, 120000 a link, 160000 a submodule; files otherwise. */
  readonly mode: string;
  readonly id: string;
}

/** Looks paths up in many commits; a folder that many of them share is looked at once. */
export class Trees {
  private readonly trees = new Map<string, Promise<Uint8Array | null>>();
  private readonly found = new Map<string, Promise<string | null>>();

  constructor(private readonly objects: ObjectReader) {}

  /** The id of the file at a path; null where the commit has none, or a link on the way, which is not followed. */
  async blobAt(commit: string, path: string): Promise<string | null> {
    const root = await this.objects.read(`${commit}^{tree}`);
    if (root?.type !== 'tree') return null;
    this.trees.set(root.id, Promise.resolve(root.bytes));
    return this.below(root.id, path);
  }

  private below(tree: string, path: string): Promise<string | null> {
    const key = `${tree} ${path}`;
    const known = this.found.get(key) ?? this.lookUp(tree, path);
    this.found.set(key, known);
    return known;
  }

  private async lookUp(tree: string, path: string): Promise<string | null> {
    const bytes = await (this.trees.get(tree) ?? this.readTree(tree));
    const slash = path.indexOf('/');
    const entry = bytes && findEntry(bytes, slash < 0 ? path : path.slice(0, slash), tree.length / 2);
    if (!entry) return null;
    if (slash < 0) return entry.mode.startsWith('100') ? entry.id : null;
    return entry.mode === '40000' ? this.below(entry.id, path.slice(slash + 1)) : null;
  }

  private readTree(id: string): Promise<Uint8Array | null> {
    const read = this.objects.read(id).then(object => (object?.type === 'tree' ? object.bytes : null));
    this.trees.set(id, read);
    return read;
  }
}

/** Finds a name in a tree object: `<mode> <name>NUL<id>` after each other, ids of `idBytes` bytes. */
function findEntry(bytes: Uint8Array, name: string, idBytes: number): Entry | null {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    const head = decode(bytes.subarray(at, end));
    at = end + 1 + idBytes;
    const blank = head.indexOf(' ');
    if (head.slice(blank + 1) === name) return { mode: head.slice(0, blank), id: hex(bytes.subarray(end + 1, at)) };
  }
  return null;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
