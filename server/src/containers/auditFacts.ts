// Which audit events tell something of containers: a table, each row with what stands in a record of every such event.
import { readCommand } from '../audit/command';
import { ARCHITECTURE_NAMES } from '../audit/data/architectureTable';
import { architectureName } from '../audit/data/architectures';
import { syscallNumber } from '../audit/data/syscalls';
import type { AuditEvent } from '../audit/event';
import { readKill } from '../audit/kill';
import { SIGNAL_ARGUMENTS } from '../audit/syscallArguments';
import type { Mark } from '../log/mark';
import { isRuntimeInit, readRuntimeCommand, RUNTIMES, SUBCOMMANDS, type RuntimeCommand } from './runtimeCommand';

interface AuditFactRow {
  readonly id: string;
  /** A record of such an event has one of these in it, as auditd writes it: only such events of a large log are read. */
  readonly marks: readonly Mark[];
  readonly tells: (event: AuditEvent) => boolean;
  /** Events, a record a line. */
  readonly samples: readonly (readonly string[])[];
  readonly counterSamples: readonly (readonly string[])[];
}

const ID = 'msg=audit(1582639633.848:3369619):';

export const auditFacts: readonly AuditFactRow[] = [
  {
    id: 'kill',
    get marks() {
      return signalMarks();
    },
    tells: event => readKill(event) !== null,
    samples: [
      [`type=SYSCALL ${ID} arch=c000003e syscall=62 success=yes exit=0 a0=49a0 a1=9 a2=0 a3=0 items=0 ppid=1 pid=2`],
      [`type=SYSCALL ${ID} arch=c00000b7 syscall=129 success=yes exit=0 a0=49a0 a1=f a2=0 a3=0 items=0 ppid=1 pid=2`],
      [`type=SYSCALL ${ID} arch=c000003e syscall=424 success=yes exit=0 a0=3 a1=9 a2=0 a3=0 items=0 ppid=1 pid=2`],
    ],
    counterSamples: [
      [`type=SYSCALL ${ID} arch=c000003e syscall=59 success=yes exit=0 a0=49a0 a1=9 a2=0 a3=0 items=0 ppid=1 pid=2`],
    ],
  },
  {
    id: 'runtime command',
    marks: [...RUNTIMES].flatMap(runtimeMarks),
    tells: event => runtimeCommandOf(event) !== null,
    samples: [
      [
        `type=PROCTITLE ${ID} proctitle=6E76696469612D636F6E7461696E65722D72756E74696D65002D2D726F6F74002F7661722F72756E2F646F636B65722F72756E74696D652D6E76696469612F6D6F6279002D2D6C6F672D666F726D6174006A736F6E0064656C657465002D2D666F72636500313862326665373233363936333538666230363331376334323761`,
      ],
      [
        `type=EXECVE ${ID} argc=3 a0="/usr/bin/crun" a1="delete" a2="de42a6372c1d996efc475d294afc42f430beaad3ff443a86f124754a70a1b517"`,
      ],
    ],
    counterSamples: [[`type=PROCTITLE ${ID} proctitle=2F7573722F7362696E2F72756E6300737065630064653432`]],
  },
  {
    id: 'first process of a container',
    marks: [...RUNTIMES].flatMap(runtimeMarks),
    tells: event => isRuntimeInit(readCommand(event)?.argv ?? []),
    samples: [[`type=EXECVE ${ID} argc=2 a0="runc" a1="init"`]],
    counterSamples: [[`type=EXECVE ${ID} argc=2 a0="docker" a1="init"`]],
  },
  {
    id: 'crash',
    marks: ['type=ANOM_ABEND'],
    tells: event => event.records.some(({ record }) => record.type === 'ANOM_ABEND'),
    samples: [
      [
        `type=ANOM_ABEND ${ID} auid=4294967295 uid=0 gid=0 ses=4294967295 pid=21952 comm="resizer" exe="/bin/resizer" sig=11 res=1`,
      ],
    ],
    counterSamples: [],
  },
  {
    id: 'boot',
    marks: ['type=SYSTEM_BOOT'],
    tells: event => event.records.some(({ record }) => record.type === 'SYSTEM_BOOT'),
    samples: [
      [
        `type=SYSTEM_BOOT ${ID} pid=901 uid=0 auid=4294967295 ses=4294967295 msg=' comm="systemd-update-utmp" exe="/usr/lib/systemd/systemd-update-utmp" hostname=? addr=? terminal=? res=success'`,
      ],
    ],
    counterSamples: [[`type=SYSTEM_SHUTDOWN ${ID} pid=901 uid=0 msg=' comm="systemd-update-utmp" res=success'`]],
  },
];

/** Whether an event tells something of containers. */
export function tellsOfContainers(event: AuditEvent): boolean {
  return auditFacts.some(({ tells }) => tells(event));
}

const runtimeCommands = new WeakMap<AuditEvent, RuntimeCommand | null>();

/** The runtime's command that an event tells of; null where it tells of none. Of each event it is read once. */
export function runtimeCommandOf(event: AuditEvent): RuntimeCommand | null {
  const known = runtimeCommands.get(event);
  if (known !== undefined) return known;
  const command = readCommand(event);
  const read = command && readRuntimeCommand(command.argv, command.cut);
  runtimeCommands.set(event, read);
  return read;
}

/** The calls that send signals on each architecture: the kernel writes arch and syscall first (kernel/auditsc.c, audit_log_exit). */
function signalMarks(): string[] {
  const calls = [...SIGNAL_ARGUMENTS.keys()];
  const numbered = Object.keys(ARCHITECTURE_NAMES).flatMap(token =>
    calls.flatMap(call => {
      const number = syscallNumber(architectureName(token) ?? '', call);
      return number === null ? [] : `arch=${token} syscall=${String(number)}`;
    }),
  );
  // What auditd has decoded itself (log_format=ENRICHED).
  return [...numbered, ...calls.map(call => `SYSCALL=${call}`)];
}

/**
 * A runtime's name before the next word: in hex, where the next argument follows or a NUL, then with a subcommand, with the
 * option behind which a command that was cut may still tell an id, or with `init`; and in quotes.
 */
function runtimeMarks(name: string): Mark[] {
  const words = [...SUBCOMMANDS, '--log'].map(word => `${word}\0`);
  const inHex = [lowerHex, (text: string) => lowerHex(text).toUpperCase()].flatMap(hex => [
    ...[...words, 'init'].map(word => [hex(`${name}\0`), hex(word)]),
    `${hex(name)} a`,
  ]);
  return [...inHex, `${name}" a`];
}

function lowerHex(text: string): string {
  return [...new TextEncoder().encode(text)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
