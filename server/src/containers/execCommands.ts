// Ties the command of an exec, which dockerd logs before the exec has an id, to the exec that starts next.
import { isId } from './ids';

interface Asked {
  /** The container as the caller named it: an id, a prefix or a name. */
  readonly container: string;
  command: string | null;
}

const START_CALL = /^Calling POST (?:\/v[\d.]+)?\/exec\/([0-9a-f]{64})\/start$/;
const EXEC_CALL = /^Calling POST (?:\/v[\d.]+)?\/containers\/([^/?\s]+)\/exec$/;
const REFUSED = /^Error setting up exec command in container (\S+): /;
/** More execs than this in flight: the oldest was never started. */
const MAX_IN_FLIGHT = 64;

/**
 * dockerd logs `Calling POST .../containers/C/exec`, then `form data: {"Cmd":...}`, then, with the exec's id,
 * `starting exec command E in container C`. Concurrent calls interleave: a command counts only where all execs that
 * may be meant have the same one. The start of a health check's exec is no API call: no command is taken for it.
 */
export class ExecCommands {
  private readonly asked: Asked[] = [];
  private readonly startAsked = new Set<string>();

  /** Takes the message of any line. */
  call(msg: string): void {
    const container = EXEC_CALL.exec(msg)?.[1];
    if (container !== undefined) {
      this.asked.push({ container, command: null });
      if (this.asked.length > MAX_IN_FLIGHT) {
        this.asked.shift();
      }
    }
    const refused = this.asked.findIndex(asked => asked.container === REFUSED.exec(msg)?.[1]);
    if (refused >= 0) {
      this.asked.splice(refused, 1);
    }
    const exec = START_CALL.exec(msg)?.[1];
    if (exec !== undefined) {
      this.startAsked.add(exec);
    }
  }

  /** Takes the command of a form: it belongs to the one call that still waits for its form. */
  form(command: string): void {
    const waiting = this.asked.filter(asked => asked.command === null);
    const [only] = waiting;
    if (only && waiting.length === 1) {
      only.command = command;
    } else {
      for (const asked of waiting) {
        this.asked.splice(this.asked.indexOf(asked), 1);
      }
    }
  }

  /** The command of the exec that starts in a container; null where it is not told beyond doubt. */
  started(exec: string, container: string | null): string | null {
    if (!this.startAsked.delete(exec)) {
      return null;
    }
    const candidates = this.asked.filter(asked => container === null || mayMean(asked.container, container));
    const [first] = candidates;
    if (!first) {
      return null;
    }
    this.asked.splice(this.asked.indexOf(first), 1);
    return candidates.every(candidate => candidate.command === first.command) ? first.command : null;
  }
}

/** Whether a reference of an API call can mean a container: its id, a prefix of it, or a name (which we cannot tell). */
function mayMean(reference: string, id: string): boolean {
  return isId(reference) ? reference === id : !/^[0-9a-f]{12,}$/.test(reference) || id.startsWith(reference);
}
