// nodelog trace: one object or block per traceback, each frame with its source where a repository is given.
import { mergePlaces, type Placed } from '../containers/identity';
import type { HostedTraceback } from '../containers/facts';
import { tracebackKey } from '../containers/panics';
import { keptGoroutines } from '../golang/draft';
import type { Frame } from '../golang/traceback';
import { describeGoroutine, describeTraceback } from '../render/traceback';
import { moduleOf } from '../source/moduleFile';
import type { SourceLocation } from '../source/model';
import type { Case } from '../casefile/case';
import type { Command } from './context';
import { lineOf, time, type Part } from './output';
import { Printer } from './printer';
import { SourceOption } from './sourceOption';
import { reasonsOf, writeTraceJson, type Locate } from './traceJson';

export const trace: Command = {
  name: 'trace',
  usage: 'nodelog trace [--json] [--source MODULE=DIR[@REVISION]]... PATH...',
  options: ['source'],
  async run(input, terminal) {
    const sources = await SourceOption.parse(input.values('source'), terminal.host, input.unread);
    const opened = await input.openCase();
    const files = await opened.files();
    const traces = mergePlaces(
      files.map(file =>
        file.facts.tracebacks.map(placed => ({
          // In one file nothing stands twice.
          key: files.length > 1 ? tracebackKey(placed) : null,
          at: { file: file.found.path, line: placed.traceback.line },
          value: placed,
        })),
      ),
    );
    for (const placed of traces) {
      const versions = await opened.versions(placed.at.file);
      const locate = (frame: Frame): Promise<SourceLocation | null> => sources.locate(frame, versions);
      const out = new Printer(terminal);
      if (input.json) await writeTraceJson(placed, await containerOf(placed, opened), locate, out);
      else await writeTrace(placed, locate, out);
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

async function writeTrace({ at: place, value }: Placed<HostedTraceback>, locate: Locate, out: Printer): Promise<void> {
  const { traceback } = value;
  const { colour } = out;
  /** All that is printed of a frame, by its call. */
  const texts: (Uint8Array | undefined)[] = [];
  const head = [time(value.time) ?? '-', `${place.file}:${String(place.line + 1)}`].join('  ');
  out.write(lineOf(colour, ['dim', head]));
  out.write(lineOf(colour, ['red', describeTraceback(traceback)]));
  for (const { goroutine, frames, first, end } of keptGoroutines(traceback)) {
    out.write(lineOf(colour, ['bold', describeGoroutine(goroutine)]));
    for (let index = first; index < end; index++) {
      const call = frames.call(index);
      const known = texts[call];
      const said = known ?? out.encode(await frameText(frames.frame(index), locate, colour));
      texts[call] = said;
      out.writeBytes(said);
    }
    if (out.isFull) await out.flush();
  }
  out.write(lineOf(colour));
}

/** Nothing of it is the frame's own, for its arguments are not printed. */
async function frameText(frame: Frame, locate: Locate, colour: boolean): Promise<string> {
  const source = await locate(frame);
  const name = frame.function?.replace(/^.*\//, '') ?? '?';
  const path = moduleOf(frame)?.path ?? frame.file;
  const status: Part[] = source ? ['  ', [source.status === 'verified' ? 'green' : 'yellow', source.status]] : [];
  return [
    lineOf(colour, `  ${frame.createdBy ? 'created by ' : ''}${name}`),
    lineOf(colour, '      ', ['dim', `${path}:${String(frame.line)}`], ...status),
    ...(typeof source?.text === 'string' ? [lineOf(colour, `      ${source.text}`)] : []),
    ...(source ? reasonsOf(source) : []).map(reason => lineOf(colour, '      ', ['dim', reason])),
  ].join('');
}
