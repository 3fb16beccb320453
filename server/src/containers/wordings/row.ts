// What a row of the table of wordings is, and what one tells.
import type { KlogEntry } from '../../daemon/klog';
import type { LogrusEntry } from '../../daemon/logrus';
import type { Message } from '../../message';
import { isId } from '../ids';
import type { EventKind } from '../model';

/** What a line says of a container. Ids are whole ids. */
export interface Statement {
  readonly kind: EventKind;
  readonly text: Message;
  readonly container: string | null;
  readonly exec: string | null;
  readonly shimPid: number | null;
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
  readonly marks: readonly string[];
  /** Null where the line names no container after all. */
  readonly read: (match: RegExpExecArray, said: Said) => Statement | null;
  readonly samples: readonly {
    readonly line: string;
    readonly kind: EventKind;
    readonly container?: string;
    readonly exec?: string;
  }[];
  readonly counterSamples: readonly string[];
}

/** An entry of logrus or klog as the rows take it. */
export function saidIn(entry: LogrusEntry | KlogEntry): Said {
  const { msg, fields } = entry;
  return { text: msg?.value ?? '', value: name => fields.find(field => field.name === name)?.value ?? null };
}

const NOTHING = { container: null, exec: null, shimPid: null };

/** A statement of a container; null where what should be its id is none. */
export function ofContainer(
  kind: EventKind,
  text: Message,
  container: string | null | undefined,
  more: Partial<Statement> = {},
): Statement | null {
  return container && isId(container) ? { ...NOTHING, kind, text, container, ...more } : null;
}

/** A statement of an exec, whose container other lines may tell. */
export function ofExec(kind: EventKind, text: Message, exec: string, container: string | null = null): Statement {
  return { ...NOTHING, kind, text, exec, container };
}

/** The first twelve digits, Docker's short form. */
export function short(id: string | undefined): string {
  return (id ?? '').slice(0, 12);
}
