// The cases of a window: one per workspace folder, those the user opened, else the open files. Reads them and keeps them fresh.
import type { Connection } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { LocalCase, type Case } from '../casefile/case';
import type { CaseOptions } from '../casefile/caseOptions';
import type { CaseReader } from '../casefile/reading';
import type { Host } from '../host';
import { casesChanged, type CaseItem } from '../protocol';
import type { PlacedTraceback } from '../reading/log';
import { MOST_SYNCED } from '../sliceProtocol';
import { inBackground } from './background';
import type { Documents } from './documents';
import { filePath } from './fileUri';
import { OpenCase } from './openCase';
import { parseSliceUri } from './sliceUri';
import { archiveBounds, MEGABYTE, timesOf, type SettingsStore } from './settings';

export class Cases {
  private readonly byUri = new Map<string, OpenCase>();
  private readonly listeners: (() => void)[] = [];
  /** The files that the editor cannot hand over. */
  private readonly large = new Set<string>();
  /** Opening and closing happen one after the other: two documents that open at once are one case. */
  private turn: Promise<unknown> = Promise.resolve();
  private started = false;

  constructor(
    private readonly connection: Connection,
    private readonly host: Host,
    private readonly settings: SettingsStore,
    private readonly documents: Documents,
    /** Who reads the files of all cases; each case itself where nobody is given. */
    private readonly reader?: CaseReader,
  ) {}

  /** Calls back when what any case holds has changed. */
  onChanged(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Opens the workspace's folders; only from then on open files may be a case. */
  async start(folders: readonly string[]): Promise<void> {
    await Promise.all(folders.map(uri => this.openFolder(uri, 'workspace')));
    this.started = true;
    await this.followOpenFiles();
  }

  /** Opens a folder as a case, once; answers when it has been read. */
  async openFolder(uri: string, origin: 'workspace' | 'opened'): Promise<CaseItem> {
    const entry = await this.inTurn(async () => {
      const known = this.byUri.get(uri) ?? (await this.add(uri, origin, [URI.parse(uri).fsPath]));
      await this.closeFiles();
      return known;
    });
    await entry.reading;
    return entry.item();
  }

  async close(uri: string): Promise<void> {
    await this.inTurn(async () => {
      const entry = this.byUri.get(uri);
      if (entry) {
        await this.drop(entry);
        this.changed();
      }
    });
    await this.followOpenFiles();
  }

  /** Without any folder the open files are the case. Called when documents open and close. */
  followOpenFiles(): Promise<void> {
    return this.inTurn(async () => {
      const files = [...new Set(this.documents.logs().flatMap(logFiles))];
      const [first] = files;
      await this.closeFiles(files);
      if (this.started && first !== undefined && this.byUri.size === 0) {
        await this.add(URI.file(first).toString(), 'file', files);
      }
    });
  }

  /** Reads all cases anew. */
  async refresh(): Promise<void> {
    await Promise.all([...this.byUri.values()].map(entry => entry.read()));
  }

  /** Something on disk has changed: the cases that hold it are read again. */
  touched(uris: readonly string[]): void {
    for (const entry of this.byUri.values()) {
      if (uris.some(uri => entry.holds(uri))) entry.touched();
    }
  }

  /** The settings have changed: cases whose limits are others now are opened anew; their times are completed by what is set. */
  reconfigure(): Promise<void> {
    return this.inTurn(async () => {
      for (const entry of [...this.byUri.values()]) {
        const { zone, offsets, ...limits } = await this.options(entry.uri);
        const { zone: oldZone, offsets: oldOffsets, ...old } = entry.local.options;
        if (JSON.stringify(limits) !== JSON.stringify(old)) {
          const { uri, origin, local } = entry;
          await this.drop(entry);
          await this.add(uri, origin, local.roots);
        } else if (JSON.stringify([zone, offsets]) !== JSON.stringify([oldZone, oldOffsets])) {
          entry.local.setTimes({ zone, offsets });
        }
      }
      this.changed(); // which clock is shown is a setting too
    });
  }

  /** The case that a document belongs to: the innermost folder that holds it. */
  of(uri: string): Case | null {
    const owner = this.uriOf(uri);
    return owner === null ? null : this.get(owner);
  }

  /** That case's own uri. */
  uriOf(uri: string): string | null {
    const holders = [...this.byUri.values()].filter(entry => entry.holds(uri));
    return holders.sort((a, b) => b.uri.length - a.uri.length)[0]?.uri ?? null;
  }

  /** The same, when the reading that is under way has ended. */
  async ready(uri: string): Promise<Case | null> {
    const local = this.of(uri);
    await [...this.byUri.values()].find(entry => entry.local === local)?.reading;
    return local;
  }

  /** A case by its own uri, when the reading that is under way has ended. */
  async readyCase(uri: string): Promise<Case | null> {
    await this.byUri.get(uri)?.reading;
    return this.get(uri);
  }

  /** The tracebacks of a file of a case, as it lies on disk; none where no case has read it. */
  async tracebacksOf(uri: string): Promise<readonly PlacedTraceback[]> {
    const file = filePath(uri);
    const files = (await (await this.ready(uri))?.files()) ?? [];
    return files.find(({ found }) => found.path === file)?.contents.tracebacks ?? [];
  }

  /** Whether a file of a case is too large for the editor to hand it over. */
  isTooLarge(file: string): boolean {
    return this.large.has(file);
  }

  /** The folders that are cases, each with the uri of its case. */
  folders(): { readonly uri: string; readonly path: string }[] {
    return [...this.byUri.values()].flatMap(({ uri, origin, local }) =>
      origin === 'file' ? [] : local.roots.map(root => ({ uri, path: root })),
    );
  }

  /** The uris of the workspace's folders. */
  workspaceFolders(): string[] {
    return [...this.byUri.values()].filter(entry => entry.origin === 'workspace').map(entry => entry.uri);
  }

  /** A case by its own uri. */
  get(uri: string): Case | null {
    return this.byUri.get(uri)?.local ?? null;
  }

  all(): Case[] {
    return [...this.byUri.values()].map(entry => entry.local);
  }

  items(): Promise<CaseItem[]> {
    return Promise.all([...this.byUri.values()].map(entry => entry.item()));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined); // whoever asked for the work is told; the next one goes on
    return done;
  }

