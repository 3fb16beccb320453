// Lines of programs that log a level and a text, and what systemd says of the end of a unit's process.
import { levelOfWord, type Level } from '../log/level';
import type { Span } from '../place';

/** `[INFO] Create request for ...`: containerd's shims in Rust (containerd/rust-extensions, crates/shim/src/logger.rs). */
export interface ShimEntry {
  readonly level: Level;
  readonly msg: { readonly value: string; readonly span: Span };
}

const SHIM = /\[(TRACE|DEBUG|INFO|WARN|ERROR)\] /y;

export function parseShim(text: string, from: number): ShimEntry | null {
  if (text.charCodeAt(from) !== 0x5b) return null;
  SHIM.lastIndex = from;
  const [whole, word = ''] = SHIM.exec(text) ?? [];
  const level = levelOfWord(word);
  if (whole === undefined || level === null) return null;
  const start = from + whole.length;
  const value = text.slice(start);
  return { level, msg: { value, span: { start, end: start + value.length } } };
}

/** How a process of a unit ended (systemd, src/core/unit.c, unit_log_process_exit). */
export interface UnitExit {
  readonly unit: string;
  /** Main, Control and so on: what the process was to the unit. */
  readonly process: string;
  /** exited, killed or dumped, as siginfo_t has it. */
  readonly code: string;
  /** The exit status or the signal's number. */
  readonly status: number;
  /** SEGV; null where systemd has no name for the status. */
  readonly name: string | null;
}

const UNIT_EXIT =
  /([\w.@:\\-]{1,255}\.(?:service|scope|socket|mount|swap)): ([A-Z][\w ]{0,40}?) ?process exited, code=(exited|killed|dumped),? status=(\d{1,3})(?:\/([\w()-]{1,40}))?/y;

export function parseUnitExit(text: string, from: number): UnitExit | null {
  UNIT_EXIT.lastIndex = from;
  const [, unit = '', process = '', code, status, name] = UNIT_EXIT.exec(text) ?? [];
  if (code === undefined) return null;
  return { unit, process, code, status: Number(status), name: name === undefined || name === 'n/a' ? null : name };
}
