// The kernel's lines as dmesg prints them (util-linux, sys-utils/dmesg.c).
import { BARE, type Envelope, type EnvelopeRow } from '../envelope';
import { levelOfPriority, levelOfWord } from '../level';
import { monthOf } from '../months';
import { readIsoStamp } from '../stamp';
import { readPriority, readUptime, since, unnamed, withLevel } from '../tag';

const BLANK = 0x20;
const OOM = 'tail invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0';

export const dmesgIso: EnvelopeRow = {
  id: 'dmesg-iso',
  form: 'dmesg --time-format=iso',
  begins: /[0-9]/,
  parse: (text, from) => {
    // Always with T and a zone: log4j's own stamps have the comma too.
    const dated = text.charCodeAt(from + 10) === 0x54 && text.charCodeAt(from + 19) === 0x2c;
    const read = dated ? readIsoStamp(text, from) : null;
    return read && read.stamp.offset !== null && text.charCodeAt(read.end) === BLANK
      ? unnamed('dmesg-iso', from, read.end + 1, { stamp: read.stamp })
      : null;
  },
  samples: [
    {
      line: `2026-11-23T15:43:58,046691+08:00 ${OOM}`,
      source: 'real',
      message: OOM,
      time: 1_795_419_838_046_691_000n,
    },
  ],
  counterSamples: [
    '2023-11-13T03:50:55.201611+01:00 host containerd[13306]: time="x"',
    '2024-01-02 12:00:00,123 INFO org.example.Main: started',
    '2024-01-02T12:00:00,123 INFO org.example.Main: started',
  ],
};

/** dmesg -d has the time since the line before in the brackets too. */
const DELTA = /\[ *(\d{1,10})\.(\d{1,9}) < *\d{1,10}\.\d{1,9}>\] ?/y;

export const dmesgUptime: EnvelopeRow = {
  id: 'dmesg-uptime',
  form: 'dmesg, dmesg -d',
  begins: '[',
  parse: (text, from) => {
    const read = readUptime(text, from);
    if (read) return unnamed('dmesg-uptime', from, read.end, { uptime: read.uptime });
    DELTA.lastIndex = from;
    const [whole, seconds = '', fraction = ''] = DELTA.exec(text) ?? [];
    return whole === undefined
      ? null
      : unnamed('dmesg-uptime', from, from + whole.length, { uptime: since(seconds, fraction) });
  },
  samples: [
    {
      line: '[ 1031.571035] device eth0 left promiscuous mode',
      source: 'real',
      message: 'device eth0 left promiscuous mode',
      time: 'boot',
    },
    {
      line: '[  859.012345 <    0.000012>] docker0: port 1',
      source: 'made',
      message: 'docker0: port 1',
      time: 'boot',
    },
  ],
  counterSamples: [
    '[INFO] Create request',
    '[signal SIGSEGV: segmentation violation code=0x1 addr=0x78 pc=0x5ff488]',
    '[  972.909177] vm containerd[22577]: text',
  ],
};

export const dmesgRaw: EnvelopeRow = {
  id: 'dmesg-raw',
  form: 'dmesg -r',
  begins: '<',
  parse: (text, from) => {
    const priority = readPriority(text, from);
    const read = priority && readUptime(text, priority.end);
    return priority && read
      ? {
          ...BARE,
          id: 'dmesg-raw',
          start: from,
          payload: read.end,
          uptime: read.uptime,
          level: levelOfPriority(priority.priority),
        }
      : null;
  },
  samples: [
    {
      line: '<6>[  859.012345] docker0: port 1',
      source: 'real',
      level: 'info',
      message: 'docker0: port 1',
      time: 'boot',
    },
  ],
  counterSamples: ['<TASK>', '<6>docker0: port 1'],
};

/** The C library's asctime with the parts of the locale: `[Thu Dec  7 00:05:15 2017] `. */
const CTIME = /\[\S{1,8} (\S{1,6}) ([ 0-3]?\d) (\d\d):(\d\d):(\d\d) (\d{4})\] ?/y;

export const dmesgCtime: EnvelopeRow = {
  id: 'dmesg-ctime',
  form: 'dmesg -T',
  begins: '[',
  parse: (text, from) => {
    CTIME.lastIndex = from;
    const [whole, word = '', day, hour, minute, second, year] = CTIME.exec(text) ?? [];
    const month = monthOf(word);
    if (whole === undefined || month === null) return null;
    const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), fraction: '' };
    const stamp = { year: Number(year), month, day: Number(day), ...clock, offset: null };
    return unnamed('dmesg-ctime', from, from + whole.length, { stamp });
  },
  samples: [
    {
      line: '[Thu Dec  7 00:05:15 2017] Memory cgroup out of memory: Kill process 24572 (java) score 0 or sacrifice child',
      source: 'real',
      message: 'Memory cgroup out of memory: Kill process 24572 (java) score 0 or sacrifice child',
      time: 'zone',
    },
  ],
  counterSamples: ['[Thu Foo  7 00:05:15 2017] x', '[  +0.000005] x'],
};

const DECODED = /(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local[0-7]) *:([a-z]{3,6}) *: /y;

export const dmesgDecoded: EnvelopeRow = {
  id: 'dmesg-decoded',
  form: 'dmesg -x, alone or with any of the others',
  begins: /[kumdaslncf]/,
  parse: (text, from) => {
    DECODED.lastIndex = from;
    const [whole, word = ''] = DECODED.exec(text) ?? [];
    const level = levelOfWord(word);
    return whole === undefined || level === null ? null : decoded(text, from, from + whole.length, level);
  },
  samples: [
    {
      line: 'kern  :info  : [  859.012345] docker0: port 1',
      source: 'real',
      level: 'info',
      message: 'docker0: port 1',
      time: 'boot',
    },
    {
      line: 'kern  :warn  : 2026-11-23T06:42:47,014723+00:00 x',
      source: 'made',
      level: 'warning',
      message: 'x',
      time: 1_795_416_167_014_723_000n,
    },
  ],
  counterSamples: ['kern  :loud  : [  859.012345] x', 'kern  :info  : x'],
};

function decoded(text: string, start: number, at: number, level: Envelope['level']): Envelope | null {
  const inner = [dmesgUptime, dmesgCtime, dmesgIso].map(row => row.parse(text, at)).find(read => read !== null);
  return inner ? withLevel({ ...inner, id: 'dmesg-decoded', start }, level) : null;
}
