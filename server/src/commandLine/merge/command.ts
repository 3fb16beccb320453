// nodelog merge: all lines of all files in order of time, read twice and held only as far as their order asks for it.
import { ArchiveFiles } from '../../casefile/archive/files';
import { filesByNode } from '../../casefile/caseTimes';
import { discoverAll, inReadingOrder, type FoundFile } from '../../casefile/discover';
import { isReadByHead } from '../../casefile/file';
import { givenTimes } from '../../casefile/nodeTimes';
import { openFile, unreadableBytes, type OpenFile } from '../../casefile/open';
import { BEFORE_ALL, Turns, type Turn } from '../../casefile/turns';
import { NS_PER_SECOND } from '../../log/time';
import { Timeline } from '../../log/timeline';
import { message, type Message } from '../../message';
import { fileName } from '../../place';
import { MAX_LINE } from '../../reading/lines';
import { text } from '../../render/text';
import type { Command, CommandInput, Terminal } from '../context';
import { warn } from '../output';
import { Printer } from '../printer';
import { Survey, visitLines } from './lines';
import { MergedMembers } from './members';
import { columnsOf, jsonLine, textLine } from './print';
import { Source, type Group, type MergedLine, type SourceOptions } from './source';

export const merge: Command = {
  name: 'merge',
  usage: 'nodelog merge [--json] PATH...',
  options: [],
  run: (input, terminal) => new MergeRun(input, terminal).all(),
};

/** A file with what is known of its lines before they are read for the merge. */
interface Surveyed {
  readonly file: FoundFile;
  readonly options: SourceOptions;
  /** Before this no line of it is; null where no line has a time. */
  readonly from: bigint | null;
}

/** What comes by once is not looked through first: its lines may be so late (nanoseconds). */
const LATE_ONCE = 5n * NS_PER_SECOND;
/** A zone that is told further down makes the first lines earlier by less. */
const ANY_ZONE = 26n * 3600n * NS_PER_SECOND;
/** Logs that are named after the one program that writes them. */
const UNIT_OF_FILE = /^(dockerd|containerd|kubelet|crio|docker-proxy|cri-dockerd)(?=[._-]|$)/;

/** A source in its turn: by the time of its next group, files in their order. */
interface FileTurn extends Turn {
  /** Null until the file is opened. */
  readonly lines: readonly MergedLine[] | null;
}

class MergeRun {
  private readonly printer: Printer;
  private readonly sources = new Map<number, Source>();
  private readonly disk: ArchiveFiles;
  private readonly members: MergedMembers;
  private count = 0;

  constructor(
    private readonly input: CommandInput,
    private readonly terminal: Terminal,
  ) {
    this.printer = new Printer(terminal);
    this.disk = new ArchiveFiles(terminal.host);
    this.members = new MergedMembers(this.disk);
  }

  async all(): Promise<number> {
    try {
      await this.merge();
    } finally {
      await this.disk.release();
    }
    return this.count;
  }

  private async merge(): Promise<void> {
    const discovery = await discoverAll(this.disk, this.input.roots);
    for (const { path, reason } of discovery.notRead) this.unread(path, reason);
    const files = this.completed(await this.surveyed(inReadingOrder(discovery.files)));
    const print = this.printing(files);
    const turns = new Turns<FileTurn>();
    files.forEach(({ from }, index) => {
      if (from !== null) turns.push({ ns: from, index, lines: null });
    });
    for (let turn = turns.pop(); turn; turn = turns.pop()) {
      const { index, lines } = turn;
      for (const line of lines ?? []) print(index, line);
      if (this.printer.isFull) await this.printer.flush();
      const group = this.sources.get(index)?.next() ?? (await this.read(files, index));
      if (group) turns.push({ ns: group.ns, index, lines: group.lines });
    }
    await this.printWithoutTime(files, print);
    await this.printer.flush();
  }

  /** Looks through all files that are logs; what is none is said, for all lines are asked for. */
  private async surveyed(files: readonly FoundFile[]): Promise<readonly { file: FoundFile; survey: Survey }[]> {
    const surveyed: { file: FoundFile; survey: Survey }[] = [];
    const foreign: string[] = [];
    for (const file of files) {
      const survey = new Survey(file.path);
      if (!this.input.once) {
        const opened = await this.open(file);
        if (!opened) continue;
        if (!file.named && !(await isReadByHead(file, opened.head))) {
          foreign.push(file.path);
          await opened.close();
          continue;
        }
        await this.survey(file, opened, survey);
      }
      surveyed.push({ file, survey });
    }
    if (foreign.length > 0) {
      const shown = foreign.slice(0, MOST_NAMED).join(', ');
      const more = foreign.length - MOST_NAMED;
      const names = more > 0 ? text(message('cli.merge-more', { files: shown, count: more })) : shown;
      warn(this.terminal, text(message('cli.merge-no-logs', { files: names })));
    }
    return surveyed;
  }

