// What holds of the reader for any text, and for any traceback that Go could print.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { TraceLine } from '../../../server/src/golang/traceback';
import { bareLine, loggedLines, parseTracebacks } from './tracebacks';

const word = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,7}$/);
const hex = fc.nat().map(n => `0x${n.toString(16)}`);
const importPath = fc
  .tuple(
    fc.constantFrom('github.com/containerd/', 'k8s.io/', 'internal/', ''),
    fc.array(word, { minLength: 1, maxLength: 3 }),
  )
  .map(([host, elements]) => host + elements.join('/'));
const member = fc.oneof(
  word,
  fc.tuple(word, word).map(([type, method]) => `(*${type}).${method}`),
  fc.tuple(word, word).map(([type, method]) => `${type}.${method}`),
  word.map(name => `${name}.func1.2`),
  word.map(name => `${name}[...]`),
);
const args = fc.oneof(
  fc.constant(''),
  fc.constant('...'),
  fc
    .array(
      fc.oneof(
        hex,
        hex.map(h => `${h}?`),
        hex.map(h => `{${h}, ${h}}`),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map(a => a.join(', ')),
);
/** A package's files lie in the folder of its import path. */
const frame = fc
  .record({
    importPath,
    member,
    args,
    root: fc.constantFrom('/go/src/', '', 'e:/go/src/', '/root/rpmbuild/BUILD/containerd.io-1.7.6/_build/src/'),
    vendor: fc.constantFrom('', 'github.com/docker/docker/vendor/'),
    base: word,
    line: fc.integer({ min: 1, max: 99999 }),
  })
  .map(f => ({
    function: `${f.importPath}.${f.member}`,
    args: f.args,
    file: `${f.root}${f.vendor}${f.importPath}/${f.base}.go`,
    line: f.line,
  }));
const goroutine = fc.record({
  state: fc.constantFrom('running', 'chan receive', 'IO wait', 'select (no cases)'),
  minutes: fc.option(fc.integer({ min: 1, max: 9999 })),
  locked: fc.boolean(),
  frames: fc.array(frame, { minLength: 1, maxLength: 6 }),
  creator: fc.option(frame),
});
type Goroutine = typeof goroutine extends fc.Arbitrary<infer T> ? T : never;

/** As runtime/traceback.go prints it; `indent` is what the log has made of the tab. */
function render(goroutines: readonly Goroutine[], indent: string): string[] {
  return goroutines.flatMap((g, index) => [
    `goroutine ${String(index + 1)} [${g.state}${g.minutes === null ? '' : `, ${String(g.minutes)} minutes`}${g.locked ? ', locked to thread' : ''}]:`,
    ...g.frames.flatMap(f => [
      `${f.function}(${f.args})`,
      `${indent}${f.file}:${String(f.line)}${f.args === '...' ? '' : ' +0x1f'}`,
    ]),
    ...(g.creator
      ? [`created by ${g.creator.function}`, `${indent}${g.creator.file}:${String(g.creator.line)} +0x2a`]
      : []),
    '',
  ]);
}

/** What logs make of a line; the last ones are no envelopes of the table. */
const ENVELOPES: readonly ((text: string, index: number) => string)[] = [
  text => text,
  text => `Feb 25 22:07:13 node dockerd: ${text}`,
  text => `2023-11-13T03:50:55.201611+01:00 node containerd[13306]: ${text.replaceAll('\t', '#011')}`,
  text => `Feb 25 22:07:13 node dockerd[7]: ${text.replaceAll('\t', '        ')}`,
  text => JSON.stringify({ log: `${text}\n`, stream: 'stderr', time: '2026-11-23T06:45:30.573363718Z' }),
  text => `time="2020-02-25T22:07:13+08:00" level=error msg=${JSON.stringify(text)}`,
  (text, index) => `2018-07-16T15:00:${String(10 + (index % 50))}Z docker-ce ${text}`,
  (text, index) => `Jan 15 05:40:45.09${String(1000 + index)}+00:00 2024 ax1 INFO containerd[501]: ${text}`,
  (text, index) => `4月 01 11:13:${String(10 + (index % 50))} node dockerd[171183]: ${text}`,
];

const noise = fc.constantFrom<readonly [string, string | null]>(
  ['time="2020-02-25T22:07:13+08:00" level=info msg="shim reaped" id=de42a6372c1d', 'dockerd'],
  ['Removed slice User Slice of root.', 'systemd'],
  ['type=SYSCALL msg=audit(1582099207.201:1): a0=1', null],
);

describe('the reader of tracebacks', () => {
  it('finds the frames of any traceback again, with other lines between them', () => {
    fc.assert(
      fc.property(
        fc.array(goroutine, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('\t', '', '#011', '        '),
        fc.constantFrom('', 'Feb 25 22:07:13 node dockerd: '),
        fc.array(fc.option(noise, { freq: 2 }), { maxLength: 60 }),
        (goroutines, indent, envelope, between) => {
          const lines: TraceLine[] = [];
          ['panic: boom', '', ...render(goroutines, indent)].forEach((text, index) => {
            lines.push({ ...bareLine(envelope + text, lines.length, 'dockerd'), from: envelope.length });
            const other = between[index];
            if (other) lines.push(bareLine(other[0], lines.length, other[1]));
          });
          const [traceback, ...more] = parseTracebacks(lines);
          assert.equal(more.length, 0);
          assert.deepEqual(
            traceback?.goroutines.map(g => ({
              state: g.state,
              minutes: g.waitMinutes,
              locked: g.locked,
              frames: g.frames.map(f => [f.function, f.args, f.file, f.line, f.createdBy]),
            })),
            goroutines.map(g => ({
              state: g.state,
              minutes: g.minutes,
              locked: g.locked,
              frames: [
                ...g.frames.map(f => [f.function, f.args, f.file, f.line, false]),
                ...(g.creator ? [[g.creator.function, '', g.creator.file, g.creator.line, true]] : []),
              ],
            })),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('finds a crash whole however much others log in the middle of it, as long as its process is named', () => {
    fc.assert(
      fc.property(
        fc.array(goroutine, { minLength: 1, maxLength: 3 }),
        fc.nat(40),
        fc.integer({ min: 0, max: 5000 }),
        fc.constantFrom('containerd', 'dockerd'),
        (goroutines, cut, others, program) => {
          const all = render(goroutines, '\t').filter(text => text !== '');
          // Between any two lines of its stacks, but not right behind its head.
          const at = 2 + (cut % Math.max(1, all.length - 2));
          const own = ['panic: boom', ...all].map(text => ({ text, pid: 7, program }));
          const foreign = { text: 'time="2020-02-25T22:07:13+08:00" level=info msg="shim reaped"', pid: 8, program };
          const lines = [
            ...own.slice(0, at + 1),
            ...new Array<typeof foreign>(others).fill(foreign),
            ...own.slice(at + 1),
          ];
          const read = parseTracebacks(lines.map(({ text, pid }, line) => ({ ...bareLine(text, line, program), pid })));
          const whole = parseTracebacks(own.map(({ text }, line) => ({ ...bareLine(text, line, program), pid: 7 })));
          const framesIn = (found: typeof read): unknown =>
            found.map(({ kind, message, goroutines: gs }) => [
              kind,
              message,
              gs.map(({ id, frames }) => [id, frames.map(f => [f.function, f.args, f.file, f.line, f.createdBy])]),
            ]);
          assert.equal(whole.length, 1);
          assert.deepEqual(framesIn(read), framesIn(whole));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does not join what two runs of a program print, nor two stacks of one that goes on', () => {
    const stack = (id: number): string[] => [`goroutine ${String(id)} [running]:`, 'main.f(0x1)', '\t/a/b.go:1 +0x1'];
    const others = new Array<string>(400).fill('time="2020-02-25T22:07:13+08:00" level=info msg="shim reaped"');
    const read = (head: string[], pids: readonly [number | null, number | null]): number[] =>
      parseTracebacks(
        [...head, ...stack(1), ...others, ...stack(2)].map((text, line) => {
          const pid = line < head.length + 3 + others.length ? pids[0] : pids[1];
          return text.startsWith('time=')
            ? { ...bareLine(text, line, 'other'), pid: 9 }
            : { ...bareLine(text, line, 'dockerd'), pid };
        }),
      ).map(found => found.goroutines.length);
    assert.deepEqual(read(['panic: boom'], [7, 7]), [2]);
    assert.deepEqual(read(['panic: boom'], [7, 8]), [1, 1]);
    assert.deepEqual(read(['panic: boom'], [null, null]), [1, 1]);
    assert.deepEqual(read(['http: panic serving 1.2.3.4:5: boom'], [7, 7]), [1, 1]);
    assert.deepEqual(read([], [7, 7]), [1, 1]);
  });

  it('finds the frames of any traceback in any envelope, cut at both ends and indented anew', () => {
    fc.assert(
      fc.property(
        fc.array(goroutine, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...ENVELOPES),
        fc.nat(5),
        fc.nat(12),
        (goroutines, wrap, blanks, cut) => {
          const all = render(goroutines, '\t').filter(text => text !== '');
          // Of a goroutine that is cut the head goes, and the last frame with both its lines.
          const from = all.findIndex((text, index) => index >= cut && text.startsWith('goroutine '));
          const lines = all.slice(Math.max(0, from), all.length - (all.length > from + 6 ? 2 : 0));
          const texts = ['panic: boom', ...lines].map((text, index) => wrap(' '.repeat(blanks) + text, index));
          const read = parseTracebacks(loggedLines(texts)).flatMap(t => t.goroutines.flatMap(g => g.frames));
          assert.deepEqual(
            read.map(f => `${f.function ?? '?'} ${f.file}:${String(f.line)}`),
            lines.flatMap((text, index) => {
              if (!text.startsWith('\t')) return [];
              const name = (lines[index - 1] ?? '').replace('created by ', '').replace(/\([^()]*\)$/, '');
              return [`${name} ${text.trim().replace(/ \+0x.*/, '')}`];
            }),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never throws, and its spans lie inside their lines', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'panic: ',
        'goroutine 1 [running]:',
        'main.f(0x1)',
        '\t/a/b.go:1 +0x1',
        'created by a.b',
        '#011',
        '(',
        ')',
        '[signal SIGSEGV: x code=0x1 addr=0x1 pc=0x1]',
        ':0 +0x1',
        '.go',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const line = fc.array(piece, { maxLength: 4 }).map(pieces => pieces.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.nat(5), (texts, from) => {
        const read = parseTracebacks(texts.map((text, index) => ({ ...bareLine(text, index), from })));
        for (const traceback of read) {
          assert.ok(traceback.line <= traceback.endLine);
          for (const frame of traceback.goroutines.flatMap(g => g.frames)) {
            for (const span of [frame.fileAt, frame.functionAt]) {
              if (!span) continue;
              const text = texts[span.line] ?? '';
              assert.ok(span.start >= from && span.start < span.end && span.end <= text.length);
            }
            assert.equal(texts[frame.fileAt.line]?.slice(frame.fileAt.start).startsWith(frame.file), true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds no traceback in a line of 5 MB', () => {
    const long = 5_000_000;
    for (const text of [
      'a'.repeat(long),
      '('.repeat(long),
      'a.b('.repeat(long / 4) + ')',
      '/a'.repeat(long / 2) + ':1',
      'goroutine 1 [' + ', '.repeat(long / 2) + ']:',
      ' '.repeat(long),
      '#011'.repeat(long / 4),
    ]) {
      assert.deepEqual(parseTracebacks([bareLine(text, 0)]), []);
    }
  });
});
