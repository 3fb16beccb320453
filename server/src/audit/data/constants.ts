// Constants of arguments and fields: their names by table, number and architecture, the newer ones included.
import { CONSTANT_NAMES } from './constantTable';
import { NEWER_CONSTANTS } from './newer';
import { PROTOCOL_NAMES } from './protocolTable';
import { readRuns, readTable } from './tables';

/** The tables of server/tables/rows.mjs. */
export type ConstantTable = Exclude<keyof typeof CONSTANT_NAMES, `${string}@${string}`>;

/** Whose headers stand for the architectures that arch= names (ARCHITECTURE_NAMES); others share none of the tables. */
const HEADERS: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'x86_64'],
  ['i386', 'i386'],
  ['aarch64', 'aarch64'],
  ['armeb', 'arm'],
  ['ppc', 'ppc64le'],
  ['ppc64', 'ppc64le'],
  ['ppc64le', 'ppc64le'],
  ['s390', 's390x'],
  ['s390x', 's390x'],
  ['riscv64', 'riscv64'],
]);

const tables = new Map<string, ReadonlyMap<number, string>>();

/**
 * The names of a table by number, flags in ascending order, for an architecture as architectureName() gives it; null
 * for an architecture whose numbers are not known here (mips, sparc and alpha have their own).
 */
export function constantsOf(table: ConstantTable, architecture: string): ReadonlyMap<number, string> | null {
  const header = HEADERS.get(architecture);
  return header === undefined ? null : read(table, header);
}

/** The names of a table that is the same on all architectures. */
export function constants(table: ConstantTable): ReadonlyMap<number, string> {
  return read(table, 'x86_64');
}

function read(table: ConstantTable, header: string): ReadonlyMap<number, string> {
  const own = `${table}@${header}`;
  const name = Object.hasOwn(CONSTANT_NAMES, own) ? own : table;
  let names = tables.get(name);
  if (names === undefined) {
    names = join(readTable(CONSTANT_NAMES, name), Object.hasOwn(NEWER_CONSTANTS, table) ? NEWER_CONSTANTS[table] : '');
    tables.set(name, names);
  }
  return names;
}

/** Both, in ascending order. */
function join(names: ReadonlyMap<number, string> | null, newer: string | undefined): ReadonlyMap<number, string> {
  const all = [...(names ?? []), ...(newer ? readRuns(newer) : [])];
  return new Map(all.sort((one, other) => one[0] - other[0]));
}

let protocols: ReadonlyMap<number, string> | null = null;

/** The name of a protocol over IP, as /etc/protocols has it; null where that has none. */
export function protocolName(number: number): string | null {
  protocols ??= readRuns(PROTOCOL_NAMES);
  return protocols.get(number) ?? null;
}
