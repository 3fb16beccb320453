// Signatures of calls: every row's examples, the names against the manual's pages, and which arguments are read.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeCallSignature, formatCallSignature } from '../../../server/src/audit/callSignature';
import { ARCHITECTURE_NAMES } from '../../../server/src/audit/data/architectureTable';
import { CALL_ROWS } from '../../../server/src/audit/data/callSignatures';
import { syscallName } from '../../../server/src/audit/data/syscalls';
import { KINDS } from '../../../server/src/audit/syscallArgumentKinds';
import { KINDS_BY_COMMAND } from '../../../server/src/audit/syscallArgumentsByCommand';
import { callLine, event, line, record } from './samples';

const read = (call: string, digits: string, architecture?: string) => {
  const signature = describeCallSignature(record(callLine(call, digits, architecture)));
  assert.ok(signature);
  return signature;
};

for (const row of CALL_ROWS) {
  const [call = ''] = row.calls.split(' ');
  for (const [digits, text, architecture] of row.examples)
    test(`${text} is ${digits} on ${architecture ?? 'x86_64'}`, () => {
      assert.equal(formatCallSignature(read(call, digits, architecture)), text);
    });
}

test('every row has an example, kinds that exist, and calls that an architecture has', () => {
  const names = new Set<string | null>();
  for (const architecture of [...Object.values(ARCHITECTURE_NAMES), 'armeb'])
    for (let number = 0; number < 500; number++) names.add(syscallName(architecture, number));
  for (const row of CALL_ROWS) {
    assert.ok(row.examples.length > 0, row.calls);
    for (const call of row.calls.split(' ')) assert.ok(names.has(call), call);
    for (const word of row.signature.split(' ').filter(text => text !== '')) {
      const kind = word.split(':')[1] ?? 'address';
      assert.ok(Object.hasOwn(KINDS, kind) || Object.hasOwn(KINDS_BY_COMMAND, kind), word);
    }
  }
});

test('no call has two rows on one architecture', () => {
  const seen = new Set<string>();
  for (const row of CALL_ROWS)
    for (const call of row.calls.split(' '))
      for (const architecture of row.on?.split(' ') ?? ['any']) {
        assert.ok(!seen.has(`${call} ${architecture}`) && !seen.has(`${call} any`), call);
        seen.add(`${call} ${architecture}`);
      }
});

test('at least 150 calls have a signature', () => {
  assert.ok(new Set(CALL_ROWS.flatMap(row => row.calls.split(' '))).size >= 150);
});

test('every page that a row names is one of section 2', t => {
  if (!existsSync('/usr/share/man/man2/openat.2.gz'))
    return t.skip('the manual is not installed (Debian: manpages-dev)');
  for (const row of CALL_ROWS)
    for (const call of row.calls.split(' ')) {
      const page = row.manual ?? call;
      assert.ok(page === '' || existsSync(`/usr/share/man/man2/${page}.2.gz`), `${call}: ${page}`);
    }
});

test('an argument that the call does not read keeps its digits and says so', () => {
  const mode = read('open', '7ffd 80000 1b6 0').arguments[2];
  assert.deepEqual(mode, { name: 'mode', raw: '1b6', value: '0x1b6', pointsTo: null, used: false });
  assert.equal(read('open', '7ffd 80000 1b6 0').manual, 'open(2)');
});

test('the fifth argument, which audit does not record, has no value', () => {
  assert.deepEqual(read('linkat', 'ffffff9c 1 ffffff9c 2').arguments[4], {
    name: 'flags',
    raw: null,
    value: '?',
    pointsTo: null,
    used: true,
  });
});

const path = (item: number, name: string, nametype: string) =>
  line('PATH', `item=${String(item)} name=${name} nametype=${nametype}`);
const LOADER = path(1, '"/lib64/ld-linux-x86-64.so.2"', 'NORMAL');

