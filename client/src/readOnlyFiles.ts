// Files that can only be read, whose texts the server gives. (Files, not virtual documents: only these have breadcrumbs.)
import * as vscode from 'vscode';

/** A file as it was read last. */
interface Shown {
  readonly bytes: Uint8Array;
  /** Grows with each reading, so that the editor takes it for a new one. */
  readonly mtime: number;
}

export abstract class ReadOnlyFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** What was read and is still good, by uri. */
  readonly #shown = new Map<string, Promise<Shown>>();
  readonly #provider: vscode.Disposable;
  #readings = 0;

  constructor(scheme: string) {
    this.#provider = vscode.workspace.registerFileSystemProvider(scheme, this, {
      isReadonly: true,
      isCaseSensitive: true,
    });
  }

  /** Asks for the text of a file. */
  protected abstract ask(uri: vscode.Uri): Promise<string>;

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, mtime } = await this.#read(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#read(uri)).bytes;
  }

  /** Nothing is listed: only what the server names is shown. */
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  /** What changes is told of unasked, by `replace`. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }

  /** The files that were read and are still good. */
  protected get shown(): vscode.Uri[] {
    return [...this.#shown.keys()].map(uri => vscode.Uri.parse(uri));
  }

  protected isShown(uri: vscode.Uri): boolean {
    return this.#shown.has(uri.toString());
  }

  /** Drops a text that nobody sees any more. */
  protected forget(uri: vscode.Uri): void {
    this.#shown.delete(uri.toString());
  }

  /** Has the editor read a file again. */
  protected replace(uri: vscode.Uri): void {
    this.forget(uri);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  /** The editor asks for a file's size before its bytes: one reading serves both. */
  #read(uri: vscode.Uri): Promise<Shown> {
    const key = uri.toString();
    const known = this.#shown.get(key);
    if (known) return known;
    const reading = this.ask(uri).then(text => ({ bytes: new TextEncoder().encode(text), mtime: ++this.#readings }));
    this.#shown.set(key, reading);
    reading.catch(() => this.#shown.delete(key));
    return reading;
  }
}
