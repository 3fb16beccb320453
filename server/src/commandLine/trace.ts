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
import type { Place } from '../place';
import { remember } from '../remember';
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
    const containers = input.json ? await containersOf(opened) : null;
    for (const placed of traces) {
      const { at: place, value } = placed;
      const moment = { at: { file: place.file, line: value.traceback.line }, time: value.time };
      const known = await all.of(value.traceback, moment, await opened.versions(place.file));
      const out = new Printer(terminal);
      if (containers) await writeTraceJson(placed, containers.get(keyOf(placed.at)) ?? null, known, out);
      else await writeTrace(placed, known, sources, out);
      await out.flush();
    }
    return traces.length;
  },
};

/** The containers whose events hold a traceback, by its place; null where several do. */
async function containersOf(opened: Case): Promise<ReadonlyMap<string, string | null>> {
  const { items } = await opened.containers(0, Number.MAX_SAFE_INTEGER);
  const holders = new Map<string, string | null>();
  for (const { id, events } of items) {
    const places = events.filter(({ kind }) => kind === 'panic').map(({ at: place }) => keyOf(place));
    for (const key of new Set(places)) holders.set(key, holders.has(key) ? null : id);
  }
  return holders;
}

function keyOf({ file, line }: Place): string {
  return `${file}:${String(line)}`;
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
  /** A dump has thousands of frames, most of them alike. */
  const written = new Map<string, Promise<FrameText>>();
  for (const group of groupsOf(traceback)) {
    out.line(['bold', describeGroup(group)]);
    // Like goroutines have arguments of their own.
    const alone = group.goroutines.length === 1;
    for (const frame of group.goroutines[0]?.frames ?? []) {
      const key = [frame.createdBy, frame.function, frame.file, frame.line].join('\n');
      const { source, lines } = await remember(written, key, () => frameText(frame, known));
      for (const parts of lines) out.line(...parts);
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

/** What is printed of a frame, and of all others of the same call; and where it lies. */
interface FrameText {
  readonly source: SourceLocation | null;
  readonly lines: readonly (readonly Part[])[];
}

async function frameText(frame: Frame, known: KnownTrace): Promise<FrameText> {
  const source = await known.locate(frame);
  const name = frame.function?.replace(/^.*\//, '') ?? '?';
  const path = moduleOf(frame)?.path ?? frame.file;
  const status: Part[] = source ? ['  ', [source.status === 'verified' ? 'green' : 'yellow', source.status]] : [];
  const changes = (source && (await known.changesOf?.(source))) ?? [];
  const lines: Part[][] = [
    [`  ${frame.createdBy ? 'created by ' : ''}${name}`],
    ['      ', ['dim', `${path}:${String(frame.line)}`], ...status],
    ...(typeof source?.text === 'string' ? [[`      ${source.text}`]] : []),
    ...(source ? reasonsOf(source) : []).map((reason): Part[] => ['      ', ['dim', reason]]),
    ...changes.map((change): Part[] => [
      '      ',
      ['yellow', shortCommit(change.commit)],
      ` ${describeChange(change)}`,
    ]),
  ];
  return { source, lines };
}
