// nodelog decode: one object or block per audit event, every field decoded; a log of any size in constant memory.
import type { AccountNames } from '../../audit/accounts';
import { CaseAccounts } from '../../casefile/accounts';
import { discoverAll, type FoundFile } from '../../casefile/discover';
import { lineBlocks, type LineBlock } from '../../casefile/blocks';
import { refusal } from '../../casefile/file';
import { openFile, unreadableBytes, type OpenFile } from '../../casefile/open';
import { message, type Message } from '../../message';
import { MAX_LINE } from '../../reading/lines';
import { text } from '../../render/text';
import type { Command, CommandInput, Terminal } from '../context';
import { STDIN } from '../stdin';
import { DecodePool } from './pool';
import { SharedEvents } from './sharedEvents';

export const decode: Command = {
  name: 'decode',
  usage: 'nodelog decode [--json] [--passwd FILE] [--group FILE] PATH...',
  options: ['passwd', 'group'],
  run: (input, terminal) => new DecodeRun(input, terminal).all(),
};

class DecodeRun {
  private readonly pool: DecodePool;
  private events = 0;

  constructor(
    private readonly input: CommandInput,
    private readonly terminal: Terminal,
  ) {
    this.pool = new DecodePool({ json: input.json, colour: terminal.colour }, terminal.startThread);
  }

  /** Decodes the files one after the other; what several of them tell of one event is printed where it stands first. */
  async all(): Promise<number> {
    try {
      const discovery = await discoverAll(this.terminal.host, this.input.roots);
      const { files } = discovery;
      const given = { passwd: this.input.values('passwd'), group: this.input.values('group') };
      const { accounts, notRead } = await CaseAccounts.read(this.terminal.host, given, discovery);
      for (const { path, reason } of [...discovery.notRead, ...notRead]) this.unread(path, reason);
      // Standard input alone comes by once: what stands in it twice is printed twice, unless it is near.
      const once = files.every(({ path }) => path === STDIN);
      const shared = once ? SharedEvents.NONE : await SharedEvents.find(files, file => this.blocks(file));
      for (const file of shared.inOrder(files)) await this.one(file, accounts.namesOf(file), shared);
      return this.events;
    } finally {
      await this.pool.close();
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

  /** The blocks of a file that may hold audit records; why one cannot be read, or not to its end, is said. */
  private async *blocks(file: FoundFile): AsyncGenerator<LineBlock> {
    const opened = await this.open(file);
    if (!opened) return;
    try {
      yield* lineBlocks(opened.pieces);
    } catch (error) {
      this.unread(file.path, unreadableBytes(error));
    }
  }

  private async open(file: FoundFile): Promise<OpenFile | null> {
    const opened = await openFile(this.terminal.host, file);
    const refused = 'reason' in opened ? opened : await refusal(file, opened.head);
    if (refused && refused.kind !== 'foreign') this.unread(file.path, refused.reason);
    return refused || 'reason' in opened ? null : opened;
  }

  private unread(path: string, reason: Message): void {
    this.input.unread(`${path}: ${text(reason)}`);
  }
}
