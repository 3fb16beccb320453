// Writes a file of rules that would have logged who ended a container by a signal, and says of the rules that a case
// holds what they would have logged. The comments are messages; render/ turns them into words.
import type { AuditKill } from '../audit/kill';
import { message, type Message } from '../message';
import { fileName } from '../place';
import { abisOf, type Bits } from './abi';
import type { RuleEntry, RulesDocument } from './document';
import { problemsOf } from './problems';
import { bitsOfRule, catches, signalField, signalsOf, type Catch } from './reach';
import type { Rule } from './rule';
import { SIGNAL_CALLS, signalRules } from './signalRules';

const SIGKILL = 9;
const SIGTERM = 15;
/** What ends a container: `docker stop` sends the second and, after its time-out, the first. */
const SIGNALS: readonly (readonly [signal: number, key: string])[] = [
  [SIGKILL, 'container_sigkill'],
  [SIGTERM, 'container_sigterm'],
];
/** More kills and rules than these are no longer read. */
const MAX_KILLS = 20;
const MAX_RULES = 50;

/** A kill of a container that audit has logged, with how wide its call was; null where its record does not tell. */
export interface LoggedKill {
  readonly kill: AuditKill;
  readonly bits: Bits | null;
}

interface KillerQuestion {
  /** The digits by which the container is called; null for rules for any container. */
  readonly container: string | null;
  readonly kills: readonly LoggedKill[];
  /** The node's architecture (a name of arch=); null where no record tells it. */
  readonly architecture: string | null;
  /** The rules that lie in the case. */
  readonly rules: readonly RulesDocument[];
}

/** A line of the file: a comment, a rule, or an empty line. */
export type WrittenLine = { readonly comment: Message } | { readonly rule: string } | null;

/** The lines of the file. Verified with auditctl 3.0.9 on Linux 6.18: the rules load, and log all six calls. */
export function writeKillerRules(question: KillerQuestion): WrittenLine[] {
  return [...head(question), null, ...known(question), ...rules(question), null, ...unseen()];
}

function comment(said: Message): WrittenLine {
  return { comment: said };
}

function head({ container, architecture }: KillerQuestion): WrittenLine[] {
  return [
    comment(container === null ? message('rules.killer.title') : message('rules.killer.titleOf', { container })),
    comment(message('rules.killer.load')),
    comment(architecture === null ? message('rules.killer.noArch') : message('rules.killer.arch', { architecture })),
  ];
}

/** What the case tells: the kills that were logged, and what its own rules would log. */
function known({ kills, rules: files }: KillerQuestion): WrittenLine[] {
  const read = files.map(file => ({ file, entries: reachable(file), hidden: hiddenLines(file) }));
  const lines = kills
    .slice(0, MAX_KILLS)
    .flatMap(logged => [
      comment(killLine(logged)),
      ...read.flatMap(({ file, entries, hidden }) => verdicts(file, entries, hidden, logged).map(comment)),
    ]);
  const ways = read.flatMap(({ file, entries, hidden }) => [
    ...refused(file).map(comment),
    ...waysOfFile(
      file,
      entries.filter(({ number }) => !hidden.has(number)),
    ).map(comment),
  ]);
  const none = kills.length === 0 ? [comment(message('rules.killer.noKill'))] : [];
  const all = [...none, ...lines, ...ways];
  return all.length === 0 ? [] : [...all, null];
}

function killLine({ kill, bits }: LoggedKill): Message {
  const sender = kill.sender.name ?? '?';
  const signal = kill.signal?.name ?? '?';
  const { call, key } = kill;
  if (bits === null) {
    return key === null
      ? message('rules.killer.killUnknown', { sender, signal, call })
      : message('rules.killer.killUnknownKey', { sender, signal, call, key });
  }
  return key === null
    ? message('rules.killer.kill', { sender, signal, call, bits })
    : message('rules.killer.killKey', { sender, signal, call, bits, key });
}

/** The rules of a file that are about signals, as many as can be read. */
function reachable(file: RulesDocument): RuleEntry[] {
  return file.rules.filter(({ rule }) => signalsOf(rule).length > 0).slice(0, MAX_RULES);
}

