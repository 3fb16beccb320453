// Arguments and reads through nil of a program that crashed on purpose, built by three versions of Go for two machines.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { argumentsOf, type FrameArguments, type FramePlace } from '../../../server/src/abi/arguments';
import { machineOf, type Machine } from '../../../server/src/abi/machine';
import { faultingFrame, nilAt, type NilReport } from '../../../server/src/abi/nil';
import type { SourceTree } from '../../../server/src/abi/sourceTree';
import { wordsOf, parseWords } from '../../../server/src/abi/words';
import type { Frame, Traceback } from '../../../server/src/golang/traceback';
import { nilText, valueText } from '../../../server/src/render/arguments';
import { loggedLines, parseTracebacks } from '../golang/tracebacks';
import { goParser, treeOf } from './trees';

const FOLDER = 'test/fixtures/golang/words';
const SOURCE = readFileSync('test/fixtures/golang/programs/words.go', 'utf8');
const BUILDS = readdirSync(FOLDER).filter(name => name.endsWith('.txt'));

/** What the program passes, by case and function; a value is a text or the shape of one with an address. */
const PASSED: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string | RegExp>>>>>> = {
  numbers: { numbers: { a: '-5', b: '8080', c: 'true', d: '-70000', e: '1099511627776', f: '2.5', g: '0xabc' } },
  words: {
    words: {
      name: /^10 bytes at 0x/,
      list: 'len 2, cap 2',
      err: 'nil',
      any: 'an interface that holds nil',
      m: 'nil',
      ch: '…',
    },
  },
  packed: { packed: { f: '{ready: true, done: false, level: -2, port: 443}', low: '-3', high: '4', last: 'true' } },
  deep: {
    deep: {
      n: /^\{outer: \{name: 1 byte at 0x\w+, tags: len 1, cap 1\}, inner: \{left: 9, right: -9, next: nil\}, err: 0x\w+\}$/,
      // Its address is the tenth word on 64-bit machines.
      rest: /^…$|^0x\w+$/,
    },
  },
  many: {
    many: Object.fromEntries([...'abcdefghijkl'].map((name, at) => [name, at < 10 ? String(at + 1) : '…'])),
  },
  arrays: { arrays: { pair: '[-1, 2]', one: /^\[3 bytes at 0x\w+\]$/, none: '{}', after: '5' } },
  exited: {
    '(*service).exited': { s: /^0x/, e: '{Timestamp: 2020-02-25T14:07:13.848Z, Pid: 17160, Status: 137}' },
  },
  now: { '(*service).exited': { s: /^0x/, e: /^\{Timestamp: 20\d\d-[\d-]+T[\d:.]+Z, Pid: 17160, Status: 0\}$/ } },
  value: { 'flags.value': { f: '{ready: false, done: false, level: 4, port: 0}', deadline: '60000000000' } },
  closure: { 'main.func1': { n: '7', name: /^5 bytes at 0x/ }, run: { ctx: /^0x/, fn: /^0x/ } },
};

/** What is nil in each case, and whether the line tells it. */
const NIL: Readonly<Record<string, readonly [expression: string, told: boolean]>> = {
  field: ['s', true],
  moment: ['s', true],
  grandchild: ['s.child.child', true],
  embedded: ['t.service', true],
  element: ['t', true],
  pointee: ['p', true],
  store: ['e', true],
  method: ['w', true],
  message: ['err', true],
  // Both would be read at address 0; both have the field.
  hook: ['s.hooks[name]', false],
  call: ['s.stop', false],
  two: ['b', false],
};

interface Case {
  readonly name: string;
  readonly traceback: Traceback;
}

function casesOf(build: string): Case[] {
  const parts = readFileSync(`${FOLDER}/${build}`, 'utf8').split(/^=== /m).slice(1);
  return parts.map(part => {
    const [name = '', ...lines] = part.split('\n');
    const [traceback] = parseTracebacks(loggedLines(lines));
    assert.ok(traceback, name);
    return { name, traceback };
  });
}

