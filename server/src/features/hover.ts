// Hover: what stands at the position, decoded, with what the case knows of it.
import {
  MarkupKind,
  type CancellationToken,
  type MarkupContent,
  type Position,
  type Range,
} from 'vscode-languageserver';
import type { Case } from '../casefile/case';
import type { TimeModel } from '../log/time';
import { lessonStepDone } from '../protocol';
import type { Span } from '../place';
import { targetAt, type Target } from '../reading/target';
import {
  ambiguousHover,
  callHover,
  containerHover,
  execHover,
  fieldHover,
  frameHover,
  headHover,
  jsonHover,
  kernelHover,
  timeHover,
} from '../render/hover';
import { timeReasons, type Clock } from '../render/clock';
import { argumentHoverAt } from './argumentHover';
import { rulesHoverAt } from './auditRules';
import type { Feature, Services } from './feature';
import { frameFacts } from './frameFacts';
import { inBackground } from '../services/background';
import { untilCancelled } from '../services/cancellation';
import { clockOf } from '../services/clock';
import { filePath } from '../services/fileUri';

export const hover: Feature = {
  capabilities: { hoverProvider: true },
  register(services) {
    services.connection.onHover(({ textDocument, position }, token) =>
      hoverAt(services, textDocument.uri, position, token),
    );
  },
};

/** What a hover says of a position, for hints too, which stand for the value beside them; null where nothing is known. */
export async function hoverAt(
  services: Services,
  uri: string,
  { line, character }: Position,
  token: CancellationToken,
): Promise<{ readonly contents: MarkupContent; readonly range: Range } | null> {
  const { connection, documents, positions, cases } = services;
  const rules = documents.rules(uri);
  if (rules) {
    return rulesHoverAt(services, uri, rules, { line, character }, token);
  }
  const at = await positions.at(uri, line);
  const target = at && targetAt(at.log, at.line, character);
  if (!target) {
    return null;
  }
  const { log } = at;
  const argument =
    target.kind === 'frame' ? await argumentHoverAt(services, at, target.context, character, token) : null;
  if (argument) {
    return { ...argument, range: onLine(line, argument.span) };
  }
  const inCase = cases.of(at.uri);
  const clock = await clockOf(services.settings, at.uri, log, inCase);
  const value = await contentOf(target, inCase, clock, log.contents.timeline.at(at.line), services, at.uri, token);
  if (value === null) {
    return null;
  }
  if (target.kind === 'audit-field' && target.field.name === 'proctitle') {
    inBackground(connection, connection.sendNotification(lessonStepDone, { step: 'proctitleRead', uri }));
  }
  return { contents: { kind: MarkupKind.Markdown, value }, range: onLine(line, target.span) };
}

function onLine(line: number, { start, end }: Span): Range {
  return { start: { line, character: start }, end: { line, character: end } };
}

async function contentOf(
  target: Target,
  inCase: Case | null,
  clock: Clock,
  model: TimeModel,
  services: Services,
  uri: string,
  token: CancellationToken,
): Promise<string | null> {
  switch (target.kind) {
    case 'audit-head':
      return headHover(target.record, target.event, clock, await inCase?.accountNames(filePath(uri)));
    case 'audit-field': {
      const container = target.digits === null ? null : await idHover(target.digits, inCase, clock);
      const accounts = await inCase?.accountNames(filePath(uri));
      const field = fieldHover(target.field, target.record, target.event, accounts);
      return container === null ? field : `${field}\n\n---\n\n${container}`;
    }
    case 'id':
      return idHover(target.digits, inCase, clock);
    case 'kernel':
      return kernelHover(target.description);
    case 'form-data':
      return jsonHover(target.json);
    case 'api-call':
      return callHover(target.call);
    case 'time':
      return timeHover(target.time, clock, timeReasons(target.times, model));
    case 'frame': {
      const { location } = await services.sources.locate(target.context.frame, uri);
      const facts = await untilCancelled(token, signal => frameFacts(services, target.context, location, uri, signal));
      return facts && frameHover(target.context, location, facts);
    }
  }
}

/** What the case knows of digits: a container, one of several, or an exec; null where it knows nothing. */
async function idHover(digits: string, inCase: Case | null, clock: Clock): Promise<string | null> {
  const meant = (await inCase?.lookUp(digits)) ?? null;
  if (meant === null) {
    return null;
  }
  if (meant.exec) {
    return execHover(meant.exec, meant.container, clock);
  }
  return meant.others.length > 0
    ? ambiguousHover([meant.container, ...meant.others], digits)
    : containerHover(meant.container, digits, clock);
}
