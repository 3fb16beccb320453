// The lines that begin a goroutine's stack, one row per form.

/** What a header says of the stack below it. */
export interface Header {
  readonly id: number | null;
  readonly state: string;
  readonly waitMinutes: number | null;
  readonly locked: boolean;
}

export interface HeaderRow {
  readonly id: string;
  /** What a payload begins with that can be this header. */
  readonly marks: readonly string[];
  readonly parse: (payload: string) => Header | null;
  readonly samples: readonly (readonly [payload: string, header: Header])[];
  readonly counterExamples: readonly string[];
}

/** runtime/traceback.go, goroutineheader: `gp=` to `mp=` since Go 1.22, after the state what later versions add (labels, bubbles). */
const GOROUTINE =
  /^goroutine (\d{1,19})(?: gp=0x[0-9a-f]{1,16})?(?: m=(?:nil|-?\d{1,10}))?(?: mp=0x[0-9a-f]{1,16})? \[([^[\]]{1,200})\]:$/;
const MINUTES = /^(\d{1,9}) minutes$/;
/** The race detector's report, golang.org/x/tools and compiler-rt's tsan_report.cpp for Go. */
const ACCESS =
  /^((?:Previous )?(?:[Aa]tomic )?(?:[Rr]ead|[Ww]rite) at 0x[0-9a-f]{1,16}) by (?:goroutine (\d{1,19})|main goroutine):$/;
const CREATED_AT = /^Goroutine (\d{1,19}) \([a-z]{1,20}\) (created at):$/;

export const headers: readonly HeaderRow[] = [
  {
    id: 'goroutine',
    marks: ['goroutine '],
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
        'goroutine 34 gp=0xc0000 m=nil [select (no cases)]:',
        { id: 34, state: 'select (no cases)', waitMinutes: null, locked: false },
      ],
    ],
    counterExamples: ['goroutine 5 [running]', 'goroutine stacks written to /run/x.log', 'goroutine x [idle]:'],
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

function parseGoroutine(payload: string): Header | null {
  const found = GOROUTINE.exec(payload);
  if (!found) return null;
  const [state = '', ...remarks] = (found[2] ?? '').split(', ');
  const minutes = remarks.map(remark => MINUTES.exec(remark)?.[1]).find(count => count !== undefined);
  return {
    id: Number(found[1]),
    state,
    waitMinutes: minutes === undefined ? null : Number(minutes),
    locked: remarks.includes('locked to thread'),
  };
}

/** No header is longer. */
const LONGEST_HEADER = 400;

/** The header that text[start, end) is; null, after two character tests, for almost every line of a log. */
export function parseHeader(text: string, start: number, end: number): Header | null {
  if (text.charCodeAt(end - 1) !== 0x3a /* : */ || end - start > LONGEST_HEADER) return null;
  for (const row of headers) {
    if (!row.marks.some(mark => text.startsWith(mark, start))) continue;
    const header = row.parse(text.slice(start, end));
    if (header) return header;
  }
  return null;
}
