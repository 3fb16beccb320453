// What a line reads through nil, and which frame of a trace it was that read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Machine } from '../../../server/src/abi/machine';
import { faultingFrame, nilAt } from '../../../server/src/abi/nil';
import { EPOCHS } from '../../../server/src/abi/standardTypes';
import { nilText } from '../../../server/src/render/arguments';
import { loggedLines, parseTracebacks } from '../golang/tracebacks';
import { treeOf } from './trees';

const MACHINE: Machine = { wordSize: 8, sized: true, style: 'grouped', minor: 22, epochs: [22], marks: true };
const DECLARATIONS = `package made
import ("io"; "sync"; "example.org/far"; "example.org/made/near")
type A struct { x int; b *B; c B; w io.Writer; wg sync.WaitGroup; last int; f func(); m map[string]*B; l []*B; near near.N }
type B struct { p, q int; a *A }
type W struct { wg sync.WaitGroup; n int32 }
type E struct { *B; io.Closer; z int }
func (a *A) next() *A { return a }
func (a A) copied() int { return 0 }
func (b *B) reset() {}
func make2() (*A, error) { return nil, nil }
func make1() *B { return nil }
var global *A
`;

async function at(
  line: string,
  addr: string,
  options: { readonly before?: string; readonly machine?: Machine } = {},
): Promise<string | null> {
  const source = `${DECLARATIONS}func F(a, a2 *A, e *E, w io.ReadWriter, v far.T, n *far.T, fn func(), pp **B, vw *W) {\n\t${options.before ?? ''}\n\t${line}\n}\n`;
  const tree = await treeOf({
    'made.go': source,
    'near/n.go': 'package near\ntype N struct { i, j int }\nfunc (n *N) Do() {}\n',
  });
  const place = {
    path: 'made.go',
    line: source.slice(0, source.lastIndexOf(line)).split('\n').length,
    declared: 'F',
    certainty: 'certain' as const,
  };
  const report = await nilAt(addr, { function: 'made.F' }, place, tree, options.machine ?? MACHINE);
  return report && nilText(report);
}

const field = (member: string, base: string, addr: string): string =>
  `addr=${addr} is the offset of ${member}: ${base} was nil.`;

describe('a read near zero', () => {
  const told: readonly [line: string, addr: string, said: string | null, before?: string][] = [
    ['use(a.b)', '0x8', field('A.b', 'a', '0x8')],
    ['use(a.b.q)', '0x8', null], // a.b and a.b.q are both 8 bytes behind their pointers
    ['use(a.b.a)', '0x10', field('B.a', 'a.b', '0x10')],
    ['use(a.c.q)', '0x18', field('A.c.q', 'a', '0x18')],
    ['use(a.w)', '0x30', field('A.w', 'a', '0x30')], // the second word of an interface
    ['use(a.last)', '0x48', field('A.last', 'a', '0x48')],
    ['a.last = 3', '0x48', field('A.last', 'a', '0x48')],
    ['use(a.last + a2.x)', '0x48', field('A.last', 'a', '0x48')],
    ['use(a.last + a2.last)', '0x48', null],
    ['use(a.next().last)', '0x48', field('A.last', 'a.next()', '0x48')],
    ['use(make1().a)', '0x10', field('B.a', 'make1()', '0x10')],
    ['use(global.last)', '0x48', field('A.last', 'global', '0x48')],
    ['use(a.m["k"].a)', '0x10', field('B.a', 'a.m["k"]', '0x10')],
    ['use(a.l[3].a)', '0x10', field('B.a', 'a.l[3]', '0x10')],
    ['use((*pp).a)', '0x10', field('B.a', '*pp', '0x10')],
    ['use(e.a)', '0x10', field('B.a', 'e.B', '0x10')],
    ['use(e.a)', '0x0', null], // e or e.B
    ['use(e.z)', '0x18', field('E.z', 'e', '0x18')],
    [
      'w.Write(nil)',
      '0x20',
      'addr=0x20 is where io.ReadWriter.Write stands in a table of methods: the interface w was nil.',
    ],
    [
      'w.Read(nil)',
      '0x18',
      'addr=0x18 is where io.ReadWriter.Read stands in a table of methods: the interface w was nil.',
    ],
    ['w.Read(nil)', '0x20', null],
    ['fn()', '0x0', 'Likely: addr=0x0 and nothing else is read through a pointer here: fn was nil.'],
    ['a.f()', '0x0', null], // a or a.f
    ['use(x.a)', '0x10', field('B.a', 'x', '0x10'), 'x := a.b'],
    ['use(x.a)', '0x10', field('B.a', 'x', '0x10'), 'var x *B'],
    ['use(x.a)', '0x10', field('B.a', 'x', '0x10'), 'for _, x := range a.l {}'],
    ['use(x.a)', '0x10', field('B.a', 'x', '0x10'), 'x, ok := v.Get().(*B)'],
    ['use(x.last)', '0x48', null, 'x, err := make2()'],
    ['use(x.a)', '0x10', null, 'x := a.b; { x := a }'],
    // Nothing that is known of the line lies there, or nothing is known of it.
    ['use(a.last)', '0x49', field('A.last', 'a', '0x49')],
    ['use(a.last)', '0x300', null],
    ['use(n.field)', '0x8', null],
    [
      'use(n.field, a.b)',
      '0x8',
      `Possible: ${field('A.b', 'a', '0x8')} Something else on this line could have been nil instead.`,
    ],
    ['use(far.Name, a.b)', '0x8', field('A.b', 'a', '0x8')],
    ['use(near.Name)', '0x8', null],
    ['a.near.Do()', '0x8', null],
    ['go func() { use(a.b) }()', '0x8', null],
    ['use(a)', '0x8', null],
  ];
  for (const [line, addr, said, before] of told) {
    it(`at ${addr} of ${before === undefined ? '' : `${before}; `}${line}`, async () => {
      assert.equal(await at(line, addr, before === undefined ? {} : { before }), said);
    });
  }

  it('is not explained where versions of Go differ', async () => {
    const any = { ...MACHINE, minor: null, epochs: EPOCHS };
    assert.equal(await at('use(vw.n)', '0x10'), field('W.n', 'vw', '0x10'));
    assert.equal(await at('use(vw.n)', '0x10', { machine: any }), null);
    // What stands behind may lie alike in all of them.
    assert.equal(await at('use(a.last)', '0x48', { machine: any }), field('A.last', 'a', '0x48'));
    assert.equal(await at('use(a.w)', '0x30', { machine: any }), field('A.w', 'a', '0x30'));
    assert.equal(await at('w.Read(nil)', '0x18', { machine: any }), null);
  });

  it('is likely only where the size of words is not seen', async () => {
    const machine = { ...MACHINE, sized: false };
    assert.equal(await at('use(a.b)', '0x8', { machine }), `Likely: ${field('A.b', 'a', '0x8')}`);
  });
});

