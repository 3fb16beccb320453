// Real traces of programs that crash on purpose: as Go printed them, and in what logs make of them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { framesOf, type Traceback } from '../../../server/src/golang/traceback';
import { loggedLines, parseTracebacks } from './tracebacks';

const FOLDER = 'test/fixtures/golang';
const TRACES = readdirSync(FOLDER).filter(name => name.endsWith('.txt') && name !== 'http.txt');

/** What stands in a trace, told by what Go prints alone: an indented path below the line of its function. */
function written(lines: readonly string[]): string[] {
  return lines.flatMap((text, index) => {
    const [, file] = /^\s+(\S+:\d+)(?: \+0x[0-9a-f]+)?(?: fp=.*)?$/.exec(text) ?? [];
    const above = lines[index - 1]?.trim().replace(/ in goroutine \d+$/, '') ?? '';
    const name = above.replace(/^created by /, '').replace(/\([^()]*\)$/, '');
    return file === undefined ? [] : [`${name} ${file}`];
  });
}

function read(lines: readonly string[]): { tracebacks: Traceback[]; frames: string[] } {
  const tracebacks = parseTracebacks(loggedLines(lines));
  const frames = tracebacks
    .flatMap(traceback => [...framesOf(traceback)])
    .map(f => `${f.function ?? '?'} ${f.file}:${String(f.line)}`);
  return { tracebacks, frames };
}

const KINDS: Readonly<Record<string, readonly [kind: string, message: RegExp]>> = {
  nil: ['panic', /nil pointer dereference$/],
  structs: ['panic', /^no room for 2 words$/],
  repanic: ['panic', /^first$/],
  maps: ['fatal', /^concurrent map/],
  deadlock: ['fatal', /^all goroutines are asleep - deadlock!$/],
  overflow: ['fatal', /^stack overflow$/],
  quit: ['signal', /^quit$/],
  abort: ['signal', /^abort$/],
  http: ['http-panic', /nil pointer dereference$/],
  stack: ['dump', /^$/],
  race: ['race', /^$/],
  'native-signal': ['fatal', /^unexpected signal during runtime execution$/],
  'native-abort': ['signal', /^abort$/],
};

describe('the trace of a crash', () => {
  for (const [name, [kind, message]] of Object.entries(KINDS)) {
    it(`is one of its kind: ${name}`, () => {
      const { tracebacks } = read(readFileSync(`${FOLDER}/${name}.txt`, 'utf8').split('\n'));
      assert.deepEqual(
        tracebacks.map(t => t.kind),
        [kind],
      );
      assert.match(tracebacks[0]?.message ?? '', message);
    });
  }

  /** What logs make of a trace: each line by itself. */
  const forms: Readonly<Record<string, (line: string, index: number) => string>> = {
    'as printed': line => line,
    'in syslog with #011': line => `Feb 25 22:07:13 node dockerd[7]: ${line.replaceAll('\t', '#011')}`,
    'in syslog without tabs': line => `Feb 25 22:07:13 node dockerd: ${line.replaceAll('\t', '')}`,
    'with a blank before each line': line => ` ${line}`,
    'indented by 8': line => `        ${line}`,
    'behind a prefix that no envelope knows': (line, index) => `engine-1  | 12:00:${String(10 + (index % 50))} ${line}`,
    'one object a line': (line, index) => JSON.stringify({ log: `${line}\n`, stream: 'stderr', n: index }),
    'one logrus entry a line': line => `time="2024-01-02T03:04:05Z" level=error msg=${JSON.stringify(line)}`,
  };
  for (const [form, wrap] of Object.entries(forms)) {
    for (const name of TRACES) {
      it(`has all its frames ${form}: ${name}`, () => {
        const lines = readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n');
        assert.deepEqual(read(lines.map(wrap)).frames, written(lines));
      });
    }
  }

  for (const name of TRACES) {
    // A race report is written line by line to stderr and to nothing else.
    it(`has all its frames in one message: ${name}`, { skip: name === 'race.txt' }, () => {
      const text = readFileSync(`${FOLDER}/${name}`, 'utf8');
      const once = JSON.stringify(`=== BEGIN goroutine stack dump ===\n${text}\n=== END goroutine stack dump ===`);
      const wanted = written(text.split('\n'));
      assert.deepEqual(read([`time="2024-01-02T03:04:05Z" level=info msg=${once}`]).frames, wanted);
      assert.deepEqual(read([JSON.stringify({ level: 'info', msg: `x: ${once}` })]).frames, wanted);
      const octal = text.replaceAll('\n', '#012').replaceAll('\t', '#011');
      assert.deepEqual(read([`Feb 25 22:07:13 node dockerd[7]: ${octal}`]).frames, wanted);
    });

    it(`has all its frames where the newest line comes first: ${name}`, () => {
      const lines = readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n');
      const backward = read([...lines].reverse());
      assert.deepEqual([...backward.frames].sort(), [...written(lines)].sort());
    });

    it(`has its frames where a terminal wrapped its lines: ${name}`, () => {
      const lines = readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n');
      const wrapped = lines.flatMap(line => line.match(/.{1,76}/g) ?? ['']);
      const wanted = new Set(written(lines));
      const { frames } = read(wrapped);
      assert.deepEqual(
        frames.filter(frame => !wanted.has(frame)),
        [],
      );
    });
  }
});
