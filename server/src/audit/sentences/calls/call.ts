// A system call as its sentence needs it, and the shape of the table of calls.
import { message, type Message } from '../../../message';
import type { AuditEvent } from '../../event';
import { findField, type AuditRecord } from '../../record';
import { lowBits } from '../../syscallArguments';
import { addressOf, pathsOf, type CallPath } from '../objects';
import type { Sample } from '../sentence';
import { doerOf, errorOf, told, valueOf, type Told, type ToldArguments } from '../words';

/** The working directory in place of a file descriptor (linux/fcntl.h, AT_FDCWD), as an int. */
const AT_FDCWD = -100;

/** Where calls have the descriptors of the folders from which their relative paths count (the *at calls of section 2). */
const FOLDERS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...(
    'openat openat2 mkdirat mknodat unlinkat readlinkat fchmodat fchmodat2 fchownat faccessat faccessat2 newfstatat ' +
    'fstatat64 statx utimensat futimesat execveat name_to_handle_at setxattrat removexattrat'
  )
    .split(' ')
    .map((name): [string, number[]] => [name, [0]]),
  ...['open_tree', 'open_tree_attr', 'fspick', 'mount_setattr', 'getxattrat', 'listxattrat'].map(
    (name): [string, number[]] => [name, [0]],
  ),
  ['symlinkat', [1]],
  ['move_mount', [0, 2]],
  ['renameat', [0, 2]],
  ['renameat2', [0, 2]],
  ['linkat', [0, 2]],
]);

/** A call with what its record and the others of its event say. */
export class Call {
  private known: readonly CallPath[] | null = null;

  constructor(
    readonly name: string,
    readonly record: AuditRecord,
    readonly event: AuditEvent,
    /** Where a0..a3 are: those of socketcall(2) stand in a record of their own; null where that is missing. */
    private readonly given: AuditRecord | null = record,
  ) {}

  /** Null where the record does not say. */
  get worked(): boolean | null {
    const success = findField(this.record, 'success')?.raw;
    return success === 'yes' ? true : success === 'no' ? false : null;
  }

  /** The files that it named, without the folders that they lie in. */
  get paths(): readonly CallPath[] {
    return (this.known ??= pathsOf(
      this.event,
      (FOLDERS.get(this.name) ?? []).every(index => this.isFdcwd(index)),
    ));
  }

  /** The file that it was about: the first, or an open one by its descriptor, or one that no record names. */
  file(descriptor: number | null = null): Message | string {
    const path = this.paths[0]?.path;
    if (path !== undefined) return path;
    const fd = descriptor === null ? null : this.int(descriptor);
    return fd === null ? message('audit.file.unknown') : message('audit.file.descriptor', { fd });
  }

  get address(): Message | string | null {
    return addressOf(this.event);
  }

  /** a0..a3 as a C int; null where it is missing or already decoded. */
  int(index: number): number | null {
    const bits = this.bits(index);
    return bits === null ? null : bits | 0;
  }

  /** a0..a3 as an unsigned number of 32 bits: flags, modes. */
  bits(index: number): number | null {
    return lowBits(this.raw(index));
  }

  private isFdcwd(index: number): boolean {
    return this.int(index) === AT_FDCWD || this.raw(index) === 'AT_FDCWD';
  }

  /** a0..a3 as written; empty where it is missing. */
  raw(index: number): string {
    return (this.given && findField(this.given, `a${String(index)}`)?.raw) ?? '';
  }

  /** a0..a3 in words or as a name; null where it is a mere number or nobody knows it. */
  named(index: number): string | null {
    const value = this.given && valueOf(this.given, `a${String(index)}`);
    return value === null || /^(?:(?:0x)?[0-9a-f]+$|unknown-)/i.test(value) ? null : value;
  }

  /** What it returned, as written, to be repeated only; null where it failed or the record has none. */
  get returned(): string | null {
    const digits = this.record.repeat('exit', 'number');
    if (digits !== undefined) return digits;
    const exit = findField(this.record, 'exit')?.raw;
    return exit !== undefined && /^\d+$/.test(exit) ? exit : null;
  }

  /** The sentence of what was done or tried; null where the record does not say which. */
  told<Name extends Told>(name: Name, args: ToldArguments<Name>): Message | null {
    const { worked } = this;
    const error = worked === false ? (errorOf(this.record) ?? undefined) : undefined;
    return worked === null ? null : told(name, worked, doerOf(this.record), args, error);
  }
}

/** The sentence of a call; null where the record lacks what it needs. */
export type DescribeCall = (call: Call) => Message | null;

/** One row: how these calls are told. */
export interface CallRow {
  readonly calls: readonly string[];
  readonly describe: DescribeCall;
  readonly samples: readonly Sample[];
}
