// Files and what is in archives among them, as far as the settings of each file's folder let them be read.
import { URI } from 'vscode-uri';
import { ArchiveFiles } from '../casefile/archive/files';
import type { Files, Host } from '../host';
import { archiveBounds, type SettingsStore } from './settings';

type Readable = Pick<Files, 'stat' | 'readPieces' | 'inflate'>;

export class BoundedFiles {
  /** By the bounds. */
  private readonly disks = new Map<string, ArchiveFiles>();

  constructor(
    private readonly host: Host,
    private readonly settings: Pick<SettingsStore, 'get'>,
  ) {}

  private async of(file: string): Promise<ArchiveFiles> {
    const bounds = archiveBounds(await this.settings.get(URI.file(file).toString()));
    const key = JSON.stringify(bounds);
    const disk = this.disks.get(key) ?? new ArchiveFiles(this.host, bounds);
    this.disks.set(key, disk);
    return disk;
  }

  /** What reads a file, each time by the settings as they are then. */
  for(file: string): Readable {
    const of = (): Promise<ArchiveFiles> => this.of(file);
    return {
      stat: async path => (await of()).stat(path),
      readPieces: (path, start) => later(async () => (await of()).readPieces(path, start)),
      inflate: (method, pieces) => later(async () => (await of()).inflate(method, pieces)),
    };
  }

  /** Lets go of archives that are kept open for their next members. */
  async release(): Promise<void> {
    await Promise.all([...this.disks.values()].map(disk => disk.release()));
  }
}

async function* later(pieces: () => Promise<AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array> {
  yield* await pieces();
}
