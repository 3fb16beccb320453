// Lines for scripts (JSON Lines) and for people (colours on a terminal only).
import type { Instant } from '../log/time';
import { isoUtc } from '../log/time';
import type { Place } from '../place';
import type { Terminal } from './context';

/** A place as the contract has it: lines from 1. */
export interface At {
  readonly file: string;
  readonly line: number;
}

export function at({ file, line }: Place): At {
  return { file, line: line + 1 };
}

/** `{also: [...]}` where the same entry stands in other files, else nothing. */
export function also(places: readonly Place[]): { also?: At[] } {
  return places.length > 0 ? { also: places.map(at) } : {};
}

/** ISO 8601 in UTC, or null. */
export function time(instant: Instant | null): string | null {
  return instant && isoUtc(instant);
}

/** One object on one line of stdout. */
export function writeJson(terminal: Terminal, value: object): void {
  terminal.write(`${JSON.stringify(value)}\n`);
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

/** Colours a text where the terminal shows colours. */
export function paint(terminal: Terminal, colour: keyof typeof CODES, text: string): string {
  return terminal.colour ? `\x1b[${String(CODES[colour])}m${text}\x1b[0m` : text;
}

/** Log text for a terminal: control characters, which could drive it, become pictures of themselves. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, c =>
    c < '\x20' ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : '\ufffd',
  );
}