  /** Closes the case of the open files, unless it is that of exactly these. */
  private async closeFiles(keep: readonly string[] = []): Promise<void> {
    for (const entry of [...this.byUri.values()]) {
      const same = this.byUri.size === 1 && String(entry.local.roots) === String(keep);
      if (entry.origin === 'file' && !same) {
        await this.drop(entry);
        this.changed();
      }
    }
  }

  private async drop(entry: OpenCase): Promise<void> {
    this.byUri.delete(entry.uri);
    await entry.close();
  }

  private async options(uri: string): Promise<CaseOptions> {
    const settings = await this.settings.get(uri);
    return {
      maxFiles: settings.case.maxFiles,
      maxBytes: settings.case.maxMegabytes * MEGABYTE,
      ...timesOf(settings),
      archives: archiveBounds(settings),
      nodes: settings.case.nodes,
      accounts: { passwd: named(settings.audit.passwd), group: named(settings.audit.group) },
    };
  }

  private async add(uri: string, origin: CaseItem['origin'], roots: readonly string[]): Promise<OpenCase> {
    const local = new LocalCase(this.host, roots, await this.options(uri), this.reader);
    const entry = new OpenCase(this.connection, local, {
      uri,
      origin,
      onState: () => {
        this.changed();
      },
      onTaken: () => {
        inBackground(this.connection, this.noteSizes(local));
        this.tellChanged();
      },
    });
    this.byUri.set(uri, entry);
    inBackground(this.connection, entry.read());
    return entry;
  }

  /** Notes which files the editor cannot hand over. */
  private async noteSizes(local: LocalCase): Promise<void> {
    for (const { found, bytes } of await local.files()) {
      if (bytes > MOST_SYNCED) this.large.add(found.path);
      else this.large.delete(found.path);
    }
  }

  private tellChanged(): void {
    this.changed();
    for (const listener of this.listeners) {
      listener();
    }
  }

  private changed(): void {
    inBackground(this.connection, this.connection.sendNotification(casesChanged));
  }
}

/** The files on disk that an open log shows, whole or in part. */
function logFiles(uri: string): readonly string[] {
  return uri.startsWith('file:') ? [URI.parse(uri).fsPath] : (parseSliceUri(uri)?.files ?? []);
}

/** A setting that names a file; empty where it names none. */
function named(path: string): string[] {
  return path === '' ? [] : [path];
}
