// Any words with any declaration: nothing throws, and each word is some parameter's or left over.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { argumentsOf } from '../../../server/src/abi/arguments';
import { EPOCHS } from '../../../server/src/abi/standardTypes';
import type { Machine } from '../../../server/src/abi/machine';
import { nilAt } from '../../../server/src/abi/nil';
import { parseWords, wordsOf } from '../../../server/src/abi/words';
import { argumentsText, nilText, wordHover } from '../../../server/src/render/arguments';
import { goParser, treeOf } from './trees';

const word = fc.oneof(
  fc.bigInt(0n, (1n << 64n) - 1n).map(value => `0x${value.toString(16)}`),
  fc.constantFrom('0x0', '0x1', '0xc000012080', '0x1?', '_'),
);
const items = fc.letrec<{ item: string; list: string }>(tie => ({
  item: fc.oneof(
    { maxDepth: 4 },
    word,
    tie('list').map(list => `{${list}}`),
  ),
  list: fc
    .tuple(fc.array(tie('item'), { maxLength: 5 }), fc.boolean())
    .map(([list, elided]) => [...list, ...(elided ? ['...'] : [])].join(', ')),
})).list;

/** A type, and arguments as Go 1.17 and later print them for it. */
interface Shown {
  readonly text: string;
  readonly args: string;
}

const small = fc.constantFrom('0x0', '0x1', '0x1?');
const oneWord = (text: string): fc.Arbitrary<Shown> => small.map(args => ({ text, args }));
const groupOf = (text: string, count: number): fc.Arbitrary<Shown> =>
  fc.array(small, { minLength: count, maxLength: count }).map(words => ({ text, args: `{${words.join(', ')}}` }));
const type = fc.letrec<{ type: Shown }>(tie => ({
  type: fc.oneof(
    { maxDepth: 3 },
    ...['int', 'bool', 'uint8', 'int32', 'float64', '*U', 'far.T'].map(oneWord),
    ...['string', 'error', 'complex64', 'any'].map(text => groupOf(text, 2)),
    ...['time.Time', '[]U'].map(text => groupOf(text, 3)),
    tie('type').map(({ text, args }) => ({ text: `[2]${text}`, args: `{${args}, ${args}}` })),
    tie('type').map(({ text, args }) => ({
      text: `struct { a ${text}; b, c ${text} }`,
      args: `{${args}, ${args}, ${args}}`,
    })),
    tie('type').chain(({ text }) => oneWord(`func(${text}) ${text}`)),
  ),
})).type;
const types = fc.array(type, { maxLength: 4 });
const declared = (list: readonly Shown[]): string => list.map(({ text }, at) => `p${String(at)} ${text}`).join(', ');

const machine: fc.Arbitrary<Machine> = fc.record({
  wordSize: fc.constantFrom(4 as const, 8 as const),
  sized: fc.boolean(),
  style: fc.constantFrom('flat' as const, 'grouped' as const, null),
  minor: fc.constant(null),
  epochs: fc.constantFrom(EPOCHS, [10], [22]),
  marks: fc.boolean(),
});
const expression = fc.constantFrom(
  'p0.a',
  'p1.b.c',
  '*p0',
  'p0.a.b()',
  'p0[1].a',
  'p2()',
  '(*p1).a',
  'U{}.a',
  'x.y',
  'p0.(T).a',
  'f().z',
);

describe('a frame with any words', () => {
  before(goParser);

  it('has each word once, by its function or left over', async () => {
    let named = 0;
    await fc.assert(
      fc.asyncProperty(types, types, fc.option(items), machine, async (parameters, results, other, how) => {
        const args = other ?? parameters.map(one => one.args).join(', ');
        const source = `package made\nimport "time"\ntype U struct { x int8; y *U; z [2]int16 }\nfunc F(${declared(parameters)}) (${declared(results).replaceAll(/\bp(?=\d)/g, 'r')}) {\n}\n`;
        const tree = await treeOf({ 'made.go': source });
        const place = { path: 'made.go', line: 4, declared: 'F', certainty: 'certain' as const };
        const frame = { function: 'made.F', args, inlined: false, createdBy: false };
        const read = await argumentsOf(frame, place, tree, how);
        if (!read) return;
        named++;
        const given = wordsOf(parseWords(args) ?? []);
        const told = [...new Set([...read.arguments.flatMap(({ words }) => words), ...read.rest])];
        assert.deepEqual(new Set(told.map(({ start }) => start)), new Set(given.map(({ start }) => start)));
        argumentsText(read);
        for (const one of told) assert.ok(wordHover(read, one).length > 0);
      }),
      { numRuns: 1500 },
    );
    assert.ok(named > 40, String(named));
  });

  it('never throws for source that is none', async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.string({ unit: 'grapheme', maxLength: 200 }), machine, async (args, noise, how) => {
        const tree = await treeOf({ 'made.go': `package made\nfunc F(${noise}\n}\n` });
        const place = { path: 'made.go', line: 2, declared: 'F', certainty: 'certain' as const };
        await argumentsOf({ function: 'made.F', args, inlined: false, createdBy: false }, place, tree, how);
        await nilAt('0x8', { function: 'made.F' }, place, tree, how);
      }),
      { numRuns: 200 },
    );
  });

  it('never throws where it says what was nil', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(expression, { maxLength: 3 }),
        types,
        machine,
        fc.nat(5000),
        async (line, parameters, how, addr) => {
          const source = `package made\ntype U struct { a int8; b *U; c struct { d, e int } }\nfunc F(${declared(parameters)}) {\n\tuse(${line.join(', ')})\n}\n`;
          const tree = await treeOf({ 'made.go': source });
          const place = { path: 'made.go', line: 4, declared: 'F', certainty: 'certain' as const };
          const report = await nilAt(`0x${addr.toString(16)}`, { function: 'made.F' }, place, tree, how);
          assert.equal(report === null, addr >= 4096);
          if (report) nilText(report);
        },
      ),
      { numRuns: 200 },
    );
  });
});
