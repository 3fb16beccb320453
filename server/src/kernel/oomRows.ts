// How the OOM killer words its reports (mm/oom_kill.c, mm/memcontrol.c), from Linux 3 on.
import type { KernelRow } from './report';

const INVOKED =
  /^((\S.{0,63}?) invoked oom-killer: gfp_mask=(0x[0-9a-f]{1,8}(?:\([\w|]{1,300}\))?|[\w|]{1,300}),.{0,120}? order=(-?\d{1,3}))/;
const USAGE = /^((memory|memory\+swap|swap|kmem): usage (\d{1,20})kB, limit (\d{1,20})kB, failcnt (\d{1,20}))/;
const CONSTRAINT = /^oom-kill:constraint=(CONSTRAINT_[A-Z_]{1,40}),/;
const KILLED = /(?:^|: )(Kill(?:ed)? process (\d{1,10}),?(?: UID \d{1,10},)? \(([^)]{0,64})\))/;
const REAPED = /^(oom_reaper: reaped process (\d{1,10}) \(([^)]{0,64})\))/;
/** What a line does not tell is null. */
const KILLED_NOTHING_MORE = {
  kind: 'oom-killed',
  scope: null,
  virtual: null,
  anonymous: null,
  file: null,
  shared: null,
} as const;
const ID = 'd8a0e2c8637fa247f1e4738f51676f0af6106a7623d07cbaa5e18fb6ff440dba';

