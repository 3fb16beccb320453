// The lines of syslog daemons: RFC 3164 in all its dialects, rsyslog's ISO form, RFC 5424, and what they forward.
import { BARE, type Envelope, type EnvelopeRow } from '../envelope';
import { levelOfPriority, levelOfWord } from '../level';
import { readIsoStamp, readSyslogStamp, readZone, type ReadStamp } from '../stamp';
import { readPriority, tagged, withLevel } from '../tag';

const DOCKERD = 'time="2020-02-19T16:00:07.204930762+08:00" level=info msg="shim reaped"';
const SEGFAULT = 's6-pause[107577]: segfault at 0 ip 00000000004005d7 sp 00007ffc error 4 in s6-pause[400000+2000]';

export const rfc3164: EnvelopeRow = {
  id: 'rfc3164',
  form: 'syslog (RSYSLOG_TraditionalFileFormat), journalctl -o short, short-precise',
  begins: /[\p{L}0-9 ]/u,
  parse: (text, from) => {
    // In Japanese and Korean a month below ten has a blank before it.
    const read = readSyslogStamp(text, text.charCodeAt(from) === 0x20 ? from + 1 : from);
    return read && tagged('rfc3164', text, from, read.end, when(read));
  },
  samples: [
    {
      line: `Feb 19 16:00:07 gpu-ser-xyz dockerd: ${DOCKERD}`,
      source: 'real',
      host: 'gpu-ser-xyz',
      program: 'dockerd',
      message: DOCKERD,
      time: 'year and zone',
    },
    {
      line: 'Nov 23 06:44:40.978141 vm containerd[22577]: time="2026"',
      source: 'real',
      host: 'vm',
      program: 'containerd',
      pid: 22577,
      message: 'time="2026"',
      time: 'year and zone',
    },
    {
      line: 'Feb 14 22:20:44 dockerd[5474]: panic: runtime error: index out of range',
      source: 'real',
      program: 'dockerd',
      pid: 5474,
      message: 'panic: runtime error: index out of range',
      time: 'year and zone',
    },
    {
      line: '8月 31 17:15:10 host containerd[7959]: text',
      source: 'real',
      host: 'host',
      program: 'containerd',
      pid: 7959,
      message: 'text',
      time: 'year and zone',
    },
    {
      line: 'nov 08 19:48:38 A40 dockerd[1788]: text',
      source: 'real',
      host: 'A40',
      program: 'dockerd',
      pid: 1788,
      message: 'text',
      time: 'year and zone',
    },
    {
      line: ' 8월 31 17:15:10 host systemd[1]: text',
      source: 'made',
      host: 'host',
      program: 'systemd',
      pid: 1,
      message: 'text',
      time: 'year and zone',
    },
    {
      line: `May 12 17:21:19 localhost kernel: [162898.336101] ${SEGFAULT}`,
      source: 'real',
      host: 'localhost',
      program: 'kernel',
      message: SEGFAULT,
      time: 'year and zone',
    },
    {
      line: 'May 20 09:01:02 h systemd[1]: docker.service: Main process exited, code=killed, status=11/SEGV',
      source: 'real',
      host: 'h',
      program: 'systemd',
      pid: 1,
      message: 'docker.service: Main process exited, code=killed, status=11/SEGV',
      time: 'year and zone',
    },
    {
      line: 'Nov 23 06:44:40 vm containerd.service[22577]: starting',
      source: 'real',
      host: 'vm',
      unit: 'containerd.service',
      pid: 22577,
      message: 'starting',
      time: 'year and zone',
    },
  ],
  counterSamples: [
    'Feb 30',
    'May be it is 12:00:00 somewhere: yes',
    'time="2020-02-19T16:00:07Z" level=info msg=x',
    'Feb 30 12:00:00 host dockerd: no such day',
    'Mon 12 12:00:00 host dockerd: no such month',
    'Jan 02 12:00:00 INFO main: started',
  ],
};

