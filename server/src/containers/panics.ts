// Ties the panic of a containerd-shim to the container whose shim was reaped right after it. No line names it: by time only.
import type { Instant } from '../log/time';
import { message } from '../message';
import type { FileFacts } from './facts';
import type { PlacedTraceback } from '../reading/log';
import { mergePlaces } from './identity';
import type { ContainerEvent } from './model';

/** A shim that dies is reaped at once; the panic's own stamp may have whole seconds only. */
const WINDOW_NS = 2_000_000_000n;
const NS_PER_SECOND = 1_000_000_000n;

/** Packages that only containerd's shims run (containerd 1.0 to 2.x). */
const SHIM_PACKAGES =
  /github\.com\/containerd\/containerd\/(?:v2\/)?(?:runtime\/v[12]\/shim|runtime\/v1\/linux\/proc|linux\/shim|cmd\/containerd-shim|pkg\/shim)/;

interface Candidate {
  readonly id: string;
  readonly events: readonly ContainerEvent[];
}

/** Whether a traceback is that of a shim, by the packages of its frames. */
export function isShimPanic({ traceback }: PlacedTraceback): boolean {
  return (
    traceback.kind !== 'dump' &&
    traceback.goroutines.some(g => g.frames.some(f => SHIM_PACKAGES.test(f.function ?? '')))
  );
}

/**
 * A panic for each container whose shim ended with it on the same node: likely where there is one such container, else
 * possible.
 */
export function panicsOfShims(
  files: readonly FileFacts[],
  containers: readonly Candidate[],
): { readonly container: string; readonly event: ContainerEvent }[] {
  const groups = new Map(files.map(({ file, group }) => [file, group]));
  const panics = mergePlaces(
    files.map(file =>
      file.tracebacks.filter(isShimPanic).map(panic => ({
        key: tracebackKey(panic, file.group),
        at: { file: file.file, line: panic.traceback.line },
        value: panic,
      })),
    ),
  );
  const endings = containers.flatMap(({ id, events }) => events.filter(isEnding).map(event => ({ id, event })));
  return panics.flatMap(({ value, at, also }) => {
    const { time, traceback } = value;
    const here = (event: ContainerEvent): boolean =>
      [event.at, ...event.also].some(({ file }) => groups.get(file) === groups.get(at.file));
    const withIt = endings.filter(({ event }) => time !== null && isWith(event, time) && here(event));
    const ended = new Set(withIt.map(({ id }) => id));
    const text = message('container.panic-of-shim', { message: traceback.message });
    const certainty = ended.size === 1 ? 'likely' : 'possible';
    return [...ended].map(id => ({
      container: id,
      event: { time, kind: 'panic' as const, text, match: 'time' as const, certainty, at, also },
    }));
  });
}

/**
 * The identity of a traceback: what it says, frame by frame, on the node of a group, and its second: the same bug makes
 * the same trace again, and one file may have finer stamps than another.
 */
export function tracebackKey({ traceback, time }: PlacedTraceback, group: string): string {
  const second = time === null ? '' : String(time.ns / NS_PER_SECOND);
  const frames = traceback.goroutines.flatMap(goroutine => goroutine.frames);
  const calls = frames.map(frame => `${frame.file}:${String(frame.line)} ${frame.args}`);
  return [group, second, traceback.kind, traceback.message, ...calls].join('\n');
}

/** Whether an event tells the end of a shim. */
function isEnding({ kind }: ContainerEvent): boolean {
  return kind === 'shim-reaped' || kind === 'shim-cleaned-up';
}

function isWith({ time }: ContainerEvent, panic: Instant): boolean {
  const gap = time === null ? -1n : time.ns - panic.ns;
  return gap >= 0n && gap <= WINDOW_NS;
}
