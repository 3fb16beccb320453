// Who wrapped a line: syslog, rsyslog, journalctl, dmesg, or nobody. One row per form, each with its samples.
import type { Span } from '../place';
import { readIsoStamp, readSyslogStamp } from './stamp';
import type { Stamp } from './time';

/** What stands before the payload of a line. Spans are UTF-16 columns. */
export interface Envelope {
  readonly id: string;
  /** The column where the payload begins. */
  readonly payload: number;
  readonly stamp: Stamp | null;
  readonly host: Span | null;
  readonly program: Span | null;
  readonly pid: number | null;
}

interface EnvelopeRow {
  readonly id: string;
  /** Null where the line has another form. */
  readonly parse: (text: string) => Envelope | null;
  /** A line with what is read of it. */
  readonly samples: readonly {
    readonly line: string;
    readonly host?: string;
    readonly program?: string;
    readonly pid?: number;
    readonly payload: string;
  }[];
  /** Lines that must not be taken for this form. */
  readonly counterSamples: readonly string[];
}

/** [host ]program[pid]: as RFC 3164 section 4.1.3 has it; a tag is at most 64 characters here, a host 255 (RFC 1035). */
const TAG = /(?:([^\s:[\]]{1,255}) )?([\w./@()-]{1,64})(?:\[(\d{1,10})\])?: ?/y;

/** dmesg's seconds since boot. */
const UPTIME = /(?:<\d{1,3}>)?\[ *\d{1,10}\.\d{1,9}\] ?/y;

/** A word that other programs' logs write where syslog has the host: such a line is not syslog's. */
const LEVEL = /^(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)$/i;

const BARE: Envelope = { id: 'bare', payload: 0, stamp: null, host: null, program: null, pid: null };

function tagged(id: string, text: string, read: { stamp: Stamp; end: number } | null): Envelope | null {
  if (!read || text.charCodeAt(read.end) !== 0x20) {
    return null;
  }
  TAG.lastIndex = read.end + 1;
  const match = TAG.exec(text);
  if (!match) {
    return null;
  }
  const [whole, host, program = '', pid] = match;
  if (LEVEL.test(host ?? program)) {
    return null;
  }
  const programStart = match.index + (host === undefined ? 0 : host.length + 1);
  return {
    id,
    payload: match.index + whole.length,
    stamp: read.stamp,
    host: host === undefined ? null : { start: match.index, end: match.index + host.length },
    program: { start: programStart, end: programStart + program.length },
    pid: pid === undefined ? null : Number(pid),
  };
}

export const envelopes: readonly EnvelopeRow[] = [
  {
    id: 'rfc3164',
    parse: text => tagged('rfc3164', text, readSyslogStamp(text, 0)),
    samples: [
      {
        line: 'Feb 19 16:00:07 gpu-ser-xyz dockerd: time="2020-02-19T16:00:07.204930762+08:00" level=info msg="shim reaped"',
        host: 'gpu-ser-xyz',
        program: 'dockerd',
        payload: 'time="2020-02-19T16:00:07.204930762+08:00" level=info msg="shim reaped"',
      },
      {
        line: 'Nov 23 06:44:40.978141 vm containerd[22577]: time="2026"',
        host: 'vm',
        program: 'containerd',
        pid: 22577,
        payload: 'time="2026"',
      },
      {
        line: 'Feb 14 22:20:44 dockerd[5474]: panic: runtime error: index out of range',
        program: 'dockerd',
        pid: 5474,
        payload: 'panic: runtime error: index out of range',
      },
    ],
    counterSamples: ['Feb 30', 'May be it is 12:00:00 somewhere: yes', 'time="2020-02-19T16:00:07Z" level=info msg=x'],
  },
  {
    id: 'iso',
    parse: text => {
      const read = text.charCodeAt(10) === 0x54 ? readIsoStamp(text, 0) : null;
      return tagged('iso', text, read?.stamp.offset === null ? null : read);
    },
    samples: [
      {
        line: '2023-11-13T03:50:55.201611+01:00 host containerd[13306]: time="x"',
        host: 'host',
        program: 'containerd',
        pid: 13306,
        payload: 'time="x"',
      },
      {
        line: '2026-11-23T15:43:51.259823+0800 vm containerd[17798]: starting',
        host: 'vm',
        program: 'containerd',
        pid: 17798,
        payload: 'starting',
      },
    ],
    counterSamples: [
      '2018-09-20T11:54:11.753589172Z stdout F This is my message',
      '2024-01-02 12:00:00,123 INFO org.example.Main: started',
      '2024-01-02T12:00:00Z INFO main: started',
    ],
  },
  {
    id: 'dmesg-iso',
    parse: text => {
      // Always with T and a zone: log4j's own stamps have the comma too (util-linux, sys-utils/dmesg.c).
      const read = text.charCodeAt(10) === 0x54 && text.charCodeAt(19) === 0x2c ? readIsoStamp(text, 0) : null;
      return read && read.stamp.offset !== null && text.charCodeAt(read.end) === 0x20
        ? { ...BARE, id: 'dmesg-iso', payload: read.end + 1, stamp: read.stamp }
        : null;
    },
    samples: [
      {
        line: '2026-11-23T15:43:58,046691+08:00 tail invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0',
        payload: 'tail invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0',
      },
    ],
    counterSamples: [
      '2023-11-13T03:50:55.201611+01:00 host containerd[13306]: time="x"',
      '2024-01-02 12:00:00,123 INFO org.example.Main: started',
      '2024-01-02T12:00:00,123 INFO org.example.Main: started',
    ],
  },
  {
    id: 'dmesg-uptime',
    parse: text => {
      UPTIME.lastIndex = 0;
      return UPTIME.test(text) ? { ...BARE, id: 'dmesg-uptime', payload: UPTIME.lastIndex } : null;
    },
    samples: [
      { line: '[ 1031.571035] device eth0 left promiscuous mode', payload: 'device eth0 left promiscuous mode' },
      { line: '<6>[  859.012345] docker0: port 1', payload: 'docker0: port 1' },
    ],
    counterSamples: [
      '[INFO] Create request',
      '[signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488]',
    ],
  },
];

/** The rows that can begin with a character; a line that begins otherwise is bare. */
function rowsFor(first: number): readonly EnvelopeRow[] {
  if (first >= 0x41 && first <= 0x5a) {
    return BY_LETTER;
  }
  if (first >= 0x30 && first <= 0x39) {
    return BY_DIGIT;
  }
  return first === 0x5b || first === 0x3c ? BY_BRACKET : [];
}
const BY_LETTER = envelopes.filter(row => row.id === 'rfc3164');
const BY_DIGIT = ['dmesg-iso', 'iso'].flatMap(id => envelopes.filter(row => row.id === id));
const BY_BRACKET = envelopes.filter(row => row.id === 'dmesg-uptime');

/** The envelope of a line; a line that no row knows is bare: all of it is payload. */
export function readEnvelope(text: string): Envelope {
  for (const row of rowsFor(text.charCodeAt(0))) {
    const envelope = row.parse(text);
    if (envelope) {
      return envelope;
    }
  }
  return BARE;
}

/** The text of a span, null for none. */
export function spanText(text: string, span: Span | null): string | null {
  return span && text.slice(span.start, span.end);
}
