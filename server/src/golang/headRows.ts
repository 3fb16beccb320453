// The lines with which a traceback begins, one row per form.
import { unescapeGo } from '../daemon/logrus';
import type { Head, HeadRow } from './headRow';

/** The runtime's remark on a panic that a deferred function caught (Go 1.23 adds `, repanicked`; runtime/panic.go, printpanics). */
const RECOVERED = / \[recovered(?:, repanicked)?\]$/;
const SIGNAL =
  /^\[signal (0x[0-9a-f]{1,8}|[A-Z][A-Z0-9]{1,15})(?:: [^\]=]{0,80}?)?(?: code=(\S{1,20}))?(?: addr=(\S{1,20}))?(?: pc=(\S{1,20}))?\]$/;
const DIED_OF = /^(SIG[A-Z0-9]{2,8}): ([a-z][a-z /]{0,60})$/;
const COUNTER = /^PC=(0x[0-9a-f]{1,16}) m=-?\d{1,10}(?: sigcode=(-?\d{1,20}))?(?: addr=(0x[0-9a-f]{1,16}))?$/;
const HTTP = /http2?: panic serving /y;
/** The lengths of what package log puts before a message: nothing, `2018/01/11 20:54:52 `, the same with microseconds. */
const LOG_PREFIXES = [0, 20, 27];
/** klog's head of an error and of a fatal error (k8s.io/klog): `E0608 15:36:12.678326    1517 runtime.go:78] `. */
const KLOG = /^([EF])\d{4} [\d:.]{8,15} {1,8}\d{1,10} [\w.-]{1,100}:\d{1,7}\] /;
/** Kubernetes up to 1.3 recovered from it. */
const OBSERVED = /^"?(?:Observed a panic|Recovered from panic)(?:: |" (?:panic=)?)/;
/** The same as klog has written it since Kubernetes 1.31: with named values. */
const OBSERVED_VALUE = /^"Observed a panic" panic="((?:[^"\\]|\\.){0,8000})" panicGoValue=/;
/** What a volume's operation in Kubernetes says of the panic that it ended with. */
const RECOVERED_FROM = / recovered from panic "(.{0,1000})"\. \(err=.{0,1000}\) Call stack:$/;
/** What klog writes behind a value of several lines. */
const STACKTRACE = / stacktrace=<?$/;

/** Code, access, address and program counter. */
const EXCEPTION = /^Exception (0x[0-9a-f]{1,8}) 0x[0-9a-f]{1,16} (0x[0-9a-f]{1,16}) (0x[0-9a-f]{1,16})$/;

const NO_SIGNAL = null;
const NIL = 'runtime error: invalid memory address or nil pointer dereference';

