// Lines for scripts (JSON Lines) and for people (colours on a terminal only).
import type { Instant } from '../log/time';
import { isoUtc } from '../log/time';
import type { Place } from '../place';
import { visibleLine } from '../render/visible';
import type { Terminal } from './context';

/** A place as the contract has it: lines from 1. */
interface At {
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

/** A part of a line for people: a text, or a text with the colour that it has on a terminal. */
export type Part = string | readonly [colour: keyof typeof CODES, text: string];

/** How parts of a line for people are written: all of them go through here, so that no command can forget to make one printable. */
interface Style {
  readonly paint: (colour: keyof typeof CODES, text: string) => string;
  readonly plain: (text: string) => string;
}

export function styled(colour: boolean): Style {
  const paint: Style['paint'] = colour
    ? (name, text) => `\x1b[${String(CODES[name])}m${visibleLine(text)}\x1b[0m`
    : (_, text) => visibleLine(text);
  return { paint, plain: visibleLine };
}

/** One line for people, with its break. */
export function lineOf(colour: boolean, ...parts: readonly Part[]): string {
  const { paint, plain } = styled(colour);
  const painted = parts.map(part => (typeof part === 'string' ? plain(part) : paint(...part)));
  return `${painted.join('')}\n`;
}

/** Writes one line for people. */
export function writeLine(terminal: Terminal, ...parts: readonly Part[]): void {
  terminal.write(lineOf(terminal.colour, ...parts));
}

/** Says something on stderr, in one line. */
export function warn(terminal: Pick<Terminal, 'warn'>, said: string): void {
  terminal.warn(`nodelog: ${visibleLine(said)}\n`);
}
