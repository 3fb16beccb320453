// What a row of the table of wordings is, and what one tells.
import type { KlogEntry } from '../../daemon/klog';
import type { LogrusEntry } from '../../daemon/logrus';
import type { Mark } from '../../log/mark';
import type { Message } from '../../message';
import { isId } from '../ids';
import type { Asker, Creation, EventKind, NodeEventKind, PodPlace } from '../model';

/** What a line says of a container, or of its node where it names none. Ids are whole ids. */
export interface Statement {
  readonly kind: EventKind;
  readonly text: Message;
  readonly container: string | null;
  /** How a user named the container in an API call: an id, the beginning of one, or a name; or how Kubernetes does: `namespace/pod/container`. */
  readonly reference: string | null;
  readonly exec: string | null;
  readonly shimPid: number | null;
  readonly initPid: number | null;
  readonly signal: number | null;
  readonly creation: Creation | null;
  /** The status that a process ended with, as its shim told it. */
  readonly exitStatus: number | null;
  /** The command of the exec that is asked for, as one string. */
  readonly execCommand: string | null;
  readonly asker: Asker | null;
  /** Where the container is in Kubernetes. */
  readonly pod: PodPlace | null;
}

/** What a program says in one entry, whatever form it is written in. */
export interface Said {
  /** The message, escapes resolved. */
  readonly text: string;
  /** The value of a field; null where the entry has none of that name. */
  readonly value: (name: string) => string | null;
}

export interface WordingRow {
  readonly id: string;
  /** Where the wording is from. */
  readonly seen: string;
  readonly pattern: RegExp;
  /** A line that the pattern matches has one of these in it, as it is written there: only such lines of a large file are read. */
  readonly marks: readonly Mark[];
  /** Null where the line names no container after all. */
  readonly read: (match: RegExpExecArray, said: Said) => Statement | null;
  readonly samples: readonly {
    readonly line: string;
    readonly kind: EventKind;
    readonly container?: string;
    readonly reference?: string;
    readonly exec?: string;
  }[];
  readonly counterSamples: readonly string[];
}

/** An entry of logrus or klog as the rows take it. */
export function saidIn(entry: LogrusEntry | KlogEntry): Said {
  const { msg, fields } = entry;
  return { text: msg?.value ?? '', value: name => fields.find(field => field.name === name)?.value ?? null };
}

/** Written out: an object that is spread and then given other values costs more than all the patterns do. */
function statement(kind: EventKind, text: Message, told: Partial<Statement>): Statement {
  return {
    kind,
    text,
    container: told.container ?? null,
    reference: told.reference ?? null,
    exec: told.exec ?? null,
    shimPid: told.shimPid ?? null,
    initPid: told.initPid ?? null,
    signal: told.signal ?? null,
    creation: told.creation ?? null,
    exitStatus: told.exitStatus ?? null,
    execCommand: told.execCommand ?? null,
    asker: told.asker ?? null,
    pod: told.pod ?? null,
  };
}

/** A statement of a container; null where what should be its id is none. */
export function ofContainer(
  kind: EventKind,
  text: Message,
  container: string | null | undefined,
  more: Partial<Statement> = {},
): Statement | null {
  return container && isId(container) ? statement(kind, text, { ...more, container }) : null;
}

/** A statement of an exec, whose container other lines may tell. */
export function ofExec(kind: EventKind, text: Message, exec: string, container: string | null = null): Statement {
  return statement(kind, text, { exec, container });
}

/** A statement of a container that a user named in a call. */
export function ofReference(
  kind: EventKind,
  text: Message,
  reference: string | undefined,
  more: Partial<Statement> = {},
): Statement | null {
  if (reference === undefined || reference === '') return null;
  return statement(kind, text, isId(reference) ? { ...more, container: reference } : { ...more, reference });
}

/** A statement of the node's daemons. */
export function ofNode(kind: NodeEventKind, text: Message): Statement {
  return statement(kind, text, {});
}

/** The first twelve digits, Docker's short form. */
export function short(id: string | undefined): string {
  return (id ?? '').slice(0, 12);
}
