// How the kernel words its reports: one row per wording. The OOM killer's stand in oomRows.ts.
import { OOM_ROWS } from './oomRows';
import type { KernelReport, KernelRow } from './report';

const SEGFAULT =
  /^(\S.{0,63}?)\[(\d{1,10})\]: (segfault at ([0-9a-f]{1,16}) ip (?:0x)?([0-9a-f]{1,16}) sp (?:0x)?[0-9a-f]{1,16} error ([0-9a-f]{1,8}))(?: in ([^[]{1,255})\[)?/;
const TRAP =
  /^(?:traps: )?(\S.{0,63}?)\[(\d{1,10})\] ((general protection(?: fault)?|trap [a-z ]{1,40}?|divide error) ip:[0-9a-f]{1,16})/;
const HUNG = /^(INFO: task (.{1,64}?):(\d{1,10}) blocked (?:in I\/O wait )?for more than (\d{1,6}) seconds)/;
const XID =
  /^(NVRM: Xid \((?:PCI:)?([0-9a-f:.]{7,20})\): (\d{1,4}))(?:, pid=(?:'?<unknown>'?|(\d{1,10}))(?:, name=(?:<unknown>|([^,]{1,64})))?)?,? ?(.*)$/i;

export const KERNEL_ROWS: readonly KernelRow[] = [
  {
    kind: 'segfault',
    marks: [']: segfault at '],
    parse: message => {
      const [, process = '', pid, said = '', address = '', ip = '', error = '', object = null] =
        SEGFAULT.exec(message) ?? [];
      if (pid === undefined) return null;
      const span = spanOf(message, said);
      return { kind: 'segfault', process, pid: Number(pid), address, ip, error: parseInt(error, 16), object, span };
    },
    samples: [
      {
        message:
          'resizer[19824]: segfault at 0 ip 000000000040007a sp 00007ffe48418740 error 6 in resizer[7a,400000+1000] likely on CPU 0 (core 0, socket 0)',
        source: 'real',
        report: {
          kind: 'segfault',
          process: 'resizer',
          pid: 19824,
          address: '0',
          ip: '000000000040007a',
          error: 6,
          object: 'resizer',
        },
      },
      {
        message: 'Web Content[7]: segfault at 7f00 ip 00007f01 sp 00007f02 error 14',
        source: 'made',
        report: {
          kind: 'segfault',
          process: 'Web Content',
          pid: 7,
          address: '7f00',
          ip: '00007f01',
          error: 0x14,
          object: null,
        },
      },
    ],
    counterSamples: ['a[1]: segfault at night', 'the segfault at 0 of a[1]: x'],
    reference: 'arch/x86/mm/fault.c, show_signal_msg',
  },
  {
    kind: 'trap',
    marks: ['] general protection', '] trap ', '] divide error '],
    parse: message => {
      const [, process = '', pid, said = '', trap = ''] = TRAP.exec(message) ?? [];
      return pid === undefined ? null : { kind: 'trap', process, pid: Number(pid), trap, span: spanOf(message, said) };
    },
    samples: [
      {
        message: 'traps: node[4242] general protection fault ip:7f3a sp:7ffd error:0 in libc.so.6[7f3a+1000]',
        source: 'made',
        report: { kind: 'trap', process: 'node', pid: 4242, trap: 'general protection fault' },
      },
      {
        message: 'traps: a.out[7] trap invalid opcode ip:401136 sp:7ffd error:0 in a.out[401000+1000]',
        source: 'made',
        report: { kind: 'trap', process: 'a.out', pid: 7, trap: 'trap invalid opcode' },
      },
    ],
    counterSamples: ['a[1] generally protected ip:1', '[  pid  ]   uid  tgid total_vm'],
    reference: 'arch/x86/kernel/traps.c, show_signal',
  },
  {
    kind: 'hung-task',
    marks: ['INFO: task '],
    parse: message => {
      const [, said = '', process = '', pid, seconds] = HUNG.exec(message) ?? [];
      return pid === undefined
        ? null
        : { kind: 'hung-task', process, pid: Number(pid), seconds: Number(seconds), span: spanOf(message, said) };
    },
    samples: [
      {
        message: 'INFO: task dockerd:1234 blocked for more than 120 seconds.',
        source: 'made',
        report: { kind: 'hung-task', process: 'dockerd', pid: 1234, seconds: 120 },
      },
      {
        message: 'INFO: task kworker/u8:2:77 blocked in I/O wait for more than 241 seconds.',
        source: 'made',
        report: { kind: 'hung-task', process: 'kworker/u8:2', pid: 77, seconds: 241 },
      },
    ],
    counterSamples: ['INFO: task force blocked', 'INFO: rcu_sched self-detected stall on CPU'],
    reference: 'kernel/hung_task.c, check_hung_task',
  },
  {
    kind: 'xid',
    marks: ['NVRM: Xid '],
    parse: message => {
      const [, said = '', device = '', code, pid, process = null, detail = ''] = XID.exec(message) ?? [];
      if (code === undefined) return null;
      const whose = { pid: pid === undefined ? null : Number(pid), process };
      return { kind: 'xid', device, code: Number(code), ...whose, detail, span: spanOf(message, said) };
    },
    samples: [
      {
        message: "NVRM: Xid (PCI:0000:3b:00): 79, pid='<unknown>', name=<unknown>, GPU has fallen off the bus.",
        source: 'made',
        report: {
          kind: 'xid',
          device: '0000:3b:00',
          code: 79,
          pid: null,
          process: null,
          detail: 'GPU has fallen off the bus.',
        },
      },
      {
        message: 'NVRM: Xid (PCI:0000:10:1c): 63, pid=1896, Row Remapper: New row marked for remapping',
        source: 'made',
        report: {
          kind: 'xid',
          device: '0000:10:1c',
          code: 63,
          pid: 1896,
          process: null,
          detail: 'Row Remapper: New row marked for remapping',
        },
      },
      {
        message: 'NVRM: Xid (PCI:0000:3b:00): 31, pid=12345, name=python, Ch 00000010, intr 00000000',
        source: 'made',
        report: {
          kind: 'xid',
          device: '0000:3b:00',
          code: 31,
          pid: 12345,
          process: 'python',
          detail: 'Ch 00000010, intr 00000000',
        },
      },
      {
        message: 'NVRM: Xid (0000:03:00): 14, Channel 00000001',
        source: 'made',
        report: { kind: 'xid', device: '0000:03:00', code: 14, pid: null, process: null, detail: 'Channel 00000001' },
      },
    ],
    counterSamples: ['NVRM: GPU at PCI:0000:3b:00: GPU-b850f46d', 'NVRM: Xid is a number: 79'],
    reference: "NVIDIA's driver; docs.nvidia.com/deploy/xid-errors",
  },
  ...OOM_ROWS,
];

/** What a message of the kernel reports; null, after a search for a few marks, for most of them. */
export function readKernelReport(message: string): KernelReport | null {
  for (const row of KERNEL_ROWS) {
    const report = row.marks.some(mark => message.includes(mark)) ? row.parse(message) : null;
    if (report) return report;
  }
  return null;
}

function spanOf(message: string, said: string): KernelReport['span'] {
  const start = message.indexOf(said);
  return { start, end: start + said.length };
}
