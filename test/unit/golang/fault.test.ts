// Which frame failed, and which traces tell of one bug; on traces of the fixture programs, the 137 case and made ones.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { bugKey, faultOf } from '../../../server/src/golang/fault';
import { caseText } from '../incident';
import { loggedLines, parseTracebacks } from './tracebacks';

const fixture = (name: string): string => readFileSync(`test/fixtures/golang/${name}.txt`, 'utf8');

function faultIn(text: string): string | null {
  const [traceback] = parseTracebacks(loggedLines(text.split('\n')));
  assert.ok(traceback);
  const fault = faultOf(traceback);
  const frame = fault?.goroutine.frames[fault.frame];
  return fault && `${String(fault.goroutine.id)} ${String(frame?.function)}`;
}

const REPANIC = [
  'panic: first [recovered]',
  '\tpanic: second',
  '',
  'goroutine 7 [running]:',
  'main.handle.func1()',
  '\t/src/main.go:20 +0x8',
  'panic({0x1, 0x2})',
  '\t/usr/local/go/src/runtime/panic.go:770 +0x132',
  'runtime.panicIndex()',
  '\t/usr/local/go/src/runtime/panic.go:113 +0x74',
  'main.first(...)',
  '\t/src/main.go:11',
].join('\n');

describe('faultOf', () => {
  for (const [title, text, fault] of [
    [
      'the first frame of the 137 case',
      caseText('messages-20200225'),
      '5 github.com/containerd/containerd/runtime/v1/linux/proc.(*execProcess).pidv',
    ],
    ['the code below the last panic, past the runtime', REPANIC, '7 main.first'],
    ['no frame where every goroutine waits', fixture('deadlock'), null],
    ['no frame of a dump that was asked for', fixture('quit'), null],
    ['no frame of a race', fixture('race'), null],
  ] as const) {
    it(`is ${title}`, () => {
      assert.equal(faultIn(text), fault);
    });
  }

  for (const [name, fault] of [
    ['nil', /^\d+ main\./],
    ['maps', /^\d+ main\./],
    ['http', /^\d+ main\./],
    ['repanic', /^\d+ main\./],
    ['overflow', /^\d+ main\./],
  ] as const) {
    it(`is code of the program in ${name}.txt`, () => {
      assert.match(faultIn(fixture(name)) ?? '', fault);
    });
  }
});

describe('bugKey', () => {
  const key = (text: string): string => {
    const [traceback] = parseTracebacks(loggedLines(text.split('\n')));
    assert.ok(traceback);
    return bugKey(traceback);
  };
  const text = caseText('messages-20200225');

  it('is the same whatever the arguments, the goroutine and the envelope', () => {
    const bare = text
      .replace(/^.*? dockerd: /gm, '')
      .replace('goroutine 5', 'goroutine 99')
      .replace('0x4308', '0x9');
    assert.equal(key(bare), key(text));
  });

  it('differs where one line of source does', () => {
    assert.notEqual(key(text.replace('exec.go:76', 'exec.go:77')), key(text));
  });
});
