// The objects of a repository, read through one `git cat-file --batch` that stays (git-cat-file(1), "BATCH OUTPUT").
import type { GitProcess, Host } from '../host';
import { message } from '../message';
import { decode, SAFE } from './git';
import { gitProblem, SourceProblem } from './problem';

interface GitObject {
  /** 40 hex digits (64 in a SHA-256 repository); '' where `type` is astray. */
  readonly id: string;
  /** astray: a link that leads out of the commit, or nowhere; the bytes are no file's. */
  readonly type: 'commit' | 'tree' | 'blob' | 'tag' | 'astray';
  readonly bytes: Uint8Array;
}

interface Question {
  readonly name: string;
  readonly resolve: (object: GitObject | null) => void;
  readonly reject: (problem: SourceProblem) => void;
}

/** An answer whose head has come. */
interface Answer extends Omit<GitObject, 'bytes'> {
  readonly size: number;
}

/** A git that says nothing for so long is stuck (a network drive that is gone). */
const PATIENCE_MS = 20_000;
/** No source file is larger; what is would only cost memory. */
const LARGEST = 64 * 1024 * 1024;
const OBJECT = /^([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d+)$/;
/** What --follow-symlinks says of a link that leads out of the commit, or nowhere. */
const ASTRAY = /^(?:symlink|dangling|loop|notdir) (\d+)$/;
const LINE_BREAK = 0x0a;

/**
 * Reads objects in the order in which they are asked for; many at once cost no pauses. The process starts at the first
 * question, and again at the next when it has ended: when it has died, or has lain idle.
 */
export class ObjectReader {
  private git: GitProcess | null = null;
  /** What was asked; the first is being answered. */
  private waiting: Question[] = [];
  /** What has come of git's output and was not used yet. */
  private pieces: Uint8Array[] = [];
  private length = 0;
  private answer: Answer | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    private readonly folder: string,
    private readonly patience = PATIENCE_MS,
  ) {}

  /**
   * An object by a name of git's (an id, `<commit>:<path>`) without line breaks; null where there is none, or none that
   * can be read. Rejects with a SourceProblem where git dies over it, as it does over a corrupt pack.
   */
  read(name: string): Promise<GitObject | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ name, resolve, reject });
      const git = (this.git ??= this.start());
      git.write(`${name}\n`);
      this.wait();
    });
  }

  private start(): GitProcess {
    const git: GitProcess = this.host.startGit([...SAFE, 'cat-file', '--batch', '--follow-symlinks'], {
      cwd: this.folder,
      onOutput: bytes => {
        if (this.git === git) this.take(bytes);
      },
      onEnd: said => {
        if (this.git === git) this.died(gitProblem(said));
      },
    });
    return git;
  }

  /** Waits for the next answer, but not for ever; without a question the process may lie idle. */
  private wait(): void {
    clearTimeout(this.timer);
    const waiting = this.waiting.length > 0;
    this.git?.hold(waiting);
    if (!waiting) return;
    this.timer = setTimeout(() => {
      this.died(new SourceProblem(message('source.gitSilent', { seconds: Math.round(this.patience / 1000) })));
    }, this.patience);
  }

  private take(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    this.length += bytes.length;
    if (this.answer && this.length <= this.answer.size) return this.wait();
    let rest = joined(this.pieces);
    let used = 0;
    for (let next = this.readAnswer(rest); next > 0; next = this.readAnswer(rest)) {
      used += next;
      rest = rest.subarray(next);
    }
    this.pieces = [used === 0 ? rest : rest.slice()];
    this.length = rest.length;
    if ((this.answer?.size ?? 0) > LARGEST) {
      const { name } = this.waiting[0] ?? { name: '' };
      return this.died(new SourceProblem(message('source.objectLarge', { name })));
    }
    this.wait();
  }

  /** Reads a head or what follows it from the beginning of `bytes`; how many of them it took, 0 where it is not whole. */
  private readAnswer(bytes: Uint8Array): number {
    if (this.answer) {
      const { id, type, size } = this.answer;
      if (bytes.length <= size) return 0;
      this.answer = null;
      this.waiting.shift()?.resolve({ id, type, bytes: bytes.slice(0, size) });
      return size + 1;
    }
    const end = bytes.indexOf(LINE_BREAK);
    if (end < 0) return 0;
    this.answer = readHead(decode(bytes.subarray(0, end)));
    // `<name> missing` and `<name> ambiguous` stand alone.
    if (!this.answer) this.waiting.shift()?.resolve(null);
    return end + 1;
  }

  /** The question under way is the one that git died over; the others are put to a new process. */
  private died(problem: SourceProblem): void {
    const [guilty, ...others] = this.waiting;
    this.end(problem, guilty ? [guilty] : []);
    this.waiting = others;
    if (others.length > 0) {
      const git = (this.git = this.start());
      git.write(others.map(({ name }) => `${name}\n`).join(''));
    }
    this.wait();
  }

  private end(problem: SourceProblem, rejected: readonly Question[]): void {
    clearTimeout(this.timer);
    this.git?.stop();
    this.git = null;
    this.pieces = [];
    this.length = 0;
    this.answer = null;
    rejected.forEach(({ reject }) => {
      reject(problem);
    });
  }
}

function readHead(head: string): Answer | null {
  const [, id = '', type, size] = OBJECT.exec(head) ?? [];
  if (type !== undefined) return { id, type: type as GitObject['type'], size: Number(size) };
  const astray = ASTRAY.exec(head)?.[1];
  return astray === undefined ? null : { id, type: 'astray', size: Number(astray) };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(), ...more] = pieces;
  if (more.length === 0) return first;
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
