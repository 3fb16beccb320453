// Which system calls a rule's arch= means: an architecture by its name, or whatever the node's 64 and 32 bits are.
import { architectureName } from '../audit/data/architectures';
import { knowsSyscallsOf, syscallName, syscallNumber } from '../audit/data/syscalls';

export type Bits = 64 | 32;

/** The words of auditctl for machines (libaudit, machinetab.h), with the name that our tables have for each. */
const MACHINES: Readonly<Record<string, string>> = {
  x86_64: 'x86_64',
  i386: 'i386',
  i486: 'i386',
  i586: 'i386',
  i686: 'i386',
  aarch64: 'aarch64',
  armv8l: 'aarch64',
  arm: 'arm',
  armeb: 'arm',
  armv5tejl: 'arm',
  armv5tel: 'arm',
  armv6l: 'arm',
  armv7l: 'arm',
  ppc64: 'ppc64',
  ppc64le: 'ppc64le',
  ppc: 'ppc',
  s390x: 's390x',
  s390: 's390',
  riscv64: 'riscv64',
  riscv32: 'riscv32',
};

const OF_BITS: Readonly<Record<Bits, readonly string[]>> = {
  64: ['x86_64', 'aarch64', 'ppc64le', 'ppc64', 's390x', 'riscv64'],
  32: ['i386', 'arm', 'ppc', 's390', 'riscv32'],
};

/** The 32-bit calls that a node of an architecture takes beside its own; null where auditctl refuses b32 there. */
const COMPATIBLE: Readonly<Record<string, string>> = { x86_64: 'i386', aarch64: 'arm', ppc64: 'ppc', s390x: 's390' };

export const ARCH_WORDS: readonly string[] = ['b64', 'b32', ...Object.keys(MACHINES)];

/** The architecture that a value of arch= names; null for b64, b32 and what names none. */
function machineOf(value: string): string | null {
  if (Object.hasOwn(MACHINES, value.toLowerCase())) return MACHINES[value.toLowerCase()] ?? null;
  const name = architectureName(value.replace(/^0[xX]/, ''));
  return name === 'armeb' ? 'arm' : name;
}

/** Whether auditctl knows the value; hexadecimal tokens are those of arch= in a log. */
export function isArchitecture(value: string): boolean {
  return /^b(?:32|64)$/i.test(value) || machineOf(value) !== null;
}

/** __AUDIT_ARCH_64BIT: the highest bit of the 32 that a token has. */
const TOKEN_64BIT = 0x80000000;

/** How wide the calls of an arch= are; null where the value does not tell. A token tells it by a bit (linux/audit.h). */
export function bitsOf(value: string): Bits | null {
  if (/^b64$/i.test(value)) return 64;
  if (/^b32$/i.test(value)) return 32;
  const token = value.replace(/^0[xX]/, '');
  if (architectureName(token) !== null) return parseInt(token, 16) >= TOKEN_64BIT ? 64 : 32;
  const machine = machineOf(value);
  return machine === null ? null : OF_BITS[64].includes(machine) ? 64 : OF_BITS[32].includes(machine) ? 32 : null;
}

/**
 * The architectures whose calls can be meant and are known: one where arch= names it, several for b64 and b32, since the
 * file does not say on which machine it is loaded. Without arch= auditctl takes the machine's own calls: those of b64.
 */
export function architecturesOf(arch: string | null): string[] {
  const named = arch === null ? null : machineOf(arch);
  const possible = named === null ? OF_BITS[(arch === null ? 64 : bitsOf(arch)) ?? 64] : [named];
  return possible.map(tableName).filter(knowsSyscallsOf);
}

/** Our tables of calls may go by libaudit's word for arm. */
function tableName(machine: string): string {
  return machine === 'arm' && !knowsSyscallsOf('arm') ? 'armeb' : machine;
}

/** The arch= words for which a node of an architecture (a name of the record's arch=) wants rules; both where it is not known. */
export function abisOf(architecture: string | null): readonly ('b64' | 'b32')[] {
  if (architecture === null || Object.hasOwn(COMPATIBLE, architecture)) return ['b64', 'b32'];
  return bitsOf(architecture) === 32 ? ['b32'] : ['b64'];
}

/** A call by its name in small letters, for a name or a number as it stands in -S; null where no table knows it. */
export function callName(text: string, arch: string | null): string | null {
  const architectures = architecturesOf(arch);
  if (/^[0-9]/.test(text)) {
    const names = architectures.slice(0, 1).map(architecture => syscallName(architecture, Number(text)));
    return architectures.length === 1 ? (names[0] ?? null) : null;
  }
  const name = text.toLowerCase();
  return architectures.some(architecture => syscallNumber(architecture, name) !== null) ? name : null;
}
