// The request for rules that would have caught the killer of a container.
import type { AuditEvent } from '../audit/event';
import { readKill } from '../audit/kill';
import { architectureName } from '../audit/data/architectures';
import { findField } from '../audit/record';
import { bitsOf } from '../auditRules/abi';
import { writeKillerRules, type LoggedKill } from '../auditRules/killerRules';
import type { Case } from '../casefile/case';
import type { FileReading } from '../casefile/file';
import { MIN_DIGITS } from '../containers/ids';
import type { ContainerEvent } from '../containers/model';
import { only } from '../containers/only';
import type { Place } from '../place';
import { killerRules as request } from '../protocol';
import { killerRulesText } from '../render/killerRules';
import type { Feature } from './feature';

export const killerRules: Feature = {
  capabilities: {},
  register({ connection, cases }) {
    connection.onRequest(request, async ({ case: uri, container }) => {
      const inCase = cases.get(uri);
      return { text: inCase ? await write(inCase, container) : '' };
    });
  },
};

async function write(inCase: Case, container: string): Promise<string> {
  const { items: events } = await inCase.events(container, 0, Number.MAX_SAFE_INTEGER);
  const files = await inCase.files();
  const kills = distinctKills(loggedKills(events, files));
  const ofContainer = new Set(events.map(({ at }) => at.file));
  const groups = new Set(files.filter(({ found }) => ofContainer.has(found.path)).map(({ found }) => found.group));
  return killerRulesText(
    writeKillerRules({
      container: container.slice(0, MIN_DIGITS),
      kills,
      architecture: architectureOf(files.filter(({ found }) => groups.has(found.group) || found.group === '')),
      rules: await inCase.rules(events[0]?.at.file ?? null),
    }),
  );
}

/** The kills that the events of a container tell of, from their audit records: an event of whatever kind may be one. */
function loggedKills(events: readonly ContainerEvent[], files: readonly FileReading[]): LoggedKill[] {
  const places = events.flatMap(({ at, also }) => [at, ...also]);
  const known = auditEventsAt(places, files);
  return places.flatMap(({ file, line }) => {
    const event = known.get(file)?.get(line);
    const kill = event && readKill(event);
    const record = event?.records.find(({ record: { type } }) => type === 'SYSCALL')?.record;
    const bits = record && bitsOf(findField(record, 'arch')?.raw ?? '');
    return kill ? [{ kill, bits: bits ?? null }] : [];
  });
}

/** The audit events that have records at these places, by file and line; the facts of each file are gone through once. */
function auditEventsAt(
  places: readonly Place[],
  files: readonly FileReading[],
): ReadonlyMap<string, ReadonlyMap<number, AuditEvent>> {
  const wanted = new Map<string, Set<number>>();
  for (const { file, line } of places) wanted.set(file, (wanted.get(file) ?? new Set()).add(line));
  const events = new Map<string, ReadonlyMap<number, AuditEvent>>();
  for (const { found, facts } of files) {
    const lines = wanted.get(found.path);
    if (lines === undefined) continue;
    const ofFile = new Map<number, AuditEvent>();
    for (const event of facts.audit) for (const { line } of event.records) if (lines.has(line)) ofFile.set(line, event);
    events.set(found.path, ofFile);
  }
  return events;
}

/** One audit event is told once, however many events and files it stands in. */
export function distinctKills(kills: readonly LoggedKill[]): LoggedKill[] {
  return [...new Map(kills.map(logged => [identityOf(logged), logged])).values()];
}

/** The same for copies of an event; without a serial nothing tells a copy from another kill of that second. */
function identityOf({ kill: { node, time, serial, sender } }: LoggedKill): string {
  return JSON.stringify(serial === null ? sender.place : [node, serial, String(time?.ns)]);
}

/** The one architecture that the records of a node name; that of 64 bits where it runs programs of 32 bits too. */
function architectureOf(files: readonly FileReading[]): string | null {
  const tokens = new Set(files.flatMap(({ facts }) => facts.architectures));
  const names = [...tokens].flatMap(token => architectureName(token) ?? []);
  const wide = names.filter(name => bitsOf(name) === 64);
  return only(wide.length > 0 ? wide : names);
}
