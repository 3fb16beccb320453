// Reads names and numbers out of C headers with the compiler that Debian packages: the tool behind generate.mjs.
import { spawnSync } from 'node:child_process';

/** Where each architecture's kernel headers lie; the host's own come with libc's. */
export const TARGETS = {
  x86_64: { flags: ['-include', 'stddef.h'], package: 'linux-libc-dev' },
  i386: { flags: ['-m32', ...only('i686-linux-gnu')], package: 'linux-libc-dev-i386-cross' },
  aarch64: { flags: only('aarch64-linux-gnu'), package: 'linux-libc-dev-arm64-cross' },
  arm: { flags: ['-D__ARM_EABI__', ...only('arm-linux-gnueabihf')], package: 'linux-libc-dev-armhf-cross' },
  ppc64le: { flags: ['-D__powerpc64__', ...only('powerpc64le-linux-gnu')], package: 'linux-libc-dev-ppc64el-cross' },
  s390x: { flags: ['-D__s390x__', ...only('s390x-linux-gnu')], package: 'linux-libc-dev-s390x-cross' },
  riscv64: { flags: only('riscv64-linux-gnu'), package: 'linux-libc-dev-riscv64-cross' },
};

/** Headers of that triple only; some requests of ioctl(2) are written in types of libc, which these lack. */
function only(triple) {
  return ['-nostdinc', '-isystem', `/usr/${triple}/include`, '-Dsize_t=__SIZE_TYPE__', '-Dloff_t=long long'];
}

function gcc(source, target, ...flags) {
  const command = ['-x', 'c', '-std=gnu11', '-w', '-O0', ...TARGETS[target].flags, ...flags, '-o', '-', '-'];
  return spawnSync('gcc', command, { input: source, encoding: 'utf8', maxBuffer: 1 << 28 });
}

function compile(source, target, ...flags) {
  const run = gcc(source, target, ...flags);
  if (run.status !== 0) throw new Error(`gcc could not read the headers of ${target}:\n${run.stderr}`);
  return run.stdout;
}

/** Compiles statements, one a line; those that gcc refuses (a request of a type that no header defines) are left out. */
function compileWhatHolds(before, statements, target) {
  const source = lines => `${before}void f(void) {\n${lines.join('\n')}\n}`;
  const first = before.split('\n').length + 1;
  const { stderr } = gcc(source(statements), target, '-S');
  const refused = new Set([...stderr.matchAll(/^<stdin>:(\d+):.* error:/gm)].map(([, line]) => Number(line) - first));
  return compile(source(statements.filter((_, index) => !refused.has(index))), target, '-S');
}

/**
 * Every name that the headers give a number, in their order: macros without arguments and members of enumerations.
 * `enumeration` is the tag of the enumeration, '' for a macro or a nameless one.
 */
function namesIn(text) {
  const found = [];
  for (const [, macro, tag, body] of text.matchAll(
    /^#define[ \t]+(\w+)[ \t]+\S.*$|\benum\b\s*(?:__attribute__\s*\(\(.*?\)\)\s*)?(\w*)\s*\{([^}]*)\}/gm,
  ))
    if (macro !== undefined) found.push({ name: macro, enumeration: '' });
    else
      for (const [, name] of body.replace(/^#.*$/gm, '').matchAll(/(?:^|,)\s*(\w+)/g))
        found.push({ name, enumeration: tag });
  return found;
}

/**
 * The numbers that headers give to names, as [number, name] in ascending order; of several names of one number the
 * first in the headers counts.
 *   include      headers, in order
 *   pick, drop   expressions of which a name matches the first whole, and not the second
 *   enumeration  the tag of the only enumeration that counts
 *   name         what is made of a name; left out: nothing
 *   from, to     limits of the numbers that count
 */
export function constants({ include, pick, drop, enumeration, name = text => text, from = 0, to = 2 ** 32 }, target) {
  const headers = include.map(file => `#include <${file}>\n`).join('');
  const picked = new RegExp(`^(?:${pick})$`);
  const dropped = new RegExp(`^(?:${drop ?? '$^'})$`);
  const names = namesIn(compile(headers, target, '-E', '-dD'))
    .filter(found => enumeration === undefined || found.enumeration === enumeration)
    .map(found => found.name)
    .filter(found => picked.test(found) && !dropped.test(found));
  if (names.length === 0) throw new Error(`${include.join(' ')} of ${target} has no ${pick}`);
  const part = (found, shift, mask) => `"i"((int)(((unsigned long long)(${found}) >> ${shift}) & ${mask}))`;
  const asked = [...new Set(names)].map(
    found =>
      `__asm__("\\n@ ${found} %c0 %c1 %c2" :: ${part(found, 0, 0xffff)}, ${part(found, 16, 0xffff)}, ${part(found, 32, 0x7fffffff)});`,
  );
  const answered = compileWhatHolds(headers, asked, target);
  const numbers = new Map();
  for (const [, found, ...digits] of answered.matchAll(/^@ (\w+) (\d+) (\d+) (\d+)/gm)) {
    const [low, high, rest] = digits.map(Number);
    const number = high * 0x10000 + low;
    const fits = rest === 0 || rest === 0x7fffffff;
    if (fits && number >= from && number <= to && !numbers.has(number)) numbers.set(number, name(found));
  }
  return [...numbers].sort((a, b) => a[0] - b[0]);
}
