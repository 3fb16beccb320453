// nodelog trace: one object or block per traceback, for people like goroutines once, each frame with its source where a repository is given.
import type { Placed } from '../containers/identity';
import type { HostedTraceback } from '../containers/facts';
import { groupsOf } from '../golang/groups';
import type { Frame, Goroutine } from '../golang/traceback';
import { message, type Message } from '../message';
import { describeChange, shortCommit } from '../render/change';
import { text } from '../render/text';
import { detailLines } from '../render/arguments';
import { describeGroup, describeTraceback } from '../render/traceback';
import { describeInference } from '../source/inferred';
import { moduleOf } from '../source/moduleFile';
import type { ChosenRevision, SourceLocation } from '../source/model';
import type { Case } from '../casefile/case';
import type { Command, Terminal } from './context';
import { also, at, time, writeJson, writeLine, type Part } from './output';
import { SourceOption } from './sourceOption';
import { TraceSources, type KnownTrace } from './traceSources';

export const trace: Command = {
  name: 'trace',
  usage: 'nodelog trace [--json] [--source MODULE=DIR[@REVISION]]... [--changes] PATH...',
  options: ['source'],
  flags: ['changes'],
  async run(input, terminal) {
    const sources = await SourceOption.parse(input.values('source'), terminal.host, input.unread);
    const opened = await input.openCase();
    const { items: traces } = await opened.traces(0, Number.MAX_SAFE_INTEGER);
    const all = new TraceSources(sources, input.flag('changes'));
    for (const placed of traces) {
      const { at: place, value } = placed;
      const moment = { at: { file: place.file, line: value.traceback.line }, time: value.time };
      const known = await all.of(value.traceback, moment, await opened.versions(place.file));
      if (input.json) {
        writeJson(terminal, await traceJson(placed, await containerOf(placed, opened), known));
      } else {
        await writeTrace(placed, known, sources, terminal);
      }
    }
    return traces.length;
  },
};

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
  known: KnownTrace,
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
    goroutines: await Promise.all(goroutines.map(goroutine => goroutineJson(goroutine, place.file, known))),
    ...(known.inference && { releases: known.inference.releases }),
  };
}

async function goroutineJson(goroutine: Goroutine, file: string, known: KnownTrace): Promise<object> {
  const { id, state, waitMinutes, locked, group, frames } = goroutine;
  return {
    id,
    state,
    waitMinutes,
    locked,
    group,
    frames: await Promise.all(frames.map(frame => frameJson(frame, file, known))),
  };
}

async function frameJson(frame: Frame, file: string, known: KnownTrace): Promise<object> {
  const source = await known.locate(frame);
  return {
    function: frame.function,
    file: frame.file,
    line: frame.line,
    args: frame.args,
    inlined: frame.inlined,
    createdBy: frame.createdBy,
    at: at({ file, line: frame.functionAt?.line ?? frame.fileAt.line }),
    ...(source && { source: { ...sourceJson(source), ...(await changesJson(source, known)) } }),
  };
}

function sourceJson(source: SourceLocation): object {
  const { module, path, commit, chosen, status } = source;
  const revision = commit ?? chosen?.revision ?? chosen?.version ?? null;
  const taken = whyTaken(chosen);
  const reasons = [...(taken ? [text(taken)] : []), ...reasonsOf(source)];
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

async function changesJson(source: SourceLocation, { changesOf }: KnownTrace): Promise<object> {
  return changesOf ? { changes: await changesOf(source) } : {};
}

/** Why a revision was taken; null where it was given, or where none was taken. */
function whyTaken(chosen: ChosenRevision | null): Message | null {
  return chosen && chosen.reason.id !== 'source.bySetting' ? message('source.ran', { reason: chosen.reason }) : null;
}

/** What is shown instead of what ran, and why a frame is not verified. */
function reasonsOf({ instead, reason }: SourceLocation): string[] {
  return [instead, reason].filter(said => said !== null).map(text);
}

async function writeTrace(
  { at: place, value }: Placed<HostedTraceback>,
  known: KnownTrace,
  sources: SourceOption,
  terminal: Terminal,
): Promise<void> {
  const { traceback } = value;
  const head = [time(value.time) ?? '-', `${place.file}:${String(place.line + 1)}`].join('  ');
  writeLine(terminal, ['dim', head]);
  writeLine(terminal, ['red', describeTraceback(traceback)]);
  const taken = whyTaken(known.chosen);
  const told = [...(taken ? [taken] : []), ...(known.inference ? [describeInference(known.inference)] : [])];
  for (const said of told) {
    writeLine(terminal, ['cyan', text(said)]);
  }
  for (const group of groupsOf(traceback)) {
    writeLine(terminal, ['bold', describeGroup(group)]);
    // Like goroutines have arguments of their own.
    const alone = group.goroutines.length === 1;
    for (const frame of group.goroutines[0]?.frames ?? []) {
      const source = await known.locate(frame);
      await writeFrame(frame, source, known, terminal);
      const details = alone && source ? await sources.details(frame, traceback, source) : null;
      for (const line of details ? detailLines(details) : []) {
        writeLine(terminal, `      ${line}`);
      }
    }
  }
  writeLine(terminal);
}

async function writeFrame(
  frame: Frame,
  source: SourceLocation | null,
  known: KnownTrace,
  terminal: Terminal,
): Promise<void> {
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
  for (const change of (source && (await known.changesOf?.(source))) ?? []) {
    writeLine(terminal, '      ', ['yellow', shortCommit(change.commit)], ` ${describeChange(change)}`);
  }
}
