// nodelog trace: one object or block per traceback, for people like goroutines once, each frame with its source where a repository is given.
import type { Placed } from '../containers/identity';
import type { HostedTraceback } from '../containers/facts';
import { groupsOf } from '../golang/groups';
import type { Frame } from '../golang/traceback';
import { describeChange, shortCommit } from '../render/change';
import { text } from '../render/text';
import { detailLines } from '../render/arguments';
import { describeGroup, describeTraceback } from '../render/traceback';
import { describeInference } from '../source/inferred';
import { moduleOf } from '../source/moduleFile';
import type { SourceLocation } from '../source/model';
import type { Case } from '../casefile/case';
import type { Command } from './context';
import { time, type Part } from './output';
import { Printer } from './printer';
import { SourceOption } from './sourceOption';
import { reasonsOf, whyTaken, writeTraceJson } from './traceJson';
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
      const out = new Printer(terminal);
      if (input.json) await writeTraceJson(placed, await containerOf(placed, opened), known, out);
      else await writeTrace(placed, known, sources, out);
      await out.flush();
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

async function writeTrace(
  { at: place, value }: Placed<HostedTraceback>,
  known: KnownTrace,
  sources: SourceOption,
  out: Printer,
): Promise<void> {
  const { traceback } = value;
  const head = [time(value.time) ?? '-', `${place.file}:${String(place.line + 1)}`].join('  ');
  out.line(['dim', head]);
  out.line(['red', describeTraceback(traceback)]);
  const taken = whyTaken(known.chosen);
  const told = [...(taken ? [taken] : []), ...(known.inference ? [describeInference(known.inference)] : [])];
  for (const said of told) {
    out.line(['cyan', text(said)]);
  }
  for (const group of groupsOf(traceback)) {
    out.line(['bold', describeGroup(group)]);
    // Like goroutines have arguments of their own.
    const alone = group.goroutines.length === 1;
    for (const frame of group.goroutines[0]?.frames ?? []) {
      const source = await known.locate(frame);
      await writeFrame(frame, source, known, out);
      const details =
        alone && source ? await sources.details(frame, traceback, source, known.goVersionOf(source)) : null;
      for (const line of details ? detailLines(details) : []) {
        out.line(`      ${line}`);
      }
    }
    if (out.isFull) await out.flush();
  }
  out.line();
}

async function writeFrame(frame: Frame, source: SourceLocation | null, known: KnownTrace, out: Printer): Promise<void> {
  const name = frame.function?.replace(/^.*\//, '') ?? '?';
  const path = moduleOf(frame)?.path ?? frame.file;
  const status: Part[] = source ? ['  ', [source.status === 'verified' ? 'green' : 'yellow', source.status]] : [];
  out.line(`  ${frame.createdBy ? 'created by ' : ''}${name}`);
  out.line('      ', ['dim', `${path}:${String(frame.line)}`], ...status);
  if (typeof source?.text === 'string') {
    out.line(`      ${source.text}`);
  }
  for (const reason of source ? reasonsOf(source) : []) {
    out.line('      ', ['dim', reason]);
  }
  for (const change of (source && (await known.changesOf?.(source))) ?? []) {
    out.line('      ', ['yellow', shortCommit(change.commit)], ` ${describeChange(change)}`);
  }
}
