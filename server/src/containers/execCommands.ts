// Ties the command of an exec, which dockerd logs before the exec has an id, to the exec that starts next.
import { isId } from './ids';

/** An exec that was asked for and has not started. */
interface Asked {
  /** The container as the caller named it (an id, a prefix or a name); several where it is one of several calls. */
  containers: ReadonlySet<string>;
  /** Whether its form is still to come. */
  waits: boolean;
  /** Null before its form, and for good where it may be one of several. */
  command: string | null;
  /** Whether its command can no longer be told. */
  doubtful: boolean;
}

const START_CALL = /^Calling POST (?:\/v[\d.]+)?\/exec\/([0-9a-f]{64})\/start$/;
const EXEC_CALL = /^Calling POST (?:\/v[\d.]+)?\/containers\/([^/?\s]+)\/exec$/;
const REFUSED = /^Error setting up exec command in container (\S+): /;
/** A line that ExecCommands is to be told of has one of these in it */
export const EXEC_MARKS: readonly string[] = [
  'Calling POST ',
  'Error setting up exec command in container ',
  'form data: ',
];
/** More execs than this in flight: the oldest was never started. */
const MAX_IN_FLIGHT = 64;

/**
 * dockerd logs `Calling POST .../containers/C/exec`, then `form data: {"Cmd":...}`, then, with the exec's id,
 * `starting exec command E in container C`. Concurrent calls interleave: a command counts only where all execs that
 * may be meant have the same one, and what is left of them stays in doubt. The start of a health check's exec is no API call: no command is taken for it.
 */
export class ExecCommands {
  private readonly asked: Asked[] = [];
  private readonly startAsked = new Set<string>();

  /** Takes the message of any line. */
  call(msg: string): void {
    const container = EXEC_CALL.exec(msg)?.[1];
    if (container !== undefined) {
      this.asked.push({ containers: new Set([container]), waits: true, command: null, doubtful: false });
      if (this.asked.length > MAX_IN_FLIGHT) {
        this.asked.shift();
      }
    }
    const refused = REFUSED.exec(msg)?.[1];
    if (refused !== undefined) {
      this.takeOne(this.asked.filter(({ containers }) => containers.has(refused)));
    }
    const exec = START_CALL.exec(msg)?.[1];
    if (exec !== undefined) {
      this.startAsked.add(exec);
    }
  }

  /** Takes the command of a form: it belongs to one of the calls that still wait for theirs. */
  form(command: string): void {
    const waiting = this.asked.filter(({ waits }) => waits);
    const [first] = waiting;
    if (!first) {
      return;
    }
    for (const asked of waiting) {
      asked.doubtful ||= waiting.length > 1;
    }
    first.waits = false;
    first.command = first.doubtful ? null : command;
  }

  /** The command of the exec that starts in a container; null where it is not told beyond doubt. */
  started(exec: string, container: string | null): string | null {
    if (!this.startAsked.delete(exec)) {
      return null;
    }
    return this.takeOne(
      this.asked.filter(
        ({ containers }) => container === null || [...containers].some(reference => mayMean(reference, container)),
      ),
    );
  }

  /**
   * Takes away one of the execs that may be meant and returns their command, null where they differ. Which of them it
   * was is not known: each that is left may be any, so its container is one of all theirs, and a doubt stays a doubt.
   */
  private takeOne(candidates: readonly Asked[]): string | null {
    const taken = candidates.find(({ waits }) => !waits) ?? candidates[0];
    if (!taken) {
      return null;
    }
    this.asked.splice(this.asked.indexOf(taken), 1);
    const { command } = taken;
    const agreed = candidates.every(candidate => candidate.command === command) ? command : null;
    const containers = new Set(candidates.flatMap(candidate => [...candidate.containers]));
    for (const left of candidates) {
      left.containers = containers;
      left.doubtful ||= agreed === null;
      left.command = left.doubtful ? null : left.command;
    }
    return agreed;
  }
}

/** Whether a reference of an API call can mean a container: its id, a prefix of it, or a name (which we cannot tell). */
function mayMean(reference: string, id: string): boolean {
  return isId(reference) ? reference === id : !/^[0-9a-f]{12,}$/.test(reference) || id.startsWith(reference);
}