describe('the frame that read through nil', () => {
  const nil = 'panic: runtime error: invalid memory address or nil pointer dereference';
  const signal = '[signal SIGSEGV: segmentation violation code=0x1 addr=0x8 pc=0x48]';
  const frame = (name: string, args = ''): string[] => [
    `${name}(${args})`,
    `\t/go/src/example.org/made/${name.replace(/\W/g, '')}.go:7 +0x1d`,
  ];
  const panicking = ['panic(0x1, 0x2)', '\t/usr/local/go/src/runtime/panic.go:491 +0x283'];
  const cases: readonly [what: string, lines: readonly string[], found: string | null][] = [
    ['is the first', [nil, signal, '', 'goroutine 1 [running]:', ...frame('main.f'), ...frame('main.main')], 'main.f'],
    [
      'stands below a panic that was recovered and made again',
      [
        `${nil} [recovered]`,
        `\t${nil}`,
        signal,
        '',
        'goroutine 1 [running]:',
        ...frame('main.f.func1'),
        ...panicking,
        ...frame('main.g'),
      ],
      'main.g',
    ],
    [
      'is not told of a panic within another',
      [
        'panic: first',
        `\t${nil}`,
        signal,
        '',
        'goroutine 1 [running]:',
        ...frame('main.f.func1'),
        ...panicking,
        ...frame('main.g'),
      ],
      null,
    ],
    ['is not told without a signal', [nil, '', 'goroutine 1 [running]:', ...frame('main.f')], null],
    [
      'is not told of another address',
      [nil, signal.replace('0x8', '0x129a0'), '', 'goroutine 1 [running]:', ...frame('main.f')],
      null,
    ],
    [
      'is not told of another panic',
      ['panic: index out of range', '', 'goroutine 1 [running]:', ...frame('main.f')],
      null,
    ],
  ];
  for (const [what, lines, found] of cases) {
    it(what, () => {
      const [traceback] = parseTracebacks(loggedLines(lines));
      assert.ok(traceback);
      assert.equal(faultingFrame(traceback)?.function ?? null, found);
    });
  }

  it('stands below the runtime’s own, in real traces', () => {
    for (const name of ['nil', 'nil-system']) {
      const lines = readFileSync(`test/fixtures/golang/${name}.txt`, 'utf8').split('\n');
      const [traceback] = parseTracebacks(loggedLines(lines));
      assert.ok(traceback);
      assert.equal(faultingFrame(traceback)?.function, 'main.(*process).pidv', name);
    }
  });
});