export const iso: EnvelopeRow = {
  id: 'iso',
  form: 'rsyslog (RSYSLOG_FileFormat), journalctl -o short-iso, short-iso-precise',
  begins: /[0-9]/,
  parse: (text, from) => {
    const read = text.charCodeAt(from + 10) === 0x54 ? readIsoStamp(text, from) : null;
    return read && read.stamp.offset !== null ? tagged('iso', text, from, read.end, when(read)) : null;
  },
  samples: [
    {
      line: '2023-11-13T03:50:55.201611+01:00 host containerd[13306]: time="x"',
      source: 'real',
      host: 'host',
      program: 'containerd',
      pid: 13306,
      message: 'time="x"',
      time: 1_699_843_855_201_611_000n,
    },
    {
      line: '2026-11-23T15:43:51.259823+0800 vm containerd[17798]: starting',
      source: 'real',
      host: 'vm',
      program: 'containerd',
      pid: 17798,
      message: 'starting',
      time: 1_795_419_831_259_823_000n,
    },
    {
      line: '2026-11-23T06:44:40+0000 vm kernel: docker0: port 1',
      source: 'real',
      host: 'vm',
      program: 'kernel',
      message: 'docker0: port 1',
      time: 1_795_416_280_000_000_000n,
    },
  ],
  counterSamples: [
    '2018-09-20T11:54:11.753589172Z stdout F This is my message',
    '2024-01-02 12:00:00,123 INFO org.example.Main: started',
    '2024-01-02T12:00:00Z INFO main: started',
    '2024-01-02T12:00:00 host main: no zone',
    '2018-07-16T15:00:56Z docker-ce panic: invalid dispatch: return leaving incoming open',
    '2018-07-16T15:00:56Z SIGQUIT: quit',
  ],
};

/** `<14>1 STAMP HOST APP PROCID MSGID STRUCTURED-DATA MSG` (section 6); `-` for what is not known. */
const RFC5424 = /(\S{1,255}) (\S{1,48}) (\S{1,128}) \S{1,32} (?:-|\[[^\n]{0,1000}?[^\\]\](?= |$)) ?(?:\ufeff)?/y;

export const rfc5424: EnvelopeRow = {
  id: 'rfc5424',
  form: 'RFC 5424 (RSYSLOG_SyslogProtocol23Format)',
  begins: '<',
  parse: (text, from) => {
    const priority = readPriority(text, from);
    const read = priority && text.startsWith('1 ', priority.end) ? readIsoStamp(text, priority.end + 2) : null;
    if (!priority || !read || read.stamp.offset === null) return null;
    RFC5424.lastIndex = read.end + 1;
    const [whole, host, program, pid] = RFC5424.exec(text) ?? [];
    if (whole === undefined) return null;
    return {
      ...BARE,
      ...when(read),
      id: 'rfc5424',
      start: from,
      // rsyslog writes a blank of its own before the message.
      payload: skipBlank(text, read.end + 1 + whole.length),
      end: nextForwarded(text, read.end + 1 + whole.length),
      host: known(host),
      program: known(program),
      pid: pid !== undefined && /^\d{1,10}$/.test(pid) ? Number(pid) : null,
      level: levelOfPriority(priority.priority),
    };
  },
  samples: [
    {
      line: '<14>1 2026-11-23T06:44:40.966821+00:00 vm containerd 22577 - -  time="2026-11-23T06:44:40.9Z" level=info msg="x"',
      source: 'real',
      host: 'vm',
      program: 'containerd',
      pid: 22577,
      level: 'info',
      message: 'time="2026-11-23T06:44:40.9Z" level=info msg="x"',
      time: 1_795_416_280_966_821_000n,
    },
    {
      line: '<3>1 2026-11-23T06:44:40Z - kernel - - [origin software="rsyslogd" x="a \\] b"] oom',
      source: 'made',
      program: 'kernel',
      level: 'error',
      message: 'oom',
      time: 1_795_416_280_000_000_000n,
    },
  ],
  counterSamples: ['<14>2 2026-11-23T06:44:40Z vm a - - - x', '<6>[  859.012345] docker0: port 1'],
};

/** A tag without a colon, which ends with the first blank (RFC 3164 section 5.4, example 2). */
const PLAIN_TAG = / ([^\s:[\]]{1,255}) ([\w./-]{1,32}) (?=\S)/y;

