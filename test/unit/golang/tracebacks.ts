// Reads the tracebacks of lines that a test makes or takes from a log.
import { TracebackReader } from '../../../server/src/golang/reader';
import { framesOf, type Traceback, type TraceLine } from '../../../server/src/golang/traceback';
import { traceStart } from '../../../server/src/log/envelope';
import { readEnvelope } from '../../../server/src/log/envelopes';

/** All tracebacks of the lines of one file. */
export function parseTracebacks(lines: Iterable<TraceLine>): Traceback[] {
  const reader = new TracebackReader();
  for (const line of lines) reader.push(line);
  return reader.end();
}

/** A line that a program wrote on its own: no envelope stands before it. */
export function bareLine(text: string, line: number, program: string | null = null): TraceLine {
  return { text, from: 0, line, host: null, program, pid: null };
}

/** Lines with their envelopes taken off. */
export function loggedLines(lines: readonly string[]): TraceLine[] {
  return lines.map((text, line) => {
    const envelope = readEnvelope(text);
    const { host, program, pid } = envelope;
    return { text, from: traceStart(text, envelope), line, host, program, pid };
  });
}

/** "function file:line" of all frames of a log, a creator's with a star. */
export function framesIn(lines: readonly string[]): string[] {
  return parseTracebacks(loggedLines(lines))
    .flatMap(traceback => [...framesOf(traceback)])
    .map(f => `${f.createdBy ? '*' : ''}${f.function ?? '?'} ${f.file}:${String(f.line)}`);
}
