// What a hover shows: markdown whose words are ours and whose log text is escaped.
import { NO_ACCOUNTS, type AccountNames } from '../audit/accounts';
import { describeCallSignature, formatCallSignature, type CallSignature } from '../audit/callSignature';
import { describeEvent, describeRecord } from '../audit/describe';
import type { AuditEvent } from '../audit/event';
import { fieldGuide } from '../audit/fieldGuide';
import { decodeField } from '../audit/fields';
import { findField, type AuditField, type AuditRecord } from '../audit/record';
import type { FrameArguments } from '../abi/arguments';
import type { NilReport } from '../abi/nil';
import type { Container, Exec } from '../containers/model';
import type { ApiCall } from '../daemon/dockerApi';
import type { KernelDescription } from '../kernel/describe';
import type { Instant } from '../log/time';
import { message, type Message } from '../message';
import type { CommitLine, Excerpt, SourceLocation } from '../source/model';
import { shorten } from '../source/revision';
import type { FrameContext } from '../reading/document';
import { argumentsText, nilText } from './arguments';
import { reasonLines, timeText, zoneReason, type Clock } from './clock';
import { end } from './items';
import { code, escapeMarkdown, fence, link } from './markdown';
import { text } from './text';
import { describeGoroutine, describeTraceback, shortFunction } from './traceback';

/** Raw values longer than this add nothing to their decoding. */
const MAX_RAW = 100;
const RULE = '\n\n---\n\n';

/** Paragraphs of a hover; empty ones are left out. */
function paragraphs(...parts: readonly (string | null)[]): string {
  return parts.filter(part => part !== null && part !== '').join('\n\n');
}

function words(message: Message | null): string | null {
  return message && escapeMarkdown(text(message));
}

/**
 * A field: its name in words, its value decoded and what that means here; below a rule, for the learner, what the field is
 * in general and where to read more.
 */
export function fieldHover(
  field: AuditField,
  record: AuditRecord,
  event: AuditEvent | null,
  accounts: AccountNames = NO_ACCOUNTS,
): string {
  const decoded = decodeField(field, record, event, accounts);
  const title = `**${escapeMarkdown(text(decoded.title))}** ${code(field.name)}`;
  const signature = field.name === 'syscall' && record.type === 'SYSCALL' ? describeCallSignature(record, event) : null;
  const here = paragraphs(
    title,
    decoded.inWords ? wordsLine(field.raw, decoded.inWords) : valueLine(field.raw, decoded.value),
    words(decoded.meaning),
    signature && callLine(signature, record),
    words(decoded.note),
  );
  const references = [signature?.manual ?? '', decoded.reference].filter(reference => reference !== '').join('; ');
  return here + RULE + paragraphs(words(fieldGuide(field.name, record.type)), `*${escapeMarkdown(references)}*`);
}

/** The value as it stands there and decoded, each where it says more than the other. */
function valueLine(raw: string, decoded: string): string {
  if (decoded === raw.replace(/^"(.*)"$/, '$1')) return code(raw);
  if (decoded === `0x${raw}`) return code(decoded);
  if (decoded.length > MAX_RAW) return fence(decoded);
  return raw.length <= MAX_RAW ? `${code(raw)} → ${code(decoded)}` : code(decoded);
}

/** The value as it stands there and in words. */
function wordsLine(raw: string, inWords: Message): string {
  return `${code(raw)} → ${escapeMarkdown(text(inWords))}`;
}

/** The call as one would write it, with the arguments of this event, and what it returned. */
function callLine(signature: CallSignature, record: AuditRecord): string {
  const exit = findField(record, 'exit');
  const returned = exit === undefined ? '' : ` = ${decodeField(exit, record).value}`;
  return fence(`${formatCallSignature(signature)}${returned}`, 'c');
}

/** A report of the kernel: what happened, what its numbers mean, and where that is written. */
export function kernelHover({ sentence, details, reference }: KernelDescription): string {
  const list = details.map(detail => `- ${escapeMarkdown(text(detail))}`).join('\n');
  return paragraphs(`**${escapeMarkdown(text(sentence))}**`, list) + RULE + `*${escapeMarkdown(reference)}*`;
}

/** The head of a record: the event in one sentence, when it was, and what a record of this type is. */
export function headHover(
  record: AuditRecord,
  event: AuditEvent | null,
  clock: Clock,
  accounts: AccountNames = NO_ACCOUNTS,
): string {
  const sentence = event && `**${escapeMarkdown(text(describeEvent(event, accounts)))}**`;
  const others = event && event.records.length > 1 ? recordsMessage(event) : null;
  return (
    paragraphs(sentence, timeParagraph(event?.time ?? record.time, clock), words(others)) +
    RULE +
    (words(describeRecord(record)) ?? '')
  );
}

function recordsMessage({ records: { length: count }, serial }: AuditEvent): Message {
  return serial === null
    ? message('audit.hover.unnumbered', { count })
    : message('audit.hover.records', { count, serial });
}

function timeParagraph(time: Instant | null, clock: Clock): string {
  if (time === null) return words(message('audit.hover.noTime')) ?? '';
  return `${timeText(time, clock)}  \n${reasonLines([zoneReason(clock.zone)])}`;
}

