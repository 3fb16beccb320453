// Ties the panic of a containerd-shim to the container whose shim was reaped right after it. No line names it: by time only.
import { keptGoroutines } from '../golang/draft';
import { faultOf } from '../golang/fault';
import type { Frame, TracebackKind } from '../golang/traceback';
import { NS_PER_SECOND } from '../log/time';
import { message, type Message } from '../message';
import { fileName } from '../place';
import type { PlacedTraceback } from '../reading/log';
import type { FileFacts, HostedTraceback } from './facts';
import { mergePlaces, type Placed } from './identity';
import { Moments } from './moments';
import type { ContainerEvent } from './model';

/** A shim that dies is reaped at once; the panic's own stamp may have whole seconds only. */
const WINDOW_NS = 2_000_000_000n;

/** What ends a process. A recovered panic of an HTTP handler, a race report and a dump end none. */
const FATAL: readonly TracebackKind[] = ['panic', 'fatal', 'signal'];

/** Code that runs in a shim and not in containerd itself, which has the client of the same packages (1.0 to 2.x). */
const SHIM_CODE =
  /containerd\/(?:v2\/)?(?:(?:runtime\/v1\/)?(?:linux\/)?shim\.\(\*Service\)|(?:runtime\/v1\/)?linux\/proc\.\(\*|runtime\/v2\/runc\/(?:v[12]|task)\.\(\*service\))/;
const SHIM_MAIN = '/cmd/containerd-shim';

interface Candidate {
  readonly id: string;
  readonly events: readonly ContainerEvent[];
}

/** An end of a shim that a panic may have been. */
interface Ending {
  readonly id: string;
  readonly event: ContainerEvent;
}

type Panic = Placed<HostedTraceback>;

/** Whether a traceback tells the end of a shim: by the code of the goroutine that panicked, which is printed first. */
function isShimPanic({ traceback }: PlacedTraceback): boolean {
  if (!FATAL.includes(traceback.kind)) return false;
  const [first] = keptGoroutines(traceback);
  return first?.goroutine.frames.some(runsInShim) ?? false;
}

function runsInShim(frame: Frame): boolean {
  return SHIM_CODE.test(frame.function ?? '') || frame.file.includes(SHIM_MAIN);
}

/**
 * A panic for each container whose shim ended with it on the same node. Likely where that container's clean-up is the
 * only one that follows, and no other panic precedes it: a shim panics once. Else possible.
 */
export function panicsOfShims(
  files: readonly FileFacts[],
  containers: readonly Candidate[],
): { readonly container: string; readonly event: ContainerEvent }[] {
  const groups = new Map(files.map(({ file, group }) => [file, group]));
  const panics = mergedTracebacks(
    files.map(({ file, group, tracebacks }) => ({ file, group, tracebacks: tracebacks.filter(isShimPanic) })),
  );
  const endings = new Moments(
    containers.flatMap(({ id, events }) => events.filter(isEnding).map(event => ({ id, event }))),
    ({ event }) => event.time?.ns,
  );
  const ties = panics.map(panic => {
    const since = panic.value.time?.ns;
    const near = since === undefined ? [] : endings.between(since, since + WINDOW_NS);
    return near.filter(ending => isWith(ending, panic, groups));
  });
  const panicsOf = new Map<string, number>();
  for (const tied of ties) {
    for (const id of new Set(tied.map(ending => ending.id))) panicsOf.set(id, (panicsOf.get(id) ?? 0) + 1);
  }
  return panics.flatMap(({ value: panic, at, also }, index) => {
    const tied = ties[index] ?? [];
    const cleaned = new Set(tied.filter(({ event }) => event.kind === 'shim-cleaned-up').map(({ id }) => id));
    const text = describePanic(panic);
    return [...new Set(tied.map(({ id }) => id))].map(id => {
      const certainty = cleaned.size === 1 && cleaned.has(id) && panicsOf.get(id) === 1 ? 'likely' : 'possible';
      const { time, host: node } = panic;
      return { container: id, event: { time, node, kind: 'panic', text, match: 'time', certainty, at, also } };
    });
  });
}

/** What the panic says, and the line of source that raised it. */
function describePanic({ traceback }: HostedTraceback): Message {
  const fault = faultOf(traceback);
  const frame = fault?.goroutine.frames[fault.frame];
  return frame
    ? message('container.panic-of-shim-at', {
        message: traceback.message,
        place: `${fileName(frame.file)}:${String(frame.line)}`,
      })
    : message('container.panic-of-shim', { message: traceback.message });
}

/** The tracebacks of several files, each once with all its places, in the order of the files and their lines. */
export function mergedTracebacks(files: readonly Pick<FileFacts, 'file' | 'tracebacks'>[]): Panic[] {
  return mergePlaces(
    files.map(({ file, tracebacks }) =>
      tracebacks.map(value => ({
        // In one file nothing stands twice.
        key: files.length > 1 ? tracebackKey(value) : null,
        at: { file, line: value.traceback.line },
        value,
      })),
    ),
  );
}

/** A dump holds hundreds of thousands of frames: that many tell one from another, with the number of all. */
const TELLING_FRAMES = 1000;

/**
 * The identity of a traceback: its second and what it says, frame by frame with the arguments. The same bug makes the
 * same trace again, and one file may have finer stamps than another.
 */
function tracebackKey({ traceback, time }: PlacedTraceback): string {
  const second = time === null ? '' : String(time.ns / NS_PER_SECOND);
  const calls: string[] = [];
  let count = 0;
  for (const { frames, first, end } of keptGoroutines(traceback)) {
    for (let index = first; index < end && calls.length < TELLING_FRAMES; index++) {
      const { file, line, args } = frames.frame(index);
      calls.push(`${file}:${String(line)} ${args}`);
    }
    count += end - first;
  }
  return [second, traceback.kind, traceback.message, count, ...calls].join('\n');
}

/** Whether an event tells the end of a shim. Every end of one is reaped; a clean-up follows only where its task was still there. */
function isEnding({ kind }: ContainerEvent): boolean {
  return kind === 'shim-reaped' || kind === 'shim-cleaned-up';
}

/** Whether an ending and a panic are told in files of the same group whose lines do not name different hosts. */
function isWith({ event }: Ending, { value: panic, at }: Panic, groups: ReadonlyMap<string, string>): boolean {
  const group = groups.get(at.file);
  const here = [event.at, ...event.also].some(({ file }) => groups.get(file) === group);
  const sameHost = event.node === null || panic.host === null || event.node === panic.host;
  return here && sameHost;
}
