// nodelog index: what each file is, how much of it is known, and from when to when; unreadable ones too.
import { looksLikeRules, readRules } from '../auditRules/document';
import { ArchiveFiles } from '../casefile/archive/files';
import { readCoverage, type Coverage } from '../casefile/coverage';
import { discoverAll, groupOf, inReadingOrder, type FoundFile } from '../casefile/discover';
import { hasLogName, readText } from '../casefile/file';
import type { FileKind } from '../casefile/fileKinds';
import { nodesOf } from '../casefile/nodes';
import type { NotRead } from '../casefile/notRead';
import { openFile } from '../casefile/open';
import { zoneName } from '../log/time';
import { message, type Message } from '../message';
import { naturalOrder } from '../place';
import { text } from '../render/text';
import type { Command, CommandInput } from './context';
import { writeIndexTable } from './indexTable';
import { time, writeJson } from './output';

/** What is known of one file; nothing but the reason of one that could not be read. */
export interface IndexedFile extends Omit<Coverage, 'cut'> {
  readonly found: Pick<FoundFile, 'path' | 'name' | 'group'>;
  readonly readable: boolean;
  /** Whether something of it could not be read. */
  readonly lost: boolean;
  readonly reason: Message | null;
}

export const index: Command = {
  name: 'index',
  usage: 'nodelog index [--json] PATH...',
  options: [],
  async run(input, terminal) {
    const disk = new ArchiveFiles(terminal.host);
    try {
      const files = await indexFiles(disk, input);
      const nodes = nodesOf(
        files.map(({ found, host }) => ({ file: found.path, name: found.name, group: found.group, host })),
      );
      const nodeOf = ({ found }: IndexedFile): string | null => nodes.get(found.path)?.name ?? null;
      if (input.json) for (const file of files) writeJson(terminal, fileJson(file, nodeOf(file)));
      else writeIndexTable(terminal, files, nodeOf);
      return files.length;
    } finally {
      await disk.release();
    }
  },
};

/** All files in natural order, unreadable ones too, which are said on stderr as well. */
async function indexFiles(disk: ArchiveFiles, input: CommandInput): Promise<IndexedFile[]> {
  const { files, accounts, notRead } = await discoverAll(disk, input.roots);
  const accountPaths = new Set(accounts.map(({ path }) => path));
  const indexed = notRead.map(unreadFile);
  for (const file of inReadingOrder([...files, ...accounts])) {
    indexed.push(await indexFile(disk, file, accountPaths.has(file.path)));
  }
  for (const { found, lost, reason } of indexed) {
    if (lost && reason) input.unread(`${found.path}: ${text(reason)}`);
  }
  return indexed.sort((a, b) => naturalOrder(a.found.path, b.found.path));
}

async function indexFile(disk: ArchiveFiles, found: FoundFile, isAccounts: boolean): Promise<IndexedFile> {
  const opened = await openFile(disk, found);
  if ('reason' in opened) return unreadFile(opened);
  const { head } = opened;
  const coverage = await readCoverage(opened, found);
  const { cut, lines } = coverage;
  const reason = cut && message('case.cut-short', { line: lines, reason: cut });
  const log = { ...coverage, found, readable: true, lost: cut !== null, reason };
  if (isAccounts) return { ...log, ...ofOneForm('accounts', lines) };
  if (isKnown(found, coverage)) return log;
  const beginning = new TextDecoder().decode(head);
  if (found.name.endsWith('.rules') && looksLikeRules(readRules(found.path, beginning))) {
    return { ...log, ...ofOneForm('audit-rules', lines) };
  }
  if ((await readText(found, beginning)).versions.length > 0) return { ...log, kind: 'versions' };
  return { ...log, kind: 'other', reason: reason ?? message('case.no-log') };
}

/** Whether enough of a file is known for the case to take it as a log. */
function isKnown(found: FoundFile, { kind, lines, unknown }: Coverage): boolean {
  if (kind === 'inspection') return true;
  return hasLogName(found) ? unknown < lines : unknown * 2 <= lines;
}

function ofOneForm(kind: FileKind, lines: number): Pick<IndexedFile, 'kind' | 'forms' | 'unknown'> {
  return { kind, forms: [{ form: kind, lines }], unknown: 0 };
}

/** An empty file is read, though there is nothing in it. */
function unreadFile({ path, name, kind, reason }: NotRead): IndexedFile {
  return {
    found: { path, name, group: groupOf(name) },
    kind: null,
    forms: [],
    lines: 0,
    unknown: 0,
    first: null,
    last: null,
    host: null,
    zone: null,
    readable: kind === 'foreign',
    lost: kind !== 'foreign',
    reason,
  };
}

function fileJson(file: IndexedFile, node: string | null): object {
  const { found, kind, forms, lines, unknown, first, last, zone, readable, reason } = file;
  return {
    file: found.path,
    kind,
    forms,
    lines,
    unread: unknown > 0 ? [{ reason: text(message('index.unknown-form')), lines: unknown }] : [],
    first: time(first),
    last: time(last),
    node,
    zone: zone && zoneName(zone.offset),
    zoneReason: zone && text(zone.reason),
    readable,
    reason: reason && text(reason),
  };
}