/** Which rules would have logged a kill; those that would not are named together. */
function verdicts(
  file: RulesDocument,
  entries: readonly RuleEntry[],
  hidden: ReadonlySet<number>,
  { kill, bits }: LoggedKill,
): Message[] {
  const name = fileName(file.file);
  const silent: number[] = [];
  const said = entries.flatMap(({ number, rule }) => {
    const place = { file: name, line: number + 1 };
    if (hidden.has(number)) return [message('rules.killer.hidden', place)];
    const answer = kill.signal === null ? 'never' : catchesOf(rule, kill.call, bits, kill.signal.number);
    if (answer !== 'never') return [message(`rules.killer.${answer}`, place)];
    silent.push(number + 1);
    return [];
  });
  const [line = 0, ...more] = silent;
  if (silent.length === 0) return said;
  return [
    ...said,
    more.length === 0
      ? message('rules.killer.never', { file: name, line })
      : message('rules.killer.neverSeveral', { file: name, lines: silent.join(', ') }),
  ];
}

/** The same for a call of unknown width: what holds for one width only is a condition. */
function catchesOf(rule: Rule, call: string, bits: Bits | null, signal: number): Catch {
  if (bits !== null) return catches(rule, call, bits, signal);
  const [wide, narrow] = [catches(rule, call, 64, signal), catches(rule, call, 32, signal)];
  return wide === narrow ? wide : 'sometimes';
}

/** The lines of the rules of a file that a rule before them keeps from being reached. */
function hiddenLines(file: RulesDocument): ReadonlySet<number> {
  return new Set(
    problemsOf(file)
      .filter(({ code }) => code === 'never-before')
      .map(({ number }) => number),
  );
}

/** By which calls the rules of a file log the signals that they look for, and by which none of them does. */
function waysOfFile(file: RulesDocument, entries: readonly RuleEntry[]): Message[] {
  const isLogged = (call: string, bits: Bits, signal: number) =>
    entries.some(({ rule }) => catches(rule, call, bits, signal) !== 'never');
  return entries.flatMap(({ number, rule }) => {
    const bits = bitsOfRule(rule);
    return SIGNALS.filter(([signal]) => signalsOf(rule).includes(signal)).map(([signal]) => {
      const about = {
        file: fileName(file.file),
        line: number + 1,
        signal: signal === SIGKILL ? 'SIGKILL' : 'SIGTERM',
      };
      const logged = bits === null ? [] : SIGNAL_CALLS.filter(call => catches(rule, call, bits, signal) !== 'never');
      if (bits === null || logged.length === 0) return message('rules.killer.noWay', about);
      if (logged.length === SIGNAL_CALLS.length) return message('rules.killer.allWays', { ...about, bits });
      const missed = SIGNAL_CALLS.filter(call => !isLogged(call, bits, signal)).join(', ');
      return missed === ''
        ? message('rules.killer.someWays', { ...about, bits, logged: logged.join(', ') })
        : message('rules.killer.ways', { ...about, bits, logged: logged.join(', '), missed });
    });
  });
}

/** The first line of a file that is refused: what stands behind it may never have been loaded. */
function refused(file: RulesDocument): Message[] {
  const first = file.entries.find(({ refusal }) => refusal !== null);
  return first ? [message('rules.killer.refused', { file: fileName(file.file), line: first.number + 1 })] : [];
}

function rules({ architecture }: KillerQuestion): WrittenLine[] {
  return abisOf(architecture).flatMap((arch, index) => [
    ...(index > 0 ? [null] : []),
    comment(message(arch === 'b64' ? 'rules.killer.b64' : 'rules.killer.b32')),
    ...(['a1', 'a2'] as const).flatMap(field => {
      const calls = SIGNAL_CALLS.filter(call => signalField(call) === field);
      return [
        comment(message(`rules.killer.${field}`, { calls: calls.join(', ') })),
        ...SIGNALS.flatMap(([signal, key]) => signalRules(arch, calls, signal, key).map(rule => ({ rule }))),
      ];
    }),
  ]);
}

/** Seen on Linux 6.18: with all rules loaded a kill by cgroup.kill is not logged. An OOM kill makes no system call. */
function unseen(): WrittenLine[] {
  return [
    comment(message('rules.killer.unseen')),
    comment(message('rules.killer.unseenOom')),
    comment(message('rules.killer.unseenCgroup')),
    comment(message('rules.killer.unseenNamespace')),
    comment(message('rules.killer.unseenLost')),
  ];
}
