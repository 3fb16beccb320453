// The functions of Go source, and whether a function named in a trace stands at a line.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { GoOutline, isWithin, Outline } from '../../../server/src/source/goOutline';
import { host } from './host';

const SOURCE = `package p

import "fmt"

type T struct{}

func (t *T) Pointer() int {
	return func() int { return 1 }()
}

func (T) Value() {}

func (l *List[K, V]) Push(k K) {
}

func (m Map[K]) Get() {}

func Generic[K comparable](k K) {
	defer fmt.Println(k)
}

var handler = func() {
	panic("x")
}

func init() {}
`;

describe('the outline of Go source', () => {
  let go: GoOutline;
  before(async () => {
    go = await GoOutline.load(host);
  });

  it('names functions as traces do', () => {
    assert.deepEqual(
      go.parse(SOURCE).functions.map(f => `${f.name} ${String(f.startLine)}-${String(f.endLine)}`),
      [
        '(*T).Pointer 7-9',
        'T.Value 11-11',
        '(*List).Push 13-14',
        'Map.Get 16-16',
        'Generic 18-20',
        'glob. 22-24',
        'init 26-26',
      ],
    );
  });
  it('tells the function of a line', () => {
    const outline = go.parse(SOURCE);
    assert.equal(outline.enclosing(8)?.name, '(*T).Pointer');
    assert.equal(outline.enclosing(10), null);
    assert.equal(outline.enclosing(1), null);
    assert.equal(outline.enclosing(10_000), null);
  });
  it('reads what is broken, empty or no Go', () => {
    for (const source of ['', 'func', 'func (', 'package p\nfunc F( {', '\u0000\ud800', '<html>', 'func () M() {}']) {
      assert.ok(Array.isArray(go.parse(source).functions));
    }
  });
});

describe('a function named in a trace', () => {
  const outline = new Outline([
    { name: 'Run', startLine: 1, endLine: 2 },
    { name: 'T.Run', startLine: 3, endLine: 4 },
    { name: 'Outer', startLine: 5, endLine: 6 },
  ]);
  const cases: readonly [traced: string, declared: string, within: boolean][] = [
    ['NewService', 'NewService', true],
    ['NewService.func1', 'NewService', true],
    ['NewService.func1.2', 'NewService', true],
    ['NewService.gowrap1', 'NewService', true],
    ['(*execProcess).Pid', '(*execProcess).Pid', true],
    ['(*execProcess).Pid-fm', '(*execProcess).Pid', true],
    ['(*List[...]).Push', '(*List).Push', true],
    ['Generic[...].func1', 'Generic', true],
    ['glob..func6', 'glob.', true],
    ['init.func1', 'glob.', true],
    ['init.0', 'init', true],
    ['panic', 'gopanic', true],
    ['Outer.(*T).Do.func2', '(*T).Do', true],
    ['Outer.Run.func2', 'Run', true],
    ['NewService', 'NewServiceFor', false],
    ['NewServiceFor', 'NewService', false],
    ['(*execProcess).pidv', '(*execProcess).Pid', false],
    ['(*execProcess).Pid', 'execProcess.Pid', false],
    ['(*T).Run.func1', 'Run', false],
    ['T.Run.func1', 'Run', false],
    ['main', 'glob.', false],
  ];
  for (const [traced, declared, within] of cases) {
    it(`${traced} ${within ? 'stands' : 'does not stand'} in ${declared}`, () => {
      assert.equal(isWithin(traced, declared, outline), within);
    });
  }
});
