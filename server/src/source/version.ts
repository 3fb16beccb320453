// Lines that say which version of a program the node runs: outputs of version commands as pasted, and what daemons log as they start.
import type { Instant, Stamp } from '../log/time';
import type { Place } from '../place';
import type { VersionFact } from './model';
import { moduleOfProgram } from './modules';
import { PACKAGED } from './revision';
import { banners, singleLines, type StatedVersion } from './versionForms';

/** A fact that several lines state, one value a line. */
interface Block {
  /** Null until a key shows whose output it is. */
  program: string | null;
  version: string | null;
  versionAt: number;
  commit: string | null;
  commitAt: number;
  go: string | null;
}

/** A line that a program logs as it starts. */
interface Banner {
  readonly stamp: Stamp | null;
}

/** The longest line of a pasted version output, and the longest that a daemon logs as it starts. */
const LONGEST_PASTED = 300;
const LONGEST_BANNER = 4096;
/** A shell's prompt with a command: `root@host:~$ ctr version`, `[root@vm ~]# docker version`, `$ containerd -v`. */
const PROMPT =
  /^\s{0,8}(?:\[[^\]#$]{1,100}\]|[\w.-]{1,64}@[^\s#$]{1,100}[^#$]{0,100})?[#$] {1,4}(?:sudo (?:-\S+ )*)?(?:\S{0,200}\/)?([\w.-]{1,64})(?: |$)/;
const SECTION = /^(Client|Server)(?::| )/;
const COMPONENT = /^([\w-]{1,40}):$/;
const VALUE = /^([A-Z][A-Za-z/ ]{1,20}): *(.*)$/;
/** `runc version 1.0.0-rc6+dev`, followed by lines commit:, spec:, go:. */
const RUNC = /^runc version (\S{1,100})$/;
const NVIDIA = /^NVIDIA Container Runtime version (\S{1,100})$/;
const COMMIT_LINE = /^commit: (\S{1,100})$/;
const GO_LINE = /^go: (\S{1,100})$/;
const GO = /^go1\.\d/;
/** What tells dockerd's and docker's blocks from ctr's, which have `Revision:`. */
const DOCKER_KEYS = new Set(['API version', 'Git commit', 'Go version', 'OS/Arch', 'Built']);
/** A commit, bare or at the end of what `git describe` prints, with the marks of a changed tree (containerd: .m). */
const COMMIT = /^(?:\S+-g)?([0-9a-f]{7,40})(-dirty|\.m|-unsupported)?$/;

/** Whether a line alone states no version. */
export function tellsNoVersion(text: string): boolean {
  const reader = new VersionReader('');
  reader.push(text, 0);
  return reader.end().length === 0;
}

/** Takes the lines of one file in their order. */
export class VersionReader {
  private readonly facts: (Omit<VersionFact, 'time'> & { readonly stamp: Stamp | null })[] = [];
  private block: Block | null = null;
  /** The command of the last prompt, and the part of its output we are in. */
  private command: string | null = null;
  private section: 'Client' | 'Server' | null = null;
  private line = -1;

  constructor(private readonly file: string) {}

  /** Passes over lines of a traceback that tell no version, none longer than what is pasted: they end an output. */
  pass(lines: number): void {
    this.line += lines;
    if (this.section !== null) this.leave();
  }

  /** Passes over lines with an envelope of their own that tell no version: an output may go on behind them. */
  skip(lines: number): void {
    this.line += lines;
  }

  /** Takes the next line, whose payload begins at column `from`; `stamp` is asked for what a banner's line has of a time. */
  push(text: string, from: number, stamp: () => Stamp | null = () => null): void {
    this.line++;
    const length = text.length - from;
    if (length > LONGEST_BANNER || length < 3) return;
    // A logrus entry or an audit record, time= or type=, is no output of a command.
    const entry = text.charCodeAt(from + 4) === 0x3d;
    if (!entry && length <= LONGEST_PASTED && from === 0 && this.readPasted(text.trim())) return;
    this.readBanner(text, from, stamp);
  }

  /** The facts that were read, in the order of their lines; `timeAt` completes the stamp of a line. */
  end(timeAt: (stamp: Stamp, line: number) => Instant | null = () => null): VersionFact[] {
    this.flush();
    return this.facts.map(({ stamp, ...fact }) => ({ ...fact, time: stamp && timeAt(stamp, fact.at.line) }));
  }

  private readBanner(text: string, from: number, stamp: () => Stamp | null): void {
    for (const form of banners) {
      if (!text.includes(form.mark, from)) continue;
      const found = form.parse(text.slice(from));
      if (found) this.addLine(found.program, found, { stamp: stamp() });
    }
  }

  /** Whether the line is one of a version output. */
  private readPasted(text: string): boolean {
    // Almost no line of a log has what ends a prompt.
    const prompt = text.includes('$ ') || text.includes('# ') ? PROMPT.exec(text) : null;
    if (prompt) {
      this.flush();
      this.command = prompt[1] ?? null;
      this.section = null;
      return true;
    }
    for (const form of singleLines) {
      if (!text.startsWith(form.mark)) continue;
      const found = form.parse(text);
      if (!found) continue;
      this.flush();
      this.addLine(form.named(this.command) ?? found.program, found, null);
      return true;
    }
    return this.readRunc(text) || this.readSections(text);
  }

  private readRunc(text: string): boolean {
    const nvidia = NVIDIA.exec(text);
    const runc = nvidia ?? RUNC.exec(text);
    if (runc) {
      const program = nvidia || this.command === 'nvidia-container-runtime' ? 'nvidia-container-runtime' : 'runc';
      // A newer nvidia-container-runtime prints its own version, then that of the runc it calls.
      const called = !nvidia && this.block?.program === 'nvidia-container-runtime';
      this.begin(called ? 'runc' : program);
      this.setVersion(runc[1] ?? '');
      if (called) this.command = 'runc';
      return true;
    }
    const commit = this.section === null && this.block ? COMMIT_LINE.exec(text) : null;
    if (commit) this.setCommit(commit[1] ?? '');
    const go = this.section === null && this.block ? GO_LINE.exec(text) : null;
    if (go) this.setGo(go[1] ?? '');
    return commit !== null || go !== null;
  }

  /** `docker version` and `ctr version`: Client and Server, each with keys, Server with components in newer Dockers. */
  private readSections(text: string): boolean {
    const section = SECTION.exec(text)?.[1];
    if (section === 'Client' || section === 'Server') {
      this.flush();
      this.section = section;
      this.begin(null);
      return true;
    }
    if (this.section === null) return false;
    const component = COMPONENT.exec(text)?.[1];
    if (component !== undefined) {
      this.begin(component === 'Engine' ? this.dockerProgram() : component);
      return true;
    }
    const [, key, value = ''] = VALUE.exec(text) ?? [];
    if (key === undefined) {
      if (text !== '') this.leave();
      return false;
    }
    this.readValue(key, value);
    return true;
  }

  private readValue(key: string, value: string): void {
    if (!this.block || value === '') return;
    if (key === 'Version') this.setVersion(value);
    if (key === 'Revision' || key === 'Git commit' || key === 'GitCommit') this.setCommit(value);
    if (key === 'Go version') this.setGo(value);
    if (key === 'Revision') this.block.program ??= this.section === 'Server' ? 'containerd' : 'ctr';
    if (DOCKER_KEYS.has(key)) this.block.program ??= this.dockerProgram();
  }

  private dockerProgram(): string {
    return this.section === 'Server' ? 'dockerd' : 'docker';
  }

  private leave(): void {
    this.flush();
    this.section = null;
  }

  private begin(program: string | null): void {
    this.flush();
    this.block = { program, version: null, versionAt: -1, commit: null, commitAt: -1, go: null };
  }

  private setVersion(version: string): void {
    if (!this.block) return;
    this.block.version ??= version;
    this.block.versionAt = this.line;
  }

  private setCommit(commit: string): void {
    if (!this.block) return;
    this.block.commit ??= commit;
    this.block.commitAt = this.line;
  }

  private setGo(version: string): void {
    if (this.block && GO.test(version)) this.block.go ??= version;
  }

  private flush(): void {
    const { block } = this;
    this.block = null;
    if (block?.program) this.add({ ...block, program: block.program });
  }

  /** A fact that one line states. */
  private addLine(program: string, { version, commit }: StatedVersion, banner: Banner | null): void {
    this.add({ program, version, versionAt: this.line, commit, commitAt: this.line, go: null }, banner);
  }

  private add(block: Block & { program: string }, banner: Banner | null = null): void {
    const { program, version, commit, versionAt, commitAt, go } = block;
    const [, revision = null, mark] = COMMIT.exec(commit ?? '') ?? [];
    if (revision === null && version === null) return;
    const at: Place = { file: this.file, line: revision === null ? versionAt : commitAt };
    const patched = mark !== undefined || [version, commit].some(value => PACKAGED.test(value ?? ''));
    const said = banner ? 'banner' : 'pasted';
    const stamp = banner?.stamp ?? null;
    this.facts.push({ program, module: moduleOfProgram(program), version, revision, go, patched, at, said, stamp });
  }
}
