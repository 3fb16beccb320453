// The pins of the cases: kept in a file of each folder, which a person may change too.
import type { ArchiveBounds } from '../casefile/archive/bounds';
import { ArchiveFiles } from '../casefile/archive/files';
import { FileLines } from '../casefile/fileLines';
import { findPin, pinsPath, readFolderPins } from '../casefile/pins';
import type { Host } from '../host';
import { message, type Message } from '../message';
import { PINS_FILE, pinsText } from '../pins/file';
import { isSamePin, pinnedText, type FoundPin, type Pin } from '../pins/model';
import type { Place } from '../place';
import { text } from '../render/text';
import type { Cases } from './cases';
import { fileUri } from './fileUri';
import { archiveBounds, type SettingsStore } from './settings';

/** A folder that keeps pins, and the uri of its case. */
interface Folder {
  readonly uri: string;
  readonly path: string;
}

/** The pins of a folder, where each stands now, and what is wrong with its file. */
interface Listed {
  readonly folder: Folder;
  readonly found: readonly FoundPin[];
  readonly problems: readonly Message[];
}

/** What cannot be pinned or changed: the message is for the user. */
export class PinError extends Error {
  constructor(said: Message) {
    super(text(said));
  }
}

export class Pins {
  private readonly listeners: (() => void)[] = [];
  /** One change after the other: each reads what the one before it wrote. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: Host,
    private readonly cases: Cases,
    private readonly settings: SettingsStore,
  ) {}

  /** Calls back when pins have changed. */
  onChanged(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Takes from changes on disk those of our own files; hands back the others, by which cases have changed. */
  touched(uris: readonly string[]): string[] {
    const others = uris.filter(uri => !uri.endsWith(`/${PINS_FILE}`));
    if (others.length < uris.length) this.changed();
    return others;
  }

  /** The pins of all cases. */
  list(): Promise<readonly Listed[]> {
    return Promise.all(this.cases.folders().map(folder => this.of(folder)));
  }

  /** Marks a line of a log, or gives its pin another note; the path of the file that keeps it. Rejects with a PinError. */
  put({ file, line }: Place, note: string): Promise<string> {
    const folder = this.folderOf(file);
    return this.inTurn(async () => {
      const [there] = await this.withFiles(folder, disk => new FileLines(disk, file).read(line, 1));
      if (there === undefined) throw new PinError(message('pins.no-line-there'));
      const pins = await this.read(folder);
      const known = (await this.of(folder)).found.find(({ at }) => at?.file === file && at.line === line)?.pin;
      const added = { file: inside(folder, file), line: line + 1, text: pinnedText(there), note };
      const worded = (pin: Pin): Pin => (known && isSamePin(pin, known) ? { ...pin, note } : pin);
      await this.write(folder, known ? pins.map(worded) : [...pins, added]);
      return pinsPath(folder.path);
    });
  }

  /** Gives a pin another note, or removes it. Rejects with a PinError. */
  change(uri: string, pin: Pin, note: string | null): Promise<void> {
    return this.inTurn(async () => {
      const folder = this.cases.folders().find(known => known.uri === uri);
      if (!folder) throw new PinError(message('page.no-case'));
      const pins = await this.read(folder);
      const kept = pins.flatMap(other =>
        !isSamePin(other, pin) ? [other] : note === null ? [] : [{ ...other, note }],
      );
      await this.write(folder, kept);
    });
  }

  private async of(folder: Folder): Promise<Listed> {
    const { pins, problems } = await readFolderPins(this.host, folder.path);
    const files = pins.length === 0 ? [] : ((await this.cases.get(folder.uri)?.files()) ?? []);
    const paths = files.map(({ found }) => found.path);
    const found = await this.withFiles(folder, async disk => {
      const all: FoundPin[] = [];
      for (const pin of pins) all.push(await findPin(disk, folder.path, pin, paths));
      return all;
    });
    return { folder, found, problems };
  }

  /** The folder that keeps the pins of a file: the innermost one that is a case. */
  private folderOf(file: string): Folder {
    const uri = this.cases.uriOf(fileUri(file));
    const folder = this.cases.folders().find(known => known.uri === uri);
    if (!folder) throw new PinError(message('pins.no-folder'));
    return folder;
  }

  /** A file that cannot be understood is not written over: it may hold what somebody wants to keep. */
  private async read(folder: Folder): Promise<readonly Pin[]> {
    const { pins, problems } = await readFolderPins(this.host, folder.path);
    const [problem] = problems;
    if (problem) throw new PinError(message('pins.broken', { file: pinsPath(folder.path), problem }));
    return pins;
  }

  private async write(folder: Folder, pins: readonly Pin[]): Promise<void> {
    await this.host.writeFile(pinsPath(folder.path), pinsText(pins));
    this.changed();
  }

  private async withFiles<T>({ uri }: Folder, work: (disk: ArchiveFiles) => Promise<T>): Promise<T> {
    const bounds: ArchiveBounds = archiveBounds(await this.settings.get(uri));
    const disk = new ArchiveFiles(this.host, bounds);
    try {
      return await work(disk);
    } finally {
      await disk.release();
    }
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined); // whoever asked for the work is told
    return done;
  }
}

/** The path of a file within a folder, with slashes. */
function inside({ path }: Folder, file: string): string {
  return file.slice(path.replace(/[\\/]+$/, '').length + 1).replaceAll('\\', '/');
}