  private async survey(file: FoundFile, opened: OpenFile, survey: Survey): Promise<void> {
    try {
      for await (const lines of visitLines(opened, survey.visit)) void lines;
    } catch (error) {
      this.unread(file.path, unreadableBytes(error));
    }
    for (const line of survey.longLines) {
      this.unread(file.path, message('case.long-line', { line: line + 1, limit: MAX_LINE }));
    }
  }

  /** Completes the times of each file by what the others of its node tell. */
  private completed(all: readonly { file: FoundFile; survey: Survey }[]): readonly Surveyed[] {
    const options = new Map<string, SourceOptions>();
    const nodes = filesByNode(
      all,
      ({ file }) => file.group,
      ({ survey }) => survey.hosts.size > 0,
    );
    for (const { own, all: telling } of nodes) {
      const hosts = new Set(own.flatMap(({ survey }) => [...survey.hosts]));
      const times = givenTimes(
        telling.map(({ file, survey }) => ({ ...file, evidence: survey.evidence, sample: survey.sample })),
        { zone: null, offsets: [] },
      );
      for (const { file, survey } of own) {
        const [host, ...others] = survey.hosts.size > 0 ? survey.hosts : hosts;
        options.set(file.path, {
          timeline: new Timeline(file.path, survey.evidence, times.get(file.path)),
          lateness: this.input.once ? LATE_ONCE : survey.lateness,
          isNewestFirst: survey.isNewestFirst,
          node: host !== undefined && others.length === 0 ? host : null,
          unit: UNIT_OF_FILE.exec(fileName(file.path))?.[1] ?? null,
        });
      }
    }
    return all.flatMap(({ file, survey }) => {
      const known = options.get(file.path);
      const earliest = known && survey.earliest(known.timeline);
      const from = earliest ? earliest.ns - ANY_ZONE : this.input.once ? BEFORE_ALL : null;
      return known ? [{ file, options: known, from }] : [];
    });
  }

  /** Reads on to a file's next group; null where no line with a time is left. */
  private async read(files: readonly Surveyed[], index: number): Promise<Group | null> {
    for (;;) {
      const group = this.sources.get(index)?.next();
      if (group) return group;
      if (!(await this.readMore(files, index))) return null;
    }
  }

  /** False where a file has no more. Why it cannot be read to its end is said. */
  private async readMore(files: readonly Surveyed[], index: number): Promise<boolean> {
    const source = await this.source(files, index);
    try {
      return (await source?.read()) ?? false;
    } catch (error) {
      this.unread(files[index]?.file.path ?? '', unreadableBytes(error));
      source?.end();
      return true;
    }
  }

  private async source(files: readonly Surveyed[], index: number): Promise<Source | null> {
    const known = this.sources.get(index);
    const surveyed = files[index];
    if (known || !surveyed) return known ?? null;
    const opened = await this.open(surveyed.file);
    if (!opened) return null;
    const source = new Source(opened, surveyed.options);
    this.sources.set(index, source);
    return source;
  }

  /** Files in which no line has a time come last. */
  private async printWithoutTime(
    files: readonly Surveyed[],
    print: (index: number, line: MergedLine) => void,
  ): Promise<void> {
    for (const [index, { file }] of files.entries()) {
      let isSaid = false;
      do {
        const lines = this.sources.get(index)?.takeUndated() ?? [];
        if (lines.length > 0 && !isSaid)
          warn(this.terminal, `${file.path}: ${text(message('cli.merge-without-time'))}`);
        isSaid ||= lines.length > 0;
        for (const line of lines) print(index, line);
        if (this.printer.isFull) await this.printer.flush();
      } while (await this.readMore(files, index));
    }
  }

  private printing(files: readonly Surveyed[]): (index: number, line: MergedLine) => void {
    const columns = columnsOf(files.map(({ file }) => file));
    const names = files.map(({ file }) => JSON.stringify(file.path));
    return (index, line) => {
      this.count++;
      if (this.input.json) this.printer.write(jsonLine(line, names[index] ?? ''));
      else this.printer.line(...textLine(line, columns[index] ?? ''));
    };
  }

  private async open(file: FoundFile): Promise<OpenFile | null> {
    const opened = await openFile(this.members.filesOf(file), file);
    if (!('reason' in opened)) return opened;
    if (opened.kind !== 'foreign') this.unread(file.path, opened.reason);
    return null;
  }

  private unread(path: string, reason: Message): void {
    this.input.unread(`${path}: ${text(reason)}`);
  }
}

const MOST_NAMED = 20;
