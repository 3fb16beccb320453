// Makes audit records for comparison: every call of every architecture and every field of our table with many values.
// They are no fixtures: no kernel wrote them, and most of their values stand nowhere in real logs.
import { FIELDS } from '../../../../server/src/audit/fieldTable';
import { syscallName } from '../../../../server/src/audit/data/syscalls';

/** The architectures with a table of calls: AUDIT_ARCH_* of linux/audit.h, and the name that ausearch prints. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  c000003e: 'x86_64',
  '40000003': 'i386',
  c00000b7: 'aarch64',
  '40000028': 'armeb',
  c0000015: 'ppc64le',
  '80000016': 's390x',
  c00000f3: 'riscv64',
};
const HIGHEST_CALL = 480;

/** Arguments as the kernel writes them, in hex: small numbers, each bit, flags that go together, -1, -100, pointers. */
const ARGUMENTS: readonly string[] = [
  ...Array.from({ length: 70 }, (_, number) => number.toString(16)),
  ...Array.from({ length: 26 }, (_, bit) => (2 ** (bit + 6)).toString(16)),
  ...['ffffff9c', 'ffffffffffffff9c', 'ffffffff', 'ffffffffffffffff', '7ffd96af12f0', 'c0004e9098'],
  ...[
    '80241',
    '80001',
    '80002',
    '80801',
    '84000',
    '90800',
    'c2',
    '241',
    '242',
    '441',
    '8241',
    '101000',
    '410000',
    '1b6',
  ],
  ...[
    '1ed',
    '9ed',
    '3ff',
    'fff',
    '81a4',
    '21b6',
    '41ed',
    '7fff',
    '6040000',
    '44020000',
    '4010000',
    '3d0f00',
    '1200011',
  ],
  ...[
    '5401',
    '5413',
    '5451',
    '8933',
    '80045430',
    '4b3a',
    '59616d61',
    '53564d41',
    '100000009',
    '800008',
    '63',
    'ff',
    '400f',
  ],
];

/** Exit values that go round: successes, errors with a name, without one, and those that only the kernel sees. */
const EXITS: readonly number[] = [0, 3, -1, -2, -13, -38, -41, -133, -134, -512, -516, -524, -4095, 140737488355328];

/** Values for fields of any kind: what is right for one is hostile to another. */
const VALUES: readonly string[] = [
  ...['0', '1', '2', '3', '4', '5', '7', '8', '9', '10', '11', '15', '31', '32', '33', '37', '38', '41', '64', '65'],
  ...['100', '255', '256', '512', '1000', '65534', '65536', '4000000', '2147483648', '4294967294', '4294967295', '-1'],
  ...[
    '-2',
    '-13',
    '-4095',
    '18446744073709551615',
    '99999999999999999999',
    '0x0',
    '0x1',
    '0x42',
    '0x8001',
    '0xffffffff',
  ],
  ...[
    '0x80000000',
    '0x7ffc0000',
    '0x7fff0000',
    '0x50001',
    '0x30000',
    '0x7ff00000',
    '0x7fc00000',
    '0800',
    '86dd',
    '0806',
  ],
  ...['0100755', '0104755', '0102755', '041777', '020666', '060660', '010644', '0120777', '0140755', '0600', '00'],
  ...[
    '0000000000000000',
    '0000003fffffffff',
    '000001ffffffffff',
    '0000000000003000',
    'ffffffffffffffff',
    '8000000000000000',
  ],
  ...[
    'c000003e',
    'c00000b7',
    'deadbeef',
    '800008',
    '40000',
    '""',
    '"bash"',
    '"with space"',
    '"a=b c=d"',
    '"h\u00e4user"',
  ],
  ...[
    '"back\\slash"',
    '"single\'quote"',
    '(null)',
    '(none)',
    '?',
    'unset',
    'yes',
    'success',
    'failed',
    '77697468207370616365',
  ],
  ...[
    '71756F227465',
    '6E65770A6C696E65',
    '61016263',
    '6B696C6C002D39003132',
    '61',
    '6',
    '616',
    '68C3A4757365720A',
    '62616400FFFE',
  ],
  ...[
    '1B5B33316D',
    '65687F7F656368',
    '6C73202D6C610D',
    '1B5B411B5B337E03',
    'DEADBEEF',
    '676F6F64ZZ',
    '127.0.0.1',
    '::1',
    'fe80::1',
  ],
  ...['020000097F0000010000000000000000', '0200', '02000009', '0A0001BB0000000000000000000000000000000000000001'],
  ...[
    '0A0001BB00000000FE8000000000000000000000000000010100000000',
    '01002F72756E2F646F636B65722E736F636B00',
    '0100',
    '01',
  ],
  ...[
    '010000616273747261637400',
    '100000000000000001000000',
    '11000800010000000000000000000000',
    '2800000000000000FFFFFFFF',
  ],
  ...[
    '0002D90300000000',
    '0000',
    '00000000000000000000000000000000',
    '2600736B636970686572',
    '0100746F6F206C6F6E6720612070617468',
  ],
];

