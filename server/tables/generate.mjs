// Writes the generated tables of server/src/audit/data, byte for byte the same when it runs again. To run it, on Debian as any user:
//   node server/tables/generate.mjs
// It says which packages it lacks. To add an architecture: a row in ARCHITECTURES with its name in `ausyscall`, or in
// TARGETS of constants.mjs; to add a table of constants: a row in rows.mjs.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants, TARGETS } from './constants.mjs';
import { ROWS } from './rows.mjs';

/** As ausyscall names them; ppc stands for ppc64 and ppc64le too, which have the same numbers. */
const ARCHITECTURES = ['x86_64', 'i386', 'aarch64', 'arm', 'ppc', 's390', 's390x'];
/** Those that the package's ausyscall does not know. */
const FROM_HEADERS = ['riscv64'];
/** A table that is much like another is written as its changes to it. */
const BASES = { arm: 'i386', ppc: 'i386', s390: 'i386', s390x: 's390', riscv64: 'aarch64' };
const PACKAGES = [
  'auditd',
  'gcc',
  'libaudit-dev',
  'libc6-dev',
  'netbase',
  'perl-base',
  ...new Set(Object.values(TARGETS).map(target => target.package)),
];
const INCLUDE = '/usr/include';

const run = (command, ...args) =>
  execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
const version = name => run('dpkg-query', '--show', '--showformat', '${Package} ${Version}', name);
const header = path => readFileSync(`${INCLUDE}/${path}`, 'utf8');
const write = (file, text) => writeFileSync(new URL(`../src/audit/data/${file}`, import.meta.url), text);
const quoted = text => JSON.stringify(text);

/** [[0, 'read'], [1, 'write'], [5, 'x']] -> "0 read write 5 x": a number restarts the count. */
function runs(rows, hexadecimal = false) {
  let next = -1;
  return rows
    .map(([number, name]) => {
      const digits = hexadecimal ? `0x${number.toString(16)}` : String(number);
      const written = number === next ? name : `${digits} ${name}`;
      next = number + 1;
      return written;
    })
    .join(' ');
}

/** What `rows` have that `base` has not: "@NAME 5 x 9 -" is the table NAME with x for 5 and without 9. */
function changes(name, base, rows, hexadecimal = false) {
  const before = new Map(base);
  const after = new Map(rows);
  const gone = base.filter(([number]) => !after.has(number)).map(([number]) => [number, '-']);
  const changed = [...rows.filter(([number, text]) => before.get(number) !== text), ...gone];
  return `@${name} ${runs(
    changed.sort((a, b) => a[0] - b[0]),
    hexadecimal,
  )}`.trim();
}

/** The names that ausyscall, and so ausearch, gives: `NUMBER NAME` lines behind a headline. */
function syscallsOfAusyscall(architecture) {
  const rows = [...run('ausyscall', architecture, '--dump').matchAll(/^(\d+)\s+(\S+)$/gm)];
  return rows.map(([, number, name]) => [Number(number), name]).sort((a, b) => a[0] - b[0]);
}

/** Asked for an architecture that it does not know, ausyscall 3.0.9 answers with the machine's own calls: so the header. */
function syscallsOfHeader(architecture) {
  const drop = '__NR_(?:syscalls|arch_specific_syscall)';
  const name = text => text.slice('__NR_'.length);
  return constants({ include: ['asm/unistd.h'], pick: '__NR_\\w+', drop, name }, architecture);
}

/** [architecture, text] as readTable of tables.ts reads them. */
function syscallTables() {
  const tables = new Map(ARCHITECTURES.map(name => [name, syscallsOfAusyscall(name)]));
  for (const name of FROM_HEADERS) tables.set(name, syscallsOfHeader(name));
  return [...tables].map(([name, rows]) => {
    const base = BASES[name];
    return [name, base === undefined ? runs(rows) : changes(base, tables.get(base), rows)];
  });
}

