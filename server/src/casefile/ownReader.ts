// Reads files in this thread, and keeps nothing: for the command line, which reads each once.
import type { ArchiveFiles } from './archive/files';
import { readFile, type FileReading, type RulesReading } from './file';
import type { NotRead } from './notRead';
import type { CaseReader, FileRequest } from './reading';
import type { SieveThreads } from './sievePool';

export class OwnReader implements CaseReader {
  constructor(
    private readonly disk: ArchiveFiles,
    private readonly sieving?: SieveThreads,
  ) {}

  read({ found, maxBytes, signal, issues }: FileRequest): Promise<FileReading | RulesReading | NotRead> {
    return readFile(this.disk, found, { maxBytes, signal, issues, sieving: this.sieving });
  }

  release(): Promise<void> {
    return this.disk.release();
  }
}
