// Shapes that logs and debuggers give to stacks, and texts that only look like them. All lines are made.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupsOf } from '../../../server/src/golang/groups';
import { framesIn, loggedLines, parseTracebacks } from './tracebacks';

const SHIM = 'github.com/containerd/containerd/runtime/v1/shim';
const PATH = `/go/src/${SHIM}/service.go`;
const SYSLOG = 'Feb 25 22:07:13 node dockerd[7]: ';
const PAD = ' '.repeat(55);

describe('frames are read', () => {
  const cases: readonly (readonly [name: string, lines: readonly string[], frames: readonly string[]])[] = [
    [
      'from a call stack as a debugger copies it',
      [
        'main.work (/src/work.go:10)',
        'main.main (/src/main.go:5)',
        'runtime.main (/usr/local/go/src/runtime/proc.go:267)',
      ],
      ['main.work /src/work.go:10', 'main.main /src/main.go:5', 'runtime.main /usr/local/go/src/runtime/proc.go:267'],
    ],
    [
      'from a list of paths below the head of klog',
      [
        'E0817 00:36:14.124544       1 runtime.go:66] Observed a panic: "nil" (runtime error)',
        '/go/src/k8s.io/kubernetes/_output/local/go/src/k8s.io/kubernetes/pkg/util/runtime/runtime.go:72',
        '/usr/local/go/src/runtime/asm_amd64.s:573',
        'I0817 00:36:14.124544       1 server.go:1] going on',
      ],
      [
        '? /go/src/k8s.io/kubernetes/_output/local/go/src/k8s.io/kubernetes/pkg/util/runtime/runtime.go:72',
        '? /usr/local/go/src/runtime/asm_amd64.s:573',
      ],
    ],
    [
      'from a goroutine on one line',
      [
        `level=error msg="x" panic: boom goroutine 5 [running]: ${SHIM}.(*Service).Pid(0x1, 0x2) ${PATH}:514 +0xde main.main() /src/main.go:5 +0x1 created by main.init /src/main.go:1 +0x2`,
      ],
      [`${SHIM}.(*Service).Pid ${PATH}:514`, 'main.main /src/main.go:5', '*main.init /src/main.go:1'],
    ],
    [
      'from lines that journalctl pads behind the first',
      [
        `${SYSLOG}panic: boom`,
        `${PAD}`,
        `${PAD}goroutine 5 [running]:`,
        `${PAD}main.work(0x1)`,
        `${PAD}        /src/work.go:10 +0x20`,
      ],
      ['main.work /src/work.go:10'],
    ],
    [
      'from a message in syslog whose line breaks are real',
      [
        `${SYSLOG}time="2018-02-27T12:57:13+11:00" level=info msg="=== BEGIN goroutine stack dump ===`,
        'goroutine 5 [running]:',
        'main.work(0x1)',
        '\t/src/work.go:10 +0x20',
        '=== END goroutine stack dump ==="',
      ],
      ['main.work /src/work.go:10'],
    ],
    [
      'from lines that the width of the terminal has cut',
      [
        'goroutine 5 [running]:',
        `${SHIM}.(*Service).checkProcesses(0xc42000e0c0, 0xbf8d686>`,
        `\t${PATH}:514 +0x>`,
        `${SHIM}.(*Service).proc>`,
        `\t${PATH}:492 +0xd0`,
        `${SHIM}.(*Service).next(0x1)`,
        `\t${PATH}:49>`,
        `created by ${SHIM}.NewService in gor>`,
        `\t${PATH}:91 +0x3e9`,
      ],
      [`${SHIM}.(*Service).checkProcesses ${PATH}:514`, `? ${PATH}:492`, `*${SHIM}.NewService ${PATH}:91`],
    ],
    [
      'from lines that a terminal has wrapped',
      [
        'goroutine 5 [running]:',
        'github.com/containerd/containerd/runtime/v1/shim.(*Service).checkProcesses(0xc42000e0c0, 0xbf8d',
        '68647291f929, 0x0)',
        '\t/go/src/github.com/containerd/containerd/runtime/v1/shim/very/long/folder/name/serv',
        'ice.go:514 +0xde',
        'github.com/containerd/containerd/runtime/v1/very/long/folder/name/of/the/package/sh',
        'im.(*Service).processExits(0xc42000e0c0)',
        '\t/go/src/github.com/containerd/containerd/runtime/v1/shim/very/long/name/service.go:49',
        '2 +0xd0',
      ],
      [
        `${SHIM}.(*Service).checkProcesses /go/src/${SHIM}/very/long/folder/name/service.go:514`,
        `github.com/containerd/containerd/runtime/v1/very/long/folder/name/of/the/package/shim.(*Service).processExits /go/src/${SHIM}/very/long/name/service.go:492`,
      ],
    ],
    [
      'with a path alone where the line of its function is lost',
      [
        'goroutine 5 [running]:',
        'net/http.(*conn).serve(0x1)',
        `\t${PATH}:514 +0xde`,
        'main.main()',
        '\t/src/main.go:5 +0x1',
      ],
      [`? ${PATH}:514`, 'main.main /src/main.go:5'],
    ],
    [
      'behind a creator where the next header is lost',
      [
        'panic: boom',
        'goroutine 5 [running]:',
        'main.work(0x1)',
        '\t/src/work.go:10 +0x20',
        'created by main.F',
        '\t/src/f.go:1 +0x1',
        'main.other(0x1)',
        '\t/src/other.go:3 +0x20',
      ],
      ['main.work /src/work.go:10', '*main.F /src/f.go:1', 'main.other /src/other.go:3'],
    ],
    [
      'behind a prefix that no envelope knows',
      [
        'web-1  | 12:00:01 panic: boom',
        'web-1  | 12:00:02 goroutine 5 [running]:',
        'web-1  | 12:00:02 panic({0x1, 0x2})',
        'web-1  | 12:00:02 \t/usr/local/go/src/runtime/panic.go:884 +0x212',
        'web-2  | 12:00:02 \t/src/other.go:10 +0x20',
        'web-1  | 12:00:03 main.work(...)',
        'web-1  | 12:00:03 \t/src/work.go:10',
      ],
      ['panic /usr/local/go/src/runtime/panic.go:884', 'main.work /src/work.go:10'],
    ],
    [
      'from Windows',
      [
        'Exception 0xc0000005 0x0 0x30 0x7ff6a1',
        'PC=0x7ff6a1',
        '',
        'goroutine 5 [running]:',
        'main.work(0x1)',
        '\tC:/Program Files/x/work.go:10 +0x20',
      ],
      ['main.work C:/Program Files/x/work.go:10'],
    ],
  ];
  for (const [name, lines, frames] of cases) {
    it(name, () => {
      assert.deepEqual(framesIn(lines), frames);
    });
  }

  it('with the head and the program of a trace behind an unknown prefix', () => {
    const [traceback] = parseTracebacks(
      loggedLines([
        'web-1  | panic: boom',
        'web-1  | goroutine 5 [running]:',
        'web-1  | main.f(0x1)',
        'web-1  | \t/f.go:1 +0x1',
      ]),
    );
    assert.deepEqual([traceback?.kind, traceback?.message, traceback?.line], ['panic', 'boom', 0]);
  });
  it('and grouped with the range of their waits', () => {
    const goroutine = (id: number, remark: string, line: number, arg: string): string[] => [
      `goroutine ${String(id)} [select${remark}]:`,
      `main.work(${arg})`,
      `\t/src/work.go:${String(line)} +0x20`,
      'created by main.main',
      '\t/src/main.go:5 +0x1',
    ];
    const [traceback] = parseTracebacks(
      loggedLines([
        ...goroutine(1, ', 7 minutes', 10, '0x1'),
        ...goroutine(2, '', 11, '0x1'),
        ...goroutine(3, ', 655 minutes', 10, '0x2'),
        ...goroutine(4, '', 10, '0x3'),
      ]),
    );
    assert.ok(traceback);
    assert.deepEqual(
      groupsOf(traceback).map(group => [group.goroutines.map(g => g.id), group.waitMinutes]),
      [
        [[1, 3, 4], { least: 0, most: 655 }],
        [[2], null],
      ],
    );
  });
});

