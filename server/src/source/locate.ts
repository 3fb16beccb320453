// Where a frame lies in the source that ran, and whether its function is really there.
import { isQualified, splitFunction } from '../golang/frames';
import type { Frame } from '../golang/traceback';
import { message } from '../message';
import type { Message } from '../message';
import { isWithin } from './goOutline';
import type { GoOutline } from './goOutline';
import type { ChosenRevision, Excerpt, ModuleFile, SourceLocation } from './model';
import type { Repository, ResolvedRevision } from './repository';
import { shorten } from './revision';

/** What is known of a module on this machine. */
interface SourceContext {
  readonly chosen: ChosenRevision | null;
  readonly repository: Repository | null;
  readonly outline: GoOutline;
}

/**
 * Finds the line of a frame in the revision that ran. `file` is what moduleOf says of the frame. Rejects with a
 * SourceProblem where git fails; what is merely not there is in the location's reason.
 */
export async function locateFrame(
  frame: Pick<Frame, 'function' | 'line'>,
  file: Pick<ModuleFile, 'module' | 'path'>,
  { chosen, repository, outline }: SourceContext,
): Promise<SourceLocation> {
  const { module, path } = file;
  const missing = (reason: Message): SourceLocation => unavailable(frame, file, chosen, reason);
  // With a clone, the trace itself may tell the revision.
  if (!repository) return missing(message('source.noRepository', { module }));
  if (!chosen) return missing(message('source.noRevision', { module }));
  const resolved = await repository.resolve(chosen);
  if (!resolved) {
    const wanted = wantedOf(chosen);
    const shallow = await repository.isShallow();
    return missing(message(shallow ? 'source.revisionCut' : 'source.revisionMissing', { module, wanted }));
  }
  const { commit } = resolved;
  const instead = tagInstead(resolved, chosen);
  const source = await repository.readFile(commit, path);
  if (source === null) {
    return { ...missing(message('source.fileMissing', { path, commit: shorten(commit) })), commit };
  }
  return { ...locateLine(frame, file, source, outline, shorten(commit)), commit, chosen, instead };
}

/** What a frame's line is in a version of its file; `shown` names that version in what is said. */
export function locateLine(
  frame: Pick<Frame, 'function' | 'line'>,
  { module, path }: Pick<ModuleFile, 'module' | 'path'>,
  source: string,
  outline: GoOutline,
  shown: string,
): Omit<SourceLocation, 'commit' | 'chosen' | 'file' | 'instead'> {
  const { line } = frame;
  const lines = source.split('\n');
  // What follows the last break is no line.
  if (lines.at(-1) === '') lines.pop();
  const text = lines[line - 1];
  if (text === undefined) {
    const reason = message('source.lineMissing', { path, lines: lines.length, commit: shown });
    return { module, path, line, function: null, text: null, excerpt: null, status: 'drift', reason };
  }
  const excerpt = excerptOf(lines, line);
  return { module, path, line, text: text.trim(), excerpt, ...check(frame, path, source, outline) };
}

/** How many lines before and behind a line an excerpt has. */
const AROUND = 2;

function excerptOf(lines: readonly string[], line: number): Excerpt {
  const first = Math.max(1, line - AROUND);
  return { first, lines: lines.slice(first - 1, line + AROUND) };
}

/** The location of a frame whose source cannot be had, and why. */
export function unavailable(
  { line }: Pick<Frame, 'line'>,
  { module, path }: Pick<ModuleFile, 'module' | 'path'>,
  chosen: ChosenRevision | null,
  reason: Message,
): SourceLocation {
  const nothing = { commit: null, function: null, text: null, excerpt: null, instead: null };
  return { module, path, line, chosen, ...nothing, status: 'unavailable', reason };
}

/** A clone without the commit (a fork, a shallow clone) may have the tag of its version: near, but not what was told. */
function tagInstead({ tag }: ResolvedRevision, { revision }: ChosenRevision): Message | null {
  return tag === null || revision === null ? null : message('source.tagInstead', { revision: shorten(revision), tag });
}

function wantedOf(chosen: ChosenRevision): string {
  return [chosen.revision && shorten(chosen.revision), chosen.version].filter(part => part !== null).join(', ');
}

/** Compares the function that the frame names with the one that encloses its line. */
function check(
  frame: Pick<Frame, 'function' | 'line'>,
  path: string,
  source: string,
  goOutline: GoOutline,
): Pick<SourceLocation, 'status' | 'function' | 'reason'> {
  if (!path.endsWith('.go')) {
    return { status: 'unverified', function: null, reason: message('source.notGo', { path }) };
  }
  const outline = goOutline.parse(source);
  const declared = outline.enclosing(frame.line)?.name ?? null;
  const name = frame.function;
  if (name === null) return { status: 'unverified', function: declared, reason: message('source.noFunction') };
  const { member } = splitFunction(name);
  if (declared !== null && isWithin(member, declared, outline)) {
    return { status: 'verified', function: declared, reason: null };
  }
  if (!isComparable(name, path)) {
    return { status: 'unverified', function: declared, reason: message('source.unchecked', { function: name }) };
  }
  const place = `${baseName(path)}:${String(frame.line)}`;
  const reason =
    declared === null
      ? message('source.driftOutside', { place })
      : message('source.drift', { place, function: declared });
  return { status: 'drift', function: declared, reason };
}

/**
 * Whether another function at the line means another revision. Not for names without a declaration of their own:
 * a package's initialization, the closures of Go 1.4 and older, values of methods (`-fm`), which stand where Go up to 1.11
 * found them used, and functions that runtime lends to other packages (`sync.runtime_Semacquire` stands in runtime/sema.go).
 */
export function isComparable(name: string, path: string): boolean {
  const { importPath, member } = splitFunction(name);
  if (!isQualified(name) || /^init(?:\.|$)|^glob\.|·|-fm$/.test(member)) return false;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const last = importPath.split('/').at(-1) ?? '';
  return (
    importPath === 'main' || /^v\d+$/.test(last) || folder === '' || baseName(folder) === last.replace(/_test$/, '')
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