/** The time of a line, and what completed it. */
export function timeHover(time: Instant | null, clock: Clock, reasons: readonly Message[]): string {
  const said = time ? timeText(time, clock) : (words(message('time.none')) ?? '');
  return `**${said}**  \n${reasonLines(reasons)}`;
}

/** What is known of a container, by the id or the first digits that stand in the log. */
export function containerHover(container: Container, digits: string, clock: Clock): string {
  const { id, complete, execs, events, first, last } = container;
  const known = complete ? message('container.hover.title') : message('container.incomplete', { digits: id.length });
  const prefix = digits.length < id.length ? message('container.hover.prefix', { digits: digits.length }) : null;
  return paragraphs(
    `**${words(known) ?? ''}**  \n${code(id)}`,
    words(prefix),
    escapeMarkdown(end(container)),
    execs.map(exec => `- ${escapeMarkdown(text(execMessage(exec)))}`).join('\n'),
    first && last
      ? `${words(message('container.tooltip.events', { count: events.length })) ?? ''}: ${timeText(first, clock)} – ${timeText(last, clock)}`
      : null,
  );
}

/** Several containers whose ids begin with the same digits. */
export function ambiguousHover(containers: readonly Container[], digits: string): string {
  const list = containers.map(container => `- ${code(container.id)} ${escapeMarkdown(end(container))}`).join('\n');
  return paragraphs(words(message('container.hover.ambiguous', { digits, count: containers.length })), list);
}

/** What is known of an exec. */
export function execHover(exec: Exec, container: Container, clock: Clock): string {
  return paragraphs(
    `**${words(message('container.hover.exec')) ?? ''}**  \n${code(exec.id)}`,
    exec.command === null ? words(message('container.hover.no-command')) : fence(exec.command),
    `${words(message('container.hover.in')) ?? ''} ${code(container.id)}: ${escapeMarkdown(end(container))}`,
    exec.started && timeText(exec.started, clock),
  );
}

function execMessage(exec: Exec): Message {
  return exec.command === null
    ? message('container.exec-started', { exec: exec.id.slice(0, 12) })
    : message('container.exec-started-command', { exec: exec.id.slice(0, 12), command: exec.command });
}

/** The JSON of form data, laid out. */
export function jsonHover(json: unknown): string {
  return fence(JSON.stringify(json, null, 2), 'json');
}

/** A call's path and its query, decoded. */
export function callHover(call: ApiCall): string {
  const query = call.query.map(({ name, value, json }) =>
    json === null
      ? `- ${code(name)}: ${code(value)}`
      : `- ${code(name)}:\n\n${fence(JSON.stringify(json, null, 2), 'json')}`,
  );
  return paragraphs(`**${escapeMarkdown(call.method)}** ${code(call.path)}`, query.join('\n'));
}

/** What else is known of the line that a frame stands for. */
export interface LineFacts {
  /** Who brought it; null where that is not known. */
  readonly blame: CommitLine | null;
  /** Its page at the forge. */
  readonly page: string | null;
  /** What the frame's arguments were. */
  readonly arguments: FrameArguments | null;
  /** What was nil there. */
  readonly nil: NilReport | null;
}

export const NO_FACTS: LineFacts = { blame: null, page: null, arguments: null, nil: null };

/** A frame of a traceback: where it lies in source code, and whether its function is really there. */
export function frameHover(
  { traceback, goroutine, frame }: FrameContext,
  source: SourceLocation | null,
  facts: LineFacts = NO_FACTS,
): string {
  const name = frame.function === null ? null : `**${escapeMarkdown(shortFunction(frame))}**`;
  const where = `${escapeMarkdown(describeTraceback(traceback))}  \n${escapeMarkdown(describeGoroutine(goroutine))}`;
  return paragraphs(name, source ? sourceParagraph(source, facts) : null, where);
}

function sourceParagraph(source: SourceLocation, facts: LineFacts): string {
  const { blame, page } = facts;
  const nil = facts.nil && nilText(facts.nil);
  const shown = `${source.path}:${String(source.line)}`;
  const place = `${page === null ? code(shown) : link(shown, page)} ${words(message('source.in-module', { module: source.module })) ?? ''}`;
  const status = words(message(`source.status.${source.status}`, { function: source.function ?? '?' }));
  return paragraphs(
    place,
    source.excerpt && fence(excerptText(source.excerpt, source.line), 'go'),
    facts.arguments && code(argumentsText(facts.arguments)),
    nil && escapeMarkdown(nil),
    status,
    words(source.reason),
    blame && words(blameMessage(blame)),
    source.chosen && words(message('source.ran', { reason: source.chosen.reason })),
    words(source.instead),
  );
}

/** The lines with their numbers, the one that is meant marked as debuggers do. */
function excerptText({ first, lines }: Excerpt, line: number): string {
  const width = String(first + lines.length - 1).length;
  return lines
    .map((text, index) => {
      const number = first + index;
      return `${number === line ? '=>' : '  '} ${String(number).padStart(width)}: ${text}`;
    })
    .join('\n');
}

function blameMessage({ commit, subject, date }: CommitLine): Message {
  return message('source.blame', { commit: shorten(commit), date: date.slice(0, 10), subject });
}