for (const [title, lines, text] of [
  [
    'a program and its arguments',
    [
      callLine('execve', '7ffd 7ffc 7ffb 8'),
      line('EXECVE', 'argc=2 a0="runc" a1=612062'),
      path(0, '"/usr/bin/runc"', 'NORMAL'),
      LOADER,
    ],
    'execve(pathname="/usr/bin/runc" /* PATH */, argv=["runc", "a b"] /* EXECVE */, envp=0x7ffb)',
  ],
  [
    'a program that ausearch prints last first',
    [LOADER, path(0, '"./x"', 'NORMAL'), callLine('execve', '7ffd 7ffc 7ffb 8')],
    'execve(pathname="./x" /* PATH */, argv=0x7ffc, envp=0x7ffb)',
  ],
  [
    'a script, whose arguments the kernel changed',
    [
      callLine('execve', '7ffd 7ffc 7ffb 8'),
      line('EXECVE', 'argc=3 a0="/bin/sh" a1="-e" a2="./x.sh"'),
      path(0, '"./x.sh"', 'NORMAL'),
      path(1, '"/bin/sh"', 'NORMAL'),
    ],
    'execve(pathname="./x.sh" /* PATH */, argv=0x7ffc, envp=0x7ffb)',
  ],
  [
    'arguments of which some are missing',
    [callLine('execve', '1 2 3'), line('EXECVE', 'argc=9 a0="x"'), path(0, '"/x"', 'NORMAL')],
    'execve(pathname="/x" /* PATH */, argv=["x", …] /* EXECVE */, envp=0x3)',
  ],
  [
    'arguments without the program, which may be a script',
    [callLine('execve', '1 2 3'), line('EXECVE', 'argc=1 a0="x"')],
    'execve(pathname=0x1, argv=0x2, envp=0x3)',
  ],
  [
    'a file that was made',
    [callLine('creat', '7ffd 1b6'), path(0, '"/srv/"', 'PARENT'), path(1, '"/srv/a"', 'CREATE')],
    'creat(pathname="/srv/a" /* PATH */, mode=0666)',
  ],
  [
    'a file that could not be made, of which its folder alone is known',
    [callLine('creat', '7ffd 1b6'), path(0, '"/srv/"', 'PARENT')],
    'creat(pathname=0x7ffd, mode=0666)',
  ],
  ['a file without a name', [callLine('chdir', '7ffd'), path(0, '(null)', 'UNKNOWN')], 'chdir(path=0x7ffd)'],
  [
    'two files, of which none is named path',
    [callLine('rename', '1 2'), path(0, '"/a"', 'DELETE'), path(1, '"/b"', 'CREATE')],
    'rename(oldpath=0x1, newpath=0x2)',
  ],
  [
    'a call of one path with two files',
    [callLine('chdir', '1'), path(0, '"/a"', 'NORMAL'), path(1, '"/b"', 'NORMAL')],
    'chdir(path=0x1)',
  ],
] as const)
  test(`pointers are read through other records of the event: ${title}`, () => {
    const made = event(...lines);
    const call = made.records.find(({ record: { type } }) => type === 'SYSCALL');
    const signature = call && describeCallSignature(call.record, made);
    assert.equal(signature && formatCallSignature(signature), text);
  });

test('an unknown call, and a record of another type, have no signature', () => {
  assert.equal(describeCallSignature(record('type=SYSCALL msg=audit(1.2:3): arch=c000003e syscall=9999 a0=1')), null);
  assert.equal(
    describeCallSignature(record('type=SYSCALL msg=audit(1.2:3): arch=80000008 syscall=37 a0=1 a1=9')),
    null,
  );
  assert.equal(describeCallSignature(record('type=PATH msg=audit(1.2:3): arch=c000003e syscall=62 a0=1 a1=9')), null);
});

const digits = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{0,17}$/),
  fc.string({ unit: 'binary' }).map(text => text.replace(/\s/g, '')),
);
test('a signature never throws and lets no control character through', () => {
  const calls = CALL_ROWS.flatMap(row => row.calls.split(' '));
  const architectures = fc.constantFrom('x86_64', 'i386', 'aarch64', 'armeb', 'ppc64le', 's390x', 'riscv64');
  fc.assert(
    fc.property(fc.constantFrom(...calls), architectures, fc.array(digits, { maxLength: 4 }), (call, on, given) => {
      let line: string;
      try {
        line = callLine(call, given.join(' '), on);
      } catch {
        return;
      }
      const signature = describeCallSignature(record(line));
      for (const argument of signature?.arguments ?? [])
        assert.doesNotMatch(argument.value, /[\u0000-\u001f\u007f-\u009f]/);
    }),
  );
});