export const forward: EnvelopeRow = {
  id: 'forward',
  form: 'what rsyslog forwards: a priority before RFC 3164 or the ISO form',
  begins: '<',
  parse: (text, from) => {
    const priority = readPriority(text, from);
    if (!priority) return null;
    const read = readSyslogStamp(text, priority.end) ?? readIsoStamp(text, priority.end);
    if (!read) return null;
    const envelope = tagged('forward', text, from, read.end, when(read)) ?? plainlyTagged(text, from, read);
    const leveled = withLevel(envelope, levelOfPriority(priority.priority));
    return leveled && { ...leveled, end: nextForwarded(text, leveled.payload) };
  },
  samples: [
    {
      line: '<15>Mar  6 04:07:23 hostname log_tag this is debug',
      source: 'real',
      host: 'hostname',
      program: 'log_tag',
      level: 'debug',
      message: 'this is debug',
      time: 'year and zone',
    },
    {
      line: '<28>2026-11-23T06:44:40.966821+00:00 vm dockerd[7]: x',
      source: 'made',
      host: 'vm',
      program: 'dockerd',
      pid: 7,
      level: 'warning',
      message: 'x',
      time: 1_795_416_280_966_821_000n,
    },
  ],
  counterSamples: ['<15>Mar  6 04:07:23', '<9999>Mar  6 04:07:23 h p: x', '<a>Mar  6 04:07:23 h p: x'],
};

/** A priority with a stamp behind it. */
const ENTRY = /<\d{1,3}>(?=(?:1 )?\d{4}-\d\d-\d\dT\d\d:|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )/g;

/** Where the next entry of a forwarded line begins behind a column, since a receiver may put no line break between entries; null where none does. */
export function nextForwarded(text: string, from: number): number | null {
  ENTRY.lastIndex = from;
  return ENTRY.exec(text)?.index ?? null;
}

/** SONiC's rsyslog: `Jan 15 05:40:45.093251+00:00 2024 HOST LEVEL PROGRAM[PID]: ` (sonic-buildimage, rsyslog.conf.j2). */
const SONIC = / (\d{4}) (\S{1,255}) ([A-Z]{3,8})(?= )/y;

export const sonic: EnvelopeRow = {
  id: 'sonic',
  form: "SONiC's syslog: RFC 3164 with zone, year and level",
  begins: /[A-Z]/,
  parse: (text, from) => {
    const read = readSyslogStamp(text, from);
    const zone = read && readZone(text, read.end);
    if (!read || !zone) return null;
    SONIC.lastIndex = zone.end;
    const [whole, year = '', host = '', word = ''] = SONIC.exec(text) ?? [];
    const level = levelOfWord(word);
    if (whole === undefined || level === null) return null;
    const stamp = { ...read.stamp, year: Number(year), offset: zone.offset };
    const envelope = tagged('sonic', text, from, zone.end + whole.length, { ...when(read), stamp });
    return envelope && { ...envelope, host, level };
  },
  samples: [
    {
      line: 'Jan 15 05:40:45.093251+00:00 2024 ax1-spine103 INFO containerd[501]: fatal error: unexpected signal',
      source: 'real',
      host: 'ax1-spine103',
      program: 'containerd',
      pid: 501,
      level: 'info',
      message: 'fatal error: unexpected signal',
      time: 1_705_297_245_093_251_000n,
    },
  ],
  counterSamples: ['Jan 15 05:40:45 2024 ax1-spine103 INFO containerd[501]: x'],
};

function plainlyTagged(text: string, start: number, read: ReadStamp): Envelope | null {
  PLAIN_TAG.lastIndex = read.end;
  const [whole, host = '', program = ''] = PLAIN_TAG.exec(text) ?? [];
  return whole === undefined
    ? null
    : { ...BARE, ...when(read), id: 'forward', start, payload: read.end + whole.length, host, program };
}

/** The date that a stamp says. */
export function when({ stamp }: ReadStamp): { stamp: ReadStamp['stamp']; instant: null; uptime: null } {
  return { stamp, instant: null, uptime: null };
}

function known(value: string | undefined): string | null {
  return value === undefined || value === '-' ? null : value;
}

function skipBlank(text: string, at: number): number {
  return text.charCodeAt(at) === 0x20 ? at + 1 : at;
}