function errors() {
  const defined = `${header('asm-generic/errno-base.h')}${header('asm-generic/errno.h')}`;
  const rows = [...defined.matchAll(/^#define\s+(E\w+)\s+(\d+)/gm)];
  return rows.map(([, name, number]) => [Number(number), name, run('perl', '-e', `$! = ${number}; print "$!"`)]);
}

function signals() {
  const rows = [...header('asm-generic/signal.h').matchAll(/^#define\s+(SIG[A-Z0-9]+)\s+(\d+)/gm)];
  const names = new Map();
  for (const [, name, number] of rows) if (!names.has(Number(number))) names.set(Number(number), name);
  return [...names].filter(([number]) => number >= 1 && number <= 31).sort((a, b) => a[0] - b[0]);
}

/** AUDIT_ARCH_* tokens: the ELF machine number with the flags for 64 bits and little end (linux/audit.h). */
function architectures() {
  const machines = new Map();
  for (const [, name, number] of header('linux/elf-em.h').matchAll(/^#define\s+(EM_\w+)\s+(0x[0-9a-fA-F]+|\d+)/gm))
    machines.set(name, Number(number));
  const flags = {
    __AUDIT_ARCH_64BIT: 0x80000000,
    __AUDIT_ARCH_LE: 0x40000000,
    __AUDIT_ARCH_CONVENTION_MIPS64_N32: 0x20000000,
  };
  const audit = header('linux/audit.h').replace(/\\\n/g, '');
  return [...audit.matchAll(/^#define\s+AUDIT_ARCH_(\w+)\s+\(([^)]*)\)/gm)].flatMap(([, name, expression]) => {
    const parts = expression.split('|').map(part => part.trim());
    const values = parts.map(part => machines.get(part) ?? flags[part]);
    if (values.includes(undefined)) return [];
    return [[values.reduce((sum, value) => sum + value, 0).toString(16), name.toLowerCase()]];
  });
}

/** CAP_* bits in their order, without the prefix, as auparse prints them (linux/capability.h). */
function capabilities() {
  const rows = [...header('linux/capability.h').matchAll(/^#define\s+CAP_(\w+)\s+(\d+)\s*$/gm)];
  return rows.map(([, name, bit]) => [Number(bit), name.toLowerCase()]).sort((a, b) => a[0] - b[0]);
}

/**
 * Numbers of record types with the names that ausearch gives them: the list that it prints where it does not know a
 * type, and the numbers of libaudit.h and linux/audit.h.
 */
function recordTypes() {
  const { stderr } = spawnSync('ausearch', ['-m', '?'], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  const known = new Set(/Valid message types are: (.*)/.exec(stderr)?.[1].trim().split(' '));
  if (known.size < 100) throw new Error(`ausearch lists no record types:\n${stderr}`);
  const ranges = 'AUDIT_(?:FIRST|LAST)_\\w+|AUDIT_\\w+_(?:FIRST|LAST)(?:_MSG)?';
  const name = text => (text === 'AUDIT_AA' ? 'APPARMOR' : text.slice('AUDIT_'.length));
  const row = { include: ['libaudit.h'], pick: 'AUDIT_\\w+', drop: ranges, from: 1000, to: 2999, name };
  return constants(row, 'x86_64').filter(([number, text]) => known.has(text) || number >= 1300);
}

/** Names of protocols over IP as the C library gives them from netbase's file; the first of a number counts. */
function protocols() {
  const names = new Map();
  for (const [, name, number] of readFileSync('/etc/protocols', 'utf8').matchAll(/^([\w.+-]+)\s+(\d+)\s/gm))
    if (!names.has(Number(number))) names.set(Number(number), name);
  return [...names].sort((a, b) => a[0] - b[0]);
}

/** The rows of rows.mjs: [name of the table, text]; an architecture with other numbers has `name@architecture`. */
function constantTables() {
  return Object.entries(ROWS).flatMap(([table, row]) => {
    const [base, ...others] = (row.targets ?? ['x86_64']).map(target => [target, constants(row, target)]);
    const texts = others.map(([target, rows]) => [`${table}@${target}`, changes(table, base[1], rows, row.bits)]);
    return [[table, runs(base[1], row.bits)], ...texts.filter(([, text]) => text !== `@${table}`)];
  });
}

function demandPackages() {
  const missing = PACKAGES.filter(
    name => !/^ii/.test(spawnSync('dpkg-query', ['--show', '--showformat', '${db:Status-Abbrev}', name]).stdout ?? ''),
  );
  if (missing.length === 0) return;
  console.error(`Not installed: ${missing.join(' ')}\nTo have them: apt-get install ${PACKAGES.join(' ')}`);
  process.exit(1);
}

demandPackages();
const libc = version('linux-libc-dev');
const cross = [...new Set(Object.values(TARGETS).map(target => target.package))].map(version).join(', ');
const made = source => `Generated by server/tables/generate.mjs out of ${source}. Do not edit.`;

write(
  'syscallTable.ts',
  `// Names of system calls by number and architecture. ${made(`${version('auditd')} (ausyscall --dump), ${FROM_HEADERS.map(name => `${version(TARGETS[name].package)} (asm/unistd.h)`).join(', ')}`)}

/** As readTable of tables.ts reads them. */
export const SYSCALL_NAMES = {
${syscallTables()
  .map(([name, text]) => `  ${name}: ${quoted(text)},`)
  .join('\n')}
} as const;
`,
);
write(
  'recordTypeTable.ts',
  `// Names of record types by number. ${made(`${version('auditd')} (ausearch -m), ${version('libaudit-dev')} (libaudit.h), ${libc} (linux/audit.h)`)}

/** Names in the order of their numbers; a number restarts the count. */
export const RECORD_TYPE_NAMES = ${quoted(runs(recordTypes()))};
`,
);
write(
  'protocolTable.ts',
  `// Names of protocols over IP by number. ${made(`${version('netbase')} (/etc/protocols)`)}

/** Names in the order of their numbers; a number restarts the count. */
export const PROTOCOL_NAMES = ${quoted(runs(protocols()))};
`,
);
write(
  'constantTable.ts',
  `// Names of constants that arguments of calls and fields hold, by number. ${made(`${cross}, ${version('libc6-dev')}`)}

/**
 * Table by table, as readTable of tables.ts reads them. \`table@architecture\` stands for that architecture in place of
 * \`table\`.
 */
export const CONSTANT_NAMES = {
${constantTables()
  .map(([name, text]) => `  ${/^\w+$/.test(name) ? name : quoted(name)}: ${quoted(text)},`)
  .join('\n')}
} as const;
`,
);
write(
  'errorTable.ts',
  `// Errors by number: name and the text of strerror. ${made(`${libc} (asm-generic/errno*.h), ${version('libc6')} (strerror)`)}

export const ERRORS: readonly (readonly [number: number, name: string, text: string])[] = [
${errors()
  .map(([number, name, text]) => `  [${number}, ${quoted(name)}, ${quoted(text)}],`)
  .join('\n')}
];
`,
);
write(
  'signalTable.ts',
  `// Names of the signals 1 to 31. ${made(`${libc} (asm-generic/signal.h)`)}

/** Names in the order of their numbers; a number restarts the count. */
export const SIGNAL_NAMES = ${quoted(runs(signals()))};
`,
);
write(
  'architectureTable.ts',
  `// Names of architecture tokens (AUDIT_ARCH_*), by the hexadecimal digits that arch= shows. ${made(`${libc} (linux/audit.h, linux/elf-em.h)`)}

export const ARCHITECTURE_NAMES: Readonly<Record<string, string>> = {
${architectures()
  .map(([token, name]) => `  ${quoted(token)}: ${quoted(name)},`)
  .join('\n')}
};
`,
);
write(
  'capabilityTable.ts',
  `// Names of capabilities by bit. ${made(`${libc} (linux/capability.h)`)}

/** Names in the order of their bits; a number restarts the count. */
export const CAPABILITY_NAMES = ${quoted(runs(capabilities()))};
`,
);
