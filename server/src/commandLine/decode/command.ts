// nodelog decode: one object or block per audit event, every field decoded; in little memory, unless events stand in several places.
import type { AccountNames } from '../../audit/accounts';
import { hasRecordWithoutId } from '../../casefile/auditKeys';
import { CaseAccounts } from '../../casefile/accounts';
import { ArchiveFiles } from '../../casefile/archive/files';
import { discoverAll, type FoundFile } from '../../casefile/discover';
import { BLOCK_SIZES, lineBlocks, type LineBlock } from '../../casefile/blocks';
import { readText, refusal } from '../../casefile/file';
import type { WholeReading } from '../../casefile/fileReader';
import { openFile, readAll, unreadableBytes, type OpenFile } from '../../casefile/open';
import { message, type Message } from '../../message';
import { MAX_LINE } from '../../reading/lines';
import { text } from '../../render/text';
import { mergeAuditEvents } from '../../containers/identity';
import { latin1 } from './blockLines';
import { ByteWriter } from './byteWriter';
import { eventWriter, type DecodeStyle } from './eventText';
import type { Command, CommandInput, Terminal } from '../context';
import { DecodePool } from './pool';
import { SharedEvents } from './sharedEvents';

/** What is set aside for an event at first; it grows where that is too little. */
const EVENT_BYTES = 8192;

export const decode: Command = {
  name: 'decode',
  usage: 'nodelog decode [--json] [--passwd FILE] [--group FILE] PATH...',
  options: ['passwd', 'group'],
  run: (input, terminal) => new DecodeRun(input, terminal).all(),
};

class DecodeRun {
  private readonly pool: DecodePool;
  private readonly style: DecodeStyle;
  private readonly files: ArchiveFiles;
  private events = 0;

  constructor(
    private readonly input: CommandInput,
    private readonly terminal: Terminal,
  ) {
    this.style = { json: input.json, colour: terminal.colour };
    this.files = new ArchiveFiles(terminal.host);
    this.pool = new DecodePool(this.style, terminal.startThread);
  }

  async all(): Promise<number> {
    try {
      const discovery = await discoverAll(this.files, this.input.roots);
      const { files } = discovery;
      const given = { passwd: this.input.values('passwd'), group: this.input.values('group') };
      const { accounts, notRead } = await CaseAccounts.read(this.files, given, discovery);
      for (const { path, reason } of [...discovery.notRead, ...notRead]) this.unread(path, reason);
      // What comes by once is not looked through first: an event that stands in it twice, far apart, is printed twice.
      const shared = this.input.once
        ? SharedEvents.NONE
        : await SharedEvents.find(
            files,
            file => this.pieces(file),
            file => this.blocks(file),
          );
      if (shared === null) await this.whole(files, accounts);
      else for (const file of shared.inOrder(files)) await this.one(file, accounts.namesOf(file), shared);
      return this.events;
    } finally {
      await this.files.release();
      await this.pool.close();
    }
  }

  /** Decodes files that have to be read as a whole, all in memory. */
  private async whole(files: readonly FoundFile[], accounts: CaseAccounts): Promise<void> {
    const readings: WholeReading[] = [];
    for (const file of files) {
      try {
        const opened = await this.open(file);
        if (opened === null) continue;
        const reading = await readText(file, new TextDecoder().decode(await readAll(opened, Infinity)));
        for (const note of reading.notes) this.unread(file.path, note);
        readings.push(reading);
      } catch (error) {
        this.unread(file.path, unreadableBytes(error));
      }
    }
    const write = new Map(
      readings.map(({ found }) => [found.path, eventWriter(this.style, accounts.namesOf(found))] as const),
    );
    const told = readings.map(({ found, contents }) => ({ group: found.group, events: contents.auditEvents }));
    for (const placed of mergeAuditEvents(told)) {
      const out = new ByteWriter(EVENT_BYTES);
      write.get(placed.at.file)?.(placed, out);
      await this.terminal.writeBytes(out.bytes);
      this.events++;
    }
  }

  private async one(file: FoundFile, names: AccountNames, shared: SharedEvents): Promise<void> {
    for await (const decoded of this.pool.decode(this.blocks(file), file, names, shared)) {
      this.events += decoded.events;
      for (const line of decoded.longLines) {
        this.unread(file.path, message('case.long-line', { line: line + 1, limit: MAX_LINE }));
      }
      await this.terminal.writeBytes(decoded.bytes);
    }
  }

  /** The blocks of a file that may hold audit records. */
  private async *blocks(file: FoundFile): AsyncGenerator<LineBlock> {
    for await (const block of lineBlocks(this.pieces(file), BLOCK_SIZES, this.pool.memory)) {
      const own = block.bytes.subarray(block.ownStart, block.ownEnd);
      if (this.input.once && hasRecordWithoutId(latin1(own))) this.unread(file.path, message('cli.without-id'));
      yield block;
    }
  }

  /** The bytes of such a file; why one cannot be read, or not to its end, is said. */
  private async *pieces(file: FoundFile): AsyncGenerator<Uint8Array> {
    const opened = await this.open(file);
    try {
      if (opened) yield* opened.pieces;
    } catch (error) {
      this.unread(file.path, unreadableBytes(error));
    }
  }

  private async open(file: FoundFile): Promise<OpenFile | null> {
    const opened = await openFile(this.files, file);
    const refused = 'reason' in opened ? opened : await refusal(file, opened.head);
    if (refused && refused.kind !== 'foreign') this.unread(file.path, refused.reason);
    if ('reason' in opened) return null;
    if (refused) await opened.close();
    return refused ? null : opened;
  }

  private unread(path: string, reason: Message): void {
    this.input.unread(`${path}: ${text(reason)}`);
  }
}