export const OOM_ROWS: readonly KernelRow[] = [
  {
    kind: 'oom-invoked',
    marks: [' invoked oom-killer: '],
    parse: message => {
      const [, said, process = '', gfpMask = '', order] = INVOKED.exec(message) ?? [];
      return said === undefined
        ? null
        : { kind: 'oom-invoked', process, gfpMask, order: Number(order), span: { start: 0, end: said.length } };
    },
    samples: [
      {
        message: 'tail invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
        source: 'real',
        report: { kind: 'oom-invoked', process: 'tail', gfpMask: '0xcc0(GFP_KERNEL)', order: 0 },
      },
      {
        message: 'java invoked oom-killer: gfp_mask=0x24201ca, nodemask=0, order=0, oom_score_adj=0',
        source: 'made',
        report: { kind: 'oom-invoked', process: 'java', gfpMask: '0x24201ca', order: 0 },
      },
    ],
    counterSamples: ['tail invoked oom-killer: later', 'who invoked oom-killer: order=0'],
    reference: 'mm/oom_kill.c, dump_header',
  },
  {
    kind: 'oom-usage',
    marks: [': usage '],
    parse: message => {
      const [, said, what = '', usage, limit, failures] = USAGE.exec(message) ?? [];
      const numbers = { usage: Number(usage), limit: Number(limit), failures: Number(failures) };
      return said === undefined ? null : { kind: 'oom-usage', what, ...numbers, span: { start: 0, end: said.length } };
    },
    samples: [
      {
        message: 'memory: usage 12288kB, limit 12288kB, failcnt 79',
        source: 'real',
        report: { kind: 'oom-usage', what: 'memory', usage: 12288, limit: 12288, failures: 79 },
      },
    ],
    counterSamples: ['memory: usage high', 'disk: usage 1kB, limit 2kB, failcnt 3'],
    reference: 'mm/memcontrol.c, mem_cgroup_print_oom_meminfo',
  },
  {
    kind: 'oom-constraint',
    marks: ['oom-kill:constraint='],
    parse: message => {
      const [, constraint] = CONSTRAINT.exec(message) ?? [];
      const pid = value(message, 'pid');
      if (constraint === undefined || pid === null || !/^\d{1,10}$/.test(pid)) return null;
      return {
        kind: 'oom-constraint',
        constraint,
        cgroup: value(message, 'oom_memcg'),
        taskCgroup: value(message, 'task_memcg'),
        process: value(message, 'task') ?? '',
        pid: Number(pid),
        span: { start: 0, end: message.length },
      };
    },
    samples: [
      {
        message: `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=${ID},mems_allowed=0,oom_memcg=/docker/${ID},task_memcg=/docker/${ID},task=tail,pid=22518,uid=0`,
        source: 'real',
        report: {
          kind: 'oom-constraint',
          constraint: 'CONSTRAINT_MEMCG',
          cgroup: `/docker/${ID}`,
          taskCgroup: `/docker/${ID}`,
          process: 'tail',
          pid: 22518,
        },
      },
      {
        message:
          'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/system.slice/docker.service,task=dockerd,pid=812,uid=0',
        source: 'made',
        report: {
          kind: 'oom-constraint',
          constraint: 'CONSTRAINT_NONE',
          cgroup: null,
          taskCgroup: '/system.slice/docker.service',
          process: 'dockerd',
          pid: 812,
        },
      },
    ],
    counterSamples: ['oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null)', 'oom-kill:constraint=x,pid=1'],
    reference: 'mm/oom_kill.c, dump_oom_victim (Linux 5.0)',
  },
  {
    kind: 'oom-killed',
    marks: ['Killed process ', 'Kill process '],
    parse: message => {
      const [, said, pid, process = ''] = KILLED.exec(message) ?? [];
      if (said === undefined) return null;
      const start = message.indexOf(said);
      const before = message.slice(0, start);
      if (before !== '' && !/^(?:Memory cgroup o|O)ut of memory(?: \(oom_kill_allocating_task\))?: $/.test(before))
        return null;
      return {
        kind: 'oom-killed',
        scope: before === '' ? null : before.startsWith('M') ? 'cgroup' : 'node',
        process,
        pid: Number(pid),
        virtual: size(message, 'total-vm'),
        anonymous: size(message, 'anon-rss'),
        file: size(message, 'file-rss'),
        shared: size(message, 'shmem-rss'),
        span: { start: 0, end: start + said.length },
      };
    },
    samples: [
      {
        message:
          'Memory cgroup out of memory: Killed process 22518 (tail) total-vm:14048kB, anon-rss:11776kB, file-rss:1328kB, shmem-rss:0kB, UID:0 pgtables:64kB oom_score_adj:0',
        source: 'real',
        report: {
          kind: 'oom-killed',
          scope: 'cgroup',
          process: 'tail',
          pid: 22518,
          virtual: 14048,
          anonymous: 11776,
          file: 1328,
          shared: 0,
        },
      },
      {
        message: 'Memory cgroup out of memory: Kill process 24572 (java) score 0 or sacrifice child',
        source: 'real',
        report: { ...KILLED_NOTHING_MORE, scope: 'cgroup', process: 'java', pid: 24572 },
      },
      {
        message: 'Out of memory: Kill process 812 (dockerd) score 9 or sacrifice child',
        source: 'made',
        report: { ...KILLED_NOTHING_MORE, scope: 'node', process: 'dockerd', pid: 812 },
      },
      {
        message: 'Killed process 812, UID 0, (dockerd) total-vm:1kB, anon-rss:2kB, file-rss:3kB',
        source: 'made',
        report: { ...KILLED_NOTHING_MORE, process: 'dockerd', pid: 812, virtual: 1, anonymous: 2, file: 3 },
      },
    ],
    counterSamples: [
      'app: Killed process 1 (x)',
      'Process 22518 (tail) of user 0 dumped core.',
      'Out of memory: nothing left to kill',
    ],
    reference: 'mm/oom_kill.c, __oom_kill_process',
  },
  {
    kind: 'oom-reaped',
    marks: ['oom_reaper: reaped process '],
    parse: message => {
      const [, said, pid, process = ''] = REAPED.exec(message) ?? [];
      return said === undefined
        ? null
        : { kind: 'oom-reaped', process, pid: Number(pid), span: { start: 0, end: said.length } };
    },
    samples: [
      {
        message: 'oom_reaper: reaped process 22518 (tail), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB',
        source: 'made',
        report: { kind: 'oom-reaped', process: 'tail', pid: 22518 },
      },
    ],
    counterSamples: ['oom_reaper: unable to reap pid:22518 (tail)'],
    reference: 'mm/oom_kill.c, oom_reap_task_mm',
  },
];

/** A value of the list behind `oom-kill:`; null where the name is not in it. */
function value(message: string, name: string): string | null {
  const start = message.indexOf(`,${name}=`);
  if (start < 0) return null;
  const from = start + name.length + 2;
  const end = message.indexOf(',', from);
  return message.slice(from, end < 0 ? undefined : end);
}

function size(message: string, name: string): number | null {
  const digits = new RegExp(`${name}:(\\d{1,20})kB`).exec(message)?.[1];
  return digits === undefined ? null : Number(digits);
}
