// nodelog trace: one object or block per traceback, for people like goroutines once, each frame with its source where a repository is given.
import type { Placed } from '../containers/identity';
import type { HostedTraceback } from '../containers/facts';
import { groupsOf } from '../golang/groups';
import type { Frame, Goroutine } from '../golang/traceback';
import { text } from '../render/text';
import { detailLines } from '../render/arguments';
import { describeGroup, describeTraceback } from '../render/traceback';
import { moduleOf } from '../source/moduleFile';
import type { SourceLocation } from '../source/model';
import type { Case } from '../casefile/case';
import type { Command, Terminal } from './context';
import { also, at, time, writeJson, writeLine, type Part } from './output';
import { SourceOption } from './sourceOption';

export const trace: Command = {
  name: 'trace',
  usage: 'nodelog trace [--json] [--source MODULE=DIR[@REVISION]]... PATH...',
  options: ['source'],
  async run(input, terminal) {
    const sources = await SourceOption.parse(input.values('source'), terminal.host, input.unread);
    const opened = await input.openCase();
    const { items: traces } = await opened.traces(0, Number.MAX_SAFE_INTEGER);
    for (const placed of traces) {
      const versions = await opened.versions(placed.at.file);
      const locate = (frame: Frame): Promise<SourceLocation | null> => sources.locate(frame, versions);
      if (input.json) {
        writeJson(terminal, await traceJson(placed, await containerOf(placed, opened), locate));
      } else {
        await writeTrace(placed, locate, sources, terminal);
      }
    }
    return traces.length;
  },
};

type Locate = (frame: Frame) => Promise<SourceLocation | null>;

/** The container whose events hold the traceback; null where none or several do. */
async function containerOf({ at: place }: Placed<HostedTraceback>, opened: Case): Promise<string | null> {
  const { items } = await opened.containers(0, Number.MAX_SAFE_INTEGER);
  const holders = items.filter(container =>
    container.events.some(
      event => event.kind === 'panic' && event.at.file === place.file && event.at.line === place.line,
    ),
  );
  return holders.length === 1 ? (holders[0]?.id ?? null) : null;
}

async function traceJson(
  { at: place, also: others, value }: Placed<HostedTraceback>,
  container: string | null,
  locate: Locate,
): Promise<object> {
  const { traceback } = value;
  const { kind, message, signal, program, endLine, goroutines } = traceback;
  return {
    ...at(place),
    endLine: endLine + 1,
    ...also(others),
    time: time(value.time),
    node: value.host,
    container,
    kind,
    message,
    ...(signal && { signal }),
    program,
    goroutines: await Promise.all(goroutines.map(goroutine => goroutineJson(goroutine, place.file, locate))),
  };
}

async function goroutineJson(goroutine: Goroutine, file: string, locate: Locate): Promise<object> {
  const { id, state, waitMinutes, locked, group, frames } = goroutine;
  return {
    id,
    state,
    waitMinutes,
    locked,
    group,
    frames: await Promise.all(frames.map(frame => frameJson(frame, file, locate))),
  };
}

async function frameJson(frame: Frame, file: string, locate: Locate): Promise<object> {
  const source = await locate(frame);
  return {
    function: frame.function,
    file: frame.file,
    line: frame.line,
    args: frame.args,
    inlined: frame.inlined,
    createdBy: frame.createdBy,
    at: at({ file, line: frame.functionAt?.line ?? frame.fileAt.line }),
    ...(source && { source: sourceJson(source) }),
  };
}

function sourceJson(source: SourceLocation): object {
  const { module, path, commit, chosen, status } = source;
  const revision = commit ?? chosen?.revision ?? chosen?.version ?? null;
  const reasons = reasonsOf(source);
  return {
    repository: module,
    path,
    revision,
    status,
    function: source.function,
    text: source.text,
    ...(reasons.length > 0 && { reason: reasons.join(' ') }),
  };
}

/** What is shown instead of what ran, and why a frame is not verified. */
function reasonsOf({ instead, reason }: SourceLocation): string[] {
  return [instead, reason].filter(said => said !== null).map(text);
}

async function writeTrace(
  { at: place, value }: Placed<HostedTraceback>,
  locate: Locate,
  sources: SourceOption,
  terminal: Terminal,
): Promise<void> {
  const { traceback } = value;
  const head = [time(value.time) ?? '-', `${place.file}:${String(place.line + 1)}`].join('  ');
  writeLine(terminal, ['dim', head]);
  writeLine(terminal, ['red', describeTraceback(traceback)]);
  for (const group of groupsOf(traceback)) {
    writeLine(terminal, ['bold', describeGroup(group)]);
    // Like goroutines have arguments of their own.
    const alone = group.goroutines.length === 1;
    for (const frame of group.goroutines[0]?.frames ?? []) {
      const source = await locate(frame);
      writeFrame(frame, source, terminal);
      const details = alone && source ? await sources.details(frame, traceback, source) : null;
      for (const line of details ? detailLines(details) : []) {
        writeLine(terminal, `      ${line}`);
      }
    }
  }
  writeLine(terminal);
}

function writeFrame(frame: Frame, source: SourceLocation | null, terminal: Terminal): void {
  const name = frame.function?.replace(/^.*\//, '') ?? '?';
  const path = moduleOf(frame)?.path ?? frame.file;
  const status: Part[] = source ? ['  ', [source.status === 'verified' ? 'green' : 'yellow', source.status]] : [];
  writeLine(terminal, `  ${frame.createdBy ? 'created by ' : ''}${name}`);
  writeLine(terminal, '      ', ['dim', `${path}:${String(frame.line)}`], ...status);
  if (typeof source?.text === 'string') {
    writeLine(terminal, `      ${source.text}`);
  }
  for (const reason of source ? reasonsOf(source) : []) {
    writeLine(terminal, '      ', ['dim', reason]);
  }
}
