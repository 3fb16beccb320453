// What a case holds as flat records for other engines: names of the Elastic Common Schema where it has one (ECS 8.17), else
// nodelog.*. The README documents the names; a test holds them to it.
import type { Container, ContainerEvent, Run } from '../containers/model';
import type { HostedTraceback } from '../containers/facts';
import type { Placed } from '../containers/identity';
import { isoUtc, type Instant } from '../log/time';
import type { Place } from '../place';
import { FLEET_VERSIONS, versionOf } from '../report/fleet';
import type { VersionFact } from '../source/model';
import type { KnownIssueMatch, Sighting } from '../verdict/knownIssues/model';
import { text } from './text';

type Value = string | number | boolean | null | readonly string[];
type ExportRecord = Readonly<Record<string, Value>>;

/** One record for each event of a container. */
export function eventRecords(container: Container): ExportRecord[] {
  return container.events.map(event => ({
    '@timestamp': stamp(event.time),
    'event.kind': 'event',
    'event.dataset': 'nodelog.event',
    'event.action': event.kind,
    message: text(event.text),
    ...ofContainer(container, event.node),
    ...placeOf(event.at),
    'nodelog.match': event.match,
    'nodelog.certainty': event.certainty,
    'nodelog.shim.pid': pid(event, 'shimPid'),
  }));
}

function pid(event: ContainerEvent, name: 'shimPid'): number | null {
  return event[name] ?? null;
}

/** One record for each run: why it ended. `issues` are those of the container, `versions` those of its node. */
export function verdictRecords(
  container: Container,
  issues: readonly KnownIssueMatch[],
  versions: readonly VersionFact[],
): ExportRecord[] {
  return container.runs.map((run, index) => ({
    '@timestamp': stamp(run.finished ?? container.last),
    'event.kind': 'state',
    'event.dataset': 'nodelog.verdict',
    'event.action': run.cause,
    'event.start': stamp(run.started),
    'event.end': stamp(run.finished),
    'event.duration': duration(run),
    ...ofContainer(container, container.node),
    'process.exit_code': run.exitCode,
    'nodelog.run': index + 1,
    'nodelog.cause': run.cause,
    'nodelog.certainty': run.certainty,
    'nodelog.state': container.state,
    'nodelog.shim.pid': run.shimPid,
    'nodelog.init.pid': run.initPid,
    'nodelog.known_issues': issues.map(({ issue }) => issue.id),
    ...Object.fromEntries(FLEET_VERSIONS.map(name => [`nodelog.version.${name}`, versionOf(versions, name)])),
  }));
}

/** One record for each place where a known issue is seen. */
export function issueRecord({ at, value: { issue, time, host, certainty } }: Placed<Sighting>): ExportRecord {
  return {
    '@timestamp': stamp(time),
    'event.kind': 'alert',
    'event.dataset': 'nodelog.known_issue',
    'event.action': issue.id,
    message: text(issue.title),
    'host.name': host,
    'rule.id': issue.id,
    'rule.name': text(issue.title),
    'rule.reference': issue.links[0] ?? null,
    ...placeOf(at),
    'nodelog.certainty': certainty,
  };
}

/** One record for each panic, fatal error and race. */
export function panicRecord({ at, value: { traceback, time, host } }: Placed<HostedTraceback>): ExportRecord {
  const frames = traceback.goroutines[0]?.frames ?? [];
  return {
    '@timestamp': stamp(time),
    'event.kind': 'event',
    'event.dataset': 'nodelog.panic',
    'event.action': traceback.kind,
    message: traceback.message,
    'host.name': host,
    'process.name': traceback.program,
    'error.message': traceback.message,
    'error.type': traceback.kind,
    'error.stack_trace': frames
      .map(frame => `${frame.function ?? '?'}\n\t${frame.file}:${String(frame.line)}`)
      .join('\n'),
    ...placeOf(at),
  };
}

function ofContainer({ id, names, image, node }: Container, host: string | null): ExportRecord {
  return {
    'host.name': host ?? node,
    'container.id': id,
    'container.name': names[0] ?? null,
    'container.image.name': image,
  };
}

function placeOf({ file, line }: Place): ExportRecord {
  return { 'log.file.path': file, 'nodelog.line': line + 1 };
}

function stamp(time: Instant | null): string | null {
  return time && isoUtc(time);
}

/** Nanoseconds, as ECS has it; null where one end is not known, or it is too long for a number. */
function duration({ started, finished }: Run): number | null {
  const ns = started && finished ? finished.ns - started.ns : null;
  return ns !== null && ns >= 0n && ns <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(ns) : null;
}
