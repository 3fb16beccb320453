// The lines that begin a goroutine's stack, one row per form.
import { isDigit } from './scan';

/** What a header says of the stack below it. */
export interface Header {
  readonly id: number | null;
  readonly state: string;
  readonly waitMinutes: number | null;
  readonly locked: boolean;
}

interface HeaderRow {
  readonly id: string;
  /** What a payload begins with that can be this header. */
  readonly marks: readonly string[];
  readonly parse: (payload: string) => Header | null;
  readonly samples: readonly (readonly [payload: string, header: Header])[];
  readonly counterExamples: readonly string[];
}

/** Between the number and the state since Go 1.22 (runtime/traceback.go, goroutineheader): `gp=0xc000002380 m=0 mp=0x5ab4a0`. */
const POINTERS = /^(?: gp=0x[0-9a-f]{1,16})?(?: m=(?:nil|-?\d{1,10}))?(?: mp=(?:nil|0x[0-9a-f]{1,16}))?$/;
/** Behind the state since Go 1.26: the labels of the goroutine. */
const LABELS = /^ \{[^{}]{0,200}\}$/;
const GOROUTINE = 'goroutine ';
const MINUTES = /^(\d{1,9}) minutes$/;
/** The race detector's report, golang.org/x/tools and compiler-rt's tsan_report.cpp for Go. */
const ACCESS =
  /^((?:Previous )?(?:[Aa]tomic )?(?:[Rr]ead|[Ww]rite) at 0x[0-9a-f]{1,16}) by (?:goroutine (\d{1,19})|main goroutine):$/;
const CREATED_AT = /^Goroutine (\d{1,19}) \([a-z]{1,20}\) (created at):$/;

export const headers: readonly HeaderRow[] = [
  {
    id: 'goroutine',
    marks: [GOROUTINE],
    parse: parseGoroutine,
    samples: [
      ['goroutine 5 [running]:', { id: 5, state: 'running', waitMinutes: null, locked: false }],
      ['goroutine 1 [chan receive, 655 minutes]:', { id: 1, state: 'chan receive', waitMinutes: 655, locked: false }],
      [
        'goroutine 17 [syscall, 2 minutes, locked to thread]:',
        { id: 17, state: 'syscall', waitMinutes: 2, locked: true },
      ],
      [
        'goroutine 1 gp=0xc000002380 m=0 mp=0x5ab4a0 [running]:',
        { id: 1, state: 'running', waitMinutes: null, locked: false },
      ],
      [
        'goroutine 7 [chan receive (nil chan), 3 minutes] {"request":"1"}:',
        { id: 7, state: 'chan receive (nil chan)', waitMinutes: 3, locked: false },
      ],
      [
        'goroutine 34 gp=0xc0000 m=nil [select (no cases)]:',
        { id: 34, state: 'select (no cases)', waitMinutes: null, locked: false },
      ],
    ],
    counterExamples: [
      'goroutine 5 [running]',
      'goroutine stacks written to /run/x.log',
      'goroutine x [idle]:',
      'goroutine 5 is [idle]:',
      'goroutine 5 [idle] and [busy]:',
    ],
  },
  {
    id: 'runtime stack',
    marks: ['runtime stack:'],
    parse: payload =>
      payload === 'runtime stack:' ? { id: null, state: 'runtime stack', waitMinutes: null, locked: false } : null,
    samples: [['runtime stack:', { id: null, state: 'runtime stack', waitMinutes: null, locked: false }]],
    counterExamples: ['runtime stack: overflow'],
  },
  {
    id: 'race access',
    marks: ['Read at ', 'Write at ', 'Atomic ', 'Previous '],
    parse: payload => {
      const found = ACCESS.exec(payload);
      return (
        found && {
          id: found[2] === undefined ? 1 : Number(found[2]),
          state: found[1] ?? '',
          waitMinutes: null,
          locked: false,
        }
      );
    },
    samples: [
      [
        'Write at 0x00c0000b4010 by goroutine 7:',
        { id: 7, state: 'Write at 0x00c0000b4010', waitMinutes: null, locked: false },
      ],
      [
        'Previous read at 0x00c0000b4010 by main goroutine:',
        { id: 1, state: 'Previous read at 0x00c0000b4010', waitMinutes: null, locked: false },
      ],
    ],
    counterExamples: ["Read at 5 o'clock", 'Previous attempt failed'],
  },
  {
    id: 'race creation',
    marks: ['Goroutine '],
    parse: payload => {
      const found = CREATED_AT.exec(payload);
      return found && { id: Number(found[1]), state: found[2] ?? '', waitMinutes: null, locked: false };
    },
    samples: [['Goroutine 7 (running) created at:', { id: 7, state: 'created at', waitMinutes: null, locked: false }]],
    counterExamples: ['Goroutine 7 is leaking:'],
  },
];

/** The parts of `goroutine 17 gp=0x1 m=nil [syscall, 2 minutes, locked to thread]:`, found by character: a dump has one for each goroutine. */
function parseGoroutine(payload: string): Header | null {
  if (payload.charCodeAt(payload.length - 1) !== 0x3a /* : */) return null;
  let at = GOROUTINE.length;
  let id = 0;
  for (; isDigit(payload.charCodeAt(at)); at++) id = id * 10 + payload.charCodeAt(at) - 0x30;
  const open = payload.indexOf(' [', at);
  const close = payload.indexOf(']', open);
  if (at === GOROUTINE.length || open < 0 || close < 0) return null;
  if (open > at && !POINTERS.test(payload.slice(at, open))) return null;
  if (close < payload.length - 2 && !LABELS.test(payload.slice(close + 1, -1))) return null;
  const inside = payload.slice(open + 2, close);
  const comma = inside.indexOf(', ');
  if (comma < 0) return inside === '' ? null : { id, state: inside, waitMinutes: null, locked: false };
  const remarks = inside.slice(comma + 2).split(', ');
  const minutes = remarks.map(remark => MINUTES.exec(remark)?.[1]).find(count => count !== undefined);
  return {
    id,
    state: inside.slice(0, comma),
    waitMinutes: minutes === undefined ? null : Number(minutes),
    locked: remarks.includes('locked to thread'),
  };
}

/** The first characters of all marks. */
const FIRST = new Set(headers.flatMap(row => row.marks.map(mark => mark.charCodeAt(0))));
/** No header is longer. */
const LONGEST_HEADER = 400;

/** The header that text[start, end) is; null, after two character tests, for almost every line of a log. */
export function parseHeader(text: string, start: number, end: number): Header | null {
  if (text.charCodeAt(end - 1) !== 0x3a /* : */ || end - start > LONGEST_HEADER) return null;
  if (!FIRST.has(text.charCodeAt(start))) return null;
  for (const row of headers) {
    if (!row.marks.some(mark => text.startsWith(mark, start))) continue;
    const header = row.parse(text.slice(start, end));
    if (header) return header;
  }
  return null;
}
