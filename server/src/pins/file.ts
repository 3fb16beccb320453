// The file in which a folder's pins are kept: for people to read and to change, so what is wrong with it is told with its line.
import { message, type Message } from '../message';
import { readJson, type JsonText } from '../verdict/knownIssues/jsonPlaces';
import type { Pin } from './model';

/** Below the folder of a case. */
export const PINS_FILE = '.nodelog/pins.json';

interface PinsText {
  readonly pins: readonly Pin[];
  /** What is wrong: pins that cannot be used, or all of the file. */
  readonly problems: readonly Message[];
}

const TEXTS = ['file', 'text', 'note'] as const;

/** Reads the text of the file. */
export function readPins(text: string): PinsText {
  const json = readJson(text);
  if ('problem' in json) {
    return { pins: [], problems: [message('pins.bad-json', { line: json.line + 1, problem: json.problem })] };
  }
  const rows = isObject(json.value) ? json.value['pins'] : undefined;
  if (!Array.isArray(rows)) return { pins: [], problems: [message('pins.no-pins')] };
  const problems: Message[] = [];
  const pins = rows.flatMap((row: unknown, index) => {
    const pin = readPin(row, json, `/pins/${String(index)}`);
    if ('text' in pin) return [pin];
    problems.push(pin.problem);
    return [];
  });
  return { pins, problems };
}

function readPin(row: unknown, json: JsonText, path: string): Pin | { readonly problem: Message } {
  const line = json.lineOf(path) + 1;
  if (!isObject(row)) return { problem: message('pins.not-object', { line }) };
  const missing = TEXTS.find(name => typeof row[name] !== 'string');
  if (missing !== undefined) return { problem: message('pins.no-text', { line, name: missing }) };
  const { file, text, note, line: number } = row as Record<string, string | number>;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1)
    return { problem: message('pins.no-line', { line }) };
  if (!isInside(String(file))) return { problem: message('pins.outside', { line, file: String(file) }) };
  return { file: String(file), line: number, text: String(text), note: String(note) };
}

/** Whether a path leads to something below the folder. */
function isInside(file: string): boolean {
  return file !== '' && !/^(?:[/\\]|[a-z]:)/i.test(file) && !file.split(/[/\\]/).includes('..');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of the file that keeps these pins. */
export function pinsText(pins: readonly Pin[]): string {
  return `${JSON.stringify({ pins }, null, 2)}\n`;
}
