// The output of containers as their runtimes keep and print it.
import { BARE, type EnvelopeRow } from '../envelope';
import { JsonString } from '../escaped';
import { memberText, readJsonLine } from '../jsonLine';
import { readIsoStamp } from '../stamp';
import { unnamed } from '../tag';

const STREAM = / (?:stdout|stderr) [FP](?: |$)/y;

export const cri: EnvelopeRow = {
  id: 'cri',
  form: "the kubelet's log of a container (CRI): stamp, stream, F for a full line and P for a part",
  begins: /[0-9]/,
  parse: (text, from) => {
    const read = text.charCodeAt(from + 10) === 0x54 ? readIsoStamp(text, from) : null;
    if (!read || read.stamp.offset === null) return null;
    STREAM.lastIndex = read.end;
    return STREAM.test(text) ? unnamed('cri', from, STREAM.lastIndex, { stamp: read.stamp }) : null;
  },
  samples: [
    {
      line: '2018-09-20T11:54:11.753589172Z stdout F This is my message',
      source: 'real',
      message: 'This is my message',
      time: 1_537_444_451_753_589_172n,
    },
    { line: '2018-09-20T11:54:11.7Z stderr P part', source: 'made', message: 'part', time: 1_537_444_451_700_000_000n },
  ],
  counterSamples: ['2018-09-20T11:54:11.753589172Z stdin F x', '2018-09-20T11:54:11.753589172Z stdout G x'],
};

export const jsonFile: EnvelopeRow = {
  id: 'docker-json',
  form: "Docker's json-file log of a container",
  begins: '{',
  parse: (text, from) => {
    const members = readJsonLine(text, from);
    const find = (name: string) => members?.find(member => member.name === name);
    const log = find('log');
    const read = readIsoStamp(memberText(text, find('time')) ?? '', 0);
    if (!log?.quoted || !read || !find('stream')) return null;
    const { start } = log.span;
    // The line's own break is part of the text.
    const end = text.endsWith('\\n', log.span.end) ? log.span.end - 2 : log.span.end;
    const message = text.slice(start, end).includes('\\') ? new JsonString(text, start, end) : null;
    return { ...BARE, id: 'docker-json', start: from, payload: start, end, message, stamp: read.stamp };
  },
  samples: [
    {
      line: '{"log":"err\\n","stream":"stderr","time":"2026-11-23T06:45:30.573363718Z"}',
      source: 'real',
      message: 'err',
      time: 1_795_416_330_573_363_718n,
    },
    {
      line: '{"log":"a \\"b\\"\\tc\\u001b\\r\\n","stream":"stdout","attrs":{"x":"}"},"time":"2026-11-23T06:45:30Z"}',
      source: 'made',
      message: 'a "b"\tc\u001b\r',
      time: 1_795_416_330_000_000_000n,
    },
  ],
  counterSamples: ['{"log":"x","time":"2026-11-23T06:45:30.573363718Z"}', '{"level":"info","msg":"x","time":"x"}'],
};

/** Names are padded to one width; a colour may stand around them. A name without a number needs a stamp behind it. */
const COMPOSE = /(?:\u001b\[[\d;]{0,8}m)?([\w.-]{1,64}) *\|(?:\u001b\[[\d;]{0,8}m)? (?:\u001b\[[\d;]{0,8}m)?/y;

export const compose: EnvelopeRow = {
  id: 'compose',
  form: 'docker compose logs, with -t too',
  begins: /[A-Za-z0-9\u001b]/,
  parse: (text, from) => {
    COMPOSE.lastIndex = from;
    const [whole, program = ''] = COMPOSE.exec(text) ?? [];
    if (whole === undefined) return null;
    const at = from + whole.length;
    const read = readIsoStamp(text, at);
    const dated = read !== null && read.stamp.offset !== null && text.charCodeAt(read.end) === 0x20;
    if (!dated && !/[-_]\d{1,4}$/.test(program)) return null;
    return {
      ...BARE,
      id: 'compose',
      start: from,
      payload: dated ? read.end + 1 : at,
      stamp: dated ? read.stamp : null,
      program,
    };
  },
  samples: [
    {
      line: "web-1  | 2024-04-25T05:32:35.584725130Z  * Serving Flask app 'app.py'",
      source: 'real',
      program: 'web-1',
      message: " * Serving Flask app 'app.py'",
      time: 1_714_023_155_584_725_130n,
    },
    { line: '\u001b[36mredis_1 |\u001b[0m ready', source: 'made', program: 'redis_1', message: 'ready', time: null },
  ],
  counterSamples: ['id | name', 'cat x | grep y', 'a|b'],
};

/** RFC 3339 with nanoseconds, of which kubectl leaves off zeros at the end; programs of their own write three digits or six. */
const NANOSECONDS = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7,9}Z /y;
/** A host and a program behind the stamp: a syslog daemon's line; what looks so and is klog's is none. */
const HOSTED = /(?![IWEF]\d{4} )[^\s[\]:="]+ [^\s[\]:="]+(?:\[\d+\])?: /y;

export const timestamps: EnvelopeRow = {
  id: 'timestamps',
  form: 'docker logs -t, kubectl logs --timestamps',
  begins: /[0-9]/,
  parse: (text, from) => {
    NANOSECONDS.lastIndex = from;
    if (text.charCodeAt(from + 10) !== 0x54 || !NANOSECONDS.test(text)) return null;
    const payload = (HOSTED.lastIndex = NANOSECONDS.lastIndex);
    const read = readIsoStamp(text, from);
    return !read || HOSTED.test(text) ? null : unnamed('timestamps', from, payload, { stamp: read.stamp });
  },
  samples: [
    {
      line: '2024-04-25T05:32:35.584725130Z panic: runtime error: index out of range',
      source: 'made',
      message: 'panic: runtime error: index out of range',
      time: 1_714_023_155_584_725_130n,
    },
    {
      line: '2024-04-25T05:32:35.58472513Z I0425 05:32:35.584678       1 main.go:1] x',
      source: 'made',
      message: 'I0425 05:32:35.584678       1 main.go:1] x',
      time: 1_714_023_155_584_725_130n,
    },
  ],
  counterSamples: [
    '2024-04-25T05:32:35.584Z  INFO a program of its own',
    '2024-04-25T05:32:35.584725130Z vm dockerd[7]: x',
    '2024-04-25T05:32:35.584725130Z',
  ],
};

export const desktop: EnvelopeRow = {
  id: 'docker-desktop',
  form: "Docker Desktop's log of its virtual machine: stamp, program and message between tabs",
  begins: /[0-9]/,
  parse: (text, from) => {
    const read = text.charCodeAt(from + 10) === 0x54 ? readIsoStamp(text, from) : null;
    if (!read || read.stamp.offset === null) return null;
    DESKTOP.lastIndex = read.end;
    const [whole, program = ''] = DESKTOP.exec(text) ?? [];
    return whole === undefined
      ? null
      : { ...BARE, id: 'docker-desktop', start: from, payload: read.end + whole.length, stamp: read.stamp, program };
  },
  samples: [
    {
      line: '2020-12-04T04:30:53.468Z\tdockerd\tSending kill signal 9 to container 33f7',
      source: 'real',
      program: 'dockerd',
      message: 'Sending kill signal 9 to container 33f7',
      time: 1_607_056_253_468_000_000n,
    },
  ],
  counterSamples: ['2020-12-04T04:30:53.468Z\tdockerd: x', '2020-12-04\tdockerd\tx'],
};

const DESKTOP = /\t([\w.-]{1,64})\t/y;
