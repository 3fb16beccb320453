// What is shown in place of source that is not at hand: what is missing, why, and the web page that has it.
import { message } from '../message';
import type { MissingSource } from '../protocol';
import { text } from '../render/text';
import type { ChosenRevision, SourceLocation } from '../source/model';
import { webUrl } from '../source/modules';
import type { ModuleTable } from '../source/moduleTable';
import type { SourceReference } from './sourceUri';

/** The columns of an explanation: beside the log and the views, a source document has hardly more. */
const WIDTH = 48;

/** What is missing of a document whose frame leads nowhere. */
export function missingSource(
  { module, path, line }: SourceReference,
  { chosen, reason }: SourceLocation,
  table: ModuleTable,
): MissingSource {
  const revision = revisionName(chosen);
  return {
    module,
    path,
    line: line ?? 1,
    revision,
    cloneUrl: table.row(module)?.cloneUrl ?? null,
    webUrl: pageOf({ module, path, commit: null, chosen }, line ?? 1, table),
    reason: reason ? text(reason) : '',
  };
}

/** A commit or a tag; null where none is known. */
function revisionName(chosen: ChosenRevision | null): string | null {
  return chosen?.revision ?? (chosen?.version ? `v${chosen.version.replace(/^v/, '')}` : null);
}

/** The web page of a line in the revision that is shown or that ran; null where none is known. */
export function pageOf(
  { module, path, commit, chosen }: Pick<SourceLocation, 'module' | 'path' | 'commit' | 'chosen'>,
  line: number,
  table: ModuleTable,
): string | null {
  const revision = commit ?? revisionName(chosen);
  return revision === null ? null : webUrl(module, revision, path, line, table.row(module));
}

/** The text of a document that has no source to show: comments, so that Go's colours do not garble it. */
export function explain({ module, path, line, reason }: MissingSource, { chosen }: SourceLocation): string {
  const lines = [
    text(message('source.missing.title', { path, line, module })),
    reason,
    ...(chosen ? [text(message('source.ran', { reason: chosen.reason }))] : []),
    text(message('source.missing.how')),
  ];
  return `${lines.map(commented).join('\n//\n')}\n`;
}

/** A text as comment lines that half a window shows whole. */
function commented(said: string): string {
  const lines: string[] = [];
  for (const word of said.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(`// ${word}`);
  }
  return lines.join('\n');
}