describe('no frame is seen', () => {
  const cases: readonly (readonly [name: string, lines: readonly string[]])[] = [
    ['in one line like a debugger’s', ['main.work (/src/work.go:10)']],
    ['in a sentence with a call and a place', ['see main.work(0x1) in', 'see /src/work.go:10']],
    ['in compiler errors', ['# example.org/x', './main.go:12:3: undefined: y', '/src/main.go:12: syntax error']],
    ['in a test’s failure', ['--- FAIL: TestX (0.00s)', '    x_test.go:12: got 1', '    main_test.go:12']],
    ['in a trace of Python', ['Traceback (most recent call last):', '  File "/x/y.py", line 3, in f', '    f(0x1)']],
    ['in a trace of Node', ['Error: x', '    at f (/x/y.js:1:2)', '    at main (/x/y.go:12:1)']],
    ['in a trace of Java', ['Exception in thread "main" x', '\tat a.b.C.m(C.java:10)', '\tat a.b.C.n(C.java:11)']],
    [
      'in a trace of Rust',
      [
        '   0: std::panicking::begin_panic',
        '             at src/lib.rs:10',
        '   1: a::b',
        '             at ./b.rs:3:5',
      ],
    ],
    ['in a kernel’s call trace', ['Call Trace:', ' [<ffffffff810>] do_exit+0x20/0x30', ' ? __schedule+0x1/0x2']],
    ['in a header without a stack', ['goroutine 5 [running]:', 'done']],
    ['in a talk of goroutines', ['I see goroutine 5 [running]: and no more of it /src/work.go:10']],
    [
      'in an error with the stack of a package for errors',
      ['boom', 'main.work', '\t/src/work.go:10', 'main.main', '\t/src/main.go:5'],
    ],
    [
      'in klog lines that end in a place',
      ['E0817 00:36:14.124544 1 runtime.go:66] failed at', 'I0817 00:36:14.1 1 a.go:6] /src/work.go:10'],
    ],
    ['in a config that names files', ['include = /etc/app/main.go:12', 'path: /etc/app/main.go:12 +0x1']],
    [
      'in a message that quotes a frame',
      [
        'time="2024-01-02T03:04:05Z" level=info msg="main.work(0x1) called"',
        'time="2024-01-02T03:04:05Z" level=info msg="at /src/work.go:10"',
      ],
    ],
    [
      'in two programs’ halves',
      ['Feb 25 22:07:13 node a[1]: main.work(0x1)', 'Feb 25 22:07:13 node b[2]: \t/src/work.go:10 +0x20'],
    ],
    ['in a call whose path lies in another package', ['net/http.Get(0x1)', `\t${PATH}:514 +0xde`]],
  ];
  for (const [name, lines] of cases) {
    it(name, () => {
      assert.deepEqual(framesIn(lines), []);
    });
  }
});
