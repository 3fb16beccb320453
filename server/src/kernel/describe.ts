// What a report of the kernel says, as messages: a sentence, and what its numbers mean.
import { message, type Message } from '../message';
import type { OomReport } from './oomReports';
import type { KernelReport } from './report';
import { XIDS } from './xids';

/** What is said of a report. */
export interface KernelDescription {
  readonly sentence: Message;
  readonly details: readonly Message[];
  /** Where the meaning comes from. */
  readonly reference: string;
}

type Bit = readonly [bit: number, set: Message, clear: Message | null];

/** The bits of a page fault's error code on x86. */
const FAULT_BITS: readonly Bit[] = [
  [0, message('kernel.fault.protection'), message('kernel.fault.noPage')],
  [1, message('kernel.fault.write'), message('kernel.fault.read')],
  [2, message('kernel.fault.user'), message('kernel.fault.kernel')],
  [3, message('kernel.fault.reserved'), null],
  [4, message('kernel.fault.instruction'), null],
  [5, message('kernel.fault.protectionKey'), null],
  [6, message('kernel.fault.shadowStack'), null],
  [15, message('kernel.fault.sgx'), null],
];

/** The kernel prints what no limit is as the largest number of pages, in kB. */
const NO_LIMIT = 2 ** 52;

/** What a report says; `oom` is the whole report of the OOM killer that the line is one of. */
export function describeReport(report: KernelReport, oom: OomReport | null): KernelDescription {
  switch (report.kind) {
    case 'segfault':
      return describeSegfault(report);
    case 'trap': {
      const { process, pid, trap } = report;
      return said(message('kernel.trap', { process, pid, trap }), [], 'arch/x86/kernel/traps.c');
    }
    case 'hung-task': {
      const { process, pid, seconds } = report;
      return said(message('kernel.hungTask', { process, pid, seconds }), [], 'kernel/hung_task.c');
    }
    case 'xid':
      return describeXid(report);
    case 'oom-invoked':
    case 'oom-usage':
    case 'oom-constraint':
    case 'oom-killed':
    case 'oom-reaped':
      return said(oomSentence(report, oom), oom ? describeOom(oom) : oomDetails(report), 'mm/oom_kill.c');
  }
}

function describeSegfault(report: Extract<KernelReport, { kind: 'segfault' }>): KernelDescription {
  const { process, pid, address, error, object } = report;
  const details = FAULT_BITS.flatMap(([bit, set, clear]) => {
    const meaning = (error >> bit) & 1 ? set : clear;
    return meaning ? [meaning] : [];
  });
  const place =
    object === null
      ? message('kernel.segfault', { process, pid, address })
      : message('kernel.segfaultIn', { process, pid, address, object });
  return said(place, details, 'arch/x86/include/asm/trap_pf.h');
}

function describeXid({
  code,
  device,
  pid,
  process,
  detail,
}: Extract<KernelReport, { kind: 'xid' }>): KernelDescription {
  const known = XIDS.get(code);
  const meaning = known
    ? message('kernel.xid', { code, device, meaning: known.meaning })
    : message('kernel.xidUnknown', { code, device });
  return said(
    meaning,
    [
      ...(known?.name ? [message('kernel.xidName', { name: known.name })] : []),
      ...(pid === null ? [] : [message('kernel.xidProcess', { process: process ?? '?', pid })]),
      ...(detail === '' ? [] : [message('kernel.xidDetail', { detail })]),
    ],
    'docs.nvidia.com/deploy/xid-errors',
  );
}

function oomSentence(report: KernelReport, oom: OomReport | null): Message {
  const victim = oom?.victim ?? null;
  if (victim) {
    const { process, pid } = victim;
    if (oom?.cgroup) return message('kernel.oom.cgroup', { process, pid, cgroup: oom.cgroup });
    return oom?.scope === 'node'
      ? message('kernel.oom.node', { process, pid })
      : message('kernel.oom.killed', { process, pid });
  }
  if (report.kind === 'oom-usage') return oomUsage(report);
  const process = 'process' in report ? (report.process ?? '?') : '?';
  return report.kind === 'oom-reaped'
    ? message('kernel.oom.reaped', { process, pid: report.pid })
    : message('kernel.oom.invoked', { process });
}

function oomDetails(report: KernelReport): readonly Message[] {
  return report.kind === 'oom-invoked'
    ? [message('kernel.oom.request', { pages: 2 ** Math.max(0, report.order), mask: report.gfpMask })]
    : [];
}

/** The numbers of a whole report. */
function describeOom({ invoked, usages, victim, taskCgroup, cgroup }: OomReport): readonly Message[] {
  return [
    ...usages.map(oomUsage),
    ...(victim?.anonymous === null || victim?.anonymous === undefined
      ? []
      : [
          message('kernel.oom.victim', {
            anonymous: victim.anonymous,
            file: victim.file ?? 0,
            virtual: victim.virtual ?? 0,
          }),
        ]),
    ...(taskCgroup !== null && taskCgroup !== cgroup ? [message('kernel.oom.taskCgroup', { cgroup: taskCgroup })] : []),
    ...(invoked ? [message('kernel.oom.invoked', { process: invoked.process }), ...oomDetails(invoked)] : []),
  ];
}

function oomUsage({ what, usage, limit, failures }: Extract<KernelReport, { kind: 'oom-usage' }>): Message {
  return limit >= NO_LIMIT
    ? message('kernel.oom.usageUnlimited', { what, usage })
    : message('kernel.oom.usage', { what, usage, limit, failures });
}

function said(sentence: Message, details: readonly Message[], reference: string): KernelDescription {
  return { sentence, details, reference };
}
