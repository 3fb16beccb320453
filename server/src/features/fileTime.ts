// What is known of the times of a file, what the user sets of them, and where they disagree with another file's.
import type { CodeAction, Diagnostic, Range } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Disagreement } from '../casefile/disagreements';
import { isoUtc } from '../log/time';
import { parseCorrections, patternOf, shiftText, withShift } from '../log/timeRules';
import { message, type Message } from '../message';
import { fileName } from '../place';
import { checkTimeOffset, fileTime, type FileTime, type TimeOffset } from '../protocol';
import type { LogDocument } from '../reading/document';
import { stampReasons } from '../render/clock';
import { text } from '../render/text';
import { filePath, fileUri } from '../services/fileUri';
import { diagnostic } from './auditDiagnostics';
import type { Feature, Services } from './feature';

/** The command of the client that asks for a file's offset; a code action hands it the value. */
const SET_OFFSET = 'nodelog.time.setOffset';

export const fileTimes: Feature = {
  capabilities: {},
  register(services) {
    const { connection } = services;
    connection.onRequest(fileTime, ({ uri }) => timeOf(services, uri));
    connection.onRequest(checkTimeOffset, ({ value }) =>
      value.trim() === '' || parseCorrections(value) ? null : text(message('time.offset-form')),
    );
  },
};

async function timeOf({ documents, cases, settings }: Services, uri: string): Promise<FileTime | null> {
  const log = await documents.log(uri);
  if (!log) return null;
  const file = filePath(uri) ?? uri;
  const { pattern, value } = await setFor({ cases, settings }, uri);
  const { timeline } = log.contents;
  const zone = timeline.last.zone ?? (await cases.of(uri)?.zone(file)) ?? null;
  const reason = stampReasons({ ...timeline.last, zone }, null)
    .map(text)
    .join('; ');
  return { pattern, value, reason };
}

/** Marks the entry by which a file is seen to disagree with another one of its node. */
export async function timeDiagnostics(services: Services, uri: string, log: LogDocument): Promise<Diagnostic[]> {
  const { times } = (await services.settings.get(uri)).diagnostics;
  if (times === 'off') return [];
  const found = (await services.cases.of(uri)?.disagreements(filePath(uri))) ?? [];
  return found.map(disagreement => {
    const { at, other } = disagreement;
    const start = { line: other.at.line, character: 0 };
    const location = { uri: fileUri(other.at.file), range: { start, end: start } };
    const said = text(message('time.disagreement.other', { time: isoUtc(other.time) }));
    const span = { start: 0, end: log.text(at.line).length };
    return {
      ...diagnostic(at.line, span, text(disagreementMessage(disagreement)), 'times', times),
      relatedInformation: [{ location, message: said }],
    };
  });
}

/** The pattern that fits a document's file alone, and what the settings have for it; '' for nothing. */
async function setFor(
  { cases, settings }: Pick<Services, 'cases' | 'settings'>,
  uri: string,
): Promise<{ readonly pattern: string; readonly value: string }> {
  const file = filePath(uri) ?? uri;
  const inCase = (await cases.of(uri)?.files())?.find(({ found }) => found.path === file);
  const pattern = patternOf(inCase?.found.name ?? fileName(file));
  return { pattern, value: (await settings.get(uri)).time.offsets[pattern] ?? '' };
}

/** "messages is 8h behind dockerd.log: ..." */
export function disagreementMessage({ at, time, other, behind }: Disagreement): Message {
  const places = {
    file: fileName(at.file),
    line: at.line + 1,
    time: isoUtc(time),
    other: fileName(other.at.file),
    otherLine: other.at.line + 1,
    otherTime: isoUtc(other.time),
  };
  return behind > 0n
    ? message('time.behind', { by: shiftText(behind).slice(1), ...places })
    : message('time.ahead', { by: shiftText(-behind).slice(1), ...places });
}

/** The offers to set what makes the files agree. */
export async function timeActions(
  { cases, settings }: Pick<Services, 'cases' | 'settings'>,
  uri: string,
  { start, end }: Range,
): Promise<CodeAction[]> {
  const file = filePath(uri);
  const found = (await cases.of(uri)?.disagreements(file)) ?? [];
  if (found.length === 0) return [];
  const set = await setFor({ cases, settings }, uri);
  const shift = (await cases.of(uri)?.givenTime(file))?.shift?.ns ?? 0n;
  return found
    .filter(({ at }) => start.line <= at.line && at.line <= end.line)
    .map(({ at, behind }) => {
      const title = text(message('time.offer', { by: shiftText(behind), file: fileName(at.file) }));
      // What was set before is part of the times that disagree.
      const offset: TimeOffset = { uri, value: withShift(set.value, shift + behind) };
      return { title, kind: CodeActionKind.QuickFix, command: { title, command: SET_OFFSET, arguments: [offset] } };
    });
}
