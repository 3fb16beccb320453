// What the line of a frame calls, and the declaration around it that is parsed for that.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { cutDeclaration } from '../../../server/src/source/goDeclaration';
import { GoOutline } from '../../../server/src/source/goOutline';
import { host } from './host';

/** Lines with the mark «name,go name,(defer name)» of what they call; the mark is a comment in Go. */
const MARKED = `package a // «»

func F(x int) error { // «»
	a() // «a»
	p.q.B(c(x)) // «B c»
	long( // «long d e»
		d(), // «long d e»
		func() { // «long d e»
			inner() // «inner»
		}, // «long d e»
		e, // «long d e»
		e()) // «long d e»
	if err := f(); err != nil { // «f»
		return g() // «g»
	} else if h() { // «h»
		i() // «i»
	} // «»
	for j() { // «j»
		k() // «k»
	} // «»
	switch l() { // «l»
	case m(): // «m»
		n() // «n»
	} // «»
	go o() // «go:o»
	go func() { // «go:?»
		r() // «r»
	}() // «go:?»
	var s = t() // «t»
	fns[0](x) // «?»
	p.Generic[int, string](x) // «Generic»
	Generic[int](x) // «Generic»
	(u)(x) // «u»
	x++ // «»
	return nil // «»
} // «»

var v = func() { // «»
	w() // «w»
} // «»
`;

const NESTED = `package a

const text = \`
func NotThere() {
}
\`

/*
func Commented() {
}
*/
func (t *T) First() {
	use(\`
func AlsoNot() {
}
\`)
	first()
}

var table = map[string]func(){
	"x": func() {
		x()
	},
}

func Second() { second() }

func Deferring() {
	defer unlock()
	defer func() { recovered() }()
	if x {
		return
	}
}
`;

describe('the calls of a line', () => {
  let outline: GoOutline;
  before(async () => {
    outline = await GoOutline.load(host);
  });

  function callsOn(source: string, line: number): string {
    const calls = outline.around(source, line)?.calls.calls ?? [];
    return calls.map(({ name, go }) => `${go ? 'go:' : ''}${name ?? '?'}`).join(' ');
  }

  MARKED.split('\n').forEach((text, index) => {
    const [, wanted] = /«(.*)»/.exec(text) ?? [];
    if (wanted === undefined) return;
    it(`are ${wanted === '' ? 'none' : wanted} in line ${String(index + 1)}: ${text.trim()}`, () => {
      assert.equal(callsOn(MARKED, index + 1), wanted);
    });
  });

  it('has beside them what its function defers', () => {
    const line = NESTED.split('\n').indexOf('\t\treturn') + 1;
    assert.deepEqual(
      outline.around(NESTED, line)?.calls.deferred.map(({ name }) => name),
      ['unlock', null],
    );
  });

  it('is none behind the end of the file', () => {
    assert.equal(outline.around('package a\n', 2), null);
    assert.equal(outline.around('', 1), null);
  });
});

describe('the declaration around a line', () => {
  let outline: GoOutline;
  before(async () => {
    outline = await GoOutline.load(host);
  });

  /** The same with and without cutting: the function that encloses the line, and its calls. */
  function compare(source: string): void {
    source.split('\n').forEach((_, index) => {
      const line = index + 1;
      const [cut, whole] = [outline.around(source, line), outline.around(source, line, { text: source, line: 1 })];
      if (!cut || !whole) return;
      assert.deepEqual(cut.outline.enclosing(line), whole.outline.enclosing(line), `line ${String(line)}`);
      if (whole.outline.enclosing(line)) assert.deepEqual(cut.calls, whole.calls, `line ${String(line)}`);
    });
  }

  it('is read as in the whole file, whatever raw strings and comments look like', () => {
    compare(MARKED);
    compare(NESTED);
  });
  it('is read as in the whole file, in files of any declarations', () => {
    const part = fc.constantFrom(
      'func F() {\n\tf()\n}',
      'func (t *T) M(x []int) (n int) {\n\tfor range x {\n\t\tg()\n\t}\n\treturn\n}',
      'var v = func() {\n\tw()\n}',
      'type S struct {\n\ta int `json:"a"`\n}',
      'const c = `\nfunc Raw() {\n}\n`',
      '// Comment says func X() {\n// and more.',
      '/*\nfunc Commented() {\n}\n*/',
      'func One() { one() }',
      'import "fmt"',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), parts => {
        compare(`package a\n\n${parts.join('\n\n')}\n`);
      }),
      { numRuns: 100 },
    );
  });
  it('is a small part of a long file', () => {
    const source = `package a\n\n${Array.from({ length: 500 }, (_, at) => `func F${String(at)}() {\n\tf()\n}\n`).join('\n')}`;
    const part = cutDeclaration(source, 1000);
    assert.ok(part);
    assert.equal(part.text.split('\n').length, 3);
  });
});