describe('a crash of words.go', () => {
  let tree: SourceTree;
  let declared: (line: number) => string;
  before(async () => {
    tree = await treeOf({ 'words.go': SOURCE });
    const outline = (await goParser()).parse(SOURCE);
    declared = line => outline.enclosing(line)?.name ?? '';
  });
  const placeOf = ({ line }: Frame): FramePlace => ({
    path: 'words.go',
    line,
    declared: declared(line),
    certainty: 'certain',
  });

  async function read({ traceback }: Case, goVersion: string | null): Promise<Map<string, FrameArguments>> {
    const machine = machineOf(traceback, goVersion);
    assert.ok(machine);
    const read = new Map<string, FrameArguments>();
    for (const frame of ownFrames(traceback)) {
      const named = await argumentsOf(frame, placeOf(frame), tree, machine);
      if (!named) continue;
      read.set(frame.function?.replace('main.', '') ?? '', named);
      const used = new Set([...named.rest, ...named.arguments.flatMap(({ words }) => words)].map(({ start }) => start));
      assert.equal(used.size, wordsOf(parseWords(frame.args) ?? []).length);
    }
    return read;
  }

  for (const build of BUILDS) {
    const [, version = '', arch = ''] = /^(go[\d.]+)-(\w+)\.txt$/.exec(build) ?? [];
    const flat = version === 'go1.15';
    for (const goVersion of [version, null]) {
      const how = goVersion === null ? 'of an unknown version of Go' : `of ${goVersion}`;

      it(`on ${arch} ${how} (${version}): values without a mark are what was passed`, async () => {
        for (const one of casesOf(build)) {
          const passed = PASSED[one.name];
          if (!passed) continue;
          const said = await read(one, goVersion);
          assert.deepEqual([...said.keys()].sort(), Object.keys(passed).sort(), one.name);
          for (const [name, { arguments: named }] of said) {
            for (const argument of named) {
              const wanted = passed[name]?.[argument.name];
              const text = valueText(argument);
              const sure = argument.certainty !== 'possible';
              // The registers of amd64 are lost; elsewhere all arguments lie on the stack.
              if (flat || arch === '386') assert.ok(sure, `${one.name} ${argument.name}`);
              if (!sure) continue;
              assert.ok(
                typeof wanted === 'string' ? text === wanted : wanted?.test(text) === true,
                `${argument.name} = ${text}`,
              );
            }
          }
        }
      });

      it(`on ${arch} ${how} (${version}): nothing is called nil that was not`, async () => {
        for (const { name, traceback } of casesOf(build)) {
          const fault = faultingFrame(traceback);
          assert.equal(fault !== null, name in NIL, name);
          if (!fault) continue;
          const report = await nilOf(traceback, fault, goVersion);
          const [expression = '', told = false] = NIL[name] ?? [];
          assert.ok(report, name);
          assert.ok(report.candidates.includes(expression), name);
          if (report.found) assert.deepEqual([report.found.expression, told], [expression, true], name);
          if (goVersion !== null) assert.equal(report.found !== null, told, `${name}: ${nilText(report) ?? ''}`);
        }
      });
    }
  }

  async function nilOf(traceback: Traceback, fault: Frame, goVersion: string | null): Promise<NilReport | null> {
    const machine = machineOf(traceback, goVersion);
    assert.ok(machine);
    return nilAt(traceback.signal?.addr ?? '', fault, placeOf(fault), tree, machine);
  }

  it('tells little of a parameter that its function changes', async () => {
    for (const build of ['go1.15-386.txt', 'go1.24-386.txt']) {
      const [changed] = casesOf(build).filter(({ name }) => name === 'changed');
      assert.ok(changed);
      const named = (await read(changed, build.slice(0, 6))).get('changed')?.arguments;
      assert.deepEqual(
        named?.map(({ name, certainty }) => [name, certainty]),
        [
          ['p', 'likely'],
          ['n', 'likely'],
        ],
      );
    }
  });

  it('is not read with the declarations of another program', async () => {
    const others: readonly (readonly [from: string, to: string])[] = [
      [
        'func packed(f flags, low int32, high int32, last bool) bool',
        'func packed(f flags, low int32, high int64, more, last bool, s string) bool',
      ],
      ['func many(a, b, c, d, e, f, g, h, i, j, k, l int) int', 'func many(a, b, c int) int'],
      [
        'func arrays(pair [2]int16, one [1]string, none struct{}, after int) int',
        'func arrays(pair [2]int16, one int, after int) int',
      ],
      [
        'func run(ctx context.Context, fn func(int, string) error) error',
        'func run(ctx context.Context, fn func(int, string) error, s string) error',
      ],
    ];
    let wrong = SOURCE;
    for (const [from, to] of others) wrong = wrong.replace(from, to);
    const wrongTree = await treeOf({ 'words.go': wrong });
    for (const build of BUILDS) {
      for (const { name, traceback } of casesOf(build).filter(one =>
        ['packed', 'many', 'arrays', 'closure'].includes(one.name),
      )) {
        const machine = machineOf(traceback, null) as Machine;
        for (const frame of ownFrames(traceback).filter(({ function: fn }) => fn !== 'main.main.func1')) {
          assert.equal(await argumentsOf(frame, placeOf(frame), wrongTree, machine), null, `${build} ${name}`);
        }
      }
    }
  });
});

function ownFrames({ goroutines }: Traceback): Frame[] {
  const frames = goroutines.flatMap(goroutine => [...goroutine.frames]);
  return frames.filter(frame => frame.function?.startsWith('main.') === true && frame.function !== 'main.main');
}