export const heads: readonly HeadRow[] = [
  {
    id: 'panic',
    marks: ['panic: '],
    role: 'head',
    single: false,
    parse: payload => ({ kind: 'panic', message: payload.slice(7).replace(RECOVERED, ''), signal: NO_SIGNAL }),
    samples: [
      [`panic: ${NIL}`, { kind: 'panic', message: NIL, signal: null }],
      ['panic: close of nil channel [recovered]', { kind: 'panic', message: 'close of nil channel', signal: null }],
    ],
    counterExamples: ['panic(0x808620, 0xc42074a2f0)', 'panic', 'kernel panic: no'],
  },
  {
    id: 'fatal error',
    marks: ['fatal error: '],
    role: 'head',
    single: false,
    parse: payload => ({ kind: 'fatal', message: payload.slice(13), signal: NO_SIGNAL }),
    samples: [
      ['fatal error: concurrent map writes', { kind: 'fatal', message: 'concurrent map writes', signal: null }],
      [
        'fatal error: concurrent map read and map write',
        { kind: 'fatal', message: 'concurrent map read and map write', signal: null },
      ],
    ],
    counterExamples: [
      'fatal: not a git repository',
      'a fatal error: x',
      'fatal runtime error: failed to initiate panic',
    ],
  },
  {
    id: 'stack exceeds',
    marks: ['runtime: goroutine stack exceeds '],
    role: 'preamble',
    single: false,
    parse: payload => ({ kind: 'fatal', message: payload.slice(9), signal: NO_SIGNAL }),
    samples: [
      [
        'runtime: goroutine stack exceeds 1000000000-byte limit',
        { kind: 'fatal', message: 'goroutine stack exceeds 1000000000-byte limit', signal: null },
      ],
    ],
    counterExamples: ['runtime: mlock of signal stack failed: 12'],
  },
  ...['runtime: out of memory: ', 'runtime/cgo: pthread_create failed: ', 'unexpected fault address '].map(
    (mark): HeadRow => ({
      id: mark.trimEnd(),
      marks: [mark],
      role: 'preamble',
      single: false,
      parse: payload => ({ kind: 'fatal', message: payload.replace(/^runtime: /, ''), signal: NO_SIGNAL }),
      samples: [[`${mark}x`, { kind: 'fatal', message: `${mark}x`.replace(/^runtime: /, ''), signal: null }]],
      counterExamples: ['runtime: mlock of signal stack failed: 12', 'fatality: x'],
    }),
  ),
  {
    id: 'http panic',
    marks: ['http: panic serving ', 'http2: panic serving '],
    role: 'head',
    single: true,
    parse: parseHttp,
    samples: [
      [
        `2018/01/11 20:54:52 http: panic serving 10.128.0.3:49962: ${NIL}`,
        { kind: 'http-panic', message: NIL, signal: null },
      ],
      [`http: panic serving @: ${NIL}`, { kind: 'http-panic', message: NIL, signal: null }],
      ['http2: panic serving [::1]:80: boom: x', { kind: 'http-panic', message: 'boom: x', signal: null }],
    ],
    counterExamples: ['2018/01/11 20:54:52 http: TLS handshake error from 10.0.0.1:1: EOF'],
  },
  {
    id: 'data race',
    marks: ['WARNING: DATA RACE'],
    role: 'head',
    single: false,
    parse: payload => (payload === 'WARNING: DATA RACE' ? { kind: 'race', message: '', signal: NO_SIGNAL } : null),
    samples: [['WARNING: DATA RACE', { kind: 'race', message: '', signal: null }]],
    counterExamples: ['WARNING: DATA RACES are bad'],
  },
  {
    id: 'klog',
    marks: ['E', 'Observed a panic', '"Observed a panic', 'Recovered from panic'],
    role: 'head',
    single: true,
    parse: payload => {
      const text = payload.slice(KLOG.exec(payload)?.[0].length ?? 0);
      const value = OBSERVED_VALUE.exec(text)?.[1];
      if (value !== undefined) return { kind: 'panic', message: unescapeGo(value), signal: NO_SIGNAL };
      const found = OBSERVED.exec(text);
      const message = found
        ? text.slice(found[0].length).replace(STACKTRACE, '')
        : RECOVERED_FROM.exec(text.slice(-2048))?.[1];
      return message === undefined ? null : { kind: 'panic', message, signal: NO_SIGNAL };
    },
    samples: [
      [
        'E0608 15:36:12.678326    1517 runtime.go:78] Observed a panic: "index out of range" (runtime error)',
        { kind: 'panic', message: '"index out of range" (runtime error)', signal: null },
      ],
      [
        'E0318 10:21:22.519925     246 panic.go:115] "Observed a panic" panic="boom" panicGoValue="x" stacktrace=<',
        { kind: 'panic', message: 'boom', signal: null },
      ],
      [
        'E0114 19:35:37.737240    2596 util.go:82] Recovered from panic: "boom" (runtime error: boom)',
        { kind: 'panic', message: '"boom" (runtime error: boom)', signal: null },
      ],
      [
        'E0424 19:49:18.581234    1517 nestedpendingoperations.go:348] Operation for "x" failed. Error: recovered from panic "boom". (err=<nil>) Call stack:',
        { kind: 'panic', message: 'boom', signal: null },
      ],
    ],
    counterExamples: ['E0608 15:36:12.678326    1517 runtime.go:78] Observed a problem', 'Error'],
  },
  {
    id: 'klog fatal',
    marks: ['F'],
    role: 'head',
    single: false,
    parse: payload => {
      const found = KLOG.exec(payload);
      if (found?.[1] !== 'F') return null;
      return { kind: 'fatal', message: payload.slice(found[0].length), signal: NO_SIGNAL };
    },
    samples: [
      [
        'F0608 15:36:12.678326    1517 server.go:273] failed to run Kubelet: no swap',
        { kind: 'fatal', message: 'failed to run Kubelet: no swap', signal: null },
      ],
    ],
    counterExamples: ['Found 1 data race(s)', 'F0608 is a number'],
  },
  {
    id: 'dump',
    marks: ['=== BEGIN goroutine stack dump ==='],
    role: 'head',
    single: false,
    parse: payload =>
      payload === '=== BEGIN goroutine stack dump ===' ? { kind: 'dump', message: '', signal: NO_SIGNAL } : null,
    samples: [['=== BEGIN goroutine stack dump ===', { kind: 'dump', message: '', signal: null }]],
    counterExamples: ['=== BEGIN goroutine stack dump === failed'],
  },
  {
    id: 'end of a dump',
    marks: ['=== END goroutine stack dump ==='],
    role: 'end',
    single: false,
    parse: () => ({ kind: 'dump', message: '', signal: NO_SIGNAL }),
    samples: [['=== END goroutine stack dump ===', { kind: 'dump', message: '', signal: null }]],
    counterExamples: ['=== END of a dump ==='],
  },
  {
    id: 'signal',
    marks: ['[signal '],
    role: 'detail',
    single: false,
    parse: payload => {
      const found = SIGNAL.exec(payload);
      if (!found) return null;
      const [, name = '', code = null, addr = null, pc = null] = found;
      return { kind: 'signal', message: '', signal: { name, code, addr, pc } };
    },
    samples: [
      [
        '[signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488]',
        { kind: 'signal', message: '', signal: { name: 'SIGSEGV', code: '0x1', addr: '0x78', pc: '0x5ff488' } },
      ],
      [
        '[signal 0xb code=0x1 addr=0x0 pc=0x401000]',
        { kind: 'signal', message: '', signal: { name: '0xb', code: '0x1', addr: '0x0', pc: '0x401000' } },
      ],
    ],
    counterExamples: ['[signal handler installed', '[signal x]'],
  },
  {
    // runtime/signal_windows.go
    id: 'exception of Windows',
    marks: ['Exception 0x'],
    role: 'head',
    single: false,
    parse: payload => {
      const [, name, addr = null, pc = null] = EXCEPTION.exec(payload) ?? [];
      return name === undefined ? null : { kind: 'signal', message: '', signal: { name, code: null, addr, pc } };
    },
    samples: [
      [
        'Exception 0xc0000005 0x0 0x30 0x7ff6a1',
        { kind: 'signal', message: '', signal: { name: '0xc0000005', code: null, addr: '0x30', pc: '0x7ff6a1' } },
      ],
    ],
    counterExamples: ['Exception 0xc0000005 occurred'],
  },
  {
    id: 'died of a signal',
    marks: ['SIG'],
    role: 'head',
    single: false,
    parse: payload => {
      const found = DIED_OF.exec(payload);
      if (!found) return null;
      const [, name = '', message = ''] = found;
      return { kind: 'signal', message, signal: { name, code: null, addr: null, pc: null } };
    },
    samples: [
      [
        'SIGQUIT: quit',
        { kind: 'signal', message: 'quit', signal: { name: 'SIGQUIT', code: null, addr: null, pc: null } },
      ],
      [
        'SIGABRT: abort',
        { kind: 'signal', message: 'abort', signal: { name: 'SIGABRT', code: null, addr: null, pc: null } },
      ],
    ],
    counterExamples: ['SIGTERM received, stopping', 'SIGNAL: 15'],
  },
  {
    id: 'program counter',
    marks: ['PC=0x'],
    role: 'detail',
    single: false,
    parse: payload => {
      const found = COUNTER.exec(payload);
      if (!found) return null;
      const [, pc = null, code = null, addr = null] = found;
      return { kind: 'signal', message: '', signal: { name: '', code, addr, pc } };
    },
    samples: [
      [
        'PC=0x45eac1 m=0 sigcode=0',
        { kind: 'signal', message: '', signal: { name: '', code: '0', addr: null, pc: '0x45eac1' } },
      ],
      [
        'PC=0x7f1a m=-1 sigcode=18446744073709551610',
        { kind: 'signal', message: '', signal: { name: '', code: '18446744073709551610', addr: null, pc: '0x7f1a' } },
      ],
    ],
    counterExamples: ['PC=0x45eac1 LR=0x1', 'PC=0x1'],
  },
];

function parseHttp(payload: string): Head | null {
  for (const length of LOG_PREFIXES) {
    HTTP.lastIndex = length;
    const colon = HTTP.test(payload) ? payload.indexOf(': ', HTTP.lastIndex) : -1;
    if (colon >= 0) return { kind: 'http-panic', message: payload.slice(colon + 2), signal: NO_SIGNAL };
  }
  return null;
}
