// What the machine gives the engine: files, inflating, git and wasm. node.ts and cli.ts bring the real one, tests a made one.

/** One entry of a folder; `kind` follows no symbolic link. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** What is known of a file without reading it; `modified` in milliseconds since the epoch (UTC). */
export interface FileStat {
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes: number;
  readonly modified: number;
  /** The system's number of the file: another one where a file was put in its place. Left out where there is none. */
  readonly inode?: number;
}

/** How data can be packed. */
export type PackMethod = 'gzip' | 'zstd' | 'xz' | 'bzip2';

/** Bytes of these tell how they are packed; of deflate alone (RFC 1951), as members of zip archives are, somebody else does. */
export type InflateMethod = PackMethod | 'deflate';

/** What a git command gave; `code` is its exit status. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

export interface GitOptions {
  readonly cwd?: string;
  readonly stdin?: string;
  readonly signal?: AbortSignal;
  /** Called with each piece of stderr, where git reports progress. */
  readonly onProgress?: (text: string) => void;
}

/** A git that stays to be asked again: what it is asked goes in through standard input, answers come as they are ready. */
export interface GitProcess {
  write(text: string): void;
  /** Whether an answer is waited for: only then does it keep our own process from ending; without, it ends in a while. */
  hold(waiting: boolean): void;
  stop(): void;
}

export interface GitProcessOptions {
  readonly cwd: string;
  readonly onOutput: (bytes: Uint8Array) => void;
  /** Called once when it has ended or could not be started, with its stderr or the system's reason. */
  readonly onEnd: (said: string) => void;
}

/** Where Go keeps source on this machine (`go help gopath`, `go help environment`). */
export interface GoFolders {
  /** The entries of GOPATH. */
  readonly paths: readonly string[];
  /** GOMODCACHE: modules unpacked as plain files, one folder a version. */
  readonly moduleCache: string;
}

/** Work that was ended because it took too long. */
export class TooLong extends Error {}

/**
 * Paths are absolute paths of the machine. Every method rejects with an Error whose message a person can read
 * (the system's reason included) when the thing cannot be had; only git, writeFile and remove write.
 */
export interface Host {
  readFile(path: string): Promise<Uint8Array>;
  listFolder(path: string): Promise<readonly FolderEntry[]>;
  /** Follows symbolic links. */
  stat(path: string): Promise<FileStat>;
  /** The path with every symbolic link resolved. */
  realPath(path: string): Promise<string>;
  /** The bytes of a file from its start or from a byte on, in pieces of any size; the next is read when it is asked for. */
  readPieces(path: string, start?: number): AsyncIterable<Uint8Array>;
  /**
   * Unpacks data of any number of members or frames, piece by piece. Rejects where it is damaged or ends too early, and
   * as the pieces do; what could be unpacked before that has come out then.
   */
  inflate(method: InflateMethod, pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Runs the installed git, never through a shell, never asking on a terminal; rejects only when git cannot be run. */
  git(args: readonly string[], options?: GitOptions): Promise<GitResult>;
  /** Starts a git that stays, with the same care; what goes wrong is told through `onEnd`. */
  startGit(args: readonly string[], options: GitProcessOptions): GitProcess;
  goFolders(): GoFolders;
  /** Packs bytes as gzip does, quickly rather than well. */
  gzip(bytes: Uint8Array): Promise<Uint8Array>;
  /** Writes a file of our own whole or not at all; makes the folders it lies in. */
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
  /** Removes a file that we made ourselves, or a folder with all that it holds; what is not there is no error. */
  remove(path: string): Promise<void>;
  /** Does work that does not wait for anything; throws TooLong where it takes more milliseconds: an expression can take for ever. */
  bounded<T>(work: () => T, milliseconds: number): T;
  /** The bytes of a bundled wasm file. */
  wasm(name: 'web-tree-sitter' | 'tree-sitter-go'): Promise<Uint8Array>;
}

/** The files of a machine as a case reads them. */
export type Files = Pick<Host, 'listFolder' | 'stat' | 'realPath' | 'readPieces' | 'inflate'>;