/** Records and the log that holds them, one event each. */
interface Generated {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Writes records with serials of their own, a few seconds apart: an event is complete when a later one is seen. */
class Log {
  readonly lines: string[] = [];

  constructor(private readonly first: number) {}

  add(type: string, fields: string): void {
    const at = this.lines.length;
    this.lines.push(
      `type=${type} msg=audit(${String(1_600_000_000 + 3 * at)}.125:${String(this.first + at)}): ${fields}`,
    );
  }
}

/** The calls of one architecture, each in some rounds; with as many rounds as there are values each argument takes each. */
function calls(arch: string, machine: string, first: number, rounds: number): Generated {
  const log = new Log(first);
  const count = ARGUMENTS.length;
  for (let number = 0; number <= HIGHEST_CALL; number++) {
    if (syscallName(machine, number) === null) continue;
    for (let round = 0; round < rounds; round++) {
      const pick = (step: number) => ARGUMENTS[(round * step + (rounds < count ? number * 31 : 0)) % count] ?? '';
      const exit = EXITS[(number + round) % EXITS.length] ?? 0;
      const result = `success=${exit < 0 ? 'no' : 'yes'} exit=${String(exit)}`;
      // Steps without a common divisor with the number of values: over all rounds each argument takes each value.
      const args = `a0=${pick(1)} a1=${pick(5)} a2=${pick(7)} a3=${pick(11)}`;
      log.add('SYSCALL', `arch=${arch} syscall=${String(number)} ${result} ${args} pid=2`);
    }
  }
  return { title: `calls of ${machine}`, lines: log.lines };
}

/** Calls with an argument that means what another one says: both are varied. */
const DEPENDENT: Readonly<Record<number, readonly [number, number]>> = {
  41: [0, 2], // socket: the protocol by the family
  54: [1, 2], // setsockopt: the option by the level
  55: [1, 2], // getsockopt
  72: [1, 2], // fcntl: the argument by the command
  101: [0, 1], // ptrace
  157: [0, 1], // prctl: the argument by the option
};

function dependentCalls(first: number): Generated {
  const log = new Log(first);
  for (const [call, [one, other]] of Object.entries(DEPENDENT))
    for (const left of ARGUMENTS.slice(0, 64))
      for (const right of ARGUMENTS.slice(0, 40)) {
        const args = [0, 1, 2, 3]
          .map(at => `a${String(at)}=${at === one ? left : at === other ? right : '3'}`)
          .join(' ');
        log.add('SYSCALL', `arch=c000003e syscall=${call} success=yes exit=0 ${args} pid=2`);
      }
  return { title: 'arguments that depend on each other', lines: log.lines };
}

/** Every field of our table, in each record type that its row names, else in one that says nothing of it. */
function fields(first: number): Generated {
  const log = new Log(first);
  for (const { names, types } of FIELDS)
    for (const type of types ?? ['BPF'])
      for (const name of names) {
        if (type === 'SYSCALL' || name === '*') continue; // the calls have logs of their own
        for (const value of VALUES) log.add(type, `${name}=${value}`);
      }
  return { title: 'fields of the table', lines: log.lines };
}

/** All records, the same in every run. */
export function generateLogs(): readonly Generated[] {
  const logs = Object.entries(ARCHITECTURES).map(([arch, machine], index) =>
    calls(arch, machine, 1 + index * 1_000_000, machine === 'x86_64' ? ARGUMENTS.length : 12),
  );
  return [...logs, dependentCalls(8_000_000), fields(9_000_000)];
}
